"""Every component with its states on one page, for those who build pages and for the tests that look at them."""

from __future__ import annotations

from datetime import UTC, datetime
from types import SimpleNamespace
from typing import Any

from django import forms
from django.http import HttpResponse
from django.shortcuts import render
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _
from django.views.decorators.http import require_safe

from gainful.domain.accounts.requests import ActorRequest
from gainful.domain.job_orders.models import Need, RequiredCompetency
from gainful.domain.organizations.models import Role
from gainful.engine.planning.document import SharesPart
from gainful.www.access import for_roles
from gainful.www.components.loop import loop_stripe
from gainful.www.components.paging import Page
from gainful.www.components.plan_page import mix_bar
from gainful.www.components.profile_page import cut_posting, group_lines

POSTING = "Measure and record vital signs. Stay calm in an emergency. CPR certification on day one."


class SampleForm(forms.Form):
    """One field of each kind, two of them wrong when it is sent empty."""

    name = forms.CharField(label=_("Your name"))
    day = forms.DateField(label=_("First day"), help_text=_("As 2026-11-30."))
    shift = forms.ChoiceField(label=_("Shift"), choices=[("day", _("Day")), ("night", _("Night"))])
    note = forms.CharField(label=_("Note"), widget=forms.Textarea(attrs={"rows": 3}), required=False)


def _lines() -> list[RequiredCompetency]:
    """Return three lines: a level with its place, one that is typical, one without a level."""
    return [
        RequiredCompetency(
            competency_id="sample.level", domain="skill", name=gettext("Monitoring"), level=3.0, need=Need.DAY_ONE,
            confidence="sure", evidence_kind="posting", span_start=0, span_end=30, span_text=POSTING[:30],
        ),
        RequiredCompetency(
            competency_id="sample.typical", domain="knowledge", name=gettext("Biology"), level=2.0,
            need=Need.WE_TRAIN, confidence="guess", evidence_kind="typical_for_occupation",
        ),
        RequiredCompetency(
            competency_id="sample.paper", domain="credential", name=gettext("CPR"), need=Need.DAY_ONE,
            confidence="sure", evidence_kind="posting", span_start=61, span_end=78, span_text=POSTING[61:78],
        ),
    ]  # fmt: skip


def _feeder_rows() -> list[dict[str, Any]]:
    """Return a step up with people in the pool, and one of which little is known."""
    short = [SimpleNamespace(name=_("Biology")), SimpleNamespace(name=_("Therapy and Counseling"))]
    known = SimpleNamespace(
        code="53-2031.00", title=_("Flight Attendants"), hours_low=90.0, hours_high=320.0, wage_change=1800.0,
        wage_change_bound="at_least", wage_place="state", employment_of=None, in_pool=14, local_employment=2190,
        short_of=short,
    )  # fmt: skip
    unknown = SimpleNamespace(
        code="31-9099.01", title=_("Speech-Language Pathology Assistants"), hours_low=40.0, hours_high=140.0,
        wage_change=None, wage_change_bound="unknown", wage_place="area", in_pool=0, local_employment=None, short_of=[],
        employment_of=_("Health Technologists and Technicians"),
    )  # fmt: skip
    return [
        {"feeder": known, "short": 100.0, "left": 0.0, "change": 40.0},
        {"feeder": unknown, "short": 44.0, "left": 56.0, "change": None},
    ]


@for_roles(*Role.values)
@require_safe
def library(request: ActorRequest) -> HttpResponse:
    """Show them all; nothing here is stored or sent."""
    lines = _lines()
    groups = group_lines(lines, ["sample.level", "sample.paper"])
    signed = SimpleNamespace(
        name="Dana Okafor", title=_("Head of nursing"), signed_at=datetime(2026, 11, 23, tzinfo=UTC)
    )
    context = {
        "form": SampleForm(),
        "wrong_form": SampleForm({"day": "soon"}, prefix="wrong"),
        "steps": loop_stripe(
            "people", {"job": "#loop", "profile": "#loop", "people": "#loop", "plan": "#loop"}
        ),
        "order": SimpleNamespace(posting_text=POSTING),
        "sorts": [("title", _("Title")), ("hours", _("Shortest"))],
        "columns": [_("Course"), _("Hours")],
        "page": Page([(_("Patient care"), 120), (_("First aid"), 8)], 2, "#lists", "#lists", 3),
        "from_posting": 2,
        "pieces": cut_posting(POSTING, lines),
        "groups": groups,
        "needs": [(need.value, need.label) for need in Need],
        "can_edit": True,
        "line_url": "#lines",
        "sign_url": "#signing",
        "confirmation": signed,
        "version": SimpleNamespace(number=2),
        "seen_hash": "",
        "feeders": _feeder_rows(),
        "mix": mix_bar(SharesPart(train=50, support=30, measure=20)),
        "error": SimpleNamespace(
            message=_("The posting is empty."), hint=_("Paste its text, or choose a file.")
        ),
    }
    return render(request, "components/library.html", context)

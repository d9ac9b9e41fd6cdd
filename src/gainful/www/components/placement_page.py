"""What became of a person, as each side reads it: the job, whether they stayed and advanced, how good it is."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any
from uuid import UUID

from django import forms
from django.contrib import messages
from django.utils import timezone
from django.utils.functional import Promise
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from gainful.domain.accounts.actor import Actor
from gainful.domain.accounts.requests import ActorRequest
from gainful.domain.accounts.roles import STAFF
from gainful.domain.job_orders.errors import JobOrderError
from gainful.domain.job_orders.models import WageUnit
from gainful.domain.participants.models import Participant
from gainful.domain.placements import actions, queries
from gainful.domain.placements.actions import Change, Terms
from gainful.domain.placements.actions.after_hire import may_record
from gainful.domain.placements.models import Placement
from gainful.domain.placements.states import (
    Benefit,
    ChangeKind,
    PlacementKind,
    SeparationReason,
    Source,
)
from gainful.engine.indicators.after_hire import Known
from gainful.engine.indicators.good_job import Fit, GoodJobScore, Part, PartScore
from gainful.www.components.person_forms import styled

KNOWN: dict[str, str | Promise] = {
    Known.YES: gettext_lazy("Yes"),
    Known.NO: gettext_lazy("No"),
    Known.UNKNOWN: gettext_lazy("Not known: nobody has said"),
    Known.PENDING: gettext_lazy("This day is still to come"),
}
PARTS: dict[str, str | Promise] = {
    Part.OWN_PAY: gettext_lazy("Pays what the person needs"),
    Part.LIVING_PAY: gettext_lazy("Pays enough to live on in the area"),
    Part.HOURS: gettext_lazy("Full-time hours (35 a week or more)"),
    Part.SCHEDULE: gettext_lazy("Shifts that the person can work"),
    Part.BENEFITS: gettext_lazy("Health insurance, paid days off, retirement plan"),
    Part.LADDER: gettext_lazy("Leads to a next job"),
}
FITS: dict[str, str | Promise] = {
    Fit.MEETS: gettext_lazy("Yes"),
    Fit.SHORT: gettext_lazy("No"),
    Fit.NOT_COMPARED: gettext_lazy("Not compared: nobody has said"),
}


class ChangeForm(forms.Form):
    """What happened after a hire, or was heard of it."""

    kind = forms.ChoiceField(label=gettext_lazy("What happened?"), choices=[("", "–"), *ChangeKind.choices])
    day = forms.DateField(label=gettext_lazy("On which day?"), widget=forms.DateInput(attrs={"type": "date"}))
    title = forms.CharField(label=gettext_lazy("Job title now"), max_length=200, required=False)
    wage = forms.DecimalField(
        label=gettext_lazy("Wage now, USD"), max_digits=9, decimal_places=2, required=False
    )
    wage_unit = forms.ChoiceField(label=gettext_lazy("Paid by"), choices=WageUnit.choices, required=False)
    hours_per_week = forms.DecimalField(
        label=gettext_lazy("Hours a week now"), max_digits=5, decimal_places=2, required=False
    )
    employer_name = forms.CharField(label=gettext_lazy("New employer"), max_length=200, required=False)
    reason = forms.ChoiceField(
        label=gettext_lazy("Why did they leave?"),
        choices=[("", "–"), *SeparationReason.choices],
        required=False,
    )
    words = forms.CharField(label=gettext_lazy("Anything else"), max_length=400, required=False)

    def __init__(self, data: Any, actor: Actor) -> None:
        super().__init__(data, prefix="change")
        if actor.role in STAFF:
            self.fields["source"] = forms.ChoiceField(label=_("Who told you?"), choices=Source.choices)
        styled(self)

    def change(self) -> Change:
        """Return what was entered."""
        given = self.cleaned_data
        return Change(**{**given, "source": given.get("source", "")})


class OutcomeForm(forms.Form):
    """An outcome beside the program's openings."""

    kind = forms.ChoiceField(
        label=gettext_lazy("What became of the person?"),
        choices=[("", "–"), *(choice for choice in PlacementKind.choices if choice[0] != PlacementKind.HIRE)],
    )
    employer_name = forms.CharField(label=gettext_lazy("Employer or school"), max_length=200, required=False)
    title = forms.CharField(label=gettext_lazy("Job title or course"), max_length=200, required=False)
    starts_on = forms.DateField(label=gettext_lazy("Since"), widget=forms.DateInput(attrs={"type": "date"}))
    hours_per_week = forms.DecimalField(
        label=gettext_lazy("Hours a week"), max_digits=5, decimal_places=2, required=False
    )
    wage = forms.DecimalField(label=gettext_lazy("Wage, USD"), max_digits=9, decimal_places=2, required=False)
    wage_unit = forms.ChoiceField(label=gettext_lazy("Paid by"), choices=WageUnit.choices, required=False)
    schedule = forms.CharField(label=gettext_lazy("Schedule"), max_length=200, required=False)
    benefits_known = forms.BooleanField(label=gettext_lazy("The benefits are known"), required=False)
    benefits = forms.MultipleChoiceField(
        label=gettext_lazy("Benefits"),
        choices=Benefit.choices,
        required=False,
        widget=forms.CheckboxSelectMultiple,
    )
    next_role = forms.CharField(
        label=gettext_lazy("What the job can lead to"), max_length=200, required=False
    )
    source = forms.ChoiceField(label=gettext_lazy("Who told you?"), choices=Source.choices)
    note = forms.CharField(label=gettext_lazy("Note"), max_length=400, required=False)

    def __init__(self, data: Any = None) -> None:
        super().__init__(data)
        styled(self)

    def save(self, actor: Actor, person: Participant) -> Placement:
        """Record it; JobOrderError names the field that cannot be used."""
        given = self.cleaned_data
        terms = Terms(
            title=given["title"], starts_on=given["starts_on"], hours_per_week=given["hours_per_week"],
            wage=given["wage"], wage_unit=given["wage_unit"] if given["wage"] else "", schedule=given["schedule"],
            benefits=tuple(given["benefits"]) if given["benefits_known"] or given["benefits"] else None,
            next_role=given["next_role"],
        )  # fmt: skip
        return actions.record_outcome(
            actor, person, given["kind"], terms, employer_name=given["employer_name"], source=given["source"],
            note=given["note"],
        )  # fmt: skip


def _joined(value: object) -> str:
    return ", ".join(map(str, value)) if isinstance(value, tuple) else ""


def _missing(part: PartScore) -> str:
    labels = [str(Benefit(one).label) for one in part.needs] if isinstance(part.needs, tuple) else []
    return _("missing: %(what)s") % {"what": ", ".join(labels)} if labels else ""


_FIGURES: dict[Part, Callable[[PartScore], str]] = {
    Part.OWN_PAY: lambda part: _("$%(has)s a year; needs $%(needs)s") % {
        "has": f"{part.has:,}", "needs": f"{part.needs:,}",
    },
    Part.LIVING_PAY: lambda part: _("$%(has)s an hour at full time; $%(needs)s (%(source)s)") % {
        "has": f"{part.has:,.2f}", "needs": f"{part.needs:,.2f}", "source": part.source,
    },
    Part.HOURS: lambda part: _("%(n)s hours a week") % {"n": f"{part.has:g}"},
    Part.SCHEDULE: lambda part: _("%(has)s; can work %(needs)s") % {
        "has": _joined(part.has), "needs": _joined(part.needs),
    },
    Part.BENEFITS: _missing,
    Part.LADDER: lambda part: str(part.has or ""),
}  # fmt: skip
"""What was compared in each part, in words."""


def _figures(part: PartScore) -> str:
    return "" if part.fit is Fit.NOT_COMPARED else _FIGURES[part.part](part)


def score_rows(score: GoodJobScore) -> list[dict[str, Any]]:
    """Return the parts of the good-job score in words."""
    return [
        {"label": PARTS[part.part], "fit": FITS[part.fit], "figures": _figures(part)} for part in score.parts
    ]


def placement_context(
    actor: Actor, row: Placement, person: Participant | None, form: ChangeForm | None = None
) -> dict[str, Any]:
    """Return what a page shows of a placement; `person` None (the employer): neither needs nor what others said."""
    changes = queries.changes_of(row)
    context: dict[str, Any] = {
        "placement": row,
        "changes": changes,
        "can_record": row.is_job and row.taken_back_at is None and may_record(actor, row),
        "change_form": form or ChangeForm(None, actor),
    }
    if person is None or not row.is_job:
        return context
    today = timezone.localdate()
    advance = queries.advancement_of(row, changes)
    score = queries.good_job(row, person)
    return {
        **context,
        "stays": [
            {"days": stay.days, "same": KNOWN[stay.same_employer], "employed": KNOWN[stay.employed]}
            for stay in queries.stays_of(row, changes, today)
        ],
        "advance": advance,
        "advance_words": KNOWN[advance.answer],
        "score": score,
        "score_rows": score_rows(score),
    }  # fmt: skip


def take_change(request: ActorRequest, row: Placement) -> ChangeForm | None:
    """Record what happened from its form; None where it is done, else the form with what is wrong."""
    form = ChangeForm(request.POST, request.actor)
    if form.is_valid():
        try:
            actions.record_change(request.actor, row, form.change())
        except JobOrderError as error:
            form.add_error(
                error.field if error.field in form.fields else None, f"{error.message} {error.hint}".strip()
            )
        else:
            messages.success(request, _("Recorded. Thank you."))
            return None
    return form


def take_change_back(request: ActorRequest, row: Placement, change_id: UUID) -> None:
    """Take back what was recorded wrongly; a refusal is said on the next page."""
    found = row.changes.filter(pk=change_id).first()
    if found is None:
        messages.error(request, _("There is no such row. Reload the page."))
        return
    try:
        actions.take_change_back(request.actor, found)
    except JobOrderError as error:
        messages.error(request, f"{error.message} {error.hint}".strip())
    else:
        messages.success(request, _("Taken back. Both rows stay to be seen."))

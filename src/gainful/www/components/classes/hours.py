"""Hours of a cohort: planned, held, attended, made up, and what each funder counts, for each person and for all."""

from __future__ import annotations

from typing import Any
from uuid import UUID

from django.http import Http404, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _

from gainful.domain.accounts.requests import ActorRequest
from gainful.domain.cohorts import actions, queries
from gainful.domain.cohorts.errors import CohortError
from gainful.domain.cohorts.hours import PersonHours, cohort_sums, hours_of, in_hours
from gainful.domain.cohorts.looks import note_looks
from gainful.domain.cohorts.models import Cohort, FunderRule
from gainful.engine.attendance import ClockRule
from gainful.www.components.classes.forms import AlertForm, FunderRuleForm
from gainful.www.components.classes.sessions import put
from gainful.www.components.classes.space import Space
from gainful.www.components.job_order_steps import attempt
from gainful.www.components.paging import page_of
from gainful.www.components.tables import csv_response

MOST = 5_000


def hours_row(found: PersonHours, rules: list[FunderRule]) -> dict[str, Any]:
    """Return one person's hours as a page and a file show them."""
    sums = found.sums
    return {
        "enrolment": found.enrolment,
        "planned": in_hours(sums.planned), "held": in_hours(sums.held), "attended": in_hours(sums.attended),
        "made_up": in_hours(sums.made_up), "percent": sums.percent,
        "absent": found.times.get("absent", 0), "late": found.times.get("late", 0),
        "excused": found.times.get("excused", 0),
        "counted": [in_hours(found.counted[rule.pk].hours * 60) for rule in rules],
    }  # fmt: skip


def _seats(request: ActorRequest, cohort: Cohort) -> Any:
    return queries.enrolments_of(cohort) if request.actor.role != "instructor" else queries.classmates(cohort)


def show(request: ActorRequest, space: Space, cohort_id: UUID) -> HttpResponse:
    """Show the hours of a cohort's people."""
    cohort = space.find(request, cohort_id)
    rules = queries.funder_rules_of(cohort)
    page = page_of(request, _seats(request, cohort))
    sums = cohort_sums([cohort.pk])[cohort.pk]
    rows = [hours_row(found, rules) for found in hours_of(cohort, page.rows, rules)]
    note_looks(request.actor, page.rows, "Hours of a class")
    context = {
        **space.context(request, cohort),
        "page": page,
        "rows": rows,
        "sums": {name: in_hours(getattr(sums, name)) for name in ("planned", "held", "attended", "made_up")},
        "percent": sums.percent,
        "columns": [
            _("Name"), _("Planned"), _("Held so far"), _("Attended"), _("Made up"), _("Of what was held"),
            _("Late, excused, absent"), *(_("Counts for %s") % rule.fund for rule in rules),
        ],
    }  # fmt: skip
    return render(request, "classes/hours.html", context)


def export(request: ActorRequest, space: Space, cohort_id: UUID) -> HttpResponse:
    """The hours of everybody as CSV; each person sees that they were handed out."""
    cohort = space.find(request, cohort_id)
    rules = queries.funder_rules_of(cohort)
    seats = list(_seats(request, cohort)[:MOST])
    note_looks(request.actor, seats, "Hours of a class handed out")
    header = ("name", "state", "planned_hours", "held_hours", "attended_hours", "made_up_hours", "late", "excused",
              "absent", *(f"counts for {rule.fund}" for rule in rules))  # fmt: skip
    rows = (hours_row(found, rules) for found in hours_of(cohort, seats, rules))
    lines = (
        (row["enrolment"].name, row["enrolment"].status, row["planned"], row["held"], row["attended"], row["made_up"],
         row["late"], row["excused"], row["absent"], *row["counted"])
        for row in rows
    )  # fmt: skip
    return csv_response("hours", header, lines)


def counting(request: ActorRequest, space: Space, cohort_id: UUID) -> HttpResponse:
    """Show how each funder counts and when the coach is told; say how a funder counts, or take that away."""
    cohort = space.find(request, cohort_id)
    sent = request.POST if request.method == "POST" else None
    if sent is not None and (number := sent.get("remove")):
        attempt(
            request, lambda: actions.remove_funder_rule(request.actor, cohort, uuid_of(number)), _("Removed.")
        )
        return redirect(space.url("hours_rule", cohort.pk))
    form = FunderRuleForm(sent, prefix="rule")
    form.fields["fund"].queryset = cohort.program.funds.order_by("name", "id")  # type: ignore[attr-defined]
    if sent is not None and form.is_valid() and _set(request, cohort, form):
        return redirect(space.url("hours_rule", cohort.pk))
    context = {
        **space.context(request, cohort),
        "rules": queries.funder_rules_of(cohort),
        "rule_form": form,
        "alert_form": AlertForm(initial={"alert_after": cohort.alert_after}, prefix="alert"),
    }
    return render(request, "classes/counting.html", context, status=422 if form.errors else 200)


def _set(request: ActorRequest, cohort: Cohort, form: FunderRuleForm) -> bool:
    given = form.cleaned_data
    rule = ClockRule(
        given["whole_hours"] == "yes", given["minutes"], given["made_up"], given["excused_percent"]
    )
    try:
        actions.set_funder_rule(request.actor, cohort, given["fund"], rule)
    except CohortError as error:
        put(form, error)
        return False
    return True


def set_alert(request: ActorRequest, space: Space, cohort_id: UUID) -> HttpResponse:
    """Say after how many absences in a row the coach is told."""
    cohort = space.find(request, cohort_id)
    text = request.POST.get("alert-alert_after", "")
    number = int(text) if text.isascii() and text.isdigit() and len(text) < 4 else 0
    attempt(request, lambda: actions.set_alert_after(request.actor, cohort, number), _("Saved."))
    return redirect(space.url("hours_rule", cohort.pk))


def uuid_of(text: str) -> UUID:
    """Return the number that a form sent, or 404."""
    try:
        return UUID(text)
    except ValueError:
        raise Http404 from None

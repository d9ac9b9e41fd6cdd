"""What is planned and spent for one person: the same page for whoever may see it, and its rows as CSV."""

from __future__ import annotations

from typing import Any
from uuid import UUID

from django.http import HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from gainful.domain.accounts.requests import ActorRequest
from gainful.domain.ledger import queries
from gainful.domain.participants.actions import record_read
from gainful.domain.participants.models import Participant
from gainful.engine.mix.actual import Comparison
from gainful.www.components.paging import page_of
from gainful.www.components.people import get_person
from gainful.www.components.tables import csv_response

MOST_EXPORTED = 50_000


def person_ledger(request: ActorRequest, person: Participant, **urls: str) -> HttpResponse:
    """Show a person's hours and dollars; `urls` are `back` and `export`. The caller notes the look."""
    compared = queries.person_against_actual(person.pk)
    context: dict[str, Any] = {
        "person": person,
        "is_mine": request.actor.role == "participant",
        "compared": compared,
        "planned_hours": hours_words(compared, planned=True),
        "actual_hours": hours_words(compared, planned=False),
        "rows": page_of(request, queries.rows_of_person(person.pk)),
        "columns": [_("What"), _("Who pays"), _("Day"), _("Time"), _("USD"), _("State")],
        **urls,
    }
    return render(request, "parts/person_ledger.html", context)


def staff_ledger(request: ActorRequest, person_id: UUID, namespace: str) -> HttpResponse:
    """Show staff what is planned and spent for one person, who sees that it was opened."""
    person = get_person(person_id)
    record_read(request.actor, person, what=_("Hours and costs opened"))
    return person_ledger(
        request,
        person,
        back=reverse(f"{namespace}:person", args=[person.pk]),
        export=reverse(f"{namespace}:person_ledger_export", args=[person.pk]),
    )


def staff_ledger_csv(request: ActorRequest, person_id: UUID) -> HttpResponse:
    """The same rows as CSV; noted in the person's read log."""
    person = get_person(person_id)
    record_read(request.actor, person, what=_("Hours and costs exported"))
    return person_ledger_csv(person)


def hours_words(compared: Comparison, *, planned: bool) -> str:
    """Return the hours of all parts in words, empty where no hours are known."""
    found = [each.planned.minutes if planned else each.actual.minutes for each in compared.parts]
    known = [minutes for minutes in found if minutes is not None]
    if not known:
        return ""
    hours = round(sum(known) / 60, 1)
    text = f"{hours:,.0f}" if hours == int(hours) else f"{hours:,.1f}"
    return ngettext("%(n)s hour", "%(n)s hours", 1 if hours == 1 else 2) % {"n": text}


def person_ledger_csv(person: Participant) -> HttpResponse:
    """The rows as CSV, without the person's name."""
    header = (
        "part",
        "what",
        "day",
        "minutes",
        "cost_usd",
        "happened",
        "agency",
        "program",
        "fund",
        "corrects",
    )
    rows = (
        (
            row.part, row.label, row.day, row.minutes, row.cost, row.is_actual, row.organization, row.program or "",
            row.fund or "", row.corrects_id or "",
        )
        for row in queries.rows_of_person(person.pk)[:MOST_EXPORTED]
    )  # fmt: skip
    return csv_response("hours-and-costs", header, rows)

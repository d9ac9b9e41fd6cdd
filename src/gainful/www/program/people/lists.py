"""The people of an agency: found, sorted, handed out as CSV."""

from __future__ import annotations

from uuid import UUID

from django.http import HttpResponse
from django.shortcuts import render
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext
from django.views.decorators.http import require_safe

from gainful.domain.accounts.actor import Actor
from gainful.domain.accounts.requests import ActorRequest
from gainful.domain.participants import queries
from gainful.domain.participants.access import may
from gainful.domain.participants.actions.consents import record_reads
from gainful.domain.participants.models import BarrierKind, Participant, Scenario
from gainful.www.access import for_roles
from gainful.www.components.paging import count_words, page_of
from gainful.www.components.tables import csv_response

STAFF = ("program_manager", "coach")
MOST_EXPORTED = 250_000
READ_AT_ONCE = 2000
SORTS = (
    ("name", gettext_lazy("Name")),
    ("updated", gettext_lazy("Changed last")),
    ("code", gettext_lazy("Person ID")),
)


def filters_of(request: ActorRequest) -> dict[str, str]:
    """Return what narrows the list, from the address."""
    return {
        key: request.GET.get(key, "").strip()[:100]
        for key in ("q", "scenario", "support", "occupation", "sort")
    }


@for_roles("program_manager")
@require_safe
def home(request: ActorRequest) -> HttpResponse:
    """Show the people the agency may see."""
    actor: Actor = request.actor
    filters = filters_of(request)
    rows = queries.people(actor, filters)
    count, n = count_words(rows)
    narrowed = any(filters[key] for key in ("q", "scenario", "support", "occupation"))
    if narrowed:
        sentence = ngettext("%(n)s person fits.", "%(n)s people fit.", count) % {"n": n}
    else:
        sentence = ngettext(
            "%(n)s person lets your organization see their record.",
            "%(n)s people let your organization see their record.",
            count,
        ) % {"n": n}
    page = page_of(request, rows)
    record_reads(actor, [person.pk for person in page.rows], what=_("Seen in a list"))
    for person in page.rows:
        person.last_job = queries.last_job(person)
    context = {
        "page": page,
        "sentence": sentence,
        "narrowed": narrowed,
        "filters": filters,
        "scenarios": [("", _("All")), *Scenario.choices],
        "supports": [("", _("Any or none")), *BarrierKind.choices],
        "columns": [_("Person"), _("Last job"), _("Situation"), _("Lowest pay"), _("Support")],
        "sorts": SORTS,
        "query": request.GET.urlencode(),
        "may_import": may(actor, "import"),
        "importing": queries.busy_imports(actor).filter(kind="people"),
    }
    return render(request, "program/people_home.html", context)


@for_roles("program_manager")
@require_safe
def export(request: ActorRequest) -> HttpResponse:
    """The same list as CSV; noted in each person's read log."""
    actor: Actor = request.actor
    people = queries.people(actor, filters_of(request))[:MOST_EXPORTED].iterator(READ_AT_ONCE)
    seen: list[UUID] = []
    situations = {key: str(label) for key, label in Scenario.choices}
    needs = {key: str(label) for key, label in BarrierKind.choices}
    header = (
        "person_id",
        "name",
        "situation",
        "last_job",
        "occupation_code",
        "zip",
        "lowest_pay_usd_a_year",
        "support",
    )

    def row(person: Participant) -> tuple[object, ...]:
        seen.append(person.pk)
        return (
            person.code,
            person.name,
            situations.get(person.scenario, person.scenario),
            queries.last_job(person),
            person.last_code,  # type: ignore[attr-defined]
            person.postal_code,
            person.wage_floor,
            "; ".join(needs[barrier.kind] for barrier in person.open_barriers),  # type: ignore[attr-defined]
        )

    response = csv_response("people", header, map(row, people))
    record_reads(actor, seen, what=_("List exported"))
    return response

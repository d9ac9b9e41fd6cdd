"""Lists of introductions and outcomes for staff, the same for the manager and the coach."""

from __future__ import annotations

from typing import Any

from django.http import HttpResponse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext

from gainful.domain.accounts.requests import ActorRequest
from gainful.domain.participants.actions import record_reads
from gainful.domain.placements import queries
from gainful.domain.placements.states import LIVE, IntroductionStatus, PlacementKind
from gainful.www.components.paging import page_of
from gainful.www.components.tables import csv_response

MOST_EXPORTED = 10_000
STATUSES = [("open", gettext_lazy("Under way")), ("", gettext_lazy("All")), *IntroductionStatus.choices]
KINDS = [("", gettext_lazy("All")), *PlacementKind.choices]


def list_filters(request: ActorRequest) -> dict[str, str]:
    """Return what narrows the list of introductions, from the address."""
    return {"search": request.GET.get("q", "").strip()[:100], "status": request.GET.get("status", "open")}


def introductions_context(request: ActorRequest) -> dict[str, Any]:
    """Return a page of introductions with its sentence; each person shown is noted as looked at."""
    actor, filters = request.actor, list_filters(request)
    page = page_of(request, queries.introductions(actor, status=filters["status"], search=filters["search"]))
    record_reads(actor, [row.participant_id for row in page.rows], what=_("Seen in a list of introductions"))
    counts = queries.status_counts(actor)
    live = sum(n for status, n in counts.items() if status in LIVE)
    sentence = ngettext(
        "%(n)s person is on the way to a job, %(hired)s are hired.",
        "%(n)s people are on the way to a job, %(hired)s are hired.",
        live,
    ) % {"n": live, "hired": counts.get(IntroductionStatus.HIRED, 0)}
    return {
        "page": page,
        "sentence": sentence,
        "filters": filters,
        "statuses": STATUSES,
        "narrowed": bool(filters["search"]) or filters["status"] != "open",
        "query": request.GET.urlencode(),
        "columns": [_("Person"), _("Job"), _("Stands"), _("Next"), _("Changed")],
    }


def introductions_csv(request: ActorRequest) -> HttpResponse:
    """Return the list as CSV; noted in each person's read log."""
    actor = request.actor
    filters = list_filters(request)
    found = queries.introductions(actor, status=filters["status"], search=filters["search"])
    rows = list(found[:MOST_EXPORTED])
    record_reads(actor, [row.participant_id for row in rows], what=_("List of introductions exported"))
    header = (
        "person_id",
        "name",
        "job",
        "employer",
        "internal",
        "state",
        "asked",
        "agreed",
        "shared_until",
        "changed",
    )
    return csv_response(
        "introductions",
        header,
        (
            (
                row.participant.code, row.participant.name, row.job_title, row.job.get("employer", ""), row.is_internal,
                row.status, row.asked_at.date(), row.agreed_at and row.agreed_at.date(), row.shared_until or "",
                row.changed_at.date(),
            )
            for row in rows
        ),
    )  # fmt: skip


def outcome_filters(request: ActorRequest) -> dict[str, str]:
    """Return what narrows the list of outcomes, from the address."""
    kind = request.GET.get("kind", "")
    return {
        "search": request.GET.get("q", "").strip()[:100],
        "kind": kind if kind in PlacementKind.values else "",
    }


def outcomes_context(request: ActorRequest) -> dict[str, Any]:
    """Return a page of outcomes; each person shown is noted as looked at."""
    actor, filters = request.actor, outcome_filters(request)
    page = page_of(request, queries.placements(actor, kind=filters["kind"], search=filters["search"]))
    record_reads(actor, [row.participant_id for row in page.rows], what=_("Seen in a list of outcomes"))
    for row in page.rows:
        changes = list(row.changes.all())
        row.last_change = changes[-1] if changes else None
    return {
        "page": page,
        "filters": filters,
        "kinds": KINDS,
        "narrowed": any(filters.values()),
        "query": request.GET.urlencode(),
        "columns": [_("Person"), _("Outcome"), _("Since"), _("Pay"), _("Heard last")],
    }


def outcomes_csv(request: ActorRequest) -> HttpResponse:
    """Return the outcomes as CSV, wages in their normalised form too; noted in each person's read log."""
    actor = request.actor
    filters = outcome_filters(request)
    found = queries.placements(actor, kind=filters["kind"], search=filters["search"])
    rows = list(found[:MOST_EXPORTED])
    record_reads(actor, [row.participant_id for row in rows], what=_("List of outcomes exported"))
    header = (
        "person_id", "name", "outcome", "title", "occupation", "employer", "since", "hours_per_week", "wage",
        "wage_unit", "wage_usd_an_hour", "benefits", "schedule", "subsidised", "said_by",
    )  # fmt: skip
    return csv_response(
        "outcomes",
        header,
        (
            (
                row.participant.code, row.participant.name, row.kind, row.title, row.occupation_code, row.employer_name,
                row.starts_on, row.hours_per_week or "", row.wage or "", row.wage_unit, row.wage_hourly or "",
                "; ".join(row.benefits) if row.benefits_known else "", row.schedule, row.subsidised, row.source,
            )
            for row in rows
        ),
    )  # fmt: skip

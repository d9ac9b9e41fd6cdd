"""The cohorts of an agency: found, sorted, handed out as CSV; start another one."""

from __future__ import annotations

from uuid import UUID

from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext
from django.views.decorators.http import require_http_methods, require_safe

from gainful.domain.accounts.requests import ActorRequest
from gainful.domain.accounts.roles import MANAGERS, STAFF
from gainful.domain.cohorts import actions, queries
from gainful.domain.cohorts.models import Cohort
from gainful.domain.cohorts.seats import SeatCounts, SeatLimit, seat_counts, seat_limits
from gainful.domain.cohorts.states import CohortStatus
from gainful.domain.programs import queries as programs
from gainful.www.access import for_roles
from gainful.www.components.paging import count_words, page_of
from gainful.www.components.tables import csv_response
from gainful.www.program.cohorts.form_errors import put_error
from gainful.www.program.cohorts.forms import CohortForm

MOST = 5_000
SORTS = (
    ("open", gettext_lazy("Open first, over last")),
    ("starts", gettext_lazy("First day")),
    ("name", gettext_lazy("Name")),
    ("updated", gettext_lazy("Changed last")),
)


def _filters(request: ActorRequest) -> dict[str, str]:
    found = {key: request.GET.get(key, "").strip()[:100] for key in ("q", "status", "sort", "order")}
    found["sort"] = found["sort"] or "open"
    return found if _is_uuid(found["order"]) else {**found, "order": ""}


def _is_uuid(text: str) -> bool:
    try:
        UUID(text)
    except ValueError:
        return False
    return True


@for_roles(*STAFF)
@require_safe
def home(request: ActorRequest) -> HttpResponse:
    """List the cohorts with their seats, what stands behind them, and who waits for a decision."""
    filters = _filters(request)
    rows = queries.cohorts_of(request.actor, filters)
    count, number = count_words(rows)
    page = page_of(request, rows)
    counts, limits = seat_counts(row.pk for row in page.rows), seat_limits(page.rows)
    for row in page.rows:
        row.counts, row.limit = counts[row.pk], limits[row.pk]
    context = {
        "page": page,
        "sentence": ngettext("%(n)s cohort.", "%(n)s cohorts.", count) % {"n": number},
        "filters": filters,
        "statuses": [("", _("All")), ("alive", _("Not over")), *CohortStatus.choices],
        "sorts": SORTS,
        "columns": [_("Cohort"), _("State"), _("Seats"), _("Openings behind it"), _("To decide")],
        "query": request.GET.urlencode(),
        "may_add": request.actor.role in MANAGERS,
    }
    return render(request, "program/cohorts_home.html", context)


@for_roles(*STAFF)
@require_safe
def export(request: ActorRequest) -> HttpResponse:
    """The same list as CSV; seats beyond the openings and who allowed them stand in it."""
    rows = list(queries.cohorts_of(request.actor, _filters(request))[:MOST])
    counts, limits = seat_counts(row.pk for row in rows), seat_limits(rows)
    return csv_response("cohorts", HEADER, (_line(row, limits[row.pk], counts[row.pk]) for row in rows))


HEADER = (
    "id", "name", "program", "state", "starts_on", "ends_on", "apply_until", "seats", "committed_openings",
    "completion_rate", "seats_allowed", "seats_beyond", "allowed_by", "reason", "taken", "waiting",
)  # fmt: skip


def _line(row: Cohort, limit: SeatLimit, count: SeatCounts) -> tuple[object, ...]:
    allowed = limit.override if limit.beyond else None
    return (
        row.pk, row.name, row.program.name, row.status, row.starts_on, row.ends_on, row.apply_until, row.seats,
        limit.openings, float(limit.rate.rate), limit.limit, limit.beyond, allowed and allowed.name,
        allowed and allowed.reason, count.taken, count.applications("waiting"),
    )  # fmt: skip


@for_roles(*MANAGERS)
@require_http_methods(["GET", "HEAD", "POST"])
def new(request: ActorRequest) -> HttpResponse:
    """Start a cohort of a program."""
    found = programs.programs_of(request.actor)
    sent = request.POST if request.method == "POST" else None
    form = CohortForm(sent, programs=found)
    if sent is not None and form.is_valid():
        data = dict(form.cleaned_data)
        program = data.pop("program")
        with put_error(form):
            made = actions.create_cohort(request.actor, program, actions.CohortDraft(**data))
            return redirect("program:cohort", made.pk)
    return render(
        request, "program/cohort_form.html", {"form": form, "has_programs": found.exists()},
        status=422 if form.errors else 200,
    )  # fmt: skip

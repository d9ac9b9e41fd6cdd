"""Which job orders need a decision from me? The list, with its state in the URL, and its export."""

from __future__ import annotations

from typing import Any
from uuid import UUID

from django.http import HttpResponse
from django.shortcuts import render
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext
from django.views.decorators.http import require_safe

from gainful.domain.accounts.actor import Actor
from gainful.domain.accounts.requests import ActorRequest
from gainful.domain.job_orders import queries
from gainful.domain.job_orders.models import JobOrder
from gainful.domain.job_orders.states import DECISION, JobOrderStatus
from gainful.domain.plans import queries as plan_queries
from gainful.domain.plans.changes import MOST_PEOPLE
from gainful.domain.plans.states import PlanStatus
from gainful.domain.programs.queries import my_programs
from gainful.www.access import for_roles
from gainful.www.components.paging import counted_page
from gainful.www.components.submitted_jobs import MOST_SHOWN
from gainful.www.components.tables import csv_response
from gainful.www.program.jobs.common import STAFF

MOST_EXPORTED = 10_000
SORTS = (
    ("title", gettext_lazy("Job")),
    ("employer", gettext_lazy("Employer")),
    ("status", gettext_lazy("Status")),
    ("openings", gettext_lazy("Openings")),
    ("wage", gettext_lazy("Pay, USD")),
    ("updated", gettext_lazy("Changed")),
)
PLAN_DECISION = {
    PlanStatus.SENT: gettext_lazy("Wait for signatures, or remind whoever has not signed"),
    PlanStatus.SIGNED: gettext_lazy("Nothing: the plan is signed"),
}
"""What a planned job order waits for once its plan was sent."""
PLANNED = {JobOrderStatus.PLANNED}
SHARED = {JobOrderStatus.SENT, JobOrderStatus.CONFIRMED, JobOrderStatus.PLANNED}
WAITING = ("draft", "profile_ready", "sent_to_employer", "confirmed")


def _filters(request: ActorRequest) -> dict[str, str]:
    return {
        "search": request.GET.get("q", "").strip()[:100],
        "status": request.GET.get("status", "open"),
        "sort": request.GET.get("sort", "updated"),
        "program": _uuid(request.GET.get("program", "")),
    }


def _uuid(text: str) -> str:
    try:
        return str(UUID(text))
    except ValueError:
        return ""


def _sentence(actor: Actor) -> str:
    waiting = sum(n for status, n in queries.status_counts(actor).items() if status in WAITING)
    if not waiting:
        return _("No job order waits for a decision.")
    return ngettext(
        "%(n)s job order waits for a decision.", "%(n)s job orders wait for a decision.", waiting
    ) % {"n": waiting}


def _decision(order: JobOrder, plan: plan_queries.NewestPlan | None, *, is_paused: bool) -> str:
    """Say what a job order waits for: what its state says, or where its plan and its openings stand."""
    if is_paused:
        return _("Call the employer: no answer came, and the openings are paused")
    if order.status != JobOrderStatus.PLANNED or plan is None:
        return str(DECISION.get(order.status, ""))
    if plan.openings != min(order.openings, MOST_PEOPLE):
        return _("Make the plan again: the number of openings changed")
    return str(PLAN_DECISION.get(PlanStatus(plan.status), DECISION[order.status]))


def _programs(actor: Actor) -> list[tuple[str, str]]:
    """Return the programs to choose from, none where there is only one: nothing is to be told apart then."""
    mine = my_programs(actor)
    return [("", _("All programs")), *((str(each.pk), each.name) for each in mine)] if len(mine) > 1 else []


@for_roles(*STAFF)
@require_safe
def home(request: ActorRequest) -> HttpResponse:
    """Show the job orders, the ones that wait for a decision said first."""
    actor: Actor = request.actor
    filters = _filters(request)
    page = counted_page(request, queries.job_orders_for(actor, **filters))
    plans = plan_queries.newest_plans([order.pk for order in page.rows if order.status in PLANNED])
    paused = queries.paused_orders([order.pk for order in page.rows if order.status in SHARED])
    for order in page.rows:
        order.decision = _decision(order, plans.get(order.pk), is_paused=order.pk in paused)
    context: dict[str, Any] = {
        "page": page,
        "sentence": _sentence(actor),
        "sent_in": queries.submitted_jobs(actor, waiting=True)[:MOST_SHOWN],
        "statuses": [("open", _("All open")), *JobOrderStatus.choices, ("all", _("All"))],
        "sorts": SORTS,
        "programs": _programs(actor),
        "columns": [_("Job"), _("Employer"), _("Openings"), _("Pay"), _("Waits for"), _("Changed")],
        "filters": filters,
        "narrowed": bool(filters["search"] or filters["program"]) or filters["status"] != "open",
        "query": request.GET.urlencode(),
    }
    return render(request, "program/jobs_home.html", context)


@for_roles(*STAFF)
@require_safe
def export(request: ActorRequest) -> HttpResponse:
    """The same list as CSV."""
    header = (
        "id", "title", "employer", "occupation_code", "occupation", "openings", "wage_low", "wage_high", "wage_unit",
        "place", "status", "changed",
    )  # fmt: skip
    orders = queries.job_orders_for(request.actor, **_filters(request))[:MOST_EXPORTED]
    rows = (
        (
            order.pk, order.title, order.employer_label, order.occupation_code, order.occupation_title, order.openings,
            order.wage_low, order.wage_high, order.wage_unit, order.place, order.get_status_display(),
            order.updated_at.isoformat(timespec="minutes"),
        )
        for order in orders
    )  # fmt: skip
    return csv_response("job-orders", header, rows)

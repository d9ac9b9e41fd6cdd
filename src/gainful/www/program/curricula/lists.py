"""Which curricula wait for something? The list, and how one begins."""

from __future__ import annotations

from typing import Any
from uuid import UUID

from django.http import Http404, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from gainful.domain.accounts.requests import ActorRequest
from gainful.domain.accounts.roles import MANAGERS
from gainful.domain.curricula import queries
from gainful.domain.curricula.actions import draft_from_plan, jobs_to_teach_for, start_curriculum
from gainful.domain.curricula.errors import CurriculumError
from gainful.domain.curricula.states import VersionStatus
from gainful.domain.job_orders.models import JobOrder
from gainful.domain.job_orders.queries import job_orders_for
from gainful.domain.organizations.partnerships.queries import partnership as find
from gainful.domain.plans.queries import newest_plan
from gainful.www.access import for_roles
from gainful.www.components.curriculum_page import attempt
from gainful.www.components.orders import find_order
from gainful.www.components.paging import page_of
from gainful.www.components.tables import csv_response

STAFF = MANAGERS
MOST_EXPORTED = 10_000
WAITS = {
    VersionStatus.DRAFT: _("Finish it and send it to the employers"),
    VersionStatus.IN_REVIEW: _("Wait for signatures, answer comments"),
    VersionStatus.SIGNED: _("Put it to use"),
    VersionStatus.IN_USE: _("Nothing: it is in use"),
}


def _filters(request: ActorRequest) -> dict[str, str]:
    return {"search": request.GET.get("q", "").strip()[:100], "status": request.GET.get("status", "")}


@for_roles(*STAFF)
@require_safe
def home(request: ActorRequest) -> HttpResponse:
    """List the curricula, what each waits for said first."""
    filters = _filters(request)
    page = page_of(request, queries.curricula_for(request.actor, **filters))
    for row in page.rows:
        row.state = VersionStatus(row.status).label
        row.waits_for = WAITS.get(VersionStatus(row.status), "")
    waiting = queries.curricula_for(request.actor).exclude(status=VersionStatus.IN_USE).count()
    context = {
        "page": page,
        "filters": filters,
        "query": request.GET.urlencode(),
        "statuses": [("", _("All")), *VersionStatus.choices],
        "sentence": ngettext(
            "%(n)s curriculum is not in use yet.", "%(n)s curricula are not in use yet.", waiting
        ) % {"n": waiting}
        if waiting
        else _("No curriculum waits for anything."),
        "columns": [_("Curriculum"), _("Newest version"), _("Modules"), _("In use"), _("Waits for")],
    }  # fmt: skip
    return render(request, "program/curricula_home.html", context)


@for_roles(*STAFF)
@require_safe
def export(request: ActorRequest) -> HttpResponse:
    """The same list as CSV."""
    found = queries.curricula_for(request.actor, **_filters(request))[:MOST_EXPORTED]
    header = ("id", "title", "job_order", "partnership", "version", "status", "modules", "version_in_use")
    rows = (
        (row.pk, row.title, row.job_order or "", row.partnership or "", row.number, row.status,
         row.module_count or 0, row.in_use or "")
        for row in found
    )  # fmt: skip
    return csv_response("curricula", header, rows)


def _uuid(text: str) -> UUID | None:
    try:
        return UUID(text)
    except ValueError:
        return None


def _jobs(request: ActorRequest) -> tuple[Any, list[JobOrder]]:
    """Return the partnership that an address names, or None, and the jobs to choose from."""
    key = _uuid(request.GET.get("partnership", ""))
    partnership = find(request.actor, key) if key is not None else None
    if partnership is not None:
        return partnership, jobs_to_teach_for(partnership)
    signed = job_orders_for(request.actor, status="open").filter(profile_versions__signed_at__isnull=False)
    return None, list(signed.distinct()[:200])


@for_roles(*STAFF)
@require_http_methods(["GET", "HEAD", "POST"])
def start(request: ActorRequest) -> HttpResponse:
    """Start a curriculum: for one job, or for the jobs of a partnership."""
    partnership, jobs = _jobs(request)
    context: dict[str, Any] = {
        "partnership": partnership,
        "jobs": jobs,
        "chosen": [str(job.pk) for job in jobs],
    }
    if request.method != "POST":
        return render(request, "program/curriculum_start.html", context)
    chosen = request.POST.getlist("job")
    orders = [job for job in jobs if str(job.pk) in chosen]
    title = request.POST.get("title", "")
    try:
        if partnership is not None:
            made = start_curriculum(request.actor, title=title, partnership=partnership, orders=orders)
        elif len(orders) == 1:
            plan = newest_plan(orders[0]) if request.POST.get("from_plan") else None
            made = (
                draft_from_plan(request.actor, plan)
                if plan is not None
                else start_curriculum(request.actor, title=title, job_order=orders[0])
            )
        else:
            raise CurriculumError(
                _("Choose one job."),
                hint=_("Several jobs are taught together in a partnership."),
                field="job",
            )
    except CurriculumError as error:
        context |= {"error": error, "chosen": chosen, "title": title}
        return render(request, "program/curriculum_start.html", context, status=422)
    return redirect("program:curriculum", made.curriculum_id)


@for_roles(*STAFF)
@require_POST
def from_plan(request: ActorRequest, order_id: UUID) -> HttpResponse:
    """Make the newest plan of a job order the first draft of a curriculum."""
    agency = request.actor.organization_id
    order = find_order(order_id, lambda found: found.agency_id == agency)
    plan = newest_plan(order)
    if plan is None:
        raise Http404
    made = []
    if not attempt(
        request,
        lambda: made.append(draft_from_plan(request.actor, plan)),
        _("The plan's modules are the first draft."),
    ):
        return redirect("program:job_plan", order.pk)
    return redirect("program:curriculum", made[0].curriculum_id)

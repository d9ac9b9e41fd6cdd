"""What is happening with my openings? Check what the job needs, sign it, see and sign the plan."""

from __future__ import annotations

from typing import Any
from uuid import UUID

from django.http import Http404, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from gainful.domain.accounts.actor import Actor
from gainful.domain.accounts.requests import ActorRequest
from gainful.domain.cohorts.release import limits_asked
from gainful.domain.job_orders import actions, queries
from gainful.domain.job_orders.access import may
from gainful.domain.job_orders.models import JobOrder
from gainful.domain.job_orders.states import JobOrderStatus, SubmittedJobStatus
from gainful.domain.messages import queries as message_queries
from gainful.domain.messages.models import Request
from gainful.domain.plans import actions as plan_actions
from gainful.domain.plans import queries as plan_queries
from gainful.domain.plans.models import Plan, PlanStatus
from gainful.www.access import for_roles
from gainful.www.components.job_order_steps import attempt, committer, seen
from gainful.www.components.opening_steps import take_opening_step
from gainful.www.components.orders import find_order
from gainful.www.components.paging import page_of
from gainful.www.components.plan_page import plan_context
from gainful.www.components.profile_edits import answer_edit, competency_options
from gainful.www.components.profile_page import profile_context
from gainful.www.components.promises import promises_context
from gainful.www.components.submitted_jobs import MOST_SHOWN
from gainful.www.components.talks import request_rows

MOST_ASKED = 20
"""Requests on the first page."""

HAPPENING = {
    JobOrderStatus.PROFILE_READY: gettext_lazy("Your agency is preparing it."),
    JobOrderStatus.SENT: gettext_lazy("Check what the job needs, and sign."),
    JobOrderStatus.CONFIRMED: gettext_lazy("You signed. Your agency is choosing people."),
    JobOrderStatus.PLANNED: gettext_lazy("There is a plan. Read it, and sign for the openings."),
    JobOrderStatus.CLOSED: gettext_lazy("Closed."),
}


def _order(request: ActorRequest, order_id: UUID) -> JobOrder:
    employer = request.actor.organization_id

    def shown(order: JobOrder) -> bool:
        return order.employer_id == employer and order.status != JobOrderStatus.DRAFT

    return find_order(order_id, shown)


@for_roles("employer")
@require_safe
def home(request: ActorRequest) -> HttpResponse:
    """List the employer's openings, what each waits for, and the next step."""
    actor = request.actor
    found = queries.job_orders_for(actor, status=request.GET.get("status", "open")).exclude(
        status=JobOrderStatus.DRAFT
    )
    waiting = queries.status_counts(actor).get(JobOrderStatus.SENT, 0)
    page = page_of(request, found)
    keys, uncommitted = [order.pk for order in page.rows], queries.uncommitted(actor, timezone.localdate())
    to_commit = set(uncommitted.filter(pk__in=keys).values_list("pk", flat=True))
    plans, paused = plan_queries.newest_plans(keys, shared=True), queries.paused_orders(keys)
    for order in page.rows:
        order.waits_for_commitment = order.pk in to_commit
        order.happening = _happening(order, plans.get(order.pk), is_paused=order.pk in paused)
    context = {
        "page": page,
        "sentence": _waiting_sentence(waiting, uncommitted.order_by().count()),
        "asked": _asked(actor),
        "sent": queries.submitted_jobs(actor).exclude(status=SubmittedJobStatus.TAKEN_UP)[:MOST_SHOWN],
        "rate": message_queries.reply_rate(actor.organization_id) if actor.organization_id else None,
    }
    return render(request, "employer/home.html", context)


def _happening(order: JobOrder, plan: plan_queries.NewestPlan | None, *, is_paused: bool) -> str:
    """Say in a sentence or two where a job stands for its employer."""
    if order.status == JobOrderStatus.PLANNED and plan is not None and plan.status == PlanStatus.SIGNED:
        said = _("The plan is signed. Your agency prepares the people.")
    elif order.status == JobOrderStatus.PLANNED and not order.waits_for_commitment:  # type: ignore[attr-defined]
        said = _("There is a plan. You signed for the openings.")
    else:
        said = str(HAPPENING.get(JobOrderStatus(order.status), ""))
    if is_paused:
        said = f"{_('Paused: no answer came from you in time.')} {said}"
    return said


def _asked(actor: Actor) -> list[Request]:
    """Return what the employer is asked; beside hours off stands what its cohort's seats go beyond."""
    rows = request_rows(list(message_queries.requests_to(actor)[:MOST_ASKED]))
    limits = limits_asked(actor, (row.about_id for row in rows if row.about_kind == "release"))
    for row in rows:
        row.limit = limits.get(row.about_id)  # type: ignore[attr-defined]
    return rows


def _waiting_sentence(profiles: int, commitments: int) -> str:
    """Say what waits for the employer: profiles to check, openings to commit."""
    said = []
    if profiles:
        words = ngettext(
            "%(n)s job waits for your signature.", "%(n)s jobs wait for your signature.", profiles
        )
        said.append(words % {"n": profiles})
    if commitments:
        words = ngettext(
            "For %(n)s job you can sign for the openings.",
            "For %(n)s jobs you can sign for the openings.",
            commitments,
        )
        said.append(words % {"n": commitments})
    return " ".join(said) or _("Nothing waits for you.")


def _context(request: ActorRequest, order: JobOrder, changed: str = "") -> dict[str, Any]:
    version = queries.version_with_lines(order)
    actor = request.actor
    return {
        **profile_context(order, version, changed),
        "can_edit": may(actor, "edit_profile", order),
        "can_sign": may(actor, "confirm_profile", order),
        "line_url": reverse("employer:line", args=[order.pk]),
        "search_url": reverse("employer:competencies"),
        "sign_url": reverse("employer:sign", args=[order.pk]),
        **promises_context(actor, order, plan_queries.shared_plan(order)),
        "openings_url": reverse("employer:opening", args=[order.pk]) + "rows/",
        "sign_name": actor.signed_in_user.name,
        "seen_hash": queries.content_hash(version) if version else "",
    }


@for_roles("employer")
@require_safe
def opening(request: ActorRequest, order_id: UUID) -> HttpResponse:
    """Show one opening: is this what the job needs?"""
    order = _order(request, order_id)
    return render(request, "employer/opening.html", _context(request, order))


@for_roles("employer")
@require_POST
def line(request: ActorRequest, order_id: UUID) -> HttpResponse:
    """Save, remove or add one line of the profile."""
    order = _order(request, order_id)
    back = reverse("employer:opening", args=[order.pk])

    def anew(changed: str) -> dict[str, Any]:
        return _context(request, _order(request, order_id), changed)

    return answer_edit(request, request.actor, order, anew, back)


competencies = for_roles("employer")(require_safe(competency_options))


@for_roles("employer")
@require_POST
def sign(request: ActorRequest, order_id: UUID) -> HttpResponse:
    """Sign what the job needs."""
    order = _order(request, order_id)
    actor = request.actor
    done = _("Signed. Thank you. Your agency now looks for people.")
    attempt(request, lambda: plan_actions.sign_profile(actor, order, **seen(request)), done)
    return redirect("employer:opening", order.pk)


def _plan(order: JobOrder) -> Plan:
    found = plan_queries.shared_plan(order)
    if found is None:
        raise Http404
    return found


@for_roles("employer")
@require_safe
def plan(request: ActorRequest, order_id: UUID) -> HttpResponse:
    """Show the newest plan that was sent; people appear by code."""
    order = _order(request, order_id)
    found = _plan(order)
    context = {
        **plan_context(request.actor, found),
        "order": order,
        "commit_url": reverse("employer:sign_plan", args=[order.pk]),
    }
    return render(request, "employer/plan.html", {**context, "sign_name": request.actor.signed_in_user.name})


@for_roles("employer")
@require_POST
def sign_plan(request: ActorRequest, order_id: UUID) -> HttpResponse:
    """Commit openings under the plan that was sent."""
    order = _order(request, order_id)
    found = _plan(order)
    actor = request.actor

    def step() -> None:
        terms = actions.read_terms(order, request.POST.dict())
        plan_actions.sign_plan(actor, found, terms=terms, **committer(request))

    attempt(request, step, _("Signed. Thank you."))
    return redirect("employer:plan", order.pk)


@for_roles("employer")
@require_http_methods(["GET", "HEAD", "POST"])
def commit(request: ActorRequest, order_id: UUID) -> HttpResponse:
    """Commit openings, whether or not there is a plan yet."""
    order = _order(request, order_id)
    if request.method != "POST":
        context = {
            "order": order,
            **promises_context(request.actor, order, plan_queries.shared_plan(order)),
            "commit_url": reverse("employer:commit", args=[order.pk]),
            "sign_name": request.actor.signed_in_user.name,
        }
        return render(request, "employer/commit.html", context)

    def step() -> None:
        terms = actions.read_terms(order, request.POST.dict())
        plan_actions.commit_openings(request.actor, order, terms, **committer(request))

    attempt(request, step, _("Signed. Your agency can count on these openings."))
    return redirect("employer:opening", order.pk)


@for_roles("employer")
@require_POST
def opening_step(request: ActorRequest, order_id: UUID, opening_id: UUID, verb: str) -> HttpResponse:
    """Withdraw one opening with a reason, or offer it again."""
    order = _order(request, order_id)
    take_opening_step(request, order, opening_id, verb)
    return redirect("employer:opening", order.pk)

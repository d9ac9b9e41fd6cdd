"""Pages behind a signed link: confirm what the job needs, see the plan, sign it; nothing else opens."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from django.contrib.auth.decorators import login_not_required
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_POST, require_safe

from gainful.domain.accounts.actor import Actor
from gainful.domain.accounts.requests import ActorRequest
from gainful.domain.job_orders import actions, queries
from gainful.domain.job_orders.access import may
from gainful.domain.job_orders.models import JobOrder
from gainful.domain.plans import actions as plan_actions
from gainful.domain.plans.document import stored_plan
from gainful.domain.plans.links import LinkClosed, acting_through
from gainful.domain.plans.models import LinkScope, ShareLink
from gainful.exchange.plans.pdf import plan_pdf
from gainful.www.components.job_order_steps import attempt, seen, signer
from gainful.www.components.plan_page import plan_context
from gainful.www.components.profile_edits import answer_edit
from gainful.www.components.profile_page import profile_context


def _closed(request: ActorRequest) -> HttpResponse:
    return render(request, "guest/link_closed.html", status=410)


def _profile(order: JobOrder, actor: Actor, token: str) -> dict[str, Any]:
    version = queries.version_with_lines(order)
    return {
        **profile_context(order, version),
        "can_edit": may(actor, "confirm_profile", order),
        "can_sign": may(actor, "confirm_profile", order),
        "line_url": reverse("guest:line", args=[token]),
        "sign_url": reverse("guest:sign", args=[token]),
        "seen_hash": queries.content_hash(version) if version else "",
    }


def _page(request: ActorRequest, link: ShareLink, actor: Actor, token: str) -> HttpResponse:
    if link.scope == LinkScope.CONFIRM_PROFILE:
        context = {**_profile(link.job_order, actor, token), "link": link}
        return render(request, "guest/profile.html", context)
    assert link.plan is not None  # noqa: S101 - the database refuses such a link
    context = {**plan_context(actor, link.plan, hide_people=True), "order": link.job_order, "link": link}
    context["pdf_url"] = reverse("guest:link_pdf", args=[token])
    context["commit_url"] = reverse("guest:sign", args=[token]) if link.scope == LinkScope.SIGN_PLAN else ""
    return render(request, "guest/plan.html", context)


@login_not_required
@never_cache
@require_safe
def link(request: ActorRequest, token: str) -> HttpResponse:
    """Open what the link opens, or say that it is closed."""
    try:
        with acting_through(token) as (found, actor):
            return _page(request, found, actor, token)
    except LinkClosed:
        return _closed(request)


@login_not_required
@never_cache
@require_safe
def pdf(request: ActorRequest, token: str) -> HttpResponse:
    """The linked plan as a PDF: people by code, no single person's support."""
    try:
        with acting_through(token) as (found, _actor):
            if found.plan is None or found.scope == LinkScope.CONFIRM_PROFILE:
                return _closed(request)
            made = plan_pdf(
                stored_plan(found.plan, shared=True), signature=found.scope == LinkScope.SIGN_PLAN
            )
    except LinkClosed:
        return _closed(request)
    response = HttpResponse(made, content_type="application/pdf")
    response["Content-Disposition"] = 'attachment; filename="plan.pdf"'
    return response


@login_not_required
@never_cache
@require_POST
def line(request: ActorRequest, token: str) -> HttpResponse:
    """Change one line of the profile before signing."""
    try:
        with acting_through(token) as (found, actor):
            if found.scope != LinkScope.CONFIRM_PROFILE or not may(actor, "confirm_profile", found.job_order):
                return _closed(request)
            order = found.job_order
            back = reverse("guest:link", args=[token])
            return answer_edit(request, actor, order, lambda: _profile(order, actor, token), back)
    except LinkClosed:
        return _closed(request)


@login_not_required
@never_cache
@require_POST
def sign(request: ActorRequest, token: str) -> HttpResponse:
    """Sign the profile or the plan, as the link's scope says."""
    try:
        with acting_through(token) as (found, actor):
            step = _signing(request, found, actor)
            if step is None:
                return _closed(request)
            attempt(request, step, _("Signed. Thank you. A copy stays with the agency."))
    except LinkClosed:
        return _closed(request)
    return redirect("guest:link", token)


def _signing(request: ActorRequest, found: ShareLink, actor: Actor) -> Callable[[], object] | None:
    """Return the signature that the link is for, None where it is for none."""
    order, plan = found.job_order, found.plan
    if found.scope == LinkScope.CONFIRM_PROFILE:
        return lambda: plan_actions.sign_profile(actor, order, **seen(request), link_id=found.pk)
    if found.scope == LinkScope.SIGN_PLAN and plan is not None:
        return lambda: plan_actions.sign_plan(
            actor,
            plan,
            terms=actions.read_terms(order, request.POST.dict()),
            **signer(request),
            link_id=found.pk,
        )
    return None

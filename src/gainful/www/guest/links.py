"""Pages behind a signed link: confirm a profile, see or sign a plan, answer a plan or a message; nothing else opens."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from django.contrib import messages as notices
from django.contrib.auth.decorators import login_not_required
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_POST, require_safe

from gainful.domain.accounts.actor import Actor
from gainful.domain.accounts.requests import ActorRequest
from gainful.domain.cohorts.apprentice_news import CONFIRM_HOURS
from gainful.domain.curricula.asking import SIGN_CURRICULUM
from gainful.domain.job_orders import actions, queries
from gainful.domain.job_orders.access import may
from gainful.domain.job_orders.models import JobOrder
from gainful.domain.measures.asking import SCOPES as OF_WAVES
from gainful.domain.messages import links as signed
from gainful.domain.messages.links import REPLY
from gainful.domain.messages.models import SignedLink
from gainful.domain.organizations.one_time import new_secret
from gainful.domain.placements.links import ANSWER_INTRODUCTION, MEET_PERSON
from gainful.domain.plans import actions as plan_actions
from gainful.domain.plans import links
from gainful.domain.plans.asking import ANSWER_PLAN
from gainful.domain.plans.document import stored_plan, who_made_it
from gainful.domain.plans.links import HeldLink, LinkClosed
from gainful.domain.support.asking import ANSWER_REFERRAL
from gainful.domain.support.asking_mentors import MENTOR_PAIR
from gainful.domain.workforce.asking import WORKER_AGREES
from gainful.exchange.plans.pdf import plan_pdf
from gainful.www.components.insiders import insider, refusal, remember_insider, sitting_at
from gainful.www.components.job_order_steps import attempt, committer, seen
from gainful.www.components.plan_page import plan_context
from gainful.www.components.profile_edits import answer_edit
from gainful.www.components.profile_page import profile_context
from gainful.www.guest.answers import (
    asked_through,
    my_plan_page,
    take_hand_on,
    take_plan_answer,
    take_reply,
    talk_page,
)
from gainful.www.guest.applications import SCOPES as OF_COHORTS
from gainful.www.guest.applications import cohort_page
from gainful.www.guest.apprentices import hours_page, take_hours_answer
from gainful.www.guest.badges import SCOPE as CERTIFICATE
from gainful.www.guest.badges import certificate_page
from gainful.www.guest.curricula import (
    curriculum_page,
    take_curriculum_comment,
    take_curriculum_signature,
)
from gainful.www.guest.follow_ups import follow_up_page
from gainful.www.guest.introductions import introduction_page
from gainful.www.guest.mentors import mentor_page, take_mentor_answer
from gainful.www.guest.practice import SCOPES as OF_PRACTICE
from gainful.www.guest.practice import practice_page, take_practice_answer
from gainful.www.guest.referrals import referral_page, take_referral_answer
from gainful.www.guest.workers import take_worker_answer, worker_page

BROWSER, YEAR_S = "gainful_browser", 365 * 86400
"""The cookie that tells a forwarded link from one that is opened again."""


def _closed(request: ActorRequest) -> HttpResponse:
    return render(request, "guest/link_closed.html", status=410)


def _profile(order: JobOrder, actor: Actor, token: str, changed: str = "") -> dict[str, Any]:
    version = queries.version_with_lines(order)
    return {
        **profile_context(order, version, changed),
        "can_edit": may(actor, "confirm_profile", order),
        "can_sign": may(actor, "confirm_profile", order),
        "line_url": reverse("guest:line", args=[token]),
        "sign_url": reverse("guest:sign", args=[token]),
        "seen_hash": queries.content_hash(version) if version else "",
    }


def _browser(request: ActorRequest) -> str:
    """Return what tells this browser from others; one that shows nothing counts as another."""
    return request.COOKIES.get(BROWSER) or new_secret()


Shown = Callable[[ActorRequest, SignedLink, Actor, str], HttpResponse]
PAGES: dict[str, Shown] = {
    REPLY.code: lambda request, link, _actor, token: talk_page(request, link, token),
    ANSWER_PLAN.code: lambda request, link, _actor, token: my_plan_page(request, link, token),
    SIGN_CURRICULUM.code: curriculum_page,
    CONFIRM_HOURS.code: hours_page,
    ANSWER_REFERRAL.code: lambda request, link, actor, token: referral_page(
        request, link, actor, token, request_asked=asked_through(link)
    ),
    CERTIFICATE: certificate_page,
    **dict.fromkeys(OF_COHORTS, cohort_page),
    **dict.fromkeys(OF_PRACTICE, practice_page),
    MENTOR_PAIR.code: mentor_page,
    WORKER_AGREES.code: worker_page,
    **dict.fromkeys((ANSWER_INTRODUCTION.code, MEET_PERSON.code), introduction_page),
    **dict.fromkeys(OF_WAVES, follow_up_page),
}
"""What a link shows, by its scope; the others open a job order or a plan."""


def _page(request: ActorRequest, link: SignedLink, actor: Actor, token: str) -> HttpResponse:
    if page := PAGES.get(link.scope):
        return page(request, link, actor, token)
    held = links.hold(link)
    if held is None:
        return _closed(request)
    asked = {"request_asked": asked_through(link), "hand_on_url": reverse("guest:hand_on", args=[token])}
    if held.plan is None:
        context = {**_profile(held.job_order, actor, token), "link": link, **asked}
        return render(request, "guest/profile.html", context)
    context = {
        **plan_context(actor, held.plan, hide_people=True),
        "order": held.job_order,
        "link": link,
        **asked,
    }
    context["pdf_url"] = reverse("guest:link_pdf", args=[token])
    signs = link.scope == links.SIGN_PLAN.code
    context["commit_url"] = reverse("guest:sign", args=[token]) if signs else ""
    return render(request, "guest/plan.html", context)


@login_not_required
@never_cache
@require_safe
def link(request: ActorRequest, token: str) -> HttpResponse:
    """Open what the link opens, or say that it is closed; a browser it was not opened in before is noted."""
    browser = _browser(request)
    request.sitting = sitting_at(request)
    try:
        with signed.acting_through(token, browser) as (found, actor):
            response = _page(request, found, actor, token)
            if insider(request, found):
                remember_insider(request, response, found.organization_id)
    except LinkClosed:
        return _closed(request)
    response.set_cookie(
        BROWSER,
        browser,
        max_age=YEAR_S,
        path="/guest/",
        httponly=True,
        samesite="Lax",
        secure=request.is_secure(),
    )
    return response


@login_not_required
@never_cache
@require_POST
def answer(request: ActorRequest, token: str) -> HttpResponse:
    """Take the answer that the link is for: to a message, to one's plan, or what a curriculum should change."""
    request.sitting = sitting_at(request)
    try:
        with signed.acting_through(token, _browser(request)) as (found, actor):
            if found.scope == REPLY.code:
                take_reply(request, found, actor)
            elif found.scope == ANSWER_PLAN.code:
                take_plan_answer(request, actor)
            elif found.scope == SIGN_CURRICULUM.code:
                take_curriculum_comment(request, found, actor)
            elif found.scope == CONFIRM_HOURS.code:
                take_hours_answer(request, found, actor)
            elif found.scope == ANSWER_REFERRAL.code:
                take_referral_answer(request, found, actor)
            elif found.scope == MENTOR_PAIR.code:
                take_mentor_answer(request, found, actor)
            elif found.scope == WORKER_AGREES.code:
                take_worker_answer(request, found, actor)
            elif found.scope in OF_PRACTICE:
                take_practice_answer(request, found, actor)
            else:
                return _closed(request)
    except LinkClosed:
        return _closed(request)
    return redirect("guest:link", token)


@login_not_required
@never_cache
@require_POST
def hand_on(request: ActorRequest, token: str) -> HttpResponse:
    """Hand what is asked to a colleague; this link then ends."""
    try:
        with signed.acting_through(token, _browser(request)) as (found, actor):
            if not take_hand_on(request, found, actor):
                return redirect("guest:link", token)
    except LinkClosed:
        return _closed(request)
    return render(request, "guest/handed_on.html")


@login_not_required
@never_cache
@require_safe
def pdf(request: ActorRequest, token: str) -> HttpResponse:
    """The linked plan as a PDF: people by code, no single person's support."""
    try:
        with links.acting_through(token, _browser(request)) as (found, _actor):
            if found.plan is None or found.scope == links.CONFIRM_PROFILE.code:
                return _closed(request)
            made = plan_pdf(
                stored_plan(found.plan, shared=True), signature=found.scope == links.SIGN_PLAN.code,
                note=who_made_it(found.plan),
            )  # fmt: skip
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
        with links.acting_through(token, _browser(request)) as (found, actor):
            if found.scope != links.CONFIRM_PROFILE.code or not may(
                actor, "confirm_profile", found.job_order
            ):
                return _closed(request)
            order = found.job_order
            back = reverse("guest:link", args=[token])
            return answer_edit(
                request, actor, order, lambda changed: _profile(order, actor, token, changed), back
            )
    except LinkClosed:
        return _closed(request)


@login_not_required
@never_cache
@require_POST
def sign(request: ActorRequest, token: str) -> HttpResponse:
    """Sign the profile, the plan or the curriculum, as the link's scope says; no member of the agency does it."""
    request.sitting = sitting_at(request)
    try:
        with signed.acting_through(token, _browser(request)) as (opened, actor):
            if who := insider(request, opened):
                notices.error(request, refusal(who))
                return redirect("guest:link", token)
            if opened.scope == SIGN_CURRICULUM.code:
                take_curriculum_signature(request, opened, actor)
                return redirect("guest:link", token)
            held = links.hold(opened)
            step = _signing(request, held, actor) if held is not None else None
            if step is None:
                return _closed(request)
            attempt(request, step, _("Signed. Thank you. A copy stays with the agency."))
    except LinkClosed:
        return _closed(request)
    return redirect("guest:link", token)


def _signing(request: ActorRequest, found: HeldLink, actor: Actor) -> Callable[[], object] | None:
    """Return the signature that the link is for, None where it is for none."""
    order, plan = found.job_order, found.plan
    if found.scope == links.CONFIRM_PROFILE.code:
        return lambda: plan_actions.sign_profile(actor, order, **seen(request), link_id=found.pk)
    if found.scope == links.SIGN_PLAN.code and plan is not None:
        return lambda: plan_actions.sign_plan(
            actor,
            plan,
            terms=actions.read_terms(order, request.POST.dict()),
            **committer(request),
            link_id=found.pk,
        )
    return None

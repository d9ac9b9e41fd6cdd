"""An applicant's own page, signed in or behind a link: what it shows, and the steps that it takes."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any
from uuid import UUID

from django.http import Http404
from django.utils.translation import gettext_lazy as _

from gainful.domain.accounts.actor import Actor
from gainful.domain.accounts.requests import ActorRequest
from gainful.domain.cohorts import actions
from gainful.domain.cohorts.access import may_application
from gainful.domain.cohorts.models import Application
from gainful.domain.cohorts.queries import is_shared
from gainful.domain.cohorts.release import promised_to
from gainful.domain.cohorts.states import GIVEN_REASONS
from gainful.domain.cohorts.words import TELLS_OVERRIDE, news_of
from gainful.domain.job_orders.access import LINK_ROLE
from gainful.www.components.applying import answers_given, rule_fields
from gainful.www.components.job_order_steps import attempt

Step = Callable[[ActorRequest, Actor, Application], object]


def application_context(actor: Actor, application: Application, step_url: str) -> dict[str, Any]:
    """Return what the page shows."""
    return {
        "application": application,
        "news": news_of(application),
        "news_says_override": application.status in TELLS_OVERRIDE,
        "rules": rule_fields(application.cohort, {}, application),
        "documents": application.documents.all(),
        "entries": application.draw_entries.select_related("draw"),
        "releases": promised_to(application.cohort_id),
        "left_reasons": GIVEN_REASONS,
        "is_shared": application.participant is None or actor.role == LINK_ROLE or is_shared(application),
        "can_bring": may_application(actor, "bring_proof", application),
        "can_answer": may_application(actor, "answer", application),
        "step_url": step_url,
    }


def _upload(request: ActorRequest, actor: Actor, row: Application) -> object:
    sent = request.FILES.get("file")
    content = b"" if sent is None else sent.read()
    return actions.add_document(actor, row, content, "" if sent is None else str(sent.name))


def _remove(request: ActorRequest, actor: Actor, row: Application) -> object:
    try:
        wanted = UUID(request.POST.get("document", ""))
    except ValueError:
        raise Http404 from None
    return actions.remove_document(actor, row, wanted)


def _reason(request: ActorRequest) -> dict[str, str]:
    return {"reason": request.POST.get("reason", ""), "words": request.POST.get("words", "")}


STEPS: dict[str, tuple[Step, Any]] = {
    "accept": (lambda _request, actor, row: actions.accept_seat(actor, row), _("The seat is yours.")),
    "decline": (
        lambda request, actor, row: actions.decline_seat(actor, row, **_reason(request)),
        _("You declined the seat."),
    ),
    "withdraw": (
        lambda request, actor, row: actions.withdraw_application(actor, row, **_reason(request)),
        _("Your application is withdrawn."),
    ),
    "complete": (
        lambda _request, actor, row: actions.complete_application(actor, row),
        _("Thank you. We look at it again."),
    ),
    "answer": (
        lambda request, actor, row: actions.answer_rules(actor, row, answers_given(row.cohort, request.POST)),
        _("Your answers are saved."),
    ),
    "follow": (
        lambda request, actor, row: actions.say_follow(actor, row, request.POST.get("follow", "")),
        _("Saved."),
    ),
    "upload": (_upload, _("The file is stored.")),
    "remove": (_remove, _("The file is removed.")),
}


def take_step(request: ActorRequest, actor: Actor, application: Application, verb: str) -> bool:
    """Take one step; what is refused is said above the page. 404 for a step that there is not."""
    if verb not in STEPS:
        raise Http404
    step, done = STEPS[verb]
    return attempt(request, lambda: step(request, actor, application), str(done))

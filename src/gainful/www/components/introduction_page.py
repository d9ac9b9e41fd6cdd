"""One introduction as each side reads it: card, job, interviews, offer, what happened, and the next step."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from django.contrib import messages
from django.http import Http404
from django.utils import timezone
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from gainful.domain.accounts.actor import Actor
from gainful.domain.accounts.requests import ActorRequest
from gainful.domain.job_orders.errors import JobOrderError
from gainful.domain.messages.models import SignedLink
from gainful.domain.placements import queries
from gainful.domain.placements.access import may
from gainful.domain.placements.cards import PARTS
from gainful.domain.placements.models import Introduction, Step
from gainful.domain.placements.states import (
    EMPLOYER_STEPS,
    PERSON_STEPS,
    REASONS,
    InterviewStatus,
    IntroductionStatus,
)
from gainful.www.components.introduction_forms import FORMS, NEEDS, StepForm

_S = IntroductionStatus
HAPPENED: dict[str, str | Promise] = {
    "agree": _("The person agreed to be introduced"),
    "decline": _("The person said no to being introduced"),
    "invite": _("An interview was planned"),
    "offer": _("The job was offered"),
    "accept": _("The offer was accepted"),
    "take_offer_back": _("The offer was taken back"),
    "refuse": _("The employer said no"),
    "step_back": _("The person stepped back"),
    "hire": _("The person began"),
    "take_hire_back": _("The hire was taken back"),
    "close": _("The agency ended the introduction"),
    "ask_again": _("The person was asked again"),
    "lapse": _("No answer came in time"),
}
LEAD: dict[str, dict[str, str | Promise]] = {
    "person": {
        _S.ASKED: _("May we tell them about you? Nobody has seen anything yet."),
        _S.DECLINED: _("You said no. They saw nothing about you."),
        _S.INTRODUCED: _("They can read about you. We wait for their answer."),
        _S.INTERVIEW: _("They want to meet you."),
        _S.OFFERED: _("They offer you the job. What do you say?"),
        _S.ACCEPTED: _("You accepted. Next comes your first day."),
        _S.HIRED: _("You work there."),
        _S.REFUSED: _("They chose not to go on. They no longer see anything about you."),
        _S.WITHDRAWN: _("You stepped back. They no longer see anything about you."),
        _S.LAPSED: _("We did not hear from you. Nothing was shown to them."),
        _S.CLOSED: _("Your agency ended this."),
    },
    "employer": {
        _S.INTRODUCED: _("They wait for your answer: invite them, offer the job, or say no."),
        _S.INTERVIEW: _("You invited them. After the interview, offer the job or say no."),
        _S.OFFERED: _("You offered the job. They are asked to answer."),
        _S.ACCEPTED: _("They accepted. Tell us on the first day that they began."),
        _S.HIRED: _("They work for you. Tell us when something changes."),
        _S.REFUSED: _("You said no. Nothing about the person is kept here."),
    },
    "agency": {
        _S.ASKED: _("The person has been asked and has not answered."),
        _S.DECLINED: _("The person said no. The employer saw nothing."),
        _S.INTRODUCED: _("The employer has been asked to answer."),
        _S.INTERVIEW: _("An interview is on the way."),
        _S.OFFERED: _("The person has been asked to answer the offer."),
        _S.ACCEPTED: _("Accepted: the first day comes next."),
        _S.HIRED: _("Hired. What happens next is recorded below."),
        _S.REFUSED: _("The employer said no. Talk with the person."),
        _S.WITHDRAWN: _("The person stepped back."),
        _S.LAPSED: _("The person never answered. Call them; you can ask again."),
        _S.CLOSED: _("Ended by the agency."),
    },
}  # fmt: skip
"""Side → state → what it means for them, in a sentence."""


@dataclass(frozen=True, slots=True)
class TimelineRow:
    """One step in words: what, who, why; free words only for those they are meant for."""

    step: Step
    what: str | Promise
    who: str | Promise
    reason: str
    words: str


def side_of(actor: Actor, link: SignedLink | None) -> str:
    """Return whose page it is: `person`, `employer` or `agency`."""
    if link is not None:
        return "person" if link.scope == "answer_introduction" else "employer"
    return {"participant": "person", "employer": "employer"}.get(actor.role, "agency")


def _who(step: Step) -> str | Promise:
    if step.verb in EMPLOYER_STEPS and step.role in {"employer", "link"}:
        return _("the employer")
    if step.role in {"participant", "link"}:
        return _("the person")
    if step.for_person:
        return _("the agency, as the person told it")
    return _("the software") if step.role == "system" else _("the agency")


def timeline(introduction: Introduction, side: str) -> list[TimelineRow]:
    """Return what happened, oldest first, as this side may read it."""
    rows = []
    for step in queries.steps_of(introduction):
        mine = PERSON_STEPS if side == "person" else EMPLOYER_STEPS
        reasons = REASONS.get(step.verb)
        known = reasons is not None and step.reason in reasons.values
        words = step.words if side == "agency" or step.verb in mine else ""
        label = str(reasons(step.reason).label) if known and reasons is not None else ""
        rows.append(TimelineRow(step, HAPPENED.get(step.verb, step.verb), _who(step), label, words))
    return rows


def step_forms(
    actor: Actor, introduction: Introduction, link: SignedLink | None, bound: StepForm | None = None
) -> list[StepForm]:
    """Return the steps that the actor may take now, each as a form; one that was refused keeps what was typed."""
    has_meeting = introduction.interviews.filter(
        status=InterviewStatus.PLANNED, at__lte=timezone.now()
    ).exists()
    found = []
    for verb, form in FORMS.items():
        if not may(actor, NEEDS.get(verb, verb), introduction, link) or (
            verb == "interviewed" and not has_meeting
        ):
            continue
        found.append(
            bound if bound is not None and bound.verb == verb else form(None, actor, introduction, link)
        )
    if bound is not None and bound not in found:
        found.insert(0, bound)
    return found


def introduction_context(
    request: ActorRequest,
    introduction: Introduction,
    *,
    link: SignedLink | None = None,
    bound: StepForm | None = None,
) -> dict[str, Any]:
    """Return what the page of one introduction shows to the side that opens it."""
    side = side_of(request.actor if link is None else Actor(None, None, "link"), link)
    actor = request.actor if link is None else Actor(None, None, "link")
    card = introduction.card
    offers = queries.offers_of(introduction)
    return {
        "introduction": introduction,
        "side": side,
        "lead": LEAD[side].get(introduction.status, ""),
        "card": card,
        "job": introduction.job,
        "hidden_parts": [part for part in PARTS if part not in card] if card else [],
        "interviews": list(introduction.interviews.order_by("at", "id")),
        "offer": offers[0] if offers else None,
        "timeline": timeline(introduction, side),
        "step_forms": step_forms(actor, introduction, link, bound),
    }


def take_step(
    request: ActorRequest, introduction: Introduction, verb: str, actor: Actor, link: SignedLink | None = None
) -> StepForm | None:
    """Take one step from its form; None where it is done, else the form with what is wrong; 404 for another verb."""
    if verb not in FORMS:
        raise Http404
    form = FORMS[verb](request.POST, actor, introduction, link)
    if form.is_valid():
        try:
            form.take()
        except JobOrderError as error:
            field = {"title": "job_title", "at": "day"}.get(error.field, error.field)
            form.add_error(field if field in form.fields else None, f"{error.message} {error.hint}".strip())
        else:
            messages.success(request, str(form.done))
            return None
    introduction.refresh_from_db()
    return form

"""What is my next step? One card, then the way so far."""

from __future__ import annotations

from dataclasses import dataclass

from django.http import HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils import timezone
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _
from django.views.decorators.http import require_safe

from gainful.domain.accounts.requests import ActorRequest
from gainful.domain.participants import queries
from gainful.domain.participants.steps_before_search import Step, StepKey, ending_soon, steps_of
from gainful.domain.placements.waiting import Waiting, Waits, waiting_answers
from gainful.domain.plans.plan_for_participant import MyPlan, shared_plans
from gainful.www.access import for_roles
from gainful.www.components.plan_words import next_in_plan
from gainful.www.participant.common import without_record

Words = str | Promise


@dataclass(frozen=True, slots=True)
class Card:
    """One step in words: what, why, and the page behind its button."""

    title: Words
    why: Words
    button: Words
    url: str
    done: bool = False


WORDS: dict[StepKey, tuple[Words, Words, Words, str]] = {
    StepKey.WORK: (
        _("Tell us what work you have done"),
        _("Your past jobs show what you can already do. You can send a résumé or type them in."),
        _("Add my jobs"),
        "participant:resume",
    ),
    StepKey.RESUME: (
        _("Check what we read in your résumé"),
        _("You say what is right. Nothing counts before you do."),
        _("Check it now"),
        "participant:resume",
    ),
    StepKey.NEEDS: (
        _("Say what you need from a job"),
        _("Your lowest pay, the hours you can work, how far you can travel."),
        _("Fill it in"),
        "participant:edit",
    ),
    StepKey.CONSENT: (
        _("Choose who may look for jobs for you"),
        _("Nobody sees your record unless you say so. You can stop it at any time."),
        _("Choose"),
        "participant:privacy",
    ),
}
"""Each step's title, its reason, its button and the page that opens."""


def card_of(step: Step) -> Card:
    """Return a step in words."""
    title, why, button, page = WORDS[step.key]
    url = reverse("participant:resume_check", args=[step.document]) if step.document else reverse(page)
    return Card(title, why, button, url, step.done)


ANSWERS: dict[Waiting, tuple[Words, Words, str]] = {
    Waiting.JOB_OFFER: (
        _("You are offered a job: %(title)s"),
        _("Read the offer, and say yes or no."),
        "participant:my_job",
    ),
    Waiting.SEAT: (
        _("You can have a seat: %(title)s"),
        _("Take it or leave it. If no answer comes, it goes to the next person."),
        "participant:application",
    ),
    Waiting.INTRODUCTION: (
        _("May we tell an employer about you? %(title)s"),
        _("You see first what they would read. They see nothing before you say yes."),
        "participant:my_job",
    ),
    Waiting.APPLICATION: (
        _("Something is missing in your application: %(title)s"),
        _("Read what it is, and send it."),
        "participant:application",
    ),
}
"""What is asked, why, and the page where it is answered."""
BEFORE_A_PLAN = (Waiting.JOB_OFFER, Waiting.SEAT)
"""What is lost while it waits comes before the answer to a plan."""


def answer_card(row: Waits) -> Card:
    """Return an answer that somebody waits for in words."""
    title, why, page = ANSWERS[row.what]
    return Card(
        str(title) % {"title": row.title}, why, _("Read it and answer"), reverse(page, args=[row.about])
    )


def _plan_card(plan: MyPlan) -> Card:
    title, why = next_in_plan(plan, timezone.localdate())
    return Card(title, why, _("See my plan"), reverse("participant:plan"))


def _following(cards: list[Card], plans: list[MyPlan], waiting: list[Waits]) -> list[Card]:
    """Return what to do now, first things first: answers that somebody waits for, a planned job, the first step."""
    urgent = [answer_card(row) for row in waiting if row.what in BEFORE_A_PLAN]
    others = [answer_card(row) for row in waiting if row.what not in BEFORE_A_PLAN]
    unanswered = [_plan_card(plan) for plan in plans[:1] if not plan.answer]
    if asked := [*urgent, *unanswered, *others]:
        return asked
    if plans:
        return [_plan_card(plans[0])]
    rest = Card(
        _("Wait for a job that fits"),
        _("You have done all you need to do now. Your agency looks for a job and will call you."),
        _("See what happens next"),
        reverse("participant:plan"),
    )
    return [next((card for card in cards if not card.done), rest)]


@for_roles("participant")
@require_safe
def home(request: ActorRequest) -> HttpResponse:
    """Show the next step, and the way so far."""
    person = queries.my_record(request.actor)
    if person is None:
        return without_record(request)
    consents = list(queries.consents_of(person))
    cards = [card_of(step) for step in steps_of(person, consents)]
    plans = shared_plans()
    following = _following(cards, plans, waiting_answers(request.actor))
    context = {
        "person": person,
        "step": following[0],
        "also": following[1:],
        "steps": cards,
        "plan": plans[0] if plans else None,
        "ending": ending_soon(consents, timezone.now()),
    }
    return render(request, "participant/home.html", context)

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
from gainful.domain.placements.models import Introduction
from gainful.domain.placements.queries import waiting_for
from gainful.domain.placements.states import IntroductionStatus
from gainful.domain.plans.plan_for_participant import MyPlan, shared_plans
from gainful.www.access import for_roles
from gainful.www.components.plan_words import next_in_plan

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


def _about_job(row: Introduction) -> Card:
    """Return the answer that an introduction or an offer waits for."""
    offered = row.status == IntroductionStatus.OFFERED
    title = (
        _("You are offered a job: %(job)s") if offered else _("May we tell an employer about you? %(job)s")
    )
    why = (
        _("Read the offer, and say yes or no.")
        if offered
        else _("You see first what they would read. They see nothing before you say yes.")
    )
    url = reverse("participant:my_job", args=[row.pk])
    return Card(title % {"job": row.job_title}, why, _("Read it and answer"), url)


def _following(cards: list[Card], plans: list[MyPlan], asked: Introduction | None) -> Card:
    """Return what to do now: an answer that somebody waits for, a job that is planned, the first step, else waiting."""
    if asked is not None:
        return _about_job(asked)
    if plans:
        title, why = next_in_plan(plans[0], timezone.localdate())
        return Card(title, why, _("See my plan"), reverse("participant:plan"))
    waiting = Card(
        _("Wait for a job that fits"),
        _("You have done all you need to do now. Your agency looks for a job and will call you."),
        _("See what happens next"),
        reverse("participant:plan"),
    )
    return next((card for card in cards if not card.done), waiting)


@for_roles("participant")
@require_safe
def home(request: ActorRequest) -> HttpResponse:
    """Show the next step, and the way so far."""
    person = queries.my_record(request.actor)
    if person is None:
        return render(request, "participant/none.html")
    consents = list(queries.consents_of(person))
    cards = [card_of(step) for step in steps_of(person, consents)]
    plans = shared_plans()
    # whoever still owes an answer to a plan has been introduced to nobody by it
    asked = None if plans and not plans[0].answer else waiting_for(request.actor)
    context = {
        "person": person,
        "step": _following(cards, plans, asked),
        "steps": cards,
        "plan": plans[0] if plans else None,
        "ending": ending_soon(consents, timezone.now()),
    }
    return render(request, "participant/home.html", context)

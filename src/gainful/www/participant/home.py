"""What is my next step? One card, then the way so far."""

from __future__ import annotations

from dataclasses import dataclass

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils import timezone
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _
from django.views.decorators.http import require_safe

from gainful.domain.participants import queries
from gainful.domain.participants.models import Participant
from gainful.www.access import for_roles


@dataclass(frozen=True, slots=True)
class Step:
    """One step of the way: what, why, where, and whether it is done."""

    title: str | Promise
    why: str | Promise
    button: str | Promise
    url: str
    done: bool


def steps_of(person: Participant) -> list[Step]:
    """Return the steps before a job can be looked for, in their order."""
    profile = reverse("participant:profile")
    waiting = next((d for d in person.documents.all() if d.confirmed_at is None), None)
    resume = (
        reverse("participant:resume_check", args=[waiting.pk]) if waiting else reverse("participant:resume")
    )
    consents = [consent for consent in queries.consents_of(person) if consent.is_active]
    has_jobs = bool(person.jobs.all())
    return [
        Step(
            _("Tell us what work you have done"),
            _("Your past jobs show what you can already do. You can send a résumé or type them in."),
            _("Add my jobs"),
            reverse("participant:resume"),
            has_jobs or waiting is not None,
        ),
        Step(
            _("Check what we read in your résumé"),
            _("You say what is right. Nothing counts before you do."),
            _("Check it now"),
            resume,
            waiting is None,
        ),
        Step(
            _("Say what you need from a job"),
            _("Your lowest pay, the hours you can work, how far you can travel."),
            _("Fill it in"),
            reverse("participant:edit"),
            person.wage_floor is not None,
        ),
        Step(
            _("Choose who may look for jobs for you"),
            _("Nobody sees your record unless you say so. You can stop it at any time."),
            _("Choose"),
            reverse("participant:privacy"),
            bool(consents),
        ),
        Step(
            _("Look over your profile from time to time"),
            _("You have done all you need to do now. Your agency will call when a job fits."),
            _("See my profile"),
            profile,
            False,
        ),
    ]


@for_roles("participant")
@require_safe
def home(request: HttpRequest) -> HttpResponse:
    """Show the next step, and the way so far."""
    person = queries.my_record(request.actor)  # type: ignore[attr-defined]
    if person is None:
        return render(request, "participant/none.html")
    steps = steps_of(person)
    following = next(step for step in steps if not step.done)
    context = {"person": person, "step": following, "steps": steps[:-1], "today": timezone.localdate()}
    return render(request, "participant/home.html", context)

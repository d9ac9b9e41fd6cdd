"""What is asked on the way to a hire, how long it waits, and what follows when no answer comes."""

from __future__ import annotations

from django.utils import timezone
from django.utils.formats import date_format
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from gainful.domain.accounts.actor import Actor, acting_in
from gainful.domain.messages.actions import Asked, ask
from gainful.domain.messages.models import Request, RequestState
from gainful.domain.messages.notices import notice
from gainful.domain.messages.readers import Reader
from gainful.domain.messages.request_kinds import RequestKind, register_request
from gainful.domain.placements.links import ANSWER_INTRODUCTION, MEET_PERSON
from gainful.domain.placements.models import Introduction, Offer, Step
from gainful.domain.placements.states import RULES, SHOWN, IntroductionStatus

_S = IntroductionStatus
ABOUT = "introduction"
AFTER_MEETING = SHOWN - {_S.INTRODUCED}


def _introduction(request: Request) -> Introduction | None:
    return Introduction.objects.filter(pk=request.about_id).first()


def _status(request: Request) -> str:
    found = _introduction(request)
    return "" if found is None else found.status


def _lapse(actor: Actor, request: Request) -> None:
    """End an introduction that the person never answered: nothing was shown, and they can be asked again."""
    found = Introduction.objects.select_for_update(of=("self",)).filter(pk=request.about_id).first()
    rule = RULES["lapse"]
    if found is None or found.status not in rule.states:
        return
    found.status, found.changed_at = str(rule.to), timezone.now()
    found.save(update_fields=["status", "changed_at"])
    from gainful.domain.placements.telling import MOVED

    step = Step.objects.create(introduction=found, verb="lapse", to_status=found.status, role=actor.role)
    notice(actor, MOVED, step.pk)


INTRODUCTION = register_request(
    RequestKind(
        "introduction", gettext_lazy("Say whether an employer may read about you"), days=7, remind_every=3,
        ends_after=14,
        follows=gettext_lazy(
            "The employer sees nothing about you unless you say yes. If no answer comes, your agency calls you."
        ),
        then=gettext_lazy("Nothing was shown to the employer. Call the person; you can ask again."),
        is_answered=lambda request: _status(request) not in {"", _S.ASKED, _S.CLOSED, _S.LAPSED},
        is_asked=lambda request: _status(request) == _S.ASKED, when_expired=_lapse, scope=ANSWER_INTRODUCTION,
    )
)  # fmt: skip
MEETING = register_request(
    RequestKind(
        "meet_person", gettext_lazy("Say whether you want to meet a person"), days=7, remind_every=3, ends_after=21,
        follows=gettext_lazy(
            "Somebody waits for your answer. Invite them, offer the job, or say no with a reason."
        ),
        then=gettext_lazy("The person still waits. Call the employer, or introduce the person elsewhere."),
        is_answered=lambda request: _status(request) in AFTER_MEETING,
        is_asked=lambda request: _status(request) == _S.INTRODUCED, scope=MEET_PERSON,
    )
)  # fmt: skip
OFFER = register_request(
    RequestKind(
        "job_offer", gettext_lazy("Answer a job offer"), days=5, remind_every=2, ends_after=14,
        follows=gettext_lazy("You can say no. If no answer comes, your agency calls you."),
        then=gettext_lazy("The opening is still kept for them. Call them, or ask the employer to take the offer back."),
        is_answered=lambda request: _status(request) in {_S.ACCEPTED, _S.HIRED, _S.WITHDRAWN},
        is_asked=lambda request: _status(request) == _S.OFFERED, scope=ANSWER_INTRODUCTION,
    )
)  # fmt: skip
"""Days are ours (assumption): a week to answer, less for an offer, since an opening is kept meanwhile."""


def _person(introduction: Introduction) -> Reader:
    person = introduction.participant
    return Reader(person, name=str(person))


def ask_person(actor: Actor, introduction: Introduction) -> Request:
    """Ask the person whether the employer may read about them."""
    words = {"job": introduction.job_title, "employer": introduction.job.get("employer", "")}
    asked = Asked(
        introduction.pk, ABOUT, lambda: _("May we introduce you? %(job)s") % words,
        lambda: _(
            "%(employer)s looks for people: %(job)s. May we tell them about you? You see first what they would read,"
            " and you can leave parts out."
        ) % words,
    )  # fmt: skip
    return ask(actor, INTRODUCTION, _person(introduction), asked)


def ask_employer(actor: Actor, introduction: Introduction) -> Request:
    """Ask the employer whether they want to meet the person; the words name nobody, as they outlive the agreement."""
    order = introduction.job_order
    asked = Asked(
        introduction.pk, ABOUT, lambda: _("A person for your job: %(job)s") % {"job": order.title},
        lambda: _("%(agency)s introduces somebody to you: %(job)s. Please read about them, then invite them or say no.")
        % {"agency": order.agency, "job": order.title},
        order.employer,
    )  # fmt: skip
    return ask(actor, MEETING, Reader(email=order.contact_email, name=order.contact_name), asked)


def ask_about_offer(actor: Actor, introduction: Introduction, offer: Offer) -> Request:
    """Ask the person to answer the offer."""
    words = {
        "job": offer.title, "employer": introduction.job.get("employer", ""), "pay": offer.pay_words,
        "day": date_format(offer.answer_by), "start": date_format(offer.starts_on) if offer.starts_on else "",
    }  # fmt: skip
    asked = Asked(
        introduction.pk, ABOUT, lambda: _("You are offered a job: %(job)s") % words,
        lambda: _(
            "%(employer)s offers you a job: %(job)s, %(pay)s, from %(start)s. They would like to know by %(day)s."
        ) % words,
    )  # fmt: skip
    return ask(actor, OFFER, _person(introduction), asked)


def stop_asking(introduction: Introduction) -> None:
    """Close what is still asked about an introduction."""
    found = Request.objects.filter(about_kind=ABOUT, about_id=str(introduction.pk), state=RequestState.OPEN)
    with acting_in("close_request"):
        found.update(state=RequestState.WITHDRAWN, closed_at=timezone.now())

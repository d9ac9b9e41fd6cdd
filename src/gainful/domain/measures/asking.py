"""What each side is asked after the hire or the draw, how long it waits, and what follows when no answer comes."""

from __future__ import annotations

from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from gainful.domain.accounts.actor import Actor, acting_in
from gainful.domain.measures.models import FollowUp
from gainful.domain.measures.models.follow_ups import WaveClock, WaveSide
from gainful.domain.measures.states import FollowUpState
from gainful.domain.messages.actions import Asked, ask
from gainful.domain.messages.links import LinkScope, register_scope
from gainful.domain.messages.models import Request, RequestState
from gainful.domain.messages.readers import Reader
from gainful.domain.messages.request_kinds import RequestKind, register_request

ABOUT = "follow_up"
ANSWER_FOLLOW_UP = register_scope(LinkScope("answer_follow_up", gettext_lazy("Say how it goes"), ABOUT))
ANSWER_ABOUT_HIRE = register_scope(LinkScope("answer_about_hire", gettext_lazy("Say how a hire goes"), ABOUT))
SCOPES = frozenset({ANSWER_FOLLOW_UP.code, ANSWER_ABOUT_HIRE.code})


def _row(request: Request) -> FollowUp | None:
    return FollowUp.objects.filter(pk=request.about_id).first()


def _answered(request: Request) -> bool:
    row = _row(request)
    return row is not None and row.state in {FollowUpState.ANSWERED, FollowUpState.WRONG}


def _asked(request: Request) -> bool:
    from gainful.domain.measures.waves import is_over, may_be_asked

    row = _row(request)
    return row is not None and row.state == FollowUpState.ASKED and may_be_asked(row) and not is_over(row)


def _silent(_actor: Actor, request: Request) -> None:
    """Note that no answer came, to this and to what the same letter asked: unknown is not a no."""
    from gainful.domain.measures.waves import together

    row = _row(request)
    if row is None:
        return
    asked = [row.pk, *(other.pk for other in together(row, frozenset({FollowUpState.ASKED})))]
    with acting_in("answer_follow_up"):
        FollowUp.objects.filter(pk__in=asked, state=FollowUpState.ASKED).update(
            state=FollowUpState.SILENT, closed_at=timezone.now()
        )


PERSON = register_request(
    RequestKind(
        "follow_up", gettext_lazy("Say how it goes"), days=10, remind_every=5, ends_after=28,
        follows=gettext_lazy(
            "Six short questions; leave out what you do not want to say. Your answer helps the next people."
            " You can stop these questions at any time."
        ),
        then=gettext_lazy("It is not known how the person is. Call them, and write down what they say."),
        is_answered=_answered, is_asked=_asked, when_expired=_silent, scope=ANSWER_FOLLOW_UP,
    )
)  # fmt: skip
EMPLOYER = register_request(
    RequestKind(
        "follow_up_hire", gettext_lazy("Say how a hire goes"), days=10, remind_every=5, ends_after=28,
        follows=gettext_lazy(
            "Six short questions. What you miss in the person's skills shapes what the next ones learn."
        ),
        then=gettext_lazy("It is not known how the hire goes. Call the employer, and write down what they say."),
        is_answered=_answered, is_asked=_asked, when_expired=_silent, scope=ANSWER_ABOUT_HIRE,
    )
)  # fmt: skip
"""Days are ours (assumption): ten to answer, a reminder every five, four weeks in all, so that waves never overlap."""


def ask_side(actor: Actor, row: FollowUp, *, coach_calls: bool) -> Request:
    """Ask one side; `coach_calls`: a talk with the coach falls due within ten days, and this letter serves both."""
    if row.side == WaveSide.EMPLOYER:
        return _ask_employer(actor, row)
    person = row.participant
    words = {"when": row.get_moment_display(), "job": row.job_title, "agency": str(row.organization)}
    also = (
        _(" Your coach asks how it goes in these days, too: one answer is enough, here or on the phone.")
        if coach_calls
        else ""
    )
    if row.clock == WaveClock.HIRE:
        subject, text = (
            _("How is it going at work?"),
            _("You began a job: %(job)s. That was %(when)s ago, and %(agency)s wants to know how it goes."),
        )
    else:
        subject, text = (
            _("How are you doing?"),
            _(
                "You applied for a seat %(when)s ago and agreed that we ask how you are doing, with a seat or without."
                " %(agency)s compares both groups to learn whether the training helps."
            ),
        )
    asked = Asked(row.pk, ABOUT, lambda: subject, lambda: (text % words) + also)
    return ask(actor, PERSON, Reader(person, name=str(person)), asked)


def _ask_employer(actor: Actor, row: FollowUp) -> Request:
    placement = row.placement
    order = placement.job_order if placement is not None else None
    words = {"when": row.get_moment_display(), "job": row.job_title, "agency": str(row.organization)}
    asked = Asked(
        row.pk, ABOUT, lambda: _("How does a hire do? %(job)s") % words,
        lambda: _(
            "Somebody whom %(agency)s introduced to you began %(when)s ago: %(job)s. Please say in two minutes how it"
            " goes."
        ) % words,
        order.employer if order is not None else None,
    )  # fmt: skip
    reader = Reader(email=order.contact_email, name=order.contact_name) if order is not None else Reader()
    return ask(actor, EMPLOYER, reader, asked)


def stop_asking(row: FollowUp) -> None:
    """Close what is still asked about a question."""
    found = Request.objects.filter(about_kind=ABOUT, about_id=str(row.pk), state=RequestState.OPEN)
    with acting_in("close_request"):
        found.update(state=RequestState.WITHDRAWN, closed_at=timezone.now())

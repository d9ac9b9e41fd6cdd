"""What applicants are asked, how long it waits, and what follows when no answer comes."""

from __future__ import annotations

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from gainful.domain.accounts.actor import SYSTEM_ROLE, Actor
from gainful.domain.cohorts.links import APPLICATION, reader_of
from gainful.domain.cohorts.models import Application, Follow
from gainful.domain.cohorts.states import ApplicationStatus
from gainful.domain.cohorts.words import news_of, subject_of
from gainful.domain.messages.actions import Asked, ask
from gainful.domain.messages.models import Request
from gainful.domain.messages.request_kinds import RequestKind, register_request


def _application(request: Request) -> Application | None:
    found = Application.objects.select_related("cohort__organization", "organization", "participant")
    return found.filter(pk=request.about_id).first()


def _is_past(request: Request, state: str) -> bool:
    application = _application(request)
    return application is not None and application.status != state


def _is_there(request: Request) -> bool:
    return _application(request) is not None


def _lapse(actor: Actor, request: Request) -> None:
    from gainful.domain.cohorts.actions.give_seats import lapse

    if (application := _application(request)) is not None:
        lapse(actor, application)


FOLLOWS_SEAT = gettext_lazy(
    "If no answer comes, the seat goes to the next person on the list. You may apply again at any time."
)
SEAT = register_request(
    RequestKind(
        "seat", gettext_lazy("Say whether you take the seat"), days=5, remind_every=2, ends_after=7,
        follows=FOLLOWS_SEAT, then=gettext_lazy("The seat is offered to the next on the waiting list."),
        is_answered=lambda request: _is_past(request, ApplicationStatus.OFFERED), is_asked=_is_there,
        when_expired=_lapse, scope=APPLICATION,
    )
)  # fmt: skip
MISSING = register_request(
    RequestKind(
        "application_missing", gettext_lazy("Complete your application"), days=7, remind_every=3, ends_after=14,
        follows=gettext_lazy("If no answer comes, we close this application. You may apply again at any time."),
        then=gettext_lazy("The application is closed. Call the person if you can: they may apply again."),
        is_answered=lambda request: _is_past(request, ApplicationStatus.INCOMPLETE), is_asked=_is_there,
        when_expired=_lapse, scope=APPLICATION,
    )
)  # fmt: skip


def _has_said(request: Request) -> bool:
    application = _application(request)
    return application is not None and application.follow != Follow.NOT_SAID


FOLLOW = register_request(
    RequestKind(
        "follow_outcomes", gettext_lazy("Say whether we may ask later how it went"), days=7, remind_every=7,
        ends_after=14, follows=gettext_lazy("Whatever you say, your chance of a seat stays the same."),
        then=gettext_lazy("They are not followed."), is_answered=_has_said, is_asked=_is_there, scope=APPLICATION,
    )
)  # fmt: skip
"""Days are ours (assumption): a seat waits a week, a missing proof two."""


def ask_applicant(application: Application) -> Request:
    """Ask for what the application waits for: an answer to the seat, or what is missing."""
    kind = SEAT if application.status == ApplicationStatus.OFFERED else MISSING
    asked = Asked(
        application.pk, "application", lambda: subject_of(application), lambda: news_of(application)
    )
    actor = Actor(None, application.organization, SYSTEM_ROLE)
    return ask(actor, kind, reader_of(application), asked)


def ask_follow(actor: Actor, application: Application) -> Request:
    """Ask whether outcomes may be followed, with a seat or without one."""
    asked = Asked(
        application.pk, "application", lambda: subject_of(application),
        lambda: _(
            "Before seats are drawn for %(cohort)s: may we ask you later how work and pay went, whether or not you get "
            "a seat? It shows whether the training helps. Whatever you say, your chance of a seat stays the same."
        )
        % {"cohort": application.cohort.name},
    )  # fmt: skip
    return ask(actor, FOLLOW, reader_of(application), asked)

"""What mentors are asked about hours on the job, and who is told that hours came back or that a wage rises."""

from __future__ import annotations

from uuid import UUID

from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from gainful.domain.accounts.actor import SYSTEM_ROLE, Actor, acting_as_system
from gainful.domain.cohorts.models import Apprenticeship, JobHours, WageStep
from gainful.domain.cohorts.states import ApprenticeshipStatus, HoursStatus
from gainful.domain.cohorts.telling import tell_managers
from gainful.domain.messages.actions import Asked, Words, ask, send_message
from gainful.domain.messages.actions.requests import close
from gainful.domain.messages.asked import RequestState
from gainful.domain.messages.errors import MessageError
from gainful.domain.messages.kinds import MessageKind, register
from gainful.domain.messages.links import LinkScope, links_about, register_scope
from gainful.domain.messages.models import Notice, Request
from gainful.domain.messages.notices import register_notice
from gainful.domain.messages.readers import Reader
from gainful.domain.messages.request_kinds import RequestKind, register_request

CONFIRM_HOURS = register_scope(
    LinkScope("confirm_hours", gettext_lazy("Confirm hours on the job"), "apprenticeship")
)
NEWS = register(MessageKind("apprenticeship", gettext_lazy("Your hours on the job and your wage")))


def _waits(request: Request) -> bool:
    return JobHours.objects.filter(
        apprenticeship_id=UUID(request.about_id), status=HoursStatus.LOGGED
    ).exists()


def _is_open(request: Request) -> bool:
    return Apprenticeship.objects.filter(pk=request.about_id, status=ApprenticeshipStatus.ACTIVE).exists()


HOURS = register_request(
    RequestKind(
        "job_hours", gettext_lazy("Confirm an apprentice's hours on the job"), days=7, remind_every=7, ends_after=28,
        follows=gettext_lazy("Hours that nobody confirms do not count, and the wage does not rise with them."),
        then=gettext_lazy("Call the mentor, or name another one."),
        is_answered=lambda request: not _waits(request), is_asked=_is_open, scope=CONFIRM_HOURS,
    )
)  # fmt: skip
"""Days are ours (assumption): a mentor looks once a week."""


def ask_no_longer(row: Apprenticeship) -> None:
    """End what was asked of the mentor before, with the links that confirm: another one is named."""
    with acting_as_system("another mentor is named"):
        open_ = Request.objects.filter(
            organization=row.organization_id, kind=HOURS.code, about_id=str(row.pk), state=RequestState.OPEN
        )
        for request in open_.order_by("id"):
            close(request, RequestState.WITHDRAWN)
        links_about(CONFIRM_HOURS.about_kind, row.pk).filter(scope=CONFIRM_HOURS.code).update(
            revoked_at=timezone.now()
        )


def _loaded(number: UUID) -> Apprenticeship | None:
    return Apprenticeship.objects.select_related("organization", "participant").filter(pk=number).first()


def _logged(row: Notice) -> None:
    """Ask the mentor, once while hours wait."""
    found = _loaded(row.about_id)
    mentor = found.mentors.filter(until=None).first() if found else None
    if found is None or mentor is None:
        return
    words = {"name": found.name, "agency": str(found.organization), "employer": found.employer_name}
    asked = Asked(
        found.pk, "apprenticeship",
        lambda: _("Hours of %(name)s on the job") % words,
        lambda: _(
            "%(name)s, apprentice at %(employer)s, logged hours on the job. Please confirm them, or send back what is"
            " not right."
        ) % words,
    )  # fmt: skip
    ask(
        Actor(None, found.organization, SYSTEM_ROLE),
        HOURS,
        Reader(email=mentor.email, name=mentor.name),
        asked,
    )


def _tell_apprentice(found: Apprenticeship, subject: str, text: str, occasion: str) -> None:
    made = Words(
        lambda: subject, lambda: text, about_kind="apprenticeship", about_id=str(found.pk), occasion=occasion
    )
    try:
        send_message(
            Actor(None, found.organization, SYSTEM_ROLE),
            NEWS,
            Reader(found.participant, name=found.name),
            made,
        )
    except MessageError:
        return


def _returned(row: Notice) -> None:
    found = _loaded(row.about_id)
    if found is not None:
        text = _("Your mentor sent hours back to you. Look why, and log them again as they were.")
        _tell_apprentice(found, _("Hours that came back"), text, str(row.pk))


def _reached(row: Notice) -> None:
    """Tell the apprentice and the agency's managers that a wage step is reached: somebody sees that it is paid."""
    step = WageStep.objects.select_related("apprenticeship__organization", "apprenticeship__participant").filter(
        pk=row.about_id
    ).first()  # fmt: skip
    if step is None:
        return
    found = step.apprenticeship
    words = {
        "name": found.name,
        "wage": step.wage,
        "hours": step.after_hours,
        "employer": found.employer_name,
    }
    text = _("You reached %(hours)s hours on the job. From now on your wage is $%(wage)s an hour.") % words
    _tell_apprentice(found, _("Your wage rises"), text, str(step.pk))
    tell_managers(
        found.organization,
        lambda: _("A wage step of %(name)s is reached") % words,
        lambda: _("%(name)s reached %(hours)s hours: %(employer)s pays $%(wage)s an hour now. Note it.") % words,
        f"{step.pk}:reached", found.pk,
    )  # fmt: skip


HOURS_LOGGED = register_notice("job_hours_logged", _logged)
HOURS_RETURNED = register_notice("job_hours_returned", _returned)
STEP_REACHED = register_notice("wage_step_reached", _reached)

"""Who is told that a session was moved or cancelled: everybody who is to be there, and whoever teaches it."""

from __future__ import annotations

from zoneinfo import ZoneInfo

from django.utils.formats import date_format
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from gainful.domain.accounts.actor import SYSTEM_ROLE, Actor
from gainful.domain.cohorts.links import reader_of
from gainful.domain.cohorts.models import Session
from gainful.domain.cohorts.registers import seats_of
from gainful.domain.cohorts.states import SessionStatus
from gainful.domain.messages.actions import Words, send_message
from gainful.domain.messages.errors import MessageError
from gainful.domain.messages.kinds import MessageKind, register
from gainful.domain.messages.local_times import local_words
from gainful.domain.messages.models import Notice
from gainful.domain.messages.notices import register_notice
from gainful.domain.messages.readers import Reader

SESSION = register(
    MessageKind(
        "session",
        gettext_lazy("A class of yours was moved or cancelled"),
        may_switch_off=False,
        can_wait=False,
    )
)


def _day(session: Session) -> str:
    day = session.starts_at.astimezone(ZoneInfo(session.zone))
    return f"{date_format(day, 'l')}, {date_format(day, 'MONTH_DAY_FORMAT')}"


def subject_of(session: Session) -> str:
    """Return the subject of a letter about a change."""
    if session.status == SessionStatus.CANCELLED:
        return _("Cancelled: class on %(day)s") % {"day": _day(session)}
    if session.was_at is None:
        return _("New place: class on %(day)s") % {"day": _day(session)}
    return _("New time: class on %(day)s") % {"day": _day(session)}


def text_of(session: Session) -> str:
    """Return what changed: what, when, where, why, and what it was before."""
    lines = [f"{session.cohort.name}: {session.title}"]
    if session.status == SessionStatus.CANCELLED:
        lines.append(_("The class of %(when)s does not take place.") % {"when": session.when})
    else:
        lines.append(_("It is now on %(when)s.") % {"when": session.when})
        if session.was_at is not None:
            lines.append(_("It was on %(when)s.") % {"when": local_words(session.was_at, session.zone)})
        if session.place:
            lines.append(_("Where: %(place)s") % {"place": session.place})
    if session.reason:
        lines.append(_("Why: %(why)s") % {"why": session.reason})
    if session.cohort.contact:
        lines.append(_("Questions: %(contact)s") % {"contact": session.cohort.contact})
    return "\n".join(lines)


def _changed(row: Notice) -> None:
    """Write to everybody concerned but whoever did it."""
    found = Session.objects.select_related("cohort__organization").filter(pk=row.about_id)
    if (session := found.first()) is None:
        return
    seats = seats_of(session).filter(status="enrolled").select_related("application__participant")
    people = [reader_of(seat.application) for seat in seats]
    teachers = session.cohort.instructors.filter(user__isnull=False, user__is_active=True).select_related(
        "user"
    )
    staff = [Reader(user=each.user, name=each.name) for each in teachers if each.user_id != row.user_id]
    words = Words(
        lambda: subject_of(session), lambda: text_of(session), about_kind="session", about_id=str(session.pk),
        occasion=f"{session.pk}:{session.times_changed}",
    )  # fmt: skip
    actor = Actor(None, session.cohort.organization, SYSTEM_ROLE)
    for reader in [*people, *staff]:
        try:
            send_message(actor, SESSION, reader, words)
        except MessageError:
            continue


SESSION_CHANGED = register_notice("session_changed", _changed)

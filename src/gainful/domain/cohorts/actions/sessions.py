"""Plan sessions one by one or weekly, move, change and cancel them; each keeps a day, time and zone of its own."""

from __future__ import annotations

from collections.abc import Collection, Iterator
from dataclasses import dataclass, replace
from datetime import date, datetime, time, timedelta

from django.conf import settings
from django.db import transaction
from django.utils import timezone
from django.utils.formats import date_format
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from gainful.domain.accounts.actor import Actor
from gainful.domain.cohorts.booking import book
from gainful.domain.cohorts.errors import CohortError
from gainful.domain.cohorts.models import Cohort, Session, SessionKind, Track
from gainful.domain.cohorts.models.session import MOST_MINUTES
from gainful.domain.cohorts.registers import seats_of
from gainful.domain.cohorts.session_access import advance_session, held, require_planner, require_session
from gainful.domain.cohorts.session_news import SESSION_CHANGED
from gainful.domain.curricula.models import Module
from gainful.domain.messages.local_times import ONCE, instant
from gainful.domain.messages.notices import notice

MOST_AT_ONCE = 200
DAY = timedelta(days=1)


@dataclass(frozen=True, slots=True)
class Time:
    """When a session is: a day and a clock in a zone, and how long."""

    day: date
    clock: time
    minutes: int
    zone: str = ""
    """Empty: the site's."""
    which: str = ONCE
    """In the night in which clocks go back: `first` or `second`."""

    def moment(self) -> datetime:
        """Return the moment in UTC; CohortError where the clock skips it or shows it twice."""
        if not 5 <= self.minutes <= MOST_MINUTES:
            raise CohortError(_("A session takes 5 to 720 minutes."), field="minutes")
        return instant(self.day, self.clock, self.zone_name, which=self.which, refuse=CohortError)

    @property
    def zone_name(self) -> str:
        """The zone, the site's where none is said."""
        return self.zone or settings.TIME_ZONE


@dataclass(frozen=True, slots=True)
class SessionDraft:
    """What a session begins with."""

    time: Time
    title: str
    kind: str = SessionKind.CLASS
    place: str = ""
    track: Track | None = None
    module: Module | None = None


def _check(cohort: Cohort, draft: SessionDraft) -> None:
    if not draft.title.strip():
        raise CohortError(_("Say what the session is about."), field="title")
    if draft.kind not in SessionKind.values:
        raise CohortError(_("Choose what kind of session it is."), field="kind")
    if draft.track is not None and draft.track.cohort_id != cohort.pk:
        raise CohortError(_("This role is of another cohort."), field="track")
    if draft.module is not None and draft.module.version_id != cohort.curriculum_id:
        raise CohortError(_("This module is not in the curriculum of this cohort."), field="module")
    if not cohort.starts_on <= draft.time.day <= cohort.ends_on:
        raise CohortError(
            _("%(day)s is outside this cohort: it goes from %(from)s to %(until)s.")
            % {"day": date_format(draft.time.day), "from": date_format(cohort.starts_on),
               "until": date_format(cohort.ends_on)},
            hint=_("Choose another day, or change the cohort's days first."), field="day",
        )  # fmt: skip


def _is_taken(cohort: Cohort, moment: datetime, track: Track | None, besides: Session | None = None) -> bool:
    there = Session.objects.filter(cohort=cohort, starts_at=moment, track=track).exclude(status="cancelled")
    return (there.exclude(pk=besides.pk) if besides else there).exists()


@transaction.atomic
def add_session(actor: Actor, cohort: Cohort, draft: SessionDraft) -> Session:
    """Plan one session; nobody is told before the day: the calendar shows it."""
    require_planner(actor, cohort)
    _check(cohort, draft)
    moment = draft.time.moment()
    if _is_taken(cohort, moment, draft.track):
        raise CohortError(_("A session of this cohort begins at that time already."), field="starts")
    return Session.objects.create(
        cohort=cohort, track=draft.track, module=draft.module, kind=draft.kind, title=draft.title.strip()[:200],
        place=draft.place.strip()[:300], day=draft.time.day, starts_at=moment, minutes=draft.time.minutes,
        zone=draft.time.zone_name, created_by=actor.user,
    )  # fmt: skip


def weekly_days(
    first: date, until: date, weekdays: Collection[int], without: Collection[date]
) -> Iterator[date]:
    """Yield the days from `first` to `until` that are one of these weekdays (0 is Monday) and not left out."""
    day = first
    while day <= until:
        if day.weekday() in weekdays and day not in without:
            yield day
        day += DAY


@transaction.atomic
def add_weekly(
    actor: Actor,
    cohort: Cohort,
    draft: SessionDraft,
    *,
    weekdays: Collection[int],
    until: date,
    without: Collection[date] = (),
) -> list[Session]:
    """Plan a session on each of these weekdays from the draft's day on; afterwards each stands for itself.

    The first day need not be one of the weekdays; it is then not among them.
    """
    if not weekdays or not set(weekdays) <= set(range(7)):
        raise CohortError(_("Choose at least one day of the week."), field="weekdays")
    days = list(weekly_days(draft.time.day, min(until, cohort.ends_on), weekdays, without))
    if not days:
        raise CohortError(_("No such day lies between the first and the last."), field="until")
    if len(days) > MOST_AT_ONCE:
        raise CohortError(
            _("These are more than %d sessions: plan them in parts.") % MOST_AT_ONCE, field="until"
        )
    return [add_session(actor, cohort, replace(draft, time=replace(draft.time, day=day))) for day in days]


@transaction.atomic
def change_session(
    actor: Actor, session: Session, *, title: str, place: str, kind: str, module: Module | None = None
) -> Session:
    """Change the words of a session; a new place is told like a new time."""
    session = held(session)
    require_session(actor, "change", session)
    kept = Time(session.day, time(), session.minutes)
    _check(session.cohort, SessionDraft(kept, title, kind, place, session.track, module))
    place = place.strip()[:300]
    has_moved = place != session.place
    session.title, session.kind, session.module = title.strip()[:200], kind, module
    session.place, session.updated_at = place, timezone.now()
    session.save(update_fields=["title", "kind", "module", "place", "updated_at"])
    if has_moved:
        advance_session(session, "move", times_changed=session.times_changed + 1)
        notice(actor, SESSION_CHANGED, session.pk)
    return session


@transaction.atomic
def move_session(actor: Actor, session: Session, to: Time, *, reason: str = "") -> Session:
    """Move a session to another time; everybody concerned is told."""
    session = held(session)
    require_session(actor, "move", session)
    if session.attendance.exists():
        raise CohortError(
            _("Attendance was taken for it already."), hint=_("Plan another session for the other time.")
        )
    _check(session.cohort, SessionDraft(to, session.title, session.kind, session.place, session.track))
    moment = to.moment()
    if moment == session.starts_at and to.minutes == session.minutes:
        raise CohortError(_("It is at that time already."), field="starts")
    if _is_taken(session.cohort, moment, session.track, besides=session):
        raise CohortError(_("A session of this cohort begins at that time already."), field="starts")
    advance_session(
        session, "move", was_at=session.starts_at, day=to.day, starts_at=moment, minutes=to.minutes,
        zone=to.zone_name, times_changed=session.times_changed + 1, reason=" ".join(reason.split())[:400],
    )  # fmt: skip
    notice(actor, SESSION_CHANGED, session.pk)
    return session


@transaction.atomic
def cancel_session(actor: Actor, session: Session, *, reason: str) -> Session:
    """Cancel a session with the reason that everybody concerned reads."""
    session = held(session)
    require_session(actor, "cancel", session)
    reason = " ".join(reason.split())
    if not reason:
        raise CohortError(_("Say why: everybody concerned reads it."), field="reason")
    if session.attendance.exists():
        raise CohortError(
            _("Attendance was taken for it already: it took place."), hint=_("Close it instead.")
        )
    advance_session(session, "cancel", reason=reason[:400], times_changed=session.times_changed + 1)
    notice(actor, SESSION_CHANGED, session.pk)
    return session


@transaction.atomic
def close_session(actor: Actor, session: Session) -> Session:
    """Say that a session was held and its attendance is complete; the hours are booked."""
    session = held(session)
    require_session(actor, "close", session)
    if session.starts_at > timezone.now():
        raise CohortError(_("It has not begun yet."))
    unmarked = seats_of(session).exclude(attendance__session=session).count()
    if unmarked:
        raise CohortError(
            ngettext("%(n)s person is not marked.", "%(n)s people are not marked.", unmarked)
            % {"n": unmarked},
            hint=_("Say of each whether they were there: not known is not absent."),
        )
    advance_session(session, "close")
    book(session)
    return session

"""Take attendance by tap, by sheet or by the code in the room; record hours that were made up."""

from __future__ import annotations

import secrets
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from uuid import UUID

from django.db import IntegrityError, connection, transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from gainful.domain.accounts.actor import Actor, acting_in
from gainful.domain.cohorts.absences import watch
from gainful.domain.cohorts.booking import book
from gainful.domain.cohorts.errors import CohortError
from gainful.domain.cohorts.models import (
    THERE,
    Attendance,
    Enrolment,
    How,
    MadeUpHours,
    Presence,
    RoomCode,
    Session,
    Tap,
)
from gainful.domain.cohorts.models.application import ALPHABET
from gainful.domain.cohorts.models.session import MOST_MINUTES
from gainful.domain.cohorts.registers import require_news, seats_of
from gainful.domain.cohorts.session_access import held, require_session, require_teacher
from gainful.domain.cohorts.states import SessionStatus

CODE_LIFE = timedelta(minutes=15)
OPENS_BEFORE = timedelta(minutes=30)
GRACE = 5
"""Minutes after the beginning that are not late: walking in takes a while (assumption)."""
MOST_TAPS = 2_000


@dataclass(frozen=True, slots=True)
class Mark:
    """Whether somebody was there; minutes late or gone early where they were."""

    enrolment: UUID
    presence: str
    minutes_late: int = 0
    minutes_early: int = 0
    note: str = ""


@dataclass(frozen=True, slots=True)
class Tapped:
    """A mark as a phone sends it: under a key of its own, with the time of the tap."""

    key: UUID
    mark: Mark
    at: datetime


@dataclass(frozen=True, slots=True)
class Taken:
    """What became of taps: the keys that are saved now, and those that never can be, with why."""

    saved: list[UUID]
    refused: list[tuple[UUID, str]]


def _checked(session: Session, mark: Mark) -> Mark:
    """Return the mark as it can be stored; CohortError names what is wrong with it."""
    if mark.presence not in Presence.values:
        raise CohortError(_("Say there, late, excused or absent."), field="presence")
    if mark.presence not in THERE:
        return Mark(mark.enrolment, mark.presence, note=mark.note)
    if (
        min(mark.minutes_late, mark.minutes_early) < 0
        or mark.minutes_late + mark.minutes_early > session.minutes
    ):
        raise CohortError(
            _("The session takes %(n)s minutes: nobody is later than that.") % {"n": session.minutes},
            field="minutes_late",
        )
    presence = Presence.LATE if mark.minutes_late else mark.presence
    return Mark(mark.enrolment, presence, mark.minutes_late, mark.minutes_early, mark.note)


def _values(session: Session, mark: Mark) -> dict[str, object]:
    there = mark.presence in THERE
    return {
        "presence": mark.presence, "minutes_late": mark.minutes_late, "minutes_early": mark.minutes_early,
        "minutes": session.minutes - mark.minutes_late - mark.minutes_early if there else 0,
        "note": " ".join(mark.note.split())[:200],
    }  # fmt: skip


def _ready(actor: Actor, session: Session) -> Session:
    session = held(session)
    require_session(actor, "mark", session)
    if session.starts_at - OPENS_BEFORE > timezone.now():
        raise CohortError(_("It has not begun yet: attendance opens half an hour before."))
    return session


def _strangers(session: Session, wanted: Iterable[UUID]) -> set[UUID]:
    """Return the seats that have no place in the register: of nobody in the class on that day, or not to be read."""
    ids = set(wanted)
    there = seats_of(session).filter(pk__in=ids).values_list("pk", flat=True)
    marked = session.attendance.filter(enrolment__in=ids).values_list("enrolment", flat=True)
    return ids - set(there) - set(marked)


def _stranger() -> CohortError:
    return CohortError(
        _("Somebody on this list is not in this class on that day, or no longer lets the agency read them."),
        hint=_("Reload the page."),
    )


def _store(actor: Actor, session: Session, marks: Sequence[Mark], how: str, at: dict[UUID, datetime]) -> None:
    """Write the marks, the last of each person; then look for absences in a row and book what changed."""
    there = {
        row.enrolment_id: row for row in session.attendance.filter(enrolment__in=[m.enrolment for m in marks])
    }
    now, new, changed = timezone.now(), [], []
    for mark in marks:
        row = there.get(mark.enrolment)
        values = {
            **_values(session, mark), "how": how, "tapped_at": at.get(mark.enrolment, now), "marked_by": actor.user,
            "updated_at": now,
        }  # fmt: skip
        if row is None:
            new.append(Attendance(session=session, enrolment_id=mark.enrolment, **values))
            continue
        for name, value in values.items():
            setattr(row, name, value)
        changed.append(row)
    Attendance.objects.bulk_create(new)
    for row in changed:
        row.save()
    watch(session.cohort, [mark.enrolment for mark in marks])
    if session.status == SessionStatus.HELD:
        book(session)


@transaction.atomic
def mark_attendance(actor: Actor, session: Session, marks: Iterable[Mark], how: str = How.TAP) -> int:
    """Take attendance of some people at once, from a form or a sheet; returns how many."""
    session = _ready(actor, session)
    last = {mark.enrolment: _checked(session, mark) for mark in marks}
    if not last:
        raise CohortError(_("Nobody is marked."), hint=_("Choose for at least one person."))
    if _strangers(session, last):
        raise _stranger()
    _store(actor, session, list(last.values()), how, {})
    return len(last)


@transaction.atomic
def take_taps(actor: Actor, session: Session, taps: Sequence[Tapped]) -> Taken:
    """Take what a phone sends, each tap once by its key; known ones are among the saved.

    A phone sends again what it heard no answer for. Of two taps for one person the later one counts, whichever came
    first; a phone whose clock runs ahead is held to ours. A tap that cannot be taken, of somebody who left or took
    their consent back while the phone had no connection, keeps none of the others.
    """
    if len(taps) > MOST_TAPS:
        raise CohortError(_("These are too many taps at once."))
    session = _ready(actor, session)
    now = timezone.now()
    known = set(Tap.objects.filter(pk__in=[tap.key for tap in taps]).values_list("pk", flat=True))
    fresh = {tap.key: tap for tap in taps if tap.key not in known}
    marks, refused = _sorted_out(session, fresh)
    fresh = {key: tap for key, tap in fresh.items() if key in marks}
    newest = dict(session.attendance.values_list("enrolment", "tapped_at"))
    last: dict[UUID, Mark] = {}
    rows = []
    for key, tap in sorted(fresh.items(), key=lambda item: min(item[1].at, now)):
        at, mark = min(tap.at, now), marks[key]
        counts = at >= newest.get(mark.enrolment, at)
        if counts:
            newest[mark.enrolment], last[mark.enrolment] = at, mark
        rows.append(
            Tap(
                id=key,
                session=session,
                enrolment_id=mark.enrolment,
                presence=mark.presence,
                user=actor.user,
                minutes_late=mark.minutes_late,
                minutes_early=mark.minutes_early,
                tapped_at=at,
                counts=counts,
            )
        )
    Tap.objects.bulk_create(rows)
    if last:
        _store(actor, session, list(last.values()), How.TAP, {each: newest[each] for each in last})
    return Taken([tap.key for tap in taps if tap.key not in refused], list(refused.items()))


def _sorted_out(session: Session, fresh: dict[UUID, Tapped]) -> tuple[dict[UUID, Mark], dict[UUID, str]]:
    """Return the marks that can be stored, and why the others cannot, each by its key."""
    strangers = _strangers(session, {tap.mark.enrolment for tap in fresh.values()})
    marks: dict[UUID, Mark] = {}
    refused: dict[UUID, str] = {}
    for key, tap in fresh.items():
        try:
            if tap.mark.enrolment in strangers:
                raise _stranger()
            marks[key] = _checked(session, tap.mark)
        except CohortError as error:
            refused[key] = error.message
    return marks, refused


def check_in_is_open(session: Session, now: datetime) -> bool:
    """Return whether a code is shown in the room now, so that people can check in."""
    return session.starts_at - OPENS_BEFORE <= now <= session.ends_at


@transaction.atomic
def show_code(actor: Actor, session: Session) -> RoomCode:
    """Make the code that is shown in the room, good for a quarter of an hour; an earlier one ends."""
    session = held(session)
    require_session(actor, "show_code", session)
    now = timezone.now()
    if not check_in_is_open(session, now):
        raise CohortError(_("The code is shown from half an hour before the session until its end."))
    code = "".join(secrets.choice(ALPHABET) for _place in range(6))
    row, _is_new = RoomCode.objects.update_or_create(
        session=session, defaults={"code": code, "valid_until": now + CODE_LIFE}
    )
    return row


def check_in(actor: Actor, session: Session, code: str) -> Attendance:
    """Say that I am in the room, with the code that is shown there; minutes late count from the beginning."""
    require_session(actor, "check_in", session)
    seats = seats_of(session).filter(participant__user=actor.user, status="enrolled")
    seat = seats.first() if actor.user is not None else None
    if seat is None:
        raise CohortError(_("You are not in this class."), hint=_("Ask whoever teaches it."))
    if not check_in_is_open(session, timezone.now()):
        raise CohortError(_("This class is over."), hint=_("Tell whoever teaches it that you were there."))
    with connection.cursor() as cursor:
        cursor.execute("SELECT gainful.room_code_holds(%s, %s)", [session.pk, code.strip()])
        if not cursor.fetchone()[0]:
            raise CohortError(
                _("This code is not the one shown in the room now."),
                hint=_("Look again: it changes."),
                field="code",
            )
    now = timezone.now()
    late = max(0, int((now - session.starts_at).total_seconds() // 60))
    late = min(late, session.minutes) if late > GRACE else 0
    mark = Mark(seat.pk, Presence.LATE if late else Presence.PRESENT, late)
    with acting_in("check_in"):
        return _check_in(session, mark, now)


def _check_in(session: Session, mark: Mark, now: datetime) -> Attendance:
    """Write it unless they are there already: whoever scans twice stays as early as they came."""
    values = {**_values(session, mark), "how": How.CODE, "tapped_at": now, "updated_at": now}
    there = Attendance.objects.filter(session=session, enrolment=mark.enrolment)
    if (row := there.first()) is None:
        try:
            with transaction.atomic():
                return Attendance.objects.create(session=session, enrolment_id=mark.enrolment, **values)
        except IntegrityError:
            row = there.get()
    if row.presence not in THERE:
        for name, value in values.items():
            setattr(row, name, value)
        row.save()
    return row


@transaction.atomic
def add_made_up(
    actor: Actor, enrolment: Enrolment, *, day: date, minutes: int, what: str, session: Session | None = None
) -> MadeUpHours:
    """Record hours that somebody made up; they are booked at once."""
    require_teacher(actor, enrolment.cohort)
    what = " ".join(what.split())
    if not what:
        raise CohortError(_("Say what they did."), field="what")
    if not 1 <= minutes <= MOST_MINUTES:
        raise CohortError(_("Enter 1 to 720 minutes."), field="minutes")
    if day > timezone.localdate():
        raise CohortError(_("This day has not come yet: only what happened is entered."), field="day")
    if day < enrolment.starts_on:
        raise CohortError(_("They were not in the cohort yet on that day."), field="day")
    if session is not None and session.cohort_id != enrolment.cohort_id:
        raise CohortError(_("This session is of another cohort."), field="session")
    said = {"session": session, "day": day, "minutes": minutes, "what": what[:200]}
    Enrolment.objects.select_for_update().filter(pk=enrolment.pk).first()  # of two forms at once one waits
    require_news(enrolment.made_up, said)
    row = MadeUpHours.objects.create(enrolment=enrolment, recorded_by=actor.user, **said)
    book(made_up=row)
    return row


@transaction.atomic
def take_back_made_up(actor: Actor, row: MadeUpHours) -> MadeUpHours:
    """Take back hours that were entered by mistake; the ledger is corrected."""
    require_teacher(actor, row.enrolment.cohort)
    if row.taken_back_at is not None:
        raise CohortError(_("These hours were taken back already."))
    row.taken_back_at = timezone.now()
    row.save(update_fields=["taken_back_at"])
    book(made_up=row)
    return row

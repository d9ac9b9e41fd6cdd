"""Whose line of a sheet it is: by person ID, by address, by the name in class; whoever is not in the cohort is told."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable
from dataclasses import dataclass, field
from datetime import date
from uuid import UUID

from django.utils.translation import gettext as _

from gainful.domain.cohorts.models import Cohort, Enrolment, Session
from gainful.domain.cohorts.registers import register_of
from gainful.domain.cohorts.states import SessionStatus
from gainful.domain.participants.models import Participant


def plain(name: str) -> str:
    """Return a name without case, order of “Last, First” and doubled spaces."""
    last, comma, first = name.partition(",")
    return " ".join((f"{first} {last}" if comma else name).casefold().split())


@dataclass(slots=True)
class Roster:
    """Who is in a cohort, by each way a sheet may name them; several under one key is a question, not an answer."""

    by_code: dict[str, list[Enrolment]] = field(default_factory=lambda: defaultdict(list))
    by_email: dict[str, list[Enrolment]] = field(default_factory=lambda: defaultdict(list))
    by_name: dict[str, list[Enrolment]] = field(default_factory=lambda: defaultdict(list))

    def find(self, code: str, name: str, email: str) -> tuple[Enrolment | None, str]:
        """Return whose line it is, or why nobody can be said."""
        for key, index in ((code.casefold(), self.by_code), (email.casefold(), self.by_email),
                           (plain(name), self.by_name)):  # fmt: skip
            if not key or key not in index:
                continue
            if len(index[key]) == 1:
                return index[key][0], ""
            return None, _("Several people in this cohort are called that: add their person ID.")
        return None, _("Nobody in this cohort is named so.")


def roster(cohort: Cohort) -> Roster:
    """Return who is in a cohort; an instructor, who reads no addresses, finds people by name."""
    seats = list(cohort.enrolments.exclude(status="not_started"))
    people = Participant.objects.in_bulk([seat.participant_id for seat in seats])
    found = Roster()
    for seat in seats:
        found.by_name[plain(seat.name)].append(seat)
        person = people.get(seat.participant_id)
        if person is None:
            continue
        found.by_code[person.code.casefold()].append(seat)
        if person.email:
            found.by_email[person.email.casefold()].append(seat)
        if person.name and plain(person.name) != plain(seat.name):
            found.by_name[plain(person.name)].append(seat)
    return found


def session_finder(cohort: Cohort) -> Callable[[date, str], tuple[UUID | None, str]]:
    """Return a function from a day, and a title where a day has several, to its session or why there is none."""
    by_day: dict[date, list[Session]] = defaultdict(list)
    for row in cohort.sessions.exclude(status=SessionStatus.CANCELLED):
        by_day[row.day].append(row)

    def find(day: date, title: str) -> tuple[UUID | None, str]:
        rows = by_day.get(day, [])
        if title and len(rows) > 1:
            rows = [row for row in rows if plain(row.title) == plain(title)]
        if not rows:
            return None, _("No class of this cohort is on that day.")
        if len(rows) > 1:
            return None, _("Several classes are on that day: add a column “Class” with what it is about.")
        return rows[0].pk, ""

    return find


def register_finder() -> Callable[[Enrolment, UUID], str]:
    """Return a function that says why somebody has no place in a session's register, empty where they have one."""
    registers: dict[UUID, set[UUID]] = {}

    def find(seat: Enrolment, session: UUID) -> str:
        if session not in registers:
            lines = register_of(Session.objects.get(pk=session))
            registers[session] = {line.enrolment.pk for line in lines}
        return "" if seat.pk in registers[session] else _("They were not in this class on that day.")

    return find

"""What became of a hire by what was heard of it: retention and advancement, apart from each other.

Silence is not an answer: without a word since a day the state after it is unknown, and a day to come is pending.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from enum import StrEnum

MARKS = (30, 90, 180, 365)
"""Days after the first day at which it is asked whether somebody is still there (rule 4: 1, 3, 6 and 12 months)."""


class Heard(StrEnum):
    """What was heard; the values are those of the records."""

    STILL_THERE = "still_there"
    RAISE = "raise"
    PROMOTION = "promotion"
    NEW_TITLE = "new_title"
    HOURS = "hours"
    NEW_EMPLOYER = "new_employer"
    SEPARATION = "separation"


class Known(StrEnum):
    """An answer that may not be known."""

    YES = "yes"
    NO = "no"
    UNKNOWN = "unknown"
    PENDING = "pending"


@dataclass(frozen=True, slots=True)
class Report:
    """One thing heard: what, of which day, and the wage then, USD an hour (None: not said)."""

    heard: Heard
    on: date
    hourly: float | None = None


@dataclass(frozen=True, slots=True)
class Stay:
    """Whether somebody was there on a day: with the same employer, and in any job."""

    days: int
    same_employer: Known
    employed: Known


def stays(
    began: date, reports: Iterable[Report], today: date, marks: Sequence[int] = MARKS
) -> tuple[Stay, ...]:
    """Return for each mark whether the person was still with the employer, and in work at all, on that day.

    A report of a later day tells of every day before it: whoever got a raise in June was there in May. After a
    separation somebody is out of work until a new employer is heard of.
    """
    ordered = sorted(reports, key=lambda report: report.on)
    return tuple(_stay(began + timedelta(days=days), days, ordered, today) for days in marks)


def _stay(day: date, days: int, reports: Sequence[Report], today: date) -> Stay:
    if day > today:
        return Stay(days, Known.PENDING, Known.PENDING)
    left = next((r.on for r in reports if r.heard in {Heard.SEPARATION, Heard.NEW_EMPLOYER}), None)
    heard_on = max((r.on for r in reports), default=None)
    if left is not None and left <= day:
        same = Known.NO
    elif heard_on is not None and heard_on >= day:
        same = Known.YES
    else:
        same = Known.UNKNOWN
    return Stay(days, same, _employed(day, reports, same))


def _employed(day: date, reports: Sequence[Report], same: Known) -> Known:
    if same is not Known.NO:
        return same
    before = [r for r in reports if r.on <= day]
    after = next((r for r in reports if r.on > day), None)
    if before[-1].heard is Heard.SEPARATION:
        return Known.NO
    return Known.YES if before[-1].on == day or after is not None else Known.UNKNOWN


@dataclass(frozen=True, slots=True)
class Advance:
    """Whether somebody got ahead since the first day, and by what."""

    answer: Known
    by: tuple[Report, ...]
    hourly_change: float | None
    """Newest known wage less the first one, USD an hour; None where either is not known."""


def advancement(first_hourly: float | None, reports: Iterable[Report]) -> Advance:
    """Return whether the person advanced: a promotion, or a wage above the first one, here or with a new employer.

    Heard of without an advance it is no; without a word it is unknown, never no.
    """
    ordered = sorted(reports, key=lambda report: report.on)
    by = tuple(
        r
        for r in ordered
        if r.heard is Heard.PROMOTION
        or (r.hourly is not None and first_hourly is not None and r.hourly > first_hourly)
    )
    known = [r.hourly for r in ordered if r.hourly is not None]
    change = round(known[-1] - first_hourly, 2) if known and first_hourly is not None else None
    answer = Known.YES if by else Known.NO if ordered else Known.UNKNOWN
    return Advance(answer, by, change)


@dataclass(frozen=True, slots=True)
class Tally:
    """How many people stand behind each answer; what is not known, or is still to come, is no no."""

    yes: int = 0
    no: int = 0
    unknown: int = 0
    pending: int = 0

    @property
    def known(self) -> int:
        """People of whom the answer is known."""
        return self.yes + self.no

    @property
    def people(self) -> int:
        """Everybody of whom it is asked."""
        return self.known + self.unknown + self.pending


def tally(answers: Iterable[Known]) -> Tally:
    """Return how many people stand behind each answer."""
    counted = Counter(str(answer) for answer in answers)
    return Tally(**{each.value: counted[each.value] for each in Known})

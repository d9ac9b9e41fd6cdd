"""When a plan trains, supports and measures: rows of days from the first class to twelve months of work."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from typing import Protocol

from gainful.engine.mix import Part
from gainful.engine.mix.prices import FOLLOW_UP_MONTHS, MONTHS_ON_THE_JOB

DAYS_TO_NEXT_MONDAY = 7
_NTH_MONDAYS = {(1, 3), (2, 3), (9, 1), (10, 2)}
"""Month and which Monday: federal holidays (5 U.S.C. 6103); Memorial Day is the last of May."""
_FIXED = {(1, 1), (6, 19), (7, 4), (11, 11), (12, 25)}
"""Month and day: on a Sunday they are kept on the Monday after."""


def is_holiday_monday(monday: date) -> bool:
    """Say whether a Monday is a federal holiday of the United States, or the day on which a Sunday's is kept."""
    sunday = monday - timedelta(days=1)
    return (
        (monday.month, (monday.day + 6) // 7) in _NTH_MONDAYS
        or (monday.month == 5 and monday.day > 24)
        or bool({(monday.month, monday.day), (sunday.month, sunday.day)} & _FIXED)
    )


class Dated(Protocol):
    """What has a title and days: a course of a plan."""

    @property
    def title(self) -> str:
        """What it is called."""

    @property
    def start(self) -> date:
        """Its first day."""

    @property
    def end(self) -> date:
        """Its last day."""


@dataclass(frozen=True, slots=True)
class Stretch:
    """A stretch of days of one part of the mix; `title` is empty where the part says enough."""

    part: Part
    title: str
    start: date
    end: date


@dataclass(frozen=True, slots=True)
class Wave:
    """A follow-up so many months after the first day of work."""

    months: int
    day: date


@dataclass(frozen=True, slots=True)
class Timeline:
    """The rows of a plan's calendar, in the order in which they begin."""

    stretches: tuple[Stretch, ...]
    hire: date
    """The first day of work where the hire follows the last class at once: the Monday after it.

    Where that Monday is a holiday, the Tuesday.
    """
    waves: tuple[Wave, ...]

    @property
    def start(self) -> date:
        """The first day drawn."""
        return min(stretch.start for stretch in self.stretches)

    @property
    def end(self) -> date:
        """The last day drawn."""
        return self.waves[-1].day


def timeline(courses: Sequence[Dated]) -> Timeline | None:
    """Return when a plan with these courses trains, supports and measures; None without a course.

    Support goes on through the first month of work, as its price does; the waves are those that the budget pays for.
    """
    if not courses:
        return None
    first, last = min(course.start for course in courses), max(course.end for course in courses)
    hire = last + timedelta(days=DAYS_TO_NEXT_MONDAY - last.weekday())
    hire += timedelta(days=is_holiday_monday(hire))
    train = sorted(
        (Stretch(Part.TRAIN, course.title, course.start, course.end) for course in courses),
        key=lambda row: (row.start, row.end, row.title),
    )
    return Timeline(
        (
            *train,
            Stretch(Part.SUPPORT, "", first, months_after(hire, MONTHS_ON_THE_JOB)),
            Stretch(Part.MEASURE, "", first, last),
        ),
        hire,
        tuple(Wave(months, months_after(hire, months)) for months in FOLLOW_UP_MONTHS),
    )


def months_after(day: date, months: int) -> date:
    """Return the same day so many months later, the last day of that month where it has no such day."""
    count = day.year * 12 + day.month - 1 + months
    year, month = divmod(count, 12)
    for number in range(day.day, 27, -1):
        try:
            return date(year, month + 1, number)
        except ValueError:
            continue
    return date(year, month + 1, day.day)

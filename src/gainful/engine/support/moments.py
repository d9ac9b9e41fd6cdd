"""When needs are asked again, and when a coach talks with a person and their employer after the hire."""

from __future__ import annotations

from calendar import monthrange
from dataclasses import dataclass
from datetime import date, timedelta

ASK_AGAIN_AFTER = timedelta(days=90)
"""Needs change; a quarter is the interval of WIOA performance reports (ours: a choice, not a measured figure)."""
TOGETHER_WITHIN = timedelta(days=10)
"""A check-in and a follow-up wave that fall due within ten days are one message."""


@dataclass(frozen=True, slots=True)
class Moment:
    """A check-in after the hire: its code and how long after the first day, in days or calendar months."""

    code: str
    days: int = 0
    months: int = 0


MOMENTS = (Moment("week_1", days=7), Moment("month_1", months=1), Moment("month_3", months=3),
           Moment("month_6", months=6), Moment("month_12", months=12))  # fmt: skip


def add_months(day: date, months: int) -> date:
    """Return the same day so many months on; the last day of a month that is too short for it."""
    place = day.month - 1 + months
    year, month = day.year + place // 12, place % 12 + 1
    return date(year, month, min(day.day, monthrange(year, month)[1]))


def due_on(moment: Moment, first_day: date) -> date:
    """Return the day on which a check-in is due."""
    return add_months(first_day, moment.months) + timedelta(days=moment.days)


def opens_on(moment: Moment, first_day: date) -> date:
    """Return from which day a talk counts as this check-in: once the one before it is due, the first from day one."""
    place = MOMENTS.index(moment)
    return first_day if place == 0 else due_on(MOMENTS[place - 1], first_day)


def falls_together(one: date, other: date) -> bool:
    """Whether two things due on these days are one message."""
    return abs(one - other) <= TOGETHER_WITHIN

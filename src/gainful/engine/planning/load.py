"""How many class hours come together in a week."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date

CourseTime = tuple[date | None, date | None, float | None]
"""First day, last day and hours a week of one course; None where nobody has said."""


def weekly_load(courses: Iterable[CourseTime]) -> float | None:
    """Return the most class hours of any week, None where no course says how many it takes."""
    listed = list(courses)
    loads = (sum(hours or 0 for *days, hours in listed if _runs_on(day, *days)) for day, *_rest in listed)
    return max(loads, default=0) or None


def _runs_on(day: date | None, start: date | None, end: date | None) -> bool:
    """Say whether a course goes on at that day; courses without days run together with each other."""
    if day is None or start is None or end is None:
        return day == start
    return start <= day <= end

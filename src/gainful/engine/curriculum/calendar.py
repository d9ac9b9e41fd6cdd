"""Put chosen courses in a calendar: prerequisites first, within the hours a person can give a week."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date, timedelta
from math import ceil

from gainful.engine.curriculum.graph import in_order
from gainful.engine.curriculum.model import Course, ScheduledCourse

DEFAULT_WEEKLY_HOURS = 30.0
DEFAULT_START = date(2027, 1, 4)
HORIZON_WEEKS = 520


def next_monday(day: date) -> date:
    """Return the day itself if a Monday, else the next one."""
    return day + timedelta(days=-day.weekday() % 7)


def schedule(
    courses: tuple[Course, ...],
    *,
    weekly_hours: float | None = None,
    start: date | None = None,
    closes: Mapping[str, tuple[str, ...]] | None = None,
) -> tuple[ScheduledCourse, ...]:
    """Return each course at its earliest start: prerequisites done, a start date offered, weekly hours free.

    Earliest-start in prerequisite order is a good calendar, not a proven shortest one.
    """
    limit = weekly_hours or DEFAULT_WEEKLY_HOURS
    begin = next_monday(start or DEFAULT_START)
    by_id = {course.id: course for course in courses}
    load: dict[int, float] = {}
    done: dict[str, int] = {}
    timed = []
    for key in in_order(by_id, by_id):
        course = by_id[key]
        pace = min(course.weekly_hours, limit)
        weeks = max(1, ceil(course.hours / pace))
        ready = max((done[p] for p in course.prerequisites if p in done), default=0)
        week = _first_week(course, ready, weeks, pace, limit, load, begin)
        for used in range(week, week + weeks):
            load[used] = load.get(used, 0.0) + pace
        done[key] = week + weeks
        first = begin + timedelta(weeks=week)
        names = (closes or {}).get(key, ())
        timed.append(
            ScheduledCourse(
                course,
                first,
                first + timedelta(weeks=weeks) - timedelta(days=3),
                weeks,
                names,
                _reason(names),
            )
        )
    return tuple(sorted(timed, key=lambda item: (item.start, item.end, item.course.id)))


def _first_week(
    course: Course, ready: int, weeks: int, pace: float, limit: float, load: dict[int, float], begin: date
) -> int:
    """Return the first week the course fits in, on one of its start dates where it has any still to come."""
    offered = sorted(
        ceil((day - begin).days / 7) for day in course.start_dates if day >= begin + timedelta(weeks=ready)
    )
    for week in offered or range(ready, HORIZON_WEEKS):
        if week >= ready and all(load.get(w, 0.0) + pace <= limit + 1e-9 for w in range(week, week + weeks)):
            return week
    return max([ready, *(week + 1 for week in load)])


def _reason(names: tuple[str, ...]) -> str:
    if not names:
        return "Comes first: another course in the plan asks for it."
    return f"Closes {', '.join(names)}."

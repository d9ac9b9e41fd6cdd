"""Put chosen courses in a calendar: prerequisites first, within the hours a person can give a week.

A handful of orders is tried, each course at its earliest start; the one that ends first is kept, then early courses
are drawn towards the others so that nobody waits weeks between two courses. docs/methods/curriculum.md.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass
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


@dataclass(frozen=True, slots=True)
class _Item:
    """A course in whole weeks: how long at which pace, when it is offered (empty: any week), what comes before."""

    course: Course
    weeks: int
    pace: float
    offered: tuple[int, ...]
    before: tuple[str, ...]

    def starts(self, first: int) -> Sequence[int]:
        """Return the weeks it may start in from `first` on, earliest first."""
        later = tuple(week for week in self.offered if week >= first)
        return later or range(first, HORIZON_WEEKS)

    def between(self, first: int, last: int) -> Sequence[int]:
        """Return the weeks from `first` to `last` it may start in."""
        later = [week for week in self.offered if week >= first - 1]
        return (
            [week for week in later if first <= week <= last]
            if later
            else range(first, min(last + 1, HORIZON_WEEKS))
        )


Placed = dict[str, int]
"""course id → first week, counted from the start of the calendar"""


def schedule(
    courses: tuple[Course, ...],
    *,
    weekly_hours: float | None = None,
    start: date | None = None,
    closes: Mapping[str, tuple[str, ...]] | None = None,
) -> tuple[ScheduledCourse, ...]:
    """Return each course with its dates: prerequisites done, a start date offered, weekly hours free.

    A good calendar, not a proven shortest one. A course whose start dates are all past is put on any Monday.
    """
    limit = weekly_hours or DEFAULT_WEEKLY_HOURS
    begin = next_monday(start or DEFAULT_START)
    items = {course.id: _item(course, courses, limit, begin) for course in courses}
    if not items:
        return ()
    tried = [_place(order, items, limit) for order in dict.fromkeys(map(tuple, _orders(items)))]
    best = _drawn_together(min(tried, key=lambda placed: _length(placed, items)), items, limit)
    timed = [
        _dated(items[key], begin + timedelta(weeks=week), (closes or {}).get(key, ()))
        for key, week in best.items()
    ]
    return tuple(sorted(timed, key=lambda item: (item.start, item.end, item.course.id)))


def _item(course: Course, courses: tuple[Course, ...], limit: float, begin: date) -> _Item:
    weeks = max(1, ceil(course.hours / min(course.weekly_hours, limit)))
    chosen = {other.id for other in courses}
    offered = sorted(ceil((day - begin).days / 7) for day in course.start_dates if day >= begin)
    return _Item(
        course,
        weeks,
        course.hours / weeks,
        tuple(offered),
        tuple(key for key in course.prerequisites if key in chosen),
    )


def _orders(items: Mapping[str, _Item]) -> Iterator[list[str]]:
    """Yield orders that keep prerequisites first: as they come, longest first, fullest weeks first, short first."""
    plain = in_order({key: item.course for key, item in items.items()}, items)
    keys: tuple[Callable[[str], float], ...] = (
        lambda _: 0.0,
        lambda key: -items[key].weeks,
        lambda key: -items[key].pace,
        lambda key: items[key].weeks,
        lambda key: min(items[key].offered, default=0),
    )
    for rank in keys:
        waiting, order = sorted(plain, key=rank), list[str]()
        while waiting:
            ready = next(key for key in waiting if not any(other in waiting for other in items[key].before))
            waiting.remove(ready)
            order.append(ready)
        yield order


def _place(order: Sequence[str], items: Mapping[str, _Item], limit: float) -> Placed:
    load: dict[int, float] = {}
    placed: Placed = {}
    for key in order:
        item = items[key]
        ready = max([placed[p] + items[p].weeks for p in item.before]) if item.before else 0
        placed[key] = _first_fit(item, ready, load, limit)
        _take(item, placed[key], load)
    return placed


def _first_fit(item: _Item, ready: int, load: Mapping[int, float], limit: float) -> int:
    """Return the first week it can start in: offered, and followed by as many weeks with room as it lasts."""
    room, free = limit - item.pace + 1e-9, 0
    for week in item.starts(ready):
        if week < free:
            continue
        full = _last_full(load, week, week + item.weeks, room)
        if full is None:
            return week
        free = full + 1
    return max([ready, *(week + 1 for week in load)])


def _last_full(load: Mapping[int, float], start: int, stop: int, room: float) -> int | None:
    """Return the last week of [start, stop) that has no room: it rules out every start up to it."""
    for week in range(stop - 1, start - 1, -1):
        if load.get(week, 0.0) > room:
            return week
    return None


def _take(item: _Item, week: int, load: dict[int, float], sign: int = 1) -> None:
    for used in range(week, week + item.weeks):
        load[used] = load.get(used, 0.0) + sign * item.pace


def _length(placed: Placed, items: Mapping[str, _Item]) -> tuple[int, int]:
    """Return (week after the last course, weeks from first start to that)."""
    end = max(week + items[key].weeks for key, week in placed.items())
    return end, end - min(placed.values())


def _drawn_together(placed: Placed, items: Mapping[str, _Item], limit: float) -> Placed:
    """Move courses later, last ones first, as far as the end stays; kept where the whole becomes shorter."""
    load: dict[int, float] = {}
    for key, week in placed.items():
        _take(items[key], week, load)
    end, span = _length(placed, items)
    moved = dict(placed)
    for key in sorted(placed, key=lambda k: (-placed[k], k)):
        item = items[key]
        after = [moved[other] for other in placed if key in items[other].before]
        latest = min([end, *after]) - item.weeks
        _take(item, moved[key], load, -1)
        room = limit - item.pace + 1e-9
        for week in reversed(item.between(moved[key] + 1, latest)):
            if _last_full(load, week, week + item.weeks, room) is None:
                moved[key] = week
                break
        _take(item, moved[key], load)
    return moved if _length(moved, items)[1] < span else placed


def _dated(item: _Item, first: date, names: tuple[str, ...]) -> ScheduledCourse:
    last = first + timedelta(weeks=item.weeks) - timedelta(days=3)
    return ScheduledCourse(item.course, first, last, item.weeks, names, _reason(names))


def _reason(names: tuple[str, ...]) -> str:
    if not names:
        return "Comes first: another course in the plan asks for it."
    return f"Closes {', '.join(names)}."

"""Put chosen courses in a calendar: prerequisites first, within the hours a person can give a week.

A handful of orders is tried, each course at its earliest start; the one that ends first is kept, then early courses
are drawn towards the others so that nobody waits weeks between two courses. docs/methods/curriculum.md.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from math import ceil

from gainful.engine.curriculum.graph import in_order
from gainful.engine.curriculum.model import Course, ScheduledCourse

DEFAULT_WEEKLY_HOURS = 30.0
DEFAULT_START = date(2027, 1, 4)
HORIZON_WEEKS = 520
FRIDAY = 4


def next_monday(day: date) -> date:
    """Return the day itself if a Monday, else the next one."""
    return day + timedelta(days=-day.weekday() % 7)


def offered_days(start_dates: Iterable[date], start: date) -> tuple[date, ...]:
    """Return the days on which a course is offered from `start` on, the first one first."""
    return tuple(sorted(day for day in start_dates if day >= start))


@dataclass(frozen=True, slots=True)
class _Item:
    """A course in whole weeks: how long at which pace, when it is offered (empty: any Monday), what comes before.

    `span` is how many weeks of the calendar it touches: one more where it does not start on a Monday.
    """

    course: Course
    weeks: int
    span: int
    pace: float
    earliest: int
    days: Mapping[int, date]
    offered: tuple[int, ...]
    before: tuple[str, ...]


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

    A good calendar, not a proven shortest one. A course starts on a day on which it is offered; one that names no day,
    or only past ones, is put on any Monday, and says so (`has_offered_day`).
    """
    limit, first = weekly_hours or DEFAULT_WEEKLY_HOURS, start or DEFAULT_START
    begin = _first_week(courses, first)
    chosen = {course.id for course in courses}
    items = {course.id: _item(course, chosen, limit, begin, first) for course in courses}
    if not items:
        return ()
    best = _drawn_together(_shortest(items, limit), items, limit)
    timed = [
        _dated(
            items[key], items[key].days.get(week, begin + timedelta(weeks=week)), (closes or {}).get(key, ())
        )
        for key, week in best.items()
    ]
    return tuple(sorted(timed, key=lambda item: (item.start, item.end, item.course.id)))


def _first_week(courses: Iterable[Course], start: date) -> date:
    """Return the Monday that the calendar counts from: that of the first week in which a course could start."""
    monday = next_monday(start)
    early = any(start <= day < monday for course in courses for day in course.start_dates)
    return monday - timedelta(weeks=1) if early else monday


def _item(course: Course, chosen: set[str], limit: float, begin: date, start: date) -> _Item:
    weeks = max(1, ceil(course.hours / min(course.weekly_hours, limit)))
    offered: dict[int, date] = {}
    for day in offered_days(course.start_dates, start):
        offered.setdefault((day - begin).days // 7, day)
    in_the_week = any(day.weekday() for day in offered.values())
    return _Item(
        course,
        weeks,
        weeks + in_the_week,
        course.hours / weeks,
        (next_monday(start) - begin).days // 7,
        offered,
        tuple(offered),
        tuple(key for key in course.prerequisites if key in chosen),
    )


def _shortest(items: Mapping[str, _Item], limit: float) -> Placed:
    """Return the shortest calendar of those that the orders give, the first one that cannot be beaten."""
    hours = sum(item.course.hours for item in items.values())
    least = max(ceil(hours / limit - 1e-6), *(item.span for item in items.values()))
    found: dict[tuple[str, ...], Placed] = {}
    for order in map(tuple, _orders(items)):
        if order not in found:
            found[order] = _place(order, items, limit)
            if _length(found[order], items) == (least, least):
                return found[order]
    return min(found.values(), key=lambda placed: _length(placed, items))


def _orders(items: Mapping[str, _Item]) -> Iterator[list[str]]:
    """Yield orders that keep prerequisites first: as they come, longest first, fullest weeks first, short first."""
    waits = any(item.before for item in items.values())
    plain = in_order({key: item.course for key, item in items.items()}, items) if waits else sorted(items)
    keys: tuple[Callable[[str], float], ...] = (
        lambda _: 0.0,
        lambda key: -items[key].weeks,
        lambda key: -items[key].pace,
        lambda key: items[key].weeks,
        lambda key: min(items[key].offered, default=0),
    )
    for rank in keys:
        order = sorted(plain, key=rank)
        yield _prerequisites_first(order, items) if waits else order


def _prerequisites_first(waiting: list[str], items: Mapping[str, _Item]) -> list[str]:
    order = list[str]()
    while waiting:
        ready = next(key for key in waiting if not any(other in waiting for other in items[key].before))
        waiting.remove(ready)
        order.append(ready)
    return order


def _place(order: Sequence[str], items: Mapping[str, _Item], limit: float) -> Placed:
    load: list[float] = []
    placed: Placed = {}
    for key in order:
        item = items[key]
        earliest = 0 if item.offered else item.earliest
        ready = max([earliest, *(placed[p] + items[p].span for p in item.before)])
        placed[key] = _first_fit(item, ready, load, limit)
        _take(item, placed[key], load)
    return placed


def _first_fit(item: _Item, ready: int, load: Sequence[float], limit: float) -> int:
    """Return the first week it can start in: offered, and followed by as many weeks with room as it lasts."""
    room = limit - item.pace + 1e-9
    if any(week >= ready for week in item.offered):
        found = next((w for w in item.offered if w >= ready and _fits(item, w, load, room)), None)
    else:
        found = _first_run(range(ready, HORIZON_WEEKS + item.span - 1), item.span, load, room)
        found = None if found is None else found - item.span + 1
    return max(ready, len(load)) if found is None else found


def _last_fit(item: _Item, first: int, last: int, load: Sequence[float], limit: float) -> int | None:
    """Return the last week from `first` to `last` that it can start in, None where there is none."""
    room, last = limit - item.pace + 1e-9, min(last, HORIZON_WEEKS - 1)
    if any(week >= first - 1 for week in item.offered):
        late = (week for week in reversed(item.offered) if first <= week <= last)
        return next((week for week in late if _fits(item, week, load, room)), None)
    return _first_run(range(last + item.span - 1, first - 1, -1), item.span, load, room)


def _fits(item: _Item, week: int, load: Sequence[float], room: float) -> bool:
    return _first_run(range(week, week + item.span), item.span, load, room) is not None


def _first_run(weeks: range, count: int, load: Sequence[float], room: float) -> int | None:
    """Return the week that completes the first `count` in a row with room, None where there are none."""
    run = 0
    for week in weeks:
        run = run + 1 if week >= len(load) or load[week] <= room else 0
        if run == count:
            return week
    return None


def _take(item: _Item, week: int, load: list[float], sign: int = 1) -> None:
    load += [0.0] * (week + item.span - len(load))
    for used in range(week, week + item.span):
        load[used] += sign * item.pace


def _length(placed: Placed, items: Mapping[str, _Item]) -> tuple[int, int]:
    """Return (week after the last course, weeks from first start to that)."""
    end = max(week + items[key].span for key, week in placed.items())
    return end, end - min(placed.values())


def _drawn_together(placed: Placed, items: Mapping[str, _Item], limit: float) -> Placed:
    """Move courses later, last ones first, as far as the end stays; kept where the whole becomes shorter."""
    load: list[float] = []
    for key, week in placed.items():
        _take(items[key], week, load)
    end, span = _length(placed, items)
    moved = dict(placed)
    for key in sorted(placed, key=lambda k: (-placed[k], k)):
        item = items[key]
        after = [moved[other] for other in placed if key in items[other].before]
        latest = min([end, *after]) - item.span
        _take(item, moved[key], load, -1)
        later = _last_fit(item, moved[key] + 1, latest, load, limit)
        moved[key] = moved[key] if later is None else later
        _take(item, moved[key], load)
    return moved if _length(moved, items)[1] < span else placed


def _dated(item: _Item, first: date, names: tuple[str, ...]) -> ScheduledCourse:
    last = first + timedelta(days=7 * item.weeks - 1)
    last -= timedelta(days=max(0, last.weekday() - FRIDAY))
    return ScheduledCourse(
        item.course, first, last, item.weeks, names, _reason(names), first in item.course.start_dates
    )


def _reason(names: tuple[str, ...]) -> str:
    if not names:
        return "Comes first: another course in the plan asks for it."
    return f"Closes {', '.join(names)}."

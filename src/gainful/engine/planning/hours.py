"""Who carries the hours that a person needs: the courses, the first weeks at work, or nobody in this plan.

The estimate of the list and the plan's parts are one sum, at its low and at its high end: what the person's courses
teach + what is learned at work + what is not covered = the estimate. How long the courses take stands beside it: a
course teaches nothing but what it says, so its hours close no other gap.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from math import ceil, floor

from gainful.engine.gap.preparation import PRACTICE
from gainful.engine.ranking.job_constraints import FULL_WEEK
from gainful.engine.ranking.ranked import RankedPerson, ShortOf

WEEKS_AT_WORK = 26
"""Weeks after the hire in which a plan counts on learning at work (planning assumption: half a year)."""


@dataclass(frozen=True, slots=True)
class HoursSplit:
    """Hours of one person: of the courses, and the estimate's parts: taught, learned at work, not covered."""

    courses: float
    taught_low: float
    taught_high: float
    at_work_low: float
    at_work_high: float
    not_covered_low: float
    not_covered_high: float
    at_work: float
    """What is learned at work by the list's own estimate, which lies between its ends: what is priced."""


def most_at_work(weekly_hours: float | None) -> float:
    """Return the most hours that are learned at work in those weeks: a quarter of the hours worked (`PRACTICE`)."""
    return WEEKS_AT_WORK * (weekly_hours or FULL_WEEK) * PRACTICE


def weeks_at_work(hours: float, weekly_hours: float | None) -> float:
    """Return the weeks of work in which so many hours are learned."""
    return hours / ((weekly_hours or FULL_WEEK) * PRACTICE)


def split_hours(
    person: RankedPerson, course_hours: float, taught: Iterable[str], out_of_reach: Iterable[str], most: float
) -> HoursSplit:
    """Return who carries the person's hours; `most` are the hours that can be learned at work.

    `taught` are ids of what the person's courses teach, `out_of_reach` of what neither course nor workplace gives.
    """
    closed, far = set(taught), set(out_of_reach)
    learned = [item for item in person.short_of if item.competency_id in closed]
    near = [item for item in person.short_of if item.competency_id not in closed | far]
    low = _parts(person.hours_low, sum(i.hours_low for i in learned), sum(i.hours_low for i in near))
    high = _parts(person.hours_high, sum(i.hours_high for i in learned), sum(i.hours_high for i in near))
    low = _with_the_rest(low, person, learned, near)
    if not any(item.competency_id in far - closed for item in person.short_of):
        low, high = _all_near(low), _all_near(high)
    # A wide range of what is taught never makes more work of the low end than of the high one.
    rest_high = max(low[1], high[1])
    beyond_high = min(high[2], person.hours_high - rest_high)
    at_low, at_high = min(low[1], most), min(rest_high, most)
    return HoursSplit(
        course_hours,
        low[0],
        max(0.0, person.hours_high - rest_high - beyond_high),
        at_low,
        at_high,
        low[1] - at_low + low[2],
        rest_high - at_high + beyond_high,
        at_low + _place(person) * (at_high - at_low),
    )


def _place(person: RankedPerson) -> float:
    """Return where the estimate lies between the ends of its range, 0-1: each part lies there between its own ends."""
    width = person.hours_high - person.hours_low
    return min(1.0, max(0.0, (person.hours - person.hours_low) / width)) if width > 0 else 0.0


def _parts(total: float, taught: float, near: float) -> tuple[float, float, float]:
    """Divide one end of the estimate: taught, for the work, out of reach. The lines' sum can be more than it."""
    taught = min(taught, total)
    rest = min(near, total - taught)
    return taught, rest, total - taught - rest


def _with_the_rest(
    low: tuple[float, float, float], person: RankedPerson, learned: Iterable[ShortOf], near: Iterable[ShortOf]
) -> tuple[float, float, float]:
    """Divide what the low end is more than its lines: not everything is least at once (`kernel.range_of_hours`).

    It belongs to the lines by the width of their ranges, which is where it comes from.
    """
    rest = person.hours_low - sum(item.hours_low for item in person.short_of)
    width = sum(item.hours_high - item.hours_low for item in person.short_of)
    if rest <= 0 or width <= 0:
        return low
    each = min(1.0, rest / width)
    taught = low[0] + each * sum(item.hours_high - item.hours_low for item in learned)
    work = low[1] + each * sum(item.hours_high - item.hours_low for item in near)
    return taught, work, max(0.0, person.hours_low - taught - work)


def _all_near(parts: tuple[float, float, float]) -> tuple[float, float, float]:
    """Leave to the work what no line accounts for: nothing is out of reach."""
    taught, rest, beyond = parts
    return taught, rest + beyond, 0.0


def whole_hours(hours: float) -> int:
    """Return hours without tenths, a half upwards: from the tenths that a plan stores, as on its page and on paper."""
    return floor(round(hours, 1) + 0.5)


def span_in_words(low: float, high: float) -> str:
    """Return a range of hours in words: "52 to 130 hours", "8 hours"."""
    first, last = whole_hours(low), whole_hours(high)
    return f"{last:,} hour{'' if last == 1 else 's'}" if first == last else f"{first:,} to {last:,} hours"


def hours_in_words(
    people: Sequence[RankedPerson],
    splits: Sequence[HoursSplit],
    weekly_hours: float | None,
    reasons: Sequence[str],
) -> tuple[str, ...]:
    """Say what the group needs and who carries it, from the least low end to the highest high end of its people."""
    if not people:
        return ()
    one = len(people) == 1
    needs = span_in_words(min(p.hours_low for p in people), max(p.hours_high for p in people))
    apart = "" if one else ", from the least that one may need to the most that another may"
    said = [f"{'The person needs' if one else 'Each person needs'} an estimated {needs} of learning{apart}."]
    said.append(_courses_in_words(splits))
    work = (min(s.at_work_low for s in splits), max(s.at_work_high for s in splits))
    if whole_hours(work[1]):
        weeks = max(1, ceil(round(weeks_at_work(work[1], weekly_hours), 2)))
        said.append(
            f"{span_in_words(*work)} are learned while working, in up to "
            f"{'the first week' if weeks == 1 else f'the first {weeks} weeks'} of the job."
        )
    left = (min(s.not_covered_low for s in splits), max(s.not_covered_high for s in splits))
    if whole_hours(left[1]):
        why = f": {'; '.join(reasons)}" if reasons else ""
        said.append(f"{span_in_words(*left)} are not covered by this plan{why}.")
    return tuple(said)


def _courses_in_words(splits: Sequence[HoursSplit]) -> str:
    hours = (min(s.courses for s in splits), max(s.courses for s in splits))
    if not hours[1]:
        return "No course is taken."
    closed = (min(s.taught_low for s in splits), max(s.taught_high for s in splits))
    said = f"Courses of {span_in_words(*hours)} teach what is estimated at {span_in_words(*closed)} of them."
    longer = any(whole_hours(s.courses) > whole_hours(s.taught_high) for s in splits)
    shorter = any(0 < whole_hours(s.courses) < whole_hours(s.taught_low) for s in splits)
    return " ".join([said, *([LONGER] if longer else ()), *([SHORTER] if shorter else ())])


LONGER = (
    "A class that takes longer than what it closes also teaches what its people know already, or what this job does "
    "not ask for."
)
SHORTER = (
    "Where a class takes less time than the estimate, it is trusted to lead to the level that it names: the estimate "
    "is of learning in general."
)
"""Why the hours in class and the hours that are taught differ."""

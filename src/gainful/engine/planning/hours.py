"""Who carries the hours that a person needs: the courses, the first weeks at work, or nobody in this plan.

The estimate of the list and the plan's parts are one sum: courses + learned at work + not covered = the estimate, at
its low and at its high end; where the courses take longer than the estimate, their hours stand for it.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from math import floor

from gainful.engine.gap.preparation import PRACTICE
from gainful.engine.ranking.job_constraints import FULL_WEEK
from gainful.engine.ranking.ranked import RankedPerson

WEEKS_AT_WORK = 26
"""Weeks after the hire in which a plan counts on learning at work (planning assumption: half a year)."""


@dataclass(frozen=True, slots=True)
class HoursSplit:
    """Hours of one person, low and high: in courses, learned at work, and not covered by the plan."""

    courses: float
    at_work_low: float
    at_work_high: float
    not_covered_low: float
    not_covered_high: float

    @property
    def at_work(self) -> float:
        """The middle of what is learned at work: what is priced."""
        return (self.at_work_low + self.at_work_high) / 2


def most_at_work(weekly_hours: float | None) -> float:
    """Return the most hours that are learned at work in those weeks: a quarter of the hours worked (`PRACTICE`)."""
    return WEEKS_AT_WORK * (weekly_hours or FULL_WEEK) * PRACTICE


def weeks_at_work(hours: float, weekly_hours: float | None) -> float:
    """Return the weeks of work in which so many hours are learned."""
    return hours / ((weekly_hours or FULL_WEEK) * PRACTICE)


def split_hours(
    person: RankedPerson, course_hours: float, out_of_reach: Iterable[str], most: float
) -> HoursSplit:
    """Return who carries the person's hours; `out_of_reach` are ids of what neither course nor workplace gives."""
    closed_off = set(out_of_reach)
    far = [item for item in person.short_of if item.competency_id in closed_off]
    near_high = sum(item.hours_high for item in person.short_of if item.competency_id not in closed_off)
    rest_low = max(0.0, person.hours_low - course_hours)
    rest_high = max(rest_low, person.hours_high - course_hours)
    within = max(0.0, min(near_high, person.hours_high) - course_hours) if far else rest_high
    low = min(max(0.0, rest_low - sum(item.hours_low for item in far)), most)
    high = max(low, min(within, most))
    return HoursSplit(course_hours, low, high, rest_low - low, rest_high - high)


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
    said = [f"{'The person needs' if one else 'Each person needs'} an estimated {needs} of learning."]
    taught = (min(s.courses for s in splits), max(s.courses for s in splits))
    said.append(f"Courses give {span_in_words(*taught)}." if taught[1] else "No course is taken.")
    work = (min(s.at_work_low for s in splits), max(s.at_work_high for s in splits))
    if whole_hours(work[1]):
        weeks = max(1, round(weeks_at_work(work[1], weekly_hours)))
        said.append(
            f"{span_in_words(*work)} are learned at work with a trainer's time, in up to "
            f"{'the first week' if weeks == 1 else f'the first {weeks} weeks'} of the job."
        )
    left = (min(s.not_covered_low for s in splits), max(s.not_covered_high for s in splits))
    if whole_hours(left[1]):
        why = f": {'; '.join(reasons)}" if reasons else ""
        said.append(f"{span_in_words(*left)} are not covered by this plan{why}.")
    return tuple(said)

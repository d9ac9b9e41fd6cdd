"""Who carries the hours that a person needs: the courses, the first weeks at work, or nobody in this plan.

The estimate of the list and the plan's parts are one sum: what the person's courses teach + what is learned at work +
what is not covered = the estimate. Each part has ends of its own, which do not add up: nobody is least, or most, short
of everything at once (docs/decisions/0039-most-at-work.md). How long the courses take stands beside it: a course
teaches nothing but what it says, so its hours close no other gap.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from math import ceil, floor, sqrt

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
    taught: float = 0.0
    """What the courses teach by the list's own estimate."""


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

    `taught` are ids of what the person's courses teach, `out_of_reach` of what neither course nor paid hours at work
    give: a licence without a course, and what the posting does not name (`choice.not_named`).
    Each part has a range of its own, from its own lines (`_range`): what is learned at work can be as much as any one
    line of it, so a bound is never what the other parts leave over.
    """
    closed, far = set(taught), set(out_of_reach)
    learned = [item for item in person.short_of if item.competency_id in closed]
    near = [item for item in person.short_of if item.competency_id not in closed | far and item.hours_high]
    beyond = [i for i in person.short_of if i.competency_id in far - closed and i.hours_high]
    whole = (person.hours_low, person.hours, person.hours_high)
    by_class = whole if learned and not near and not beyond else _range(learned)
    at_work = whole if near and not learned and not beyond else _range(near)
    unreached = _range(beyond)
    high = min(at_work[2], person.hours_high, sum(item.hours_high for item in near))
    by_course = min(by_class[1], person.hours)
    # A long course for a licence teaches more than the licence: what the list counts once is not counted again.
    left = min(at_work[1] if beyond else high, person.hours - by_course)
    if learned and not beyond:
        by_course = person.hours - left
    low = min(at_work[0], left)
    return HoursSplit(
        course_hours,
        min(by_class[0], person.hours_low, by_course),
        max(by_course, min(by_class[2], person.hours_high)),
        min(low, most),
        min(high, most),
        min(person.hours_low, unreached[0] + max(0.0, low - most)),
        min(person.hours_high, unreached[2] + max(0.0, high - most)),
        min(left, most),
        by_course,
    )


NEWCOMER = "newcomer"
"""The id of the line for what everybody new to a job learns: the least of all hours, not an addition to them."""


def _range(lines: Sequence[ShortOf]) -> tuple[float, float, float]:
    """Return the least, the estimated and the most hours of these lines together, as the list adds up all of them.

    The doubt of levels is independent between lines (`ranking.kernel.range_of_hours`): not everything is least, or
    most, at once. So the most is no less than that of any one line, and no more than the plain sum.
    """
    rated = [item for item in lines if item.competency_id != NEWCOMER]
    less = sqrt(sum((item.level_low - item.hours_low) ** 2 for item in rated))
    more = sqrt(sum((item.hours_high - item.level_high) ** 2 for item in rated))
    least, most = sum(item.level_low for item in rated), sum(item.level_high for item in rated)
    found = (max(0.0, least - less), (least + most) / 2, most + more)
    for item in lines:
        if item.competency_id == NEWCOMER:
            ends = (item.hours_low, (item.hours_low + item.hours_high) / 2, item.hours_high)
            found = (max(found[0], ends[0]), max(found[1], ends[1]), max(found[2], ends[2]))
    return found


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
        hours = span_in_words(*left) if whole_hours(left[0]) else f"Up to {span_in_words(left[1], left[1])}"
        said.append(f"{hours} a person are not covered by this plan{_because(reasons)}.")
    return tuple(said)


def _because(reasons: Sequence[str]) -> str:
    """Return the reasons in one clause each: ": first, …; second, …" where there are more than one."""
    if len(reasons) < MANY:
        return f": {reasons[0]}" if reasons else ""
    return f", for {len(reasons)} reasons: {'; '.join(f'({place}) {why}' for place, why in enumerate(reasons, 1))}"


MANY = 2


def _courses_in_words(splits: Sequence[HoursSplit]) -> str:
    hours = (min(s.courses for s in splits), max(s.courses for s in splits))
    if not hours[1]:
        return "No course is taken."
    closed = (min(s.taught_low for s in splits), max(s.taught_high for s in splits))
    said = f"Courses of {span_in_words(*hours)} teach what is estimated at {span_in_words(*closed)} of them."
    longer = any(whole_hours(s.courses) > whole_hours(s.taught) for s in splits)
    shorter = any(0 < whole_hours(s.courses) < whole_hours(s.taught) for s in splits)
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

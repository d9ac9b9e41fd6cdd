"""What has to be decided: the courses of a catalogue that can matter for some needs, and what each asks for first."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from gainful.engine.curriculum.model import Course, Need, Teaches

HOUR_VALUE_CENTS = 725
"""What an hour of a person's time weighs against price: the federal minimum wage, 29 U.S.C. 206(a)(1)(C)."""
TOLERANCE = 0.005


@dataclass(frozen=True, slots=True)
class Problem:
    """The reduced problem: needs by place, courses that matter, who closes what, who must come before."""

    needs: tuple[Need, ...]
    courses: tuple[Course, ...]
    closes: tuple[frozenset[int], ...]
    """per course: places of needs it brings to the required level"""
    implies: tuple[tuple[int, ...], ...]
    """per course: groups, one course of each must be chosen with it"""
    groups: tuple[tuple[int, ...], ...]
    """alternatives (places of courses): a prerequisite alone, or all courses that lead to an entry level"""
    factors: tuple[float, ...]
    """per course: what its cost is multiplied by, above 1 where it was made for another trade"""

    def cost(self, place: int) -> int:
        """Return price plus time of a course in cents, times its factor."""
        return round(
            (self.price(place) + round(self.courses[place].hours * HOUR_VALUE_CENTS)) * self.factors[place]
        )

    def price(self, place: int) -> int:
        """Return the price of a course in cents."""
        return round(self.courses[place].price * 100)


Taught = dict[str, list[tuple[str, Teaches]]]
"""needed competency → (course id, what the course does to it), in the catalogue's order"""


def reduce_problem(
    needs: tuple[Need, ...], courses: dict[str, Course], factors: Mapping[str, float] | None = None
) -> Problem:
    """Keep only courses that can matter and are not beaten by another in every respect."""
    weights = factors or {}
    taught = _taught(needs, courses)
    keep = _undominated(_relevant(needs, taught, courses), needs, courses, weights)
    kept = tuple(courses[key] for key in keep)
    index = {key: place for place, key in enumerate(keep)}
    place_of = {need.competency_id: place for place, need in enumerate(needs)}
    closes = tuple(_closes(course, needs, place_of) for course in kept)
    implies, groups = _implied(kept, needs, index, taught)
    return Problem(needs, kept, closes, implies, groups, tuple(weights.get(key, 1.0) for key in keep))


def _taught(needs: tuple[Need, ...], courses: dict[str, Course]) -> Taught:
    found: Taught = {need.competency_id: [] for need in needs}
    for key, course in courses.items():
        for skill, level in course.teaches.items():
            if skill in found:
                found[skill].append((key, level))
    return found


def _closes(course: Course, needs: tuple[Need, ...], place_of: dict[str, int]) -> frozenset[int]:
    return frozenset(
        place_of[key]
        for key, taught in course.teaches.items()
        if key in place_of and taught.level_to >= needs[place_of[key]].required - TOLERANCE
    )


def _relevant(needs: tuple[Need, ...], taught: Taught, courses: dict[str, Course]) -> set[str]:
    """Courses that close a need, and those that lead up to them."""
    held = {need.competency_id: need.held for need in needs}
    keep = {
        key
        for need in needs
        for key, level in taught[need.competency_id]
        if level.level_to >= need.required - TOLERANCE
    }
    frontier = set(keep)
    while frontier:
        before = {p for key in frontier for p in courses[key].prerequisites}
        lowest: dict[str, float] = {}
        for key in frontier:
            for skill, level in courses[key].teaches.items():
                if skill in held and level.level_from > held[skill] + TOLERANCE:
                    lowest[skill] = min(level.level_from, lowest.get(skill, level.level_from))
        before |= {
            key
            for skill, least in lowest.items()
            for key, level in taught[skill]
            if level.level_to >= least - TOLERANCE
        }
        frontier = before - keep
        keep |= before
    return keep


def _implied(
    kept: tuple[Course, ...], needs: tuple[Need, ...], index: dict[str, int], taught: Taught
) -> tuple[tuple[tuple[int, ...], ...], tuple[tuple[int, ...], ...]]:
    """Return what must come with each course: its prerequisites, and one course that leads to each entry level.

    Courses that start at the same level of the same competency share a group.
    """
    held = {need.competency_id: need.held for need in needs}
    numbers: dict[tuple[str, float], int] = {}
    groups: list[tuple[int, ...]] = []

    def group(skill: str, level: float) -> int:
        if (skill, level) not in numbers:
            numbers[skill, level] = len(groups)
            leads = (
                index[key]
                for key, other in taught[skill]
                if key in index and other.level_from < level and other.level_to >= level - TOLERANCE
            )
            groups.append(tuple(sorted(leads)))
        return numbers[skill, level]

    def single(place: int) -> int:
        groups.append((place,))
        return len(groups) - 1

    implies = tuple(
        (
            *(single(index[p]) for p in course.prerequisites),
            *(
                group(skill, level.level_from)
                for skill, level in course.teaches.items()
                if skill in held and level.level_from > held[skill] + TOLERANCE
            ),
        )
        for course in kept
    )
    return implies, tuple(groups)


def _undominated(
    keep: set[str],
    needs: tuple[Need, ...],
    courses: dict[str, Course],
    factors: Mapping[str, float],
) -> list[str]:
    """Drop a course where another asks for no more and closes at least as much for no more price and hours.

    Cheapest first, so that a course meets those that could beat it; only those that share its rarest need are asked.
    """
    needed_first = {p for key in keep for p in courses[key].prerequisites}
    wanted = {need.competency_id: need for need in needs}
    seen: dict[str, list[_Rival]] = {skill: [] for skill in wanted}
    kept = []
    for key in sorted(keep, key=lambda key: (courses[key].price, courses[key].hours, key)):
        rival = _rival(courses[key], wanted, factors.get(key, 1.0))
        if key not in needed_first and rival.reach:
            others = min((seen[skill] for skill in rival.reach), key=len)
            if any(other.beats(rival) for other in others):
                continue
        kept.append(key)
        for skill in rival.reach:
            seen[skill].append(rival)
    return kept


@dataclass(frozen=True, slots=True)
class _Rival:
    """What decides whether one course makes another needless; prices come sorted."""

    reach: dict[str, float]
    """needed competency → level reached, not above the level required"""
    entry: dict[str, float]
    """needed competency → level asked for at the start, where above the level held"""
    before: frozenset[str]
    hours: float
    factor: float

    def beats(self, other: _Rival) -> bool:
        """Whether this course does all that the other does, asks for nothing more, and weighs no more."""
        if self.hours > other.hours or self.factor > other.factor:
            return False
        if not all(self.reach.get(skill, -1.0) >= level for skill, level in other.reach.items()):
            return False
        return self.before <= other.before and all(
            level <= other.entry.get(skill, -1.0) for skill, level in self.entry.items()
        )


def _rival(course: Course, wanted: Mapping[str, Need], factor: float) -> _Rival:
    met = {skill: level for skill, level in course.teaches.items() if skill in wanted}
    return _Rival(
        {skill: min(level.level_to, wanted[skill].required) for skill, level in met.items()},
        {s: level.level_from for s, level in met.items() if level.level_from > wanted[s].held + TOLERANCE},
        frozenset(course.prerequisites),
        course.hours,
        factor,
    )

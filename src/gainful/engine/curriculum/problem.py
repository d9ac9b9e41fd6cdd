"""What has to be decided: the courses of a catalogue that can matter for some needs, and what each asks for first."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING

from gainful.engine.curriculum.catalogue import Catalogue, Lessons
from gainful.engine.curriculum.model import Course, Need
from gainful.engine.curriculum.table import NONE, TOLERANCE, Table, Wanted

if TYPE_CHECKING:
    import numpy as np
    from numpy.typing import NDArray


@dataclass(frozen=True, slots=True)
class Problem:
    """The reduced problem: needs by place, courses that matter, who closes what, who must come before."""

    needs: tuple[Need, ...]
    courses: tuple[Course, ...]
    closes: tuple[frozenset[int], ...]
    """per course: places of needs it brings to the required level"""
    begins: tuple[frozenset[int], ...]
    """per course: places of needs that it teaches from the level held"""
    implies: tuple[tuple[int, ...], ...]
    """per course: groups, one course of each must be chosen with it"""
    groups: tuple[tuple[int, ...], ...]
    """alternatives (places of courses): a prerequisite alone, or all courses that lead to an entry level"""
    prices: tuple[int, ...]
    """per course, in cents"""
    costs: tuple[int, ...]
    """per course, in cents: price plus time, times a factor above 1 where it was made for another trade"""


def reduce_problem(
    needs: tuple[Need, ...], catalogue: Catalogue, factors: Mapping[str, float] | None = None
) -> Problem:
    """Keep only courses that can matter and are not beaten by another in every respect."""
    lessons = [catalogue.lessons(need.competency_id) for need in needs]
    table = Table(needs, catalogue, Wanted(needs, lessons), factors or {})
    table.keep(table.worth_their_cost())
    table.keep(table.undominated())
    courses = tuple(catalogue.courses[row] for row in table.rows.tolist())
    implies, groups = _implied(table.rows.tolist(), table.entry, lessons, catalogue)
    return Problem(
        needs,
        courses,
        _places(table.closing),
        _places((table.reach > NONE) & (table.entry == NONE)),
        implies,
        groups,
        tuple(table.prices.tolist()),
        tuple(table.costs.tolist()),
    )


def _places(lines: NDArray[np.bool_]) -> tuple[frozenset[int], ...]:
    """Return per line where it says yes."""
    found: list[list[int]] = [[] for _ in range(len(lines))]
    for line, place in zip(*(side.tolist() for side in lines.nonzero()), strict=True):
        found[line].append(place)
    return tuple(map(frozenset, found))


def _implied(
    rows: list[int], entry: NDArray[np.float64], lessons: Sequence[Lessons], catalogue: Catalogue
) -> tuple[tuple[tuple[int, ...], ...], tuple[tuple[int, ...], ...]]:
    """Return what must come with each course: its prerequisites, and one course that leads to each entry level.

    Courses that start at the same level of the same competency share a group.
    """
    import numpy as np

    place = {row: at for at, row in enumerate(rows)}
    groups: list[tuple[int, ...]] = []
    implies: list[list[int]] = [[] for _ in rows]
    for at, row in enumerate(rows):
        for asked in catalogue.asks.get(row, ()):
            implies[at].append(len(groups))
            groups.append((place[asked],))
    numbers: dict[tuple[int, float], int] = {}
    for at, need in np.argwhere(entry > NONE).tolist():
        level = float(entry[at, need])
        if (need, level) not in numbers:
            taught = lessons[need]
            leads = taught.rows[(taught.starts < level) & (taught.ends >= level - TOLERANCE)].tolist()
            numbers[need, level] = len(groups)
            groups.append(tuple(sorted(place[lead] for lead in leads if lead in place)))
        implies[at].append(numbers[need, level])
    return tuple(map(tuple, implies)), tuple(groups)

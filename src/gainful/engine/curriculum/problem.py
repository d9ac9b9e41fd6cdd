"""What has to be decided: the courses of a catalogue that can matter for some needs, and what each asks for first."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING

from gainful.engine.curriculum.catalogue import Catalogue, Lessons
from gainful.engine.curriculum.model import Course, Need

if TYPE_CHECKING:
    import numpy as np
    from numpy.typing import NDArray

HOUR_VALUE_CENTS = 725
"""What an hour of a person's time weighs against price: the federal minimum wage, 29 U.S.C. 206(a)(1)(C)."""
TOLERANCE = 0.005
NONE = -1.0
"""Stands for no level where a course does not teach a competency, or asks for none at its start."""


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
    prices: tuple[int, ...]
    """per course, in cents"""

    def cost(self, place: int) -> int:
        """Return price plus time of a course in cents, times its factor."""
        time = round(self.courses[place].hours * HOUR_VALUE_CENTS)
        return round((self.prices[place] + time) * self.factors[place])


def reduce_problem(
    needs: tuple[Need, ...], catalogue: Catalogue, factors: Mapping[str, float] | None = None
) -> Problem:
    """Keep only courses that can matter and are not beaten by another in every respect."""
    weights = factors or {}
    lessons = [catalogue.lessons(need.competency_id) for need in needs]
    table = _Table(needs, catalogue, lessons, _relevant(needs, lessons, catalogue), weights)
    kept = table.undominated()
    rows = table.rows[kept].tolist()
    courses = tuple(catalogue.courses[row] for row in rows)
    implies, groups = _implied(rows, table.entry[kept], lessons, catalogue)
    return Problem(
        needs,
        courses,
        tuple(frozenset(k for k, yes in enumerate(line) if yes) for line in table.closing[kept].tolist()),
        implies,
        groups,
        tuple(weights.get(course.id, 1.0) for course in courses),
        tuple(catalogue.price(row) for row in rows),
    )


def _relevant(needs: tuple[Need, ...], lessons: Sequence[Lessons], catalogue: Catalogue) -> NDArray[np.bool_]:
    """Courses that close a need, and those that lead up to them."""
    import numpy as np

    keep = np.zeros(len(catalogue.courses), bool)
    for need, taught in zip(needs, lessons, strict=True):
        keep[taught.rows[taught.ends >= need.required - TOLERANCE]] = True
    frontier = keep.copy()
    while frontier.any():
        before = np.zeros_like(keep)
        for row, asked in catalogue.asks.items():
            if frontier[row]:
                before[list(asked)] = True
        for need, taught in zip(needs, lessons, strict=True):
            above = taught.starts[frontier[taught.rows] & (taught.starts > need.held + TOLERANCE)]
            if len(above):
                before[taught.rows[taught.ends >= above.min() - TOLERANCE]] = True
        frontier = before & ~keep
        keep |= before
    return keep


class _Table:
    """Courses that can matter as a table, cheapest first: levels reached and asked for per need, hours, factor."""

    def __init__(
        self,
        needs: tuple[Need, ...],
        catalogue: Catalogue,
        lessons: Sequence[Lessons],
        keep: NDArray[np.bool_],
        factors: Mapping[str, float],
    ) -> None:
        import numpy as np

        rows = np.flatnonzero(keep)
        chosen = [(catalogue.price(row), catalogue.courses[row]) for row in rows.tolist()]
        prices = np.array([price for price, _ in chosen])
        hours = np.array([course.hours for _, course in chosen], float)
        order = np.lexsort((np.array([course.id for _, course in chosen]), hours, prices))
        self.catalogue, self.rows, self.hours = catalogue, rows[order], hours[order]
        self.factors = np.array([factors.get(chosen[at][1].id, 1.0) for at in order.tolist()])
        place = np.zeros(len(keep), np.intp)
        place[self.rows] = np.arange(len(rows))
        self.reach = np.full((len(rows), len(needs)), NONE)
        self.entry = np.full((len(rows), len(needs)), NONE)
        self.closing = np.zeros((len(rows), len(needs)), bool)
        for number, (need, taught) in enumerate(zip(needs, lessons, strict=True)):
            here = keep[taught.rows]
            at, starts, ends = place[taught.rows[here]], taught.starts[here], taught.ends[here]
            self.reach[at, number] = np.minimum(ends, need.required)
            self.entry[at, number] = np.where(starts > need.held + TOLERANCE, starts, NONE)
            self.closing[at, number] = ends >= need.required - TOLERANCE

    def undominated(self) -> NDArray[np.intp]:
        """Places of the courses that none beats: asks for no more, closes as much, weighs no more.

        A course is only held against those that share its rarest need; one that another asks for stays.
        """
        import numpy as np

        teaches = self.reach > NONE
        count = teaches.sum(axis=0)
        rarest = np.where(teaches, count, len(self.rows) + 1).argmin(axis=1) if len(count) else None
        beaten = np.zeros(len(self.rows), bool)
        for number in range(len(count)):
            rivals = np.flatnonzero(teaches[:, number])
            judged = rivals[rarest[rivals] == number]
            for some in np.array_split(judged, 1 + len(judged) * len(rivals) // PAIRS_AT_ONCE):
                self._compare(rivals, some, beaten)
        wanted = {row for asked in self.catalogue.asks.values() for row in asked}
        if wanted:
            beaten &= ~np.isin(self.rows, list(wanted))
        return np.flatnonzero(~beaten)

    def _compare(self, rivals: NDArray[np.intp], judged: NDArray[np.intp], beaten: NDArray[np.bool_]) -> None:
        """Mark those of `judged` that a cheaper one of `rivals` makes needless."""
        possible = rivals[:, None] < judged
        possible &= self.hours[rivals][:, None] <= self.hours[judged]
        possible &= self.factors[rivals][:, None] <= self.factors[judged]
        one, other = possible.nonzero()
        one, other = rivals[one], judged[other]
        better = (self.reach[one] >= self.reach[other]).all(axis=1)
        one, other = one[better], other[better]
        better = (self.entry[one] <= self.entry[other]).all(axis=1)
        one, other = one[better], other[better]
        asks = self.catalogue.asks
        if not asks:
            beaten[other] = True
            return
        for first, second in zip(one.tolist(), other.tolist(), strict=True):
            before = asks.get(int(self.rows[first]), ())
            if not before or set(before) <= set(asks.get(int(self.rows[second]), ())):
                beaten[second] = True


PAIRS_AT_ONCE = 200_000
"""Pairs of courses compared in one step, so that a large catalogue of one trade does not fill the memory."""


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

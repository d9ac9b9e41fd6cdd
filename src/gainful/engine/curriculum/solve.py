"""The cheapest set of courses, proven by a search or by HiGHS within seconds, or the best one found with its gap.

Set covering: every need by a course; a course only with one of each of its groups. docs/methods/curriculum.md.
"""

from __future__ import annotations

import time
from collections.abc import Iterable
from dataclasses import dataclass
from functools import cached_property
from typing import TYPE_CHECKING, Any

from gainful.engine.curriculum.cover import cheapest_cover
from gainful.engine.curriculum.problem import Problem

if TYPE_CHECKING:
    import numpy as np
    from numpy.typing import NDArray

SECONDS = 5.0
"""For all that one choice asks of the solver; what is not proven by then comes with its gap."""


@dataclass(frozen=True, slots=True)
class Choice:
    """Places of the chosen courses, the relative gap to the best bound (0 where proven), cents a budget is short."""

    places: tuple[int, ...] = ()
    gap: float = 0.0
    short: int = 0


def solve(problem: Problem, limit: int | None) -> Choice:
    """Return the choice that closes all that can be closed; where `limit` cents do not reach, what weighs most."""
    search = _Search(problem, time.monotonic() + SECONDS)
    if not search.closable:
        return Choice()
    best = search.cover(search.costs)
    if limit is None or search.price(best.places) <= limit:
        return best
    cheapest = search.cover(search.prices)
    least = search.price(cheapest.places)
    if least <= limit:
        within = search.cover(search.costs, limit)
        return within if search.price(within.places) <= limit else cheapest
    return search.partial(limit, least - limit)


class _Search:
    """One problem, the arrays it is solved with, and the time that is left."""

    def __init__(self, problem: Problem, deadline: float) -> None:
        import numpy as np

        self.problem, self.deadline = problem, deadline
        self.count = len(problem.courses)
        self.prices = np.array(problem.prices, float)
        self.costs = np.array(problem.costs, float)

    def price(self, places: Iterable[int]) -> int:
        """Return what the courses cost in cents."""
        return round(self.prices[list(places)].sum())

    @cached_property
    def opening(self) -> NDArray[np.float64]:
        """Per course: an upper bound of its cost with all that must come before it; infinite where something cannot.

        Repeated until nothing falls any more: cost plus, for each group, the cheapest course in it.
        """
        import numpy as np

        groups = [np.array(group, np.intp) for group in self.problem.groups]
        pairs = [(place, group) for place, found in enumerate(self.problem.implies) for group in found]
        owner, asked = (np.array([pair[side] for pair in pairs], np.intp) for side in (0, 1))
        opening = np.where([bool(found) for found in self.problem.implies], np.inf, self.costs)
        while pairs:
            cheapest = np.array([opening[group].min(initial=np.inf) for group in groups])
            before = np.zeros(self.count)
            np.add.at(before, owner, cheapest[asked])
            fallen = np.minimum(opening, self.costs + before)
            if np.array_equal(fallen, opening):
                break
            opening = fallen
        return opening

    @cached_property
    def closable(self) -> dict[int, list[int]]:
        """Need → courses that close it and can be reached."""
        found: dict[int, list[int]] = {}
        for place, closed in enumerate(self.problem.closes):
            if self.opening[place] < float("inf"):
                for need in closed:
                    found.setdefault(need, []).append(place)
        return dict(sorted(found.items()))

    @cached_property
    def beginnings(self) -> dict[int, list[int]]:
        """Need → courses that teach it from the level held: one of them is in every choice that closes all needs.

        Whoever closes a need by a course that asks for a level takes one of these too: what leads up to a level starts
        below it. The solver does not see that by itself; told so, its first bound is nearly always the optimum.
        """
        found: dict[int, list[int]] = {need: [] for need in self.closable}
        for place, begun in enumerate(self.problem.begins):
            if self.opening[place] < float("inf"):
                for need in begun & found.keys():
                    found[need].append(place)
        return found

    @cached_property
    def settled(self) -> frozenset[int]:
        """Groups of which every choice that closes all needs holds a course: all that begin some need are in them."""
        groups = [set(group) for group in self.problem.groups]
        begun = [set(places) for places in self.beginnings.values()]
        return frozenset(
            number for number, group in enumerate(groups) if any(some <= group for some in begun)
        )

    def with_all_before(self, place: int, chosen: set[int]) -> set[int]:
        """Return the course and the cheapest ways to what it asks for, where `chosen` does not hold them yet."""
        found, waiting = set[int](), [place]
        while waiting:
            at = waiting.pop()
            found.add(at)
            for number in self.problem.implies[at]:
                group = self.problem.groups[number]
                if not any(lead in chosen or lead in found for lead in group):
                    waiting.append(min(group, key=lambda lead: self.opening[lead]))
        return found - chosen

    def greedy(self, needs: Iterable[int], limit: float = float("inf")) -> tuple[int, ...]:
        """Close needs one by one by the cheapest course; one that the limit does not reach is left."""
        chosen: set[int] = set()
        for need in needs:
            if any(need in self.problem.closes[place] for place in chosen):
                continue
            closers = sorted(self.closable[need], key=lambda place: self.opening[place])[:TRIED]
            sets = [chosen | self.with_all_before(place, chosen) for place in closers]
            cheapest = min(sets, key=self.price)
            if self.price(cheapest) <= limit:
                chosen = cheapest
        return tuple(sorted(chosen))

    def cover(self, weights: NDArray[np.float64], limit: int | None = None) -> Choice:
        """Close every closable need at the least weight."""
        if limit is None and self.is_small and (simple := self.simple(weights)) is not None:
            return Choice(simple)
        model = _Model(self, settled=self.settled)
        for need, places in self.closable.items():
            model.at_least(dict.fromkeys(places, 1.0), 1.0)
            if set(places) - set(self.beginnings[need]):
                model.at_least(dict.fromkeys(self.beginnings[need], 1.0), 1.0)
        if limit is not None:
            model.at_most(dict(enumerate(self.prices)), limit)
        found, bound = model.minimize(weights, self.deadline)
        if found is not None and (gap := _gap(float(weights[list(found)].sum()), bound)) == 0:
            return Choice(found)
        greedy = self.greedy(sorted(self.closable, key=lambda need: len(self.closable[need])))
        weight = float(weights[list(greedy)].sum())
        if found is None or (limit is None and weight < weights[list(found)].sum()):
            found, gap = greedy, _gap(weight, bound)
        return Choice(found, gap)

    @property
    def steps(self) -> bool:
        """Say whether a course that closes a need asks for a level of it."""
        return any(set(places) - set(self.beginnings[need]) for need, places in self.closable.items())

    @property
    def is_small(self) -> bool:
        """Say whether the search is worth a try: of many courses that ask for levels it would look at too many."""
        return self.count <= SEARCHED or not self.steps

    def simple(self, weights: NDArray[np.float64]) -> tuple[int, ...] | None:
        """Return the cheapest choice found without the solver, None where too much would have to be looked at."""
        reached = (self.opening < float("inf")).tolist()
        members = [0] * self.count
        for number, group in enumerate(self.problem.groups):
            for place in group:
                members[place] |= 1 << number
        closes = [sum(1 << need for need in closed) for closed in self.problem.closes]
        asks = [sum(1 << number for number in set(found)) for found in self.problem.implies]
        columns = [
            [mask if yes else 0 for mask, yes in zip(masks, reached, strict=True)]
            for masks in (closes, members, asks)
        ]
        return cheapest_cover(columns[0], weights.tolist(), *columns[1:])

    def partial(self, limit: int, short: int) -> Choice:
        """Close what weighs most within the limit, then at the least cost."""
        import numpy as np

        needs = list(self.closable)
        worth = np.array([round(self.problem.needs[need].weight * 100) for need in needs], float)
        model = _Model(self, extra=len(needs))
        closed = range(model.size - len(needs), model.size)
        for need, mark in zip(needs, closed, strict=True):
            model.at_least({**dict.fromkeys(self.closable[need], 1.0), mark: -1.0}, 0.0)
        model.at_most(dict(enumerate(self.prices)), limit)
        most = np.zeros(model.size)
        most[list(closed)] = -worth
        found, bound = model.minimize(most, self.deadline)
        by_weight = sorted(needs, key=lambda need: -self.problem.needs[need].weight)
        found = found if found is not None else self.greedy(by_weight, limit)
        reached = sum(w for w, need in zip(worth, needs, strict=True) if self._closed(need, found))
        gap = _gap(-reached, bound)
        model.at_least(dict(zip(closed, worth, strict=True)), reached)
        cheaper, _ = model.minimize(self.costs, self.deadline)
        return Choice(cheaper if cheaper is not None else found, gap, short)

    def _closed(self, need: int, places: Iterable[int]) -> bool:
        return any(need in self.problem.closes[place] for place in places)


SEARCHED = 100
"""Courses, some of which ask for a level, up to which the search goes before the solver."""
TRIED = 8
"""Courses that the greedy search weighs for each need."""


def _gap(value: float, bound: float) -> float:
    """Relative distance of a value to minimise from its bound; below a hundredth of a cent it is none."""
    return 0.0 if value - bound < 0.01 else min(1.0, (value - bound) / max(1.0, abs(value)))


class _Model:
    """A mixed-integer program: courses 0 or 1, then a share a group, then what a caller adds (0 to 1).

    Groups in `settled` ask for nothing: the caller says that every choice holds one of theirs.
    """

    def __init__(self, search: _Search, extra: int = 0, settled: frozenset[int] = frozenset()) -> None:
        problem, count = search.problem, search.count
        self.count = count
        self.rows: list[tuple[dict[int, float], float, float]] = []
        groups = {
            number: group
            for number, group in enumerate(problem.groups)
            if len(group) != 1 and number not in settled
        }
        marks = {number: count + at for at, number in enumerate(groups)}
        self.size = count + len(groups) + extra
        for number, group in groups.items():
            self.at_least({**dict.fromkeys(group, 1.0), marks[number]: -1.0}, 0.0)
        for place, found in enumerate(problem.implies):
            for number in found:
                if number in settled:
                    continue
                lead = marks.get(number, problem.groups[number][0] if problem.groups[number] else place)
                self.at_least({lead: 1.0, place: -1.0}, 0.0)

    def at_least(self, row: dict[int, float], bound: float) -> None:
        """Add: the weighted sum is at least the bound."""
        self.rows.append((row, bound, float("inf")))

    def at_most(self, row: dict[int, float], bound: float) -> None:
        """Add: the weighted sum is at most the bound."""
        self.rows.append((row, -float("inf"), bound))

    def minimize(self, weights: NDArray[np.float64], deadline: float) -> tuple[tuple[int, ...] | None, float]:
        """Return the chosen courses, None where none were found in time, and the best bound of the weighted sum."""
        import numpy as np
        from scipy.optimize import Bounds, LinearConstraint, milp
        from scipy.sparse import csr_array

        left = deadline - time.monotonic()
        if left <= 0:
            return None, -float("inf")
        starts = np.cumsum([0, *(len(row) for row, _, _ in self.rows)])
        columns = np.fromiter((at for row, _, _ in self.rows for at in row), np.int32, starts[-1])
        values = np.fromiter((v for row, _, _ in self.rows for v in row.values()), float, starts[-1])
        table = csr_array((values, columns, starts), shape=(len(self.rows), self.size))
        least, most = (np.array([row[side] for row in self.rows]) for side in (1, 2))
        whole = np.zeros(self.size, np.int64)
        whole[: self.count] = 1
        solved: Any = milp(  # the types of scipy do not know its fields
            np.concatenate([weights, np.zeros(self.size - len(weights))]),
            constraints=LinearConstraint(table, least, most),
            integrality=whole,
            bounds=Bounds(0, 1),
            options={"mip_rel_gap": 0.0, "time_limit": left, "presolve": len(self.rows) > PRESOLVED},
        )
        bound = solved.mip_dual_bound if solved.mip_dual_bound is not None else -float("inf")
        if solved.x is None:
            return None, bound
        chosen = tuple(int(place) for place in np.flatnonzero(solved.x[: self.count] > 0.5))
        return chosen, solved.fun if solved.status == 0 else bound


PRESOLVED = 500
"""Rows from which HiGHS's presolve saves more than it takes (smaller ones are already reduced)."""

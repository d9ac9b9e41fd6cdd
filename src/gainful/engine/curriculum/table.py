"""The courses that can matter for some needs as arrays, so that those which cannot be in a best choice go at once."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import TYPE_CHECKING

from gainful.engine.curriculum.catalogue import Catalogue, Lessons
from gainful.engine.curriculum.model import Need

if TYPE_CHECKING:
    import numpy as np
    from numpy.typing import NDArray

HOUR_VALUE_CENTS = 725
"""What an hour of a person's time weighs against price: the federal minimum wage, 29 U.S.C. 206(a)(1)(C)."""
TOLERANCE = 0.005
NONE = -1.0
"""Stands for no level where a course does not teach a competency, or asks for none at its start."""
PAIRS_AT_ONCE = 200_000
"""Pairs of courses compared in one step, so that a large catalogue of one trade does not fill the memory."""
COLUMNS = ("rows", "prices", "hours", "factors", "costs", "free", "reach", "entry", "closing")


class Wanted:
    """Every lesson in a competency that is needed, one entry each: row of the course, place of the need, levels."""

    def __init__(self, needs: Sequence[Need], lessons: Sequence[Lessons]) -> None:
        import numpy as np

        self.rows = np.concatenate([np.empty(0, np.intp), *(taught.rows for taught in lessons)])
        self.starts = np.concatenate([np.empty(0), *(taught.starts for taught in lessons)])
        self.ends = np.concatenate([np.empty(0), *(taught.ends for taught in lessons)])
        self.needs = np.repeat(np.arange(len(needs)), [len(taught.rows) for taught in lessons])
        self.required = np.array([need.required for need in needs], float)[self.needs]
        self.stepped = self.starts > np.array([need.held for need in needs], float)[self.needs] + TOLERANCE
        """Whether the lesson starts above the level held."""
        self.closing = self.ends >= self.required - TOLERANCE
        """Whether it ends at the level required."""

    def relevant(self, catalogue: Catalogue) -> NDArray[np.bool_]:
        """Say of each course of the catalogue whether it closes a need, or leads up to one that does."""
        import numpy as np

        keep = np.zeros(len(catalogue.courses), bool)
        keep[self.rows[self.closing]] = True
        frontier = keep.copy()
        while frontier.any():
            before = np.zeros_like(keep)
            for row, asked in catalogue.asks.items():
                if frontier[row]:
                    before[list(asked)] = True
            above = self.stepped & frontier[self.rows]
            if above.any():
                lowest = np.full(self.needs[-1] + 1, np.inf)
                np.minimum.at(lowest, self.needs[above], self.starts[above])
                before[self.rows[self.ends >= lowest[self.needs] - TOLERANCE]] = True
            frontier = before & ~keep
            keep |= before
        return keep


class Table:
    """One line a course: its row in the catalogue, what it weighs, levels reached and asked for per need."""

    def __init__(
        self, needs: Sequence[Need], catalogue: Catalogue, lessons: Wanted, factors: Mapping[str, float]
    ) -> None:
        import numpy as np

        self.catalogue = catalogue
        wanted = lessons.relevant(catalogue)
        self.rows = np.flatnonzero(wanted)
        self.prices, self.hours = catalogue.weigh(self.rows)
        self.factors = np.ones(len(self.rows))
        if factors:
            self.factors[:] = [factors.get(catalogue.courses[row].id, 1.0) for row in self.rows.tolist()]
        time = np.rint(self.hours * HOUR_VALUE_CENTS)
        self.costs = np.rint((self.prices + time) * self.factors).astype(np.int64)
        shape = (len(self.rows), len(needs))
        self.reach, self.entry = np.full(shape, NONE), np.full(shape, NONE)
        self.closing = np.zeros(shape, bool)
        here = wanted[lessons.rows]
        at = (np.cumsum(wanted) - 1)[lessons.rows[here]], lessons.needs[here]
        self.reach[at] = np.minimum(lessons.ends, lessons.required)[here]
        self.entry[at] = np.where(lessons.stepped, lessons.starts, NONE)[here]
        self.closing[at] = lessons.closing[here]
        self.free = (self.entry == NONE).all(axis=1)
        if catalogue.asks:
            self.free &= ~np.isin(self.rows, list(catalogue.asks))

    def keep(self, places: NDArray[np.intp]) -> None:
        """Keep these lines, in this order."""
        for name in COLUMNS:
            setattr(self, name, getattr(self, name)[places])

    def leads(self) -> NDArray[np.bool_]:
        """Say which courses another may need first: as a prerequisite, or to reach an entry level."""
        import numpy as np

        stepped = (self.entry > NONE).any(axis=0)
        leading = (self.reach[:, stepped] > NONE).any(axis=1)
        asked = [row for before in self.catalogue.asks.values() for row in before]
        return np.asarray(leading | np.isin(self.rows, asked) if asked else leading)

    def worth_their_cost(self) -> NDArray[np.intp]:
        """Places of the courses that no set of single ones replaces: for each need closed its cheapest free course.

        A course goes where those together cost less and have no higher price, and no other course needs it first.
        """
        import numpy as np

        singles = np.where(self.closing & self.free[:, None], self.costs[:, None], np.inf)
        if not singles.size:
            return np.arange(len(self.rows))
        cheapest = singles.argmin(axis=0)
        known = np.isfinite(singles.min(axis=0))
        cost = np.where(known, self.costs[cheapest], np.inf)
        price = np.where(known, self.prices[cheapest], np.inf)
        together = [np.where(self.closing, figure, 0.0).sum(axis=1) for figure in (cost, price)]
        replaced = (self.costs > together[0]) & (self.prices >= together[1])
        return np.flatnonzero(~replaced | self.leads())

    def undominated(self) -> NDArray[np.intp]:
        """Places, cheapest first, of the courses that none beats: asks for no more, closes as much, weighs no more.

        Of many, a course is only held against those that share its rarest need; one that another asks for stays.
        """
        import numpy as np

        names = np.array([self.catalogue.courses[row].id for row in self.rows.tolist()])
        order = np.lexsort((names, self.hours, self.prices))
        teaches = self.reach[order] > NONE
        beaten = np.zeros(len(order), bool)
        if len(order) ** 2 <= PAIRS_AT_ONCE:
            self._compare(order, np.arange(len(order)), np.flatnonzero(teaches.any(axis=1)), beaten)
        elif teaches.size:
            rarest = np.where(teaches, teaches.sum(axis=0), len(order) + 1).argmin(axis=1)
            for number in range(teaches.shape[1]):
                rivals = np.flatnonzero(teaches[:, number])
                judged = rivals[rarest[rivals] == number]
                steps = 1 + len(judged) * len(rivals) // PAIRS_AT_ONCE
                for some in np.array_split(judged, steps) if steps > 1 else [judged]:
                    self._compare(order, rivals, some, beaten)
        if asked := {row for before in self.catalogue.asks.values() for row in before}:
            beaten &= ~np.isin(self.rows[order], list(asked))
        return np.asarray(order[~beaten])

    def _compare(
        self,
        order: NDArray[np.intp],
        rivals: NDArray[np.intp],
        judged: NDArray[np.intp],
        beaten: NDArray[np.bool_],
    ) -> None:
        """Mark those of `judged` that a cheaper one of `rivals` makes needless; both are places in `order`."""
        possible = rivals[:, None] < judged
        possible &= self.hours[order[rivals]][:, None] <= self.hours[order[judged]]
        possible &= self.factors[order[rivals]][:, None] <= self.factors[order[judged]]
        one, other = possible.nonzero()
        one, other = rivals[one], judged[other]
        better = (self.reach[order[one]] >= self.reach[order[other]]).all(axis=1)
        one, other = one[better], other[better]
        better = (self.entry[order[one]] <= self.entry[order[other]]).all(axis=1)
        one, other = one[better], other[better]
        asks = self.catalogue.asks
        if not asks:
            beaten[other] = True
            return
        for first, second in zip(one.tolist(), other.tolist(), strict=True):
            before = asks.get(int(self.rows[order[first]]), ())
            if not before or set(before) <= set(asks.get(int(self.rows[order[second]]), ())):
                beaten[second] = True

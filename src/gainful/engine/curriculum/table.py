"""The courses that can matter for some needs as arrays, so that those which cannot be in a best choice go at once."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
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


def _as_bits(lines: NDArray[np.bool_]) -> NDArray[np.uint64]:
    """Return the first 64 columns of each line as the bits of a number."""
    import numpy as np

    some = lines[:, :64]
    return np.asarray(some @ (np.uint64(1) << np.arange(some.shape[1], dtype=np.uint64)), np.uint64)


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
        pairs = list(self._rivals(order))
        one, other = (
            np.concatenate([np.empty(0, np.intp), *(pair[side] for pair in pairs)]) for side in (0, 1)
        )
        beaten = np.zeros(len(order), bool)
        beaten[other[self._beats(one, other)]] = True
        if asked := {row for before in self.catalogue.asks.values() for row in before}:
            beaten &= ~np.isin(self.rows, list(asked))
        return np.asarray(order[~beaten[order]])

    def _rivals(self, order: NDArray[np.intp]) -> Iterator[tuple[NDArray[np.intp], NDArray[np.intp]]]:
        """Yield pairs of lines: one that comes earlier, and is no worse in what numbers and bits tell, and the other.

        They share the need that fewest courses teach of those that the other teaches.
        """
        import numpy as np

        teaching = self.reach > NONE
        if not teaching.size:
            return
        rarest = np.where(teaching, teaching.sum(axis=0), len(order) + 1).argmin(axis=1)
        taught, asked = _as_bits(teaching), _as_bits(self.entry > NONE)
        figures = (self.hours, self.factors) if (self.factors != 1).any() else (self.hours,)
        for need in range(teaching.shape[1]):
            rivals = order[teaching[order, need]]
            places = np.flatnonzero(rarest[rivals] == need)
            steps = 1 + len(places) * len(rivals) // PAIRS_AT_ONCE
            for some in np.array_split(places, steps) if steps > 1 else [places]:
                judged = rivals[some]
                possible = np.arange(len(rivals))[:, None] < some
                possible &= self.reach[rivals, need][:, None] >= self.reach[judged, need]
                possible &= self.entry[rivals, need][:, None] <= self.entry[judged, need]
                possible &= (taught[judged] & ~taught[rivals][:, None]) == 0
                possible &= (asked[rivals][:, None] & ~asked[judged]) == 0
                for figure in figures:
                    possible &= figure[rivals][:, None] <= figure[judged]
                first, second = possible.nonzero()
                yield rivals[first], judged[second]

    def _beats(self, one: NDArray[np.intp], other: NDArray[np.intp]) -> NDArray[np.bool_]:
        """Say of each pair whether the one teaches as much of every need as the other and asks for no more."""
        import numpy as np

        fits = np.ones(len(one), bool)
        several = (self.reach > NONE).sum(axis=1) > 1
        rest = np.flatnonzero(several[other])  # a course that teaches one need was compared in it
        fits[rest] = (self.reach[one[rest]] >= self.reach[other[rest]]).all(axis=1)
        fits[rest] &= (self.entry[one[rest]] <= self.entry[other[rest]]).all(axis=1)
        if before := self.catalogue.asks:
            asking = np.flatnonzero(fits & np.isin(self.rows, list(before))[one])
            rows = (self.rows[side[asking]].tolist() for side in (one, other))
            fits[asking] = [set(before[a]) <= set(before.get(b, ())) for a, b in zip(*rows, strict=True)]
        return fits

"""A ranked pool: counts and first places at once, the whole order and each person's figures when they are asked for."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from functools import cached_property

import numpy as np

from gainful.engine.held.circumstances import BARRIERS
from gainful.engine.occupations import Reference
from gainful.engine.ranking.block import Figures, counts_of, excluded, if_relaxed, in_parts
from gainful.engine.ranking.fairness import ChosenRate, SelectionRate, chosen_rates, rates_of_counts
from gainful.engine.ranking.job_tables import JobTables
from gainful.engine.ranking.kernel import ABOVE, FAILED, LESS, LISTED, READY, REASONS, compiled, tenths
from gainful.engine.ranking.order import Merits, Ordering, before, ordered, whole
from gainful.engine.ranking.pay_change import JobPay
from gainful.engine.ranking.person_rows import (
    NEWCOMER,
    NOT_A_COURSE,
    SCHOOLING,
    HoursOfRows,
    RankedPerson,
    ShortOf,
    hours_of_rows,
    people_of_rows,
)  # fmt: skip
from gainful.engine.ranking.pool import Constraints, Pool
from gainful.engine.ranking.pool_hours import Extra

__all__ = ["NEWCOMER", "NOT_A_COURSE", "SCHOOLING", "PoolRanking", "RankedPerson", "ShortOf"]

LISTS = {"": (LISTED,), "apart": (ABOVE, LESS), "ready": (READY,), "for_less": (LESS,)}
"""The lists of a ranking by their names, and where those on them stand."""


@dataclass(frozen=True)
class PoolRanking:
    """A ranked pool with one of its lists in front; orders and rows are worked out when asked for.

    Everybody whom no constraint leaves out stands on one list: the list itself; `apart` those who could do the job but
    whose work asks for or pays much more (`for_less` who would only earn less); `ready` those whose last work was this
    very occupation: refer them now, train others.
    """

    pool: Pool
    job: JobTables
    figures: Figures
    reference: Reference
    support_prices: Mapping[str, float]
    price_per_hour: float
    pay: JobPay
    """What the job pays, whatever constraint is loosened."""
    ordering: Ordering
    code: str | None = None
    """The occupation whose preparation scales the hours."""
    years: np.ndarray | None = None
    """float [n]: years of work of this or a near kind; None where the job asks for none"""
    front: str = ""
    """Which of LISTS is in front."""
    given: np.ndarray | None = None
    """int: rows that stand in front instead of a list, in this order"""

    def __len__(self) -> int:
        return len(self.given) if self.given is not None else self.count(self.front)

    def count(self, name: str) -> int:
        """Return how many stand on a list, by its name in LISTS."""
        return int(self.figures.by_occupation[:, list(LISTS[name])].sum())

    def standing_of(self, row: int) -> str:
        """Return where the person of a row stands: `listed`, `ready`, `apart`, or `left_out`."""
        place = int(self.figures.place[row])
        names = {"": "listed", "ready": "ready", "apart": "apart"}
        return next((words for name, words in names.items() if place in LISTS[name]), "left_out")

    def reasons_of(self, row: int) -> tuple[str, ...]:
        """Return which of the constraints that are set the person of a row fails."""
        bits = int(self.figures.failed[row])
        return tuple(name for place, name in enumerate(REASONS) if bits >> place & 1 and self._is_set(name))

    def is_apart(self, row: int) -> bool:
        """Say whether the job is a step down for the person of a row."""
        return int(self.figures.place[row]) in LISTS["apart"]

    @property
    def constraints(self) -> Constraints:
        """What the job offers and asks."""
        return self.job.constraints

    @property
    def extras(self) -> tuple[Extra, ...]:
        """What one has or has not, with the hours of its course."""
        return tuple(item.extra for item in self.job.extras)

    @cached_property
    def order(self) -> np.ndarray:
        """Rows of the list in front, first place first, int [len]."""
        return self.given if self.given is not None else self._ordered(self.front, None)

    @cached_property
    def apart(self) -> np.ndarray:
        """Rows of those for whom the job is a step down, first place first."""
        return self._ordered("apart", None)

    @cached_property
    def for_less(self) -> np.ndarray:
        """Rows of those who would only earn less, first place first."""
        return self._ordered("for_less", None)

    @cached_property
    def ready(self) -> np.ndarray:
        """Rows of those whose last work was this very occupation, first place first."""
        return self._ordered("ready", None)

    @cached_property
    def whole(self) -> HoursOfRows:
        """The range of hours of everybody in the pool: a page asks only for its own rows."""
        return hours_of_rows(self.job, self.pool, np.arange(len(self.pool)))

    @property
    def hours_low(self) -> np.ndarray:
        """Least hours of everybody in the pool, float [n]."""
        return self.whole.low

    @property
    def hours(self) -> np.ndarray:
        """Hours of everybody in the pool, middle of the range, float [n]."""
        return self.whole.middle

    @property
    def hours_high(self) -> np.ndarray:
        """Most hours of everybody in the pool, float [n]."""
        return self.whole.high

    @property
    def lacks(self) -> np.ndarray:
        """Who lacks which of `extras`, boolean [n, extras]."""
        return self.whole.lacks

    @property
    def schooling(self) -> np.ndarray:
        """Hours of school that most who do the job have and the person's last work does not show, float [n]."""
        return self.whole.schooling

    @cached_property
    def excluded(self) -> dict[str, int]:
        """How many each reason leaves out, of those constraints that are set; a person may fail several."""
        return {reason: count for reason, count in excluded(self.figures).items() if self._is_set(reason)}

    @cached_property
    def if_relaxed(self) -> dict[str, int]:
        """How many more people each constraint alone would bring in if it were dropped."""
        return {reason: count for reason, count in if_relaxed(self.figures).items() if self._is_set(reason)}

    def _is_set(self, reason: str) -> bool:
        wanted = self.constraints
        if reason in {"schedule", "credentials"}:
            return bool(wanted.shifts if reason == "schedule" else wanted.credentials)
        return getattr(wanted, "max_hours" if reason == "hours" else reason) is not None

    def chosen_rates(self, ids: Iterable[str]) -> tuple[ChosenRate, ...]:
        """Return, by segment, how many of those who could be chosen were; never part of a choice."""
        chosen = np.zeros(len(self.pool), bool)
        chosen[self.pool.rows_of(list(ids))] = True
        return chosen_rates(self.pool.segments, (self.figures.place < FAILED) | chosen, chosen)

    @cached_property
    def selection_rates(self) -> tuple[SelectionRate, ...]:
        """Rates of being on a list, by segment; computed after the ranking, never part of it."""
        segments = self.pool.segments
        return rates_of_counts({kind: counts_of(column, self.figures) for kind, column in segments.items()})

    @cached_property
    def _by_tenths(self) -> np.ndarray:
        """How many of the list in front need fewer than so many tenths of an hour, int64 [tenths + 1]."""
        shift = self.job.shift
        size = int(self.figures.hours.max(initial=0)) * 10 // (1 << shift) + 3
        counts = np.zeros(size, np.int64)
        if self.given is not None:
            counts = np.bincount(tenths(self.figures.hours[self.given], shift), minlength=size)
        else:
            for place in LISTS[self.front]:
                counts += in_parts(
                    0, len(self.pool), compiled("histogram"), self.figures.hours, self.figures.place, place, shift,
                    counting=((size,),),
                )[0]  # fmt: skip
            counts = np.append(counts[1:], 0)
        return np.concatenate([[0], np.cumsum(counts)])

    @cached_property
    def _short_by_tenths(self) -> np.ndarray:
        """Like `_by_tenths`, of those alone who have less experience than the job asks for."""
        lacks, size = self._merits.short_of_experience, len(self._by_tenths) - 1
        if not len(lacks):
            return np.zeros(size + 1, np.int64)
        rows = self._rows(self.front) if self.given is None else self.given
        found = tenths(self.figures.hours[rows[lacks[rows]]], self.job.shift)
        return np.concatenate([[0], np.cumsum(np.bincount(found, minlength=size))])

    def below(self, hours: float) -> int:
        """Return how many of the list in front need fewer hours (middle of the range, to a tenth) than this."""
        return _at_tenth(self._by_tenths, hours)

    def within(self, hours: float) -> int:
        """Return how many of the list in front need fewer hours than this, and have the experience asked for."""
        return self.below(hours) - self.within_without_experience(hours)

    def within_without_experience(self, hours: float) -> int:
        """Return how many need fewer hours than this and lack the experience asked for, which no training gives."""
        return _at_tenth(self._short_by_tenths, hours)

    def lacks_experience(self, rows: np.ndarray) -> np.ndarray:
        """Say of the people of these rows who has less experience than the job asks for, boolean."""
        lacks = self._merits.short_of_experience
        return np.asarray(lacks[rows]) if len(lacks) else np.zeros(len(rows), bool)

    def place_with(self, row: int, hours: float) -> int:
        """Return the first place (1 first) that the person of a row could have with so many hours, as the list stands.

        Whoever lacks the experience that the job asks for stays behind everybody who has it.
        """
        limit = whole(round(hours * 10)) - 0.5
        lacks = self._merits.short_of_experience
        if not len(lacks) or not lacks[row]:
            return self.within(limit) + 1
        with_experience = int(self._by_tenths[-1] - self._short_by_tenths[-1])
        return with_experience + self.within_without_experience(limit) + 1

    def by_occupation(self, within: float | None = None) -> dict[str, int]:
        """Return how many meet the conditions by where they come from, most first, whichever list they stand on.

        With `within` only those of the list itself who need fewer hours and have the experience asked for.
        """
        if within is None:
            counts = self.figures.by_occupation[:, :FAILED].sum(axis=1)
        elif len(lacks := self._merits.short_of_experience):
            rows = self._rows("")
            near = tenths(self.figures.hours[rows], self.job.shift) < np.ceil(round(within * 10, 6))
            has = rows[near & ~lacks[rows]]
            counts = np.bincount(self.pool.occupation[has] + 1, minlength=len(self.job.above))
        else:
            figures, limit = self.figures, np.uint64(np.ceil(round(within * 10, 6)))
            (counts,) = in_parts(
                0, len(self.pool), compiled("count_within"), figures.hours, figures.place, self.pool.occupation,
                self.job.shift, limit, counting=((len(self.job.above),),),
            )  # fmt: skip
        named = [
            (self.reference.occupations[row].code, int(counts[row + 1])) for row in np.flatnonzero(counts[1:])
        ]
        return dict(sorted(named, key=lambda pair: (-pair[1], pair[0])))

    def page(self, start: int = 0, count: int = 25) -> tuple[RankedPerson, ...]:
        """Return people from place `start` (0 first) on."""
        if self.given is not None or "order" in self.__dict__:
            rows = self.order[start : start + count]
        else:
            rows = self._ordered(self.front, start + count)[start:]
        return people_of_rows(self, rows, start)

    def first(self, count: int) -> tuple[RankedPerson, ...]:
        """Return the first of the list; where it is too short, those after them who would only earn less."""
        listed = self.page(0, count)
        if len(listed) == count or self.given is not None:
            return listed
        more = replace(self, front="for_less").page(0, count - len(listed))
        return (*listed, *(replace(person, rank=len(listed) + person.rank) for person in more))

    def place_of(self, person_id: str) -> int | None:
        """Return the place of a person on the list in front, or None where they are not on it."""
        found = self.pool.rows_of([person_id])
        if not found.size:
            return None
        row = int(found[0])
        if self.given is not None:
            place = np.flatnonzero(self.given == row)
            return int(place[0]) if place.size else None
        if self.figures.place[row] not in LISTS[self.front]:
            return None
        return before(row, self._rows(self.front), self.pool, self._merits, self.ordering, self.code or "")

    def hours_of(self, rows: np.ndarray) -> np.ndarray:
        """Return the hours by which the order stands, middle of the range, of the people of these rows, in tenths."""
        return tenths(self.figures.hours[rows], self.job.shift) / 10

    def places_of(self, person_ids: Iterable[str]) -> np.ndarray:
        """Return the places, int, that these people have on the list, best first; who is not on it has none."""
        return np.flatnonzero(np.isin(self.order, self.pool.rows_of(list(person_ids))))

    def at(self, places: np.ndarray) -> tuple[RankedPerson, ...]:
        """Return the people who stand at these places (0 first) of the list in front."""
        people = people_of_rows(self, self.order[places], 0)
        return tuple(
            replace(person, rank=place + 1) for person, place in zip(people, places.tolist(), strict=True)
        )

    def group(self, name: str) -> PoolRanking:
        """Return the ranking with its list "apart" or "ready" in front; any other name is the list itself."""
        return replace(self, front=name, given=None) if name in {"apart", "ready"} else self

    def only(self, ids: Sequence[str]) -> PoolRanking:
        """Return the ranking of these people alone, in the order of the list, whatever constraint they fail."""
        rows = self.pool.rows_of(ids)
        return replace(self, given=ordered(rows, self.pool, self._merits, self.ordering, self.code or ""))

    def person(self, place: int) -> RankedPerson:
        """Build one row with its parts."""
        return self.page(place, 1)[0]

    def support_of(self, rows: np.ndarray) -> np.ndarray:
        """Return the price of the support that these people need, USD; a barrier without a price costs nothing."""
        total = np.zeros(len(rows))
        for place, barrier in enumerate(BARRIERS):
            total += (self.pool.barriers[rows] >> place & 1) * self.support_prices.get(barrier.value, 0.0)
        return total

    @cached_property
    def _merits(self) -> Merits:
        asked = self.constraints.experience_years
        short = np.empty(0, bool) if asked is None or self.years is None else np.asarray(self.years < asked)
        gain = self.pay.pay.wage - self.pool.wage_now
        return Merits(self.figures.skills, self.figures.hours, gain, short, self.job.shift)

    def _rows(self, name: str) -> np.ndarray:
        """Return the rows of a list, as they stand in the pool."""
        places = LISTS[name]
        found = self.figures.place == places[0]
        for place in places[1:]:
            found |= self.figures.place == place
        return np.flatnonzero(found)

    def _ordered(self, name: str, first: int | None) -> np.ndarray:
        return ordered(self._rows(name), self.pool, self._merits, self.ordering, self.code or "", first)


def _at_tenth(counts: np.ndarray, hours: float) -> int:
    """Return how many stand below so many hours, of counts by tenths that are added up."""
    return int(counts[min(max(0, int(np.ceil(round(hours * 10, 6)))), len(counts) - 1)])

"""The ranked list and its rows: every figure of a person open to its parts."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field, replace
from functools import cached_property

import numpy as np

from gainful.engine.held.circumstances import BARRIERS, words
from gainful.engine.occupations import Reference
from gainful.engine.occupations.wages import PLACES
from gainful.engine.ranking.fairness import ChosenRate, SelectionRate, chosen_rates, selection_rates
from gainful.engine.ranking.kernel import UNKNOWN
from gainful.engine.ranking.order import Chance, Ordering
from gainful.engine.ranking.pay_change import JobPay, Pay, PayChange, pay_change
from gainful.engine.ranking.pool import Constraints, Pool
from gainful.engine.ranking.pool_hours import Extra, HourRates

SCHOOLING = "The schooling that most who do this job have"
NEWCOMER = "What newcomers learn at the job itself"
EXPERIENCE = "experience"
NOT_A_COURSE = frozenset({"schooling", "newcomer", EXPERIENCE})
"""Lines of hours that no single course closes."""


@dataclass(frozen=True, slots=True)
class ShortOf:
    """One thing a person is short of for the job; held None means nobody knows."""

    competency_id: str
    name: str
    required: float
    held: float | None
    hours_low: float
    hours_high: float


@dataclass(frozen=True, slots=True)
class RankedPerson:
    """One person for a job, with the parts of every figure."""

    rank: int
    row: int
    id: str
    name: str
    occupation_code: str | None
    occupation_title: str | None
    hours_low: float
    hours: float
    hours_high: float
    training_cost: float
    support_cost: float
    wage_change: float | None
    wage_change_bound: str
    """How to read `wage_change`: `exact`, `at_least`, `at_most` or `unknown`."""
    chance: Chance | None
    """Of finishing and being hired with so many hours; None where there is no data on it."""
    wage_place: str
    """Whose median the change is from: `area` where they live, `state` or `nation`."""
    short_of: tuple[ShortOf, ...]
    already_has: tuple[str, ...]
    support: tuple[str, ...]
    missing_credentials: tuple[str, ...]
    what_would_change: tuple[str, ...]

    @property
    def cost(self) -> float:
        """Training and support together, USD."""
        return self.training_cost + self.support_cost


@dataclass(frozen=True)
class PoolRanking:
    """The ranked list; rows are built when asked for, so that a page costs a page."""

    pool: Pool
    rates: HourRates
    extras: tuple[Extra, ...]
    lacks: np.ndarray
    """boolean [n, extras]"""
    schooling: np.ndarray
    """float [n]: hours of school that most who do the job have and the person's last work does not show"""
    at_work: np.ndarray
    """float [n, 2]: least hours, low and high, for work of the job that the person's last work does not have"""
    reference: Reference
    constraints: Constraints
    order: np.ndarray
    """int [eligible]: rows of the pool, best first; people for whom the job is a step down are in `apart`"""
    apart: np.ndarray
    """int: rows of people who could do the job but whose work asks for or pays much more, best first"""
    for_less: np.ndarray
    """int: those of `apart` who would only earn less, best first"""
    ready: np.ndarray
    """int: rows of people whose last work was this very occupation: refer them now, train others"""
    hours_low: np.ndarray
    hours: np.ndarray
    hours_high: np.ndarray
    support_cost: np.ndarray
    price_per_hour: float
    pay: JobPay
    """What the job pays, whatever constraint is loosened."""
    ordering: Ordering
    years: np.ndarray | None = None
    """float [n]: years of work of this or a near kind; None where the job asks for none"""
    failed: Mapping[str, np.ndarray] = field(default_factory=dict)
    """reason → boolean [n]: who fails it"""

    def __len__(self) -> int:
        return len(self.order)

    @cached_property
    def excluded(self) -> dict[str, int]:
        """How many each reason leaves out; a person may fail several."""
        return {reason: int(mask.sum()) for reason, mask in self.failed.items()}

    @cached_property
    def if_relaxed(self) -> dict[str, int]:
        """How many more people each constraint alone would bring in if it were dropped."""
        if not self.failed:
            return {}
        total = np.sum(list(self.failed.values()), axis=0)
        return {reason: int((mask & (total == 1)).sum()) for reason, mask in self.failed.items()}

    def chosen_rates(self, ids: Iterable[str]) -> tuple[ChosenRate, ...]:
        """Return, by segment, how many of those who could be chosen were; never part of a choice."""
        listed = np.zeros(len(self.pool), bool)
        listed[self.order] = listed[self.apart] = listed[self.ready] = True
        chosen = np.isin(self.pool.ids, np.array(list(ids), dtype=self.pool.ids.dtype))
        return chosen_rates(self.pool.segments, listed | chosen, chosen)

    @cached_property
    def selection_rates(self) -> tuple[SelectionRate, ...]:
        """Rates of being on the list, by segment; computed after the ranking, never part of it."""
        chosen = np.zeros(len(self.pool), bool)
        chosen[self.order] = True
        chosen[self.apart] = chosen[self.ready] = True
        return selection_rates(self.pool.segments, chosen)

    def within(self, hours: float) -> int:
        """Return how many on the list need fewer hours (middle of the range) than this."""
        return int((self.hours[self.order] < hours).sum())

    def by_occupation(self, within: float | None = None) -> dict[str, int]:
        """Return how many meet the conditions by where they come from, most first, whichever list they stand on.

        With `within` only those of the list itself who need fewer hours.
        """
        everybody = np.concatenate([self.order, self.apart, self.ready])
        chosen = everybody if within is None else self.order[self.hours[self.order] < within]
        rows, counts = np.unique(self.pool.occupation[chosen], return_counts=True)
        named = [
            (self.reference.occupations[r].code, int(c)) for r, c in zip(rows, counts, strict=True) if r >= 0
        ]
        return dict(sorted(named, key=lambda pair: (-pair[1], pair[0])))

    def page(self, start: int = 0, count: int = 25) -> tuple[RankedPerson, ...]:
        """Return people from place `start` (0 first) on."""
        stop = min(len(self), start + count)
        return tuple(self.person(place) for place in range(start, stop))

    def first(self, count: int) -> tuple[RankedPerson, ...]:
        """Return the first of the list; where it is too short, those after them who would only earn less."""
        listed = self.page(0, count)
        more = replace(self, order=self.for_less).page(0, count - len(listed))
        return (*listed, *(replace(person, rank=len(listed) + person.rank) for person in more))

    def place_of(self, person_id: str) -> int | None:
        """Return the place of a person on the list, or None where they are not on it."""
        found = np.flatnonzero(self.pool.ids[self.order] == person_id)
        return int(found[0]) if found.size else None

    def group(self, name: str) -> PoolRanking:
        """Return the ranking with its list "apart" or "ready" in front; any other name is the list itself."""
        return replace(self, order=getattr(self, name)) if name in {"apart", "ready"} else self

    def only(self, ids: Sequence[str]) -> PoolRanking:
        """Return the ranking of these people alone, least hours first, whatever constraint they fail."""
        rows = np.flatnonzero(np.isin(self.pool.ids, np.array(ids, dtype=self.pool.ids.dtype)))
        return replace(
            self, order=rows[np.lexsort((self.pool.ids[rows], self.pool.codes[rows], self.hours[rows]))]
        )

    def person(self, place: int) -> RankedPerson:
        """Build one row with its parts."""
        row = int(self.order[place])
        occupation_row = int(self.pool.occupation[row])
        occupation = self.reference.occupations[occupation_row] if occupation_row >= 0 else None
        short, has = _compare(self, row)
        missing = tuple(sorted(self.constraints.credentials - self.pool.credentials[row]))
        change = _wage_change(self, row)
        return RankedPerson(
            rank=place + 1,
            row=row,
            id=str(self.pool.ids[row]),
            name=str(self.pool.names[row]),
            occupation_code=occupation.code if occupation else None,
            occupation_title=occupation.title if occupation else None,
            hours_low=float(self.hours_low[row]),
            hours=float(self.hours[row]),
            hours_high=float(self.hours_high[row]),
            training_cost=round(float(self.hours[row]) * self.price_per_hour, 2),
            support_cost=round(float(self.support_cost[row]), 2),
            wage_change=None if change.amount is None else round(change.amount, 0),
            wage_change_bound=change.bound,
            chance=self.ordering.chance(float(self.hours[row])),
            wage_place=PLACES[self.pool.wage_now_place[row]],
            short_of=short,
            already_has=has,
            support=tuple(word.value for word in words(int(self.pool.barriers[row]), BARRIERS)),
            missing_credentials=missing,
            what_would_change=_what_would_change(self, place, short),
        )


def _compare(ranking: PoolRanking, row: int) -> tuple[tuple[ShortOf, ...], tuple[str, ...]]:
    """Return what a person is short of, most hours first, and the names of what they already hold."""
    rates, elements = ranking.rates, ranking.reference.elements
    short, has = [], []
    doubt = float(ranking.pool.doubt[row]) / 100
    for k, column in enumerate(rates.columns):
        held_raw = ranking.pool.levels[row, column]
        held = None if held_raw == UNKNOWN else float(held_raw) / 100
        need = float(rates.required[k])
        element = elements[column]
        if held is not None and held >= need:
            has.append((float(rates.high[k]) * need, element.name))
            continue
        gap_low = 0.0 if held is None else max(0.0, need - held - doubt)
        gap_high = need if held is None else need - max(0.0, held - doubt)
        short.append(
            ShortOf(
                element.id,
                element.name,
                need,
                held,
                float(rates.low[k]) * gap_low,
                float(rates.high[k]) * gap_high,
            )
        )
    short += [
        ShortOf(extra.competency_id, extra.name, 1.0, 0.0, extra.low, extra.high)
        for extra, missing in zip(ranking.extras, ranking.lacks[row], strict=True)
        if missing
    ]
    rated_high = sum(line.hours_high for line in short)
    least, most = (float(hours) for hours in ranking.at_work[row])
    if most > rated_high:
        short.append(ShortOf("newcomer", NEWCOMER, 1.0, 0.0, least, most))
    if school := float(ranking.schooling[row]):
        short.append(ShortOf("schooling", SCHOOLING, 1.0, 0.0, 0.0, school))
    if (experience := _experience(ranking, row)) is not None:
        short.append(experience)
    has += [(extra.high, extra.name) for extra, missing in zip(ranking.extras, ranking.lacks[row], strict=True)
            if not missing]  # fmt: skip
    short.sort(key=lambda line: (-line.hours_high, line.competency_id))
    return tuple(short), tuple(name for _, name in sorted(has, reverse=True))


def _experience(ranking: PoolRanking, row: int) -> ShortOf | None:
    """Return the years of experience that the job asks for and the person lacks: time that no course replaces."""
    asked = ranking.constraints.experience_years
    if asked is None or ranking.years is None or (held := float(ranking.years[row])) >= asked:
        return None
    name = f"{asked:g} {'year' if asked == 1 else 'years'} of experience in this or near work"
    return ShortOf(EXPERIENCE, name, asked, round(held, 1), 0.0, 0.0)


def _wage_change(ranking: PoolRanking, row: int) -> PayChange:
    """Return the job's pay minus what is typical for their last work; unknown where either is."""
    pool = ranking.pool
    return pay_change(ranking.pay.pay, Pay(float(pool.wage_now[row]), bool(pool.wage_now_at_least[row])))


def _what_would_change(ranking: PoolRanking, place: int, short: tuple[ShortOf, ...]) -> tuple[str, ...]:
    """Say in words what would move this person up: closing the largest gap, or learning what is unknown."""
    row = int(ranking.order[place])
    said = []
    unknown = [line for line in short if line.held is None]
    if unknown:
        said.append(f"Ask about {unknown[0].name}: nobody knows their level yet.")
    known = [line for line in short if line.held is not None and line.competency_id not in NOT_A_COURSE]
    if known:
        top = known[0]
        hours = (top.hours_low + top.hours_high) / 2
        better = int((ranking.hours[ranking.order] < ranking.hours[row] - hours).sum()) + 1
        if better < place + 1:
            said.append(f"With {top.name} at the level asked for, they would stand at place {better}.")
    return tuple(said)

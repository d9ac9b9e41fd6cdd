"""The rows of a ranked list, built for those that are shown: every figure of a person open to its parts."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace
from typing import Protocol

import numpy as np

from gainful.engine.held.circumstances import BARRIERS, words
from gainful.engine.occupations import Reference
from gainful.engine.occupations.wages import PLACES
from gainful.engine.ranking.columns import levels_of_rows
from gainful.engine.ranking.job_tables import JobTables
from gainful.engine.ranking.kernel import UNKNOWN, range_of_hours
from gainful.engine.ranking.order import Chance, ListOrder, Ordering
from gainful.engine.ranking.pay_change import JobPay, Pay, PayChange, pay_change
from gainful.engine.ranking.pool import Constraints, Pool
from gainful.engine.ranking.pool_hours import DEGREE_SCHOOLING, Extra, with_extras

SCHOOLING = "The schooling that most who do this job have"
NEWCOMER = "What everybody new to this job learns"
EXPERIENCE = "experience"
NOT_A_COURSE = frozenset({"schooling", "newcomer", EXPERIENCE})
"""Lines of hours that no single course closes."""


@dataclass(frozen=True, slots=True)
class ShortOf:
    """One thing a person is short of for the job; held None means nobody knows.

    Levels carry the decimals that tell them apart: "needs 4.4, holds 4.4" would be no shortfall.
    """

    competency_id: str
    name: str
    required: float
    held: float | None
    hours_low: float
    hours_high: float
    by_level: tuple[float, float] | None = None
    """Hours for the level as it is estimated, without its doubt, at the least and the most hours a level takes; None
    where the line's ends are not of a doubtful level."""

    @property
    def level_low(self) -> float:
        """The hours without the doubt of the level, at the least hours a level."""
        return self.hours_low if self.by_level is None else self.by_level[0]

    @property
    def level_high(self) -> float:
        """The hours without the doubt of the level, at the most hours a level."""
        return self.hours_high if self.by_level is None else self.by_level[1]

    @property
    def decimals(self) -> int:
        """How many decimals tell what is required from what is held."""
        return decimals(self.required, self.held)


def decimals(required: float, held: float | None) -> int:
    """Return 1, or 2 where two levels would be shown as equal."""
    return 2 if held is not None and f"{required:.1f}" == f"{held:.1f}" else 1


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
    typical_of_work: tuple[str, ...]
    """Tools that the last work usually uses and nobody has told of the person: to be asked or tested."""
    support: tuple[str, ...]
    missing_credentials: tuple[str, ...]
    what_would_change: tuple[str, ...]

    @property
    def experience(self) -> ShortOf | None:
        """The experience that the job asks for and the person lacks."""
        return next((item for item in self.short_of if item.competency_id == EXPERIENCE), None)

    @property
    def cost(self) -> float:
        """Training and support together, USD."""
        return self.training_cost + self.support_cost


class Ranked(Protocol):
    """What the rows of a list are read from."""

    @property
    def pool(self) -> Pool:
        """Return the people."""
        ...

    @property
    def job(self) -> JobTables:
        """Return the job's tables."""
        ...

    @property
    def reference(self) -> Reference:
        """Return the reference release."""
        ...

    @property
    def constraints(self) -> Constraints:
        """Return what the job offers and asks."""
        ...

    @property
    def extras(self) -> tuple[Extra, ...]:
        """Return what one has or has not."""
        ...

    @property
    def price_per_hour(self) -> float:
        """Return the price of an hour of training, USD."""
        ...

    @property
    def pay(self) -> JobPay:
        """Return what the job pays."""
        ...

    @property
    def ordering(self) -> Ordering:
        """Return how the list is ordered."""
        ...

    @property
    def years(self) -> np.ndarray | None:
        """Return years in this or near work, float [n], None where nobody asks."""
        ...

    def support_of(self, rows: np.ndarray) -> np.ndarray:
        """Return the price of the support that these people need, USD."""
        ...

    def hours_of(self, rows: np.ndarray) -> np.ndarray:
        """Return the hours, to a tenth, by which the order stands."""
        ...

    def place_with(self, row: int, hours: float) -> int:
        """Return the first place that the person of a row could have with so many hours."""
        ...


@dataclass(frozen=True, slots=True)
class HoursOfRows:
    """The range of hours of some people and what it is made of."""

    low: np.ndarray
    middle: np.ndarray
    high: np.ndarray
    """float [rows], hours"""
    levels: np.ndarray
    """uint16 [rows, k], in the competencies that the job needs, hundredths, 65535 unknown"""
    lacks: np.ndarray
    """boolean [rows, extras]"""
    schooling: np.ndarray
    """float [rows]: hours of school that most who do the job have and the person's last work does not show"""
    at_work: np.ndarray
    """float [rows, 2]: least hours, low and high, for work of the job that the person's last work does not have"""


def hours_of_rows(
    job: JobTables, pool: Pool, rows: np.ndarray, closed: np.ndarray | None = None
) -> HoursOfRows:
    """Return the range of hours of these people for a job.

    `closed` [rows] is one gap of each that is taken as closed: the place of a competency that the job needs, behind
    them the place of an extra; -1 none.
    """
    rates, occupation = job.rates, pool.occupation[rows]
    held = [pool.credentials[row] for row in rows.tolist()]
    levels = levels_of_rows(pool.levels, rows, rates.columns)
    if closed is not None:
        levels = np.array(levels)
        at = np.flatnonzero((closed >= 0) & (closed < len(rates.columns)))
        levels[at, closed[at]] = UNKNOWN - 1
    low, middle, high = range_of_hours(
        levels, pool.doubt[rows], job.twice / 2, rates.low / 100, rates.high / 100
    )
    at_work = job.at_work[occupation + 1]
    low, middle, high = (
        np.maximum(low, at_work[:, 0]),
        np.maximum(middle, at_work.mean(axis=1)),
        np.maximum(high, at_work[:, 1]),
    )
    lacks = np.ones((len(rows), len(job.extras)), bool)
    for column, item in enumerate(job.extras):
        says = np.array([not of.isdisjoint(item.keys) for of in held], bool)
        lacks[:, column] = ~(says | item.by_occupation[occupation + 1])
    if closed is not None:
        at = np.flatnonzero(closed >= len(rates.columns))
        lacks[at, closed[at] - len(rates.columns)] = False
    low, middle, high = with_extras((low, middle, high), lacks, tuple(item.extra for item in job.extras))
    told = [max((DEGREE_SCHOOLING[key] for key in of & DEGREE_SCHOOLING.keys()), default=0.0) for of in held]
    schooling = job.schooling_gap(occupation, np.array(told, float))
    middle, high = np.maximum(middle, schooling / 2), np.maximum(high, schooling)
    return HoursOfRows(low, middle, high, levels, lacks, schooling, at_work)


def people_of_rows(ranking: Ranked, rows: np.ndarray, first_place: int) -> tuple[RankedPerson, ...]:
    """Build the rows of these people, who stand on the list from a place (0 first) on.

    Whoever has no name to show, not even a code, is left out: the reader may not see them.
    """
    pool, hours = ranking.pool, hours_of_rows(ranking.job, ranking.pool, rows)
    support = ranking.support_of(rows)
    middles = ranking.hours_of(rows)
    compared = [_compare(ranking, row, hours, at) for at, row in enumerate(rows.tolist())]
    better = _places_without_largest(ranking, rows, [parts[0] for parts in compared])
    ids, names = (pool.ids[rows], pool.names[rows])
    found = []
    for at, row in enumerate(rows.tolist()):
        if names[at] is None:  # whoever shows names says that the reader may not see this person
            continue
        occupation_row = int(pool.occupation[row])
        occupation = ranking.reference.occupations[occupation_row] if occupation_row >= 0 else None
        short, has, suggested = compared[at]
        change = _wage_change(ranking, row)
        middle = float(middles[at])
        found.append(
            RankedPerson(
                rank=first_place + at + 1,
                row=row,
                id=str(ids[at]),
                name=str(names[at]),
                occupation_code=occupation.code if occupation else None,
                occupation_title=occupation.title if occupation else None,
                hours_low=round(float(hours.low[at]), 1),
                hours=middle,
                hours_high=round(float(hours.high[at]), 1),
                training_cost=round(middle * ranking.price_per_hour, 2),
                support_cost=round(float(support[at]), 2),
                wage_change=None if change.amount is None else round(change.amount, 0),
                wage_change_bound=change.bound,
                chance=ranking.ordering.chance(middle),
                wage_place=PLACES[pool.wage_now_place[row]],
                short_of=short,
                already_has=has,
                typical_of_work=suggested,
                support=tuple(word.value for word in words(int(pool.barriers[row]), BARRIERS)),
                missing_credentials=tuple(sorted(ranking.constraints.credentials - pool.credentials[row])),
                what_would_change=_what_would_change(first_place + at, short, better[at]),
            )
        )
    return tuple(found)


def _compare(
    ranking: Ranked, row: int, hours: HoursOfRows, at: int
) -> tuple[tuple[ShortOf, ...], tuple[str, ...], tuple[str, ...]]:
    """Return what a person is short of, the names of what they hold, and of what only their last work suggests."""
    rates, elements, extras = ranking.job.rates, ranking.reference.elements, ranking.extras
    short, has = [], []
    doubt = float(ranking.pool.doubt[row]) / 100
    for k, column in enumerate(rates.columns):
        held_raw = hours.levels[at, k]
        held = None if held_raw == UNKNOWN else float(held_raw) / 100
        need = float(rates.required[k])
        element = elements[column]
        if held is not None and held >= round(need, 2):  # levels are told apart to a hundredth
            has.append((float(rates.high[k]) * need, element.name))
            continue
        gap_low = 0.0 if held is None else max(0.0, need - held - doubt)
        gap_high = need if held is None else need - max(0.0, held - doubt)
        gap = need / 2 if held is None else need - held
        low, high = float(rates.low[k]), float(rates.high[k])
        ends, by_level = (low * gap_low, high * gap_high), (low * gap, high * gap)
        short.append(ShortOf(element.id, element.name, need, held, *ends, by_level))
    short += [
        ShortOf(extra.competency_id, extra.name, 1.0, 0.0, extra.low, extra.high)
        for extra, missing in zip(extras, hours.lacks[at], strict=True)
        if missing
    ]
    rated_high = sum(line.hours_high for line in short)
    least, most = (float(each) for each in hours.at_work[at])
    if most > rated_high:
        short.append(ShortOf("newcomer", NEWCOMER, 1.0, 0.0, least, most))
    if school := float(hours.schooling[at]):
        short.append(ShortOf("schooling", SCHOOLING, 1.0, 0.0, 0.0, school))
    if (experience := _experience(ranking, row)) is not None:
        short.append(experience)
    told = ranking.pool.credentials[row]
    suggested: list[tuple[float, str]] = []
    for item, missing in zip(ranking.job.extras, hours.lacks[at], strict=True):
        if not missing:
            (suggested if told.isdisjoint(item.keys) else has).append((item.extra.high, item.extra.name))
    short.sort(
        key=lambda line: (line.competency_id != EXPERIENCE, -line.hours_high, line.competency_id)
    )  # what no training gives is read first
    names, guesses = (tuple(name for _, name in sorted(of, reverse=True)) for of in (has, suggested))
    return tuple(map(_in_tenths, short)), names, guesses


def _in_tenths(line: ShortOf) -> ShortOf:
    """Return the line with hours as they are stored and shown, so that no page rounds another figure than a plan."""
    return replace(line, hours_low=round(line.hours_low, 1), hours_high=round(line.hours_high, 1))


def _experience(ranking: Ranked, row: int) -> ShortOf | None:
    """Return the years of experience that the job asks for and the person lacks: time that no course replaces."""
    asked = ranking.constraints.experience_years
    if asked is None or ranking.years is None or (held := float(ranking.years[row])) >= asked:
        return None
    months = round(asked * 12)
    many = f"{months} month{'' if months == 1 else 's'}"
    length = many if months < 12 else f"{asked:g} {'year' if asked == 1 else 'years'}"
    name = f"{length} of experience in this or near work"
    return ShortOf(EXPERIENCE, name, asked, round(held, 1), 0.0, 0.0)


def _wage_change(ranking: Ranked, row: int) -> PayChange:
    """Return the job's pay minus what is typical for their last work; unknown where either is."""
    pool = ranking.pool
    return pay_change(ranking.pay.pay, Pay(float(pool.wage_now[row]), bool(pool.wage_now_at_least[row])))


def _largest(short: Sequence[ShortOf]) -> ShortOf | None:
    """Return the gap of most hours that somebody knows and one course could close."""
    known = (line for line in short if line.held is not None and line.competency_id not in NOT_A_COURSE)
    return next(known, None)


def _places_without_largest(
    ranking: Ranked, rows: np.ndarray, short: Sequence[Sequence[ShortOf]]
) -> list[int | None]:
    """Return the place that each would have with their largest gap closed, worked out anew; None where none is told."""
    if ranking.ordering.by is not ListOrder.LEAST_TRAINING:
        return [None] * len(rows)
    elements, columns = ranking.reference.elements, ranking.job.rates.columns
    gaps = [*(elements[column].id for column in columns), *(extra.competency_id for extra in ranking.extras)]
    places = {key: place for place, key in enumerate(gaps)}
    largest = [_largest(lines) for lines in short]
    closed = np.array([-1 if top is None else places[top.competency_id] for top in largest], np.int64)
    hours = hours_of_rows(ranking.job, ranking.pool, rows, closed).middle
    return [
        None if top is None else ranking.place_with(int(row), float(hours[at]))
        for at, (row, top) in enumerate(zip(rows, largest, strict=True))
    ]


def _what_would_change(place: int, short: Sequence[ShortOf], better: int | None) -> tuple[str, ...]:
    """Say in words what would move this person up: learning what is unknown, or closing the largest gap."""
    said = []
    unknown = [line for line in short if line.held is None]
    if unknown:
        said.append(f"Ask about {unknown[0].name}: nobody knows their level yet.")
    top = _largest(short)
    if top is not None and better is not None and better < place + 1:
        said.append(f"With {top.name} at the level asked for, they would stand at about place {better:,}.")
    if any(line.competency_id == EXPERIENCE for line in short):
        said.append(
            "They lack the experience that the posting asks for: whatever they learn, everybody who has it stands "
            "before them. Ask whether other work counts."
        )
    return tuple(said)

"""People for a job: least upskilling first, under the job's constraints, every figure open to its parts.

Barriers that support can remove never exclude; they appear with a price. Protected characteristics never enter.
Method and limits: docs/methods/ranking-people.md.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field, replace
from functools import cached_property

import numpy as np

from gainful.engine.gap import DEGREE_HOURS, newcomer_hours, school_hours, shortfall
from gainful.engine.occupations import Reference, load_reference
from gainful.engine.profiles.circumstances import BARRIERS, SHIFTS, words
from gainful.engine.profiles.licences import COVERS, licensed_above
from gainful.engine.profiles.model import CompetencyProfile, Domain, EvidenceKind, Need, Taxonomy
from gainful.engine.ranking.fairness import SelectionRate, selection_rates
from gainful.engine.ranking.kernel import UNKNOWN, training_hours
from gainful.engine.ranking.pool import Constraints, Pool

TRAINED = frozenset({Domain.SKILL, Domain.KNOWLEDGE, Domain.ACTIVITY})
DEGREE_SCHOOLING = {
    "credential:some-college": 450.0,
    "credential:postsecondary-certificate": 300.0,
    "credential:associate-degree": 1_800.0,
    "credential:bachelor-degree": 3_600.0,
    "credential:master-degree": 5_100.0,
    "credential:doctorate": 8_400.0,
}
"""Hours of schooling beyond high school that a degree stands for, as in `occupations.education.SCHOOL_HOURS`."""
STEP_DOWN_ZONES, STEP_DOWN_PAY = 2, 2.0
SCHOOLING = "The schooling that most who do this job have"
NEWCOMER = "What newcomers learn at the job itself"
NOT_A_COURSE = frozenset({"schooling", "newcomer"})
"""Lines of hours that no single course closes."""
TRAINING_PRICE_PER_HOUR = 15.0
"""USD: middle of the demo catalogue; a plan replaces it by the chosen courses' own prices."""


@dataclass(frozen=True, slots=True)
class HourRates:
    """What the job needs, as arrays over its trained O*NET competencies: columns, levels, hours per level."""

    columns: np.ndarray
    required: np.ndarray
    """float [k], levels 0-7"""
    low: np.ndarray
    high: np.ndarray
    """float [k], hours per whole level"""


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
    short_of: tuple[ShortOf, ...]
    already_has: tuple[str, ...]
    support: tuple[str, ...]
    missing_credentials: tuple[str, ...]
    what_would_change: tuple[str, ...]

    @property
    def cost(self) -> float:
        """Training and support together, USD."""
        return self.training_cost + self.support_cost


@dataclass(frozen=True, slots=True)
class Extra:
    """Something one has or has not, with the hours of its course."""

    competency_id: str
    name: str
    low: float
    high: float


def hour_rates(
    required: CompetencyProfile, reference: Reference, code: str | None = None
) -> tuple[HourRates, tuple[Extra, ...]]:
    """Return hours per level of each trained competency, and the courses for credentials and technologies.

    A credential counts where the job or the law asks for it, a technology where the job itself does; neither where it
    is nice to have, a technology not where it is only typical.
    Read off the gap of somebody who holds level 0 of everything, so that a pool and a person get the same figures.
    """
    asked = {
        line.competency_id
        for line in required.lines
        if line.domain in {Domain.CREDENTIAL, Domain.TECHNOLOGY}
        and line.need is not Need.NICE
        and (
            line.domain is Domain.CREDENTIAL
            or any(evidence.kind is not EvidenceKind.TYPICAL for evidence in line.evidence)
        )
    }
    zero = tuple(
        replace(line, level=0.0, level_low=0.0, level_high=0.0)
        for line in required.lines
        if line.taxonomy is Taxonomy.ONET and line.level
    )
    found = shortfall(
        required, CompetencyProfile(required.reference_version, zero), reference, code=code
    ).lines
    rated = [
        line
        for line in found
        if line.counted and line.domain in TRAINED and line.held is not None and line.required
    ]
    needed = np.array([line.required for line in rated], float)
    rates = HourRates(
        np.array([reference.column(line.competency_id) for line in rated], np.int64),
        needed,
        np.array([line.hours_low for line in rated], float) / needed,
        np.array([line.hours_high for line in rated], float) / needed,
    )
    extras = tuple(
        Extra(line.competency_id, line.name, line.hours_low, line.hours_high)
        for line in found
        if line.competency_id in asked and line.hours_high
    )
    return rates, extras


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
    """int [eligible]: rows of the pool, best first; people for whom the job is a long step down are in `apart`"""
    apart: np.ndarray
    """int: rows of people who could do the job but whose work asks for or pays much more, best first"""
    ready: np.ndarray
    """int: rows of people whose last work was this very occupation: refer them now, train others"""
    hours_low: np.ndarray
    hours: np.ndarray
    hours_high: np.ndarray
    support_cost: np.ndarray
    price_per_hour: float
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
        """Return how many on the list (or of those who need fewer hours than `within`) come from where, most first."""
        chosen = self.order if within is None else self.order[self.hours[self.order] < within]
        rows, counts = np.unique(self.pool.occupation[chosen], return_counts=True)
        named = [
            (self.reference.occupations[r].code, int(c)) for r, c in zip(rows, counts, strict=True) if r >= 0
        ]
        return dict(sorted(named, key=lambda pair: (-pair[1], pair[0])))

    def page(self, start: int = 0, count: int = 25) -> tuple[RankedPerson, ...]:
        """Return people from place `start` (0 first) on."""
        stop = min(len(self), start + count)
        return tuple(self.person(place) for place in range(start, stop))

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
        return replace(self, order=rows[np.lexsort((self.pool.ids[rows], self.hours[rows]))])

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
            wage_change=change,
            short_of=short,
            already_has=has,
            support=tuple(word.value for word in words(int(self.pool.barriers[row]), BARRIERS)),
            missing_credentials=missing,
            what_would_change=_what_would_change(self, place, short),
        )


def rank_pool(
    required: CompetencyProfile,
    pool: Pool,
    constraints: Constraints | None = None,
    *,
    code: str | None = None,
    reference: Reference | None = None,
    support_prices: Mapping[str, float] | None = None,
    price_per_hour: float = TRAINING_PRICE_PER_HOUR,
) -> PoolRanking:
    """Rank a pool for a job by least training hours, then support price, then id.

    Where a license takes everybody the same hours, those short of least besides it come first.

    `code` is the occupation whose preparation scales the hours; `support_prices` gives USD per barrier
    (engine.mix.prices), a missing barrier costs nothing.
    """
    reference = reference or load_reference(required.reference_version)
    constraints = constraints or Constraints()
    if pool.reference_version != required.reference_version:
        raise ValueError(
            f"The pool was read against {pool.reference_version}, the job against "
            f"{required.reference_version}. Refresh the pool for the job's version."
        )
    rates, extras = hour_rates(required, reference, code)
    low, middle, high = training_hours(
        pool.levels,
        pool.doubt,
        rates.columns,
        np.rint(rates.required * 100).astype(np.uint16),
        rates.low / 100,
        rates.high / 100,
    )
    lacks = _lacks(pool, extras, reference)
    at_work = _at_work(pool, code, reference)
    low, middle, high = (
        np.maximum(low, at_work[:, 0]),
        np.maximum(middle, at_work.mean(axis=1)),
        np.maximum(high, at_work[:, 1]),
    )
    skills_only = middle
    low, middle, high = _with_extras((low, middle, high), lacks, extras)
    schooling = _schooling(pool, code, reference)
    middle, high = np.maximum(middle, schooling / 2), np.maximum(high, schooling)
    support = _support_cost(pool, support_prices or {})
    failed = _failures(pool, constraints, middle, reference)
    eligible = ~np.logical_or.reduce(list(failed.values())) if failed else np.ones(len(pool), bool)
    rows = np.flatnonzero(eligible)
    by_hours = (np.round(skills_only[rows], 1), np.round(middle[rows], 1))
    ranked = rows[np.lexsort((pool.ids[rows], support[rows], *by_hours))]
    down = step_down(pool, constraints.wage, code, reference)[ranked]
    same = pool.occupation[ranked] == (reference.row(code) if code else -2)
    order, apart, ready = ranked[~down & ~same], ranked[down & ~same], ranked[same]
    return PoolRanking(
        pool=pool,
        rates=rates,
        extras=extras,
        lacks=lacks,
        schooling=schooling,
        at_work=at_work,
        reference=reference,
        constraints=constraints,
        order=order,
        apart=apart,
        ready=ready,
        hours_low=low,
        hours=middle,
        hours_high=high,
        support_cost=support,
        price_per_hour=price_per_hour,
        failed=failed,
    )


def step_down(pool: Pool, wage: float | None, code: str | None, reference: Reference) -> np.ndarray:
    """Who would step far down, boolean [n]: two job zones, half the pay, or a licence above the one the job asks for.

    They are listed apart, not on top: training them fills the job and wastes what they hold (docs/methods/feeders.md).
    A smaller loss of pay is shown, not judged: somebody laid off has lost the old pay already.
    """
    zones = np.array([occupation.job_zone or 0 for occupation in reference.occupations])
    zone_now = np.where(pool.occupation >= 0, zones[pool.occupation], 0)
    zone = reference.occupation(code).job_zone if code else None
    down = zone_now >= zone + STEP_DOWN_ZONES if zone else np.zeros(len(pool), bool)
    down |= np.isin(pool.occupation, [reference.row(other) for other in licensed_above(code or "")])
    return down | (pool.wage_now > wage * STEP_DOWN_PAY) if wage else down


def _schooling(pool: Pool, code: str | None, reference: Reference) -> np.ndarray:
    """Hours of school between a person's last work and a job whose workers report a degree; 0 for other jobs.

    Part of the upper estimate only. A degree the person told counts with its own hours, else their work stands for it.
    """
    school = np.nan_to_num(school_hours(reference))
    asked = school[reference.row(code)] if code else 0.0
    if asked < DEGREE_HOURS:
        return np.zeros(len(pool))
    held = np.where(pool.occupation >= 0, school[pool.occupation], 0.0)
    told = np.zeros(len(pool))
    for degree, hours in DEGREE_SCHOOLING.items():
        told[pool.holding(degree) & (told < hours)] = hours
    return np.maximum(0.0, asked - np.maximum(held, told))


def _at_work(pool: Pool, code: str | None, reference: Reference) -> np.ndarray:
    """Least hours of learning at the job itself by the person's last work, float [n, 2]; 0 where it is not known.

    Nobody's history is taken for granted: where no last work is known, levels are unknown and count as such.
    """
    if not code:
        return np.zeros((len(pool), 2))
    hours = np.column_stack(newcomer_hours(reference, reference.row(code)))
    return np.where((pool.occupation >= 0)[:, None], hours[pool.occupation], 0.0)


def _lacks(pool: Pool, extras: tuple[Extra, ...], reference: Reference) -> np.ndarray:
    """Who lacks which credential or technology; the latter is held where the last occupation uses it or one says so."""
    lacks = np.ones((len(pool), len(extras)), bool)
    rows, places, _ = reference.technology_uses
    listed = {technology.id: place for place, technology in enumerate(reference.technology_list)}
    for column, extra in enumerate(extras):
        if extra.competency_id.startswith("technology:"):
            users = rows[places == listed.get(extra.competency_id, -1)]
            lacks[:, column] = ~(np.isin(pool.occupation, users) | pool.holding(extra.competency_id))
        else:
            higher = (high for high, lower in COVERS.items() if extra.competency_id in lower)
            lacks[:, column] = ~pool.holding(extra.competency_id, *higher)
    return lacks


def _with_extras(
    hours: tuple[np.ndarray, np.ndarray, np.ndarray], lacks: np.ndarray, extras: tuple[Extra, ...]
) -> tuple[np.ndarray, np.ndarray, np.ndarray]:
    """Add courses as `gap.shortfall` does: the longest course for a credential teaches the skills, counted once."""
    low, middle, high = hours
    if not extras:
        return hours
    least, most = np.array([e.low for e in extras]), np.array([e.high for e in extras])
    technology = np.array([e.competency_id.startswith("technology:") for e in extras])
    longest = np.max(lacks * np.where(technology, 0.0, most), axis=1)
    of = {name: lacks @ np.where(mask, value, 0.0) for name, mask, value in (
        ("cl", ~technology, least), ("ch", ~technology, most), ("tl", technology, least), ("th", technology, most),
    )}  # fmt: skip
    return (
        np.maximum(low, of["cl"]) + of["tl"],
        np.maximum(middle, (of["cl"] + of["ch"]) / 2) + (of["tl"] + of["th"]) / 2,
        np.maximum(high, longest) + of["ch"] - longest + of["th"],
    )


def _support_cost(pool: Pool, prices: Mapping[str, float]) -> np.ndarray:
    total = np.zeros(len(pool))
    for place, barrier in enumerate(BARRIERS):
        total += (pool.barriers >> place & 1) * prices.get(barrier.value, 0.0)
    return total


def _failures(
    pool: Pool, wanted: Constraints, hours: np.ndarray, reference: Reference
) -> dict[str, np.ndarray]:
    """Return who fails each constraint that is set; an unanswered question never excludes anybody."""
    tests: dict[str, Callable[[], np.ndarray]] = {}
    if wanted.wage is not None:
        tests["wage"] = lambda: pool.wage_floor > wanted.wage
    if wanted.area is not None:
        tests["area"] = lambda: (pool.area != wanted.area) & (pool.area != "")
    if wanted.shifts:
        tests["schedule"] = lambda: (pool.shifts != 0) & ((pool.shifts & wanted.shifts) != wanted.shifts)
    if wanted.credentials:
        tests["credentials"] = lambda: ~np.logical_and.reduce([pool.holding(c) for c in wanted.credentials])
    if wanted.max_hours is not None:
        tests["hours"] = lambda: hours > wanted.max_hours
    if wanted.occupation is not None:
        tests["occupation"] = lambda: pool.occupation != reference.row(wanted.occupation or "")
    return {reason: test() for reason, test in tests.items()}


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
    has += [(extra.high, extra.name) for extra, missing in zip(ranking.extras, ranking.lacks[row], strict=True)
            if not missing]  # fmt: skip
    short.sort(key=lambda line: (-line.hours_high, line.competency_id))
    return tuple(short), tuple(name for _, name in sorted(has, reverse=True))


def _wage_change(ranking: PoolRanking, row: int) -> float | None:
    now, offered = float(ranking.pool.wage_now[row]), ranking.constraints.wage
    return None if offered is None or np.isnan(now) else round(offered - now, 0)


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


def relaxed(constraints: Constraints, reason: str) -> Constraints:
    """Return the constraints without one of them, by the reason's name in `PoolRanking.excluded`."""
    field_of = {
        "wage": {"wage": None},
        "area": {"area": None},
        "schedule": {"shifts": 0},
        "credentials": {"credentials": frozenset()},
        "hours": {"max_hours": None},
        "occupation": {"occupation": None},
    }
    return replace(constraints, **field_of[reason])  # type: ignore[arg-type]


def shifts_in_words(mask: int) -> tuple[str, ...]:
    """Return the shifts of a bit mask as words."""
    return tuple(word.value for word in words(mask, SHIFTS))

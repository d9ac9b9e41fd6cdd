"""People for a job: least upskilling first, under the job's constraints, every figure open to its parts.

Barriers that support can remove never exclude; they appear with a price. Protected characteristics never enter.
Method and limits: docs/methods/ranking-people.md.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import replace

import numpy as np

from gainful.engine.competencies.model import CompetencyProfile
from gainful.engine.credentials.by_law import licensed_above
from gainful.engine.held.circumstances import BARRIERS, SHIFTS, words
from gainful.engine.occupations import Reference, load_reference
from gainful.engine.ranking.kernel import training_hours
from gainful.engine.ranking.order import Merits, Ordering, ordered
from gainful.engine.ranking.pay_change import JobPay, job_pay
from gainful.engine.ranking.pool import Constraints, Pool
from gainful.engine.ranking.pool_hours import hour_rates, lacking, least_at_work, schooling_gap, with_extras
from gainful.engine.ranking.ranked import PoolRanking

STEP_DOWN_TIMES, MOST_PAY_LOST = 4.0, 0.2
"""How many times the job's years of preparation the last work takes, and which share of its usual pay is lost, from
which a job is a step down. Neighbouring job zones (0.5, 1.5, 3 and 7 years) differ by two to three times."""
TRAINING_PRICE_PER_HOUR = 15.0
"""USD: middle of the demo catalogue; a plan replaces it by the chosen courses' own prices."""


def rank_pool(
    required: CompetencyProfile,
    pool: Pool,
    constraints: Constraints | None = None,
    *,
    code: str | None = None,
    reference: Reference | None = None,
    support_prices: Mapping[str, float] | None = None,
    price_per_hour: float = TRAINING_PRICE_PER_HOUR,
    ordering: Ordering | None = None,
    pay: JobPay | None = None,
    years: np.ndarray | None = None,
) -> PoolRanking:
    """Rank a pool for a job in the order asked for, by default by least training (`ranking.order`).

    Where a license takes everybody the same hours, those short of least besides it come first.
    `pay` is what the job pays; without it the wage of the constraints, else the occupation's median. `years` [n] are
    each person's years in this or near work, for a job that asks for experience (`ranking.experience`).

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
    lacks = lacking(pool, extras, reference)
    at_work = least_at_work(pool, code, reference)
    low, middle, high = (
        np.maximum(low, at_work[:, 0]),
        np.maximum(middle, at_work.mean(axis=1)),
        np.maximum(high, at_work[:, 1]),
    )
    skills_only = middle
    low, middle, high = with_extras((low, middle, high), lacks, extras)
    schooling = schooling_gap(pool, code, reference)
    middle, high = np.maximum(middle, schooling / 2), np.maximum(high, schooling)
    support = _support_cost(pool, support_prices or {})
    failed = _failures(pool, constraints, middle, reference)
    eligible = ~np.logical_or.reduce(list(failed.values())) if failed else np.ones(len(pool), bool)
    ordering = ordering or Ordering()
    pay = pay or job_pay(constraints.wage, code, constraints.area, reference)
    merits = Merits(
        skills_only, middle, pay.pay.wage - pool.wage_now, _short_of_experience(pool, constraints, years)
    )
    ranked = ordered(np.flatnonzero(eligible), pool, merits, ordering, code or "")
    above, less = above_the_job(pool, code, reference)[ranked], paid_less(pool, pay.pay.wage)[ranked]
    down = above | less
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
        for_less=ranked[less & ~above & ~same],
        ready=ready,
        hours_low=low,
        hours=middle,
        hours_high=high,
        support_cost=support,
        price_per_hour=price_per_hour,
        pay=pay,
        ordering=ordering,
        years=years,
        failed=failed,
    )


def _short_of_experience(pool: Pool, constraints: Constraints, years: np.ndarray | None) -> np.ndarray:
    """Who has less experience than the job asks for, boolean [n]; nobody where nothing is asked or known."""
    if constraints.experience_years is None or years is None:
        return np.zeros(len(pool), bool)
    return np.asarray(years < constraints.experience_years)


def above_the_job(pool: Pool, code: str | None, reference: Reference) -> np.ndarray:
    """Whose last work takes four times the preparation, or is licensed above the job, boolean [n].

    They are listed apart, not on top: training them fills the job and wastes what they hold (docs/methods/feeders.md).
    """
    years = np.append(reference.preparation_years, np.nan)[pool.occupation]
    asked = reference.preparation_of(code) if code else None
    down = years >= asked.middle * STEP_DOWN_TIMES if asked else np.zeros(len(pool), bool)
    down |= np.isin(pool.occupation, [reference.row(other) for other in licensed_above(code or "")])
    return down


def paid_less(pool: Pool, wage: float) -> np.ndarray:
    """Whom the job would pay over a fifth less than is typical for their last work, boolean [n].

    Nobody where `wage` is NaN. Whoever said that this pay is enough loses none: who was laid off has lost the old pay.
    """
    return (pool.wage_now * (1 - MOST_PAY_LOST) > wage) & ~(pool.wage_floor <= wage)


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

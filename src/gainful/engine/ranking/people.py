"""People for a job: least upskilling first, under the job's constraints, every figure open to its parts.

Barriers that support can remove never exclude; they appear with a price. Protected characteristics never enter.
Method and limits: docs/methods/ranking-people.md.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace

import numpy as np

from gainful.engine.competencies.model import CompetencyProfile
from gainful.engine.held.circumstances import SHIFTS, words
from gainful.engine.occupations import Reference, load_reference
from gainful.engine.ranking.block import rank_block
from gainful.engine.ranking.job_tables import job_tables
from gainful.engine.ranking.order import Ordering
from gainful.engine.ranking.pay_change import JobPay, job_pay
from gainful.engine.ranking.pool import Constraints, Pool
from gainful.engine.ranking.ranked import PoolRanking

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
    pay = pay or job_pay(constraints.wage, code, constraints.area, reference)
    checked = (
        float("nan") if constraints.wage is None else constraints.wage
    )  # pay left out: nobody steps down by it
    job = job_tables(required, reference, constraints, code=code, pay=checked)
    return PoolRanking(
        pool=pool,
        job=job,
        figures=rank_block(job, pool),
        reference=reference,
        support_prices=support_prices or {},
        price_per_hour=price_per_hour,
        pay=pay,
        ordering=ordering or Ordering(),
        code=code,
        years=years,
    )


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

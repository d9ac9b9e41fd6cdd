"""The prices and rules that a plan was made with, as one hash, so that a later version can say that they changed."""

from __future__ import annotations

import hashlib
from functools import lru_cache

from gainful.engine.competencies.typical import PECULIAR
from gainful.engine.mix import REFERENCE_MIX, SUPPORT_PRICES, UnitPrice
from gainful.engine.mix.prices import (
    COACHING,
    EMPLOYER_FOLLOW_UP,
    EVALUATION,
    FOLLOW_UP,
    FOLLOW_UP_MONTHS,
    MENTOR,
    ON_THE_JOB,
    RECORD_HOURS_A_WEEK,
    RECORDS,
    WAGE_RECORD_MATCH,
)
from gainful.engine.mix.rates import EXAM
from gainful.engine.mix.shares import COACHING_HOURS, MENTOR_HOURS
from gainful.engine.planning.budget import HOURS_EACH, LEARNED_PER_TRAINER_HOUR
from gainful.engine.planning.choice import CLASSROOM_SHORTFALL, OTHER_TRADE, TYPICAL_SHORTFALL
from gainful.engine.planning.hours import WEEKS_AT_WORK
from gainful.engine.planning.own_tasks import SHARED, SHORT, TELLING

PRICES: tuple[UnitPrice, ...] = (
    *SUPPORT_PRICES.values(),
    COACHING,
    MENTOR,
    ON_THE_JOB,
    RECORDS,
    FOLLOW_UP,
    EMPLOYER_FOLLOW_UP,
    WAGE_RECORD_MATCH,
    EVALUATION,
    ON_THE_JOB,
    EXAM,
)


AT_WORK_RULE = (
    "each part by its own lines; a co-worker at least the job's pay; a test that a course holds is free"
)
"""Rules of December 2026 that no number above tells."""


@lru_cache(maxsize=1)
def rules_hash() -> str:
    """Return the SHA-256 of every price, reference share and number that decides what a plan costs."""
    rules = (
        sorted((price.kind, str(price.amount), price.unit) for price in PRICES),
        sorted(
            (str(scenario), sorted((str(part), share) for part, share in shares.items()))
            for scenario, shares in REFERENCE_MIX.items()
        ),
        sorted((str(scenario), hours) for scenario, hours in COACHING_HOURS.items()),
        sorted((str(scenario), hours) for scenario, hours in MENTOR_HOURS.items()),
        FOLLOW_UP_MONTHS,
        str(RECORD_HOURS_A_WEEK),
        AT_WORK_RULE,
        (
            HOURS_EACH,
            WEEKS_AT_WORK,
            SHORT,
            SHARED,
            TELLING,
            LEARNED_PER_TRAINER_HOUR,
            CLASSROOM_SHORTFALL,
            TYPICAL_SHORTFALL,
            PECULIAR,
            OTHER_TRADE,
        ),
    )
    return hashlib.sha256(repr(rules).encode()).hexdigest()

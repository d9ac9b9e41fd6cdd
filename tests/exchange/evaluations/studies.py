"""Small made-up studies as tables, for reports from end to end."""

from __future__ import annotations

import numpy as np
import pandas as pd

from gainful.engine.impact import Design, Estimand, StudyPlan


def lottery_frame(people: int = 400, effect: float = 1500.0, seed: int = 7) -> pd.DataFrame:
    """Return a lottery with known effect, an earlier outcome, a covariate and some outcomes that are not in yet."""
    rng = np.random.default_rng(seed)
    before = rng.gamma(2, 2500, people)
    offered = rng.permutation(np.repeat([0, 1], people // 2))
    after = 0.5 * before + 3000 + effect * offered + rng.normal(0, 2000, people)
    return pd.DataFrame(
        {
            "offered": offered,
            "age": rng.integers(18, 60, people),
            "before": before.round(2),
            "pay": after.round(2),
        }
    )


PLAN = StudyPlan(
    question="Did the course raise pay?",
    outcome="pay",
    treatment="offered",
    design=Design.LOTTERY,
    estimand=Estimand.ITT,
    covariates=("age",),
    pre_outcomes=("before",),
    outcome_unit="dollars",
)

"""What a file holds about people from before that nobody named: age, sex, race, earlier years of the outcome."""

from __future__ import annotations

import dataclasses

import numpy as np

from gainful.engine.impact.columns import StudyError
from gainful.engine.impact.covariates import design_matrix
from gainful.engine.impact.naming import says_before
from gainful.engine.impact.study import Study

SAME = 0.999
"""From this correlation on a column is the treatment by another name (a study of race holds race twice)."""


def unnamed_traits(study: Study) -> tuple[np.ndarray, tuple[str, ...]]:
    """Return [n, k] numbers of such columns and their names: what was left out often gives a study away."""
    plan = study.plan
    named = {plan.outcome, plan.treatment, plan.assignment, plan.probability, plan.strata, plan.cluster}
    named |= {*plan.covariates, *plan.pre_outcomes, plan.placebo_outcome, plan.unit, plan.time}
    found: list[np.ndarray] = []
    kept: list[str] = []
    for name in map(str, study.frame.columns):
        if name in named or not says_before(name, plan.outcome):
            continue
        try:
            x, names, _ = design_matrix(
                study.frame, dataclasses.replace(plan, covariates=(name,), pre_outcomes=())
            )
        except StudyError:  # dates, names: nothing to count
            continue
        for place, column in enumerate(names):
            if not column.endswith(" unknown") and not _is_treatment(x[:, place], study):
                found.append(x[:, place])
                kept.append(column)
    return (np.column_stack(found) if found else np.empty((len(study.y), 0))), tuple(kept)


def _is_treatment(column: np.ndarray, study: Study) -> bool:
    return any(
        np.ptp(column) > 0 and np.ptp(arm) > 0 and abs(np.corrcoef(column, arm)[0, 1]) > SAME
        for arm in (study.d, study.offered)
    )

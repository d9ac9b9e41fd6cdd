"""What a file holds about people that nobody named: from before by name or date, or without a date."""

from __future__ import annotations

import dataclasses
import re

import numpy as np

from gainful.engine.impact.columns import StudyError
from gainful.engine.impact.covariates import design_matrix
from gainful.engine.impact.moments import When
from gainful.engine.impact.study import Study
from gainful.engine.impact.timeline import when_measured

SAME = 0.999
"""From this correlation on a column is the treatment by another name (a study of race holds race twice)."""
NO_TRAIT = re.compile(
    r"(?:^|[_\W])(?:id|ids|uid|key|index|row|rownames|number|nr|no|case|record|obs|serial|ssn|phone|zip|"
    r"weight|weights|wt|wgt|pweight|prob|probability|pscore|propensity|treat\w*|arm|group|assign\w*|offer\w*)(?:$|[_\W\d])",
    re.IGNORECASE,
)
"""Numbers of rows and people, weights, and other words for the treatment itself."""
MAY_FOLLOW = re.compile(
    r"earn|wage|income|salar|pay|employ|unemp|job|work|hour|week|month|day|hire|plac|retain|retention|attend|complet|"
    r"certif|credential|licen|session|satisf|score|test|exam|grade|gpa|gain|result|cost|benefit|welfare|tanf|snap|dose|"
    r"take_?up|took|taken|enrol|receiv|used|usage|participat|dropout|drop_?out|train|service|referr|visit|contact|"
    r"arrest|convict|health|depress|hospital|died|death|response|respond|miss|attrit|sample|outcome",
    re.IGNORECASE,
)
"""What a program can change: without a date such a column may have been measured before or after."""


def unnamed_traits(study: Study) -> tuple[np.ndarray, tuple[str, ...]]:
    """Return [n, k] numbers and names of what was known before and was not named: it often gives a study away."""
    return _numbers(study, [name for name in _unnamed(study) if _when(study, name) is When.BEFORE])


TRAIT = re.compile(
    r"(?:^|[_\W])(?:(?:m|mo|moth|f|fa|fath|p|par|hus|wife|sp)?educ\w*|schooling|yrs?_?(?:of_?)?school\w*|no_?degree|"
    r"hs_?(?:grad|degree|dropout)\w*|high_?school|"
    r"college|marr\w*|marital\w*|divorced|widow\w*|child(?:ren)?|n?kids\w*|num_?kids|household\w*|hh_?size|"
    r"family_?size|famsize|rural|urban|region|state|county|immigrant|foreign\w*|citizen\w*|language\w*|mother\w*|"
    r"father\w*|parent\w*|religion|disab\w*|height|iq|nationality|country)(?:$|[_\W\d])",
    re.IGNORECASE,
)
"""Traits that a program seldom changes: they speak also where others are known to be from before."""


def ordinary_columns(study: Study, *, traits_only: bool) -> tuple[np.ndarray, tuple[str, ...]]:
    """Return columns without a date whose names are of nothing that a program changes; or only the common traits.

    A column that is the same for everybody in one arm, or in each arm, follows from the treatment and is passed over.
    """
    names = [
        name
        for name in _unnamed(study)
        if _when(study, name) is When.UNDATED
        and (TRAIT.search(name) or not (traits_only or NO_TRAIT.search(name) or MAY_FOLLOW.search(name)))
        and not _follows_treatment(study, name)
        and not _numbers_rows(study, name)
    ]
    return _numbers(study, names)


def _unnamed(study: Study) -> list[str]:
    plan = study.plan
    named = {
        plan.outcome,
        plan.treatment,
        plan.assignment,
        plan.probability,
        plan.weight,
        plan.strata,
        plan.cluster,
    }
    named |= {
        *plan.covariates,
        *plan.pre_outcomes,
        plan.placebo_outcome,
        plan.unit,
        plan.time,
        *plan.subgroups,
    }
    return [name for name in map(str, study.frame.columns) if name not in named]


def _when(study: Study, name: str) -> When:
    return when_measured(name, study.plan, study.frame.columns)


def _numbers(study: Study, names: list[str]) -> tuple[np.ndarray, tuple[str, ...]]:
    found: list[np.ndarray] = []
    kept: list[str] = []
    for name in names:
        alone = dataclasses.replace(study.plan, covariates=(name,), pre_outcomes=())
        try:
            x, columns, _ = design_matrix(study.frame, alone)
        except StudyError:  # dates, names: nothing to count
            continue
        for place, column in enumerate(columns):
            if not column.endswith(" unknown") and not _is_treatment(x[:, place], study):
                found.append(x[:, place])
                kept.append(column)
    return (np.column_stack(found) if found else np.empty((len(study.y), 0))), tuple(kept)


def _is_treatment(column: np.ndarray, study: Study) -> bool:
    return any(
        np.ptp(column) > 0 and np.ptp(arm) > 0 and abs(np.corrcoef(column, arm)[0, 1]) > SAME
        for arm in (study.d, study.offered)
    )


def _follows_treatment(study: Study, name: str) -> bool:
    """Whether all of the compared, or all of the treated, have one and the same value (or none)."""
    values = study.frame[name]
    return any(
        values[arm == side].nunique(dropna=True) <= 1
        for arm in (study.d, study.offered)
        for side in (0.0, 1.0)
        if (arm == side).any()  # nobody has a treatment of 0 or 1 years of school
    )


def _numbers_rows(study: Study, name: str) -> bool:
    """Whether a column only counts rows: whole numbers without a repeat and hardly a gap."""
    import pandas as pd

    values = study.frame[name]
    if not pd.api.types.is_integer_dtype(values) or not values.is_unique:
        return False
    return int(values.max()) - int(values.min()) < 2 * study.flow.in_file

"""Columns of a file as numbers, yes and no; what cannot be read is named by row."""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np

from gainful.engine.impact.model import StudyPlan

if TYPE_CHECKING:
    import pandas as pd

FALSE = {"0", "false", "no", "n", "f", "control", "comparison"}
TRUE = {"1", "true", "yes", "y", "t", "treated", "treatment"}


class StudyError(ValueError):
    """The data or the plan cannot be used: what is wrong and what to do."""

    def __init__(self, message: str, hint: str = "") -> None:
        super().__init__(f"{message} {hint}".strip())
        self.message = message
        self.hint = hint


def zero_one(frame: pd.DataFrame, column: str, what: str) -> np.ndarray:
    """Return a column as 0.0, 1.0 or NaN; raises StudyError where it holds anything else."""
    import pandas as pd

    values = frame[column]
    if pd.api.types.is_bool_dtype(values):
        return values.to_numpy(float)
    text = values.map(lambda v: "" if pd.isna(v) else str(v).strip().lower())
    text = text.str.replace(r"\.0+$", "", regex=True)
    coded = text.map(lambda t: 1.0 if t in TRUE else 0.0 if t in FALSE else np.nan)
    odd = sorted(set(text[coded.isna() & (text != "")]))
    if odd:
        raise StudyError(
            f'The {what} column "{column}" must hold 0 and 1; it also holds {", ".join(odd[:5])}.',
            "Code it as 1 (treated) and 0 (not), or name another column.",
        )
    found = set(coded.dropna())
    if found != {0.0, 1.0}:
        only = "nothing" if not found else f"only {int(next(iter(found)))}"
        raise StudyError(
            f'The {what} column "{column}" holds {only}: there is nobody to compare with.',
            "Give the rows of both groups.",
        )
    return coded.to_numpy(float)


def number(frame: pd.DataFrame, column: str) -> np.ndarray:
    """Return a column as numbers, NaN where empty; raises StudyError naming the first row that is no number."""
    import pandas as pd

    values = frame[column]
    if values.dtype == object or pd.api.types.is_string_dtype(values):
        text = values.map(lambda v: "" if pd.isna(v) else str(v).strip())
        text = text.str.replace(r"[$,\s]", "", regex=True)
        values = text.where(~text.isin(["", ".", "NA", "nan"]), None)
    numbers = pd.to_numeric(values, errors="coerce")
    wrong = numbers.isna() & values.notna()
    if wrong.any():
        row = int(np.flatnonzero(wrong.to_numpy())[0])
        raise StudyError(
            f'Column "{column}", row {row + 2}: "{frame[column].iloc[row]}" is not a number.',
            "Correct it, or leave it empty if it is not known.",
        )
    result = numbers.to_numpy(float)
    return np.where(np.isfinite(result), result, np.nan)


def check_columns(frame: pd.DataFrame, plan: StudyPlan) -> None:
    """Raise StudyError for columns that are named and not there, or named twice for what excludes each other."""
    singles = (plan.outcome, plan.treatment, plan.assignment, plan.probability, plan.strata, plan.cluster)
    more = (plan.unit, plan.time, plan.first_treated, plan.placebo_outcome)
    wanted = [c for c in (*singles, *more, *plan.covariates, *plan.pre_outcomes, *plan.subgroups) if c]
    missing = [c for c in dict.fromkeys(wanted) if c not in frame.columns]
    if missing:
        raise StudyError(
            f"There is no column {', '.join(repr(c) for c in missing)}.",
            f"Columns found: {', '.join(map(str, frame.columns[:40]))}.",
        )
    if frame.columns.duplicated().any():
        twice = frame.columns[frame.columns.duplicated()][0]
        raise StudyError(f'Two columns are called "{twice}".', "Give each its own name.")
    after = {plan.outcome, plan.treatment, plan.assignment or plan.treatment}
    if both := sorted(after & {*plan.covariates, *plan.pre_outcomes}):
        raise StudyError(
            f'"{both[0]}" cannot be a covariate: it is the outcome or the treatment itself.', "Leave it out."
        )


def words(rows: pd.DataFrame, name: str) -> np.ndarray:
    """Return a column as words, "unknown" where it is empty."""
    return rows[name].astype(object).where(rows[name].notna(), "unknown").astype(str).to_numpy(object)


def codes(rows: pd.DataFrame, column: str | None) -> np.ndarray | None:
    """Return a column as group numbers, None where no column is named."""
    if column is None:
        return None
    import pandas as pd

    return pd.factorize(rows[column])[0]

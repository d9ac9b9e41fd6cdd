"""Columns of a file as numbers, yes and no; what cannot be read is named by row."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

import numpy as np

from gainful.engine.impact.model import StudyPlan

if TYPE_CHECKING:
    import pandas as pd

FALSE = {"0", "false", "no", "n", "f", "control", "comparison"}
QUARTER = re.compile(r"(?i)q\s*(?P<p>[1-4])[\s/_-]*(?P<y>\d{4})|(?P<y2>\d{4})[\s/:_-]*q\s*(?P<p2>[1-4])")
MONTH = re.compile(r"(?P<p>0?[1-9]|1[0-2])[/-](?P<y>\d{4})|(?P<y2>\d{4})[/-](?P<p2>0?[1-9]|1[0-2])")
TRUE = {"1", "true", "yes", "y", "t", "treated", "treatment"}


YES, NO = {"yes", "y", "true", "t"}, {"no", "n", "false", "f"}
"""Words for yes and no in a column that is counted; of one that says who was treated, TRUE and FALSE."""


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


def is_amount(frame: pd.DataFrame, column: str) -> bool:
    """Return whether a column holds amounts, such as years or hours: numbers other than 0 and 1."""
    import pandas as pd

    numbers = pd.to_numeric(frame[column], errors="coerce").dropna()
    return len(numbers) == frame[column].notna().sum() and numbers.nunique() > 2


def number(frame: pd.DataFrame, column: str) -> np.ndarray:
    """Return a column as numbers, yes and no as 1 and 0, NaN where empty.

    Raises StudyError naming the first row that is no number.
    """
    import pandas as pd

    values = frame[column]
    if values.dtype == object or pd.api.types.is_string_dtype(values):
        text = values.map(lambda v: "" if pd.isna(v) else str(v).strip())
        text = text.str.replace(r"[$,\s]", "", regex=True)
        values = text.where(~text.isin(["", ".", "NA", "nan"]), None)
        said = values.dropna().str.lower()
        if len(said) and said.isin(YES | NO).all():
            values = values.str.lower().map(lambda v: v if v is None else float(v in YES))
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


def periods(frame: pd.DataFrame, column: str, like: str | None = None) -> np.ndarray:
    """Return periods as numbers in their order: years and counts as they are, quarters as year x 4 + quarter, months
    as year x 12 + month, days by rank; NaN where empty. `like` is the column of all periods, which says the kind.

    Raises StudyError where they cannot be ordered: read as words, "Q4 2010" would come after "Q1 2011".
    """
    import pandas as pd

    text = frame[column].map(lambda v: "" if pd.isna(v) else str(v).strip())
    every = text if like is None else frame[like].map(lambda v: "" if pd.isna(v) else str(v).strip())
    for pattern, step in ((QUARTER, 4), (MONTH, 12)):
        if every[every != ""].map(lambda t: pattern.fullmatch(t) is not None).all():  # noqa: B023
            return text.map(lambda t: _in_year(pattern.fullmatch(t), step)).to_numpy(float)  # noqa: B023
    if every.str.match(r"\d{4}-\d\d-\d\d").any():
        days = sorted(set(every[every != ""].str[:10]))
        rank = {day: place + 1.0 for place, day in enumerate(days)}
        return text.str[:10].map(lambda t: rank.get(t, np.nan)).to_numpy(float)
    return number(frame, column)


def _in_year(match: re.Match[str] | None, step: int) -> float:
    if match is None:
        return float("nan")
    part, year = (match["p"] or match["p2"]), (match["y"] or match["y2"])
    return float(int(year) * step + int(part) - 1)


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

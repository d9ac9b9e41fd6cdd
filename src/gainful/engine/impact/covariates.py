"""Covariates as numbers: levels of words, marks of what is unknown, nothing twice."""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np

from gainful.engine.impact.columns import StudyError, number, words
from gainful.engine.impact.model import StudyPlan

if TYPE_CHECKING:
    import pandas as pd

MANY_LEVELS, MOST_LEVELS, PEOPLE_A_LEVEL = 30, 60, 20
"""So many words of one covariate, or up to 60 (states of a country) where there are twenty people to each."""
ZERO_SHARE = 0.05
"""From this share of zeros on, an earlier outcome also gets a column "is zero" (as in Imbens and Xu 2024)."""


def design_matrix(rows: pd.DataFrame, plan: StudyPlan) -> tuple[np.ndarray, tuple[str, ...], tuple[str, ...]]:
    """Return covariates as [n, k] numbers, their names, and what was done to them in words.

    Words become one column a level; an unknown value becomes the mean and a column "is unknown"; an earlier outcome
    with many zeros gets a column "is zero"; columns that do not vary or repeat another are left out.
    """
    import pandas as pd

    columns: dict[str, np.ndarray] = {}
    warnings: list[str] = []
    for name in dict.fromkeys((*plan.covariates, *plan.pre_outcomes)):
        values = rows[name]
        if isinstance(values.dtype, pd.CategoricalDtype) or not _numeric(values):
            columns |= _levels(rows, name)
            continue
        figures = number(rows, name)
        unknown = np.isnan(figures)
        if unknown.all():
            warnings.append(f'"{name}" is never known and was left out.')
            continue
        if unknown.any():
            warnings.append(
                f'"{name}" is unknown for {unknown.sum()} of {len(rows)}: marked as unknown, not dropped.'
            )
            columns[f"{name} unknown"] = unknown.astype(float)
        columns[name] = np.where(unknown, np.nanmean(figures), figures)
        zero = (figures == 0).mean()
        if name in plan.pre_outcomes and ZERO_SHARE <= zero < 1 and np.unique(figures).size > 2:
            columns[f"{name} is zero"] = (figures == 0).astype(float)
    kept = _independent(columns)
    left = [name for name in columns if name not in kept]
    if left:
        warnings.append(f"Left out because they do not vary or repeat others: {', '.join(left)}.")
    matrix = np.column_stack([columns[n] for n in kept]) if kept else np.empty((len(rows), 0))
    return matrix, tuple(kept), tuple(warnings)


def _numeric(values: pd.Series) -> bool:
    import pandas as pd

    if pd.api.types.is_numeric_dtype(values) or pd.api.types.is_bool_dtype(values):
        return True
    known = values.dropna()
    return bool(len(known)) and bool(pd.to_numeric(known, errors="coerce").notna().all())


def _levels(rows: pd.DataFrame, name: str) -> dict[str, np.ndarray]:
    import pandas as pd

    text = pd.Series(words(rows, name), index=rows.index)
    counts = text.value_counts()
    if len(counts) > max(MANY_LEVELS, min(MOST_LEVELS, len(rows) // PEOPLE_A_LEVEL)):
        raise StudyError(
            f'The covariate "{name}" has {len(counts)} different words.',
            f"Group it into at most {MANY_LEVELS}, or give it as a number.",
        )
    return {f"{name}: {level}": (text == level).to_numpy(float) for level in sorted(counts.index)[1:]}


def _independent(columns: dict[str, np.ndarray]) -> list[str]:
    """Return the names of columns that add something to those before them (and to a constant)."""
    kept: list[str] = []
    basis: list[np.ndarray] = []
    for name, values in columns.items():
        rest = values - values.mean()
        size = np.linalg.norm(rest)
        if size <= 1e-12 * max(1.0, np.abs(values).max()) * np.sqrt(len(values)):
            continue
        for _ in range(2):  # twice is enough (Kahan)
            for direction in basis:
                rest = rest - direction * (direction @ rest)
        left = np.linalg.norm(rest)
        if left > 1e-8 * size:
            kept.append(name)
            basis.append(rest / left)
    return kept

"""Who leaves sooner: Cox's proportional hazards and the lognormal model of durations, both by lifelines."""

from __future__ import annotations

import math
import warnings
from collections.abc import Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    import pandas as pd

Z = 1.959963984540054


@dataclass(frozen=True, slots=True)
class Effect:
    """What one more of a column goes with, others held equal; an association, not an effect of the program."""

    name: str
    coefficient: float
    se: float
    low: float
    high: float
    p: float
    ratio: float
    """exp(coefficient): of hazards (Cox) or of the time until leaving (lognormal)."""


@dataclass(frozen=True, slots=True)
class LeavingModel:
    """A fitted model of durations."""

    kind: str
    people: int
    left: int
    effects: tuple[Effect, ...]
    log_likelihood: float
    sigma: float | None = None
    """Spread of log durations, of the lognormal model only."""
    proportional: tuple[tuple[str, float], ...] = ()
    """p value a column of the test that its hazard ratio does not change over time, of Cox's model only."""

    def effect(self, name: str) -> Effect:
        """Return one column's line; KeyError where it is not in the model."""
        return {line.name: line for line in self.effects}[name]


def hazard_model(frame: pd.DataFrame, duration: str, left: str, covariates: Sequence[str]) -> LeavingModel:
    """Fit Cox's model (1972, ties by Efron); `left` is 1 where somebody left and 0 where the watch ended."""
    from lifelines import CoxPHFitter
    from lifelines.statistics import proportional_hazard_test

    data = _rows(frame, duration, left, covariates)
    with warnings.catch_warnings():
        warnings.simplefilter("ignore", DeprecationWarning)  # pandas 4 in lifelines' own code
        fitted = CoxPHFitter().fit(data, duration, left)
        tested = proportional_hazard_test(fitted, data, time_transform="rank")
    lines = tuple(
        _effect(name, float(fitted.params_[name]), float(fitted.standard_errors_[name]))
        for name in covariates
    )
    changes = tested.summary["p"]
    return LeavingModel(
        "cox",
        len(data),
        int(data[left].sum()),
        lines,
        float(fitted.log_likelihood_),
        proportional=tuple((name, float(changes.loc[name])) for name in covariates),
    )


def duration_model(frame: pd.DataFrame, duration: str, left: str, covariates: Sequence[str]) -> LeavingModel:
    """Fit the lognormal model of time until leaving (accelerated failure time, censored regression)."""
    from lifelines import LogNormalAFTFitter

    data = _rows(frame, duration, left, covariates)
    if (data[duration] <= 0).any():
        raise ValueError(f"“{duration}” must be above zero in every row: its logarithm is taken.")
    with warnings.catch_warnings():
        warnings.simplefilter("ignore", DeprecationWarning)
        fitted = LogNormalAFTFitter().fit(data, duration, left)
        table = fitted.summary
    names = [*covariates, "Intercept"]
    lines = tuple(
        _effect(name, float(table.loc[("mu_", name), "coef"]), float(table.loc[("mu_", name), "se(coef)"]))
        for name in names
    )
    sigma = math.exp(float(table.loc[("sigma_", "Intercept"), "coef"]))
    return LeavingModel(
        "lognormal", len(data), int(data[left].sum()), lines, float(fitted.log_likelihood_), sigma=sigma
    )


def _rows(frame: pd.DataFrame, duration: str, left: str, covariates: Sequence[str]) -> pd.DataFrame:
    """Return the columns that are used; ValueError naming what is missing, unknown or does not vary."""
    wanted = [duration, left, *covariates]
    missing = [name for name in wanted if name not in frame.columns]
    if missing:
        raise ValueError(f"There is no column {', '.join(missing)}. Columns: {', '.join(frame.columns)}.")
    data = frame[wanted].astype(float)
    empty = int(data.isna().any(axis=1).sum())
    if empty:
        raise ValueError(f"{empty} rows have an empty cell in {', '.join(wanted)}. Fill or drop them first.")
    if not set(data[left].unique()) <= {0.0, 1.0}:
        raise ValueError(f"“{left}” must be 1 (left) or 0 (still there when last seen).")
    constant = [name for name in covariates if data[name].nunique() < 2]
    if constant:
        raise ValueError(f"{', '.join(constant)} is the same for everybody. Leave it out.")
    return data


def _effect(name: str, coefficient: float, se: float) -> Effect:
    p = math.erfc(abs(coefficient / se) / math.sqrt(2))
    return Effect(name, coefficient, se, coefficient - Z * se, coefficient + Z * se, p, math.exp(coefficient))

"""An instrument that was not drawn: what is known beforehand must not go with it, once what it depends on is held."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np

from gainful.engine.impact.draw import UNITS_A_COLUMN, telling
from gainful.engine.impact.inference import added, standardised
from gainful.engine.impact.study import Study


@dataclass(frozen=True, slots=True)
class GoesWith:
    """How surely the push goes with columns, and the one with which it goes most."""

    p: float
    worst: str


def _is_given(names: tuple[str, ...], given: tuple[str, ...]) -> np.ndarray:
    """Return which columns of numbers belong to a given covariate: itself, its levels, its mark of what is unknown."""
    return np.array(
        [
            any(column == name or column.startswith((f"{name}: ", f"{name} unknown")) for name in given)
            for column in names
        ],
        bool,
    )


def goes_with(study: Study, x: np.ndarray, names: tuple[str, ...]) -> GoesWith | None:
    """Test all columns but the given ones in a regression of the push (Wald, robust or clustered); None without any.

    With too few people or groups for a joint test the columns are tried one by one (Bonferroni).
    """
    from statsmodels.regression.linear_model import OLS

    speaks = telling(names, x) & ~_is_given(names, study.plan.given)
    given = standardised(study.x[:, _is_given(study.names, study.plan.given)])
    design = np.column_stack([np.ones(len(study.y)), given, standardised(x[:, speaks])])
    kept = added(design)
    first = 1 + given.shape[1]
    tried = [place for place in kept if place >= first]
    if not tried:
        return None
    told = [name for name, one in zip(names, speaks, strict=True) if one]
    model = OLS(study.pushed, design[:, kept])
    if study.cluster is None:
        fitted, units = model.fit(cov_type="HC1"), len(study.y)
    else:
        fitted = model.fit(cov_type="cluster", cov_kwds={"groups": study.cluster})
        units = np.unique(study.cluster).size
    at = [kept.index(place) for place in tried]
    worst = told[tried[int(np.argmax(np.abs(fitted.tvalues[at])))] - first]
    if len(at) * UNITS_A_COLUMN > units:
        return GoesWith(min(1.0, float(np.nanmin(fitted.pvalues[at])) * len(at)), worst)
    restriction = np.eye(len(kept))[at]
    return GoesWith(float(fitted.wald_test(restriction, use_f=True, scalar=True).pvalue), worst)

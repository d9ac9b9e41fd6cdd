"""Errors of whole groups where these are few: a wild cluster bootstrap and bias-reduced errors (CR2)."""

from __future__ import annotations

import math

import numpy as np

from gainful.engine.impact.amounts import plain
from gainful.engine.impact.diagnostics import DRAWS
from gainful.engine.impact.inference import added, standardised
from gainful.engine.impact.model import Diagnostic
from gainful.engine.impact.study import Study

FEW_CLUSTERS, TOO_FEW_SIGNS = 50, 12
"""Up to so many clusters both are told; below the second, signs give fewer than 2,048 draws."""
LARGEST_GROUP = 2000
"""People in one group above which CR2 would need a matrix that does not fit."""


def told_of_few(study: Study, x: np.ndarray) -> list[Diagnostic]:
    """Both figures for the effect of the offer where clusters are few; `x` are the columns it is adjusted for."""
    if study.cluster is None or np.unique(study.cluster).size > FEW_CLUSTERS:
        return []
    return [found for found in (bias_reduced(study, x), wild_cluster_p(study)) if found]


def bias_reduced(study: Study, x: np.ndarray) -> Diagnostic | None:
    """CR2 error with Satterthwaite's degrees of freedom (Bell and McCaffrey 2002; Pustejovsky and Tipton 2018)."""
    from diff_diff import LinearRegression

    if study.cluster is None or np.bincount(study.cluster).max() > LARGEST_GROUP:
        return None
    counts = study.weight > 0
    weight = study.weight[counts] if np.ptp(study.weight) > 1e-9 else None
    columns = np.column_stack([np.ones(int(counts.sum())), study.pushed[counts], standardised(x[counts])])
    columns = columns[:, added(columns, weight)][:, 1:]
    model = LinearRegression(vcov_type="hc2_bm", cluster_ids=study.cluster[counts], weights=weight)
    try:
        found = model.fit(columns, study.y[counts]).get_inference(1)
    except (np.linalg.LinAlgError, ValueError):
        return None
    low, high = (float(end) for end in found.conf_int)
    if not math.isfinite(low) or not math.isfinite(high):
        return None
    groups = np.unique(study.cluster).size
    row = {"effect": float(found.coefficient), "se": float(found.se), "low": low, "high": high,
           "degrees_of_freedom": float(found.df), "p_value": float(found.p_value)}  # fmt: skip
    return Diagnostic(
        "cr2",
        "Bias-reduced error (CR2)",
        float(found.p_value),
        0.05,
        f"With {groups} assigned groups: {plain(low)} to {plain(high)}, error {plain(row['se'])}, "
        f"{row['degrees_of_freedom']:.1f} degrees of freedom.",
        "share",
        (row,),
    )


def wild_cluster_p(study: Study) -> Diagnostic | None:
    """The p of a wild cluster bootstrap (Cameron, Gelbach and Miller 2008), where clusters are few; else None.

    Webb's six weights below twelve clusters, where signs alone give too few draws.
    """
    if study.cluster is None or np.ptp(study.weight) > 1e-9:
        return None
    groups = np.unique(study.cluster).size
    if groups > FEW_CLUSTERS:
        return None
    from diff_diff import wild_bootstrap_se

    design = np.column_stack([np.ones(len(study.y)), study.pushed])
    slopes = np.linalg.lstsq(design, study.y, rcond=None)[0]
    found = wild_bootstrap_se(
        design,
        study.y,
        study.y - design @ slopes,
        study.cluster,
        1,
        n_bootstrap=DRAWS,
        weight_type="webb" if groups < TOO_FEW_SIGNS else "rademacher",
        seed=study.plan.seed,
    )
    return Diagnostic(
        "wild_cluster_p",
        "Wild cluster bootstrap",
        float(found.p_value),
        0.05,
        f"With {groups} assigned groups the usual error may be too small; this p value of the plain difference "
        "does not rest on it.",
        "share",
    )

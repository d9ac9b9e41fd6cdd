"""The jump at a line with the published choice of width, from a library that reproduces rdrobust; beside ours."""

from __future__ import annotations

import warnings
from dataclasses import dataclass

import numpy as np

from gainful.engine.impact.inference import Fit

WIDER = 1.5
"""Times the published width from which ours is told to be wide: its range may then be too narrow."""


@dataclass(frozen=True, slots=True)
class Published:
    """Bias-corrected jump with robust errors, and the width it takes (Calonico, Cattaneo and Titiunik 2014; mserd)."""

    fit: Fit
    width: float


def published_jump(y: np.ndarray, d: np.ndarray, r: np.ndarray, *, sharp: bool) -> Published | None:
    """Return the estimate of diff-diff, which reproduces rdrobust; None where it finds too few people or values."""
    import pandas as pd
    from diff_diff import RegressionDiscontinuity

    frame = pd.DataFrame({"y": y, "d": d, "r": r})
    takeup = {} if sharp else {"takeup": "d"}
    try:
        with warnings.catch_warnings():
            warnings.simplefilter("ignore")
            found = RegressionDiscontinuity(cutoff=0.0).fit(frame, outcome="y", running="r", **takeup)
    except (
        ValueError,
        TypeError,
        ArithmeticError,
        np.linalg.LinAlgError,
    ):  # TypeError: a width that is complex
        return None
    low, high = found.conf_int
    if not np.isfinite([found.att, found.se, low, high]).all():
        return None
    fit = Fit(float(found.att), float(found.se), float(low), float(high), float(found.p_value), np.inf)
    return Published(fit, float(max(found.h_left, found.h_right)))


def width_in_words(ours: float, published: float) -> str:
    """Say when our width is far above the published one; empty where it is not."""
    if ours <= WIDER * published:
        return ""
    return (
        f"The width taken here ({ours:,.3g}) is {ours / published:.1f} times the published choice ({published:,.3g}): "
        "where the outcome bends, the range given here may be too narrow. Look at both."
    )

"""How far parallel trends may fail before the answer changes (Rambachan and Roth 2023)."""

from __future__ import annotations

import math
import warnings
from typing import TYPE_CHECKING

import numpy as np

from gainful.engine.impact.amounts import plain
from gainful.engine.impact.model import Diagnostic

if TYPE_CHECKING:
    import pandas as pd
    from diff_diff import CallawaySantAnnaResults

TIMES = (0.5, 1.0, 2.0)
"""How many times the largest step apart before treatment each later step may be."""
MOST_PEOPLE = 200_000
"""Beyond, the table of people and periods costs more than the whole evaluation."""
UNIT, TIME, Y, START = "unit", "time", "y", "start"


def honest_trends(result: CallawaySantAnnaResults) -> Diagnostic | None:
    """Ranges of the mean effect over all periods after, from an event study of diff-diff; None with too little history.

    Bounds of relative magnitudes: no step after the start departs from parallel trends by more than so many times the
    largest step before. The range adds the error of the effect, but not that of the largest step.
    """
    from diff_diff import HonestDiD

    rows = []
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")
        for times in (0.0, *TIMES):
            try:
                found = HonestDiD(method="relative_magnitude", M=times).fit(result)
            except (ValueError, RuntimeError, ArithmeticError, np.linalg.LinAlgError):
                return None
            low, high = float(found.ci_lb), float(found.ci_ub)
            if not math.isfinite(low) or not math.isfinite(high):
                return None
            rows.append({"times_the_step_before": times, "low": low, "high": high})
    holds = [row["times_the_step_before"] for row in rows if not row["low"] <= 0 <= row["high"]]
    told = "; ".join(
        f"{row['times_the_step_before']:g} times: {plain(row['low'])} to {plain(row['high'])}"
        for row in rows[1:]
    )
    return Diagnostic(
        "honest_trends",
        "If trends were not quite parallel",
        max(holds) if holds else None,
        None,
        f"Mean effect over the periods after, if each step may depart from parallel trends by so many times the "
        f"largest step before. {told}. The figure is the largest of these at which the range still leaves out zero.",
        "times",
        tuple(rows),
    )


def of_changes(
    pre: np.ndarray, y: np.ndarray, d: np.ndarray, cluster: np.ndarray | None
) -> Diagnostic | None:
    """The same of people seen at each of [n, periods] times before and once after."""
    import pandas as pd
    from diff_diff import CallawaySantAnna

    people, periods = pre.shape
    if periods < 2 or people > MOST_PEOPLE:
        return None
    rows: pd.DataFrame = pd.DataFrame(
        {
            UNIT: np.repeat(np.arange(people), periods + 1),
            TIME: np.tile(np.arange(1, periods + 2), people),
            Y: np.column_stack([pre, y]).ravel(),
            START: np.repeat(np.where(d == 1, periods + 1, 0), periods + 1),
        }
    )
    if cluster is not None:
        rows["cluster"] = np.repeat(cluster, periods + 1)
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")
        try:
            model = CallawaySantAnna(
                control_group="never_treated",
                base_period="universal",
                cluster=None if cluster is None else "cluster",
            )
            made = model.fit(
                rows, outcome=Y, unit=UNIT, time=TIME, first_treat=START, aggregate="event_study"
            )
        except (ValueError, RuntimeError, ArithmeticError, np.linalg.LinAlgError):
            return None
    return honest_trends(made)

"""Synthetic control: one treated unit, or a few, against a mix of untreated ones that looked the same before."""

from __future__ import annotations

import warnings
from typing import TYPE_CHECKING

import numpy as np

from gainful.engine.impact import gates
from gainful.engine.impact.amounts import plain
from gainful.engine.impact.columns import StudyError
from gainful.engine.impact.estimates import estimate
from gainful.engine.impact.inference import LEVEL, Fit
from gainful.engine.impact.library_versions import versions
from gainful.engine.impact.model import (
    Cell,
    Diagnostic,
    Estimand,
    Estimate,
    Evaluation,
    EventRow,
    Gate,
    StudyPlan,
)
from gainful.engine.impact.moments import TimeLine
from gainful.engine.impact.panel import AS_GIVEN, Panel, panel_of
from gainful.engine.impact.synthetic_did import synthetic_did

if TYPE_CHECKING:
    import pandas as pd
    from diff_diff import SyntheticControlResults


FEW_DONORS, FEW_BEFORE, LOOSE_FIT = 10, 5, 0.25
FEWEST_FOR_RANGE = 19
"""Other units from which a permutation test can reach 5 %."""
WORSE_FIT = 5**0.5
"""Times the usual miss: five times its square, as Abadie, Diamond and Hainmueller (2010) left placebos out."""
NOW = "treated now"


def evaluate_synthetic(frame: pd.DataFrame, plan: StudyPlan) -> Evaluation:
    """ATT of one treated unit against a weighted mix of untreated ones (Abadie, Diamond and Hainmueller 2010)."""
    given = panel_of(frame, plan)
    panel, unit, time, first = given.rows, given.unit, given.time, given.first
    ever = panel.groupby(unit)[first].first() > 0
    if ever.sum() > 1:
        return _of_several(given, plan)
    panel[NOW] = ((panel[first] > 0) & (panel[time] >= panel[first])).astype(int)
    result = _mix(panel, plan, unit, time)
    donors = int((~ever).sum())
    periods = len(result.pre_periods)
    wide = float(panel.loc[panel[first] == 0, plan.outcome].std())
    placebos = _placebos(panel, plan, unit, time, result)
    fit = _beside_placebos(result, placebos)
    arms = ever.to_numpy()
    note = (
        "Every other unit is treated in thought; the range holds the effects with which the treated unit would not "
        "stand out from them."
        if np.isfinite(fit.low)
        else f"With {donors} other units no range of 95 % can be given: {FEWEST_FOR_RANGE} are needed."
    )
    name = "Synthetic control"
    main = estimate("synthetic_control", name, Estimand.ATT, fit, arms.astype(float), primary=True, note=note)
    checks = (
        gates.estimand(plan),
        _bound("donors", "untreated units to mix from", donors, FEW_DONORS),
        _bound("pre_periods", "periods before treatment", periods, FEW_BEFORE),
        _follows(float(result.pre_rmspe), wide, placebos),
        *((gates.placebo(None, 0.0, of=plan.placebo_outcome),) if plan.placebo_outcome else ()),
    )
    path: tuple[EventRow, ...] = tuple(
        {"period": place - periods, "effect": float(gap), "low": None, "high": None}
        for place, (_, gap) in enumerate(sorted(result.gap_path.items()))
    )
    top = sorted(result.donor_weights.items(), key=lambda pair: -pair[1])[:5]
    words = "Largest shares in the mix."
    called = dict(zip(panel[unit], panel[AS_GIVEN], strict=True))
    rows: tuple[dict[str, Cell], ...] = tuple(
        {"unit": str(called[key]), "share": float(share)} for key, share in top
    )
    return Evaluation(
        plan=plan,
        flow=given.flow,
        balance=(),
        estimates=(main, *_other_method(given, plan)),
        diagnostics=(
            Diagnostic("donor_weights", "Who the mix is made of", None, None, words, "share", rows),
        ),
        gates=checks,
        event_study=path,
        versions=versions(),
        time_line=TimeLine(starts=given.starts),
    )


_SYNTHETIC_DID = "Synthetic difference-in-differences"
_PLACEBO_NOTE = (
    "Weights for units and for periods; the range from other units treated in thought (Arkhangelsky 2021)."
)


def _other_method(given: Panel, plan: StudyPlan) -> tuple[Estimate, ...]:
    """The same unit by synthetic difference-in-differences, beside the answer."""
    found = synthetic_did(given, plan)
    if found is None:
        return ()
    arms = given.treated.astype(float)
    name, note = _SYNTHETIC_DID, _PLACEBO_NOTE
    return (estimate("synthetic_did", name, Estimand.ATT, found.fit, arms, note=note),)


def _of_several(given: Panel, plan: StudyPlan) -> Evaluation:
    """A few units that start together, by synthetic difference-in-differences. Raises StudyError."""
    starts = np.unique(given.units[given.first][given.treated])
    if len(starts) > 1:
        raise StudyError(
            f"Treatment starts at {len(starts)} different times; a mix is made for one start.",
            "Use --design staggered.",
        )
    found = synthetic_did(given, plan)
    if found is None:
        raise StudyError(
            f"{int(given.treated.sum())} units are treated and {int((~given.treated).sum())} are not: no error can be "
            "worked out.",
            "Synthetic difference-in-differences needs more untreated units than treated ones. Use --design did.",
        )
    arms = given.treated.astype(float)
    main = estimate(
        "synthetic_did", _SYNTHETIC_DID, Estimand.ATT, found.fit, arms, primary=True, note=_PLACEBO_NOTE
    )
    untreated = given.rows[given.rows[given.first] == 0]
    called = dict(zip(given.rows[given.unit], given.rows[AS_GIVEN], strict=True))
    top = sorted(found.weights.items(), key=lambda pair: -pair[1])[:5]
    rows: tuple[dict[str, Cell], ...] = tuple(
        {"unit": str(called[unit]), "share": share} for unit, share in top
    )
    return Evaluation(
        plan=plan,
        flow=given.flow,
        balance=(),
        estimates=(main,),
        diagnostics=(
            Diagnostic(
                "donor_weights",
                "Who the mix is made of",
                None,
                None,
                "Largest shares in the mix.",
                "share",
                rows,
            ),
        ),
        gates=(
            gates.estimand(plan),
            _bound("donors", "untreated units to mix from", int((~given.treated).sum()), FEW_DONORS),
            _bound("pre_periods", "periods before treatment", found.periods, FEW_BEFORE),
            gates.attrition(given.flow),
            _follows(
                found.missed, float(untreated[plan.outcome].std()), [(0.0, miss) for miss in found.usual]
            ),
            *((gates.placebo(None, 0.0, of=plan.placebo_outcome),) if plan.placebo_outcome else ()),
        ),
        event_study=tuple(EventRow(period=at, effect=gap, low=None, high=None) for at, gap in found.path),
        versions=versions(),
        time_line=TimeLine(starts=given.starts),
    )


def _mix(panel: pd.DataFrame, plan: StudyPlan, unit: str, time: str) -> SyntheticControlResults:
    """Weights of the untreated units by the fit before treatment alone, without a search (Abadie 2021, 3.2)."""
    from diff_diff import SyntheticControl

    with warnings.catch_warnings():
        warnings.simplefilter("ignore")
        model = SyntheticControl(v_method="inverse_variance", seed=plan.seed)
        return model.fit(panel, outcome=plan.outcome, treatment=NOW, unit=unit, time=time)


def _placebos(
    panel: pd.DataFrame, plan: StudyPlan, unit: str, time: str, result: SyntheticControlResults
) -> list[tuple[float, float]]:
    """Mean gap after, and miss before, of every untreated unit that is treated in thought, from the same start on."""
    treated = panel.groupby(unit)[NOW].transform("max") == 1
    others, after = panel[~treated], set(result.post_periods)
    found = []
    for one in others[unit].unique():
        now = ((others[unit] == one) & others[time].isin(after)).astype(int)
        try:
            fitted = _mix(others.assign(**{NOW: now}), plan, unit, time)
        except (ValueError, RuntimeError, ArithmeticError):  # a unit that no mix can follow
            continue
        found.append((float(fitted.att), float(fitted.pre_rmspe)))
    return found


def _follows(missed: float, wide: float, placebos: list[tuple[float, float]]) -> Gate:
    """Whether the mix follows the treated unit: closely, or at least about as well as mixes follow the others."""
    middle = float(np.median([miss for _, miss in placebos])) if placebos else 0.0
    loose = missed / wide if wide else np.inf
    worse = missed / middle if middle > 0 else np.inf
    return Gate(
        "fit",
        "The mix follows the treated unit before treatment, about as well as mixes follow other units.",
        loose <= LOOSE_FIT or worse <= WORSE_FIT,
        min(worse, 99.0),
        WORSE_FIT,
        f"Before treatment the mix misses by {plain(missed)}: {loose:.2f} standard deviations, "
        f"{min(worse, 99.0):.1f} times the miss that is usual for the others.",
        "Find units more alike, or a longer history; without a fit there is nothing to compare with.",
        "Abadie, Diamond and Hainmueller 2010; Abadie 2021",
    )


def _beside_placebos(result: SyntheticControlResults, placebos: list[tuple[float, float]]) -> Fit:
    """Effect with the range that placebos allow: a permutation test of each constant effect, turned round.

    The statistic is the mean gap over the miss before (Abadie, Diamond and Hainmueller 2010); to each miss the middle
    one of all units is added, as a unit that is followed almost exactly would else stand out by that alone. All units
    are treated alike, so the test holds for any such scale where the treated unit was as good as drawn.
    """
    effect, missed = float(result.att), float(result.pre_rmspe)
    if not placebos:
        return Fit(effect, np.nan, np.nan, np.nan, np.nan, 0)
    gaps, misses = np.array(placebos).T
    middle = np.median(np.append(misses, missed))
    scale = np.hypot(misses, middle)
    own = float(np.hypot(missed, middle))
    ratios = np.sort(np.abs(gaps) / scale)[::-1] if own > 0 else np.zeros(len(gaps))
    p = float((1 + (ratios >= abs(effect) / own - 1e-12).sum()) / (1 + len(ratios))) if own > 0 else np.nan
    needed = int(LEVEL * (1 + len(ratios)) + 1e-9)
    if needed < 1 or own <= 0:
        return Fit(effect, np.nan, np.nan, np.nan, p, len(ratios))
    reach = float(ratios[needed - 1] * own)
    return Fit(effect, np.nan, effect - reach, effect + reach, p, len(ratios))


def _bound(key: str, what: str, count: int, needed: int) -> Gate:
    return Gate(
        key,
        f"There are at least {needed} {what}.",
        count >= needed,
        count,
        needed,
        f"There are {count}.",
        "Give more of them.",
        "Abadie 2021",
    )

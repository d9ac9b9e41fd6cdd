"""Staggered adoption: units that start at different times, each against those that have not started."""

from __future__ import annotations

import dataclasses
import warnings
from collections import Counter
from typing import TYPE_CHECKING

import numpy as np

from gainful.engine.impact import diagnostics as tell
from gainful.engine.impact import gates
from gainful.engine.impact.columns import StudyError, codes, number, stands_for_people
from gainful.engine.impact.estimates import estimate, naive_estimate
from gainful.engine.impact.few_units import Assignment, by_redraws
from gainful.engine.impact.honest_trends import honest_trends
from gainful.engine.impact.inference import Fit, from_se, regression
from gainful.engine.impact.library_versions import versions
from gainful.engine.impact.model import Diagnostic, Estimand, Estimate, Evaluation, EventRow, StudyPlan
from gainful.engine.impact.moments import TimeLine
from gainful.engine.impact.nouns import rows_called
from gainful.engine.impact.panel import AS_GIVEN, FEW_UNITS, Panel, enough_units, panel_of, together

if TYPE_CHECKING:
    import pandas as pd
    from diff_diff import CallawaySantAnnaResults


FEWEST_IN_STEP = 5
"""Treated units below which a step before treatment is no test: the error of one or two units is hardly known."""


def evaluate_staggered(frame: pd.DataFrame, plan: StudyPlan) -> Evaluation:
    """ATT over all groups and periods after their start (Callaway and Sant'Anna 2021)."""
    given = panel_of(frame, plan)
    panel, unit, time, first = given.rows, given.unit, given.time, given.first
    never, population = _beside_never(given), _population(given, plan)
    result = _fitted(given, plan, plan.outcome)
    arms = given.treated
    units = panel[unit].nunique()
    fit = from_se(float(result.overall_att), float(result.overall_se), max(1.0, units - 1))
    starting = given.units[first].to_numpy(float)
    sides = int(arms.sum()), int(((starting == 0) | (starting > starting[starting > 0].min())).sum())
    few = FEW_UNITS <= min(sides) < gates.FEW_PEOPLE and not plan.covariates and plan.cluster is None
    if few and plan.weight:
        raise StudyError(
            f"On one side there are only {min(sides)} {rows_called(plan)}: the range of so few comes from other "
            "assignments of the same starts, which count each of them once.",
            "Leave --weight out, and give weighted means of the people of each place and period as the outcome.",
        )
    if few:
        fit = _by_redraws(given, plan, never=never)
    events = sorted(result.event_study_effects.items())
    path: tuple[EventRow, ...] = tuple(
        {"period": int(k), "effect": v["effect"], "low": v["conf_int"][0], "high": v["conf_int"][1]}
        for k, v in events
    )
    backed = _backed(given)
    steps = [(k, from_se(v["effect"], v["se"], max(1.0, units - 1))) for k, v in events if k < 0]
    before = [fit for k, fit in steps if np.isfinite(fit.se) and backed.get(int(k), 0) >= FEWEST_IN_STEP]
    called = rows_called(plan)
    note = "" if never else "Compared with those not yet treated: hardly any stay untreated."
    if few:
        note = f"{note} Of few {called}: the range comes from other assignments of the same starts.".strip()
    p, said = together(before)
    starts = panel.loc[panel[first] > 0, first]
    history = int((starts.min() > np.sort(panel[time].unique())).sum())
    sd = float(panel.loc[panel[time] == panel[time].min(), plan.outcome].std())
    last = steps[-1][1] if steps else None
    checks = (
        gates.estimand(plan),
        enough_units(*sides, called),
        gates.attrition(given.flow),
        *gates.clusters(given.units, plan, arms.astype(float), codes(given.units, plan.cluster)),
        gates.periods(history + max(0, len(set(starts)) - 1)),
        gates.parallel(p, said),
        gates.dip(last, sd),
        *_placebo(given, plan),
    )
    naive = _before_after(panel, plan, unit, arms, population)
    name = "Staggered difference-in-differences (Callaway and Sant'Anna)"
    main = estimate("callaway_santanna", name, Estimand.ATT, fit, arms.astype(float), primary=True, note=note)
    return Evaluation(
        plan=plan,
        flow=given.flow,
        balance=(),
        estimates=(main, *naive),
        diagnostics=(
            tell.robustness_value(fit),
            tell.e_value(fit, sd),
            *filter(None, () if few else (_honest(given, plan),)),
        ),
        gates=checks,
        minimum_detectable=tell.minimum_detectable(fit),
        event_study=path,
        versions=versions(),
        time_line=TimeLine(starts=given.starts),
    )


def _honest(given: Panel, plan: StudyPlan) -> Diagnostic | None:
    """How far parallel trends may fail; every period is held against the last one before (a universal base)."""
    try:
        return honest_trends(_fitted(given, plan, plan.outcome, base="universal"))
    except (ValueError, RuntimeError, ArithmeticError):  # no group has two periods before
        return None


def _fitted(given: Panel, plan: StudyPlan, outcome: str, base: str = "varying") -> CallawaySantAnnaResults:
    """Callaway and Sant'Anna's estimate beside those never treated, or beside those not yet treated where all start."""
    from diff_diff import CallawaySantAnna, SurveyDesign

    never = _beside_never(given)
    model = CallawaySantAnna(
        control_group="never_treated" if never else "not_yet_treated",
        cluster=plan.cluster,
        base_period=base,
        rank_deficient_action="silent",
    )
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")
        return model.fit(
            given.rows,
            outcome=outcome,
            unit=given.unit,
            time=given.time,
            first_treat=given.first,
            covariates=list(plan.covariates) or None,
            survey_design=SurveyDesign(weights=plan.weight) if plan.weight else None,
            aggregate="event_study",
        )


def _population(given: Panel, plan: StudyPlan) -> np.ndarray | None:
    """How many people each unit stands for, on average 1; raises StudyError where that changes with time."""
    if plan.weight is None:
        return None
    stands_for_people(given.rows, plan.weight)
    changing = given.rows.groupby(AS_GIVEN)[plan.weight].nunique() > 1
    if changing.any():
        raise StudyError(
            f'"{plan.weight}" changes with time for {int(changing.sum()):,} of them, such as "{changing.idxmax()}".',
            "Give each one weight: that of its first period, or the mean.",
        )
    weight = stands_for_people(given.units, plan.weight)
    return weight / weight.mean()


def _placebo(given: Panel, plan: StudyPlan) -> tuple[gates.Gate, ...]:
    """The same estimate of an outcome that the program cannot have changed, where one was stated."""
    of = plan.placebo_outcome
    if of is None:
        return ()
    rows = given.rows.assign(**{of: number(given.rows, of)})
    known = rows[of].notna().groupby(rows[given.unit]).transform("all")
    rows = rows[known]
    if not (rows[given.first] > 0).any():
        return (gates.placebo(None, 0.0, of=of),)
    result = _fitted(dataclasses.replace(given, rows=rows), plan, of)
    units = rows[given.unit].nunique()
    fit = from_se(float(result.overall_att), float(result.overall_se), max(1.0, units - 1))
    return (gates.placebo(fit, float(rows.loc[rows[given.first] > 0, of].std()), of=of),)


def _beside_never(given: Panel) -> bool:
    """Whether enough units never start to be compared with alone; else those not yet treated are taken too."""
    starts = given.units[given.first].to_numpy(float)
    never = int((starts == 0).sum())
    later = bool((starts > starts[starts > 0].min()).any())
    return never >= FEW_UNITS or (never > 0 and not later)


def _by_redraws(given: Panel, plan: StudyPlan, *, never: bool) -> Fit:
    wide = given.rows.pivot(index=given.unit, columns=given.time, values=plan.outcome).sort_index()
    start = given.units.set_index(given.unit)[given.first].reindex(wide.index).to_numpy(float)
    assignment = Assignment(wide.to_numpy(float), wide.columns.to_numpy(float), start)
    return by_redraws(assignment, plan.seed, never=never)


def _backed(given: Panel) -> dict[int, int]:
    """Return how many treated units speak in each step, a distance in periods from the start.

    A step before the start is a change since the period before it, which the first period does not have.
    """
    times = sorted(given.rows[given.time].unique())[1:]
    starts = given.units[given.first][given.treated]
    steps = Counter(int(time - start) for start in starts for time in times)
    return dict(steps)


def _before_after(
    panel: pd.DataFrame, plan: StudyPlan, unit: str, arms: np.ndarray, population: np.ndarray | None
) -> tuple[Estimate, ...]:
    """The plain difference of means; none where every unit starts some day, as on a waiting list."""
    if arms.all():
        return ()
    means = panel.groupby(unit, sort=True)[plan.outcome].mean()
    order = panel.drop_duplicates(unit)[unit]
    none = np.empty((len(order), 0))
    fit = regression(means.loc[order].to_numpy(), arms.astype(float), none, weight=population)
    return (naive_estimate(fit, arms.astype(float)),)

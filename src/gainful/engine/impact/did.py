"""Difference-in-differences: the change since before, against the change of the others."""

from __future__ import annotations

import dataclasses
from typing import TYPE_CHECKING

import numpy as np

from gainful.engine.impact import diagnostics as tell
from gainful.engine.impact import gates
from gainful.engine.impact.balance import balance_table, smd, spread
from gainful.engine.impact.columns import StudyError, number, periods, zero_one
from gainful.engine.impact.estimates import estimate, naive_estimate, subgroups
from gainful.engine.impact.honest_trends import of_changes
from gainful.engine.impact.inference import Fit, regression
from gainful.engine.impact.library_versions import versions
from gainful.engine.impact.model import Estimand, Evaluation, EventRow, StudyPlan
from gainful.engine.impact.moments import TimeLine
from gainful.engine.impact.nouns import rows_called
from gainful.engine.impact.panel import placed, stays_treated, together
from gainful.engine.impact.roles import check_columns
from gainful.engine.impact.starts import starts_of
from gainful.engine.impact.study import Study, prepare

if TYPE_CHECKING:
    import pandas as pd


def evaluate_did(frame: pd.DataFrame, plan: StudyPlan) -> Evaluation:
    """ATT from the change since the last period before, against the change of the others.

    Takes a row a person with `pre_outcomes`, or a panel with `unit` and `time` and one start for all.
    """
    starts, asked = "", plan
    if plan.unit and plan.time:
        check_columns(frame, plan)
        placed(frame, plan)
        starts = starts_of(frame, plan).words
        frame, plan = _widened(frame, plan)
    frame, said = _with_known_past(frame, plan)
    study = prepare(frame, plan)
    study = dataclasses.replace(study, warnings=(*study.warnings, *said))
    if not study.pre.shape[1]:
        raise StudyError(
            "Difference-in-differences needs the outcome before treatment.",
            "Name it with --pre-outcome (oldest first), or give a panel with --unit and --time. Where other people "
            "were asked each time, give --time and --began.",
        )
    fixed = _fixed(study)
    last, others = study.pre[:, -1], study.d
    fit = regression(study.y - last, others, fixed, cluster=study.cluster, weight=study.counts)
    plain = regression(study.y - last, others, fixed[:, :0], cluster=study.cluster, weight=study.counts)
    steps = _steps_before(study, fixed)
    wide = spread(last, others)
    found = [
        estimate("did", "Difference-in-differences", Estimand.ATT, plain, others, primary=not fixed.shape[1])
    ]
    if fixed.shape[1]:
        name = "Difference-in-differences, adjusted for what was known before"
        found.append(estimate("did_adjusted", name, Estimand.ATT, fit, others, primary=True))
    naive = regression(study.y, others, fixed[:, :0], cluster=study.cluster, weight=study.counts)
    found.append(naive_estimate(naive, others))
    checks = [
        gates.estimand(plan),
        gates.people(study, rows_called(asked)),
        gates.pending(study.flow),
        gates.attrition(study.flow),
        *gates.clusters(study.frame, study.plan, study.offered, study.cluster),
        gates.known_before(study),
        gates.periods(np.unique(study.pre, axis=1).shape[1]),  # one told twice counts once
        gates.parallel(*together(steps)),
        gates.dip(steps[-1] if steps else None, wide, _own_fall(study)),
        gates.levels(smd(last, others)),
    ]
    if plan.placebo_outcome:
        checks.append(_placebo(study, fixed, panel=bool(starts)))
    groups, left = subgroups(
        study,
        lambda inside: regression(
            (study.y - last)[inside],
            others[inside],
            fixed[:, :0][inside],
            weight=None if study.counts is None else study.counts[inside],
        ),
    )
    return Evaluation(
        plan=asked if starts else plan,
        flow=study.flow,
        balance=balance_table(study.x, study.names, others, None),
        estimates=tuple(found),
        diagnostics=(
            tell.robustness_value(fit),
            tell.e_value(fit, tell.spread_of(study)),
            *filter(
                None,
                (of_changes(study.pre, study.y, study.d, study.cluster),) if study.counts is None else (),
            ),
        ),
        gates=tuple(checks),
        subgroups=groups,
        minimum_detectable=tell.minimum_detectable(fit),
        comparison_mean=float(np.average(study.y[others == 0], weights=study.weight[others == 0])),
        warnings=(*study.warnings, *left),
        event_study=_path(study, fit, fixed),
        versions=versions(),
        time_line=TimeLine(starts=starts),
    )


def _with_known_past(frame: pd.DataFrame, plan: StudyPlan) -> tuple[pd.DataFrame, tuple[str, ...]]:
    """Count the outcome as missing where an earlier one is: a change needs both ends. Raises StudyError."""
    check_columns(frame, plan)
    unknown = np.zeros(len(frame), bool)
    for name in plan.pre_outcomes:
        here = np.isnan(number(frame, name))
        if here.all():
            raise StudyError(
                f'"{name}" is never known.', "Leave it out of --pre-outcome, or give its figures."
            )
        unknown |= here
    if not unknown.any():
        return frame, ()
    said = f"{unknown.sum()} of {len(frame)} lack an earlier outcome: their change is unknown, and counts as missing."
    return frame.assign(**{plan.outcome: frame[plan.outcome].astype(object).where(~unknown, None)}), (said,)


def _placebo(study: Study, fixed: np.ndarray, *, panel: bool) -> gates.Gate:
    """The same change of an outcome that the program cannot have changed; a panel alone knows it before and after."""
    change, of = study.placebo, str(study.plan.placebo_outcome)
    if change is None or not panel:
        return gates.placebo(None, 0.0, of=of)
    known = np.isfinite(change)
    cluster = None if study.cluster is None else study.cluster[known]
    counts = None if study.counts is None else study.counts[known]
    fit = regression(change[known], study.d[known], fixed[known], cluster=cluster, weight=counts)
    return gates.placebo(fit, float(change[known & (study.d == 1)].std()), of=of)


def _fixed(study: Study) -> np.ndarray:
    """Covariates without the earlier outcomes, which the change already uses."""
    before = set(study.plan.pre_outcomes)
    keep = [
        i
        for i, n in enumerate(study.names)
        if n.removesuffix(" is zero").removesuffix(" unknown") not in before
    ]
    return study.x[:, keep]


def _steps_before(study: Study, fixed: np.ndarray) -> list[Fit]:
    """The same estimate for each step between periods before treatment, where there can be no effect."""
    pre = study.pre
    return [
        regression(pre[:, i] - pre[:, i - 1], study.d, fixed, cluster=study.cluster, weight=study.counts)
        for i in range(1, pre.shape[1])
    ]


def _own_fall(study: Study) -> float | None:
    """How much further, as a share of their own level, the treated fell in the last step than the others did.

    None where their fall could be chance, or where levels cannot be compared in percent.
    """
    if study.pre.shape[1] < 2:
        return None
    earlier, last = study.pre[:, -2], study.pre[:, -1]
    treated = study.d == 1
    step = (last - earlier)[treated]
    error = step.std(ddof=1) / np.sqrt(len(step)) if len(step) > 1 else np.inf
    levels = [earlier[treated].mean(), earlier[~treated].mean()]
    if min(levels) <= 0 or error == 0 or step.mean() / error > -2:
        return None
    return float((last - earlier)[~treated].mean() / levels[1] - step.mean() / levels[0])


def _path(study: Study, fit: Fit, fixed: np.ndarray) -> tuple[EventRow, ...]:
    """Distance between the groups by period, against the last one before (−1); 0 is what came after the start."""
    last = study.pre[:, -1]
    count = study.pre.shape[1]
    path: list[EventRow] = []
    for place in range(count - 1):
        one = regression(
            study.pre[:, place] - last, study.d, fixed, cluster=study.cluster, weight=study.counts
        )
        path.append({"period": place - count, "effect": one.effect, "low": one.low, "high": one.high})
    path += [{"period": -1, "effect": 0.0, "low": 0.0, "high": 0.0}]
    return (*path, {"period": 0, "effect": fit.effect, "low": fit.low, "high": fit.high})


def _widened(frame: pd.DataFrame, plan: StudyPlan) -> tuple[pd.DataFrame, StudyPlan]:
    """Turn a panel with one start into a row a unit: periods before, and the mean of those after."""
    import pandas as pd

    check_columns(frame, plan)
    unit, time = str(plan.unit), str(plan.time)
    placed(frame, plan)
    order = periods(frame, time)
    labels = dict(zip(order, frame[time].astype(str), strict=True))
    panel = frame.assign(**{plan.outcome: number(frame, plan.outcome), time: order})
    if plan.first_treated:
        starts_at = starts_of(frame, plan).period
        panel[plan.treatment] = ((starts_at > 0) & (order >= starts_at)).astype(float)
    else:
        panel[plan.treatment] = zero_one(frame, plan.treatment, "treatment")
    if panel.duplicated([unit, time]).any():
        row = int(np.flatnonzero(panel.duplicated([unit, time]))[0])
        raise StudyError(
            f'Row {row + 2}: "{panel[unit].iloc[row]}" has a second row for {time} {frame[time].iloc[row]}.',
            "Give one row a unit and period.",
        )
    ever = panel.groupby(unit)[plan.treatment].transform("max")
    treated = panel[panel[plan.treatment] == 1]
    starts = treated.groupby(unit)[time].min().unique()
    if not len(starts):
        raise StudyError(
            f'Nobody ever starts: "{plan.first_treated or plan.treatment}" is 0 throughout.',
            "Give each treated unit its first period of treatment.",
        )
    if treated[unit].nunique() == 1:
        raise StudyError(
            f'Only one "{unit}" was treated, so one group has fewer than two: {treated[unit].iloc[0]}.',
            "Use --design synthetic, which compares one with a mix of the others.",
        )
    stays_treated(panel, plan)
    always = bool((panel.loc[ever == 1, plan.treatment] == 1).all())
    if always:
        raise StudyError(
            f'"{plan.treatment}" is 1 in every period of the treated, so their start is not known.',
            "Code it 1 from the start of treatment on, 0 before; or name their first periods with --first-treated.",
        )
    if len(starts) > 1:
        raise StudyError(
            f"Treatment starts at {len(starts)} different times.",
            "Use --design staggered with --first-treated.",
        )
    table = panel.pivot(index=unit, columns=time, values=plan.outcome)
    before = [t for t in table.columns if t < starts[0]]
    after = [t for t in table.columns if t >= starts[0]]
    names = {t: f"{plan.outcome} at {labels[t].removesuffix('.0')}" for t in before}
    wide = table[before].rename(columns=names)
    wide[plan.outcome] = table[after].mean(axis=1)
    if plan.placebo_outcome:
        other = panel.assign(**{plan.placebo_outcome: number(frame, plan.placebo_outcome)})
        told = other.pivot(index=unit, columns=time, values=plan.placebo_outcome)
        wide[plan.placebo_outcome] = told[after].mean(axis=1) - told[before[-1]]
    named = {c for c in (*plan.covariates, plan.cluster, plan.strata, plan.weight, *plan.subgroups) if c}
    same = (
        panel.groupby(unit).nunique(dropna=False).max() <= 1
    )  # what does not change tells what was assigned whole
    kept = [
        c for c in panel.columns if c not in {unit, time, *wide.columns, plan.treatment, plan.first_treated}
    ]
    first = panel.sort_values(time).drop_duplicates(unit).set_index(unit)
    wide = wide.join(first[[c for c in kept if c in named or same.get(c, False)]])
    wide[plan.treatment] = panel.groupby(unit)[plan.treatment].max()
    wide = wide.dropna(subset=list(names.values())).reset_index()
    plan = dataclasses.replace(
        plan, pre_outcomes=tuple(names.values()), unit=None, time=None, first_treated=None
    )
    return pd.DataFrame(wide), plan

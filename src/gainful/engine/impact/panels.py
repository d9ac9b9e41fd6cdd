"""Designs that lean on history: difference-in-differences, staggered adoption, synthetic control."""

from __future__ import annotations

import dataclasses
import warnings
from typing import TYPE_CHECKING, Any

import numpy as np

from gainful.engine.impact import diagnostics as tell
from gainful.engine.impact import gates
from gainful.engine.impact.balance import balance_table, smd, spread
from gainful.engine.impact.inference import Fit, from_se, regression
from gainful.engine.impact.model import Arm, Diagnostic, Estimand, Estimate, Evaluation, Flow, Gate, StudyPlan
from gainful.engine.impact.parts import estimate, subgroups, versions
from gainful.engine.impact.study import Study, StudyError, check_columns, number, prepare, zero_one

if TYPE_CHECKING:
    import pandas as pd

FEW_DONORS, FEW_BEFORE, LOOSE_FIT = 10, 5, 0.25


def evaluate_did(frame: pd.DataFrame, plan: StudyPlan) -> Evaluation:
    """ATT from the change since the last period before, against the change of the others.

    Takes a row a person with `pre_outcomes`, or a panel with `unit` and `time` and one start for all.
    """
    if plan.unit and plan.time:
        frame, plan = _widened(frame, plan)
    frame, said = _with_known_past(frame, plan)
    study = prepare(frame, plan)
    study = dataclasses.replace(study, warnings=(*study.warnings, *said))
    if not study.pre.shape[1]:
        raise StudyError(
            "Difference-in-differences needs the outcome before treatment.",
            "Name it with --pre-outcome (oldest first), or give a panel with --unit and --time.",
        )
    fixed = _fixed(study)
    last, others = study.pre[:, -1], study.d
    fit = regression(study.y - last, others, fixed, cluster=study.cluster)
    plain = regression(study.y - last, others, fixed[:, :0], cluster=study.cluster)
    steps = _steps_before(study, fixed)
    wide = spread(last, others)
    found = [
        estimate("did", "Difference-in-differences", Estimand.ATT, plain, others, primary=not fixed.shape[1])
    ]
    if fixed.shape[1]:
        name = "Difference-in-differences, adjusted for what was known before"
        found.append(estimate("did_adjusted", name, Estimand.ATT, fit, others, primary=True))
    naive = regression(study.y, others, fixed[:, :0], cluster=study.cluster)
    note = "What a naive comparison would have said; never an effect."
    found.append(
        estimate(
            "naive",
            "Plain difference between the groups",
            Estimand.ATT,
            naive,
            others,
            causal=False,
            note=note,
        )
    )
    checks = [
        gates.estimand(plan),
        gates.people(study),
        gates.pending(study.flow),
        gates.attrition(study.flow),
        *gates.clusters(study),
        gates.known_before(study),
        gates.periods(study.pre.shape[1]),
        gates.parallel(*_together(steps)),
        gates.dip(steps[-1] if steps else None, wide, _own_fall(study)),
        gates.levels(smd(last, others)),
    ]
    groups, left = subgroups(
        study, lambda inside: regression((study.y - last)[inside], others[inside], fixed[:, :0][inside])
    )
    return Evaluation(
        plan=plan,
        flow=study.flow,
        balance=balance_table(study.x, study.names, others, None),
        estimates=tuple(found),
        diagnostics=(tell.robustness_value(fit), tell.e_value(fit, tell.spread_of(study))),
        gates=tuple(checks),
        subgroups=groups,
        minimum_detectable=tell.minimum_detectable(fit),
        comparison_mean=float(study.y[others == 0].mean()),
        warnings=(*study.warnings, *left),
        event_study=_path(study, fit),
        versions=versions(),
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
        regression(pre[:, i] - pre[:, i - 1], study.d, fixed, cluster=study.cluster)
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


def _together(steps: list[Fit]) -> tuple[float | None, str]:
    """Bonferroni's p of all steps together, and the largest in words."""
    if not steps:
        return None, "There is too little history to see."
    worst = min(steps, key=lambda fit: fit.p_value)
    p = min(1.0, worst.p_value * len(steps))
    return (
        p,
        f"The largest step apart before treatment is {worst.effect:,.4g} (p {p:.2g} over {len(steps)} steps).",
    )


def _path(study: Study, fit: Fit) -> tuple[dict[str, Any], ...]:
    """Distance between the groups by period, against the last one before."""
    last = study.pre[:, -1]
    count = study.pre.shape[1]
    path = []
    for place in range(count - 1):
        one = regression(study.pre[:, place] - last, study.d, study.x[:, :0], cluster=study.cluster)
        path.append({"period": place - count + 1, "effect": one.effect, "low": one.low, "high": one.high})
    path += [{"period": 0, "effect": 0.0, "low": 0.0, "high": 0.0}]
    return (*path, {"period": 1, "effect": fit.effect, "low": fit.low, "high": fit.high})


def _widened(frame: pd.DataFrame, plan: StudyPlan) -> tuple[pd.DataFrame, StudyPlan]:
    """Turn a panel with one start into a row a unit: periods before, and the mean of those after."""
    import pandas as pd

    check_columns(frame, plan)
    unit, time = str(plan.unit), str(plan.time)
    panel = frame.assign(
        **{
            plan.outcome: number(frame, plan.outcome),
            plan.treatment: zero_one(frame, plan.treatment, "treatment"),
        }
    )
    if panel.duplicated([unit, time]).any():
        row = int(np.flatnonzero(panel.duplicated([unit, time]))[0])
        raise StudyError(
            f'Row {row + 2}: "{panel[unit].iloc[row]}" has a second row for {time} {panel[time].iloc[row]}.',
            "Give one row a unit and period.",
        )
    ever = panel.groupby(unit)[plan.treatment].transform("max")
    treated = panel[panel[plan.treatment] == 1]
    starts = treated.groupby(unit)[time].min().unique()
    always = bool((panel.loc[ever == 1, plan.treatment] == 1).all())
    if always:
        raise StudyError(
            f'"{plan.treatment}" is 1 in every period of the treated, so their start is not known.',
            "Code it 1 from the start of treatment on, 0 before; or use --design staggered with --first-treated.",
        )
    if len(starts) > 1:
        raise StudyError(
            f"Treatment starts at {len(starts)} different times.",
            "Use --design staggered with --first-treated.",
        )
    table = panel.pivot(index=unit, columns=time, values=plan.outcome)
    before = [t for t in table.columns if t < starts[0]]
    after = [t for t in table.columns if t >= starts[0]]
    names = {t: f"{plan.outcome} at {t}" for t in before}
    wide = table[before].rename(columns=names)
    wide[plan.outcome] = table[after].mean(axis=1)
    kept = [c for c in (*plan.covariates, plan.cluster, plan.strata, *plan.subgroups) if c and c != unit]
    first = panel.sort_values(time).drop_duplicates(unit).set_index(unit)
    wide = wide.join(first[list(dict.fromkeys(kept))]) if kept else wide
    wide[plan.treatment] = panel.groupby(unit)[plan.treatment].max()
    wide = wide.dropna(subset=list(names.values())).reset_index()
    plan = dataclasses.replace(plan, pre_outcomes=tuple(names.values()), unit=None, time=None)
    return pd.DataFrame(wide), plan


def evaluate_staggered(frame: pd.DataFrame, plan: StudyPlan) -> Evaluation:
    """ATT over all groups and periods after their start (Callaway and Sant'Anna 2021)."""
    from diff_diff import CallawaySantAnna

    panel, unit, time, first = _panel(frame, plan)
    never = bool((panel[first] == 0).any())
    model = CallawaySantAnna(
        control_group="never_treated" if never else "not_yet_treated",
        cluster=plan.cluster,
        rank_deficient_action="silent",
    )
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")
        result = model.fit(
            panel,
            outcome=plan.outcome,
            unit=unit,
            time=time,
            first_treat=first,
            covariates=list(plan.covariates) or None,
            aggregate="event_study",
        )
    arms = panel.drop_duplicates(unit)[first].to_numpy() > 0
    units = panel[unit].nunique()
    fit = from_se(float(result.overall_att), float(result.overall_se), max(1.0, units - 1))
    events = sorted(result.event_study_effects.items())
    path = tuple(
        {"period": int(k), "effect": v["effect"], "low": v["conf_int"][0], "high": v["conf_int"][1]}
        for k, v in events
    )
    before = [
        from_se(v["effect"], v["se"], max(1.0, units - 1))
        for k, v in events
        if k < 0 and np.isfinite(v["se"])
    ]
    flow = _units_flow(panel, arms.astype(float), frame, plan)
    note = "" if never else "Compared with those not yet treated: nobody stays untreated."
    p, said = _together(before)
    starts = panel.loc[panel[first] > 0, first]
    history = int((starts.min() > np.sort(panel[time].unique())).sum())
    sd = float(panel.loc[panel[time] == panel[time].min(), plan.outcome].std())
    last = next((from_se(v["effect"], v["se"], units - 1) for k, v in reversed(events) if k < 0), None)
    checks = (
        gates.estimand(plan),
        _enough_units(arms),
        gates.attrition(flow),
        gates.periods(history + max(0, len(set(starts)) - 1)),
        gates.parallel(p, said),
        gates.dip(last, sd),
    )
    naive = _before_after(panel, plan, unit, arms)
    name = "Staggered difference-in-differences (Callaway and Sant'Anna)"
    main = estimate("callaway_santanna", name, Estimand.ATT, fit, arms.astype(float), primary=True, note=note)
    return Evaluation(
        plan=plan,
        flow=flow,
        balance=(),
        estimates=(main, *naive),
        diagnostics=(tell.robustness_value(fit), tell.e_value(fit, sd)),
        gates=checks,
        minimum_detectable=tell.minimum_detectable(fit),
        event_study=path,
        versions=versions(),
    )


def _panel(frame: pd.DataFrame, plan: StudyPlan) -> tuple[pd.DataFrame, str, str, str]:
    check_columns(frame, plan)
    if not (plan.unit and plan.time):
        raise StudyError("A panel is needed: one row a unit and period.", "Name them with --unit and --time.")
    unit, time = plan.unit, plan.time
    panel = frame.assign(**{plan.outcome: number(frame, plan.outcome), time: number(frame, time)})
    if plan.first_treated:
        first = plan.first_treated
        starts = number(frame, first)
        panel[first] = np.where(np.isnan(starts), 0, starts)
    else:
        first = "first treated"
        on = panel[zero_one(frame, plan.treatment, "treatment") == 1]
        panel[first] = panel[unit].map(on.groupby(unit)[time].min()).fillna(0)
    if panel.groupby(unit)[first].nunique().max() > 1:
        raise StudyError(f'"{first}" changes within a unit.', "Give each unit one first period of treatment.")
    twice = panel.duplicated([unit, time])
    if twice.any():
        row = int(np.flatnonzero(twice)[0])
        raise StudyError(f"Row {row + 2} repeats a unit and period.", "Give one row a unit and period.")
    used = [plan.outcome, *plan.covariates]
    whole = panel.dropna(subset=used).groupby(unit)[time].transform("size")
    kept = panel.dropna(subset=used)[whole == panel[time].nunique()].copy()
    if kept.empty or not (kept[first] > 0).any():
        raise StudyError("No unit with a start has every period.", "Give the periods that are missing.")
    kept[unit] = kept[unit].astype("category").cat.codes
    return kept, unit, time, first


def _units_flow(panel: pd.DataFrame, arms: np.ndarray, frame: pd.DataFrame, plan: StudyPlan) -> Flow:
    total, used = frame[plan.unit].nunique(), panel[plan.unit].nunique()
    lost = total - used
    dropped = (("units without every period", lost),) if lost else ()
    sides = [int((arms == side).sum()) for side in (1.0, 0.0)]
    named = tuple(Arm(name, n, n, 0) for name, n in zip(("treatment", "control"), sides, strict=True))
    return Flow(total, dropped, named, used, lost / total if total else None, None)


def _enough_units(arms: np.ndarray, needed: int = gates.FEW_PEOPLE) -> Gate:
    fewest = int(min(arms.sum(), (~arms).sum()) or arms.sum())
    return Gate(
        "people",
        f"There are at least {needed} units in each group.",
        fewest >= needed,
        fewest,
        needed,
        f"The smaller group has {fewest}.",
        "Add units, or use a synthetic control for a single one.",
        "Gainful: below this, intervals mean little",
    )


def _before_after(panel: pd.DataFrame, plan: StudyPlan, unit: str, arms: np.ndarray) -> tuple[Estimate, ...]:
    """The plain difference of means, shown as what it is."""
    means = panel.groupby(unit, sort=True)[plan.outcome].mean()
    order = panel.drop_duplicates(unit)[unit]
    fit = regression(means.loc[order].to_numpy(), arms.astype(float), np.empty((len(order), 0)))
    note = "What a naive comparison would have said; never an effect."
    name = "Plain difference between the groups"
    return (estimate("naive", name, Estimand.ATT, fit, arms.astype(float), causal=False, note=note),)


def evaluate_synthetic(frame: pd.DataFrame, plan: StudyPlan) -> Evaluation:
    """ATT of one treated unit against a weighted mix of untreated ones (Abadie, Diamond and Hainmueller 2010)."""
    from diff_diff import SyntheticControl

    panel, unit, time, first = _panel(frame, plan)
    ever = panel.groupby(unit)[first].first() > 0
    if ever.sum() != 1:
        raise StudyError(
            f"{int(ever.sum())} units are treated; a synthetic control is for one.",
            "Use --design staggered or did.",
        )
    panel["treated now"] = ((panel[first] > 0) & (panel[time] >= panel[first])).astype(int)
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")
        result = SyntheticControl(v_method="inverse_variance", seed=plan.seed).fit(
            panel, outcome=plan.outcome, treatment="treated now", unit=unit, time=time
        )
        result.in_space_placebo()
    donors = int((~ever).sum())
    periods = len(result.pre_periods)
    wide = float(panel.loc[panel[first] == 0, plan.outcome].std())
    fit = Fit(float(result.att), np.nan, np.nan, np.nan, float(result.placebo_p_value or np.nan), donors)
    arms = ever.to_numpy()
    note = "The p value is the share of units, treated in thought, that stand out at least as much."
    main = estimate(
        "synthetic_control",
        "Synthetic control",
        Estimand.ATT,
        fit,
        arms.astype(float),
        primary=True,
        note=note,
    )
    loose = float(result.pre_rmspe) / wide if wide else np.inf
    flow = _units_flow(panel, arms.astype(float), frame, plan)
    checks = (
        gates.estimand(plan),
        _bound("donors", "untreated units to mix from", donors, FEW_DONORS),
        _bound("pre_periods", "periods before treatment", periods, FEW_BEFORE),
        Gate(
            "fit",
            "The mix follows the treated unit before treatment.",
            loose <= LOOSE_FIT,
            loose,
            LOOSE_FIT,
            f"Before treatment the mix misses by {result.pre_rmspe:,.4g}, {loose:.2f} standard deviations.",
            "Find units more alike, or a longer history; without a fit there is nothing to compare with.",
            "Abadie 2021",
        ),
    )
    path = tuple(
        {"period": float(t), "effect": float(gap), "low": None, "high": None}
        for t, gap in result.gap_path.items()
    )
    top = sorted(result.donor_weights.items(), key=lambda pair: -pair[1])[:5]
    words = "Largest shares in the mix."
    rows = tuple({"unit": str(name), "share": float(share)} for name, share in top)
    return Evaluation(
        plan=plan,
        flow=flow,
        balance=(),
        estimates=(main,),
        diagnostics=(
            Diagnostic("donor_weights", "Who the mix is made of", None, None, words, "share", rows),
        ),
        gates=checks,
        event_study=path,
        versions=versions(),
    )


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

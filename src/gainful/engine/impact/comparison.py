"""Treated people and others who were not drawn by lot: weighted to look alike before."""

from __future__ import annotations

import dataclasses

import numpy as np

from gainful.engine.impact import diagnostics as tell
from gainful.engine.impact import gates
from gainful.engine.impact import weighting as weigh
from gainful.engine.impact.amounts import plain
from gainful.engine.impact.balance import balance_table, spread
from gainful.engine.impact.columns import number
from gainful.engine.impact.covariates import design_matrix
from gainful.engine.impact.double_learning import double_learning
from gainful.engine.impact.estimates import estimate, naive_estimate, subgroups
from gainful.engine.impact.inference import Fit, added, regression
from gainful.engine.impact.library_versions import versions
from gainful.engine.impact.model import BalanceRow, Diagnostic, Estimand, Estimate, Evaluation
from gainful.engine.impact.study import Study
from gainful.engine.impact.timeline import earlier_outcomes
from gainful.engine.impact.traits import unnamed_traits
from gainful.engine.impact.trim import trimmed

YES_OR_NO = 2
FEWEST_TO_LEARN = 100
"""People needed before double machine learning is tried: five folds of less say nothing."""


def evaluate_comparison(study: Study) -> Evaluation:
    """ATT by entropy balancing; other methods beside it; the plain difference never as the effect."""
    if study.plan.trim:
        study = trimmed(study)
    d, x, y, population = study.d, study.x, study.y, study.population
    chance = weigh.propensity(x, d, population)
    balanced = weigh.entropy_weights(x, d, population)
    rows = balance_table(x, study.names, d, balanced.weight, population)
    before, before_naive, wide, own = _placebo(study)
    checks = [
        gates.estimand(study.plan),
        gates.people(study),
        gates.pending(study.flow),
        gates.attrition(study.flow),
        *gates.clusters(study.frame, study.plan, study.offered, study.cluster),
        gates.known_before(study),
        gates.history(bool(_history(study)) or study.placebo is not None),
        gates.own_past(_periods(study), _untouched(study), before, wide),
        *gates.overlap(weigh.share_within(chance, d), balanced.effective, balanced.said),
        gates.balance(rows, weighted=True),
        gates.balance(rows, weighted=False),
        gates.placebo(before_naive, wide, naive=True),
    ]
    if left_out := _left_out(study, balanced):
        checks.append(gates.left_out_alike(left_out))
    naive = regression(y, d, x[:, :0], weight=population, cluster=study.cluster)
    found, fit = _estimates(study, chance, balanced)
    of = str(study.plan.placebo_outcome) if _untouched(study) else ""
    checks.append(gates.placebo(before, own, of=of, beside=None if of or fit is None else fit.effect))
    groups: tuple = ()
    left: tuple[str, ...] = ()
    if fit is not None:
        groups, left = subgroups(study, lambda inside: _in_group(study, inside))
    return Evaluation(
        plan=study.plan,
        flow=study.flow,
        balance=rows,
        estimates=(*found, naive_estimate(naive, d)),
        diagnostics=tuple(_diagnostics(study, fit, found, before, balanced)),
        gates=tuple(checks),
        subgroups=groups,
        minimum_detectable=tell.minimum_detectable(fit) if fit else None,
        comparison_mean=None if balanced.weight is None else float(balanced.weight @ y[d == 0]),
        warnings=(*study.warnings, *left),
        overlap=weigh.overlap(chance, d),
        versions=versions(),
    )


def _estimates(
    study: Study, chance: np.ndarray, balanced: weigh.Balanced
) -> tuple[list[Estimate], Fit | None]:
    d, x, y, cluster, population = study.d, study.x, study.y, study.cluster, study.population
    if not x.shape[1]:
        return [], None
    found = []
    main = None
    if balanced.weight is not None:
        main = weigh.weighted_effect(y, d, x, balanced.weight, cluster, population)
        found.append(estimate("entropy_balancing", "Entropy balancing", Estimand.ATT, main, d, primary=True))
    plainly = regression(y, d, x, weight=population, cluster=cluster)
    found.append(estimate("regression", "Regression", Estimand.ATT, plainly, d))
    weighted = weigh.inverse_chance_effect(y, d, chance, cluster, population)
    found.append(estimate("ipw", "Odds weighting by chance of treatment", Estimand.ATT, weighted, d))
    enough = len(y) >= FEWEST_TO_LEARN and min((d == 1).sum(), (d == 0).sum()) >= FEWEST_TO_LEARN // 4
    if enough and population is None:  # its score knows no survey weights
        learned = double_learning(y, d, x, study.plan.seed)
        if learned is not None:
            note = learned.note if cluster is None else f"{learned.note} Its error does not know of clusters."
            found.append(estimate("dml", "Double machine learning", Estimand.ATT, learned.fit, d, note=note))
    return found, main


def _in_group(study: Study, inside: np.ndarray) -> Fit:
    """The effect in a group, weighted anew in it; plain regression where no weights balance it."""
    x = study.x[inside]
    x = x[:, np.ptp(x, axis=0) > 0]
    d, y = study.d[inside], study.y[inside]
    cluster = None if study.cluster is None else np.unique(study.cluster[inside], return_inverse=True)[1]
    population = None if study.population is None else study.population[inside]
    balanced = weigh.entropy_weights(x, d, population)
    if balanced.weight is None:
        return regression(y, d, x, weight=population, cluster=cluster)
    return weigh.weighted_effect(y, d, x, balanced.weight, cluster, population)


def _history(study: Study) -> tuple[str, ...]:
    """The outcome before treatment: as named, else covariates that are it by their spelling."""
    plan = study.plan
    return plan.pre_outcomes or earlier_outcomes(plan.covariates, plan.outcome)


def _left_out(study: Study, balanced: weigh.Balanced) -> tuple[BalanceRow, ...]:
    """How alike the groups are, once weighted, in traits that the file holds and nobody named."""
    x, names = unnamed_traits(study)
    return balance_table(x, names, study.d, balanced.weight, study.population)


def _periods(study: Study) -> int:
    """How many earlier periods are known: one told twice counts once, and "had none" is no amount."""
    columns = [number(study.frame, name) for name in _history(study) if name != study.plan.placebo_outcome]
    kinds = np.unique(study.y).size > YES_OR_NO
    told = [c for c in columns if not np.isnan(c).all() and (not kinds or np.unique(c).size > YES_OR_NO)]
    filled = [np.where(np.isnan(c), np.nanmean(c), c) for c in told]
    return len(added(np.column_stack([np.ones(len(study.y)), *filled]))) - 1


def _untouched(study: Study) -> bool:
    """Whether an outcome that the program cannot have changed was named, beside the earlier ones."""
    plan = study.plan
    return study.placebo is not None and plan.placebo_outcome not in {
        *plan.pre_outcomes,
        *_history(study)[-1:],
    }


def _placebo(study: Study) -> tuple[Fit | None, Fit | None, float, float]:
    """The same method on the outcome before treatment, given all that was known before that; and the plain gap.

    Also the spread of that outcome in both groups, and among those treated.
    """
    plan = study.plan
    same: tuple[str, ...] = ()
    if study.placebo is not None:
        target = study.placebo
        rest = dataclasses.replace(
            plan, pre_outcomes=tuple(n for n in plan.pre_outcomes if n != plan.placebo_outcome)
        )
    elif before := _history(study):
        target = number(study.frame, before[-1])
        same = before if _periods(study) == 1 else before[-1:]
        rest = dataclasses.replace(plan, pre_outcomes=tuple(n for n in plan.pre_outcomes if n not in same))
    else:
        return None, None, 0.0, 0.0
    target = np.where(np.isnan(target), np.nanmean(target), target)
    own = {plan.placebo_outcome} if study.placebo is not None else set(same)
    known = tuple(c for c in rest.covariates if c not in own)
    x, _, _ = design_matrix(study.frame, dataclasses.replace(rest, covariates=known))
    population = study.population
    naive = regression(target, study.d, x[:, :0], weight=population, cluster=study.cluster)
    wide, theirs = spread(target, study.d), float(target[study.d == 1].std())
    balanced = weigh.entropy_weights(x, study.d, population) if x.shape[1] else weigh.Balanced(None, 0.0)
    if balanced.weight is None:
        return None, naive, wide, theirs
    fit = weigh.weighted_effect(target, study.d, x, balanced.weight, study.cluster, population)
    return fit, naive, wide, theirs


def _diagnostics(
    study: Study, fit: Fit | None, found: list[Estimate], before: Fit | None, balanced: weigh.Balanced
) -> list[Diagnostic]:
    told = [
        Diagnostic(
            "effective_sample",
            "Effective sample of the comparison group",
            balanced.effective,
            gates.FEW_EFFECTIVE,
            "How many people the weighted comparison group is worth.",
            "people",
        )
    ]
    if before is not None:
        words = (
            f"On the outcome before treatment the method finds {plain(before.effect)} "
            f"({plain(before.low)} to {plain(before.high)}), where there can be nothing."
        )
        told.append(Diagnostic("placebo", "Placebo on the outcome before", before.effect, None, words))
        chance = "Chance of finding so much on the outcome before treatment if the method were right."
        told.append(Diagnostic("placebo_p", "Chance of the placebo", before.p_value, 0.05, chance, "share"))
    if fit is not None:
        told += [tell.robustness_value(fit), tell.e_value(fit, tell.spread_of(study))]
        told.append(tell.agreement({e.name: e.effect for e in found}, fit.se))
    return told

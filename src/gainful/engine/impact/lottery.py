"""Lotteries and other randomised designs: offer, taking part, and an offer as an instrument."""

from __future__ import annotations

import dataclasses

import numpy as np

from gainful.engine.impact import diagnostics as tell
from gainful.engine.impact import gates
from gainful.engine.impact.amounts import plain
from gainful.engine.impact.balance import balance_table
from gainful.engine.impact.estimates import estimate, subgroups
from gainful.engine.impact.few_clusters import told_of_few
from gainful.engine.impact.inference import Fit, anderson_rubin, lin, regression, two_stage
from gainful.engine.impact.library_versions import versions
from gainful.engine.impact.model import Design, Diagnostic, Estimand, Estimate, Evaluation
from gainful.engine.impact.quantiles import quantile_effects
from gainful.engine.impact.study import Study

PEOPLE_PER_COLUMN = 10
"""Fewer people a covariate than this in the smaller arm, and the covariates are not interacted."""


def evaluate_lottery(study: Study) -> Evaluation:
    """Effect of the offer (ITT), and of taking part where offer and taking part differ (TOT)."""
    plan, arm = study.plan, study.offered
    offers = _offer_estimates(study)
    taking, strength = _taking_part(study) if study.z is not None else ([], None)
    wanted = taking if plan.estimand == Estimand.TOT else offers
    # The adjusted estimate answers where covariates were named in advance: they are part of the plan.
    chosen = wanted[-1].id if wanted else ""
    estimates = [_as_primary(e) if e.id == chosen else e for e in (*offers, *taking)]
    checks = [
        gates.estimand(plan),
        gates.people(study),
        gates.pending(study.flow),
        gates.attrition(study.flow),
        *gates.clusters(study.frame, study.plan, study.offered, study.cluster),
        gates.known_before(study),
        gates.drawn_alike(study),
    ]
    if study.placebo is not None:
        checks.append(gates.placebo(*_placebo(study), of=str(plan.placebo_outcome)))
    if strength is not None and (plan.estimand == Estimand.TOT or plan.design == Design.IV):
        checks.append(gates.strong_instrument(strength))
    fit = _offer(study, slice(None), adjust=bool(_columns(study).shape[1]))
    groups, left = subgroups(study, lambda inside: _offer(study, inside, adjust=bool(plan.given)))
    return Evaluation(
        plan=plan,
        flow=study.flow,
        balance=balance_table(study.x, study.names, arm, None),
        estimates=tuple(estimates),
        diagnostics=tuple(_diagnostics(study, fit, strength)),
        gates=tuple(checks),
        subgroups=groups,
        minimum_detectable=tell.minimum_detectable(wanted[-1]) if wanted else None,
        comparison_mean=float(study.y[arm == 0].mean()),
        warnings=(*study.warnings, *left),
        versions=versions(),
    )


def _as_primary(found: Estimate) -> Estimate:
    return dataclasses.replace(found, primary=True)


def _columns(study: Study) -> np.ndarray:
    """Covariates and strata (all but one as columns), those that vary."""
    if study.strata is None:
        return study.x
    blocks = np.eye(study.strata.max() + 1)[study.strata][:, 1:]
    return np.column_stack([study.x, blocks])


def _offer(study: Study, rows: slice | np.ndarray, *, adjust: bool) -> Fit:
    arm, y, weight = study.pushed[rows], study.y[rows], study.weight[rows]
    cluster = None if study.cluster is None else study.cluster[rows]
    x = (_columns(study) if adjust else study.x[:, :0])[rows]
    even = weight if np.ptp(study.weight) > 1e-9 else None
    sides = [(study.offered[rows] == side).sum() for side in (0, 1)] if study.push is None else [0]
    smallest = min(sides) if cluster is None else np.unique(cluster).size / 2
    method = lin if adjust and smallest >= PEOPLE_PER_COLUMN * x.shape[1] else regression
    return method(y, arm, x, weight=even, cluster=cluster)


def _difference(study: Study) -> str:
    return "Difference in means" if study.push is None else f"One more unit of {study.plan.assignment}"


def _offer_estimates(study: Study) -> list[Estimate]:
    arm = study.offered
    itt = study.plan.estimand if study.plan.estimand == Estimand.ATE else Estimand.ITT
    found = []
    if not study.plan.given:
        fit = _offer(study, slice(None), adjust=False)
        found.append(estimate("difference", _difference(study), itt, fit, arm))
    if _columns(study).shape[1]:
        fit = _offer(study, slice(None), adjust=True)
        name = (
            "Difference adjusted for what was known before (Lin)"
            if study.push is None
            else f"{_difference(study)}, adjusted"
        )
        found.append(estimate("lin", name, itt, fit, arm))
    return found


def _taking_part(study: Study) -> tuple[list[Estimate], float]:
    z = study.pushed
    even = study.weight if np.ptp(study.weight) > 1e-9 else None
    found = []
    strength = 0.0
    push = "push" if study.push is not None or study.plan.given else "offer"
    for key, name, x in (
        ("iv", f"by the {push}", study.x[:, :0]),
        ("iv_adjusted", f"by the {push}, adjusted", _columns(study)),
    ):
        if key == "iv_adjusted" and not x.shape[1]:
            continue
        if key == "iv" and study.plan.given:  # without what it depends on, the push says nothing
            continue
        fit, strength = two_stage(study.y, study.d, z, x, weight=even, cluster=study.cluster)
        bounds = None if even is not None else anderson_rubin(study.y, study.d, z, x, fit, study.cluster)
        note = (
            f"Bounds that hold for a weak offer too (Anderson–Rubin): {plain(bounds[0])} to {plain(bounds[1])}."
            if bounds
            else ""
        )
        told = f"Effect of {f'one more unit of {study.dose}' if study.dose else 'taking part'}, {name}"
        found.append(estimate(key, told, Estimand.TOT, fit, study.offered, note=note, dose=study.dose))
    return found, strength


def _sides(study: Study) -> tuple[str, str]:
    return ("with the push", "without") if study.push is None else ("above the middle of the push", "below")


def _placebo(study: Study) -> tuple[Fit | None, float]:
    """The offer's effect on an outcome that it cannot have changed, and that outcome's spread among those offered."""
    target = study.placebo
    known = np.zeros(0, bool) if target is None else np.isfinite(target)
    if target is None or min((known & (study.offered == side)).sum() for side in (0, 1)) < 2:
        return None, 0.0
    cluster = None if study.cluster is None else study.cluster[known]
    arm = study.offered[known]
    fit = regression(target[known], arm, np.empty((len(arm), 0)), weight=study.weight[known], cluster=cluster)
    return fit, float(target[known][arm == 1].std())


def _diagnostics(study: Study, fit: Fit, strength: float | None) -> list[Diagnostic]:
    drawn = study.push is None and not study.plan.given
    found = [
        *([tell.randomisation_p(study)] if drawn else []),
        tell.robustness_value(fit),
        tell.e_value(fit, tell.spread_of(study)),
    ]
    found += told_of_few(study, _columns(study))
    if study.plan.quantiles:
        found.append(quantile_effects(study))
    if drawn and (bounds := tell.lee_bounds(study)):
        found.append(bounds)
    if strength is not None:
        took = [float(study.d[study.offered == side].mean()) for side in (0, 1)]
        pushed, others = _sides(study)
        words = (
            f"{study.plan.treatment} is {plain(took[1])} on average {pushed}, {plain(took[0])} {others}."
            if study.dose or study.push is not None
            else f"{took[1]:.0%} of those offered took part, {took[0]:.0%} of the others did."
        )
        found.append(
            Diagnostic("first_stage", "Strength of the offer (F)", strength, gates.FIRST_STAGE_F, words)
        )
    for place, name in enumerate(study.plan.pre_outcomes):
        before = regression(
            study.pre[:, place], study.pushed, study.x[:, :0], weight=study.weight, cluster=study.cluster
        )
        words = f'The same comparison on "{name}", before the draw: {plain(before.effect)} (p {before.p_value:.2g}).'
        found.append(Diagnostic("placebo", f"Placebo: {name}", before.effect, None, words))
    return found

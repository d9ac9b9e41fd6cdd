"""Rules of likeness: whether those compared were alike before, and whether the draw was one."""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np

from gainful.engine.impact.balance import largest, smd
from gainful.engine.impact.inference import regression
from gainful.engine.impact.model import BalanceRow, Design, Gate
from gainful.engine.impact.naming import says_after, says_before
from gainful.engine.impact.study import Study

FEW_EFFECTIVE = 30
WWC = "What Works Clearinghouse Standards Handbook 5.0, chapter IV"
BASELINE_SMD = 0.25
NEAR = 0.9
CHANCE = 0.01
"""A sound study fails a test at this level one time in a hundred."""


def drawn_alike(joint_p: float | None) -> Gate:
    """Whether a lottery looks like one: nothing known beforehand tells who was offered."""
    known = joint_p is not None
    return Gate(
        "balance",
        "What was known before the draw does not tell who was drawn.",
        joint_p is None or joint_p >= CHANCE,
        joint_p,
        CHANCE,
        f"A true lottery would differ this much with a chance of {joint_p:.2g}."
        if known
        else "Nothing known beforehand was given, so the draw cannot be checked.",
        "Check that the offer is the one that was drawn, that nobody was moved or left out after the draw, and "
        "that every covariate was known before it.",
        "Imbens and Rubin 2015, chapter 4; Hansen and Bowers 2008",
    )


def known_before(study: Study) -> Gate:
    """Whether covariates were known before treatment: one that came after hides or invents an effect."""
    late = late_covariates(study)
    return Gate(
        "covariates_before_treatment",
        "Every covariate was known before treatment began.",
        not late,
        len(late),
        0,
        _told_late(late, study) if late else "No sign that one was measured afterwards.",
        "Leave it out, or give its value from before.",
        "Rosenbaum 1984; Imbens and Rubin 2015",
    )


def _told_late(late: list[str], study: Study) -> str:
    named = [name for name in late if says_after(name, study.plan.outcome)]
    found = [name for name in late if name not in named]
    told = [f"By its name, {name} came after." for name in named]
    return " ".join(
        [
            *told,
            *(f"{name} differs as no draw would make it: it came after, or nobody drew." for name in found),
        ]
    )


def late_covariates(study: Study) -> list[str]:
    """Covariates whose name says "after", or which in a lottery differ as no draw would make them."""
    outcome = study.plan.outcome
    late = [n for n in (*study.plan.covariates, *study.plan.pre_outcomes) if says_after(n, outcome)]
    if study.plan.design not in {Design.LOTTERY, Design.IV}:
        return late
    for place, name in enumerate(study.names):
        if says_before(name.split(": ")[0], outcome):  # a trait was there before: then the draw was none
            continue
        column = study.x[:, place]
        fit = regression(
            column, study.offered, np.empty((len(column), 0)), weight=study.weight, cluster=study.cluster
        )
        if abs(smd(column, study.offered)) > BASELINE_SMD and fit.p_value < 1e-4:
            late.append(name)
    return list(dict.fromkeys(late))


def balance(rows: Sequence[BalanceRow], *, weighted: bool) -> Gate:
    """Whether both groups looked alike before treatment, after weighting or as they stand."""
    worst = largest(rows, weighted=weighted)
    figure = None if worst is None else abs((worst.smd_after if weighted else worst.smd_before) or 0.0)
    if worst is None:
        said = "Nothing known from before was given, so nobody can say whether the groups were alike."
    else:
        said = f'They differ most on "{worst.covariate}", by {figure:.2f} standard deviations.'
    return Gate(
        "balance" if weighted else "naive_balance",
        "Before treatment the groups were alike within a quarter of a standard deviation.",
        figure is not None and figure <= BASELINE_SMD,
        figure,
        BASELINE_SMD,
        said,
        "Give covariates from before, above all the outcome itself (--pre-outcome), or find a comparison group more "
        "alike.",
        WWC,
        naive=not weighted,
    )


def left_out_alike(rows: Sequence[BalanceRow]) -> Gate:
    """Whether the groups are alike, once weighted, in traits that the file holds though nobody named them.

    The 185 of the National Supported Work trial beside the Current Population Survey, weighted by age and schooling
    alone, come out at 452 where the trial says 1,794: 84 % of them are black, 7 % of the others.
    """
    worst = largest(rows, weighted=True) or largest(rows, weighted=False)
    figure = None if worst is None else abs(_apart(worst))
    name = "" if worst is None else worst.covariate.split(": ")[0]
    return Gate(
        "left_out",
        "The groups are alike, too, in the traits that the file holds and nobody named.",
        figure is None or figure <= BASELINE_SMD,
        figure,
        BASELINE_SMD,
        "The file holds no such trait."
        if worst is None
        else f'"{worst.covariate}" was not named; in it they still differ by {figure:.2f} standard deviations.',
        f'Name it too: --covariates "{name}".',
        f"{WWC}; CLEAR, Causal Evidence Guidelines 2.2",
    )


def _apart(row: BalanceRow) -> float:
    return (row.smd_before if row.smd_after is None else row.smd_after) or 0.0


def overlap(share: float, effective: float, said: str = "") -> tuple[Gate, ...]:
    """Whether there are comparison people like the treated, and enough of them once weighted."""
    fix = (
        "Leave out treated people who have no counterpart, and say so; or find a comparison group more alike."
    )
    return (
        Gate(
            "overlap",
            "Nine in ten treated people have counterparts as likely to be treated.",
            share >= NEAR and not said,
            share,
            NEAR,
            said or f"{share:.0%} of the treated have counterparts.",
            fix,
            "Crump, Hotz, Imbens and Mitnik 2009",
        ),
        Gate(
            "effective_sample",
            f"After weighting the comparison group is worth at least {FEW_EFFECTIVE} people.",
            effective >= FEW_EFFECTIVE,
            effective,
            FEW_EFFECTIVE,
            f"It is worth {effective:.0f}.",
            fix,
            "Kish 1965",
        ),
    )

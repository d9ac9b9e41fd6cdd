"""The rules that must hold before an effect is shown; each says its figure, its bound and what would fix it."""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np

from gainful.engine.impact.balance import largest, smd
from gainful.engine.impact.grouping import whole_groups
from gainful.engine.impact.inference import Fit, regression
from gainful.engine.impact.model import BalanceRow, Design, Estimand, Flow, Gate, StudyPlan
from gainful.engine.impact.study import Study
from gainful.engine.rules.attrition import SOURCE as ATTRITION_SOURCE
from gainful.engine.rules.attrition import attrition_bound

WWC = "What Works Clearinghouse Standards Handbook 5.0, chapter IV"
BASELINE_SMD = 0.25
FEW_PEOPLE, FEW_CLUSTERS, FEW_EFFECTIVE = 20, 10, 30
PENDING_SHARE = 0.10
CHANCE = 0.01
"""A sound study fails a test at this level one time in a hundred."""
FIRST_STAGE_F = 10.0
PRE_PERIODS = 2
NEAR = 0.9
DIP_SD, DIP_SHARE = -0.1, 0.15
LEVELS_SD = 1.0
ANSWERS = {
    Design.LOTTERY: (Estimand.ITT, Estimand.TOT, Estimand.ATE),
    Design.COMPARISON: (Estimand.ATT,),
    Design.DID: (Estimand.ATT,),
    Design.STAGGERED: (Estimand.ATT,),
    Design.IV: (Estimand.TOT,),
    Design.SYNTHETIC: (Estimand.ATT,),
}


def estimand(plan: StudyPlan) -> Gate:
    """Whether the design can answer for the people the question is about."""
    good = ANSWERS[plan.design]
    passed = plan.estimand in good
    needs_offer = plan.estimand == Estimand.TOT and plan.assignment is None
    said = f"The {plan.design} design answers for {', '.join(good)}; asked was {plan.estimand}."
    fix = f"Ask for {good[0]}."
    if passed and needs_offer:
        said, fix = (
            "The effect of taking part needs to know who was offered.",
            "Name the offer with --assignment.",
        )
    rule = "The design can answer for the people the question is about."
    source = "Imbens and Angrist 1994; Imbens and Rubin 2015"
    return Gate("estimand", rule, passed and not needs_offer, None, None, said, fix, source)


def people(study: Study) -> Gate:
    """Whether each group has enough people with a known outcome."""
    arms = study.offered if study.plan.design in {Design.LOTTERY, Design.IV} else study.d
    fewest = int(min((arms == 1).sum(), (arms == 0).sum()))
    return Gate(
        "people",
        f"Each group has at least {FEW_PEOPLE} people with a known outcome.",
        fewest >= FEW_PEOPLE,
        fewest,
        FEW_PEOPLE,
        f"The smaller group has {fewest}.",
        "Wait for more people, or report what happened without a claim about why.",
        "Gainful: below this, intervals and balance mean little",
    )


def pending(flow: Flow) -> Gate:
    """Whether the outcomes are in; a wage record that is not in yet is not a no."""
    entered = sum(arm.entered for arm in flow.arms)
    share = sum(arm.pending for arm in flow.arms) / entered if entered else 0.0
    return Gate(
        "pending",
        "At most one outcome in ten is still to come in.",
        share <= PENDING_SHARE,
        share,
        PENDING_SHARE,
        f"{share:.0%} of outcomes are not in yet.",
        "Wait until the records are in.",
        "Gainful: pending is not no",
    )


def attrition(flow: Flow) -> Gate:
    """Whether those whose outcome is lost could tilt the comparison."""
    overall, apart = flow.overall_attrition or 0.0, flow.differential_attrition or 0.0
    bound = attrition_bound(overall)
    return Gate(
        "attrition",
        "Not too many people are lost, and about as many in each group.",
        apart <= bound + 1e-12,
        apart,
        bound,
        f"The outcome is unknown for {overall:.1%} of all; the groups differ by {apart:.1%} (bearable: {bound:.1%}).",
        "Find the missing outcomes, for example in wage records, first in the group that lost more.",
        ATTRITION_SOURCE,
    )


def clusters(study: Study) -> tuple[Gate, ...]:
    """Whether errors are counted by what was really assigned: people, or whole sites."""
    whole = whole_groups(study)
    first = Gate(
        "unit_of_assignment",
        "Errors are counted by the unit that was assigned.",
        not whole,
        None,
        None,
        f'Everybody in the same "{whole}" is in the same group, which chance alone would not do.'
        if whole
        else "Nobody was assigned together with others that the analysis takes for independent.",
        f'Name it: --cluster "{whole}".',
        "Abadie, Athey, Imbens and Wooldridge 2023",
    )
    if study.cluster is None:
        return (first,)
    arm = study.offered
    sides = [np.unique(study.cluster[arm == side]).size for side in (0, 1)]
    groups = np.unique(study.cluster).size
    fewest = min(sides) * 2 if groups == sum(sides) else groups
    second = Gate(
        "clusters",
        f"There are at least {FEW_CLUSTERS} assigned groups, half of them on each side.",
        fewest >= FEW_CLUSTERS,
        fewest,
        FEW_CLUSTERS,
        f"{groups} groups, {sides[1]} treated and {sides[0]} not.",
        "With so few groups nobody can tell the program from the place: add sites, or compare people within sites.",
        "Cameron and Miller 2015",
    )
    return (first, second)


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
        f"{', '.join(late)} cannot have been known before."
        if late
        else "No sign that one was measured afterwards.",
        "Leave it out, or give its value from before.",
        "Rosenbaum 1984; Imbens and Rubin 2015",
    )


def late_covariates(study: Study) -> list[str]:
    """Covariates whose name says "after", or which in a lottery differ as no draw would make them."""
    from gainful.engine.impact.naming import says_after

    outcome = study.plan.outcome
    late = [n for n in (*study.plan.covariates, *study.plan.pre_outcomes) if says_after(n, outcome)]
    if study.plan.design not in {Design.LOTTERY, Design.IV}:
        return late
    for place, name in enumerate(study.names):
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


def placebo(fit: Fit | None, spread: float, *, naive: bool = False, level: float = CHANCE) -> Gate:
    """Whether an effect is found where there can be none: on the outcome before treatment."""
    size = abs(fit.effect) / spread if fit and spread else None
    found = bool(fit and fit.p_value < level and size is not None and size > BASELINE_SMD)
    if fit is None:
        said = "No outcome from before was given, so this could not be tried."
    else:
        said = (
            f"On the outcome before treatment the same method finds {fit.effect:,.4g} (p {fit.p_value:.2g})."
        )
    return Gate(
        "naive_placebo" if naive else "placebo",
        "The method finds nothing where there can be nothing: on the outcome before treatment.",
        not found,
        size,
        BASELINE_SMD,
        said,
        "The groups were already moving apart: find a better comparison group, or more history.",
        "Heckman and Hotz 1989; Imbens and Xu 2024",
        naive=naive,
    )


def periods(count: int) -> Gate:
    """Whether there is history enough to see where the groups were heading."""
    return Gate(
        "pre_periods",
        f"There are at least {PRE_PERIODS} periods before treatment.",
        count >= PRE_PERIODS,
        count,
        PRE_PERIODS,
        f"There {'is' if count == 1 else 'are'} {count}.",
        "Give earlier periods; with one nobody can tell a trend from an effect.",
        "Roth, Sant'Anna, Bilinski and Poe 2023",
    )


def own_past(count: int, other: bool) -> Gate:
    """Whether the comparison can be tried where the answer is known: two earlier periods, or an untouched outcome.

    Weights always make the groups alike in the one period they are given; only an earlier one shows a dip or a trend.
    The original NSW treated beside six survey groups, with 1975 earnings alone, come out at −400 to −2,600 where the
    trial says +886, whether or not the groups were alike in 1975.
    """
    return Gate(
        "pre_periods",
        f"The outcome is known for at least {PRE_PERIODS} periods before, or another outcome that the program cannot "
        "have changed is.",
        count >= PRE_PERIODS or (count >= 1 and other),
        count,
        PRE_PERIODS,
        f"There {'is' if count == 1 else 'are'} {count}"
        + (", and an outcome that cannot have changed." if other else "."),
        "Give an earlier period with --pre-outcome, or --placebo-outcome; with one nobody can tell a bad spell from a "
        "low level.",
        "Ashenfelter 1978; Smith and Todd 2005; Imbens and Xu 2024",
    )


def history(known: bool) -> Gate:
    """Whether the outcome before treatment is known: without it no weights can make the groups alike in what counts."""
    return Gate(
        "history",
        "The outcome before treatment is known.",
        known,
        None,
        None,
        "It was given."
        if known
        else "It was not given, so the groups may differ in the very thing that is measured.",
        "Name the outcome from before with --pre-outcome.",
        "CLEAR, Causal Evidence Guidelines 2.2; Cook, Shadish and Wong 2008",
    )


def parallel(p_value: float | None, said: str) -> Gate:
    """Whether the groups moved alike before."""
    return Gate(
        "pre_trend",
        "Before treatment both groups moved alike.",
        p_value is None or p_value >= CHANCE,
        p_value,
        CHANCE,
        said,
        "Use a comparison group that moved alike, or weight it by its history.",
        "Roth 2022",
    )


def dip(fit: Fit | None, wide: float, own_fall: float | None = None) -> Gate:
    """Whether the treated fell just before they came: then a part of the rise is only a return (Ashenfelter 1978).

    `own_fall` is how much further they fell than the others, as a share of their own earlier level.
    """
    size = fit.effect / wide if fit and wide else None
    fell = bool(fit and size is not None and fit.p_value < CHANCE and size < DIP_SD)
    sank = own_fall is not None and own_fall > DIP_SHARE
    if fit is None or size is None:
        said = "There is too little history to see."
    else:
        said = f"In the last period before, the treated moved by {fit.effect:,.4g} against the others ({size:.2f} SD)."
        said += f" Of their own level they fell {own_fall:.0%} further." if own_fall is not None else ""
    return Gate(
        "earnings_dip",
        "The treated did not fall just before they came.",
        not (fell or sank),
        size,
        DIP_SD,
        said,
        "Take an earlier period as the start, or weight the comparison people by their whole history "
        "(--design comparison with --pre-outcome).",
        "Ashenfelter 1978; Heckman and Smith 1999",
    )


def levels(apart: float) -> Gate:
    """Whether the groups stood on like levels: else "moved alike" cannot hold both in dollars and in percent."""
    return Gate(
        "levels",
        "Before treatment the groups stood within one standard deviation of each other.",
        abs(apart) <= LEVELS_SD,
        abs(apart),
        LEVELS_SD,
        f"They stood {abs(apart):.2f} standard deviations apart.",
        "Compare with people on a like level, or weight them (--design comparison with --pre-outcome).",
        "Roth and Sant'Anna 2023; Imbens and Xu 2024",
    )


def strong_instrument(f_statistic: float) -> Gate:
    """Whether the offer moved enough people."""
    return Gate(
        "first_stage",
        f"The offer clearly changes who takes part (F at least {FIRST_STAGE_F:.0f}).",
        f_statistic >= FIRST_STAGE_F,
        f_statistic,
        FIRST_STAGE_F,
        f"F is {f_statistic:.1f}.",
        "Report the effect of the offer (ITT) instead.",
        "Stock and Yogo 2005; Andrews, Stock and Sun 2019",
    )

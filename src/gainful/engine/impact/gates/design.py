"""Rules of the design itself: who is asked about, how many, who was lost, what was assigned."""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np

from gainful.engine.impact.grouping import WholeGroups, whole_groups
from gainful.engine.impact.model import Design, Estimand, Flow, Gate, StudyPlan
from gainful.engine.impact.study import Study
from gainful.engine.rules.attrition import SOURCE as ATTRITION_SOURCE
from gainful.engine.rules.attrition import attrition_bound

if TYPE_CHECKING:
    import pandas as pd

FEW_PEOPLE, FEW_CLUSTERS = 20, 10
PENDING_SHARE = 0.10
FIRST_STAGE_F = 10.0
ANSWERS = {
    Design.LOTTERY: (Estimand.ITT, Estimand.TOT, Estimand.ATE),
    Design.COMPARISON: (Estimand.ATT,),
    Design.DID: (Estimand.ATT,),
    Design.STAGGERED: (Estimand.ATT,),
    Design.IV: (Estimand.TOT,),
    Design.SYNTHETIC: (Estimand.ATT,),
    Design.DISCONTINUITY: (Estimand.LATE,),
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


def people(study: Study, called: str = "people") -> Gate:
    """Whether each group has enough people (or units of a panel) with a known outcome."""
    arms = study.offered if study.plan.design in {Design.LOTTERY, Design.IV} else study.d
    fewest = int(min((arms == 1).sum(), (arms == 0).sum()))
    return Gate(
        "people",
        f"Each group has at least {FEW_PEOPLE} {called} with a known outcome.",
        fewest >= FEW_PEOPLE,
        fewest,
        FEW_PEOPLE,
        f"The smaller group has {fewest}.",
        "Wait for more people, or report what happened without a claim about why."
        if called == "people"
        else f"For few {called} use --design staggered, whose range comes from other assignments of the same starts, "
        "or --design synthetic for a single one.",
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


def clusters(
    frame: pd.DataFrame, plan: StudyPlan, arm: np.ndarray, cluster: np.ndarray | None
) -> tuple[Gate, ...]:
    """Whether errors are counted by what was really assigned: people, or whole sites."""
    whole = whole_groups(frame, plan, arm, cluster)
    first = Gate(
        "unit_of_assignment",
        "Errors are counted by the unit that was assigned.",
        not whole,
        None,
        None,
        f'Everybody in the same "{whole.name}" is in the same group, which chance alone would not do.'
        if whole
        else "Nobody was assigned together with others that the analysis takes for independent.",
        _how_to_group(whole),
        "Abadie, Athey, Imbens and Wooldridge 2023",
    )
    if cluster is None:
        return (first,)
    sides = [np.unique(cluster[arm == side]).size for side in (0, 1)]
    groups = np.unique(cluster).size
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


def _how_to_group(whole: WholeGroups | None) -> str:
    """Say what to do about groups assigned whole; to name them as clusters only where that can be shown then."""
    if whole is None:
        return ""
    if 2 * whole.in_smaller_arm >= FEW_CLUSTERS:
        return f'Name it: --cluster "{whole.name}".'
    return (
        f'There are {whole.count} values of "{whole.name}", too few to tell the program from the place: add more, or '
        "compare people within each."
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

"""What gates say where there is too little to try them on, and how groups of unlike sides are counted."""

import dataclasses

import numpy as np
import pandas as pd
import pytest

from gainful.engine.impact import gates
from gainful.engine.impact.model import Design, Estimand
from tests.engine.impact.test_gate_bounds import fit
from tests.engine.impact.test_placebo import STUDIES


@pytest.mark.parametrize(("own_fall", "holds"), [(None, True), (0.15, True), (0.16, False)])
def test_without_history_only_their_own_fall_tells_of_a_dip(own_fall, holds):
    for gate in (gates.dip(None, 1.0, own_fall), gates.dip(fit(-1.0, 0.001), 0.0, own_fall)):
        assert gate.passed is holds
        assert (gate.figure, gate.said) == (None, "There is too little history to see.")


@pytest.mark.parametrize(
    ("own_fall", "words"),
    [
        (0.2, "Of their own level they fell 20% further."),
        (0.0, "did not fall further than the others"),
        (None, "(-0.50 SD)."),
    ],
)
def test_a_dip_is_told_against_the_others_and_against_their_own_level(own_fall, words):
    assert words in gates.dip(fit(-0.5, 0.5), 1.0, own_fall).said


@pytest.mark.parametrize(
    ("groups", "treated", "holds"), [(16, 4, False), (19, 4, False), (20, 5, True), (40, 4, False)]
)
def test_the_smaller_side_of_assigned_groups_counts_twice(groups, treated, holds):
    """Ten groups, half of them on each side: of forty with four treated no more can be told than of eight."""
    site = np.repeat(np.arange(groups), 6)
    frame = pd.DataFrame({"site": site, "d": (site < treated).astype(float), "y": np.arange(len(site)) % 7})
    plan = dataclasses.replace(STUDIES["lottery"][1], cluster="site")
    gate = gates.clusters(frame, plan, frame["d"].to_numpy(), site)[1]
    assert gate.passed is holds
    assert gate.figure == 2 * treated
    assert gate.said == f"{groups} groups, {treated} treated and {groups - treated} not."


APART = "by everything else that is known the groups are 0.20 standard deviations apart in it"


@pytest.mark.parametrize(
    ("count", "other", "size", "said"),
    [(1, False, 0.2, f"There is 1; {APART}."),
     (1, False, None, "There is 1."), (1, True, 0.2, "There is 1, and an outcome that cannot have changed."),
     (2, False, 0.2, "There are 2."), (0, True, None, "There are 0, and an outcome that cannot have changed.")],
)  # fmt: skip
def test_a_past_says_how_long_it_is_and_what_stands_in_for_more(count, other, size, said):
    assert gates.own_past(count, other, None if size is None else fit(size, 0.9), 1.0).said == said


def test_one_period_without_anything_known_of_it_is_refused():
    assert not gates.own_past(1, False).passed
    assert not gates.own_past(0, True).passed
    assert gates.own_past(1, True).passed


@pytest.mark.parametrize(
    ("design", "estimand", "offer", "holds", "said"),
    [
        (Design.LOTTERY, Estimand.ITT, None, True, "The lottery design answers for"),
        (Design.LOTTERY, Estimand.TOT, "offered", True, "The lottery design answers for"),
        (Design.LOTTERY, Estimand.TOT, None, False, "needs to know who was offered"),
        (Design.LOTTERY, Estimand.ATT, None, False, "The lottery design answers for"),
        (Design.DID, Estimand.TOT, None, False, "design answers for"),
        (Design.DID, Estimand.ATT, None, True, "design answers for"),
    ],
)
def test_a_question_is_for_its_design_and_one_about_taking_part_needs_the_offer(
    design, estimand, offer, holds, said
):
    plan = dataclasses.replace(STUDIES["lottery"][1], design=design, estimand=estimand, assignment=offer)
    gate = gates.estimand(plan)
    assert gate.passed is holds
    assert said in gate.said
    assert ("--assignment" in gate.fix) is ("who was offered" in said)

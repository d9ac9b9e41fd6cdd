"""Gates look at both sides: the smaller of two groups, a gap either way, the worst of several, weighted or as it is."""

import dataclasses
import math

import numpy as np
import pytest

from gainful.engine.impact import gates
from gainful.engine.impact.balance import smd
from gainful.engine.impact.model import Arm, BalanceRow, Design, Flow
from gainful.engine.impact.study import prepare
from gainful.engine.rules.attrition import attrition_bound
from tests.engine.impact.test_gate_bounds import fit
from tests.engine.impact.test_placebo import STUDIES


def flow(*arms, overall=None, apart=None):
    return Flow(
        100, (), tuple(Arm(name, entered, 0, 0, later) for name, entered, later in arms), 90, overall, apart
    )


@pytest.mark.parametrize(
    ("treated", "others", "fewest"), [(60, 19, 19), (19, 60, 19), (20, 60, 20), (60, 20, 20)]
)
def test_the_smaller_group_decides_whichever_it_is(treated, others, fewest):
    make, plan = STUDIES["lottery"]
    frame = make()
    kept = np.r_[np.flatnonzero(frame["d"] == 1)[:treated], np.flatnonzero(frame["d"] == 0)[:others]]
    gate = gates.people(prepare(frame.iloc[kept].reset_index(drop=True), plan))
    assert (gate.figure, gate.passed) == (fewest, fewest == 20)


@pytest.mark.parametrize(
    ("design", "passed"), [(Design.LOTTERY, False), (Design.IV, False), (Design.COMPARISON, True)]
)
def test_a_lottery_counts_who_was_offered_and_a_comparison_who_took_part(design, passed):
    """Thirty of sixty took part, ten of them were offered."""
    make, plan = STUDIES["lottery"]
    frame = make()
    kept = np.r_[np.flatnonzero(frame["d"] == 1)[:30], np.flatnonzero(frame["d"] == 0)[:30]]
    asked = prepare(frame.iloc[kept].reset_index(drop=True), plan)
    offered = np.r_[np.ones(10), np.zeros(50)]
    asked = dataclasses.replace(asked, plan=dataclasses.replace(plan, design=design), z=offered)
    assert gates.people(asked).passed is passed


@pytest.mark.parametrize(
    ("called", "fix"), [("people", "Wait for more people"), ("units", "--design staggered")]
)
def test_few_people_wait_and_few_units_have_a_design_of_their_own(called, fix):
    make, plan = STUDIES["lottery"]
    assert fix in gates.people(prepare(make(), plan), called).fix


def test_outcomes_to_come_are_counted_over_both_groups_together():
    """Of 100 and 300 people 20 and 20 outcomes are to come: one in ten; of the first, one in five."""
    gate = gates.pending(flow(("treated", 100, 20), ("comparison", 300, 20)))
    assert (gate.figure, gate.passed) == (0.1, True)
    assert not gates.pending(flow(("treated", 100, 20), ("comparison", 300, 21))).passed
    assert gates.pending(flow()).figure == 0.0


def test_who_lost_nobody_bears_what_the_first_line_of_the_table_bears():
    """WWC 4.0, table II.1: nobody lost, 5.7 points; attrition that is not known (None) counts as none."""
    gate = gates.attrition(flow())
    assert (gate.figure, gate.bound, gate.passed) == (0.0, 0.057, True)


@pytest.mark.parametrize(
    ("overall", "bound"),
    [(0.0, 0.057), (0.05, 0.061), (0.051, 0.062), (0.1, 0.063), (0.2, 0.054), (0.201, 0.053), (0.5, 0.01),
     (0.57, 0.0), (0.571, 0.0), (1.0, 0.0)],
)  # fmt: skip
def test_bearable_attrition_as_the_table_prints_it(overall, bound):
    """WWC 4.0, table II.1, cautious; between two lines the next whole percent."""
    assert attrition_bound(overall) == pytest.approx(bound)


def test_the_optimistic_view_bears_more():
    """WWC 4.0, table II.1, optimistic: nobody lost 10 points, half of them 3.9."""
    assert [attrition_bound(lost, optimistic=True) for lost in (0.0, 0.5, 0.58)] == pytest.approx(
        [0.1, 0.039, 0.0]
    )


@pytest.mark.parametrize("gate", [gates.near_the_line, gates.fine_enough])
def test_both_sides_of_a_line_need_enough(gate):
    assert not gate(2, 99).passed
    assert not gate(99, 2).passed
    assert gate(99, 99).passed
    assert gate(99, 2).figure == gate(2, 99).figure == 2


def test_a_line_may_let_in_those_below_it():
    assert gates.line_decides(1.0, 0.02, None, 10.0).passed
    assert not gates.line_decides(1.0, 0.03, None, 10.0).passed
    assert gates.line_decides(1.0, 0.03, 12.0, 10.0).passed
    assert gates.line_decides(0.25, 0.5, 12.34, 10.0).said == (
        "Just below the line 25% took part, just above 50%. F is 12.3."
    )


def test_how_the_share_rises_here_and_elsewhere_is_told_in_points():
    assert gates.line_stands_here(0.4, None).said.endswith("rises by 40 points at the line.")
    assert gates.line_stands_here(0.4, (3.5, 0.6)).said.endswith(
        "by 40 points at the line; at 3.5 it rises by 60."
    )


def test_crowding_is_told_as_how_many_times_as_many():
    assert "2.00 times as many" in gates.no_crowding(fit(math.log(2), 0.5)).said


LINES = (gates.nothing_else_jumps, gates.same_kind_of_people)


@pytest.mark.parametrize("gate", LINES)
def test_the_worst_of_several_decides_wherever_it_stands(gate):
    for rows in ([("age", 0.6), ("sex", 0.001)], [("sex", 0.001), ("age", 0.6)]):
        found = gate(rows)
        assert (found.figure, found.passed, found.tried) == (0.001, False, True)
        assert "Of 2 " in found.said
        assert "“sex”" in found.said


def test_the_worst_of_other_lines_decides():
    found = gates.quiet_elsewhere([(1.0, 0.6), (2.0, 0.001)])
    assert (found.figure, found.passed, found.tried) == (0.001, False, True)
    assert "At a line at 2.00, " in found.said


@pytest.mark.parametrize(
    "found", [gates.no_crowding(None), *(gate([]) for gate in LINES), gates.quiet_elsewhere([])]
)
def test_what_could_not_be_tried_holds_and_says_that_it_was_not_tried(found):
    assert (found.passed, found.tried, found.figure) == (True, False, None)


@pytest.mark.parametrize("effect", [0.3, -0.3])
def test_a_placebo_and_a_past_apart_either_way_are_found(effect):
    assert not gates.placebo(fit(effect, 0.001), 1.0).passed
    assert not gates.own_past(1, False, fit(effect, 0.9), 1.0).passed
    assert gates.placebo(fit(effect, 0.001), 1.0, beside=0.6).passed
    assert not gates.placebo(fit(effect, 0.001), 1.0, beside=0.59).passed


@pytest.mark.parametrize(
    ("found", "of", "said", "tried"),
    [
        (None, "", "No outcome from before was given", False),
        (None, "x", 'On "x" this could not be tried.', False),
        (fit(9.0, 0.001), "", "No outcome from before was given", True),
    ],
)
def test_a_placebo_without_a_figure_refuses_nothing(found, of, said, tried):
    gate = gates.placebo(found, 0.0, of=of)
    assert (gate.passed, gate.figure, gate.tried) == (True, None, tried)
    assert said in gate.said


@pytest.mark.parametrize(("of", "bound"), [("", 0.25), ("x", 0.1)])
def test_a_placebo_counts_in_the_spread_of_those_treated(of, bound):
    gate = gates.placebo(fit(100.0, 0.001), 500.0, of=of)
    assert (gate.id, gate.figure, gate.bound, gate.naive) == ("placebo", 0.2, bound, False)
    assert gate.passed is (not of)
    assert "the comparison" not in gate.fix
    assert ("check who was in which group" in gate.fix) is bool(of)
    plain = gates.placebo(fit(100.0, 0.001), 500.0, of=of, naive=True)
    assert (plain.id, plain.naive) == ("naive_placebo", True)


def test_a_dip_counts_in_spreads():
    assert gates.dip(fit(-100.0, 0.001), 500.0).figure == -0.2
    assert gates.dip(fit(100.0, 0.001), 500.0).passed, "those who rose did not fall"


def row(before, after=None, name="age"):
    return BalanceRow(name, 40.0, 30.0, None if after is None else 38.0, before, after)


def test_groups_of_which_nothing_is_known_are_not_alike():
    for weighted in (True, False):
        gate = gates.balance([], weighted=weighted)
        assert (gate.passed, gate.figure, gate.naive) == (False, None, not weighted)
    assert gates.left_out_alike([]).passed, "a trait that the file does not hold was not left out"


def test_as_they_stand_weights_make_nobody_alike():
    assert not gates.balance([row(0.9, 0.1)], weighted=False).passed
    assert gates.balance([row(0.9, 0.1)], weighted=True).passed
    assert gates.balance([row(0.1, 0.9)], weighted=False).passed
    assert not gates.balance([row(0.1, 0.9)], weighted=True).passed


def test_the_trait_that_is_furthest_apart_decides_whichever_way():
    for rows in ([row(0.0, 0.1), row(0.0, -0.5, "sex")], [row(0.0, -0.5, "sex"), row(0.0, 0.1)]):
        for gate in (gates.balance(rows, weighted=True), gates.left_out_alike(rows)):
            assert (gate.figure, gate.passed) == (0.5, False)
            assert (
                'They differ most on "sex": 40.0 of those treated, 38.0 of the others, weighted, 0.50'
                in gate.said
            )


def test_a_trait_left_out_counts_as_it_stands_where_nothing_was_weighted():
    gate = gates.left_out_alike([row(-0.5, name="race: black")])
    assert (gate.figure, gate.passed, gate.fix) == (0.5, False, 'Name it too: --covariates "race".')


def test_the_weighted_mean_is_told_where_there_is_one():
    said = gates.balance([row(0.9, 0.1)], weighted=True).said
    assert "40.0 of those treated, 38.0 of the others, weighted, 0.10 standard" in said
    assert "30.0 of the others, 0.90 standard" in gates.balance([row(0.9, 0.1)], weighted=False).said


@pytest.mark.parametrize(("known", "far"), [((3.0, 5.0), 9.99), ((5.0, 3.0), -9.99), ((4.0, 4.0), 0.0)])
def test_without_any_spread_a_gap_is_as_large_as_can_be(known, far):
    others, treated = known
    assert smd(np.array([others, others, treated, treated]), np.array([0, 0, 1, 1])) == far


def test_a_gap_is_of_those_treated_less_the_others_in_pooled_spreads():
    """Means 5 and 2, variances 1 and 4 (of the people themselves): 3 / sqrt(2.5) = 1.897."""
    column, d = np.array([4.0, 6.0, 0.0, 4.0]), np.array([1, 1, 0, 0])
    assert smd(column, d) == pytest.approx(1.897, abs=5e-4)
    assert smd(column, d, np.array([0.25, 0.75])) == pytest.approx(1.265, abs=5e-4)


def test_groups_whose_past_moves_could_not_be_compared_are_not_refused_for_them():
    gate = gates.parallel(None, "There is one period.")
    assert (gate.passed, gate.figure, gate.said) == (True, None, "There is one period.")

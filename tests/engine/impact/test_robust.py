"""What real files hold must not bend an effect: strata with one arm, columns that repeat, rare traits, empty cells."""

from __future__ import annotations

import dataclasses

import numpy as np
import pandas as pd
import pytest
from statsmodels.stats.multitest import multipletests

from gainful.engine.impact import Design, Estimand, StudyPlan, evaluate
from gainful.engine.impact.columns import StudyError
from gainful.engine.impact.draw import apart
from gainful.engine.impact.inference import added, holm, regression

LOTTERY = StudyPlan("q", "y", "d", Design.LOTTERY, Estimand.ITT)
COMPARISON = StudyPlan(
    "q", "y", "d", Design.COMPARISON, Estimand.ATT, covariates=("x",), pre_outcomes=("p1", "p2")
)
CHANGE = StudyPlan("q", "y", "d", Design.DID, Estimand.ATT, pre_outcomes=("p1", "p2"))


def people(n=400, seed=1):
    random = np.random.default_rng(seed)
    d, x = random.permutation(np.arange(n) % 2), random.normal(size=n)
    past = {name: x + random.normal(size=n) for name in ("p1", "p2")}
    return pd.DataFrame({"d": d, "x": x, **past, "y": x + d + random.normal(size=n)})


def test_strata_with_one_arm_do_not_bend_the_effect():
    frame = people().assign(school=lambda f: np.arange(len(f)) % 20)
    frame.loc[frame["school"] == 3, "d"] = 1
    plan = dataclasses.replace(LOTTERY, strata="school", covariates=("x",))
    primary = evaluate(frame, plan).primary
    assert primary.effect == pytest.approx(1, abs=4 * primary.se)
    assert 0.05 < primary.se < 0.3


def test_a_column_that_repeats_others_is_passed_over():
    random = np.random.default_rng(0)
    a, b = random.normal(size=(2, 200))
    assert added(np.column_stack([np.ones(200), a, 2 * a + 3, b, a - b])) == [0, 1, 3]
    d = np.arange(200) % 2
    once = regression(a + d, d, np.column_stack([b]))
    twice = regression(a + d, d, np.column_stack([b, d * 5.0, 1e6 + 10 * b]))
    assert twice.effect == pytest.approx(once.effect)
    assert twice.se == pytest.approx(once.se)


def test_a_rare_trait_on_one_side_is_no_sign_of_a_broken_draw():
    arm = np.arange(400) % 2
    rare = np.zeros((400, 1))
    rare[1:8:2] = 1  # four people, all drawn
    assert apart(rare, arm).p > 0.01
    assert apart(rare, arm, cluster=np.arange(400) // 4).p > 0.01


def test_a_draw_that_followed_a_trait_is_found():
    random = np.random.default_rng(0)
    x = random.normal(size=(400, 3))
    found = apart(x, (x[:, 0] + random.normal(size=400) > 0).astype(float))
    assert found.p < 1e-6
    assert found.worst == 0


@pytest.mark.slow
def test_a_true_draw_is_called_none_one_time_in_twenty():
    random = np.random.default_rng(0)
    chances = [apart(random.normal(size=(200, 3)), np.arange(200) % 2).p for _ in range(400)]
    assert np.mean(np.array(chances) < 0.05) == pytest.approx(0.05, abs=0.035)


def test_a_change_needs_both_ends():
    frame = people()
    frame.loc[:39, "p2"] = np.nan
    found = evaluate(frame, CHANGE)
    assert found.flow.analysed == 360
    assert sum(arm.missing for arm in found.flow.arms) == 40
    assert any("lack an earlier outcome" in words for words in found.warnings)
    kept = evaluate(frame.loc[40:], CHANGE)
    assert found.primary.effect == pytest.approx(kept.primary.effect)
    with pytest.raises(StudyError, match='"p1" is never known'):
        evaluate(frame.assign(p1=np.nan), CHANGE)


def test_groups_with_empty_cells_and_outcomes_that_are_foretold():
    frame = people().assign(town=[None, "a", "b", "c"] * 100)
    found = evaluate(frame, dataclasses.replace(COMPARISON, subgroups=("town",)))
    assert {group.value for group in found.subgroups} == {"a", "b", "c", "unknown"}
    foretold = evaluate(frame.assign(y=frame["d"]), COMPARISON)
    assert foretold.primary.effect == pytest.approx(1)


@pytest.mark.parametrize("count", [0, 1, 2, 7])
def test_p_values_are_corrected_as_holm_says(count):
    p_values = list(np.random.default_rng(count).uniform(0, 0.4, count))
    expected = multipletests(p_values, method="holm")[1] if count else []
    assert holm(p_values) == pytest.approx(list(expected))
    assert holm([*p_values, float("nan")])[-1] == 1.0

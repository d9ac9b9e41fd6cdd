"""How far parallel trends may fail: right where it can be worked out by hand, told only where an effect is shown."""

import numpy as np
import pytest
from bench.impact import did, staggered

from gainful.engine.impact import evaluate
from gainful.engine.impact.honest_trends import of_changes


def told(found):
    return next((d for d in found.diagnostics if d.id == "honest_trends"), None)


def two_groups(people=4000, step=0.0, effect=1.0, seed=1):
    r = np.random.default_rng(seed)
    d = np.arange(people) % 2
    level = r.normal(size=people)
    pre = np.column_stack([level, level + step * d, level + step * d]) + 0.1 * r.normal(size=(people, 3))
    return pre, level + step * d + effect * d + 0.1 * r.normal(size=people), d.astype(float)


def test_the_bound_is_the_step_times_how_often_it_may_come_again():
    """One step of 0.3 before and one period after: at M times the bound is 0.3 M wider on each side."""
    pre, y, d = two_groups(step=0.3)
    rows = {row["times_the_step_before"]: row for row in of_changes(pre, y, d, None).rows}
    exact = rows[0.0]
    for times in (0.5, 1.0, 2.0):
        assert exact["low"] - rows[times]["low"] == pytest.approx(0.3 * times, abs=0.02)
        assert rows[times]["high"] - exact["high"] == pytest.approx(0.3 * times, abs=0.02)


@pytest.mark.parametrize(("effect", "figure"), [(0.05, 0.0), (0.5, 1.0), (5.0, 2.0)])
def test_the_figure_is_how_much_the_answer_bears(effect, figure):
    pre, y, d = two_groups(step=0.3, effect=effect)
    assert of_changes(pre, y, d, None).figure == figure


def test_one_period_before_tells_nothing():
    pre, y, d = two_groups()
    assert of_changes(pre[:, :1], y, d, None) is None


@pytest.mark.parametrize("make", [did, staggered])
def test_both_designs_tell_it_and_refused_ones_do_not(make):
    found = evaluate(*make(np.random.default_rng(3)))
    assert found.shown
    assert told(found).rows[0]["low"] < 1.0 < told(found).rows[0]["high"]
    frame, plan = did(np.random.default_rng(3), dip=0.9)
    assert "honest_trends" not in str(evaluate(frame, plan).to_json()["diagnostics"])

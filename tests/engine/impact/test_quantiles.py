"""Effects along the distribution: right where the truth is known, refused where people do not count alike."""

import dataclasses

import numpy as np
import pandas as pd
import pytest
from bench.impact import clustered

from gainful.engine.impact import Design, Estimand, StudyPlan, evaluate
from gainful.engine.impact.columns import StudyError

PLAN = StudyPlan("q", "y", "d", Design.LOTTERY, Estimand.ITT, quantiles=(0.25, 0.5, 0.75))


def spread_out(people=2000, seed=1):
    """A program that doubles the spread and leaves the middle: −0.674, 0 and 0.674 at the quartiles."""
    r = np.random.default_rng(seed)
    d = r.permutation(np.arange(people) % 2)
    return pd.DataFrame({"d": d, "y": r.normal(size=people) * (1 + d)})


def rows(found):
    return next(d.rows for d in found.diagnostics if d.id == "quantile_effects")


def test_a_program_that_only_spreads_people_out():
    found = rows(evaluate(spread_out(), PLAN))
    assert [row["quantile"] for row in found] == [0.25, 0.5, 0.75]
    for row, truth in zip(found, (-0.6745, 0.0, 0.6745), strict=True):
        assert row["low"] < truth < row["high"]
        assert row["effect"] == pytest.approx(truth, abs=0.15)
    assert found[0]["high"] < 0 < found[2]["low"]


@pytest.mark.slow
def test_ranges_cover():
    hits = 0
    for seed in range(120):
        row = rows(evaluate(spread_out(300, seed), dataclasses.replace(PLAN, quantiles=(0.75,))))[0]
        hits += row["low"] <= 0.6745 <= row["high"]
    assert hits / 120 >= 0.9


def test_many_zeros_give_a_plain_zero():
    frame = spread_out().assign(y=lambda f: np.where(np.arange(len(f)) % 3 == 0, 5.0 + f["d"], 0.0))
    first = rows(evaluate(frame, PLAN))[0]
    assert (first["effect"], first["low"], first["high"]) == (0.0, 0.0, 0.0)


def test_whole_groups_are_refused_in_words():
    frame, plan = clustered(np.random.default_rng(1))
    with pytest.raises(StudyError, match="one by one"):
        evaluate(frame, dataclasses.replace(plan, quantiles=(0.5,)))


def test_a_refused_study_tells_none():
    made = evaluate(spread_out(30), PLAN)
    assert not made.shown
    assert "quantile_effects" not in str(made.to_json()["diagnostics"])

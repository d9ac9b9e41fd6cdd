"""Survey weights: the effect is that of the people the sample stands for."""

import dataclasses

import numpy as np
import pandas as pd
import pytest
import statsmodels.api as sm

from gainful.engine.impact import Design, Estimand, StudyPlan, evaluate
from gainful.engine.impact.columns import StudyError

PLAN = StudyPlan("q", "y", "d", Design.LOTTERY, Estimand.ITT, weight="w")


def sample(seed=0, n=3000):
    """Rural people gain 3, others 1; one in ten of the population is rural, and half of the sample."""
    r = np.random.default_rng(seed)
    rural, d = np.arange(n) % 2, r.permutation(np.arange(n) // 2 % 2)
    y = 1.0 * d + 2.0 * d * rural + r.normal(size=n)
    return pd.DataFrame({"d": d, "y": y, "w": np.where(rural == 1, 10.0, 90.0)})


def test_the_effect_is_that_of_the_population():
    found = evaluate(sample(), PLAN)
    assert abs(found.primary.effect - 1.2) < 4 * found.primary.se
    plain = evaluate(sample(), dataclasses.replace(PLAN, weight=None))
    assert abs(plain.primary.effect - 2.0) < 4 * plain.primary.se
    assert any("equal weight" in line for line in found.warnings)


def test_estimate_and_error_are_those_of_weighted_least_squares():
    frame = sample()
    found = evaluate(frame, PLAN)
    fitted = sm.WLS(frame["y"], sm.add_constant(frame["d"]), weights=frame["w"]).fit(cov_type="HC2")
    assert found.primary.effect == pytest.approx(fitted.params["d"])
    assert found.primary.se == pytest.approx(fitted.bse["d"])


def test_intervals_cover():
    inside = 0
    for seed in range(200):
        found = evaluate(sample(seed, 600), PLAN)
        inside += found.primary.low <= 1.2 <= found.primary.high
    assert 0.90 <= inside / 200 <= 0.99


def test_weights_beside_own_chances():
    r = np.random.default_rng(3)
    frame = sample(3)
    frame["chance"] = np.where(frame["w"] == 10, 0.7, 0.4)
    frame["d"] = (r.random(len(frame)) < frame["chance"]).astype(int)
    frame["y"] = frame["d"] * np.where(frame["w"] == 10, 3.0, 1.0) + r.normal(size=len(frame))
    found = evaluate(frame, dataclasses.replace(PLAN, probability="chance"))
    assert abs(found.primary.effect - 1.2) < 4 * found.primary.se
    assert found.shown


@pytest.mark.parametrize("weight", [0.0, -1.0, np.nan])
def test_a_weight_that_cannot_be_is_refused_by_row(weight):
    frame = sample()
    frame.loc[4, "w"] = weight
    with pytest.raises(StudyError, match="row 6"):
        evaluate(frame, PLAN)


@pytest.mark.parametrize("design", [Design.COMPARISON, Design.DID, Design.STAGGERED, Design.SYNTHETIC])
def test_a_design_that_does_not_read_weights_says_so(design):
    with pytest.raises(StudyError, match="lottery and iv only"):
        evaluate(sample(), dataclasses.replace(PLAN, design=design, estimand=Estimand.ATT))

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


@pytest.mark.parametrize("design", [Design.COMPARISON, Design.STAGGERED, Design.SYNTHETIC])
def test_a_design_that_does_not_read_weights_says_so(design):
    with pytest.raises(StudyError, match="lottery, iv, did only"):
        evaluate(sample(), dataclasses.replace(PLAN, design=design, estimand=Estimand.ATT))


def followed(seed=0, n=3000):
    """The same two kinds of people in a program that nobody drew, seen twice before."""
    r = np.random.default_rng(seed)
    rural, d = np.arange(n) % 2, (r.random(n) < 0.4).astype(int)
    level = r.normal(size=n) + 0.3 * d
    frame = pd.DataFrame({"d": d, "p1": level, "p2": level, "y": level + d + 2.0 * d * rural})
    frame[["p1", "p2", "y"]] += r.normal(size=(n, 3))
    return frame.assign(w=np.where(rural == 1, 10.0, 90.0), person=np.arange(n))


CHANGE = dataclasses.replace(PLAN, design=Design.DID, estimand=Estimand.ATT, pre_outcomes=("p1", "p2"))


def test_a_change_is_that_of_the_population():
    frame = followed()
    found = evaluate(frame, CHANGE)
    assert found.shown
    fitted = sm.WLS(frame["y"] - frame["p2"], sm.add_constant(frame["d"]), weights=frame["w"]).fit(
        cov_type="HC2"
    )
    assert found.primary.effect == pytest.approx(fitted.params["d"])
    assert found.primary.se == pytest.approx(fitted.bse["d"])
    assert abs(found.primary.effect - 1.2) < 4 * found.primary.se


def test_a_panel_and_repeated_sections_count_people_alike():
    wide = followed()
    by_row = evaluate(wide, CHANGE)
    long = pd.concat(
        [wide.assign(t=t, y=wide[c], d=wide["d"] * (t == 3)) for t, c in ((1, "p1"), (2, "p2"), (3, "y"))]
    )[["person", "t", "d", "y", "w"]]
    panel = dataclasses.replace(CHANGE, pre_outcomes=(), unit="person", time="t")
    assert evaluate(long, panel).primary.effect == pytest.approx(by_row.primary.effect)
    long["d"] = long["person"].map(wide["d"])
    sections = dataclasses.replace(panel, unit=None, began="3")
    found = evaluate(long.drop(columns="person"), sections)
    mean = wide.assign(before=(wide["p1"] + wide["p2"]) / 2)
    change = (
        (mean["y"] - mean["before"])
        .groupby(mean["d"])
        .apply(lambda y: np.average(y, weights=mean.loc[y.index, "w"]))
    )
    assert found.primary.effect == pytest.approx(change[1] - change[0])

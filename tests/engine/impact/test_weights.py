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


@pytest.mark.slow
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


def test_a_design_in_which_weights_have_no_meaning_says_why_and_what_to_do():
    with pytest.raises(StudyError, match="each of which is one") as caught:
        evaluate(sample(), dataclasses.replace(PLAN, design=Design.SYNTHETIC, estimand=Estimand.ATT))
    assert "weighted means of the people of each place and period" in str(caught.value)


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


def beside_others(seed=0, n=400):
    """People beside others who are richer, half of them rural; each kind stands for a number of people of its own."""
    r = np.random.default_rng(seed)
    rural, d = np.arange(n) % 2, (np.arange(n) % 3 == 0).astype(int)
    able = r.normal(size=n) - 0.4 * d
    frame = pd.DataFrame({"d": d, "p1": able, "p2": able, "y": able + d + 2.0 * d * rural, "rural": rural})
    frame[["p1", "p2", "y"]] += 0.5 * r.normal(size=(n, 3))
    return frame.assign(w=np.where(rural == 1, 1, 3))


COMPARED = dataclasses.replace(
    PLAN,
    design=Design.COMPARISON,
    estimand=Estimand.ATT,
    covariates=("rural",),
    pre_outcomes=("p1", "p2"),
)


def written_out(frame):
    """Each person as often as they stand for people."""
    return frame.loc[frame.index.repeat(frame["w"])].reset_index(drop=True)


def test_a_comparison_counts_people_as_if_each_stood_in_the_file():
    frame = beside_others()
    found = evaluate(frame, COMPARED)
    whole = evaluate(written_out(frame), dataclasses.replace(COMPARED, weight=None))
    effects = {e.id: e.effect for e in whole.estimates}
    assert found.shown
    for one in found.estimates:
        assert one.effect == pytest.approx(effects[one.id], rel=1e-3), one.id
    assert "dml" not in {e.id for e in found.estimates}  # its score knows no weights
    assert found.primary.se > whole.primary.se  # 400 people are no 800
    for mine, theirs in zip(found.balance, whole.balance, strict=True):
        assert mine.mean_treated == pytest.approx(theirs.mean_treated)
        assert mine.mean_comparison == pytest.approx(theirs.mean_comparison)
        assert abs(mine.smd_after) < 1e-3
    assert abs(found.primary.effect - 1.5) < 4 * found.primary.se  # 1 of three quarters, 3 of one


def test_a_jump_at_a_line_counts_people_by_their_weights():
    r = np.random.default_rng(1)
    n = 2000
    score, rural = r.uniform(-1, 1, n), np.arange(n) % 2
    d = (score >= 0).astype(int)
    frame = pd.DataFrame({"d": d, "s": score, "w": np.where(rural == 1, 10.0, 90.0)})
    frame["y"] = score + d + 2.0 * d * rural + 0.5 * r.normal(size=n)
    plan = dataclasses.replace(
        PLAN, design=Design.DISCONTINUITY, estimand=Estimand.LATE, running="s", cutoff=0.0
    )
    found = evaluate(frame, plan)
    width = next(item.figure for item in found.diagnostics if item.id == "bandwidth")
    near = frame[frame["s"].abs() < width]
    weight = near["w"] * (1 - near["s"].abs() / width)
    columns = np.column_stack(
        [np.ones(len(near)), near["d"]] + [near["s"] ** p * side for p in (1, 2) for side in (1, near["d"])]
    )
    fitted = sm.WLS(near["y"], columns, weights=weight).fit(cov_type="HC2")
    assert found.primary.effect == pytest.approx(fitted.params.iloc[1])
    assert found.primary.se == pytest.approx(fitted.bse.iloc[1])
    assert abs(found.primary.effect - 1.2) < 4 * found.primary.se
    assert "rd_published" not in {e.id for e in found.estimates}


def towns(units=60):
    """Towns that start at two times or never; those of one half gain 3 and stand for three."""
    r = np.random.default_rng(2)
    unit, time = np.repeat(np.arange(units), 6), np.tile(np.arange(6), units)
    start, rural = np.array([0, 3, 4])[unit % 3], (unit // 3) % 2
    d = ((start > 0) & (time >= start)).astype(int)
    y = r.normal(size=units)[unit] + 0.3 * time + d * (1 + 2 * rural) + 0.3 * r.normal(size=len(unit))
    return pd.DataFrame({"u": unit, "t": time, "d": d, "y": y, "w": 1 + 2 * rural})


STAGGERED = dataclasses.replace(PLAN, design=Design.STAGGERED, estimand=Estimand.ATT, unit="u", time="t")


def test_staggered_starts_count_units_as_if_each_stood_in_the_file():
    frame = towns()
    found = evaluate(frame, STAGGERED)
    copies = [frame, frame[frame["w"] == 3].assign(u=lambda f: f["u"] + 100)]
    copies.append(copies[1].assign(u=lambda f: f["u"] + 100))
    whole = evaluate(pd.concat(copies, ignore_index=True), dataclasses.replace(STAGGERED, weight=None))
    assert found.primary.effect == pytest.approx(whole.primary.effect)
    assert found.primary.se > whole.primary.se
    naive = {e.id: e.effect for e in whole.estimates}
    assert found.estimates[-1].effect == pytest.approx(naive[found.estimates[-1].id])
    assert abs(found.primary.effect - 2.5) < 4 * found.primary.se


@pytest.mark.parametrize(
    ("change", "said"),
    [
        (lambda f: f.assign(w=f["w"] + f["t"]), "changes with time for 60 of them"),
        (lambda f: f[f["u"] < 24], "count each of them once"),
        (lambda f: f.assign(w=f["w"].where(f["u"] != 5, 0)), "above 0"),
    ],
)
def test_weights_of_units_that_cannot_be_are_told(change, said):
    with pytest.raises(StudyError, match=said):
        evaluate(change(towns()).reset_index(drop=True), STAGGERED)

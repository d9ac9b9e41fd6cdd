"""Whatever cannot be used is named or counted, never guessed."""

from __future__ import annotations

import numpy as np
import pandas as pd
import pytest
from hypothesis import given, settings, strategies

from gainful.engine.impact import Design, Estimand, StudyPlan, evaluate
from gainful.engine.impact.columns import StudyError
from gainful.engine.impact.study import prepare

PLAN = StudyPlan("q", "y", "d", Design.LOTTERY, Estimand.ITT)


def people(n=80, seed=0):
    random = np.random.default_rng(seed)
    d = np.tile([0, 1], n // 2)
    return pd.DataFrame({"d": d, "x": random.normal(size=n), "y": random.normal(size=n) + d})


@pytest.mark.parametrize(
    ("change", "said"),
    [
        ({"d": 2}, "must hold 0 and 1"),
        ({"d": 1}, "nobody to compare with"),
        ({"y": "ten"}, 'row 2: "ten" is not a number'),
        ({"y": 5.0}, "the same for everybody"),
        ({"y": None}, "fewer than two people"),
    ],
)
def test_what_cannot_be_used_is_said(change, said):
    with pytest.raises(StudyError, match=said):
        evaluate(people().assign(**change), PLAN)


def test_a_missing_column_is_named_with_those_there_are():
    with pytest.raises(StudyError, match=r"no column 'wage'.*Columns found: d, x, y"):
        prepare(people(), StudyPlan("q", "wage", "d", Design.LOTTERY, Estimand.ITT))


def test_the_outcome_cannot_be_a_covariate():
    with pytest.raises(StudyError, match="cannot be a covariate"):
        prepare(people(), StudyPlan("q", "y", "d", Design.LOTTERY, Estimand.ITT, covariates=("y",)))


@pytest.mark.parametrize(
    "coded", [("no", "yes"), ("Control", "Treated"), (False, True), (0.0, 1.0), ("0", "1")]
)
def test_words_for_yes_and_no_are_understood(coded):
    frame = people()
    frame["d"] = [coded[v] for v in frame["d"]]
    assert prepare(frame, PLAN).d.sum() == 40


def test_unknown_is_counted_and_pending_is_not_missing():
    frame = people().astype({"y": object})
    frame.loc[0:3, "y"] = "pending"
    frame.loc[4:5, "y"] = None
    flow = prepare(frame, PLAN).flow
    assert sum(a.pending for a in flow.arms) == 4
    assert sum(a.missing for a in flow.arms) == 2
    assert flow.overall_attrition == pytest.approx(2 / 76)
    assert flow.analysed == 74


def test_more_than_a_tenth_pending_waits():
    frame = people().astype({"y": object})
    frame.loc[0:9, "y"] = "pending"
    assert "pending" in {g.id for g in evaluate(frame, PLAN).failed}


def test_covariates_of_any_kind():
    frame = people().assign(
        town=["a", "b", "c", None] * 20,
        one=1,
        twice=lambda f: 2 * f["x"],
        gap=[None, *range(79)],
        money="$1,200",
    )
    plan = StudyPlan(
        "q", "y", "d", Design.LOTTERY, Estimand.ITT, covariates=("x", "town", "one", "twice", "gap")
    )
    study = prepare(frame, plan)
    assert study.names == ("x", "town: b", "town: c", "town: unknown", "gap unknown", "gap")
    assert any("do not vary or repeat others: one, twice" in w for w in study.warnings)
    assert prepare(frame.assign(y=[f"${v:,.2f}" for v in range(1000, 1080)]), PLAN).y[0] == 1000


@given(
    seed=strategies.integers(0, 10_000),
    shift=strategies.floats(-1e6, 1e6),
    scale=strategies.floats(1e-3, 1e3),
)
@settings(max_examples=25, deadline=None)
def test_effects_move_with_the_units_of_the_outcome(seed, shift, scale):
    frame = people(seed=seed)
    first = evaluate(frame, PLAN).primary
    other = evaluate(frame.assign(y=frame["y"] * scale + shift), PLAN).primary
    assert other.effect == pytest.approx(first.effect * scale, rel=1e-6, abs=1e-9 * abs(shift))
    assert other.se == pytest.approx(first.se * scale, rel=1e-5)


def test_an_outcome_may_say_yes_and_no():
    random = np.random.default_rng(2)
    frame = pd.DataFrame({"d": np.tile([0, 1], 200), "y": np.where(random.random(400) < 0.5, "Yes", "no")})
    as_words = evaluate(frame, StudyPlan("q", "y", "d", Design.LOTTERY, Estimand.ITT))
    as_numbers = evaluate(
        frame.assign(y=(frame["y"] == "Yes") * 1), StudyPlan("q", "y", "d", Design.LOTTERY, Estimand.ITT)
    )
    assert as_words.primary.effect == as_numbers.primary.effect

"""The test of the draw: exact for few clusters, deaf to a handful unknown, awake to traits under ordinary names."""

from itertools import permutations

import numpy as np
import pandas as pd
import pytest

from gainful.engine.impact import Design, Estimand, StudyPlan, evaluate, gates
from gainful.engine.impact.draw import RARE, apart, telling
from gainful.engine.impact.verdict import verdict_of


def plan(**more):
    return StudyPlan("q", "y", "d", Design.LOTTERY, Estimand.ITT, **more)


def failed(evaluation):
    return {gate.id for gate in evaluation.failed}


def gate_of(evaluation, name):
    return next(gate for gate in evaluation.gates if gate.id == name)


def test_the_chance_is_that_of_all_draws_counted_one_by_one():
    x, arm = np.array([1.0, 2.0, 4.0, 8.0, 16.0, 5.0]), np.array([0.0, 0.0, 0.0, 1.0, 1.0, 1.0])
    gaps = [abs(x[list(drawn[:3])].mean() - x[list(drawn[3:])].mean()) for drawn in permutations(range(6))]
    seen = abs(x[arm == 1].mean() - x[arm == 0].mean())
    exact = np.mean([gap >= seen - 1e-12 for gap in gaps])
    assert apart(x[:, None], arm).p == pytest.approx(exact, abs=0.02)


def test_own_chances_of_a_place_explain_the_difference():
    r = np.random.default_rng(0)
    x = r.normal(size=3000)
    chance = 1 / (1 + np.exp(-x))
    arm = (r.random(3000) < chance).astype(float)
    assert apart(x[:, None], arm).p < 0.001
    assert apart(x[:, None], arm, chance=chance).p > 0.05


def test_strata_explain_the_difference():
    r = np.random.default_rng(1)
    stratum = np.repeat([0, 1, 2], 200)
    arm = (r.random(600) < np.array([0.2, 0.5, 0.8])[stratum]).astype(float)
    x = stratum + r.normal(size=600)
    assert apart(x[:, None], arm).p < 0.001
    assert apart(x[:, None], arm, strata=stratum).p > 0.01


@pytest.mark.parametrize(("share", "speaks"), [(0.049, False), (RARE, True), (0.051, True)])
def test_a_mark_of_a_handful_unknown_does_not_speak(share, speaks):
    x = np.zeros((1000, 1))
    x[: round(share * 1000)] = 1
    assert telling(("age unknown",), x)[0] == speaks
    assert telling(("age",), x)[0]


def people(n=900, seed=0):
    r = np.random.default_rng(seed)
    d, x = r.permutation(np.arange(n) % 2), r.normal(size=n)
    return pd.DataFrame({"d": d, "age": 40 + 8 * x, "y": x + d + r.normal(size=n)})


def test_ages_unknown_on_one_side_alone_do_not_refuse_a_trial():
    frame = people()
    treated = np.flatnonzero(frame["d"] == 1)[:12]
    frame.loc[treated, "age"] = np.nan
    assert evaluate(frame, plan(covariates=("age",))).shown


@pytest.mark.parametrize("name", ["schooling", "children", "household_size", "rent"])
def test_survey_controls_called_a_lottery_are_refused_whatever_the_trait_is_called(name):
    frame = people()
    frame[name] = np.random.default_rng(1).normal(size=len(frame)) + 0.5 * frame["d"]
    found = evaluate(frame.drop(columns="age"), plan())
    assert failed(found) == {"balance"}
    gate = gate_of(found, "balance")
    assert name in gate.said
    assert "standard deviations apart" in gate.said
    assert f'--later "{name}"' in gate.fix
    assert "--strata" in gate.fix
    assert evaluate(frame.drop(columns="age"), plan(later=(name,))).shown


def test_schooling_speaks_beside_a_trait_that_is_alike():
    frame = people()
    frame["schooling"] = np.random.default_rng(1).normal(size=len(frame)) + 0.5 * frame["d"]
    frame["rating"] = np.random.default_rng(2).normal(size=len(frame)) + 0.5 * frame["d"]
    assert failed(evaluate(frame, plan())) == {"balance"}
    assert evaluate(frame.drop(columns="schooling"), plan()).shown, "what may have come later does not refuse"


def test_what_follows_from_treatment_is_no_trait():
    frame = people()
    r = np.random.default_rng(2)
    frame["coach"] = np.where(frame["d"] == 1, r.integers(1, 5, len(frame)), 0)
    frame["room"] = np.where(frame["d"] == 1, r.normal(size=len(frame)), np.nan)
    frame["weeks_worked"] = 10 + 5 * frame["d"] + r.normal(size=len(frame))
    frame["nr"] = np.argsort(np.argsort(-frame["d"], kind="stable"))
    frame["position"] = frame["nr"] + 7
    assert evaluate(frame, plan(covariates=("age",))).shown


def test_where_nothing_could_be_tried_nothing_is_said_of_likeness():
    frame = people()[["d", "y"]]
    found = evaluate(frame, plan())
    assert found.shown
    assert gate_of(found, "balance").result == "not tried"
    said = verdict_of(found)
    assert "alike at the start" not in said.text
    assert "could not be checked" in said.because
    assert said.rating.level == "moderate"
    assert "alike at the start" in verdict_of(evaluate(people(), plan())).text


@pytest.mark.parametrize(("p", "holds"), [(0.0099, False), (0.01, True), (0.0101, True)])
def test_the_draw_is_held_to_one_chance_in_a_hundred(monkeypatch, p, holds):
    from gainful.engine.impact.draw import Apart
    from gainful.engine.impact.gates import alike

    monkeypatch.setattr(alike, "apart", lambda x, *_, **__: Apart(p, 0) if x.shape[1] else None)
    found = evaluate(people(), plan(covariates=("age",)))
    assert gate_of(found, "balance").passed == holds
    assert gate_of(found, "balance").bound == gates.CHANCE


@pytest.mark.parametrize(("p", "holds"), [(0.0049, False), (0.005, True), (0.0051, True)])
def test_columns_without_a_date_stop_it_only_where_no_draw_explains_them(monkeypatch, p, holds):
    from gainful.engine.impact.draw import Apart
    from gainful.engine.impact.gates import alike

    monkeypatch.setattr(alike, "apart", lambda x, *_, **__: Apart(p, 0) if x.shape[1] else None)
    frame = people().rename(columns={"age": "rooms"})
    assert gate_of(evaluate(frame, plan()), "balance").passed == holds

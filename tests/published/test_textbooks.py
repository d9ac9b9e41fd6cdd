"""Textbook figures on public data that Gainful was not made on: reproduced, and shown only where a rule allows it."""

from __future__ import annotations

import causaldata
import numpy as np
import pandas as pd
import pytest

from gainful.engine.impact import Design, Estimand, StudyPlan, evaluate
from gainful.engine.impact.rating import Level, rate


def table(name: str) -> pd.DataFrame:
    return getattr(causaldata, name).load_pandas().data


def by_id(evaluation):
    return {e.id: e for e in evaluation.estimates}


def test_learning_of_ones_hiv_result():
    """Thornton 2008 as in Cunningham 2021, chapter 4: .4506; more was lost without the incentive than is bearable."""
    found = evaluate(table("thornton_hiv"), StudyPlan("q", "got", "any", Design.LOTTERY, Estimand.ITT))
    assert by_id(found)["difference"].effect == pytest.approx(0.4506, abs=0.0005)
    assert "attrition" in {gate.id for gate in found.failed}


def test_a_default_that_was_drawn():
    """Cai, de Janvry and Sadoulet 2015 (as in causaldata): take-up of insurance, drawn by village groups."""
    asked = StudyPlan("q", "takeup_survey", "default", Design.LOTTERY, Estimand.ITT, cluster="village",
                      covariates=("male", "age", "agpop", "ricearea_2010"))  # fmt: skip
    found = evaluate(table("social_insure"), asked)
    assert found.shown
    assert found.primary.low > 0


def test_growing_up_near_a_college():
    """Card 1995 as in Cunningham 2021, table 36: a year of school .124 (.050); the push was not drawn, so not shown."""
    frame = table("close_college").dropna()
    asked = StudyPlan("q", "lwage", "educ", Design.IV, Estimand.TOT, assignment="nearc4",
                      covariates=("exper", "black", "south", "married", "smsa"))  # fmt: skip
    found = evaluate(frame, asked)
    assert len(frame) == 3003
    assert by_id(found)["iv_adjusted"].effect == pytest.approx(0.124, abs=0.0005)
    assert by_id(found)["iv_adjusted"].se == pytest.approx(0.050, abs=0.002)
    assert {"balance", "covariates_before_treatment"} <= {gate.id for gate in found.failed}


def test_quitting_smoking_and_weight():
    """Hernán and Robins 2020, part II: about 3.4 kg (2.4 to 4.5) by weighting, 3.5 by regression; one year before."""
    about = ("sex", "race", "age", "education", "smokeintensity", "smokeyrs", "exercise", "active")
    asked = StudyPlan(
        "q", "wt82_71", "qsmk", Design.COMPARISON, Estimand.ATT, covariates=about, pre_outcomes=("wt71",)
    )
    found = evaluate(table("nhefs_complete"), asked)
    assert found.shown
    assert found.primary.effect == pytest.approx(3.4, abs=0.15)
    assert (found.primary.low, found.primary.high) == pytest.approx((2.4, 4.3), abs=0.15)
    assert rate(found).level is Level.LOW, "one earlier year"


@pytest.mark.usefixtures("without_double_learning")
def test_the_same_without_the_weight_before_is_refused():
    found = evaluate(
        table("nhefs_complete"),
        StudyPlan(
            "q", "wt82_71", "qsmk", Design.COMPARISON, Estimand.ATT, covariates=("sex", "age", "education")
        ),
    )
    assert not found.shown
    assert "history" in {gate.id for gate in found.failed}


def test_castle_doctrine_laws_start_at_five_times():
    """Cheng and Hoekstra 2013 (as in causaldata): 21 states that start; one of them alone speaks for 2000."""
    frame = table("castle")[["sid", "year", "l_homicide", "post"]]
    asked = StudyPlan("q", "l_homicide", "post", Design.STAGGERED, Estimand.ATT, unit="sid", time="year")
    found = evaluate(frame, asked)
    assert found.shown
    assert "pre_trend" not in {gate.id for gate in found.failed}
    assert sum(arm.entered for arm in found.flow.arms) == 50


def test_prisons_in_texas():
    """Cunningham 2021, chapter 10: more black men in prison after 1993, the second largest of all placebos."""
    frame = table("texas").assign(
        treated=lambda f: (f["state"] == "Texas").astype(int),
        start=lambda f: np.where(f["state"] == "Texas", 1993, 0),
    )
    asked = StudyPlan("q", "bmprison", "treated", Design.SYNTHETIC, Estimand.ATT, unit="state", time="year",
                      first_treated="start")  # fmt: skip
    found = evaluate(frame, asked)
    assert found.primary.effect > 10_000
    assert found.primary.p_value < 0.1


def test_close_elections_and_how_a_member_votes():
    """Lee, Moretti and Butler 2004, by rdrobust 46.49, bias-corrected 46.69 (Cunningham, Mixtape, chapter 6)."""
    frame = table("close_elections_lmb")
    plan = StudyPlan(
        "q", "score", "democrat", Design.DISCONTINUITY, Estimand.LATE, running="demvoteshare", cutoff=0.5
    )
    made = evaluate(frame, plan)
    found = {e.id: e for e in made.estimates}
    assert found["rd_linear"].effect == pytest.approx(46.5, abs=1.0)
    assert found["rd_robust"].effect == pytest.approx(46.7, abs=0.5)
    assert made.shown

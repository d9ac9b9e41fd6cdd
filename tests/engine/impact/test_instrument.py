"""An instrument that moves exactly nobody is refused, not a crash."""

from __future__ import annotations

import numpy as np
import pandas as pd
import pytest

from gainful.engine.impact import Design, Estimand, StudyPlan, evaluate
from gainful.engine.impact.columns import StudyError
from gainful.engine.impact.verdict import verdict_of


def test_an_instrument_that_moves_exactly_nobody_is_refused():
    random = np.random.default_rng(0)
    z = np.tile([0, 0, 1, 1], 100)
    frame = pd.DataFrame({"z": z, "d": np.tile([0, 1], 200), "y": random.normal(size=400)})
    found = evaluate(frame, StudyPlan("q", "y", "d", Design.IV, Estimand.TOT, assignment="z"))
    assert not found.shown
    assert "first_stage" in {gate.id for gate in found.failed}


def test_a_treatment_may_be_an_amount_and_the_effect_is_that_of_one_more_unit():
    random = np.random.default_rng(1)
    z, able = random.integers(0, 2, 3000), random.normal(size=3000)
    school = np.round(12 + 2 * z + able + random.normal(size=3000))
    frame = pd.DataFrame({"z": z, "school": school, "y": 0.5 * school + able + random.normal(size=3000)})
    found = evaluate(frame, StudyPlan("q", "y", "school", Design.IV, Estimand.TOT, assignment="z"))
    assert found.shown
    assert found.primary.low < 0.5 < found.primary.high
    assert found.primary.dose == "school"
    said = verdict_of(found)
    assert said.headline.startswith("One more unit of “school” raised “y” by about")
    assert "%" not in next(d.words for d in found.diagnostics if d.id == "first_stage")


def test_the_smallest_effect_that_could_be_found_is_of_what_is_answered():
    """Where a push moves a third, an effect of taking part must be three times one of the push to be found."""
    random = np.random.default_rng(2)
    z = np.tile([0, 1], 1000)
    d = np.where(random.random(2000) < 1 / 3, z, 0)
    frame = pd.DataFrame({"z": z, "d": d, "y": d + random.normal(size=2000)})
    offer, taking = (
        evaluate(frame, StudyPlan("q", "y", "d", Design.LOTTERY, estimand, assignment="z"))
        for estimand in (Estimand.ITT, Estimand.TOT)
    )
    for made in (offer, taking):
        assert made.minimum_detectable == pytest.approx(2.8 * made.primary.se)
    assert taking.minimum_detectable == pytest.approx(offer.minimum_detectable / d[z == 1].mean(), rel=0.05)


def test_strata_count_in_the_smallest_effect_that_could_be_found():
    random = np.random.default_rng(3)
    site = np.repeat(np.arange(10), 40)
    d = np.tile([0, 1], 200)
    frame = pd.DataFrame({"d": d, "site": site, "y": 10 * site + d + random.normal(size=400)})
    made = evaluate(frame, StudyPlan("q", "y", "d", Design.LOTTERY, Estimand.ITT, strata="site"))
    assert made.minimum_detectable == pytest.approx(2.8 * made.primary.se)
    assert made.minimum_detectable < 0.5


def test_a_push_in_many_sizes_is_told_what_to_do():
    frame = pd.DataFrame({"z": np.tile([8, 12, 16], 50), "d": np.tile([0, 1], 75), "y": np.arange(150.0)})
    with pytest.raises(StudyError, match="from which size on it counts"):
        evaluate(frame, StudyPlan("q", "y", "d", Design.IV, Estimand.TOT, assignment="z"))

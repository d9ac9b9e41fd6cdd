"""An instrument that moves exactly nobody is refused, not a crash."""

from __future__ import annotations

import numpy as np
import pandas as pd

from gainful.engine.impact import Design, Estimand, StudyPlan, evaluate
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

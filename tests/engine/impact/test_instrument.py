"""An instrument that moves exactly nobody is refused, not a crash."""

from __future__ import annotations

import numpy as np
import pandas as pd

from gainful.engine.impact import Design, Estimand, StudyPlan, evaluate


def test_an_instrument_that_moves_exactly_nobody_is_refused():
    random = np.random.default_rng(0)
    z = np.tile([0, 0, 1, 1], 100)
    frame = pd.DataFrame({"z": z, "d": np.tile([0, 1], 200), "y": random.normal(size=400)})
    found = evaluate(frame, StudyPlan("q", "y", "d", Design.IV, Estimand.TOT, assignment="z"))
    assert not found.shown
    assert "first_stage" in {gate.id for gate in found.failed}

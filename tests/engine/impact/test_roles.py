"""One column cannot play two parts, and one period told twice is one."""

from __future__ import annotations

import dataclasses

import numpy as np
import pandas as pd
import pytest

from gainful.engine.impact import Design, Estimand, StudyPlan, evaluate
from gainful.engine.impact.columns import StudyError

random = np.random.default_rng(0)
FRAME = pd.DataFrame({"d": np.tile([0, 1], 100), "s": random.normal(size=200), "p": random.normal(size=200)})
FRAME["y"] = FRAME["d"] + FRAME["p"] + random.normal(size=200)
LOTTERY = StudyPlan("q", "y", "d", Design.LOTTERY, Estimand.ITT)
LINE = StudyPlan("q", "y", "d", Design.DISCONTINUITY, Estimand.LATE, running="s", cutoff=0.0)
CHANGE = StudyPlan("q", "y", "d", Design.DID, Estimand.ATT, pre_outcomes=("p", "p"))


@pytest.mark.parametrize(
    ("plan", "said"),
    [
        (dataclasses.replace(LOTTERY, outcome="d"), "it is the treatment itself"),
        (dataclasses.replace(LOTTERY, outcome="s", assignment="s"), "it is the assignment itself"),
        (dataclasses.replace(LINE, outcome="s"), "it is the score itself"),
        (dataclasses.replace(LINE, treatment="s"), "both the score and the treatment"),
        (CHANGE, "named twice among the outcomes from before"),
    ],
)
def test_a_column_in_two_parts_is_refused(plan, said):
    with pytest.raises(StudyError, match=said):
        evaluate(FRAME, plan)


def test_a_period_under_two_names_is_one_period():
    made = evaluate(FRAME.assign(p2=FRAME["p"]), dataclasses.replace(CHANGE, pre_outcomes=("p", "p2")))
    assert not made.shown
    assert "pre_periods" in {gate.id for gate in made.failed}

"""Periods as people write them: quarters, months and days in their order, never in that of the alphabet."""

from __future__ import annotations

import numpy as np
import pandas as pd
import pytest

from gainful.engine.impact import Design, Estimand, StudyPlan, evaluate
from gainful.engine.impact.columns import StudyError, periods


@pytest.mark.parametrize(
    "written",
    [
        ["Q42010", "Q12011", "Q22011"],
        ["2010Q4", "2011 Q1", "2011-q2"],
        ["12/2010", "1/2011", "02/2011"],
        ["2010-12", "2011-01", "2011-02"],
        ["2010-12-31", "2011-03-31", "2011-06-30"],
        [2010, 2011, 2012],
        ["2010", "2011.0", "2012"],
    ],
)
def test_the_next_period_is_one_later(written):
    frame = pd.DataFrame({"t": [*written, written[0]]})
    found = periods(frame, "t")
    assert np.diff(found[:3]).tolist() == [1, 1]
    assert found[3] == found[0]


def test_what_cannot_be_ordered_is_said():
    with pytest.raises(StudyError, match="is not a number"):
        periods(pd.DataFrame({"t": ["early", "late"]}), "t")


def panel(**changes):
    rng = np.random.default_rng(3)
    quarters = [f"Q{1 + k % 4}{2019 + k // 4}" for k in range(8)]
    level = rng.normal(size=120)
    rows = [
        {"u": u, "q": q, "in": int(u < 50), "y": level[u] + 0.1 * t + 2 * (u < 50 and t >= 5) + rng.normal()}
        for u in range(120)
        for t, q in enumerate(quarters)
    ]
    return pd.DataFrame(rows).assign(**changes)


def asked(design, **more):
    return StudyPlan("q", "y", "in", design, Estimand.ATT, unit="u", time="q", **more)


@pytest.mark.parametrize("design", [Design.DID, Design.STAGGERED])
def test_a_start_may_be_told_as_a_column_of_first_periods(design):
    frame = panel(start=lambda f: np.where(f["in"] == 1, "Q22020", "never"))
    found = evaluate(frame, asked(design, first_treated="start"))
    assert found.shown
    assert found.primary.low < 2 < found.primary.high


def test_without_a_start_it_is_asked_for():
    with pytest.raises(StudyError, match="their start is not known") as said:
        evaluate(panel(), asked(Design.DID))
    assert "--first-treated" in said.value.hint


@pytest.mark.parametrize("design", [Design.DID, Design.STAGGERED])
def test_a_panel_in_which_nobody_starts_is_said(design):
    with pytest.raises(StudyError, match="Nobody ever starts"):
        evaluate(panel(start=0).assign(**{"in": 0}), asked(design, first_treated="start"))


def test_one_treated_place_is_sent_to_the_synthetic_control():
    frame = panel(start=lambda f: np.where(f["u"] == 0, "Q22020", "0"))
    frame["in"] = (frame["u"] == 0).astype(int)
    with pytest.raises(StudyError, match="fewer than two") as said:
        evaluate(frame, asked(Design.DID, first_treated="start"))
    assert "--design synthetic" in said.value.hint


def test_a_step_that_one_unit_alone_speaks_for_is_no_test():
    rng = np.random.default_rng(5)
    rows = []
    for unit in range(120):
        start = 12 if unit == 0 else 6 if unit < 50 else 0
        for t in range(1, 13):
            odd = 9.0 * (unit == 0 and t <= 2)
            rows.append({"u": unit, "q": t, "s": start, "in": int(start > 0), "y": odd + rng.normal()})
    found = evaluate(pd.DataFrame(rows), asked(Design.STAGGERED, first_treated="s"))
    assert "pre_trend" not in {gate.id for gate in found.failed}
    assert min(step["period"] for step in found.event_study) == -10

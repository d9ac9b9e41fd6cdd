"""Who has no counterpart can be left out, and it is said who they are."""

import numpy as np
import pytest
from bench.impact import comparison

from gainful.engine.impact import evaluate
from gainful.engine.impact.columns import StudyError
from gainful.engine.impact.trim import LEFT


def apart(shift, share=0.2):
    """A sound comparison of which some of the treated are far from everybody else in x."""
    frame, plan = comparison(np.random.default_rng(4), 1500)
    r = np.random.default_rng(5)
    far = (frame["d"] == 1) & (r.random(len(frame)) < share)
    return frame.assign(x=frame["x"] + shift * far, y=frame["y"] + 0.5 * shift * far), plan


def test_those_without_a_counterpart_leave_and_the_effect_is_that_of_the_others():
    import dataclasses

    frame, plan = apart(12.0, 0.35)
    assert "overlap" in {g.id for g in evaluate(frame, plan).failed}
    assert "--trim" in next(g.fix for g in evaluate(frame, plan).gates if g.id == "overlap")
    found = evaluate(frame, dataclasses.replace(plan, trim=True))
    assert found.shown
    assert abs(found.primary.effect - 1.0) < 4 * found.primary.se
    left = dict(found.flow.dropped)[LEFT]
    assert found.flow.analysed == len(frame) - left
    said = next(w for w in found.warnings if "--trim" in w)
    assert "x 12" in said or "x 11" in said
    assert "of those who stay" in said


def test_where_everybody_has_a_counterpart_nobody_leaves():
    import dataclasses

    frame, plan = comparison(np.random.default_rng(4), 1500)
    assert evaluate(frame, dataclasses.replace(plan, trim=True)).primary == evaluate(frame, plan).primary


def test_where_nobody_has_one_it_is_said():
    import dataclasses

    frame, plan = comparison(np.random.default_rng(4), 300)
    frame["x"] += 50 * frame["d"]
    with pytest.raises(StudyError, match="Hardly anybody has a counterpart"):
        evaluate(frame, dataclasses.replace(plan, trim=True))

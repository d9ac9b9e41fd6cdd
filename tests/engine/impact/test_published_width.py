"""The published width beside ours, as rdrobust prints it."""

import dataclasses

import numpy as np
import pytest
from causaldata import close_elections_lmb

from gainful.engine.impact import Design, Estimand, StudyPlan, evaluate
from gainful.engine.impact.published_width import WIDER, width_in_words
from tests.engine.impact.test_placebo import STUDIES


def test_it_stands_beside_ours():
    make, plan = STUDIES["rd"]
    found = evaluate(make(), plan)
    other = next(e for e in found.estimates if e.id == "rd_published")
    assert abs(other.effect - 1.0) < 4 * other.se
    assert "mserd" in other.note
    assert not other.primary


def test_close_elections_as_rdrobust_has_them():
    """Cunningham, Causal Inference: The Mixtape, chapter 6: about 46.5 by rdrobust."""
    frame = close_elections_lmb.load_pandas().data[["score", "demvoteshare", "democrat"]].dropna()
    plan = StudyPlan(
        "q", "score", "democrat", Design.DISCONTINUITY, Estimand.LATE, running="demvoteshare", cutoff=0.5
    )
    other = next(e for e in evaluate(frame, plan).estimates if e.id == "rd_published")
    assert other.effect == pytest.approx(46.5, abs=0.7)


def test_clusters_have_none():
    make, plan = STUDIES["rd"]
    frame = make()
    frame["site"] = np.random.default_rng(0).integers(0, 60, len(frame))
    found = evaluate(frame, dataclasses.replace(plan, cluster="site"))
    assert not [e for e in found.estimates if e.id == "rd_published"]


@pytest.mark.parametrize(("times", "told"), [(WIDER - 0.01, False), (WIDER, False), (WIDER + 0.01, True)])
def test_a_width_far_above_it_is_told(times, told):
    assert bool(width_in_words(times * 18, 18.0)) == told

"""Overlap that could not be worked out is not overlap: nobody knows whether the people can be compared."""

import numpy as np

from gainful.engine.impact import gates
from gainful.engine.impact.weighting import entropy_weights


def test_full_overlap_with_words_of_what_went_wrong_does_not_hold():
    gate = gates.overlap(1.0, 50.0, "Nobody is like the treated.")[0]
    assert gate.passed is False
    assert gate.said == "Nobody is like the treated."


def test_groups_that_no_weights_make_alike_have_no_overlap():
    """All comparison people are younger than every treated person: no weights bring their means together."""
    age = np.r_[np.linspace(50, 60, 40), np.linspace(20, 30, 80)][:, None]
    treated = np.r_[np.ones(40), np.zeros(80)]
    found = entropy_weights(age, treated)
    assert found.weight is None
    assert found.said
    assert [gate.passed for gate in gates.overlap(1.0, found.effective, found.said)] == [False, False]

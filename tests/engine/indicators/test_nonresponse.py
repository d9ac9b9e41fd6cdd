"""Silence: weighted by class as worked out by hand, never outside the range that silence leaves."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from gainful.engine.indicators.nonresponse import Class, modelled


def test_a_class_that_answers_less_counts_as_many_as_it_has():
    found = modelled({"displaced": Class(8, 2, 0), "incumbent": Class(1, 4, 15)})
    assert (found.asked, found.answered) == (30, 15)
    assert found.share == pytest.approx(9 / 15)
    assert found.weighted == pytest.approx((0.8 * 10 + 0.2 * 20) / 30)
    assert (found.low, found.high) == (9 / 30, 24 / 30)


def test_too_few_answers_stand_for_nobody_alone():
    found = modelled({"a": Class(5, 5, 0), "b": Class(1, 0, 9)})
    assert found.weighted == pytest.approx(0.5)
    assert modelled({"a": Class(0, 0, 3)}).weighted is None
    assert modelled({}).share is None


@given(st.dictionaries(st.text(max_size=2), st.builds(Class, *[st.integers(0, 9)] * 3), max_size=5))
def test_no_weight_lies_outside_what_silence_leaves(classes):
    found = modelled(classes)
    if found.weighted is not None:
        assert found.low - 1e-12 <= found.weighted <= found.high + 1e-12

"""Agreement of two coders: Cohen's kappa against a table worked out by hand, and what cannot be told."""

from __future__ import annotations

import pytest

from gainful.engine.text.agreement import agreement

P, NOTHING = frozenset({"p"}), frozenset[str]()


def test_kappa_of_a_table_worked_out_by_hand():
    first = [P] * 25 + [NOTHING] * 25
    second = [P] * 20 + [NOTHING] * 5 + [P] * 10 + [NOTHING] * 15
    whole, one = agreement(first, second, ["p"])
    assert (one.both, one.first_only, one.second_only, one.neither) == (20, 5, 10, 15)
    assert one.share == 0.7
    assert one.kappa == pytest.approx(0.4)  # (.7 - .5) / (1 - .5)
    assert one.low < 0.4 < one.high
    assert whole.kappa == one.kappa


@pytest.mark.parametrize("said", [P, NOTHING])
def test_where_both_always_say_the_same_kappa_cannot_be_told(said):
    (whole, _one) = agreement([said] * 9, [said] * 9, ["p"])
    assert (whole.kappa, whole.share) == (None, 1.0)


def test_nothing_read_is_nothing_told():
    (whole, _one) = agreement([], [], ["p"])
    assert (whole.kappa, whole.share) == (None, None)

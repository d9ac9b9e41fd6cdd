"""The attack on published page sets: it finds what the plain rule gives away, and nothing in what is released."""

from __future__ import annotations

import numpy as np
from bench.page_sets import attacked, recovered


def test_nothing_small_comes_back_from_any_door_of_a_few_sets():
    rng = np.random.default_rng(4)
    found = [attacked(rng) for _ in range(3)]
    assert [one.back for one in found] == [[], [], []]
    assert all(one.told for one in found)
    assert any(one.small for one in found)


def test_the_attacker_finds_what_a_difference_gives_away():
    cells = [40, 3]
    figures = {
        (None, "", "periods"): frozenset({0, 1}),
        ("S0", "", "periods"): frozenset({0}),
        ("S1", "", "periods"): frozenset({1}),
    }
    told = {(None, "", "periods"): 43, ("S0", "", "periods"): 40}
    assert recovered(cells, figures, told) == [("S1", "", "periods")]
    assert recovered(cells, figures, {(None, "", "periods"): 43}) == []

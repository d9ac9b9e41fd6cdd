"""Bounds of disclosure control by hand: five people of a group, what is pending or closed, rounding, margins."""

from __future__ import annotations

import numpy as np
import pytest

from gainful.engine.disclosure import (
    Rule,
    State,
    cross_table,
    feasible_range,
    figures_of,
    next_release,
    protect,
)
from gainful.engine.disclosure.attack import freedom, linear_ends, matrix, sum_of
from gainful.engine.disclosure.over_time import changed_people
from gainful.engine.disclosure.protect import _Audit

SHOWN, HIDDEN, LATER = State.SHOWN, State.SUPPRESSED, State.PENDING
A, B, AB = frozenset({0}), frozenset({1}), frozenset({0, 1})


@pytest.mark.parametrize(("people", "shown"), [(4, False), (5, True)])
def test_five_people_are_a_group(people, shown):
    now = dict.fromkeys(range(people), 1)
    assert next_release({}, now) == (now if shown else {})


@pytest.mark.parametrize(("smallest", "shown"), [(2, True), (3, True), (4, False)])
def test_an_agency_may_ask_for_another_number(smallest, shown):
    now = {"a": 1, "b": 2, "c": 3}
    assert (next_release({}, now, smallest) == now) is shown


@pytest.mark.parametrize(
    ("now", "changed"),
    [
        ({"a": 1, "b": 2}, 0),
        ({"a": 1}, 1),
        ({"a": 1, "b": 2, "c": 3}, 1),
        ({"a": 1, "b": 3}, 1),
        ({"c": 1, "d": 2}, 4),
    ],
)
def test_who_came_went_or_changed_counts_once(now, changed):
    assert changed_people({"a": 1, "b": 2}, now) == changed


def test_a_group_that_five_left_for_less_than_five_is_gone():
    released = dict.fromkeys(range(9), 1)
    assert next_release(released, dict.fromkeys(range(4), 1)) == {}


@pytest.mark.parametrize(
    ("base", "counts", "told"),
    [(1, (10, 11, 12), (10, 11, 12)), (5, (12, 13, 17), (10, 15, 15)), (10, (14, 15, 24), (10, 20, 20)),
     (3, (10, 11, 13), (9, 12, 12))],
)  # fmt: skip
def test_counts_are_rounded_to_the_nearest_and_halves_up(base, counts, told):
    figures = [frozenset({cell}) for cell in range(3)]
    assert protect(counts, figures, Rule(base=base)).values == told


def test_large_counts_are_written_with_commas():
    assert protect([1234567], [A]).text(0) == "1,234,567"


def test_what_is_closed_is_hidden_whatever_its_size_and_takes_companions():
    safe = protect([40, 50], [A, B, AB], closed=frozenset({0}))
    assert safe.states[0] is HIDDEN
    assert HIDDEN in safe.states[1:], "else 90 less 50 gives it back"
    assert protect([40, 50], [A, B], closed=frozenset({0})).states == (HIDDEN, SHOWN)


def test_what_is_pending_is_neither_hidden_nor_told_and_gives_nothing_away():
    safe = protect([3, 4], [A, B], pending=frozenset({0}), closed=frozenset({0, 1}))
    assert safe.states == (LATER, HIDDEN)
    assert safe.values == (None, None)
    safe = protect([3, 40], [A, B, AB], pending=frozenset({2}))
    assert safe.states == (HIDDEN, SHOWN, LATER), "a total that is not in yet cannot be subtracted from"


def test_the_same_people_under_two_names_are_hidden_twice():
    safe = protect([3, 40], [A, B, A], closed=frozenset())
    assert safe.states == (HIDDEN, SHOWN, HIDDEN)
    assert protect([30, 40], [A, B, A], closed=frozenset({2})).states == (HIDDEN, SHOWN, HIDDEN)


def test_a_companion_is_the_smallest_that_will_do():
    """Three beside 40 and 50: the total is 93; to hide 40 is to hide fewest people."""
    figures = [A, B, frozenset({2}), frozenset({0, 1, 2})]
    assert protect([3, 40, 50], figures).states == (HIDDEN, HIDDEN, SHOWN, SHOWN)
    assert protect([3, 50, 40], figures).states == (HIDDEN, SHOWN, HIDDEN, SHOWN)


def test_a_zero_is_no_companion_while_somebody_can_be():
    assert protect([3, 0, 40], [A, B, frozenset({2}), frozenset({0, 1, 2})]).states == (
        HIDDEN,
        SHOWN,
        HIDDEN,
        SHOWN,
    )


@pytest.mark.parametrize(("counts", "refused"), [([0], False), ([-1], True), ([1.5], True), ([2.0], False)])
def test_counts_are_whole_and_not_below_zero(counts, refused):
    if refused:
        with pytest.raises(ValueError, match="whole and not negative"):
            protect(counts, [A])
    else:
        protect(counts, [A])


@pytest.mark.parametrize(
    ("count", "hidden"), [(0, False), (1, True), (4, True), (5, False)], ids=["none", "one", "four", "five"]
)
def test_an_agency_may_call_other_counts_small(count, hidden):
    assert (protect([count], [A], Rule(smallest=5)).states[0] is HIDDEN) is hidden


def test_figures_of_a_crossing_are_cells_row_by_row_then_margins():
    assert cross_table((2, 2)) == [
        frozenset({0}), frozenset({1}), frozenset({2}), frozenset({3}),
        frozenset({0, 1}), frozenset({2, 3}), frozenset({0, 2}), frozenset({1, 3}), frozenset({0, 1, 2, 3}),
    ]  # fmt: skip
    assert cross_table((1,)) == [A]
    assert figures_of([[A, AB], [B, AB]]) == [A, AB, B]


@pytest.mark.parametrize(
    ("target", "shown", "values", "ends"),
    [
        (A, [AB], [7], (0, 7)),
        (AB, [AB], [7], (7, 7)),
        (A, [AB, frozenset({1, 2})], [7, 3], (4, 7)),
        (A, [], [], (0, float("inf"))),
        (frozenset({0, 2}), [AB, frozenset({1, 2})], [7, 3], (4, 10)),
    ],
)
def test_what_can_be_worked_out_by_hand(target, shown, values, ends):
    """Of 7 in cells 0 and 1 and of 3 in cells 1 and 2: cell 1 holds none to three, so cell 0 four to seven."""
    assert feasible_range(target, shown, values, 3) == ends


def test_linear_ends_by_hand():
    rows = matrix([AB, frozenset({1, 2})], 3)
    found = linear_ends(np.array([1.0, 0.0, 0.0]), rows, np.array([7.0, 3.0]), 100.0)
    assert (found.least, found.greatest) == (pytest.approx(4), pytest.approx(7))
    assert found.binding
    assert all(np.array_equal(rows @ point, [7.0, 3.0]) for point in found.points)
    alone = linear_ends(np.array([1.0, 0.0]), np.zeros((0, 2)), np.zeros(0), 9.0)
    assert (alone.least, alone.greatest) == (0, pytest.approx(9)), "nothing shown: up to the ceiling"


def test_which_changes_leave_what_is_shown_as_it_is():
    free = freedom(matrix([AB], 2), 2)
    assert free.single
    assert sorted(map(tuple, free.moves.tolist())) == [(-1.0, 1.0), (1.0, -1.0)]
    assert free.determines(matrix([A, AB], 2)).tolist() == [False, True]
    whole = freedom(np.zeros((0, 2)), 2)
    assert not whole.single
    assert whole.determines(matrix([A, B, AB], 2)).tolist() == [False, False, False]
    assert freedom(matrix([A, B], 2), 2).determines(matrix([AB], 2)).tolist() == [True]


@pytest.mark.parametrize(("cells", "asked"), [(600, True), (601, False)])
def test_up_to_six_hundred_cells_are_asked_for_their_freedom(cells, asked):
    assert (freedom(np.zeros((0, cells)), cells) is not None) is asked


def test_a_count_is_a_sum_of_those_that_give_it_away_and_of_no_others():
    """Cell 0 is the total of 0 and 1 less cell 1; cell 2 has nothing to do with it."""
    rows = matrix([frozenset({2}), AB, B], 3)
    assert sum_of(np.array([1.0, 0.0, 0.0]), rows, [0, 1, 2]) == {1, 2}
    again = matrix([AB, AB, B], 2)
    assert sum_of(np.array([1.0, 0.0]), again, [0, 1, 2]) == {0, 2}, "the first of two alike is taken"
    assert sum_of(np.array([1.0, 0.0]), again, [1, 0, 2]) == {1, 2}


def test_cells_that_are_counted_alike_reach_the_ceiling_each():
    found = linear_ends(np.array([1.0, 1.0]), np.zeros((0, 2)), np.zeros(0), 9.0)
    assert (found.least, found.greatest) == (0, pytest.approx(18))


def test_the_ceiling_of_a_program_is_far_above_what_matters():
    audit = _Audit([A, B, AB], [3, 40, 43], np.array([3.0, 40.0]), 5.0, frozenset())
    assert audit.ceiling >= 43 + 2 * 5

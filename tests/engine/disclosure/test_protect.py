from __future__ import annotations

from importlib import import_module

import numpy as np
import pytest
from bench.disclosure import recovered
from hypothesis import given, settings
from hypothesis import strategies as st
from scipy.optimize import Bounds, LinearConstraint, milp

from gainful.engine.disclosure import Protected, Rule, State, cross_table, feasible_range, figures_of, protect
from gainful.engine.disclosure.attack import Ends, Freedom, alike_reach, linear_ends, matrix
from gainful.engine.disclosure.protect import _Audit


def test_a_crossing_has_cells_margins_and_total():
    figures = cross_table((2, 3))
    assert len(figures) == 6 + 2 + 3 + 1
    assert figures[-1] == frozenset(range(6))


def test_one_small_cell_takes_companions_so_that_margins_do_not_give_it_back():
    counts = [3, 40, 50, 60]
    safe = protect(counts, cross_table((2, 2)))
    assert safe.states[0] is State.SUPPRESSED
    assert sum(state is State.SUPPRESSED for state in safe.states) >= 3
    assert recovered(safe, 4, 5.0) == []


def test_a_table_without_small_cells_is_shown_whole():
    safe = protect([10, 40, 50, 60], cross_table((2, 2)))
    assert set(safe.states) == {State.SHOWN}


def test_a_filter_that_differs_by_three_people_is_caught():
    everybody, without = frozenset({0, 1}), frozenset({0})
    safe = protect([200, 3], figures_of([[everybody], [without], [frozenset({1})]]))
    assert safe.states[2] is State.SUPPRESSED
    assert recovered(safe, 2, 5.0) == []


def test_the_plain_rule_alone_would_leak():
    """What complementary suppression is for: hide only the small cell and its row gives it back."""
    low, high = feasible_range(frozenset({0}), [frozenset({1}), frozenset({0, 1})], [40, 43], 2)
    assert (low, high) == (3, 3)


def test_figures_that_cannot_all_be_true_are_refused():
    """Two cells add up to 3, one of them is 5: whoever shows both made an error before any reader did."""
    with pytest.raises(ValueError, match="contradict each other"):
        feasible_range(frozenset({0}), [frozenset({0, 1}), frozenset({1})], [3, 5], 2)


def test_what_no_figure_bears_on_has_no_greatest_count():
    assert feasible_range(frozenset({0}), [frozenset({1})], [7], 2) == (0, float("inf"))


def test_pending_is_not_suppressed_and_looks_different():
    safe = protect([3, 0, 50], [frozenset({0}), frozenset({1}), frozenset({2})], pending=frozenset({1}))
    assert [safe.text(place) for place in range(3)] == ["(hidden)", "(not in yet)", "50"]


def test_rounding_comes_after_suppression():
    safe = protect([12, 13, 9], [frozenset({0}), frozenset({1}), frozenset({2})], Rule(base=5))
    assert safe.values == (10, 15, None)


def test_counts_that_are_no_counts_are_refused():
    with pytest.raises(ValueError, match="whole"):
        protect([-1], [frozenset({0})])


@settings(max_examples=8, deadline=None)
@given(
    st.lists(st.integers(0, 40), min_size=6, max_size=6), st.sets(st.integers(0, 5), min_size=1, max_size=5)
)
def test_no_hidden_count_can_be_worked_out(counts, filtered):
    figures = figures_of([cross_table((2, 3)), [frozenset(filtered)]])
    safe = protect(counts, figures)
    assert recovered(safe, 6, 5.0) == []
    totals = [int(np.sum([counts[c] for c in f])) for f in figures]
    assert all(
        state is State.SUPPRESSED for total, state in zip(totals, safe.states, strict=True) if 0 < total < 10
    )
    assert all(v in (None, t) for v, t in zip(safe.values, totals, strict=True))


def test_what_does_not_give_a_small_count_away_stays():
    """Two tables of different people under one total: the small count takes companions in its own table only."""
    own, other = cross_table((2, 2)), [frozenset(c + 4 for c in figure) for figure in cross_table((2, 2))]
    figures = [*own, *other, frozenset(range(8))]
    safe = protect([3, 40, 50, 60, 11, 12, 13, 14], figures)
    hidden = {place for place, state in enumerate(safe.states) if state is not State.SHOWN}
    assert own.index(frozenset({0})) in hidden
    assert hidden < set(range(len(own)))


@pytest.mark.parametrize(
    "counts",
    [[2, 30, 0, 20, 20, 0, 30, 11, 9], [5, 60, 9, 0, 9, 60, 60, 9, 20], [9, 60, 20, 30, 14, 20, 14, 0, 60]],
)
def test_no_more_is_hidden_than_must_be(counts):
    """Whatever is hidden without being small itself would, if it were shown, give a hidden count away."""
    figures = cross_table((3, 3))
    safe = protect(counts, figures)
    totals = [sum(counts[cell] for cell in figure) for figure in figures]
    companions = [p for p, s in enumerate(safe.states) if s is State.SUPPRESSED and not 0 < totals[p] < 10]
    assert recovered(safe, 9, 5.0) == []
    assert companions
    for place in companions:
        shown = Protected(
            safe.figures,
            tuple(
                total if p == place else value
                for p, (value, total) in enumerate(zip(safe.values, totals, strict=True))
            ),
            tuple(State.SHOWN if p == place else state for p, state in enumerate(safe.states)),
        )
        assert recovered(shown, 9, 5.0), f"figure {place} need not be hidden"


@pytest.mark.parametrize(("counts", "total"), [([2, 3], State.SHOWN), ([2, 2], State.SUPPRESSED)])
def test_a_range_of_just_the_width_is_wide_enough(counts, total):
    """Of two hidden counts that add up to 5 each lies anywhere from 0 to 5; of 4, from 0 to 4, which is too narrow."""
    safe = protect(
        counts, figures_of([[frozenset({0}), frozenset({1}), frozenset({0, 1})]]), Rule(smallest=3, width=5.0)
    )
    assert safe.states == (State.SUPPRESSED, State.SUPPRESSED, total)


@pytest.mark.parametrize(
    ("count", "state"), [(0, "0"), (1, "(hidden)"), (9, "(hidden)"), (10, "10"), (11, "11")]
)
def test_counts_from_one_to_nine_are_small(count, state):
    """Nobody is nobody's secret; ten is the least that is shown unless a rule says otherwise."""
    assert protect([count], [frozenset({0})]).text(0) == state


@settings(max_examples=25, deadline=None)
@given(
    st.lists(st.integers(1, 15), min_size=8, max_size=8),
    st.lists(st.sets(st.integers(0, 7), min_size=1, max_size=7), min_size=3, max_size=14),
    st.sets(st.integers(0, 6), min_size=1),
)
def test_the_quick_proofs_of_the_audit_say_what_whole_numbers_say(counts, sums, hidden):
    """Moves, differences and linear programs only save time: which figure is exposed is settled by whole cells."""
    figures = figures_of([[frozenset(one) for one in sums]])
    hidden = {place for place in hidden if place < len(figures)}
    shown = [place for place in range(len(figures)) if place not in hidden]
    totals = [sum(counts[cell] for cell in figure) for figure in figures]
    audit = _Audit(figures, totals, np.asarray(counts, float), 5.0, frozenset())
    narrow = []
    for place in sorted(hidden, key=lambda p: (totals[p], p)):
        told = [figures[p] for p in shown]
        low, high = feasible_range(figures[place], told, [totals[p] for p in shown], 8)
        narrow += [place] if high - low < 5.0 else []
    assert audit.first_exposed(hidden) == (narrow[0] if narrow else None)
    assert audit.first_exposed(hidden) == (narrow[0] if narrow else None)  # with the cells of the first time


@settings(max_examples=25, deadline=None)
@given(
    st.lists(st.integers(0, 9), min_size=8, max_size=8),
    st.lists(st.sets(st.integers(0, 7), min_size=1, max_size=7), min_size=2, max_size=6),
)
def test_people_who_change_among_cells_counted_alike_reach_no_further_than_whole_numbers_do(counts, sums):
    rows = matrix([frozenset(one) for one in sums], 8)
    aim, shown, cells = rows[:1], rows[1:], np.array(counts, float)
    limits = LinearConstraint(shown, shown @ cells, shown @ cells)
    asked = {"constraints": limits, "integrality": np.ones(8), "bounds": Bounds(0, 200)}
    least, most = (sign * milp(sign * aim[0], **asked).fun for sign in (1, -1))
    assert alike_reach(aim, shown, cells)[0] <= most - least + 1e-6


def test_of_two_groups_of_which_nothing_is_told_one_can_have_all_people():
    rows = matrix([frozenset({0}), frozenset({0, 1}), frozenset({2})], 3)
    assert alike_reach(rows[:1], rows[1:], np.array([4.0, 3.0, 8.0])).tolist() == [7.0]
    assert alike_reach(rows[2:], rows[1:], np.array([4.0, 3.0, 8.0])).tolist() == [0.0]


def test_what_an_earlier_release_gives_away_is_hidden_and_takes_nothing_with_it():
    """43 in all and 40 of the others were told last time and are still so: the three are known, whatever is hidden."""
    safe = protect([3, 40], [frozenset({0}), frozenset({0, 1}), frozenset({1})], earlier=[(1, 43), (2, 40)])
    assert safe.states == (State.SUPPRESSED, State.SHOWN, State.SHOWN)
    assert safe.values == (None, 43, 40)


def test_a_small_count_among_hundreds_of_cells_takes_a_companion_too():
    """Beyond 600 cells no directions are worked out; three people beside 700 other cells are hidden all the same."""
    figures = [*(frozenset({cell}) for cell in range(701)), frozenset(range(701))]
    safe = protect([3, *[20] * 700], figures)
    hidden = [place for place, state in enumerate(safe.states) if state is State.SUPPRESSED]
    assert hidden[0] == 0
    assert len(hidden) == 2


def test_figures_that_contradict_each_other_bound_nothing():
    found = linear_ends(np.array([1.0, 0.0]), np.array([[1.0, 1.0], [0.0, 1.0]]), np.array([3.0, 5.0]), 100.0)
    assert found == Ends(-np.inf, np.inf, (), frozenset())


@pytest.mark.parametrize(
    ("cells", "reached"),
    [((5.0, 0.0), (5.0, 0.0)), ((0.0, 1.0), (1.0, 0.0)), ((5.0, 3.0), (8.0, 0.0)), ((0.0, 9.0), (4.0, 5.0))],
)
def test_moves_go_as_far_as_people_are_there_and_as_is_asked(cells, reached):
    """One move takes somebody from the second cell to the first; four more are asked for."""
    free = Freedom(np.array([[1.0, -1.0]]), np.array([[1.0, -1.0]]))
    assert tuple(free.climb(np.array(cells), np.array([1.0, 0.0]), 4.0)) == reached


def test_a_program_without_an_answer_leaves_a_figure_narrow(monkeypatch):
    """Where neither end can be shown in whole numbers, nobody can say that the figure is safe."""
    figures = [frozenset({0}), frozenset({1}), frozenset({0, 1})]
    audit = _Audit(figures, [3, 40, 43], np.array([3.0, 40.0]), 5.0, frozenset())
    protecting = import_module(_Audit.__module__)
    monkeypatch.setattr(protecting, "linear_ends", lambda *_: Ends(0.0, 100.0, (), frozenset()))
    monkeypatch.setattr(protecting, "extreme_points", lambda *_: iter([None, None]))
    rows = audit.known([2])
    assert audit._narrow(0, rows, rows @ audit.counts, []) is True


@pytest.mark.parametrize(
    ("earlier", "hidden"), [((), {0, 2}), (((2, 37),), {0, 2}), (((2, 38),), {0, 2}), (((2, 39),), {0, 1})]
)
def test_what_was_told_before_narrows_what_hides_behind_it_now(earlier, hidden):
    """Of 43 people three hide behind the 40 others. Where 38 of these were told and nobody left since, the three are
    five at most, which is wide enough; where 39 were told they are four at most, and the total is hidden instead."""
    safe = protect([3, 40], [frozenset({0}), frozenset({0, 1}), frozenset({1})], earlier=earlier)
    assert {place for place, state in enumerate(safe.states) if state is State.SUPPRESSED} == hidden

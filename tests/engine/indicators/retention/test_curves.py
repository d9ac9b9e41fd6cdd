from __future__ import annotations

import math
from fractions import Fraction

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from gainful.engine.indicators.retention import difference_between, reason_curves, retention_curve

# Ten people, worked by hand. Quarter 1: 10 watched, 2 leave. Quarter 2: 8 watched, 1 leaves and 1 is lost.
# Quarter 3: 6 watched, 3 leave. Quarter 4: 3 watched, all lost.
TIMES, LEFT, COUNTS = [1, 2, 2, 3, 4], [True, True, False, True, False], [2, 1, 1, 3, 3]


def test_ten_people_by_hand():
    curve = retention_curve(TIMES, LEFT, COUNTS)
    assert [(p.of.at_risk, p.of.left, p.of.lost) for p in curve.points[1:]] == [
        (10, 2, 0), (8, 1, 1), (6, 3, 0), (3, 0, 3),
    ]  # fmt: skip
    shares = [0.8, 0.8 * 7 / 8, 0.8 * 7 / 8 * 0.5, 0.8 * 7 / 8 * 0.5]
    assert [p.share for p in curve.points[1:]] == pytest.approx(shares)
    assert (curve.people, curve.left, curve.median) == (10, 6, 3)
    assert [curve.watched(time) for time in (0, 1, 1.5, 4, 5)] == [10, 10, 8, 3, 0]


def test_greenwood_on_the_log_log_scale_by_hand():
    point = retention_curve(TIMES, LEFT, COUNTS).at(2)
    variance = 2 / (10 * 8) + 1 / (8 * 7)
    wide = 1.959964 * math.sqrt(variance) / abs(math.log(0.7))
    assert (point.low, point.high) == pytest.approx((0.7 ** math.exp(wide), 0.7 ** math.exp(-wide)), abs=1e-6)


def test_two_reasons_by_hand():
    """Quarter 1: 2 of 10 laid off. Quarter 2: 1 of 8 quits. Quarter 3: 1 of 6 laid off, 2 quit."""
    reasons = ["laid off", "quit", None, "laid off", "quit", None]
    off, quit_ = reason_curves([1, 2, 2, 3, 3, 4], reasons, [2, 1, 1, 1, 2, 3])
    assert (off.reason, off.left, quit_.left) == ("laid off", 3, 3)
    assert [p[1] for p in off.points] == pytest.approx([0.2, 0.2, 0.2 + 0.7 / 6, 0.2 + 0.7 / 6])
    assert [p[1] for p in quit_.points] == pytest.approx([0.0, 0.1, 0.1 + 0.7 * 2 / 6, 0.1 + 0.7 * 2 / 6])


@settings(max_examples=25, deadline=None)
@given(
    st.lists(
        st.tuples(st.integers(1, 8), st.sampled_from([None, "a", "b"]), st.integers(1, 5)),
        min_size=1,
        max_size=12,
    )
)
def test_reasons_and_those_still_there_add_up_to_everybody(rows):
    times, reasons, counts = (list(column) for column in zip(*rows, strict=True))
    curve = retention_curve(times, [reason is not None for reason in reasons], counts)
    shares = [point.share for point in curve.points]
    assert shares == sorted(shares, reverse=True)
    assert all(p.low <= p.share + 1e-9 and p.share <= p.high + 1e-9 for p in curve.points)
    gone = sum(found.points[-1][1] for found in reason_curves(times, reasons, counts))
    assert gone + shares[-1] == pytest.approx(1)


@settings(max_examples=25, deadline=None)
@given(st.permutations(list(range(1, 13))))
def test_aalen_johansen_agrees_with_that_of_lifelines_where_nobody_ties(order):
    from lifelines import AalenJohansenFitter

    causes = [1, 2, 0, 1, 1, 2, 0, 2, 1, 0, 2, 1]
    theirs = AalenJohansenFitter(calculate_variance=False).fit(order, causes, event_of_interest=1)
    ours = reason_curves(order, [{0: None, 1: "a", 2: "b"}[cause] for cause in causes])[0]
    last = float(theirs.cumulative_density_.iloc[-1, 0])
    assert ours.points[-1][1] == pytest.approx(last, abs=1e-9)


def test_nobody_left_has_no_median_and_no_reasons():
    curve = retention_curve([3, 4], [False, False])
    assert curve.median is None
    assert curve.points[-1].share == 1
    assert reason_curves([3, 4], [None, None]) == ()


def test_two_groups_that_are_the_same_do_not_differ():
    statistic, p = difference_between({"a": ([1, 2, 3], [1, 1, 0]), "b": ([1, 2, 3], [1, 1, 0])})
    assert statistic == pytest.approx(0)
    assert p == pytest.approx(1)


@pytest.mark.parametrize(
    ("call", "said"),
    [
        (lambda: retention_curve([], []), "nobody"),
        (lambda: retention_curve([1, -1], [True, True]), "Time 2 is -1"),
        (lambda: retention_curve([1, math.nan], [True, True]), "Time 2 is nan"),
        (lambda: retention_curve([1], [True, False]), "1 times, 2 endings"),
        (lambda: difference_between({"a": ([1], [True])}), "two groups"),
    ],
)
def test_what_cannot_be_drawn_is_said(call, said):
    with pytest.raises(ValueError, match=said):
        call()


def test_a_median_that_falls_on_a_half_is_counted():
    """Six leave after 1 to 6: after 3 exactly half are still there, which a product of fractions misses by a hair."""
    assert retention_curve([1, 2, 3, 4, 5, 6], [True] * 6).median == 3
    assert retention_curve([2, 4, 6], [True, True, True], [1, 1, 2]).median == 4
    assert retention_curve([1, 2], [True, False], [1, 3]).median is None


@given(st.lists(st.tuples(st.integers(1, 30), st.booleans(), st.integers(1, 9)), min_size=1, max_size=40))
def test_the_median_is_the_first_time_with_at_most_half_by_exact_fractions(people):
    times, left, counts = (list(column) for column in zip(*people, strict=True))
    share, median = Fraction(1), None
    for time in sorted(set(times)):
        at_risk = sum(n for t, _, n in people if t >= time)
        share *= 1 - Fraction(sum(n for t, gone, n in people if t == time and gone), at_risk)
        if share <= Fraction(1, 2):
            median = time
            break
    assert retention_curve(times, left, counts).median == median

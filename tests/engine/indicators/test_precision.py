"""Intervals of shares against the examples of the papers that they come from, and their ends by hand."""

import pytest

from gainful.engine.indicators.precision import gap_between, least_difference, median_places, wilson


@pytest.mark.parametrize(
    ("yes", "of", "low", "high"),
    [(81, 263, 0.2553, 0.3662), (15, 148, 0.0624, 0.1605), (0, 20, 0.0, 0.1611), (1, 29, 0.0061, 0.1718)],
)
def test_wilson_as_newcombe_prints_it(yes, of, low, high):
    """Newcombe (1998), Statistics in Medicine 17:857-872, table I, method 3; of the others by symmetry."""
    assert wilson(yes, of) == pytest.approx((low, high), abs=5e-5)
    assert wilson(of - yes, of) == pytest.approx((1 - high, 1 - low), abs=5e-5)


def test_nobody_and_everybody_have_an_exact_end():
    assert wilson(0, 7)[0] == 0.0
    assert wilson(7, 7)[1] == 1.0
    assert 0.0 < wilson(1, 7)[0] < wilson(1, 7)[1] < wilson(7, 7)[1]
    assert wilson(0, 0) is None


@pytest.mark.parametrize(
    ("one", "other", "low", "high"),
    [
        ((56, 70), (48, 80), 0.0524, 0.3339),
        ((9, 10), (3, 10), 0.1705, 0.8090),
        ((5, 56), (0, 29), -0.0381, 0.1926),
        ((0, 10), (0, 20), -0.1611, 0.2775),
        ((10, 10), (0, 10), 0.6075, 1.0),
    ],
)
def test_the_gap_of_two_shares_as_newcombe_prints_it(one, other, low, high):
    """Newcombe (1998), Statistics in Medicine 17:873-890, table II, method 10."""
    found = gap_between(*one, *other)
    assert found.difference == pytest.approx(one[0] / one[1] - other[0] / other[1])
    assert (found.low, found.high) == pytest.approx((low, high), abs=1e-4)
    turned = gap_between(*other, *one)
    assert (turned.low, turned.high) == pytest.approx((-high, -low), abs=1e-4)


@pytest.mark.parametrize("counts", [(0, 0, 3, 9), (3, 9, 0, 0), (0, 0, 0, 0)])
def test_beside_nobody_there_is_no_gap(counts):
    assert gap_between(*counts) is None


def test_what_two_groups_can_tell():
    """Lehr (1992): 15.7 p (1 - p) / d2 people in each group find d four times in five, at 5 percent."""
    assert least_difference(100, 100, 0.5) == pytest.approx((15.7 * 0.25 / 100) ** 0.5, rel=2e-3)
    assert least_difference(50, 1_000_000, 0.5) == pytest.approx((15.7 / 2 * 0.25 / 50) ** 0.5, rel=2e-3)
    assert least_difference(0, 10, 0.5) is None
    assert least_difference(10, 0, 0.5) is None


@pytest.mark.parametrize(("share", "like"), [(0.0, 0.05), (0.04, 0.05), (1.0, 0.95), (0.97, 0.95)])
def test_a_share_near_its_end_is_taken_as_one_in_twenty(share, like):
    assert least_difference(40, 60, share) == least_difference(40, 60, like)
    assert least_difference(40, 60, 0.06) > least_difference(40, 60, 0.05)


@pytest.mark.parametrize(
    ("of", "places"), [(5, None), (6, (1, 6)), (9, (1, 9)), (10, (1, 10)), (25, (7, 19)), (100, (40, 61))]
)
def test_the_places_that_hold_the_median(of, places):
    """Of 100 ordered values the 40th and the 61st hold it, of six the first and the last (Conover 1999)."""
    assert median_places(of) == places

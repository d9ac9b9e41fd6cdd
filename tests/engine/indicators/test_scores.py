from __future__ import annotations

from decimal import Decimal
from fractions import Fraction

import pytest
from hypothesis import given
from hypothesis import strategies as st

from gainful.engine.indicators.scores import STATEWIDE, Level, cut, exact, failures, scores


@given(st.fractions(min_value=0, max_value=3))
def test_cutting_never_rounds_up_and_never_hides_a_failure(score):
    shown = cut(score)
    assert 0 <= score * 100 - Fraction(shown) < Fraction(1, 10)
    assert (score < Fraction(9, 10)) == (shown < 90)


def test_a_result_that_is_not_known_is_no_failure_and_no_success():
    found = scores(
        [
            Level("adult", "employment-q2", exact("75%"), Fraction(3, 5)),
            Level("adult", "employment-q4", exact("70%"), None, pending=12),
        ],
        2025,
    )
    assert [(s.percent, s.fails, s.pending) for s in found] == [
        (Decimal("80.0"), False, 0), (None, None, 12), (None, None, 12),
    ]  # fmt: skip


def test_same_employer_is_statewide_and_not_judged_in_its_first_two_years():
    levels = [
        Level("adult", "employment-q2", exact("75%"), exact("75%")),
        Level("", STATEWIDE, exact("60%"), exact("30%")),
    ]
    for year, expected in ((2025, None), (2026, True)):
        found = scores(levels, year)
        assert [s.kind for s in found] == ["individual", "program", "indicator"]
        assert found[-1].percent == Decimal("50.0")
        assert found[-1].fails is expected
        assert found[1].percent == Decimal("100.0")
    assert [s.indicator for s in failures(scores(levels, 2026))] == [STATEWIDE]


@pytest.mark.parametrize(
    ("actual", "fails"), [("49.9%", True), ("50%", False), ("50.1%", False)], ids=["below", "at", "above"]
)
def test_an_individual_score_fails_below_half_and_not_at_it(actual, fails):
    """20 CFR 677.190(d)(2): any individual score below 50 percent; here the level is 100 %."""
    assert scores([Level("adult", "employment-q2", exact("100%"), exact(actual))], 2026)[0].fails is fails


@pytest.mark.parametrize(
    ("actual", "fails"), [("79.9%", True), ("80%", False), ("80.1%", False)], ids=["below", "at", "above"]
)
def test_an_overall_score_fails_below_nine_tenths_and_not_at_it(actual, fails):
    """20 CFR 677.190(d)(1): an overall score below 90 percent. Of 100 % and 80 % the average is 90 %."""
    levels = [
        Level("adult", "employment-q2", exact("100%"), exact("100%")),
        Level("adult", "employment-q4", exact("100%"), exact(actual)),
    ]
    (overall,) = (score for score in scores(levels, 2026) if score.kind == "program")
    assert overall.fails is fails


@pytest.mark.parametrize(("actual", "fails"), [("89.9%", True), ("90%", False)], ids=["below", "at"])
def test_retention_with_the_same_employer_is_held_to_the_overall_floor(actual, fails):
    assert scores([Level("", STATEWIDE, exact("100%"), exact(actual))], 2026)[-1].fails is fails


@pytest.mark.parametrize(
    ("adjusted", "again", "said"), [("0", False, "must be above 0"), ("75%", True, "two levels")]
)
def test_levels_that_cannot_be_used_are_said(adjusted, again, said):
    level = Level("adult", "employment-q2", exact(adjusted), None)
    with pytest.raises(ValueError, match=said):
        scores([level, level] if again else [level], 2025)


@pytest.mark.parametrize("text", ["lots", "", "7%5"])
def test_what_is_no_figure_is_said(text):
    with pytest.raises(ValueError, match="is no figure"):
        exact(text)

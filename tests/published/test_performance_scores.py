"""Worked examples of the joint guidance on negotiations and sanctions (RSA-TAC-20-02, 6 January 2025; TEGL 11-19)."""

from __future__ import annotations

from decimal import Decimal
from fractions import Fraction

import pytest

from gainful.engine.indicators.scores import Level, adjusted_level, exact, failures, scores

Q2, Q4, PAY = "employment-q2", "employment-q4", "median-earnings-q2"


def level(program, indicator, adjusted, actual):
    return Level(program, indicator, exact(adjusted), actual)


def told(found, kind):
    return {(s.program, s.indicator): s.percent for s in found if s.kind == kind}


def test_table_1_program_score_with_an_indicator_below_50():
    found = scores(
        [
            level("adult", Q2, "75.1%", Fraction(14720, 20000)),
            level("adult", Q4, "70.0%", Fraction(8200, 25000)),
            level("adult", PAY, "$3,890", exact("$3,434")),
            level("adult", "credential", "55.2%", Fraction(12500, 25000)),
            level("adult", "skill-gains", "85.6%", Fraction(21600, 30000)),
        ],
        2023,
    )
    assert list(told(found, "individual").values()) == [
        Decimal(p) for p in ("98.0", "46.8", "88.2", "90.5", "84.1")
    ]
    assert told(found, "program") == {("adult", ""): Decimal("81.5")}
    assert [(s.kind, s.indicator) for s in failures(found)] == [("individual", Q4), ("program", "")]


def test_table_2_indicator_score_over_six_programs():
    rows = {
        "title I adult": ("75.1%", 14720, 20000), "title I youth": ("70.2%", 8820, 15000),
        "title I dislocated": ("75.5%", 12648, 17000), "title II": ("67.5%", 9300, 15000),
        "title III": ("70.0%", 21330, 30000), "title IV": ("69.0%", 6792, 12000),
    }  # fmt: skip
    found = scores([level(n, Q2, a, Fraction(yes, of)) for n, (a, yes, of) in rows.items()], 2023)
    individual = [str(p) for p in told(found, "individual").values()]
    assert individual == ["98.0", "83.7", "98.5", "91.8", "101.5", "82.0"]
    assert told(found, "indicator") == {("statewide", Q2): Decimal("92.6")}
    assert [s.program for s in failures(found)] == [
        "title I youth",
        "title IV",
    ]  # their one-indicator averages


def test_attachment_1_program_and_indicator_scores():
    """The attachment prints 130.1 for credentials: 1.30072 rounded, against its own rule to cut."""
    adult = [
        level("adult", Q2, "75.2%", Fraction(16244, 24000)),
        level("adult", Q4, "70.0%", Fraction(15300, 25000)),
        level("adult", PAY, "$3,890", exact("$4,350")),
        level("adult", "credential", "55.2%", Fraction(17950, 25000)),
        level("adult", "skill-gains", "85.6%", Fraction(21600, 30000)),
    ]
    found = scores(adult, 2023)
    assert [str(p) for p in told(found, "individual").values()] == ["90.0", "87.4", "111.8", "130.0", "84.1"]
    assert told(found, "program") == {("adult", ""): Decimal("100.6")}
    others = {
        "dislocated": ("72.5%", 13000, 18000), "youth": ("76.3%", 20000, 30000), "aefla": ("79.7%", 9000, 15000),
        "wagner-peyser": ("68.7%", 6000, 12000), "rehabilitation": ("65.4%", 31555, 42000),
    }  # fmt: skip
    every = [adult[0], *(level(n, Q2, a, Fraction(yes, of)) for n, (a, yes, of) in others.items())]
    state = told(scores(every, 2023), "indicator")[("statewide", Q2)]
    assert state == Decimal("89.9")
    assert ("indicator", Q2) in [(s.kind, s.indicator) for s in failures(scores(every, 2023))]


@pytest.mark.parametrize(("after", "expected"), [("73.7%", "68.4%"), ("78.3%", "73.0%")])
def test_attachment_2_adjusted_level(after, expected):
    assert adjusted_level(exact("70.2%"), exact("75.5%"), exact(after)) == exact(expected)


@pytest.mark.parametrize(("actual", "adjusted", "whole"), [("52.0%", "49.0%", 106), ("52.0%", "54.0%", 96)])
def test_attachment_4_rehabilitation(actual, adjusted, whole):
    """The example gives whole percents: 106 and 96."""
    (score, _) = scores([level("vr", "skill-gains", adjusted, exact(actual))], 2024)
    assert int(score.percent) == whole
    assert score.fails is False

"""Figures of segments by hand: each against all others, and everybody together."""

from __future__ import annotations

from datetime import date

import ibis
import pytest

from gainful.engine.indicators.definitions import load_indicators
from gainful.engine.indicators.outcomes import STATES
from gainful.engine.indicators.summary import summarise

NO, YES, LATER, OUT = (STATES.index(state) for state in ("no", "yes", "pending", "excluded"))
EXITED = date(2024, 8, 15)
PEOPLE = [  # segment, exit, state in every indicator, earnings, why excluded; the first stands for three people
    *[("east", EXITED, YES, 1000.0, "")] * 3, ("east", EXITED, NO, 0.0, ""), ("east", None, LATER, 0.0, ""),
    ("west", EXITED, YES, 3000.0, ""), ("west", EXITED, NO, 0.0, ""), ("west", EXITED, OUT, 9000.0, "health"),
    (None, EXITED, NO, 0.0, ""),
]  # fmt: skip


def figures():
    names = [indicator.column for indicator in load_indicators()]
    rows = [
        {"segment": segment, "exit": day, **dict.fromkeys(names, state), "earnings": earned, "reason": why}
        for segment, day, state, earned, why in PEOPLE
    ]
    kinds = {
        "segment": "string",
        "exit": "date",
        **dict.fromkeys(names, "int8"),
        "earnings": "float64",
        "reason": "string",
    }
    columns = {name: [row[name] for row in rows] for name in kinds}
    return {group.segment: group for group in summarise(ibis.memtable(columns, schema=kinds), by="segment")}


def test_people_of_each_segment_are_counted_and_held_against_all_others():
    found = figures()
    assert [(name, group.periods, group.exits) for name, group in found.items()] == [
        (None, 9, 8), ("east", 5, 4), ("west", 3, 3), ("(not given)", 1, 1),
    ]  # fmt: skip
    told = {name: group.measured[0] for name, group in found.items()}
    counts = {name: (one.numerator, one.denominator, one.pending, one.excluded) for name, one in told.items()}
    assert counts == {
        None: (4, 7, 1, 1),
        "east": (3, 4, 1, 0),
        "west": (1, 2, 0, 1),
        "(not given)": (0, 1, 0, 0),
    }
    assert told[None].gap is None
    assert told["east"].gap.difference == pytest.approx(3 / 4 - 1 / 3), "of the three others one was at work"
    assert told["west"].gap.difference == pytest.approx(1 / 2 - 3 / 5)
    assert {name: len(one.excluded_by) for name, one in told.items()} == {
        None: 1,
        "east": 0,
        "west": 1,
        "(not given)": 0,
    }


def test_medians_are_of_those_who_earned():
    medians = {
        name: next(one.value for one in group.measured if one.indicator.id == "median-earnings-q2")
        for name, group in figures().items()
    }
    assert medians == {None: 1000.0, "east": 1000.0, "west": 3000.0, "(not given)": None}

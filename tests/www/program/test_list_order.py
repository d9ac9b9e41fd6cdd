"""The order of a list as an address asks for it: shares that cannot all hold are said, and the list stands without."""

from __future__ import annotations

import pytest

from gainful.www.program.jobs.list_order import (
    experience_first,
    order_asked,
    order_context,
    refusal,
    years_words,
)


@pytest.mark.parametrize(
    ("query", "asked"),
    [
        ({}, {}), ({"order": "by_age"}, {}), ({"order": "least_training"}, {}),
        ({"order": "largest_gain", "floor-displaced": "30"}, {"order": "largest_gain"}),
        ({"order": "mixed"}, {"order": "mixed", "floors": ()}),
        ({"order": "mixed", "floor-displaced": "30", "floor-support": "0"},
         {"order": "mixed", "floors": (("displaced", 0.3),)}),
        ({"order": "mixed", "floor-support": "100"}, {"order": "mixed", "floors": (("support", 1.0),)}),
        ({"order": "mixed", "floor-support": "101"}, {"order": "mixed", "floors": ()}),
        ({"order": "mixed", "floor-support": "-5"}, {"order": "mixed", "floors": ()}),
    ],
)  # fmt: skip
def test_what_an_address_asks_for(query, asked):
    assert order_asked(query) == asked


@pytest.mark.parametrize(
    ("shares", "words"),
    [
        ({"displaced": 60, "incumbent": 40}, None), ({"displaced": 60, "incumbent": 41}, "exceed 100 %"),
        ({"displaced": 40, "nontraditional": 30, "incumbent": 31}, "exceed 100 %"),
        ({"displaced": 100, "support": 100}, None), ({"support": 101}, "at most 100 %"), ({"support": 100}, None),
    ],
)  # fmt: skip
def test_shares_that_cannot_all_hold_are_said(shares, words):
    """Nobody is in two of the three groups of work; support may be needed in each of them."""
    query = {f"floor-{name}": str(share) for name, share in shares.items()}
    said = refusal({"order": "mixed", **query})
    assert (said is None) if words is None else words in said
    assert refusal({"order": "largest_gain", **query}) is None, "shares count in the mixed order alone"


@pytest.mark.parametrize(
    ("years", "words"),
    [
        (0.5, "6 months"),
        (1 / 12, "1 month"),
        (0.99, "12 months"),
        (1, "1 year"),
        (1.5, "1.5 years"),
        (2, "2 years"),
    ],
)
def test_years_of_experience_in_words(years, words):
    assert years_words(years) == words
    assert f"({words})" in experience_first(years)


def test_without_experience_asked_for_nothing_is_said_of_it():
    assert experience_first(None) == ""
    told = order_context({"order": "mixed"})
    assert told["order_words"].startswith("Whoever needs the fewest training hours")
    assert [chosen for chosen, _label, now in told["orders"] if now] == ["mixed"]
    assert told["experience_words"] == ""
    assert order_context({}, 2.0)["order_words"].startswith("People with the experience")

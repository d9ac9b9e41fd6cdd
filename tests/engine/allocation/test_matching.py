"""Stable matching: hand cases, no blocking pair, best for those who propose (against all stable matchings)."""

from itertools import product

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from gainful.engine.allocation import matching
from gainful.engine.allocation.matching import MatchingError, match_lists, stable_matching
from tests.engine.allocation.instances import market


def test_example_of_gale_and_shapley():
    # Gale and Shapley (1962), example 1: men propose, each gets his first choice.
    wishes = {"alpha": ["A", "B", "C"], "beta": ["B", "C", "A"], "gamma": ["C", "A", "B"]}
    ranks = {
        "A": ["beta", "gamma", "alpha"],
        "B": ["gamma", "alpha", "beta"],
        "C": ["alpha", "beta", "gamma"],
    }
    assert stable_matching(wishes, ranks, {}) == {"alpha": "A", "beta": "B", "gamma": "C"}


def test_place_keeps_those_it_prefers_and_one_moves_on():
    wishes = {"ana": ["shop", "farm"], "ben": ["shop", "farm"], "cy": ["shop"]}
    ranks = {"shop": ["cy", "ben", "ana"], "farm": ["ana", "ben"]}
    assert stable_matching(wishes, ranks, {"shop": 2}) == {"cy": "shop", "ben": "shop", "ana": "farm"}


def test_a_pair_counts_only_where_each_names_the_other():
    assert stable_matching({"ana": ["shop"]}, {"shop": []}, {"shop": 3}) == {}
    assert stable_matching({"ana": []}, {"shop": ["ana"]}, {"shop": 3}) == {}
    assert stable_matching({"ana": ["shop"]}, {"shop": ["ana"]}, {"shop": 0}) == {}
    assert stable_matching({"ana": ["elsewhere"]}, {"shop": ["ana"]}, {}) == {}


@st.composite
def markets(draw):
    people, places = (
        [f"p{n}" for n in range(draw(st.integers(1, 4)))],
        [f"m{n}" for n in range(draw(st.integers(1, 3)))],
    )

    def some(names):
        return st.permutations(names).flatmap(lambda row: st.integers(0, len(row)).map(lambda n: row[:n]))

    wishes = {person: draw(some(places)) for person in people}
    ranks = {place: draw(some(people)) for place in places}
    return wishes, ranks, {place: draw(st.integers(0, 2)) for place in places}


def _stable(match, wishes, ranks, room):
    for person, place in product(wishes, ranks):
        if place not in wishes[person] or person not in ranks[place] or match.get(person) == place:
            continue
        now = match.get(person)
        wants = now is None or wishes[person].index(place) < wishes[person].index(now)
        there = [other for other, where in match.items() if where == place]
        takes = len(there) < room[place] or any(
            ranks[place].index(other) > ranks[place].index(person) for other in there
        )
        if wants and takes and room[place]:
            return False
    return True


def _all_matchings(wishes, ranks, room):
    options = [[None, *[p for p in wishes[person] if person in ranks[p]]] for person in wishes]
    for choice in product(*options):
        match = {person: place for person, place in zip(wishes, choice, strict=True) if place}
        if all(list(match.values()).count(place) <= room[place] for place in room):
            yield match


@given(markets())
def test_is_the_stable_matching_that_each_person_likes_best(market):
    wishes, ranks, room = market
    match = stable_matching(wishes, ranks, room)
    stable = [other for other in _all_matchings(wishes, ranks, room) if _stable(other, *market)]
    assert match in stable
    for other in stable:
        for person, place in other.items():
            assert wishes[person].index(match[person]) <= wishes[person].index(place)


def test_no_pair_of_a_large_market_would_rather_have_each_other():
    wishes, ranks = market(400, 60, 20, seed=4)
    room = {place: 1 + number % 9 for number, place in enumerate(ranks)}
    match = stable_matching(wishes, ranks, room)
    assert len(match) == sum(room.values())
    assert _stable(match, wishes, ranks, room)


def test_by_number_the_same_as_by_name():
    found = match_lists(
        np.array([2, 1]), np.array([0, 1, 0]), np.array([2, 1]), np.array([1, 0, 0]), np.array([1, 1])
    )
    assert found.tolist() == [1, 0]


@pytest.mark.parametrize(
    ("wishes", "ranks", "words"),
    [
        ({"ana": ["shop", "shop"]}, {"shop": ["ana"]}, "Person 0 names one place twice"),
        ({"ana": ["shop"]}, {"farm": [], "shop": ["ana", "ana"]}, "Place 1 names one person twice"),
    ],
)
def test_somebody_named_twice_is_refused(wishes, ranks, words):
    with pytest.raises(MatchingError, match=words):
        stable_matching(wishes, ranks, {})


@pytest.mark.parametrize(
    ("lists", "words"),
    [
        (([2], [0], [1], [0], [1]), "longer or shorter"),
        (([1], [4], [1], [0], [1]), "names 4; there are 1"),
        (([1], [0], [1], [0], [1, 1]), "1 places, and room is given for 2"),
    ],
)
def test_lists_by_number_that_do_not_fit_are_refused(lists, words):
    with pytest.raises(MatchingError, match=words):
        match_lists(*(np.array(each) for each in lists))


def test_long_lists_are_matched_as_short_ones(monkeypatch):
    """Names of long lists are looked up another way: pairs and refusals are the same."""
    wishes, ranks = market(60, 30, 10, seed=5)
    wishes["p-extra"] = ["nobody-has-this-name"]
    room = dict.fromkeys(ranks, 2)
    expected = stable_matching(wishes, ranks, room)
    monkeypatch.setattr(matching, "MANY", 0)
    assert stable_matching(wishes, ranks, room) == expected
    assert expected

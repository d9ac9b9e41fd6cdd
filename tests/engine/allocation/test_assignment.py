"""Allocation: hand cases, every small case by trying all, larger ones against scipy's assignment."""

from dataclasses import replace
from itertools import product

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st
from scipy.optimize import linear_sum_assignment

from gainful.engine.allocation.assignment import (
    AllocationError,
    AllocationProblem,
    PlaceFloor,
    allocate,
    price_of_place_floors,
)
from tests.engine.allocation.instances import allocation_instance


def problem(pairs, room, people, **more):
    person, place, value = (
        np.array(column) for column in zip(*pairs, strict=True)
    ) if pairs else (np.array([], int), np.array([], int), np.array([]))  # fmt: skip
    return AllocationProblem(person, place, value, np.array(room), people, **more)


def test_three_people_two_seats_by_hand():
    # 0 is best at the clinic, but only 0 can do the farm: 1 at the clinic and 0 at the farm seats both, 8 + 2 = 10.
    pairs = [(0, 0, 9), (0, 1, 2), (1, 0, 8), (2, 0, 1)]
    found = allocate(problem(pairs, [1, 1], 3))
    assert found.place_of.tolist() == [1, 0, -1]
    assert (found.seated, found.value, found.unfilled) == (2, 10.0, ())


@pytest.mark.parametrize("value", [-1234.5, 0.1, 7.0, 0.0])
@pytest.mark.parametrize("people", [1, 3])
def test_values_that_are_all_alike_decide_nothing(value, people):
    found = allocate(problem([(number, 0, value) for number in range(people)], [2], people))
    assert found.seated == min(people, 2)
    assert found.value == pytest.approx(value * found.seated)


def test_more_people_placed_comes_before_a_higher_value():
    # One person at 100 would be the highest sum; two people at 1 and 1 are two jobs.
    found = allocate(problem([(0, 0, 100), (0, 1, 1), (1, 0, 1)], [1, 1], 2))
    assert found.place_of.tolist() == [1, 0]
    assert found.value == 2.0


def test_a_floor_takes_its_people_first_and_has_a_price():
    # Two seats; without a floor the two best (9, 8) of segment 0. A floor of one for segment 1 costs 8 - 3 = 5.
    pairs = [(0, 0, 9), (1, 0, 8), (2, 0, 3)]
    floored = problem(pairs, [2], 3, segment=np.array([0, 0, 1]), floors=(PlaceFloor(0, 1, 1),))
    price = price_of_place_floors(floored)
    assert price.with_floors.place_of.tolist() == [0, -1, 0]
    assert price.without.place_of.tolist() == [0, 0, -1]
    assert (price.people, price.value) == (0, 5.0)


def test_a_floor_may_cost_a_place():
    # 0 (segment 1) could go to either place, 1 only to place 0, whose seat the floor keeps for segment 1.
    pairs = [(0, 0, 1), (0, 1, 1), (1, 0, 1)]
    floored = problem(pairs, [1, 1], 2, segment=np.array([1, 0]), floors=(PlaceFloor(0, 1, 1),))
    assert allocate(floored).place_of.tolist() == [0, -1]
    assert price_of_place_floors(floored).people == 1


def test_a_floor_that_nobody_can_fill_is_reported_and_keeps_no_seat_empty():
    floored = problem([(0, 0, 1)], [2], 2, segment=np.array([0, 1]), floors=(PlaceFloor(0, 1, 2),))
    found = allocate(floored)
    assert found.place_of.tolist() == [0, -1]
    assert found.unfilled == (PlaceFloor(0, 1, 2),)


@pytest.mark.parametrize("room", [[0, 0], [0]])
def test_no_room_and_no_pair_place_nobody(room):
    assert allocate(problem([(0, 0, 1.0)], room, 1)).place_of.tolist() == [-1]
    assert allocate(problem([], room, 2)).place_of.tolist() == [-1, -1]


@pytest.mark.parametrize(
    ("change", "words"),
    [
        ({"person": np.array([0, 9])}, "Person 9 is not among the 2"),
        ({"place": np.array([0, -1])}, "Place"),
        ({"value": np.array([1.0, np.nan])}, "A value is not a number"),
        ({"value": np.array([1.0])}, "Each pair needs a person, a place and a value"),
        ({"person": np.array([0, 0]), "place": np.array([0, 0])}, "named twice"),
        ({"room": np.array([1, -1])}, "less than no room"),
        ({"room": np.array([1.5, 1.0])}, "“room” takes whole numbers"),
        ({"floors": (PlaceFloor(0, 0, 1),)}, "say which segment"),
        ({"segment": np.array([0])}, "one segment"),
        ({"segment": np.array([0, 0]), "floors": (PlaceFloor(7, 0, 1),)}, "no such place"),
        ({"segment": np.array([0, 0]), "floors": (PlaceFloor(0, 0, 1),) * 2}, "given twice"),
        ({"segment": np.array([0, 0]), "floors": (PlaceFloor(0, 0, 1), PlaceFloor(0, 1, 1))}, "its floors ask for 2"),
    ],
)  # fmt: skip
def test_what_cannot_be_allocated_is_refused_in_words(change, words):
    sound = problem([(0, 0, 1.0), (1, 1, 2.0)], [1, 1], 2)
    with pytest.raises(AllocationError, match=words):
        replace(sound, **change)


def _best_by_trying_all(given):
    """Return (floor seats filled, people placed, sum of values) of the best of all allocations."""
    places_of = [[-1] for _ in range(given.people)]
    value = {}
    for person, place, worth in zip(given.person, given.place, given.value, strict=True):
        places_of[person].append(place)
        value[person, place] = worth
    best = (0, 0, 0.0)
    for choice in product(*places_of):
        if any(choice.count(place) > room for place, room in enumerate(given.room)):
            continue
        filled = sum(
            min(f.seats, sum(c == f.place and given.segment[p] == f.segment for p, c in enumerate(choice)))
            for f in given.floors
        )
        placed = [(person, place) for person, place in enumerate(choice) if place >= 0]
        best = max(best, (filled, len(placed), sum(value[pair] for pair in placed)))
    return best


@given(st.data())
def test_every_small_case_equals_the_best_of_all(data):
    people, places = data.draw(st.integers(1, 5)), data.draw(st.integers(1, 3))
    pairs = [
        (person, place, data.draw(st.integers(-3, 3)))
        for person in range(people)
        for place in range(places)
        if data.draw(st.booleans())
    ]
    room = [data.draw(st.integers(0, 2)) for _ in range(places)]
    floors = tuple(
        PlaceFloor(p, data.draw(st.integers(0, 1)), data.draw(st.integers(0, room[p])))
        for p in range(places)
        if data.draw(st.booleans())
    )
    segment = np.array([data.draw(st.integers(0, 1)) for _ in range(people)])
    made = problem(pairs, room, people, segment=segment, floors=floors)
    found = allocate(made)
    missing = {(f.place, f.segment): f.seats for f in found.unfilled}
    filled = sum(f.seats - missing.get((f.place, f.segment), 0) for f in floors)
    assert (filled, found.seated, found.value) == _best_by_trying_all(made)
    assert (np.bincount(found.place_of[found.place_of >= 0], minlength=places) <= made.room).all()


@pytest.mark.parametrize(
    ("people", "places", "pairs", "room"), [(400, 20, 8, 1), (60, 10, 10, 7), (90, 30, 4, 2)]
)
def test_larger_cases_equal_scipys_assignment(people, places, pairs, room):
    given_ = allocation_instance(people, places, pairs, room, seed=5)
    found = allocate(given_)
    table = np.full((people, places), -1e6)  # a pair that may not be made: never worth it
    table[given_.person, given_.place] = given_.value + 1e3
    rows, columns = linear_sum_assignment(np.repeat(table, room, axis=1), maximize=True)
    chosen = np.repeat(table, room, axis=1)[rows, columns]
    made = chosen[chosen > 0]
    assert found.seated == made.size
    assert found.value == pytest.approx((made - 1e3).sum(), abs=1e-4)


def test_floors_over_several_places_leave_the_rest_to_the_highest_values():
    made = allocation_instance(300, 12, 6, 3, seed=8, segments=3, floor=1)
    price = price_of_place_floors(made)
    held = price.with_floors.place_of
    for floor in made.floors:
        assert ((held == floor.place) & (made.segment == floor.segment)).sum() >= 1
    assert price.people == 0
    assert price.value >= 0


def test_too_many_seats_with_floors_say_so():
    many = AllocationProblem(
        np.arange(200_000), np.zeros(200_000, int), np.linspace(0, 1, 200_000), np.array([200_000]), 200_000,
        segment=np.zeros(200_000, int), floors=(PlaceFloor(0, 0, 1),),
    )  # fmt: skip
    with pytest.raises(AllocationError, match="seats with floors are too many at once"):
        allocate(many)

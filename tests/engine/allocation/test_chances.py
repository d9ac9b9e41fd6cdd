"""Chances by hand, by counting draws, and their sum."""

from collections import Counter
from fractions import Fraction

import pytest
from hypothesis import given
from hypothesis import strategies as st

from gainful.engine.allocation.chances import chance_of_a_seat, price_of_floors
from gainful.engine.allocation.draw import Outcome, draw
from gainful.engine.allocation.lottery import Entry, Floor, Lottery, LotteryError, Seats


def _segment(name, count, priority=0):
    return tuple(Entry(f"{name}{priority}{n}", "", priority, name) for n in range(count))


def test_plain_lottery():
    assert set(chance_of_a_seat(Lottery(_segment("x", 10), (Seats("", 3),))).values()) == {Fraction(3, 10)}


def test_floor_by_hand():
    # 4 people in x with 2 kept seats, 6 in y, 5 seats: x has 2/4 + 2/4 × 3/8 = 11/16, y has 3/8;
    # 4 × 11/16 + 6 × 3/8 = 5.
    lottery = Lottery(_segment("x", 4) + _segment("y", 6), (Seats("", 5),), (Floor("", "x", 2),))
    chances = chance_of_a_seat(lottery)
    assert {chances[f"x0{n}"] for n in range(4)} == {Fraction(11, 16)}
    assert {chances[f"y0{n}"] for n in range(6)} == {Fraction(3, 8)}
    # Without the floor x would have 4 × 1/2 = 2 expected seats, with it 11/4: its price is 3/4 of a seat.
    assert price_of_floors(lottery) == {
        ("", "x"): (Fraction(2), Fraction(11, 4)),
        ("", "y"): (Fraction(3), Fraction(9, 4)),
    }


def test_priorities_leave_no_chance_to_chance():
    chances = chance_of_a_seat(
        Lottery(_segment("x", 2) + _segment("x", 4, 1) + _segment("x", 3, 2), (Seats("", 3),))
    )
    assert Counter(chances.values()) == {Fraction(1): 2, Fraction(1, 4): 4, Fraction(0): 3}


def test_more_seats_than_people():
    assert set(chance_of_a_seat(Lottery(_segment("x", 2), (Seats("", 9),))).values()) == {Fraction(1)}
    assert set(chance_of_a_seat(Lottery(_segment("x", 2), (Seats("", 0),))).values()) == {Fraction(0)}


@st.composite
def lotteries(draw):
    strata = [f"s{n}" for n in range(draw(st.integers(1, 3)))]
    entry = st.tuples(st.sampled_from(strata), st.integers(0, 2), st.sampled_from("xyz"))
    rows = draw(st.lists(entry, max_size=30))
    seats = [Seats(name, draw(st.integers(0, 12))) for name in strata]
    floors = [Floor(row.stratum, "x", draw(st.integers(0, row.seats))) for row in seats]
    return tuple(Entry(f"c{n}", *row) for n, row in enumerate(rows)), tuple(seats), tuple(floors)


@given(lotteries(), st.text(max_size=8))
def test_seats_given_are_the_seats_there_are_and_chances_sum_to_them(parts, seed):
    try:
        lottery = Lottery(*parts)
        chances = chance_of_a_seat(lottery)
    except LotteryError:
        return
    results = draw(lottery, seed)
    seated = {row.code for row in results if row.outcome is Outcome.SEAT}
    assert sorted(row.code for row in results) == sorted(entry.code for entry in lottery.entries)
    for row in lottery.seats:
        members = lottery.members(row.stratum)
        given_seats = sum(entry.code in seated for entry in members)
        assert given_seats == min(row.seats, len(members)) == sum(chances[entry.code] for entry in members)
        for floor in lottery.floors:
            if floor.stratum == row.stratum:
                there = [entry for entry in members if entry.segment == floor.segment]
                assert (
                    sum(entry.code in seated for entry in there) >= min(floor.seats, len(there), given_seats)
                    or len({entry.priority for entry in members}) > 1
                )
    assert all(chances[code] > 0 for code in seated)


@pytest.mark.slow
def test_twenty_thousand_draws_agree_with_the_stored_chances():
    lottery = Lottery(
        _segment("x", 3) + _segment("y", 5) + _segment("x", 2, 1) + _segment("y", 4, 1) + _segment("z", 3, 1),
        (Seats("", 12),), (Floor("", "x", 4), Floor("", "z", 1)),
    )  # fmt: skip
    chances, draws = chance_of_a_seat(lottery), 20_000
    counts = Counter(
        row.code for n in range(draws) for row in draw(lottery, str(n)) if row.outcome is Outcome.SEAT
    )
    for code, chance in chances.items():
        error = float(chance * (1 - chance) / draws) ** 0.5
        assert abs(counts[code] / draws - float(chance)) <= 3 * error, code

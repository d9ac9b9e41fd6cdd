"""Lotteries that cannot be drawn are refused in words; tiers hand seats down."""

import pytest

from gainful.engine.allocation.lottery import Entry, Floor, Lottery, LotteryError, Seats, tiers


def _people(count, *, stratum="", priority=0, segment="", start=0):
    return tuple(
        Entry(f"{stratum}{segment}{priority}-{n:03d}", stratum, priority, segment)
        for n in range(start, start + count)
    )


@pytest.mark.parametrize(
    ("entries", "seats", "floors", "words"),
    [
        ((Entry("a"), Entry("a")), (Seats("", 1),), (), "Code a stands more than once"),
        ((Entry("a"),), (Seats("", 1), Seats("", 2)), (), "Stratum  stands more than once"),
        ((Entry("a"),), (Seats("", 2),), (Floor("", "x", 1), Floor("", "x", 1)), "Floor for  / x stands"),
        ((Entry("a", "north"),), (Seats("south", 1),), (), 'the stratum "north" of a'),
        ((Entry(" "),), (Seats("", 1),), (), "needs a code"),
        ((Entry("a", priority=-1),), (Seats("", 1),), (), "priority of 0 or more"),
        ((Entry("a"),), (Seats("", -1),), (), "has -1 seats"),
        ((Entry("a"),), (Seats("", 1),), (Floor("", "x", 2),), "promise 2 seats; it has 1"),
        ((Entry("a"),), (Seats("", 1),), (Floor("", "x", -1),), "promise -1 seats"),
        ((Entry("a"),), (Seats("", 1),), (Floor("west", "x", 0),), 'names the stratum "west"'),
    ],
)
def test_refused(entries, seats, floors, words):
    with pytest.raises(LotteryError, match=words):
        Lottery(entries, seats, floors)


def test_floors_that_add_up_to_all_seats_are_taken():
    lottery = Lottery(
        _people(3, segment="x") + _people(3, segment="y"),
        (Seats("", 2),),
        (Floor("", "x", 1), Floor("", "y", 1)),
    )
    assert tiers(lottery, "")[0].floors == {"x": 1, "y": 1}


def test_order_of_entry_decides_nothing():
    people = _people(5)
    assert Lottery(people, (Seats("", 2),)) == Lottery(people[::-1], (Seats("", 2),))


def test_first_priority_is_served_first_and_the_next_gets_what_is_left():
    lottery = Lottery(_people(3) + _people(4, priority=1) + _people(2, priority=5), (Seats("", 5),))
    assert [(len(tier.people), tier.seats, tier.drawn) for tier in tiers(lottery, "")] == [
        (3, 3, False),
        (4, 2, True),
        (2, 0, False),
    ]


@pytest.mark.parametrize(("seats", "drawn"), [(0, False), (1, True), (3, True), (4, False), (5, False)])
def test_chance_decides_only_between_nobody_and_everybody(seats, drawn):
    assert tiers(Lottery(_people(4), (Seats("", seats),)), "")[0].drawn is drawn


def test_people_of_an_earlier_priority_fill_a_floor():
    people = (
        _people(2, segment="x") + _people(4, priority=1, segment="x") + _people(4, priority=1, segment="y")
    )
    lottery = Lottery(people, (Seats("", 5),), (Floor("", "x", 3),))
    assert tiers(lottery, "")[1].floors == {"x": 1}


def test_floor_is_no_higher_than_the_people_there_are():
    lottery = Lottery(
        _people(1, segment="x") + _people(9, segment="y"), (Seats("", 4),), (Floor("", "x", 3),)
    )
    assert tiers(lottery, "")[0].floors == {"x": 1}


def test_floors_beyond_the_seats_that_reach_a_priority_are_refused():
    lottery = Lottery(
        _people(3, segment="y") + _people(4, priority=1, segment="x"), (Seats("", 4),), (Floor("", "x", 2),)
    )
    with pytest.raises(LotteryError, match=r"Only 1 seats .* reach priority 1, and floors ask for 2"):
        tiers(lottery, "")

"""Caseloads are evened out by few proposals that keep to what coaches can take and speak."""

from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st

from gainful.engine.support.caseload import Case, Coach, balance, loads


def cases(**counts):
    return [Case(f"{coach}{n}", coach, due=n) for coach, count in counts.items() for n in range(count)]


def test_the_fullest_coach_gives_those_with_least_due():
    moves = balance([Coach("a", "Ann"), Coach("b", "Ben")], cases(a=4, b=1))
    assert [(move.case, move.origin, move.target) for move in moves] == [("a0", "a", "b")]
    assert moves[0].why == "Ann has 4, Ben 1."


def test_one_more_than_another_is_even_enough():
    assert balance([Coach("a", "Ann"), Coach("b", "Ben")], cases(a=3, b=2)) == []


def test_whoever_has_nobody_comes_first_with_most_due_first():
    waiting = [Case("x", None, due=1), Case("y", None, due=5)]
    moves = balance([Coach("a", "Ann", most=1)], waiting)
    assert [(move.case, move.origin) for move in moves] == [("y", None)]


def test_a_coach_over_their_own_limit_is_relieved_even_where_the_other_has_more():
    moves = balance([Coach("a", "Ann", most=2), Coach("b", "Ben", most=9)], cases(a=3, b=4))
    assert [(move.origin, move.target) for move in moves] == [("a", "b")]
    assert "more people than they can" in moves[0].why


def test_a_person_goes_only_to_somebody_who_speaks_their_language():
    mine = [Case(n, "a", language="es") for n in range(4)]
    english, spanish = (
        Coach("b", "Ben", languages=frozenset({"en"})),
        Coach("c", "Cy", languages=frozenset({"es"})),
    )
    assert {move.target for move in balance([Coach("a", "Ann"), english, spanish], mine)} == {"c"}
    assert balance([Coach("a", "Ann"), english], mine) == []


def test_nobody_who_must_stay_is_moved():
    assert (
        balance([Coach("a", "Ann"), Coach("b", "Ben")], [Case(n, "a", may_move=False) for n in range(5)])
        == []
    )


def test_loads_name_the_fullest_first_and_whoever_is_over():
    found = loads([Coach("a", "Ann", most=1), Coach("b", "Ben")], cases(a=2, b=3))
    assert [(load.coach.name, load.people, load.due, load.is_over) for load in found] == [
        ("Ben", 3, 3, False), ("Ann", 2, 1, True),
    ]  # fmt: skip


COACHES = [Coach("a", "Ann"), Coach("b", "Ben", most=6), Coach("c", "Cy"), Coach("d", "Di", most=2)]


@given(st.lists(st.sampled_from([None, "a", "b", "c", "d"]), max_size=40))
def test_after_the_moves_nobody_who_could_take_one_has_two_fewer(held):
    people = [Case(n, coach, due=n % 3) for n, coach in enumerate(held)]
    after = {case.id: case.coach for case in people}
    moves = balance(COACHES, people)
    assert len({move.case for move in moves}) == len(moves), "nobody is moved twice"
    for move in moves:
        assert after[move.case] == move.origin
        after[move.case] = move.target
    counts = {coach.id: list(after.values()).count(coach.id) for coach in COACHES}
    open_ = [coach for coach in COACHES if coach.most is None or counts[coach.id] < coach.most]
    assert max(counts.values(), default=0) - min(counts[coach.id] for coach in open_) <= 1 or not people
    assert None not in after.values()

"""A catalogue as it is read, the courses that are dropped from it, and where a course fits in a calendar."""

import gc
import random
from decimal import Decimal

from hypothesis import given, settings
from hypothesis import strategies as st

from gainful.engine.curriculum import Course, Need, Teaches, calendar, choose_courses, table
from gainful.engine.curriculum.catalogue import catalogue_of
from gainful.engine.curriculum.problem import reduce_problem


def made(key, price=100, skill="a", **more):
    return Course(key, key.title(), "College", 10.0, Decimal(price), {skill: Teaches(0, 3)}, **more)


def test_of_two_courses_with_one_id_the_later_stands_in_the_place_of_the_earlier():
    read = catalogue_of([made("x", 1), made("y", 2), made("x", 3)])
    assert [(course.id, course.price) for course in read.courses] == [("x", 3), ("y", 2)]
    assert read.lessons("a").rows.tolist() == [0, 1]


def test_a_course_whose_prerequisite_is_not_offered_is_set_aside_with_those_that_ask_for_it():
    chain = [made("x", prerequisites=("gone",)), made("y", prerequisites=("x",)), made("z")]
    read = catalogue_of([*chain, made("w", prerequisites=("z",))])
    assert [course.id for course in read.courses] == ["z", "w"]
    assert read.lost == {"x": "gone", "y": "x"}
    assert (read.offered, read.asks) == (4, {1: (0,)})


def test_only_courses_of_the_kind_asked_for_are_read():
    read = catalogue_of([made("x", modality="online"), made("y")], "online")
    assert [course.id for course in read.courses] == ["x"]


def test_prices_and_hours_are_told_by_row_however_often_they_are_asked_for():
    read = catalogue_of([made("x", "10.505"), made("y", "7"), made("z", "3.999")])
    rows = read.lessons("a").rows
    assert read.weigh(rows[1:])[0].tolist() == [700, 400]
    assert read.weigh(rows)[0].tolist() == [1050, 700, 400]
    assert read.weigh(rows)[1].tolist() == [10.0, 10.0, 10.0]


def test_reading_makes_nothing_for_each_course_that_the_garbage_collector_has_to_look_at():
    courses = [made(f"c{k}", skill=f"n{k % 7}") for k in range(2_000)]
    gc.collect()
    before = len(gc.get_objects())
    read = catalogue_of(courses)
    assert len(gc.get_objects()) - before < 100
    assert len(read.courses) == 2_000


@settings(max_examples=60, deadline=None)
@given(st.integers(0, 10**6), st.integers(1, 40), st.sampled_from([0.0, 0.3]))
def test_few_courses_are_dropped_as_many_are(seed, count, asking):
    rng = random.Random(seed)  # noqa: S311 - not for secrets
    needs = tuple(Need(f"n{k}", f"N{k}", 3.0, rng.choice([0.0, 1.0])) for k in range(4))
    courses = [
        Course(
            f"c{k}",
            f"C{k}",
            "College",
            float(rng.randint(1, 9)),
            Decimal(rng.randint(1, 9)),
            {f"n{s}": Teaches(rng.choice([0, 0, 1, 2]), rng.randint(2, 4)) for s in rng.sample(range(6), 2)},
            prerequisites=(f"c{rng.randrange(k)}",) if k and rng.random() < asking else (),
        )
        for k in range(count)
    ]
    at_once = reduce_problem(needs, catalogue_of(courses))
    known, table.PAIRS_AT_ONCE = table.PAIRS_AT_ONCE, 3
    try:
        assert reduce_problem(needs, catalogue_of(courses)) == at_once
    finally:
        table.PAIRS_AT_ONCE = known


@settings(max_examples=200)
@given(st.lists(st.integers(0, 3), max_size=12), st.integers(0, 14), st.integers(1, 5), st.integers(0, 3))
def test_the_first_weeks_in_a_row_with_room_are_found(load, ready, count, room):
    free = [week >= len(load) or load[week] <= room for week in range(40)]
    first = next(week for week in range(ready, 30) if all(free[week : week + count]))
    assert calendar._first_run(range(ready, 40), count, load, room) == first + count - 1


def test_a_calendar_that_no_order_can_beat_is_taken_at_once(monkeypatch):
    placed = []
    place = calendar._place
    monkeypatch.setattr(calendar, "_place", lambda *known: placed.append(1) or place(*known))
    needs = [Need("a", "A", 3.0), Need("b", "B", 3.0)]
    plan = choose_courses(needs, [made("x"), made("y", skill="b")], weekly_hours=20.0)
    assert (plan.weeks, len(placed)) == (1, 1)

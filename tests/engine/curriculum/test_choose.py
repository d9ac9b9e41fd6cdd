"""Courses: cheapest that close the needs, proven; what cannot be closed is named."""

from datetime import date, timedelta
from decimal import Decimal
from itertools import combinations, pairwise

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from gainful.engine.curriculum import CatalogueError, Course, Need, Teaches, choose_courses, cover, solve
from gainful.engine.curriculum.table import HOUR_VALUE_CENTS


def course(key, price, hours, teaches, **more):
    taught = {skill: Teaches(0, level) for skill, level in teaches.items()}
    return Course(key, key.title(), "College", hours, Decimal(price), taught, **more)


NEEDS = [Need("a", "Care", 3.0), Need("b", "Charting", 2.0, weight=4.0)]


def test_the_cheapest_cover_is_chosen_and_proven():
    plan = choose_courses(
        NEEDS,
        [
            course("both", 900, 60, {"a": 4, "b": 3}),
            course("one", 300, 30, {"a": 3}),
            course("two", 300, 30, {"b": 2}),
        ],
    )
    assert {item.course.id for item in plan.courses} == {"one", "two"}
    assert plan.optimal
    assert plan.price == 600


def test_a_need_without_a_course_is_named():
    plan = choose_courses(NEEDS, [course("one", 300, 30, {"a": 3})])
    assert [unmet.need.name for unmet in plan.on_the_job] == ["Charting"]
    assert "No course" in plan.on_the_job[0].reason


def test_a_budget_too_small_says_by_how_much_and_keeps_what_weighs_most():
    plan = choose_courses(
        NEEDS, [course("one", 300, 30, {"a": 3}), course("two", 350, 30, {"b": 2})], budget=400
    )
    assert plan.budget_short == Decimal(250)
    assert "$250.00" in plan.messages[0]
    assert [item.course.id for item in plan.courses] == ["two"]


def test_a_cycle_is_named():
    with pytest.raises(CatalogueError, match=r"wait for each other.*One.*Two|wait for each other.*Two.*One"):
        choose_courses(
            NEEDS,
            [
                course("one", 1, 1, {"a": 3}, prerequisites=("two",)),
                course("two", 1, 1, {"b": 2}, prerequisites=("one",)),
            ],
        )


def test_prerequisites_come_first_in_the_calendar():
    plan = choose_courses(
        NEEDS[:1],
        [course("late", 100, 40, {"a": 3}, prerequisites=("early",)), course("early", 50, 20, {})],
        start=date(2027, 1, 4),
    )
    early, late = plan.courses
    assert (early.course.id, late.course.id) == ("early", "late")
    assert late.start > early.start


def test_weekly_hours_are_never_exceeded():
    courses = [course(f"c{k}", 10, 40, {f"n{k}": 3}, weekly_hours=20) for k in range(5)]
    plan = choose_courses([Need(f"n{k}", f"N{k}", 3.0) for k in range(5)], courses, weekly_hours=20)
    spans = sorted((item.start, item.end) for item in plan.courses)
    assert all(first[1] < second[0] for first, second in pairwise(spans))


def test_entry_level_needs_a_course_that_leads_there():
    high = Course("high", "High", "C", 20, Decimal(100), {"a": Teaches(2.0, 4.0)})
    low = Course("low", "Low", "C", 20, Decimal(100), {"a": Teaches(0.0, 2.0)})
    assert {i.course.id for i in choose_courses(NEEDS[:1], [high, low]).courses} == {"high", "low"}
    alone = choose_courses(NEEDS[:1], [high])
    assert alone.courses == ()
    assert alone.on_the_job


CATALOGUES = st.lists(
    st.tuples(st.integers(1, 50), st.integers(1, 40), st.sets(st.integers(0, 3), min_size=1)),
    min_size=1,
    max_size=7,
)


@settings(max_examples=20, deadline=None)
@given(CATALOGUES)
def test_no_cover_is_cheaper(rows):
    courses = [course(f"c{k}", p, h, {f"n{s}": 3 for s in skills}) for k, (p, h, skills) in enumerate(rows)]
    needs = [Need(f"n{k}", f"N{k}", 3.0) for k in range(4)]
    coverable = set().union(*(set(c.teaches) for c in courses))
    plan = choose_courses(needs, courses)

    def cost(chosen):
        return sum(int(c.price * 100) + round(c.hours * HOUR_VALUE_CENTS) for c in chosen)

    best = min(
        cost(some)
        for size in range(1, len(courses) + 1)
        for some in combinations(courses, size)
        if set().union(*(set(c.teaches) for c in some)) == coverable
    )
    assert cost([item.course for item in plan.courses]) == best


@settings(max_examples=12, deadline=None)
@given(CATALOGUES, st.integers(0, 60), st.integers(0, 60))
def test_more_budget_never_closes_less(rows, first, second):
    courses = [course(f"c{k}", p, h, {f"n{s}": 3 for s in skills}) for k, (p, h, skills) in enumerate(rows)]
    needs = [Need(f"n{k}", f"N{k}", 3.0) for k in range(4)]
    less, more = sorted((first, second))
    assert len(choose_courses(needs, courses, budget=less).covered) <= len(
        choose_courses(needs, courses, budget=more).covered
    )


def test_a_course_made_for_another_trade_costs_more_and_loses_to_one_of_the_trade():
    animal = course("animal", 300, 26, {"a": 3}, occupations=("31-9096.00",))
    care = course("care", 320, 26, {"a": 3}, occupations=("31-1131.00",))
    plan = choose_courses(NEEDS[:1], [animal, care], factors={"animal": 1.5})
    assert [item.course.id for item in plan.courses] == ["care"]
    assert plan.price == 320
    assert [i.course.id for i in choose_courses(NEEDS[:1], [animal, care]).courses] == ["animal"]


def test_a_license_is_never_left_to_the_job():
    plan = choose_courses([Need("credential:cdl-a", "Class A license", 1.0)], [])
    (left,) = plan.on_the_job
    assert left.is_credential
    assert "cannot be earned on the job" in left.reason


def test_a_short_course_is_drawn_towards_the_long_one_it_does_not_have_to_wait_for():
    long = course("long", 100, 60, {"a": 3}, start_dates=(date(2027, 3, 1),))
    short = course("short", 10, 6, {"b": 2})
    plan = choose_courses(NEEDS, [long, short], start=date(2027, 1, 4))
    assert plan.weeks == plan.active_weeks == 3
    assert min(item.start for item in plan.courses) >= date(2027, 2, 22)


def test_weeks_of_waiting_are_not_weeks_of_training():
    first = course("first", 10, 20, {"b": 2}, start_dates=(date(2027, 1, 4),))
    second = course("second", 10, 20, {"a": 3}, start_dates=(date(2027, 2, 1),))
    plan = choose_courses(NEEDS, [first, second], start=date(2027, 1, 4))
    assert (plan.weeks, plan.active_weeks) == (5, 2)


@pytest.mark.parametrize(
    ("offered", "start", "first", "last"),
    [
        (date(2027, 1, 6), date(2027, 1, 4), date(2027, 1, 6), date(2027, 1, 19)),  # Wednesday, to a Tuesday
        (
            date(2027, 1, 6),
            date(2027, 1, 5),
            date(2027, 1, 6),
            date(2027, 1, 19),
        ),  # asked from the day before
        (date(2027, 1, 11), date(2027, 1, 6), date(2027, 1, 11), date(2027, 1, 22)),  # Monday, to a Friday
        (date(2027, 1, 9), date(2027, 1, 4), date(2027, 1, 9), date(2027, 1, 22)),  # Saturday
    ],
)
def test_a_course_starts_on_the_day_on_which_it_is_offered(offered, start, first, last):
    made = course("a", 10, 40, {"a": 3}, start_dates=(offered,))
    plan = choose_courses([Need("a", "A", 3.0)], [made], start=start)
    (item,) = plan.courses
    assert (item.start, item.end, item.has_offered_day) == (first, last, True)
    assert (plan.weeks, plan.active_weeks) == (2, 2)


def test_a_course_with_past_days_only_is_put_on_a_monday_and_says_so():
    made = course("a", 10, 20, {"a": 3}, start_dates=(date(2026, 9, 2),))
    (item,) = choose_courses([Need("a", "A", 3.0)], [made], start=date(2027, 1, 6)).courses
    assert (item.start, item.has_offered_day) == (date(2027, 1, 11), False)


def test_what_asks_for_a_course_in_mid_week_comes_after_it():
    first = course("first", 10, 20, {"b": 2}, start_dates=(date(2027, 1, 6),))
    second = course("second", 10, 20, {"a": 3}, prerequisites=("first",))
    plan = choose_courses([Need("a", "A", 3.0)], [first, second], start=date(2027, 1, 4))
    assert [(item.start, item.end) for item in plan.courses] == [
        (date(2027, 1, 6), date(2027, 1, 12)),
        (date(2027, 1, 18), date(2027, 1, 22)),
    ]


@settings(max_examples=30, deadline=None)
@given(
    st.lists(st.tuples(st.integers(1, 90), st.integers(5, 40), st.integers(0, 9)), min_size=1, max_size=6),
    st.integers(10, 40),
)
def test_no_calendar_overfills_a_week_or_starts_before_its_prerequisite(rows, limit):
    courses = [
        course(
            f"c{k}",
            1,
            hours,
            {f"n{k}": 3},
            weekly_hours=pace,
            prerequisites=(f"c{k - 1}",) if k % 2 else (),
            start_dates=(date(2027, 1, 4) + timedelta(weeks=first, days=k % 5),) if first % 3 else (),
        )
        for k, (hours, pace, first) in enumerate(rows)
    ]
    plan = choose_courses(
        [Need(f"n{k}", f"N{k}", 3.0) for k in range(len(rows))], courses, weekly_hours=limit
    )
    load = {}
    for item in plan.courses:
        for day in item.weeks_taught:
            load[day] = load.get(day, 0.0) + item.course.hours / item.weeks
    assert all(hours <= limit + 1e-9 for hours in load.values())
    ends = {item.course.id: item.end for item in plan.courses}
    assert all(ends[p] < item.start for item in plan.courses for p in item.course.prerequisites)


LEVELS = st.tuples(st.integers(0, 2), st.integers(1, 3)).map(lambda pair: Teaches(pair[0], pair[0] + pair[1]))
LADDERS = st.lists(
    st.tuples(
        st.integers(1, 20),
        st.integers(1, 40),
        st.dictionaries(st.sampled_from(["n0", "n1", "n2"]), LEVELS, min_size=1, max_size=2),
        st.sets(st.integers(0, 6), max_size=1),
    ),
    min_size=1,
    max_size=7,
)


def ladder(rows):
    """Courses with entry levels, each with prerequisites only among those before it."""
    return [
        Course(
            f"c{k}",
            f"C{k}",
            "College",
            h,
            Decimal(p),
            taught,
            prerequisites=tuple(f"c{b}" for b in before if b < k),
        )
        for k, (p, h, taught, before) in enumerate(rows)
    ]


def stands(some):
    """Whether each course of a choice has what it asks for in the choice."""
    ids = {c.id for c in some}
    return all(
        set(c.prerequisites) <= ids
        and all(
            taught.level_from == 0
            or any(
                (lead := o.teaches.get(skill)) and lead.level_from < taught.level_from <= lead.level_to
                for o in some
            )
            for skill, taught in c.teaches.items()
        )
        for c in some
    )


def closed_by(some, needs):
    return {
        n.competency_id
        for n in needs
        for c in some
        if (t := c.teaches.get(n.competency_id)) and t.level_to >= 3
    }


@settings(max_examples=60, deadline=None)
@given(LADDERS, st.none() | st.integers(0, 60))
def test_no_choice_that_stands_closes_more_or_costs_less(rows, budget):
    courses = ladder(rows)
    needs = [Need(f"n{k}", f"N{k}", 3.0, weight=k + 1.0) for k in range(3)]
    plan = choose_courses(needs, courses, budget=budget)
    chosen = [item.course for item in plan.courses]
    assert plan.optimal
    assert stands(chosen)

    def worth(some):
        weight = sum(n.weight for n in needs if n.competency_id in closed_by(some, needs))
        return weight, -sum(int(c.price * 100) + round(c.hours * HOUR_VALUE_CENTS) for c in some)

    within = [
        some
        for size in range(len(courses) + 1)
        for some in combinations(courses, size)
        if stands(some) and (budget is None or sum(c.price for c in some) <= budget)
    ]
    assert worth(chosen) == max(map(worth, within))


def test_what_is_not_proven_in_time_still_stands_and_says_how_far_it_may_be_off(monkeypatch):
    monkeypatch.setattr(solve, "SECONDS", 0.0)
    monkeypatch.setattr(cover, "STATES", 0)
    needs = [Need(f"n{k}", f"N{k}", 3.0) for k in range(3)]
    courses = [
        course(f"c{k}", 10 + k % 7, 5, {f"n{k % 3}": 3, f"n{(k + 1) % 3}": 2 + k % 2}) for k in range(30)
    ]
    plan = choose_courses(needs, courses)
    assert not plan.optimal
    assert plan.gap > 0
    assert not plan.on_the_job
    short = choose_courses(needs, courses, budget=11)
    assert short.price <= 11
    assert short.budget_short > 0


def test_a_course_that_cannot_be_reached_leaves_its_need_to_the_job_and_no_other():
    lost = Course("lost", "Lost", "College", 10, Decimal(5), {"a": Teaches(2, 4)})
    plan = choose_courses(NEEDS, [lost, course("two", 300, 30, {"b": 2})])
    assert [item.course.id for item in plan.courses] == ["two"]
    assert plan.optimal
    assert "needs another that is not offered" in plan.on_the_job[0].reason

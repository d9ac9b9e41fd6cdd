"""The cheapest cover by itself, and the hard limit of time on catalogues that no solver finishes."""

import random
import time
from dataclasses import replace
from datetime import date
from decimal import Decimal
from itertools import combinations

import numpy as np
import pytest
from hypothesis import assume, given, settings
from hypothesis import strategies as st
from scipy.optimize import Bounds, LinearConstraint, milp

from gainful.engine.curriculum import CatalogueError, Course, Need, Teaches, choose_courses, cover, solve
from gainful.engine.curriculum.catalogue import catalogue_of
from gainful.engine.curriculum.table import HOUR_VALUE_CENTS

COLUMNS = st.lists(st.tuples(st.integers(0, 31), st.integers(1, 30)), min_size=1, max_size=9)


def union(masks):
    every = 0
    for mask in masks:
        every |= mask
    return every


@settings(max_examples=60, deadline=None)
@given(COLUMNS)
def test_no_other_cover_weighs_less(columns):
    masks, weights = zip(*columns, strict=True)
    found = cover.cheapest_cover(masks, weights)
    every = union(masks)
    assert union(masks[at] for at in found) == every
    best = min(
        sum(weights[at] for at in some)
        for size in range(len(columns) + 1)
        for some in combinations(range(len(columns)), size)
        if union(masks[at] for at in some) == every
    )
    assert sum(weights[at] for at in found) == best


ASKING = st.lists(
    st.tuples(st.integers(0, 15), st.integers(1, 30), st.integers(0, 7), st.sampled_from([0, 0, 1, 2, 4, 5])),
    min_size=1,
    max_size=9,
)


@settings(max_examples=300, deadline=None)
@given(ASKING)
def test_no_other_choice_that_has_what_its_courses_ask_for_weighs_less(rows):
    offered = union(members for _, _, members, _ in rows)
    assume(not any(asks & ~offered for _, _, _, asks in rows))
    masks, weights, members, asks = zip(*rows, strict=True)
    found = cover.cheapest_cover(masks, weights, members, asks)
    every = union(masks)

    def stands(some):
        has = union(members[at] for at in some)
        return union(masks[at] for at in some) == every and not union(asks[at] for at in some) & ~has

    assert stands(found)
    choices = (some for size in range(len(rows) + 1) for some in combinations(range(len(rows)), size))
    assert sum(weights[at] for at in found) == min(
        sum(weights[at] for at in some) for some in choices if stands(some)
    )


@pytest.mark.parametrize("seed", range(6))
def test_the_search_and_the_solver_agree(monkeypatch, seed):
    needs, courses = dense(seed, 60, skills=8)
    with monkeypatch.context() as alone:
        alone.setattr(solve, "SECONDS", 0.0)
        alone.setattr(cover, "NODES", 10**6)
        ours = choose_courses(needs, courses)
    monkeypatch.setattr(cover, "STATES", 0)
    theirs = choose_courses(needs, courses)
    assert ours.optimal
    assert theirs.optimal
    assert worth(ours) == worth(theirs)


def whole_model(needs, courses):
    """The value of the model as one would first write it, without reductions or search, by scipy's HiGHS."""
    index = {course.id: place for place, course in enumerate(courses)}
    rows, least = [], []

    def at_least(row, bound):
        rows.append(row)
        least.append(bound)

    for need in needs:
        closers = [
            at for at, course in enumerate(courses)
            if (t := course.teaches.get(need.competency_id)) and t.level_to >= need.required - 0.005
        ]  # fmt: skip
        at_least(dict.fromkeys(closers, 1.0), 1)
    held = {need.competency_id: need.held for need in needs}
    for at, course in enumerate(courses):
        for asked in course.prerequisites:
            at_least({index[asked]: 1.0, at: -1.0}, 0)
        for skill, taught in course.teaches.items():
            if taught.level_from > held[skill] + 0.005:
                leads = [
                    k for k, other in enumerate(courses)
                    if (t := other.teaches.get(skill)) and t.level_from < taught.level_from <= t.level_to + 0.005
                ]  # fmt: skip
                at_least({**dict.fromkeys(leads, 1.0), at: -1.0}, 0)
    matrix = np.zeros((len(rows), len(courses)))
    for line, row in enumerate(rows):
        for at, value in row.items():
            matrix[line, at] += value
    cost = [round(course.price * 100) + round(course.hours * HOUR_VALUE_CENTS) for course in courses]
    done = milp(cost, constraints=LinearConstraint(matrix, least, np.inf), integrality=np.ones(len(cost)),
                bounds=Bounds(0, 1), options={"mip_rel_gap": 0.0})  # fmt: skip
    assert done.status == 0
    return round(done.fun)


@pytest.mark.parametrize("seed", range(3))
@pytest.mark.parametrize("searched", [0, 10**6])
def test_where_courses_ask_for_levels_the_value_is_that_of_the_whole_model(monkeypatch, seed, searched):
    """By the solver alone and by the search first."""
    monkeypatch.setattr(solve, "SEARCHED", searched)
    needs, courses = dense(seed + 51, 45, skills=6)
    plan = choose_courses(needs, courses)
    assert plan.optimal
    assert not plan.on_the_job
    assert worth(plan) == whole_model(needs, courses)


def test_prerequisites_that_stand_before_their_course_go_in_no_circle_and_others_are_looked_at():
    first, second = made(2)
    circle = [replace(first, prerequisites=("c1",)), replace(second, prerequisites=("c0",))]
    assert catalogue_of([first, replace(second, prerequisites=("c0",))]).asks == {1: (0,)}
    with pytest.raises(CatalogueError, match="wait for each other"):
        catalogue_of(circle)


def test_too_many_sets_of_needs_are_left_to_the_solver(monkeypatch):
    monkeypatch.setattr(cover, "STATES", 0)
    assert cover.cheapest_cover([1, 2, 4, 7], [1, 1, 1, 3]) is None


def worth(plan):
    return sum(
        round(item.course.price * 100) + round(item.course.hours * HOUR_VALUE_CENTS) for item in plan.courses
    )


def made(count):
    return [
        Course(f"c{k}", f"C{k}", "College", 10, Decimal(5 + k), {"a": Teaches(0, 3)}) for k in range(count)
    ]


def test_the_same_courses_are_read_once_and_changed_ones_again():
    courses = made(3)
    first = catalogue_of(courses)
    assert catalogue_of(tuple(courses)) is first
    courses[0] = Course("c0", "Cheap", "College", 10, Decimal(1), {"a": Teaches(0, 3)})
    assert catalogue_of(courses) is not first
    plan = choose_courses([Need("a", "Care", 3.0)], courses)
    assert [item.course.title for item in plan.courses] == ["Cheap"]


def dense(seed, count, skills=12):
    """Courses that nearly all teach what is missing, most from a level that another has to lead to."""
    rng = random.Random(seed)  # noqa: S311 - not for secrets
    needs = [
        Need(f"n{k}", f"N{k}", round(rng.uniform(2.5, 5), 1), 0.0, rng.uniform(1, 5)) for k in range(skills)
    ]
    courses = []
    for k in range(count):
        taught = {}
        for skill in rng.sample(range(skills), rng.randint(1, 5)):
            base = rng.choice([0, 1, 2, 3])
            taught[f"n{skill}"] = Teaches(base, round(rng.uniform(base + 1.5, 6.5), 1))
        before = (f"c{rng.randrange(k)}",) if k and rng.random() < 0.1 else ()
        courses.append(
            Course(
                f"c{k}",
                f"C{k}",
                "College",
                rng.randint(5, 90),
                Decimal(rng.randint(50, 2000)),
                taught,
                prerequisites=before,
            )
        )
    return needs, courses


def stands(courses):
    ids = {course.id for course in courses}
    return all(
        set(course.prerequisites) <= ids
        and all(
            level.level_from <= 0.005
            or any(
                (lead := other.teaches.get(skill))
                and lead.level_from < level.level_from
                and lead.level_to >= level.level_from - 0.005
                for other in courses
            )
            for skill, level in course.teaches.items()
        )
        for course in courses
    )


@pytest.mark.parametrize("seed", range(4))
@pytest.mark.parametrize("budget", [None, 900])
def test_a_dense_catalogue_always_returns_in_time_with_a_choice_that_stands_and_its_gap(
    monkeypatch, seed, budget
):
    monkeypatch.setattr(solve, "SECONDS", 0.5)
    needs, courses = dense(seed, 400)
    began = time.process_time()
    plan = choose_courses(needs, courses, budget=budget, start=date(2027, 1, 4))
    assert time.process_time() - began < 20
    assert stands([item.course for item in plan.courses])
    assert 0 <= plan.gap <= 1
    assert plan.optimal == (plan.gap == 0)
    assert budget is None or plan.price <= budget
    assert budget is not None or not plan.on_the_job

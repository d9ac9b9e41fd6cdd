"""A plan is believable: people who gain by it, courses of the trade, sums that add up, doubts that are said."""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from decimal import Decimal
from math import isclose

import numpy as np
import pytest

from gainful.demo.catalogue import generate_courses
from gainful.demo.region import AS_OF, generate_people
from gainful.engine.curriculum.from_records import courses_from_records
from gainful.engine.held.circumstances import Barrier
from gainful.engine.mix import Part
from gainful.engine.mix.prices import (
    BENEFITS,
    COACHING,
    EMPLOYER_FOLLOW_UP,
    EVALUATION,
    FOLLOW_UP,
    OVERHEAD,
    RECORDS,
    WAGE_SOURCES,
    support_price,
)
from gainful.engine.occupations import load_reference
from gainful.engine.planning import build_plan, suitable_courses
from gainful.engine.planning.document import PlanDocument
from gainful.engine.planning.write import plan_document
from gainful.engine.postings.profile import required_profile
from gainful.engine.ranking.build_pool import pool_from_records
from gainful.engine.ranking.job_tables import MOST_PAY_LOST
from gainful.engine.ranking.people import rank_pool
from gainful.engine.ranking.pool import Constraints
from tests.town import POSTING

REFERENCE = load_reference()
NURSE = "31-1131.00"
START = date(2027, 1, 4)


@pytest.fixture(scope="module")
def ranking():
    wanted = required_profile(POSTING, code=NURSE, reference=REFERENCE)
    pool = pool_from_records(generate_people(2000, reference=REFERENCE), REFERENCE, AS_OF)
    return rank_pool(wanted.profile, pool, Constraints(wage=36_000), code=NURSE, reference=REFERENCE), wanted


@pytest.fixture(scope="module")
def courses():
    return courses_from_records(generate_courses(reference=REFERENCE))


@pytest.fixture(scope="module")
def plan(ranking, courses):
    ranked, wanted = ranking
    return build_plan(
        ranked,
        wanted.profile,
        courses,
        title="Aide",
        occupation_code=NURSE,
        openings=8,
        start=START,
        notes=("Made up.",),
    )


def test_the_budget_adds_up_line_by_line(plan):
    assert all(
        line.amount == (line.quantity * line.unit_price).quantize(Decimal("0.01")) for line in plan.budget
    )
    assert sum(line.amount for line in plan.budget) == plan.total == plan.mix.total
    assert all(1 <= line.people <= len(plan.people) for line in plan.budget)
    assert all(line.source for line in plan.budget)


def test_nobody_is_put_in_at_a_large_loss_of_pay_and_that_is_said(ranking, plan):
    ranked, _ = ranking
    for planned in plan.people:
        change = planned.person.wage_change
        enough = ranked.pool.wage_floor[planned.person.row] <= 36_000
        assert enough or change is None or change >= -MOST_PAY_LOST * (36_000 - change)
    assert [p.person.rank for p in plan.people] == list(range(1, len(plan.people) + 1))
    listed = len(ranked)
    longer = ranked.first(listed + 3)
    assert [p.row for p in longer[listed:]] == ranked.for_less[:3].tolist()
    assert [p.rank for p in longer] == list(range(1, len(longer) + 1))
    assert set(ranked.for_less.tolist()) <= set(ranked.apart.tolist())
    assert len(ranked.apart)
    assert any(
        "not put in who would step down in level, or lose more than a fifth" in line
        for line in plan.for_agency
    )


def test_courses_of_another_trade_are_not_offered(courses, plan):
    suitable = suitable_courses(courses, NURSE, REFERENCE)
    offered = {course.id for course in suitable.courses}
    assert suitable.set_aside + len(offered) == len(courses)
    assert "security-work-certificate-a" not in offered
    assert not any(key.startswith(("animal-care", "machine-tools")) for key in offered)
    assert any(key.startswith("patient-care") for key in offered)
    assert all(suitable.factors.get(key, 1.0) >= 1.0 for key in offered)
    assert not any(key.startswith("patient-care") for key in suitable.factors)
    assert {item.course.id for item in plan.curriculum.courses} <= offered


def test_without_an_occupation_every_course_is_offered(courses):
    assert suitable_courses(courses, None, REFERENCE).set_aside == 0


def test_a_higher_license_closes_the_lower_one(courses):
    offered = {c.id: c for c in suitable_courses(courses, "53-3032.00", REFERENCE).courses}
    taught = offered["truck-driving-certificate-a"].teaches
    assert {"credential:cdl-a", "credential:cdl"} <= set(taught)


def test_those_who_hold_a_certificate_do_not_pay_for_its_course(ranking, plan):
    ranked, _ = ranking
    ends_in = {c.course.id for c in plan.curriculum.courses if c.course.credential == "cna"}
    for planned in plan.people:
        if "credential:cna" in ranked.pool.credentials[planned.person.row]:
            gaps = {
                item.name
                for item in planned.person.short_of
                if item.held is None or item.required - item.held >= 0.5
            }
            closes = {n for c in plan.curriculum.courses if c.course.id in ends_in for n in c.closes}
            assert bool(ends_in & set(planned.takes)) == bool(gaps & closes)


def test_each_person_pays_for_the_courses_they_take(plan):
    for item in plan.curriculum.courses:
        takers = sum(item.course.id in planned.takes for planned in plan.people)
        lines = [line for line in plan.budget if line.part is Part.TRAIN and line.label == item.course.title]
        assert sum(line.amount for line in lines) == sum(
            c.course.price * sum(c.course.id in p.takes for p in plan.people)
            for c in plan.curriculum.courses
            if c.course.title == item.course.title
        )
        assert takers == 0 or lines


def test_doubts_come_first_and_name_the_assumptions(plan):
    said = " ".join(plan.unknowns)
    assert plan.unknowns[0] == "Made up."
    assert "estimate" in said
    assert "planning assumptions" in said
    assert "made for other kinds of work" in " ".join(plan.for_agency)


def test_staff_hours_are_priced_from_the_wage_they_name():
    loaded = {
        kind: float(BENEFITS * OVERHEAD) * REFERENCE.wage(code).median / 2080
        for kind, code in WAGE_SOURCES.items()
    }
    assert isclose(float(COACHING.amount), loaded["coaching"], abs_tol=0.6)
    assert isclose(float(RECORDS.amount), loaded["follow_up"], abs_tol=0.6)
    assert isclose(float(EVALUATION.amount) / 4, loaded["evaluation"], abs_tol=0.6)


def test_one_price_an_hour_makes_every_staff_price():
    """$39 an hour: 45 minutes are $29.25 and 30 minutes $19.50, as an accountant multiplies; 4 hours at $59."""
    assert RECORDS.amount == 39
    assert (str(FOLLOW_UP.amount), str(EMPLOYER_FOLLOW_UP.amount)) == ("29.25", "19.50")
    assert EVALUATION.amount == 236
    for price in (COACHING, RECORDS, FOLLOW_UP, EVALUATION):
        assert "plus 42 % for benefits, then 25 % on that for overhead" in price.source


def test_months_of_support_reach_into_the_first_month_of_work():
    assert support_price(Barrier.TRANSPORT, 4) == 180
    assert support_price(Barrier.CHILDCARE, 9) == 3200
    assert support_price(Barrier.INCOME, 9) == 1800
    assert support_price(Barrier.LEGAL, 9) == 350


def test_a_tie_set_by_a_license_is_broken_by_what_else_is_missing(ranking):
    ranked, _ = ranking
    hours = np.floor(ranked.hours_of(ranked.order) + 0.5)
    assert (np.diff(hours) >= 0).all()


def test_nobody_on_the_list_makes_an_empty_plan_that_says_so(ranking, courses):
    ranked, wanted = ranking
    nobody = replace(ranked, given=ranked.order[:0])
    plan = build_plan(
        nobody, wanted.profile, courses, title="Aide", occupation_code=NURSE, openings=3, start=START
    )
    assert plan.people == ()
    assert plan.total == 0
    assert any("3 openings, 0 people" in said for said in plan.for_agency)


def test_the_curriculum_draft_has_a_module_for_each_course_and_each_gap_and_all_trace_to_the_job(plan):
    document = plan_document(plan)
    kinds = [module.kind for module in document.modules]
    assert kinds == ["course"] * len(document.courses) + ["on_the_job"] * len(document.on_the_job)
    assert [module.number for module in document.modules] == list(range(1, len(kinds) + 1))
    assert kinds.count("course") > 0
    levels = {line.competency_id: line.level for line in document.profile}
    for module in document.modules:
        assert module.serves, module.title
        assert all(
            levels[each.competency_id] == each.level for each in module.serves if each.competency_id in levels
        )
    for module, course in zip(document.modules, document.courses, strict=False):
        assert (module.course, module.hours) == (course.id, course.hours)
        assert module.people == sum(course.id in person.takes for person in document.people)
    assert all(module.hours is None for module in document.modules if module.kind == "on_the_job")
    assert type(document).from_json(document.to_json()) == document


def test_a_plan_from_before_there_were_modules_is_still_read(plan):
    stored = plan_document(plan).to_json()
    del stored["modules"]
    assert PlanDocument.from_json(stored).modules == ()

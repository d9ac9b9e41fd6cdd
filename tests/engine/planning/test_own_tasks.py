"""A short class whose title names what the employer wrote is taken for it, before subjects read out of a word."""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from decimal import Decimal
from math import inf
from pathlib import Path

import pytest

from gainful.demo.catalogue import generate_courses
from gainful.demo.region import AS_OF, generate_people
from gainful.engine.competencies.model import (
    CompetencyProfile,
    Domain,
    Evidence,
    EvidenceKind,
    Need,
    ProfileLine,
    Span,
    Taxonomy,
)
from gainful.engine.curriculum import Course, Teaches
from gainful.engine.curriculum.from_records import courses_from_records
from gainful.engine.occupations import load_reference
from gainful.engine.planning import build_plan
from gainful.engine.planning.choice import class_worth
from gainful.engine.planning.first_day import Standing
from gainful.engine.planning.own_tasks import SHORT, own_tasks, taught_tasks, teaching_tasks
from gainful.engine.postings.profile import required_profile
from gainful.engine.ranking.build_pool import pool_from_records
from gainful.engine.ranking.people import rank_pool
from gainful.engine.ranking.pool import Constraints

REFERENCE = load_reference()
POSTINGS = Path(__file__).resolve().parents[2] / "journeys" / "postings"
OWN, OTHER = "51-9161.00", "51-4041.00"


def task(words, *, need=Need.WE_TRAIN, domain=Domain.ACTIVITY, start=0):
    span = Span(start, start + len(words), words)
    return ProfileLine(
        f"own:{words}",
        Taxonomy.OWN,
        domain,
        words,
        need=need,
        evidence=(Evidence(EvidenceKind.POSTING, span),),
    )


def course(title, hours=16.0, occupations=(OTHER,), teaches=None):
    return Course(title, title, "a college", hours, Decimal(90), teaches or {}, occupations=occupations)


def taught(lines, courses, title="Worker", code=OWN):
    required = CompetencyProfile("x", tuple(lines))
    return taught_tasks(teaching_tasks(required, courses, code, title, REFERENCE), required)


@pytest.mark.parametrize(
    ("words", "title"),
    [
        ("Measure parts with micrometers and calipers", "Shop measuring: micrometers, calipers and blueprints"),
        ("pick orders with a scanner", "Order picking with scanners and warehouse systems"),
        ("Take vital signs of residents", "Vital signs and charting"),
        ("Run the espresso machine and steam milk", "Espresso and milk steaming"),
        ("Hang drywall and tape joints", "Drywall hanging"),
        ("Splice fiber optic cable", "Fiber splicing basics"),
    ],
)  # fmt: skip
def test_two_telling_words_of_the_title_name_the_task(words, title):
    assert taught([task(words)], [course(title)]) == {f"own:{words}"}


@pytest.mark.parametrize(
    ("words", "title"),
    [
        ("load trailers", "Routes, Loading and Transport Rules for Delivery Drivers"),
        ("Drive a truck on a local route", "Routes, Loading and Transport Rules for Truck Drivers"),
        ("Follow food safety rules and temperature logs", "Food handler training and card"),
        ("Basic shop math", "Shop measuring: micrometers, calipers and blueprints"),
        ("Keep equipment records", "Equipment Maintenance and Records"),
        ("Explain to homeowners how to use the system", "Operating systems: how to use them"),
    ],
)  # fmt: skip
def test_one_word_or_words_of_any_work_name_nothing(words, title):
    assert taught([task(words)], [course(title)]) == frozenset()


def test_one_word_is_enough_of_a_class_for_this_very_work():
    reads, runs = task("Read blueprints"), task("Load and run CNC mills and lathes")
    measuring = course("Shop measuring and blueprints", occupations=(OWN,))
    controls = course("CNC controls", occupations=(OWN,))
    assert taught([reads], [measuring]) == {reads.competency_id}
    assert taught([runs], [controls], "CNC Operator") == {runs.competency_id}
    assert taught([runs], [controls], "Operator") == frozenset()
    assert taught([reads], [replace(measuring, occupations=(OTHER,))]) == frozenset()


def test_what_is_no_task_for_a_class():
    words, title = "Splice fiber optic cable", "Fiber splicing"
    assert taught([task(words)], [course(title, hours=SHORT)])
    assert not taught([task(words)], [course(title, hours=SHORT + 1)])
    assert not taught([task(words, need=Need.NICE)], [course(title)])
    assert not taught([task(words, domain=Domain.ABILITY)], [course(title)])
    assert not taught([task("2 years of splicing fiber optic cable")], [course(title)])


def test_a_product_in_the_words_is_a_need_of_its_own():
    words = "Splice fiber optic cable in SpliceView"
    product = ProfileLine(
        "technology:x", Taxonomy.TECHNOLOGY, Domain.TECHNOLOGY, "SpliceView",
        evidence=(Evidence(EvidenceKind.POSTING, Span(28, 38, "SpliceView")),),
    )  # fmt: skip
    assert not taught([task(words), product], [course("Fiber splicing")])


def test_whoever_needs_the_license_of_this_work_has_learned_it():
    words = "Take vital signs of residents"
    cna = ProfileLine("credential:cna", Taxonomy.CREDENTIAL, Domain.CREDENTIAL, "CNA", need=Need.DAY_ONE)
    certificate = course("Nursing assistant", 90.0, (OWN,), {"credential:cna": Teaches(0.0, 1.0)})
    vital = course("Vital signs and charting")
    assert not taught([task(words), cna], [vital, certificate])
    assert taught([task(words), replace(cna, need=Need.WE_TRAIN)], [vital, certificate])
    assert taught([task(words), cna], [vital, replace(certificate, occupations=(OTHER,))])


def test_a_subject_read_out_of_words_that_a_class_names_needs_no_class():
    lathes = ProfileLine(
        "onet:2.C.3.e", Taxonomy.ONET, Domain.KNOWLEDGE, "Mechanical", level=5.0, importance=4.0,
        evidence=(Evidence(EvidenceKind.POSTING, Span(4, 10, "lathes")),),
    )  # fmt: skip
    runs = task("Run lathes")
    required = CompetencyProfile("x", (lathes, runs))
    assert class_worth(required, REFERENCE)[lathes.competency_id] == 0.5
    assert class_worth(required, REFERENCE, {runs.competency_id})[lathes.competency_id] == inf


def test_a_subject_guessed_from_a_word_needs_no_class():
    guess = ProfileLine(
        "onet:2.C.8.a", Taxonomy.ONET, Domain.KNOWLEDGE, "Public Safety and Security", level=3.0, importance=4.0,
        confidence="guess", evidence=(Evidence(EvidenceKind.POSTING, Span(0, 6, "safety")),),
    )  # fmt: skip
    assert class_worth(CompetencyProfile("x", (guess,)), REFERENCE)[guess.competency_id] == inf
    accepted = replace(guess, confidence="sure")
    assert class_worth(CompetencyProfile("x", (accepted,)), REFERENCE)[guess.competency_id] == 0.5


@pytest.fixture(scope="module")
def pool():
    return pool_from_records(generate_people(3000, reference=REFERENCE), REFERENCE, AS_OF)


def plan_of(name, pool, **asked):
    read = required_profile((POSTINGS / f"{name}.txt").read_text(encoding="utf-8"), reference=REFERENCE)
    code = read.occupation.code
    ranking = rank_pool(
        read.profile, pool, Constraints(wage=read.facts.wage_annual), code=code, reference=REFERENCE
    )
    courses = courses_from_records(generate_courses(reference=REFERENCE))
    return build_plan(
        ranking, read.profile, courses, title=read.facts.title.value, occupation_code=code, openings=3,
        start=date(2027, 1, 4), **asked,
    )  # fmt: skip


def titles(plan):
    return {item.course.title for item in plan.curriculum.courses}


def test_a_machine_operator_learns_to_measure_and_to_run_the_machine(pool):
    plan = plan_of("manufacturing", pool)
    assert {"Shop measuring: micrometers, calipers and blueprints", "CNC controls and G-code"} <= titles(plan)
    assert not {title for title in titles(plan) if title.startswith("Mechanical")}
    said = " ".join(plan.hours_words)
    assert "By class, of the employer's own tasks: Read blueprints; " in said
    assert "nobody rated them: Change tools and offsets;" in said
    standing = {item.name: item.standing for person in plan.people for item in person.first_day}
    assert standing["Read blueprints"] is Standing.BY_CLASS


def test_a_warehouse_worker_learns_to_pick_orders(pool):
    plan = plan_of("warehouse", pool)
    assert "Order picking with scanners and warehouse systems" in titles(plan)
    assert not {title for title in titles(plan) if "Delivery Drivers" in title}


def test_who_did_this_very_work_last_takes_no_class_in_its_tasks(pool):
    plan = plan_of("manufacturing", pool)
    own = {item.course.id for item in plan.curriculum.courses if "CNC" in item.course.title}
    assert own
    assert all(own <= set(person.takes) for person in plan.people)
    assert all(person.person.occupation_code != OWN for person in plan.people)


def test_a_developer_takes_the_class_in_sql(pool):
    plan = plan_of("software", pool)
    key = "technology:structured-query-language-sql"
    lacks = any(item.competency_id == key for person in plan.people for item in person.person.short_of)
    assert ("SQL and databases" in titles(plan)) is lacks
    assert not [said for said in plan.hours_words if "nobody rated them" in said and "SQL" in said]


@pytest.mark.parametrize(
    "words",
    ["70 lb", "Lift 60 lb often", "radiographer certificate", "ServSafe Food Handler within 30 days of hire",
     "EPA 608 Type II or in a program to get it", "tanker endorsement", "driver's license"],
)  # fmt: skip
def test_what_a_person_must_lift_or_hold_is_no_task(words):
    work = task("wrap pallets")
    assert own_tasks(CompetencyProfile("x", (work, task(words)))) == ("wrap pallets",)


def test_what_takes_pounds_or_days_by_other_words_is_one():
    words = ("pound nails", "count cycles within a day", "certainly clean the hoods")
    assert own_tasks(CompetencyProfile("x", tuple(map(task, words)))) == words

"""What no course closes is named with its people; on day one it needs a way, without a price it is in the headline."""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from decimal import Decimal

import pytest

from gainful.demo.region import AS_OF, generate_people
from gainful.engine.curriculum import Course, Teaches
from gainful.engine.mix import PaidBy, Rate, Rates
from gainful.engine.occupations import load_reference
from gainful.engine.planning import build_plan
from gainful.engine.planning.requirements import Way, WayKind
from gainful.engine.planning.write import plan_document
from gainful.engine.postings.profile import required_profile
from gainful.engine.ranking.build_pool import pool_from_records
from gainful.engine.ranking.job_constraints import constraints_of_facts
from gainful.engine.ranking.people import rank_pool

REFERENCE = load_reference()
POSTING = """Delivery Driver

We are hiring 4 delivery drivers in Minneapolis, MN. $24.00 an hour, 40 hours a week, day shift.

What you will do
- Drive a truck on local routes
- Unload boxes, talk with customers and sell them drinks

What you need
- CDL class B on day one
"""
KEY = "credential:cdl-b"


@pytest.fixture(scope="module")
def job():
    """Who drives heavy trucks would hold the license already; a driver who sells need not."""
    return required_profile(POSTING, reference=REFERENCE)


@pytest.fixture(scope="module")
def ranking(job):
    people = [replace(p, credentials=()) for p in generate_people(400, reference=REFERENCE)]
    pool = pool_from_records(people, REFERENCE, AS_OF)
    return rank_pool(
        job.profile, pool, constraints_of_facts(job.facts), code=job.rated_code, reference=REFERENCE
    )


def again(ranking, job, constraints, **more):
    """Rank the same people under other conditions."""
    return rank_pool(job.profile, ranking.pool, constraints, code=job.rated_code, reference=REFERENCE, **more)


def plan(ranking, job, courses=(), **more):
    return build_plan(
        ranking, job.profile, courses, title="Driver", occupation_code=job.occupation.code, openings=4,
        start=date(2027, 1, 4), job_hours=40, **more,
    )  # fmt: skip


def open_of(made):
    return {item.competency_id: item for item in made.open_requirements}


def test_a_day_one_license_without_a_course_stands_in_the_headline_and_hinders_signing(ranking, job):
    made = plan(ranking, job)
    item = open_of(made)[KEY]
    assert (item.on_day_one, item.is_credential, item.people, item.why) == (
        True, True, 4, "no course in the catalogue",
    )  # fmt: skip
    assert item.hinders_signing
    assert f" each on average, without {item.name}: no course in the catalogue. " in made.sentence
    assert plan_document(made).open_requirements[0].hinders_signing


@pytest.mark.parametrize(
    ("kind", "price", "more", "carried", "in_headline"),
    [
        (WayKind.PROVIDER, Decimal(3000), 12_000, 0, False),
        (WayKind.PROVIDER, None, 0, 0, True),
        (WayKind.EMPLOYER, Decimal(3000), 0, 12_000, False),
        (WayKind.EMPLOYER, None, 0, 0, False),
        (WayKind.HOLDERS, None, 0, 0, False),
        (WayKind.ACCEPTED, None, 0, 0, False),
    ],
)
def test_a_named_way_lets_it_be_signed_and_is_priced_where_it_has_a_price(
    ranking, job, kind, price, more, carried, in_headline
):
    before = plan(ranking, job)
    made = plan(ranking, job, ways=[Way(KEY, kind, "Northside driving school", price)])
    item = open_of(made)[KEY]
    assert not item.hinders_signing
    assert made.total - before.total == more
    assert sum(line.amount for line in made.carried) - sum(line.amount for line in before.carried) == carried
    assert ("without" in made.sentence) is in_headline
    assert plan_document(made).open_requirements[0].way.words == "Northside driving school"


def test_a_course_closes_it_and_its_exam_is_priced(ranking, job):
    school = Course(
        "cdl", "Commercial driver training", "Northside", 160, Decimal(4600), {"onet:none": Teaches(0, 1)},
        credential="cdl-b",
    )  # fmt: skip
    made = plan(ranking, job, [school])
    assert KEY not in open_of(made)
    assert "without" not in made.sentence
    exams = next(line for line in made.budget if line.kind == "exam")
    assert (exams.quantity, exams.amount) == (4, 400)
    own = plan(
        ranking,
        job,
        [school],
        rates=Rates((Rate("exam", Decimal(60), "State fee"), Rate("course", fund="A"))),
    )
    exams = next(line for line in own.budget if line.kind == "exam")
    assert (exams.amount, exams.source) == (240, "State fee")
    assert next(line for line in own.budget if line.kind == "course").fund == "A"


def test_who_pays_for_learning_at_work_is_said_with_and_without_reimbursement(ranking, job):
    """Paid time to learn is the employer's; with 50 % reimbursed wages both halves of four times the hours stand."""
    made = plan(ranking, job)
    (paid,) = [line for line in made.carried if line.kind == "paid_learning"]
    assert (paid.unit_price, paid.paid_by) == (Decimal("24.00"), PaidBy.EMPLOYER)
    assert 0 <= float(paid.quantity) - sum(p.hours.at_work for p in made.people) < 4
    own = plan(ranking, job, rates=Rates((Rate("ojt_share", Decimal(50), "20 CFR 680.720", fund="OJT"),)))
    back = next(line for line in own.budget if line.kind == "ojt_share")
    rest = next(line for line in own.carried if line.kind == "employer_wages")
    assert back.unit_price == rest.unit_price == 12
    assert back.quantity == rest.quantity == paid.quantity * 4
    assert (back.fund, back.paid_by) == ("OJT", PaidBy.PROGRAM)
    assert not any(line.kind == "paid_learning" for line in own.carried)
    assert own.mix.without_stipends is not None


def test_a_trainer_is_not_paid_beside_wages_that_are_reimbursed_for_the_training(ranking, job):
    """29 U.S.C. 3102(44): the reimbursement is for the extra cost of training; both need a rate of one's own."""
    made = plan(ranking, job)
    assert any(line.kind == "on_the_job" for line in made.budget)
    share = Rate("ojt_share", Decimal(50), "Contract")
    own = plan(ranking, job, rates=Rates((share,)))
    assert not any(line.kind == "on_the_job" for line in own.budget)
    (trainer,) = [line for line in own.carried if line.kind == "on_the_job"]
    assert trainer.paid_by is PaidBy.EMPLOYER
    both = plan(ranking, job, rates=Rates((share, Rate("on_the_job", Decimal(40), "Board policy 7"))))
    assert any(line.kind == "on_the_job" and line.unit_price == 40 for line in both.budget)


def test_a_wage_in_class_is_paid_for_every_hour_of_class(ranking, job):
    made = plan(ranking, job, [Course("x", "Reading a map", "N", 10, Decimal(50), {
        line.competency_id: Teaches(0, 7) for line in job.profile.lines if line.level
    })], rates=Rates((Rate("training_wage", Decimal(15), "Policy"),)))  # fmt: skip
    hours = sum(person.course_hours for person in made.people)
    (wage,) = [line for line in made.budget if line.kind == "training_wage"]
    assert (wage.quantity, wage.amount) == (hours, hours * 15)


def test_the_funds_and_the_lines_add_up_to_the_total(ranking, job):
    rates = Rates(
        (Rate("coaching", fund="Title I"), Rate("mentor", paid_by=PaidBy.EMPLOYER), Rate("course", fund="B"))
    )
    cost = plan_document(plan(ranking, job, rates=rates)).cost
    assert sum(line.amount for line in cost.lines) == pytest.approx(cost.total)
    assert sum(each.amount for each in cost.funds) == pytest.approx(cost.total)
    assert sum(line.amount for line in cost.carried) == pytest.approx(cost.carried_total)
    assert "Mentor at the workplace" in {line.label for line in cost.carried}
    assert {line.paid_by for line in cost.lines} == {"program"}


def test_experience_that_the_job_must_have_is_open_for_those_who_have_less(ranking, job):
    import numpy as np

    asked = replace(ranking.constraints, experience_years=2.0)
    short = again(ranking, job, asked, years=np.zeros(len(ranking.pool)))
    item = open_of(plan(short, job))["experience"]
    assert (item.name, item.people, item.hinders_signing) == (
        "2 years of experience in this or near work", 4, True,
    )  # fmt: skip
    way = Way("experience", WayKind.ACCEPTED, "Dana Okafor takes the training in its place")
    assert not open_of(plan(short, job, ways=[way]))["experience"].hinders_signing


def test_pay_that_the_job_states_is_never_called_unstated(ranking, job):
    """Leaving the condition out ("do not mind the pay") is not the same as a posting without pay."""
    loosened = again(ranking, job, replace(ranking.constraints, wage=None), pay=ranking.pay)
    made = plan(loosened, job)
    assert made.wage == 24 * 40 * 52
    assert not any("states no pay" in said or "gives no pay" in said for said in made.unknowns)
    assert any("lowest pay was checked" in said for said in made.for_agency)


def test_what_comes_after_the_hire_is_paid_for_the_openings_alone(ranking, job):
    """Three people for one job: one mentor, one employer to ask, one person who learns at work, and it is said."""

    def made(openings):
        return build_plan(
            ranking, job.profile, (), title="Driver", occupation_code=job.occupation.code, openings=openings,
            people=ranking.page(0, 3), start=date(2027, 1, 4), job_hours=40,
        )  # fmt: skip

    one, three = made(1), made(3)

    def of(plan):
        return {line.kind: line for line in (*plan.budget, *plan.carried)}

    most = max(item.hours.at_work for item in one.people)
    for kind in ("mentor", "employer_follow_up", "paid_learning"):
        assert of(one)[kind].people == 1, kind
        assert of(three)[kind].people == 3, kind
    assert of(one)["mentor"].quantity * 3 == of(three)["mentor"].quantity
    assert of(one)["paid_learning"].quantity == -(-most // 1)
    assert of(one)["follow_up"].quantity == of(three)["follow_up"].quantity
    assert any(
        "3 people are planned for, without a class, for 1 opening: 2 of them will not be hired" in said
        for said in one.unknowns
    )
    assert one.sentence.startswith("3 people for 1 opening, ")
    assert not any("will not be hired" in said for said in three.unknowns)
    told = plan_document(one)
    assert [person.hours.is_priced for person in told.people].count(True) == 1
    assert all(person.hours.on_the_job for person in told.people), (
        "what each would learn at work is not nothing"
    )
    assert told.hours_priced == (1, 3)
    assert plan_document(three).hours_priced is None
    assert three.sentence.startswith("3 people, ")


def test_the_employers_copy_holds_nothing_that_only_the_agency_can_do(ranking, job):
    made = plan(ranking, job, people=ranking.page(0, 1))
    assert any("chosen for 4 openings" in said for said in made.for_agency)
    for said in made.unknowns:
        assert not any(
            word in said for word in ("refer them", "widen the pool", "your own rates", "by hand")
        ), said

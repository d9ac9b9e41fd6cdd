"""What the sample agency has promised and begun: a priced plan, two cohorts, a layoff; made once."""

from __future__ import annotations

from collections import Counter

import pytest

from gainful.demo.cohorts import OPEN, RUNNING
from gainful.demo.layoffs import AIRLINE
from gainful.demo.promises import FORMULA
from gainful.demo.seed import HOSPITAL, promise, seed
from gainful.domain.accounts.actor import acting_as, acting_as_system
from gainful.domain.cohorts.models import (
    AbsenceAlert,
    Application,
    Cohort,
    Draw,
    Enrolment,
    JobHours,
    ProofDocument,
    SkillGain,
)
from gainful.domain.cohorts.queries import taught_cohorts
from gainful.domain.organizations.models import Membership
from gainful.domain.participants.models import Layoff
from gainful.domain.plans.models import Plan
from gainful.domain.programs.models import Rate
from gainful.domain.workforce.models import Target, Worker
from gainful.engine.allocation import verify_record
from gainful.engine.planning.document import PlanDocument


def it_has_met_and_somebody_is_missing(running):
    held = running.sessions.filter(status="held").count()
    assert 10 <= held < running.sessions.count()
    assert AbsenceAlert.objects.filter(enrolment__cohort=running).count() == 1
    assert SkillGain.objects.filter(enrolment__cohort=running).count() == 1
    assert (
        JobHours.objects.filter(apprenticeship__participant__name="Ana Silva", status="logged").count() == 1
    )


def counted(rows):
    return Counter(rows.order_by().values_list("status", flat=True))


@pytest.mark.slow  # journeys and tests/domain/operations/test_samples make the same sample and use it
def test_the_sample_agency_has_a_priced_plan_two_cohorts_and_a_layoff_once(db):
    with acting_as_system("test"):
        seed(60)
    promise()
    promise()
    the_signed_plan_is_priced_by_the_agencys_own_rates()
    with acting_as_system("test"):
        running, opened = (Cohort.objects.get(name=name) for name in (RUNNING, OPEN))
        a_class_has_begun_after_a_draw(running)
        applications_stand_in_each_state(opened)
        layoff = Layoff.objects.get()
        assert layoff.employer == AIRLINE
        assert layoff.places.filter(participant__name="Ana Silva").exists()
        it_has_met_and_somebody_is_missing(running)
        the_hospital_has_a_workforce()
        teacher = Membership.objects.select_related("user", "organization").get(role="instructor")
    with acting_as(teacher.user, teacher.organization, role="instructor") as actor:
        assert [row.name for row in taught_cohorts(actor)] == [RUNNING, OPEN]


def the_signed_plan_is_priced_by_the_agencys_own_rates():
    with acting_as_system("test"):
        assert Rate.objects.count() >= 6
        plan = Plan.objects.get(status="signed")
    cost = PlanDocument.from_json(plan.document).cost
    assert all(line.source for line in (*cost.lines, *cost.carried))
    funds = {each.fund: each.amount for each in cost.funds}
    assert funds[FORMULA] > 0
    assert sum(funds.values()) == pytest.approx(cost.total)
    coach = next(line for line in cost.lines if line.kind == "coaching")
    assert (coach.unit_price, coach.fund) == (58, FORMULA)
    assert "mentor" in {line.kind for line in cost.carried}


def the_hospital_has_a_workforce():
    staff = Worker.objects.filter(organization__name=HOSPITAL)
    assert [row.is_shown for row in staff].count(True) == 9
    assert staff.count() == 12
    assert Target.objects.filter(organization__name=HOSPITAL).count() == 2


def a_class_has_begun_after_a_draw(cohort):
    assert cohort.status == "running"
    assert cohort.starts_on < cohort.ends_on
    assert cohort.curriculum.status == "in_use"
    seats = Enrolment.objects.filter(cohort=cohort)
    assert counted(seats) == {"enrolled": 4, "left": 1}
    assert seats.filter(participant__name="Ana Silva", status="enrolled").exists(), (
        "who lost a job is served first"
    )
    assert counted(cohort.applications) == {"enrolled": 5, "declined": 1, "waiting": 2, "refused": 1}
    draw = Draw.objects.get(cohort=cohort)
    assert verify_record(draw.record, published_commitment=draw.commitment) == []
    employers = cohort.opening_rows.values_list("opening__job_order__employer__name", flat=True)
    assert len(set(employers)) == 2


def applications_stand_in_each_state(cohort):
    assert counted(cohort.applications) == {
        "received": 3, "incomplete": 1, "eligible": 2, "refused": 1, "withdrawn": 1
    }  # fmt: skip
    assert Application.objects.filter(cohort=cohort, source="public", participant=None).count() == 2
    assert ProofDocument.objects.get(application__cohort=cohort).media_type == "application/pdf"

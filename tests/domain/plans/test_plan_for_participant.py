"""Where a person stands in a plan, and that the database gives nobody another's part."""

from __future__ import annotations

from datetime import date, timedelta
from uuid import UUID

from hypothesis import given
from hypothesis import strategies as st

from gainful.domain.accounts.actor import acting_as
from gainful.domain.plans.plan_for_participant import MyCourse, MyPlan, Stage, my_plans, stage_of
from tests.person import ana
from tests.plans import planned
from tests.town import town

__all__ = ["ana", "town"]
DAY = date(2027, 1, 11)


def course(first: int, days: int) -> MyCourse:
    start = DAY + timedelta(days=first)
    return MyCourse("Patient care", "", "", "", start, start + timedelta(days=days), 40.0, 20.0)


def plan(*courses: MyCourse, signed: bool = True) -> MyPlan:
    return MyPlan(
        id=UUID(int=0), number=1, code="P01", status="signed", is_shared=True, is_signed=signed, job_title="Nurse",
        employer="", place="", wage_low=None, wage_high=None, wage_unit="", schedule="", hours_per_week=None,
        agency_id=UUID(int=0), agency="", contact="", contact_email="", courses=courses, support=(), everybody=(),
        on_the_job=(),
    )  # fmt: skip


def test_nothing_begins_before_the_employer_signs():
    assert stage_of(plan(course(-1, 5), signed=False), DAY)[0] is Stage.WAITING


def test_without_a_class_the_job_is_next():
    assert stage_of(plan(), DAY) == (Stage.AFTER, None)


@given(st.lists(st.tuples(st.integers(-60, 60), st.integers(0, 60)), max_size=5))
def test_the_class_that_is_told_runs_today_or_is_the_next_to_begin(times):
    courses = [course(*time) for time in times]
    stage, told = stage_of(plan(*courses), DAY)
    running = [c for c in courses if c.starts_on <= DAY <= c.ends_on]
    coming = [c for c in courses if c.starts_on > DAY]
    if running:
        assert stage is Stage.LEARNING
        assert told in running
    elif coming:
        assert stage is Stage.BEFORE
        assert told.starts_on == min(c.starts_on for c in coming)
    else:
        assert (stage, told) == (Stage.AFTER, None)


def test_the_database_finds_the_person_itself(town, ana, as_web_role):
    planned(town, ana.person)
    with acting_as(ana.user, None, role="participant"):
        (mine,) = my_plans()
        assert mine.code == "P01"
    for who in (town.manager, town.coach, town.employer, town.stranger, town.operator):
        with acting_as(who.user, who.organization, role=who.role):
            assert my_plans() == []
    with acting_as(None, None):
        assert my_plans() == []

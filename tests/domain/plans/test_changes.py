"""A plan is out of date when what it was made from is no longer so, and says what; a signed one stays as signed."""

from __future__ import annotations

from datetime import timedelta

import pytest
from django.db import IntegrityError, transaction

from gainful.domain.accounts.actor import acting_as, acting_as_system
from gainful.domain.job_orders.errors import JobOrderError
from gainful.domain.job_orders.models import JobOrder, ProfileVersion, RequiredCompetency
from gainful.domain.organizations.models import Course
from gainful.domain.participants.models import Barrier, Consent, Participant, WorkHistory
from gainful.domain.participants.record_hash import record_hashes
from gainful.domain.plans.actions.sign_plan import plan_hash
from gainful.domain.plans.changes import Basis, changes_since, require_up_to_date
from gainful.domain.plans.models import Plan, PlanPerson, PlanSignature
from gainful.engine.competencies.document import LinePart
from gainful.engine.planning.made_from import rules_hash
from tests.person import ana
from tests.plans import FIRST, LAST, document, planned
from tests.town import town

__all__ = ["ana", "town"]
LISTENING, CPR = "onet:2.A.1.b", "credential:cpr"


def _required(version, key, name, level):
    return RequiredCompetency.objects.create(
        version=version, competency_id=key, taxonomy=key.split(":")[0], domain="skill", name=name, level=level,
        importance=3, need="day_one", confidence="sure", evidence_kind="stated",
    )  # fmt: skip


@pytest.fixture
def plan(town, ana):
    """A plan for Ana alone, made from a profile of two lines and one course."""
    plan = planned(town, ana.person, status="draft")
    with acting_as_system("test"):
        version = plan.profile_version
        _required(version, LISTENING, "Active listening", 3.5)
        _required(version, CPR, "CPR", None)
        course = Course.objects.get(code="C-0")
        part = {
            "id": str(course.pk), "title": course.title, "provider": "Bright College", "hours": 120,
            "weekly_hours": 20, "price": 1400, "modality": "in_person", "start": FIRST, "end": LAST, "weeks": 8,
            "closes": [], "competencies": [LISTENING], "reason": "",
        }  # fmt: skip
        made_from = {"profile_version": 1, "rules": rules_hash(), "software": "0.1.0"}
        lines = [LinePart.model_validate(line).model_dump() for line in version.profile().lines]
        wage = plan.job_order.wage_annual
        plan.document = document(wage=wage, profile=lines, courses=[part], made_from=made_from)
        plan.people.exclude(participant=ana.person).delete()
        plan.people_count = 1
        plan.save()
        PlanPerson.objects.filter(plan=plan).update(record_hash=record_hashes([ana.person.pk])[ana.person.pk])
    return plan


def seen_by(who, plan):
    """Return what has changed as somebody sees it, in a fresh reading."""
    with acting_as(who.user, who.organization, role=who.role) as actor:
        return changes_since(
            actor, Plan.objects.select_related("job_order", "profile_version").get(pk=plan.pk)
        )


def words(who, plan):
    return " ".join(change.words for change in seen_by(who, plan))


def test_a_plan_that_was_just_made_is_up_to_date(town, plan, as_web_role):
    assert seen_by(town.manager, plan) == []


def test_a_requirement_that_the_employer_struck_is_named(town, plan):
    with acting_as_system("test"):
        plan.profile_version.lines.filter(competency_id=CPR).delete()
    assert words(town.manager, plan) == "No longer asked for: CPR."


def test_a_new_and_an_altered_requirement_are_named(town, plan):
    with acting_as_system("test"):
        _required(plan.profile_version, "onet:2.A.1.d", "Speaking", 3)
        plan.profile_version.lines.filter(competency_id=LISTENING).update(level=3.6)
    assert words(town.manager, plan) == "Newly asked for: Speaking. Asked for otherwise: Active listening."


def test_many_changes_are_counted(town, plan):
    with acting_as_system("test"):
        for number in range(5):
            _required(plan.profile_version, f"esco:{number}", f"Thing {number}", 1)
    assert words(town.manager, plan) == "Newly asked for: Thing 0, Thing 1, Thing 2 and 2 more."


def test_a_newer_version_of_the_same_profile_must_be_planned_from(town, plan):
    with acting_as_system("test"):
        newer = ProfileVersion.objects.create(
            job_order=plan.job_order, number=2, reference_version="onet-30.0"
        )
        _required(newer, LISTENING, "Active listening", 3.5)
        _required(newer, CPR, "CPR", None)
    assert words(town.manager, plan) == "The profile has a newer version, 2, that says the same."


@pytest.mark.parametrize(
    ("field", "value", "said"),
    [
        ("openings", 3, "The job now has 3 openings."),
        ("wage_low", "18.01", "The job's pay changed."),
        ("area_code", "0033460", "The job is in another wage area now."),
        ("contact_name", "Somebody new", ""),
    ],
)
def test_the_job_itself(town, plan, field, value, said):
    with acting_as_system("test"):
        JobOrder.objects.filter(pk=plan.job_order_id).update(**{field: value})
    assert words(town.manager, plan) == said


@pytest.mark.parametrize(
    ("changed", "said"),
    [
        ({"price": "1400.01"}, "Other price, hours or start: Patient care."),
        ({"start_dates": [FIRST + timedelta(days=1)]}, "Other price, hours or start: Patient care."),
        ({"start_dates": [FIRST, LAST]}, ""),
        ({"is_active": False}, "No longer offered: Patient care."),
        ({"seats": 3}, ""),
    ],
)
def test_a_course_of_the_plan(town, plan, changed, said):
    with acting_as_system("test"):
        Course.objects.filter(code="C-0").update(**changed)
    assert words(town.manager, plan) == said


def test_a_course_that_the_plan_does_not_use_leaves_it_as_it_is(town, plan):
    with acting_as_system("test"):
        Course.objects.filter(code="C-1").update(price=1, is_active=False)
    assert seen_by(town.manager, plan) == []


def _needs(person):
    Barrier.objects.create(participant=person, kind="childcare")


def _worked(person):
    WorkHistory.objects.create(participant=person, title="Cook", occupation_code="35-2014.00")


def _wants_more(person):
    Participant.objects.filter(pk=person.pk).update(wage_floor=40_000)


@pytest.mark.parametrize("change", [_needs, _worked, _wants_more])
def test_a_changed_record_is_told_by_code_and_to_the_agency_alone(town, plan, ana, change):
    with acting_as_system("test"):
        change(ana.person)
        plan.status = "sent_to_employer"
        plan.save()
    assert words(town.manager, plan) == "Their record changed: P01."
    assert seen_by(town.employer, plan) == []


def test_another_name_is_no_other_record(town, plan, ana):
    with acting_as_system("test"):
        Participant.objects.filter(pk=ana.person.pk).update(name="Ana Reyes", phone="555 0100")
    assert seen_by(town.manager, plan) == []


def test_a_consent_taken_back_is_counted(town, plan, ana, as_web_role):
    with acting_as(ana.user, None, role="participant"):
        Consent.objects.filter(participant=ana.person).update(revoked_at=ana.consent.granted_at)
    assert words(town.manager, plan) == "1 person took their consent back."


def test_other_prices_or_rules(town, plan):
    with acting_as_system("test"):
        plan.document["made_from"]["rules"] = "0" * 64
        plan.save()
    (change,) = seen_by(town.manager, plan)
    assert change.basis is Basis.RULES


def test_what_is_out_of_date_is_refused_with_what_changed_and_what_to_do(town, plan):
    with acting_as_system("test"):
        JobOrder.objects.filter(pk=plan.job_order_id).update(openings=5)
        plan.refresh_from_db()
    said = r"out of date\. The job now has 5 openings\."
    with (
        acting_as(town.manager.user, town.agency, role="program_manager") as actor,
        pytest.raises(JobOrderError, match=said) as refused,
    ):
        require_up_to_date(actor, Plan.objects.get(pk=plan.pk))
    assert refused.value.hint == "Make the plan again."


def _sign(plan):
    return PlanSignature.objects.create(plan=plan, name="Pat", title="Director", content_hash=plan_hash(plan))


@pytest.mark.parametrize("field", ["document", "cost_total"])
def test_the_database_keeps_a_signed_plan_as_it_was_signed(plan, field):
    with acting_as_system("test"):
        signature = _sign(plan)
        values = {"document": {**plan.document, "title": "Another job"}, "cost_total": 1}
        with pytest.raises(IntegrityError, match="is signed and cannot change"), transaction.atomic():
            Plan.objects.filter(pk=plan.pk).update(**{field: values[field]})
        with pytest.raises(IntegrityError, match="is signed and cannot change"), transaction.atomic():
            PlanPerson.objects.filter(plan=plan).update(part={})
        Plan.objects.filter(pk=plan.pk).update(status="signed")
        plan.refresh_from_db()
        assert signature.content_hash == plan_hash(plan)


def test_the_hash_is_of_every_word_and_figure(plan):
    before = plan_hash(plan)
    plan.document["unknowns"] = ["One more."]
    assert plan_hash(plan) != before
    plan.document["unknowns"] = []
    assert plan_hash(plan) == before

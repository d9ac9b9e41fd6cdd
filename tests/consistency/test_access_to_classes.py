"""Sessions, apprenticeships and certificates: every predicate of access, for each step, role, party and state.

As in test_access: roles come from the tables of states, whose row it must be is written down here by hand.
"""

from __future__ import annotations

from itertools import product
from uuid import UUID

import pytest

from gainful.domain.accounts.actor import Actor
from gainful.domain.cohorts import apprentice_access, certificate_access, session_access
from gainful.domain.cohorts.certificate_states import CERTIFICATE_RULES
from gainful.domain.cohorts.models import Apprenticeship, Certificate, Cohort, Session
from gainful.domain.cohorts.states import APPRENTICESHIP_RULES, SESSION_RULES
from tests.consistency.test_access import (
    BO,
    MANAGERS,
    OURS,
    PERSON,
    REFUSALS,
    ROLES,
    STAFF,
    THEIRS,
    WHO,
    states,
    tried,
)

OUR_STAFF = {f"{role} of ours" for role in STAFF}
OVER = {"completed", "cancelled"}
"""A cohort of which nobody plans a session any more."""


@pytest.fixture(params=[False, True], ids=["teaches nobody", "teaches the cohort"])
def teaches(request, monkeypatch):
    """Whether the instructor of ours teaches the cohort; the database says so in tests/domain/cohorts."""
    cohort = Cohort(pk=UUID(int=41), organization_id=OURS.pk)
    monkeypatch.setattr(
        session_access, "teaches",
        lambda actor, of: request.param and actor is WHO["instructor of ours"] and of == cohort.pk,
    )  # fmt: skip
    return cohort, {*OUR_STAFF, *(["instructor of ours"] if request.param else [])}


def test_each_step_with_a_session_is_open_to_who_teaches_in_its_states_alone(teaches):
    cohort, teachers = teaches
    for verb, name, status in product(SESSION_RULES, WHO, states(Session, "status")):
        actor, rule = WHO[name], SESSION_RULES[verb]
        row, now = Session(cohort=cohort, status=status), status in rule.states
        at_work = name == "the system" or (actor.role in rule.roles and name in teachers)
        comes = actor.role == "participant" and verb == "check_in"
        assert session_access.may_session(actor, verb, row) is (now and (at_work or comes)), (
            verb,
            name,
            status,
        )
        words = tried(session_access.require_session, actor, verb, row)
        assert (words == "") is (now and (at_work or comes)), (verb, name, status)
        if at_work and not now:
            assert "is in the state" in words, (verb, name, status)
        elif words:
            assert "Your role does not allow" in words, (verb, name, status)


def test_what_is_taught_is_for_the_agencys_staff_and_whoever_teaches_and_managers_and_teachers_plan(teaches):
    cohort, teachers = teaches
    for name, status in product(WHO, states(Cohort, "status")):
        cohort.status = status
        works = name == "the system" or name in teachers
        words = tried(lambda actor, *_: session_access.require_teacher(actor, cohort), WHO[name], "", None)
        assert (words == "") is works, name
        assert session_access.is_teacher(WHO[name], cohort) is works, name
        plans = works and name != "coach of ours"
        words = tried(lambda actor, *_: session_access.require_planner(actor, cohort), WHO[name], "", None)
        assert (words == "") is (plans and status not in OVER), (name, status)
        if words:
            assert ("This cohort is over" in words) is plans, (name, status)


def test_each_step_with_an_apprenticeship_is_its_agencys_and_the_apprentices_own():
    for verb, name, status in product(APPRENTICESHIP_RULES, WHO, states(Apprenticeship, "status")):
        row = Apprenticeship(organization_id=OURS.pk, participant=PERSON, status=status)
        actor, rule = WHO[name], APPRENTICESHIP_RULES[verb]
        party = name in OUR_STAFF or name == "the person"
        theirs, now = name == "the system" or (actor.role in rule.roles and party), status in rule.states
        assert apprentice_access.may_apprentice(actor, verb, row) is (theirs and now), (verb, name, status)
        words = tried(apprentice_access.require_apprentice, actor, verb, row)
        assert (words == "") is (theirs and now), (verb, name, status)
        assert ("Your role does not allow" in words) is not theirs, (verb, name, status)


@pytest.mark.parametrize("role", ROLES)
def test_apprenticeships_are_kept_by_staff_of_an_agency(role):
    if role in STAFF:
        assert apprentice_access.require_agency(Actor(BO, OURS, role)) is OURS
    for actor in [Actor(BO, None, role), *([] if role in STAFF else [Actor(BO, OURS, role)])]:
        with pytest.raises(REFUSALS, match="Only staff of an agency keep"):
            apprentice_access.require_agency(actor)


def test_a_certificate_is_changed_by_its_agencys_managers_and_shared_by_its_holder_alone():
    """Not even the system shares what is somebody's own."""
    ours, elsewhere = {f"{role} of ours" for role in MANAGERS}, {f"{role} elsewhere" for role in MANAGERS}
    for verb, name, status in product(CERTIFICATE_RULES, WHO, states(Certificate, "status")):
        own = verb in {"share", "stop_sharing"}
        for agency in (OURS, THEIRS):
            row = Certificate(organization_id=agency.pk, participant=PERSON, status=status)
            staff = ours if agency is OURS else elsewhere
            theirs = name == "the person" if own else name == "the system" or name in staff
            now = status in CERTIFICATE_RULES[verb].states
            assert certificate_access.may_certificate(WHO[name], verb, row) is (theirs and now), (
                verb,
                name,
                status,
            )
            words = tried(certificate_access.require_certificate, WHO[name], verb, row)
            assert (words == "") is (theirs and now), (verb, name, status)
            assert ("Your role does not allow" in words) is not theirs, (verb, name, status)

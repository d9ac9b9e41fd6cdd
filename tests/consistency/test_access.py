"""Every predicate of access asked directly, for each step, role, party and state: no database stands in between.

What a role may do is taken from the tables of states, which docs/states.md shows; whose row it must be, and who passes
at all, is written down here by hand.
"""

from __future__ import annotations

from itertools import product
from types import SimpleNamespace
from uuid import UUID

import pytest
from django.core.exceptions import PermissionDenied
from django.http import HttpResponse

from gainful.domain.accounts.actor import Actor
from gainful.domain.accounts.models import User
from gainful.domain.cohorts import access as cohorts
from gainful.domain.cohorts.errors import CohortError
from gainful.domain.cohorts.models import Application, Cohort, Draw, Enrolment
from gainful.domain.cohorts.states import APPLICATION_RULES, COHORT_RULES, DRAW_RULES, ENROLMENT_RULES
from gainful.domain.curricula import access as curricula
from gainful.domain.curricula.errors import CurriculumError
from gainful.domain.curricula.states import VERSION_RULES, VersionStatus
from gainful.domain.job_orders import access as job_orders
from gainful.domain.job_orders.errors import JobOrderError
from gainful.domain.job_orders.models import JobOrder, SubmittedJob
from gainful.domain.job_orders.states import SUBMITTED_RULES
from gainful.domain.measures import access as measures
from gainful.domain.messages import access as messages
from gainful.domain.messages.models import Message, SignedLink
from gainful.domain.organizations import access as organizations
from gainful.domain.organizations.models import Organization, Partnership
from gainful.domain.organizations.partnerships import access as partnerships
from gainful.domain.participants import access as participants
from gainful.domain.participants.models import Participant
from gainful.domain.placements import access as placements
from gainful.domain.placements.errors import PlacementError
from gainful.domain.placements.models import Introduction
from gainful.domain.placements.states import RULES as INTRODUCTION_RULES
from gainful.domain.support import access as support
from gainful.domain.support.errors import SupportError
from gainful.domain.support.models import Appointment, Referral, Service
from gainful.domain.support.states import APPOINTMENT_RULES, REFERRAL_RULES, SERVICE_RULES, Side
from gainful.domain.workforce import access as workforce
from gainful.www.access import for_roles

OURS, THEIRS, FIRM = (Organization(pk=UUID(int=number), name=str(number)) for number in (1, 2, 3))
ANA, BO = (User(pk=UUID(int=number)) for number in (11, 12))
PERSON = Participant(pk=UUID(int=21), user_id=ANA.pk, registered_by_id=OURS.pk)
NOBODYS = Participant(pk=UUID(int=22), registered_by_id=OURS.pk)
REFUSALS = (CohortError, CurriculumError, JobOrderError, PlacementError, SupportError, PermissionDenied)
STAFF, MANAGERS = ("program_manager", "operator", "coach"), ("program_manager", "operator")
ROLES = (*STAFF, "employer", "participant", "link", "visitor", "instructor", "system")

WHO = {
    **{f"{role} of ours": Actor(BO, OURS, role) for role in (*STAFF, "employer", "participant", "instructor")},
    **{f"{role} elsewhere": Actor(BO, THEIRS, role) for role in (*STAFF, "employer")},
    **{f"{role} of nothing": Actor(BO, None, role) for role in STAFF},
    "the person": Actor(ANA, None, "participant"), "another person": Actor(BO, None, "participant"),
    "nobody as a person": Actor(None, None, "participant"),
    "a link": Actor(None, OURS, "link"), "a visitor": Actor(None, OURS, "visitor"),
    "the system": Actor(None, None, "system"),
}  # fmt: skip
"""Everybody; what they try is of our agency and of the person."""


def states(model, field):
    return [value for value, _ in model._meta.get_field(field).choices]


def holds(rule, name, *, person):
    """Whether the step is theirs: the system's, our staff's as the table says, the person's own (a link is theirs)."""
    actor = WHO[name]
    if actor.role == "system":
        return True
    if person and name in {"the person", "a link"}:
        return "participant" in rule.roles
    return name in {f"{role} of ours" for role in STAFF} and actor.role in rule.roles


def tried(ask, actor, verb, row):
    """Return what came of a step: empty where it may be taken, else the refusal's words."""
    try:
        ask(actor, verb, row)
    except REFUSALS as refused:
        return str(getattr(refused, "message", refused))
    return ""


ROWS = {
    "cohort": (COHORT_RULES, cohorts.require_cohort, cohorts.may_cohort, "status",
               lambda status: Cohort(organization_id=OURS.pk, status=status), False),
    "application": (APPLICATION_RULES, cohorts.require_application, cohorts.may_application, "status",
                    lambda status: Application(organization_id=OURS.pk, participant=PERSON, status=status), True),
    "draw": (DRAW_RULES, cohorts.require_draw, None, "status",
             lambda status: Draw(cohort=Cohort(organization_id=OURS.pk), status=status), False),
    "enrolment": (ENROLMENT_RULES, cohorts.require_enrolment, None, "status",
                  lambda status: Enrolment(organization_id=OURS.pk, status=status), False),
}  # fmt: skip


@pytest.mark.parametrize("kind", ROWS)
def test_each_step_with_cohorts_is_open_to_its_roles_in_its_states_alone(kind):
    rules, require, may, field, made, person = ROWS[kind]
    found = states(type(made("")), field)
    for verb, name, status in product(rules, WHO, found):
        row, rule = made(status), rules[verb]
        theirs, now = holds(rule, name, person=person), status in rule.states
        words = tried(require, WHO[name], verb, row)
        assert (words == "") is (theirs and now), (verb, name, status, words)
        if not theirs:
            assert "Your role does not allow this step" in words, (verb, name, status)
        elif not now:
            assert "is in the state" in words, (verb, name, status)
        if may:
            assert may(WHO[name], verb, row) is (theirs and now), (verb, name, status)


def test_an_application_of_nobody_we_know_is_no_persons_own():
    row = Application(organization_id=OURS.pk, participant=None, status="offered")
    assert not cohorts.may_application(WHO["the person"], "accept", row)
    assert cohorts.may_application(WHO["a link"], "accept", row)
    assert cohorts.may_application(WHO["coach of ours"], "accept", row)


STEPS = {
    "referral": (REFERRAL_RULES, support.require_referral, support.may_refer, Referral),
    "appointment": (APPOINTMENT_RULES, support.require_appointment, support.may_appoint, Appointment),
}


@pytest.mark.parametrize("kind", STEPS)
def test_each_step_with_referrals_and_appointments_is_open_to_its_roles_in_its_states_alone(kind):
    rules, require, may, model = STEPS[kind]
    ours = {f"{role} of ours" for role in ROLES} - {"participant of ours"}
    for verb, name, state in product(rules, WHO, states(model, "state")):
        row, rule = model(organization_id=OURS.pk, participant=PERSON, state=state), rules[verb]
        role = WHO[name].role
        theirs = role == "system" or (
            role in rule.roles and (name in ours or name in {"the person", "a link"} or role == "link")
        )
        now = state in rule.states
        assert may(WHO[name], verb, row) is (theirs and now), (verb, name, state)
        assert support.may_step(WHO[name], rules, verb, row) is (theirs and now), (verb, name, state)
        for ask in (require, lambda actor, step, one: support.require_step(actor, rules, step, one)):
            words = tried(ask, WHO[name], verb, row)
            assert (words == "") is (theirs and now), (verb, name, state, words)
            assert ("Your role does not allow" in words) is not theirs, (verb, name, state)


def test_services_of_a_directory_are_for_the_staff_of_the_agency_that_keeps_it():
    for verb, name, status in product(SERVICE_RULES, WHO, states(Service, "status")):
        rule, actor = SERVICE_RULES[verb], WHO[name]
        theirs = actor.organization is OURS and actor.role in {*rule.roles, "system"}
        words = tried(
            support.require_service, actor, verb, Service(name="Bus", organization_id=OURS.pk, status=status)
        )
        assert (words == "") is (theirs and status in rule.states), (verb, name, status)
        assert ("keeps this directory" in words) is not theirs
    system = Actor(None, OURS, "system")
    verb, rule = next(iter(SERVICE_RULES.items()))
    assert (
        tried(
            support.require_service, system, verb, Service(organization_id=OURS.pk, status=min(rule.states))
        )
        == ""
    )


@pytest.mark.parametrize(
    ("role", "side"),
    [("participant", Side.PERSON), ("link", Side.PROVIDER), ("coach", Side.AGENCY), ("system", Side.AGENCY)],
)  # fmt: skip
def test_whose_doing_a_step_is(role, side):
    assert support.side_of(Actor(ANA, OURS, role)) is side


OF_EMPLOYER, OF_PERSON = (
    {"invite", "offer", "take_offer_back", "refuse", "hire"},
    {"agree", "decline", "accept", "step_back"},
)


def introduction(status):
    return Introduction(
        pk=UUID(int=31), organization_id=OURS.pk, employer_id=FIRM.pk, participant=PERSON, status=status
    )


def through(scope, about=31):
    return SignedLink(scope=scope, about_id=str(UUID(int=about)))


INTRODUCED = {
    **{name: (actor, None) for name, actor in WHO.items()},
    "the employer": (Actor(BO, FIRM, "employer"), None),
    "the employer's link": (WHO["a link"], through("meet_person")),
    "the person's link": (WHO["a link"], through("answer_introduction")),
    "a link of another": (WHO["a link"], through("meet_person", 32)),
    "a link for reading": (WHO["a link"], through("view_plan")),
}


def test_each_step_of_an_introduction_is_open_to_its_party_in_its_states_alone():
    for verb, name, status in product(INTRODUCTION_RULES, INTRODUCED, states(Introduction, "status")):
        (actor, link), rule = INTRODUCED[name], INTRODUCTION_RULES[verb]
        party = {
            "the employer": True, "the person": True, "the employer's link": verb in OF_EMPLOYER,
            "the person's link": verb in OF_PERSON,
        }.get(name, name in {f"{role} of ours" for role in (*STAFF, "instructor")})  # fmt: skip
        theirs = actor.role == "system" or (actor.role in rule.roles and party)
        now, row = status in rule.states, introduction(status)
        assert placements.may(actor, verb, row, link) is (theirs and now), (verb, name, status)
        words = tried(
            lambda who, step, one, link=link: placements.require(who, step, one, link), actor, verb, row
        )
        assert (words == "") is (theirs and now), (verb, name, status)
        assert ("Your role does not allow" in words) is not theirs, (verb, name, status)


def test_an_introduction_without_an_employer_is_no_employers():
    row = Introduction(organization_id=OURS.pk, employer_id=None, participant=PERSON, status="introduced")
    assert not placements.may(Actor(BO, None, "employer"), "invite", row)
    assert not placements.may(
        Actor(None, None, "participant"), "agree", Introduction(participant=NOBODYS, status="asked")
    )


def test_what_staff_record_of_a_hire_is_for_the_persons_agency():
    for name, actor in WHO.items():
        words = tried(lambda who, *_: placements.require_staff(who, OURS.pk), actor, "", None)
        passes = name == "the system" or name in {f"{role} of ours" for role in STAFF}
        assert (words == "") is passes, name


def organization_or_refusal(ask, actor):
    try:
        return ask(actor)
    except REFUSALS as refused:
        return type(refused)


@pytest.mark.parametrize(
    ("ask", "roles"),
    [
        (cohorts.require_manager, {*MANAGERS, "system"}),
        (support.require_staff, {*STAFF, "system"}),
        (support.require_manager, {*MANAGERS, "system"}),
        (messages.require_sender, {*STAFF, "employer", "system"}),
        (messages.require_manager, {*MANAGERS, "system"}),
        (partnerships.require_manager, {*MANAGERS, "system"}),
        (workforce.require_employer, {"employer"}),
        *((lambda actor, verb=verb: measures.require(actor, verb), {*STAFF, "system"})
          for verb in ("read_indicators", "answer_for", "code_answers")),
        *((lambda actor, verb=verb: measures.require(actor, verb), {*MANAGERS, "system"})
          for verb in ("set_service_rule", "release", "import_wages", "set_codebook", "tell_improvement",
                       "set_exit_reason")),
    ],
)  # fmt: skip
def test_who_acts_for_an_organization_gets_it_and_anybody_else_is_refused(ask, roles):
    for role in ROLES:
        found = organization_or_refusal(ask, Actor(BO, OURS, role))
        assert (found is OURS) is (role in roles), role
        if role in roles:
            assert isinstance(organization_or_refusal(ask, Actor(BO, None, role)), type), f"{role} of nothing"
            assert isinstance(organization_or_refusal(ask, Actor(BO, SimpleNamespace(pk=1), role)), type), (
                role
            )


def passes(ask, actor):
    """Whether a check that returns nothing lets the actor through."""
    try:
        ask(actor)
    except REFUSALS:
        return False
    return True


@pytest.mark.parametrize(
    ("ask", "roles", "alone"),
    [
        (messages.require_keeper, set(STAFF), False),
        (job_orders.require_creator, set(MANAGERS), False),
        (curricula.require_agency, {*MANAGERS, "system"}, "system"),
        (workforce.require_worker, {"participant", "link"}, True),
    ],
)
def test_who_may_begin_at_all(ask, roles, alone):
    for role in ROLES:
        assert passes(ask, Actor(BO, OURS, role)) is (role in roles), role
        of_nothing = role in roles and (alone is True or role == alone)
        assert passes(ask, Actor(BO, None, role)) is of_nothing, f"{role} of nothing"


def test_a_message_and_a_partnership_of_another_agency_are_refused():
    manager, row = WHO["program_manager of ours"], Partnership(agency_id=THEIRS.pk)
    assert partnerships.require_manager(manager, Partnership(agency_id=OURS.pk)) is OURS
    with pytest.raises(PermissionDenied, match="Another agency looks after"):
        partnerships.require_manager(manager, row)
    messages.require_ours(manager, Message(organization_id=OURS.pk))
    with pytest.raises(PermissionDenied, match="Another organization sent"):
        messages.require_ours(manager, Message(organization_id=THEIRS.pk))
    with pytest.raises(PermissionDenied, match="Only staff of an organization"):
        messages.require_ours(WHO["a visitor"], Message(organization_id=OURS.pk))


PEOPLE = {
    "register": {"program_manager", "coach"}, "import": {"program_manager"}, "import workforce": {"employer"},
    "read": {"program_manager", "coach", "operator"}, "change": {"program_manager", "coach"},
    "attest": {"program_manager", "coach"}, "ask to see": {"program_manager", "coach"},
    "open in an emergency": {"program_manager", "coach"}, "review": {"program_manager"}, "erase": {"program_manager"},
    "merge": {"program_manager"}, "catalogue": {"program_manager", "operator"},
}  # fmt: skip
INVITES = {"program_manager", "coach", "system"}
"""Who invites a person to their own record; all else about accounts is the operator's."""


@pytest.mark.parametrize("role", ROLES)
def test_what_each_role_may_do_with_people_and_with_accounts(role):
    actor = Actor(BO, OURS, role)
    assert {verb for verb in participants.MAY if participants.may(actor, verb)} == {
        verb for verb, roles in PEOPLE.items() if role in {*roles, "system"}
    }
    for verb in participants.MAY:
        assert passes(lambda who, verb=verb: participants.require(who, verb), actor) is (
            role in {*PEOPLE[verb], "system"}
        )
    for verb in organizations.MAY:
        let_in = role in (INVITES if verb == "invite_participant" else {"operator", "system"})
        assert organizations.may(actor, verb) is let_in, verb
        assert passes(lambda who, verb=verb: organizations.require(who, verb), actor) is let_in, verb


def test_the_person_needs_no_role_for_their_own_record():
    for name, actor in WHO.items():
        own, reads = name == "the person", actor.role in {*PEOPLE["read"], "system"}
        assert participants.is_self(actor, PERSON) is own, name
        assert passes(lambda who: participants.require_person_or(who, PERSON, "read"), actor) is (
            own or reads
        ), name
        assert participants.may_check_resume(actor, PERSON) is own, name
        beside = actor.role in {"program_manager", "coach", "system"}
        assert participants.may_check_resume(actor, NOBODYS) is beside, name
        ours = actor.organization is OURS or name in {"the person", "the system"}
        assert participants.keeps_contact(actor, PERSON) is ours, name
    assert participants.import_verb("workforce") == "import workforce"
    assert participants.import_verb("people") == participants.import_verb("courses") == "import"


def test_a_job_that_an_employer_sent_in_is_taken_up_by_the_agency_and_withdrawn_by_the_employer():
    for verb, name, status in product(SUBMITTED_RULES, WHO, states(SubmittedJob, "status")):
        for firm in (FIRM, OURS, THEIRS):
            actor, rule = WHO[name], SUBMITTED_RULES[verb]
            row = SubmittedJob(agency_id=OURS.pk, employer_id=firm.pk, status=status)
            party = actor.organization is (firm if actor.role == "employer" else OURS)
            may = actor.role in rule.roles and party and status in rule.states
            assert job_orders.may_submitted(actor, verb, row) is may, (verb, name, status)
            assert (tried(job_orders.require_submitted, actor, verb, row) == "") is may, (verb, name, status)


def test_openings_are_committed_by_their_employer_or_with_it_on_the_phone_while_the_order_is_shared():
    row = JobOrder(agency_id=OURS.pk, employer_id=FIRM.pk, status="sent_to_employer")
    employer = Actor(BO, FIRM, "employer")
    assert passes(lambda actor: job_orders.require_commitment(actor, row), employer)
    assert not passes(lambda actor: job_orders.require_commitment(actor, row), WHO["employer elsewhere"])
    for name, may in (
        ("program_manager of ours", True),
        ("coach of ours", False),
        ("program_manager elsewhere", False),
    ):
        assert passes(lambda actor: job_orders.require_commitment(actor, row), WHO[name]) is may, name
    for status in ("draft", "closed"):
        row.status = status
        assert not passes(lambda actor: job_orders.require_commitment(actor, row), employer), status
    nameless = JobOrder(agency_id=OURS.pk, employer_id=None, status="sent_to_employer")
    assert not job_orders.is_employer(Actor(BO, None, "employer"), nameless)
    assert not job_orders.is_agency(Actor(BO, None, "program_manager"), JobOrder(agency_id=None))


@pytest.mark.parametrize("opens", [True, False])
def test_each_step_with_a_version_of_a_curriculum_is_open_to_its_party_in_its_states_alone(opens):
    """An employer's party is asked of the database: tests/domain/curricula. A link opens what PostgreSQL shows it."""
    for verb, name, status in product(VERSION_RULES, WHO, VersionStatus.values):
        actor, rule = WHO[name], VERSION_RULES[verb]
        if actor.role == "employer":
            continue
        row = SimpleNamespace(
            status=status, number=2, bases=SimpleNamespace(exists=lambda: opens), get_status_display=lambda: "as it is",
            curriculum=SimpleNamespace(agency_id=OURS.pk),
        )  # fmt: skip
        party = opens if actor.role == "link" else actor.organization is OURS
        theirs = actor.role == "system" or (actor.role in rule.roles and party)
        assert curricula.has_right(actor, verb, row) is theirs, (verb, name)
        assert curricula.may(actor, verb, row) is (theirs and status in rule.states), (verb, name, status)
        words = tried(curricula.require, actor, verb, row)
        assert (words == "") is (theirs and status in rule.states), (verb, name, status)
        assert ("Your role does not allow" in words) is not theirs, (verb, name, status)


@pytest.mark.parametrize("role", ROLES)
def test_a_screen_lets_its_roles_in_and_nobody_else(role):
    view = for_roles("coach", "operator")(lambda _request: HttpResponse("in"))
    assert view.allowed_roles == ("coach", "operator")
    request = SimpleNamespace(actor=Actor(BO, OURS, role))
    if role in {"coach", "operator"}:
        assert view(request).content == b"in"
    else:
        with pytest.raises(PermissionDenied):
            view(request)

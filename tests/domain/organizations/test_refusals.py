"""Every refusal of accounts, roles, tokens, organizations and courses, by its words.

Whoever acts is somebody whom row security would let through (the system's own context), so that the action answers.
"""

import uuid
from datetime import timedelta

import pytest
from django.core.exceptions import PermissionDenied
from django.utils import timezone

from gainful.domain.accounts.actor import Actor
from gainful.domain.organizations import actions
from gainful.domain.organizations.courses.actions import import_courses, retire_course
from gainful.domain.organizations.courses.models import Course
from gainful.domain.organizations.errors import InvitationClosed, MemberError
from gainful.domain.organizations.models import ApiToken, Invitation, Membership, Organization
from gainful.domain.programs import actions as programs
from gainful.domain.programs.errors import ProgramError
from gainful.domain.programs.models import Program
from tests.person import ana
from tests.town import town

__all__ = ["ana", "town"]


@pytest.fixture(autouse=True)
def lets_through(system):
    """Row security refuses nothing in these tests."""


def operator(town):
    return Actor(town.operator.user, town.agency, "operator")


def manager(town):
    return Actor(town.manager.user, town.agency, "program_manager")


def role_of(someone):
    return Membership.objects.get(user=someone.user, role=someone.role).pk


def ended(town):
    Membership.objects.filter(pk=role_of(town.coach)).update(ended_at=timezone.now())
    return role_of(town.coach)


NOBODY = uuid.uuid4()
OPERATORS = {
    "a role that has ended": (
        lambda town: actions.end_membership(operator(town), ended(town)), "This role has ended already"
    ),
    "the last operator's role": (
        lambda town: actions.end_membership(operator(town), role_of(town.operator)), "This is the last operator"
    ),
    "close nobody's account": (
        lambda town: actions.set_account_active(operator(town), NOBODY, active=False), "There is no such account"
    ),
    "close one's own account": (
        lambda town: actions.set_account_active(operator(town), town.operator.user.pk, active=False),
        "You cannot close your own account",
    ),
    "a second step of nobody": (
        lambda town: actions.reset_second_step(operator(town), NOBODY), "There is no such account"
    ),
    "one's own second step": (
        lambda town: actions.reset_second_step(operator(town), town.operator.user.pk),
        "You change your own second step on your account page",
    ),
    "a second step that is none": (
        lambda town: actions.reset_second_step(operator(town), town.coach.user.pk), "This account has no second step"
    ),
    "unlock nobody": (lambda town: actions.unlock_account(operator(town), NOBODY), "There is no such account"),
    "an organization without a name": (
        lambda town: actions.add_organization(operator(town), name="  ", kind="agency"), "The organization has no name"
    ),
    "an organization twice": (
        lambda town: actions.add_organization(operator(town), name="HARBOR  workforce", kind="agency"),
        "is there already",
    ),
    "a second first operator": (
        lambda town: actions.create_first_operator(
            name="O", email="o@example.org", organization="O", password="river stone lantern 42"
        ),
        "This installation has an operator already",
    ),
}  # fmt: skip


@pytest.mark.parametrize("case", OPERATORS)
def test_what_even_an_operator_is_refused(town, case):
    step, words = OPERATORS[case]
    before = (Membership.objects.filter(ended_at=None).count(), Organization.objects.count())
    with pytest.raises(MemberError, match=words):
        step(town)
    assert before[1] == Organization.objects.count()
    assert Membership.objects.filter(ended_at=None).count() == before[0] - (case == "a role that has ended")
    assert not type(town.operator.user).objects.filter(is_active=False).exists()


def test_an_operator_leaves_once_there_is_another(town):
    Membership.objects.create(user=town.manager.user, organization=town.agency, role="operator")
    assert actions.end_membership(operator(town), role_of(town.operator)).ended_at is not None
    with pytest.raises(MemberError, match="This is the last operator"):
        actions.set_account_active(operator(town), town.manager.user.pk, active=False)


@pytest.mark.parametrize(
    "step",
    [
        lambda actor, town: actions.end_membership(actor, role_of(town.coach)),
        lambda actor, town: actions.set_account_active(actor, town.coach.user.pk, active=False),
        lambda actor, town: actions.reset_second_step(actor, town.coach.user.pk),
        lambda actor, town: actions.unlock_account(actor, town.coach.user.pk),
        lambda actor, town: actions.add_organization(actor, name="New", kind="agency"),
        lambda actor, town: actions.invite_member(actor, town.agency, email="k@example.org", role="coach"),
        lambda actor, town: actions.revoke_invitation(actor, NOBODY),
    ],
    ids=["end role", "close account", "second step", "unlock", "organization", "invite", "take back"],
)
@pytest.mark.parametrize("role", ["program_manager", "coach", "employer", "participant", "link", ""])
def test_only_an_operator_does_it(town, step, role):
    with pytest.raises(PermissionDenied, match="Your role does not allow this"):
        step(Actor(town.manager.user, town.agency, role), town)


@pytest.mark.parametrize(
    ("given", "words"),
    [
        ({"name": " "}, "The token has no name"),
        ({"days": 0}, "A token lasts from 1 to 366 days"),
        ({"days": 367}, "A token lasts from 1 to 366 days"),
    ],
)
def test_a_token_that_is_not_issued(town, given, words):
    with pytest.raises(MemberError, match=words):
        actions.issue_token(manager(town), **{"name": "Report", "scope": "read", "days": 30, **given})
    assert not ApiToken.objects.exists()


@pytest.mark.parametrize("days", [1, 366])
def test_a_token_lasts_as_long_as_was_asked(town, days):
    token, _secret = actions.issue_token(manager(town), name="Report", scope="read", days=days)
    assert token.expires_at - token.created_at == pytest.approx(
        timedelta(days=days), abs=timedelta(minutes=1)
    )


def test_a_token_acts_for_an_organization(town):
    with pytest.raises(MemberError, match="A token acts for an organization"):
        actions.issue_token(Actor(town.manager.user, None, ""), name="Report", scope="read", days=30)


def invited(town, email):
    return actions.invite_member(operator(town), town.agency, email=email, role="coach")


def test_an_invitation_to_an_address_with_an_account_is_taken_by_that_account_only(town):
    _, secret = invited(town, "manager@example.org")
    for somebody in (None, town.coach.user):
        with pytest.raises(MemberError, match="This address has an account"):
            actions.accept_invitation(secret, signed_in=somebody)
    assert actions.accept_invitation(secret, signed_in=town.manager.user).role == "coach"
    with pytest.raises(InvitationClosed):
        actions.accept_invitation(secret, signed_in=town.manager.user)


@pytest.mark.parametrize("state", ["guess", "expired", "taken back", "used"])
def test_an_invitation_that_is_closed(town, state):
    invitation, secret = invited(town, "new@example.org")
    past = invitation.created_at
    changed = {
        "expired": {"expires_at": past},
        "taken back": {"revoked_at": past},
        "used": {"accepted_at": past},
    }
    Invitation.objects.filter(pk=invitation.pk).update(**changed.get(state, {}))
    for step in (actions.open_invitation, actions.accept_invitation):
        with pytest.raises(InvitationClosed):
            step("guess" if state == "guess" else secret)
    assert not Membership.objects.filter(user__email="new@example.org").exists()


def program(town):
    return Program.objects.create(organization=town.agency, name="Care", created_by=town.manager.user)


PROGRAMS = {
    "a program twice": (lambda town: programs.add_program(manager(town), name=program(town).name.upper()), "already"),
    "without a name": (lambda town: programs.add_program(manager(town), name=" "), "cannot be blank"),
    "somebody who is no manager": (
        lambda town: programs.set_managers(manager(town), program(town), [town.coach.user]),
        "is no program manager here",
    ),
}  # fmt: skip


@pytest.mark.parametrize("case", PROGRAMS)
def test_what_is_not_saved_of_a_program(town, case):
    step, words = PROGRAMS[case]
    with pytest.raises(ProgramError, match=words):
        step(town)


STEPS = {
    "change": lambda actor, one: programs.change_program(actor, one, name="X", about="", is_open=True),
    "site": lambda actor, one: programs.add_site(actor, one, name="X"),
    "fund": lambda actor, one: programs.add_fund(actor, one, name="X", amount=1),
    "managers": lambda actor, one: programs.set_managers(actor, one, []),
}


@pytest.mark.parametrize("step", STEPS)
def test_only_managers_of_the_agency_that_runs_it_change_a_program(town, step):
    one = program(town)
    with pytest.raises(PermissionDenied, match="Another agency runs this program"):
        STEPS[step](Actor(town.stranger.user, town.stranger.organization, "program_manager"), one)
    for role in ("coach", "employer", "participant", "link"):
        with pytest.raises(PermissionDenied, match="Only managers of an agency change programs"):
            STEPS[step](Actor(town.coach.user, town.agency, role), one)
    with pytest.raises(PermissionDenied, match="Only managers of an agency change programs"):
        programs.add_program(Actor(town.coach.user, town.agency, "coach"), name="New")


@pytest.mark.parametrize("role", ["coach", "employer", "participant", "link"])
def test_only_managers_change_the_catalogue(town, role):
    course = Course.objects.create(code="C-1", title="Care", provider=town.agency, hours=10, price=1)
    actor = Actor(town.coach.user, town.agency, role)
    for step in (lambda: import_courses(actor, []), lambda: retire_course(actor, course)):
        with pytest.raises(PermissionDenied, match="Only program managers change the course catalogue"):
            step()
    course.refresh_from_db()
    assert course.is_active

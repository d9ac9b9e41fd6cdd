"""An invitation lasts a week, opens once, and ends when another takes its place or it is taken back."""

from datetime import timedelta

import pytest
from django.core.exceptions import PermissionDenied

from gainful.domain.accounts.actor import acting_as, acting_as_system
from gainful.domain.organizations.actions import invite_member, revoke_invitation
from gainful.domain.organizations.errors import MemberError
from gainful.domain.organizations.models import Invitation
from tests.town import town

__all__ = ["town"]
WEEK = timedelta(days=7)
PASSWORD = {"password": "river stone lantern 42"}


@pytest.fixture
def invited(town):
    """An invitation of a coach and the address of its page."""
    with acting_as(town.operator.user, town.agency, role="operator") as actor:
        invitation, secret = invite_member(
            actor, town.agency, email="kim@example.org", role="coach", name="Kim"
        )
    return invitation, f"/invitation/{secret}/"


def aged(invitation, days):
    with acting_as_system("test"):
        Invitation.objects.filter(pk=invitation.pk).update(
            expires_at=invitation.expires_at - timedelta(days=days)
        )


def test_it_ends_a_week_after_it_was_made(invited):
    invitation, _ = invited
    assert invitation.expires_at - invitation.created_at == pytest.approx(WEEK, abs=timedelta(minutes=1))


def test_it_opens_to_the_last_day_and_not_after(invited, client):
    invitation, address = invited
    assert client.get(address).status_code == 200
    aged(invitation, 6)
    assert client.get(address).status_code == 200
    aged(invitation, 7)
    assert client.get(address).status_code in {404, 410}
    client.post(address, PASSWORD)
    with acting_as_system("test"):
        assert not Invitation.objects.filter(accepted_at__isnull=False).exists()


def test_a_second_one_ends_the_first(town, invited, client):
    first, address = invited
    with acting_as(town.operator.user, town.agency, role="operator") as actor:
        invite_member(actor, town.agency, email="KIM@example.org", role="coach")
    assert client.get(address).status_code in {404, 410}
    with acting_as_system("test"):
        first.refresh_from_db()
    assert not first.is_open


def test_one_that_is_taken_back_opens_nothing(town, invited, client):
    invitation, address = invited
    with acting_as(town.operator.user, town.agency, role="operator") as actor:
        revoke_invitation(actor, invitation.pk)
    assert client.get(address).status_code in {404, 410}


@pytest.mark.parametrize(
    ("given", "words"),
    [
        ({"email": "kim", "role": "coach"}, "is not an email address"),
        ({"email": "kim@example.org", "role": "employer"}, "This role does not fit"),
        ({"email": "coach@example.org", "role": "coach"}, "has this role already"),
        ({"email": "COACH@example.org", "role": "coach"}, "has this role already"),
    ],
)
def test_what_cannot_be_invited_is_said(town, given, words):
    with (
        acting_as(town.operator.user, town.agency, role="operator") as actor,
        pytest.raises(MemberError, match=words),
    ):
        invite_member(actor, town.agency, **given)
    with acting_as_system("test"):
        assert not Invitation.objects.exists()


@pytest.mark.parametrize("who", ["manager", "coach"])
def test_only_an_operator_invites(town, who):
    someone = getattr(town, who)
    with (
        acting_as(someone.user, someone.organization, role=someone.role) as actor,
        pytest.raises(PermissionDenied, match="Your role does not allow this"),
    ):
        invite_member(actor, town.agency, email="kim@example.org", role="coach")

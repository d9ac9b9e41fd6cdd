"""Whoever leaves comes back by no way that they laid out before: invitation, token, session."""

from __future__ import annotations

from datetime import timedelta

import pytest
from django.utils import timezone

from gainful.domain.accounts.actor import acting_as, acting_as_system
from gainful.domain.accounts.models import User
from gainful.domain.accounts.sessions import end_sessions
from gainful.domain.organizations.actions import (
    add_organization,
    end_membership,
    invite_member,
    open_invitation,
    set_account_active,
)
from gainful.domain.organizations.errors import InvitationClosed
from gainful.domain.organizations.models import ApiToken, Invitation, Membership, Organization


class World:
    """An agency with two operators; one of them has invited into it and into an employer that it keeps."""

    def __init__(self):
        self.agency = Organization.objects.create(name="Harbor", kind="agency")
        self.boss, self.leaver = (
            User.objects.create_user(f"{name}@example.org", "a long password") for name in ("boss", "leaver")
        )
        for user in (self.boss, self.leaver):
            Membership.objects.create(user=user, organization=self.agency, role="operator")
        self.role = Membership.objects.get(user=self.leaver)

    def invite(self):
        with acting_as(self.leaver, self.agency, role="operator") as actor:
            kept = add_organization(actor, name="Bakery", kind="employer")
            ApiToken.objects.create(
                user=self.leaver, organization=self.agency, role="operator", name="x", secret_hash="x" * 64,
                expires_at=timezone.now() + timedelta(days=30),
            )  # fmt: skip
            return [
                invite_member(actor, organization, email=f"alias{number}@evil.example", role=role)[1]
                for number, (organization, role) in enumerate(
                    ((self.agency, "program_manager"), (kept, "employer"))
                )
            ]

    def end(self, how):
        with acting_as(self.boss, self.agency, role="operator") as actor:
            if how == "role":
                end_membership(actor, self.role.pk)
            else:
                set_account_active(actor, self.leaver.pk, active=False)


@pytest.fixture
def world(db):
    with acting_as_system("test"):
        return World()


@pytest.mark.parametrize("how", ["role", "account"])
def test_invitations_and_tokens_end_with_role_and_account(world, as_web_role, how):
    secrets = world.invite()
    for secret in secrets:
        assert open_invitation(secret)
    world.end(how)
    for secret in secrets:
        with pytest.raises(InvitationClosed):
            open_invitation(secret)
    with acting_as_system("test"):
        assert not ApiToken.objects.filter(revoked_at=None).exists()
        assert not Invitation.objects.filter(revoked_at=None).exists()


def test_what_others_laid_out_stays(world, as_web_role):
    with acting_as(world.boss, world.agency, role="operator") as actor:
        _made, secret = invite_member(actor, world.agency, email="new@example.org", role="coach")
    with acting_as_system("test"):
        coach = Membership.objects.create(user=world.boss, organization=world.agency, role="coach")
    with acting_as(world.boss, world.agency, role="operator") as actor:
        end_membership(actor, coach.pk)
    world.end("role")
    assert open_invitation(secret)


def test_no_session_of_a_closed_account_goes_on_when_it_is_opened_again(
    world, client, django_capture_on_commit_callbacks
):
    def signed_in():
        return client.get("/accounts/password/change/").status_code == 200

    with acting_as_system("test"):
        client.force_login(world.leaver)
        other = type(client)()
        other.force_login(world.boss)
    assert signed_in()
    with django_capture_on_commit_callbacks(execute=True):
        world.end("account")
    with acting_as(world.boss, world.agency, role="operator") as actor:
        set_account_active(actor, world.leaver.pk, active=True)
    assert not signed_in()
    assert end_sessions(world.leaver.pk) == 0
    assert end_sessions(world.boss.pk) == 1

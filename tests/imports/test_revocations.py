"""What was taken back after a backup is listed beside it and ended again where it is restored."""

from __future__ import annotations

import json
import shutil
from datetime import datetime, timedelta
from types import SimpleNamespace

import pytest
from django.db import transaction
from django.utils import timezone

from gainful.domain.accounts.actor import acting_as, acting_as_system
from gainful.domain.accounts.models import User
from gainful.domain.messages.signed_links import SignedLink
from gainful.domain.organizations.actions.end_membership import end_membership, set_account_active
from gainful.domain.organizations.models import ApiToken, Invitation, Membership
from gainful.domain.participants.actions.consents import revoke_consent
from gainful.domain.participants.models import Consent, Participant
from gainful.imports import erasures, revocations
from tests.town import build_town

NOW = timezone.now()
LATER = NOW + timedelta(days=30)


@pytest.fixture
def folder(tmp_path, monkeypatch):
    """A data folder whose backups lie beside it."""
    data, backups = tmp_path / "var", tmp_path / "backups"
    data.mkdir()
    backups.mkdir()
    monkeypatch.setenv("GAINFUL_DATA", str(data))
    erasures.remember_folder(backups)
    return backups


@pytest.fixture
def world(db, folder):
    """A site with one of everything that can be taken back."""
    town = build_town()
    with acting_as_system("test"):
        person = Participant.objects.create(registered_by=town.agency, code="A1", name="Ana Silva")
        consent = Consent.objects.create(
            participant=person, organization=town.agency, scopes=["profile"], granted_at=NOW - timedelta(days=1),
            expires_at=LATER, basis="own_account",
        )  # fmt: skip
        link = SignedLink.objects.create(
            organization=town.agency, scope="thread", about_kind="thread", about_id="1", secret_hash="l",
            expires_at=LATER, participant=person,
        )  # fmt: skip
        other = SignedLink.objects.create(
            organization=town.agency, scope="thread", about_kind="thread", about_id="2", secret_hash="o",
            expires_at=LATER,
        )  # fmt: skip
        token = ApiToken.objects.create(
            user=town.coach.user, organization=town.agency, role="coach", name="script", scope="read",
            secret_hash="t", expires_at=LATER,
        )  # fmt: skip
        own = ApiToken.objects.create(
            user=town.manager.user, organization=town.agency, role="program_manager", name="mine", scope="read",
            secret_hash="m", expires_at=LATER,
        )  # fmt: skip
        invited = Invitation.objects.create(
            organization=town.agency, email="new@example.org", role="coach", invited_by=town.coach.user,
            secret_hash="i", expires_at=LATER,
        )  # fmt: skip
        role = Membership.objects.get(user=town.coach.user)
    return SimpleNamespace(
        town=town, person=person, consent=consent, link=link, other=other, token=token, own=own, invited=invited,
        role=role,
    )  # fmt: skip


def take_back(world) -> None:
    """End a consent, a link, a token, a role with what hangs on it, and close an account."""
    town = world.town
    with acting_as(town.operator.user, town.agency, role="operator") as actor:
        end_membership(actor, world.role.pk)
        set_account_active(actor, town.stranger.user.pk, active=False)
    with acting_as(town.manager.user, town.agency, role="program_manager") as actor:
        revoke_consent(actor, world.consent)
    with acting_as_system("test"):
        for row in (world.own, world.other, world.invited):
            type(row).objects.filter(pk=row.pk).update(revoked_at=timezone.now())


def ends(world) -> dict[str, datetime | bool | None]:
    """When each thing ended."""
    with acting_as_system("test"):
        found = {
            name: type(row)
            .objects.values_list("ended_at" if name == "role" else "revoked_at", flat=True)
            .get(pk=row.pk)
            for name, row in vars(world).items()
            if name not in {"town", "person"}
        }
        return {**found, "account": User.objects.get(pk=world.town.stranger.user.pk).is_active}


def test_what_a_backup_holds_open_ends_again_at_its_time(world, folder, tmp_path):
    before = ends(world)
    assert set(before.values()) == {None, True}
    held = transaction.savepoint()
    take_back(world)
    after = ends(world)
    assert None not in after.values(), "a role's and a consent's end take tokens, invitations and links along"
    assert after["account"] is False
    assert revocations.note(timezone.now()) == len(after)
    transaction.savepoint_rollback(held)  # the restored backup
    assert ends(world) == before
    shutil.rmtree(tmp_path / "var")  # the disk that broke
    ended = revocations.end_again(revocations.listed(folder, tmp_path / "var"))
    assert (ended.rows, ended.operators_kept) == (6, 0), (
        "the seven and the account, less what ends with another"
    )
    again = ends(world)
    assert {name for name, at in again.items() if at == after[name]} >= {
        "role",
        "consent",
        "own",
        "other",
        "account",
    }
    assert None not in again.values()
    assert revocations.end_again(revocations.listed(folder)).rows == 0


def test_nobody_is_named_and_a_line_comes_once(world, folder):
    take_back(world)
    revocations.note(timezone.now())
    text = (folder / revocations.NAME).read_text()
    assert "Silva" not in text
    assert str(world.person.pk) not in text
    assert "example.org" not in text
    assert revocations.note(timezone.now()) == 0
    assert (folder / revocations.NAME).read_text() == text
    assert {json.loads(line)["what"] for line in text.splitlines()} == {
        *revocations.ENDS,
        revocations.ACCOUNT,
    }


def test_a_folder_that_was_away_gets_the_whole_list_later(world, folder, tmp_path):
    away = tmp_path / "away"
    folder.rename(away)
    take_back(world)
    noted = revocations.note(timezone.now())
    assert not folder.exists()
    away.rename(folder)
    assert revocations.note(timezone.now()) == 0
    assert len(revocations.listed(folder)) == noted


def test_what_was_erased_reaches_the_backups_too(folder, tmp_path, db):
    person = "019a0000-0000-7000-8000-000000000001"
    (tmp_path / "var" / erasures.NAME).write_text(json.dumps({"person": person}) + "\n")
    revocations.note(timezone.now())
    assert [str(one) for one in erasures.listed(folder)] == [person]


def test_an_account_that_was_opened_again_stays_open(world, folder):
    operator, user = world.town.operator, world.town.stranger.user
    for active in (False, True):
        with acting_as(operator.user, world.town.agency, role="operator") as actor:
            set_account_active(actor, user.pk, active=active)
        assert revocations.note(timezone.now()) == 1
    assert revocations.end_again(revocations.listed(folder)).rows == 0
    with acting_as_system("test"):
        assert User.objects.get(pk=user.pk).is_active


def test_the_last_operator_of_a_backup_stays(world, folder):
    town = world.town
    held = transaction.savepoint()
    with acting_as_system("test"):  # a second one came after the backup, and the first one left
        Membership.objects.create(user=town.manager.user, organization=town.agency, role="operator")
        Membership.objects.filter(user=town.operator.user).update(ended_at=timezone.now())
        User.objects.filter(pk=town.operator.user.pk).update(is_active=False)
    assert revocations.note(timezone.now()) == 2
    transaction.savepoint_rollback(held)
    ended = revocations.end_again(revocations.listed(folder))
    assert (ended.rows, ended.operators_kept) == (0, 1)
    with acting_as_system("test"):
        assert Membership.objects.filter(
            user=town.operator.user, ended_at=None, user__is_active=True
        ).exists()


def test_old_lines_go_and_a_closed_account_stays_listed(folder):
    old = NOW - revocations.KEPT - timedelta(days=1)
    lines = [
        revocations.Revocation("link", "1", old),
        revocations.Revocation("account", "2", old),
        revocations.Revocation("link", "3", NOW),
    ]
    revocations._write(folder, lines, NOW)
    assert [one.row for one in revocations.listed(folder)] == ["2", "3"]

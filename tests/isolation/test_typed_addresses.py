"""An address that somebody else typed opens and deletes nothing: it counts once its owner has opened a letter."""

from __future__ import annotations

from datetime import timedelta

import pytest
from django.db import Error, connection, transaction
from django.utils import timezone

from gainful.domain.accounts.actor import Actor, acting_as, acting_as_system, acting_in
from gainful.domain.accounts.models import User
from gainful.domain.cohorts.models import Application, SavedSearch
from gainful.domain.messages.links import acting_through, make_signed_link
from gainful.domain.messages.models import BadAddress
from gainful.domain.organizations.actions import accept_invitation, invite_member
from gainful.domain.organizations.models import Membership, Organization
from gainful.domain.participants.models import AccessRequest, ImportBatch, ImportRow, Participant
from gainful.domain.workforce.asking import WORKER_AGREES
from gainful.domain.workforce.models import Worker
from gainful.domain.workforce.rights import KEEPS
from gainful.imports.erasures import erase_and_note, erase_on_commit
from tests.isolation.test_rights_matrix import tenant
from tests.town import confirm

WORKER = "rosa@example.org"


def rows(table):
    with connection.cursor() as cursor:
        cursor.execute(f"SELECT count(*) FROM {table}")
        return cursor.fetchone()[0]


def write(sql, *values):
    with connection.cursor() as cursor:
        cursor.execute(sql, values)
        return cursor.rowcount


@pytest.fixture
def harbor(db):
    """An agency that means no good, with an operator and a manager."""
    with acting_as_system("test"):
        agency = Organization.objects.create(name="Harbor", kind="agency")
        for role in ("operator", "program_manager"):
            user = User.objects.create_user(f"{role}@harbor.example")
            Membership.objects.create(user=user, organization=agency, role=role)
            setattr(agency, role, user)
    return agency


@pytest.fixture
def others(db):
    """Another agency with all that one has, and an employer."""
    with acting_as_system("test"):
        agency, _users = tenant(1)
        mill = Organization.objects.create(name="Mill", kind="employer")
        today = timezone.localdate()
        Worker.objects.create(
            organization=mill, number="7", name="Rosa", title="Welder", email=WORKER, agreed_by="signed_form",
            agreed_on=today, until=today + timedelta(days=9),
        )  # fmt: skip
        AccessRequest.objects.create(
            organization=agency, asker_name="Coach", email=WORKER, scopes=["profile"], purpose="Help",
            until=today + timedelta(days=9),
        )  # fmt: skip
    return agency


def invited(harbor):
    """Return the account that the operator opens themself, with the link that the page shows them."""
    with acting_as(harbor.operator, harbor, role="operator") as actor:
        _made, secret = invite_member(actor, harbor, email=WORKER, role="participant")
    return accept_invitation(secret, name="Not Rosa", password="a long enough password").user


def reached(user, harbor):
    with acting_as(user, harbor, role="participant"):
        return rows("workforce_worker"), rows("participants_accessrequest")


def test_an_operator_who_invites_a_foreign_address_reads_nothing_that_others_keep_under_it(
    harbor, others, as_web_role
):
    user = invited(harbor)
    with acting_as_system("test"):
        Participant.objects.create(registered_by=harbor, code="P-9", name="Not Rosa", user=user)
    assert reached(user, harbor) == (0, 0)
    with acting_as(user, harbor, role="participant"):
        assert write("UPDATE workforce_worker SET taken_back_at = now()") == 0
    with acting_as_system("test"):
        confirm(user)  # she has opened the letter: whoever signs in from now on is she
    assert reached(user, harbor) == (1, 1)


def test_an_agency_that_types_a_foreign_address_and_erases_it_deletes_nothing_of_others(harbor, others):
    with acting_as_system("test"):
        seat = Application.objects.filter(organization=others)[0]
        foreign = Application.objects.create(
            cohort=seat.cohort, organization=others, code="AAAAA-CCCCC", name="Rosa", email=WORKER,
            shared_until=timezone.now() + timedelta(days=9), decide_by=timezone.localdate(),
        )  # fmt: skip
        search = SavedSearch.objects.create(organization=others, email=WORKER)
        bad = BadAddress.objects.create(organization=others, channel="email", address=WORKER)
        batch = ImportBatch.objects.create(
            organization=others, kind="people", filename="p.csv", status="preview",
            data=f"ID,Name,Email\n1,Rosa,{WORKER}\n".encode(),
        )  # fmt: skip
        row = ImportRow.objects.create(batch=batch, line=2, status="error", cells=["1", "Rosa", WORKER])
        typed = Participant.objects.create(
            registered_by=harbor, code="P-8", name="Rosa", email=WORKER, phone="Name"
        )
    with acting_as(harbor.program_manager, harbor, role="program_manager") as actor:
        erase_on_commit(actor, typed, reason="a made-up one")
    erase_and_note(typed.pk, asked_by=str(harbor.program_manager.pk), reason="a made-up one")
    with acting_as_system("test"):
        assert not Participant.objects.filter(pk=typed.pk).exists()
        for kept in (foreign, search, bad, row):
            kept.refresh_from_db()
        batch.refresh_from_db()
        assert batch.data is not None
        assert batch.status == "preview"
        assert Worker.objects.filter(email=WORKER).exists()
        assert AccessRequest.objects.filter(email=WORKER).exists()


def test_whoever_has_confirmed_their_address_is_erased_everywhere_under_it(harbor, others):
    with acting_as_system("test"):
        user = User.objects.create_user(WORKER)
        confirm(user)
        person = Participant.objects.create(registered_by=harbor, code="P-7", name="Rosa", user=user)
        SavedSearch.objects.create(organization=others, email=WORKER.upper())
    erase_and_note(person.pk, asked_by=str(user.pk), reason="asked")
    with acting_as_system("test"):
        for kept in (SavedSearch, Worker, AccessRequest):
            assert not kept.objects.filter(email__iexact=WORKER).exists(), kept


def test_a_letter_says_yes_to_the_name_and_opens_no_profile(harbor, others, as_web_role):
    with acting_as_system("test"):
        row = Worker.objects.get(email=WORKER)
        token = make_signed_link(Actor(None, row.organization, "system"), WORKER_AGREES, row.pk)[1]
    with acting_through(token), acting_in(KEEPS):
        assert write("UPDATE workforce_worker SET until = current_date + 20") == 1
        with pytest.raises(Error, match="can be changed by who acts"), transaction.atomic():
            write("UPDATE workforce_worker SET levels_until = current_date + 20")

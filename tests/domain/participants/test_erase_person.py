"""After an erasure nothing of the person stands anywhere, and the chain of history still fits."""

from datetime import timedelta

import pytest
from django.core.exceptions import PermissionDenied
from django.db import connection
from django.utils import timezone

from gainful.domain.accounts.actor import acting_as, acting_as_system
from gainful.domain.accounts.models import User
from gainful.domain.accounts.seals import seal, verify
from gainful.domain.organizations.models import Invitation, Membership, Organization
from gainful.domain.participants.actions.erase_person import erase_again, erase_person
from gainful.domain.participants.models import (
    Barrier,
    Consent,
    Document,
    ImportBatch,
    ImportRow,
    Participant,
    ReadLog,
    Scope,
    WorkHistory,
)

MARK = "Zyxomma"
"""A word that stands nowhere else."""


class World:
    def __init__(self):
        self.manager = User.objects.create_user("harbor@example.org")
        self.agency = Organization.objects.create(name="Harbor", kind="agency")
        Membership.objects.create(user=self.manager, organization=self.agency, role="program_manager")
        self.account = User.objects.create_user(f"{MARK}@example.org", name=MARK)
        Membership.objects.create(user=self.account, organization=self.agency, role="participant")
        Invitation.objects.create(
            organization=self.agency, email=f"{MARK}@example.org", name=MARK, role="participant", secret_hash="a",
            expires_at=timezone.now(),
        )  # fmt: skip
        self.person = Participant.objects.create(
            registered_by=self.agency, code=f"{MARK}-1", name=MARK, user=self.account, phone=MARK
        )
        self.other = Participant.objects.create(registered_by=self.agency, code="P-2", name="Ben")
        self.consent = Consent.objects.create(
            participant=self.person, organization=self.agency, scopes=list(Scope.values), note=MARK,
            expires_at=timezone.now() + timedelta(days=30), basis="own_account",
        )  # fmt: skip
        job = WorkHistory.objects.create(participant=self.person, title=MARK)
        job.title = f"{MARK} again"
        job.save()
        WorkHistory.objects.create(participant=self.person, title=MARK).delete()
        Barrier.objects.create(participant=self.person, kind="other", note=MARK)
        Document.objects.create(participant=self.person, filename=f"{MARK}.txt", text=MARK)
        ReadLog.objects.create(
            participant=self.person, user=self.manager, reader="H", organization=self.agency, what=MARK
        )
        batch = ImportBatch.objects.create(organization=self.agency, kind="people", filename="people.csv")
        for line, name in ((2, MARK), (3, "Ben")):
            code = f"{MARK}-1" if name == MARK else "P-2"
            ImportRow.objects.create(batch=batch, line=line, status="saved", cells=[code, name])


@pytest.fixture
def world(db):
    with acting_as_system("test"):
        made = World()
    owner()
    seal()
    return made


def owner():
    with connection.cursor() as cursor:
        cursor.execute("RESET ROLE")


def places_of(word):
    """Return every table in which the word stands, history and context among them."""
    owner()
    found = []
    with connection.cursor() as cursor:
        cursor.execute(
            "SELECT format('%I.%I', n.nspname, c.relname) FROM pg_class c JOIN pg_namespace n ON n.oid = c.relnamespace"
            " WHERE c.relkind IN ('r', 'p') AND n.nspname IN ('public', 'gainful')"
        )
        for (table,) in cursor.fetchall():
            cursor.execute(f"SELECT count(*) FROM {table} t WHERE to_jsonb(t)::text ILIKE %s", [f"%{word}%"])
            if cursor.fetchone()[0]:
                found.append(table)
    return found


def test_the_word_stands_in_many_places_before(world):
    assert len(places_of(MARK)) > 10


def test_nothing_is_left_after_the_person_asked(world):
    account = world.account.pk
    with acting_as(world.account, world.agency, role="participant") as actor:
        done = erase_person(actor, world.person, reason="I want to go")
    assert places_of(MARK) == []
    assert (
        {"gainful.erasure"} <= set(places_of(str(account))) <= {"gainful.erasure", "public.pghistory_context"}
    )
    assert done.history_rows >= 10
    assert done.account == account
    with acting_as_system("test"):
        assert list(Participant.objects.values_list("name", flat=True)) == ["Ben"]
        assert ImportRow.objects.get().cells == ["P-2", "Ben"]


def test_the_chain_fits_after_an_erasure_and_names_it(world):
    with acting_as(world.account, world.agency, role="participant") as actor:
        done = erase_person(actor, world.person, reason="I want to go")
    owner()
    assert verify() == []
    with connection.cursor() as cursor:
        cursor.execute("SELECT count(*) FROM gainful.seal WHERE salt IS NULL AND erasure = %s", [done.id])
        assert cursor.fetchone()[0] == done.history_rows
        cursor.execute("SELECT person, reason, history_rows FROM gainful.erasure")
        assert cursor.fetchall() == [(world.person.pk, "I want to go", done.history_rows)]


def test_an_account_that_works_here_stays(world):
    with acting_as_system("test"):
        Membership.objects.create(user=world.account, organization=world.agency, role="coach")
    with acting_as(world.manager, world.agency, role="program_manager") as actor:
        done = erase_person(actor, world.person, reason="asked by letter")
    assert done.account is None
    with acting_as_system("test"):
        assert User.objects.filter(pk=world.account.pk).exists()


def test_only_the_person_and_the_registering_agency_may_and_say_why(world):
    with acting_as_system("test"):
        other = Organization.objects.create(name="Prairie", kind="agency")
    for organization, role in (
        (other, "program_manager"),
        (world.agency, "coach"),
        (world.agency, "employer"),
    ):
        with acting_as(world.manager, organization, role=role) as actor, pytest.raises(PermissionDenied):
            erase_person(actor, world.person, reason="x")
    with (
        acting_as(world.manager, world.agency, role="program_manager") as actor,
        pytest.raises(ValueError, match="why"),
    ):
        erase_person(actor, world.person, reason=" ")


def test_a_restored_backup_loses_them_again(world):
    assert erase_again([world.person.pk, world.account.pk]) == 1
    assert places_of(MARK) == []
    assert erase_again([world.person.pk]) == 0

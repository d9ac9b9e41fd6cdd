"""A participant is seen by themself and by staff of an organization with a consent in force; by nobody else."""

from datetime import timedelta
from functools import partial

import pytest
from django.db import ProgrammingError, connection, transaction
from django.utils import timezone

from gainful.domain.accounts.actor import acting_as, acting_as_system
from gainful.domain.accounts.models import User
from gainful.domain.organizations.models import Course, Membership, Organization
from gainful.domain.participants.models import (
    Barrier,
    Characteristic,
    Consent,
    Document,
    HeldCompetency,
    ImportBatch,
    ImportRow,
    Participant,
    ParticipantCredential,
    ParticipantLevels,
    ReadLog,
    Scope,
    WorkHistory,
)

TABLES = (
    "participant",
    "workhistory",
    "participantcredential",
    "heldcompetency",
    "document",
    "barrier",
    "characteristic",
    "participantlevels",
    "consent",
)
HISTORY = ("participantevent", "workhistoryevent", "barrierevent", "consentevent", "heldcompetencyevent")


class World:
    """Two agencies with a manager each; one person registered by the first, who has an account."""

    def __init__(self):
        self.managers = []
        for name in ("Harbor", "Prairie"):
            user = User.objects.create_user(f"{name.lower()}@example.org")
            organization = Organization.objects.create(name=name, kind="agency")
            Membership.objects.create(user=user, organization=organization, role="program_manager")
            self.managers.append((user, organization))
        self.harbor, self.prairie = self.managers
        self.person_user = User.objects.create_user("ana@example.org")
        self.person = Participant.objects.create(
            registered_by=self.harbor[1], code="P-1", name="Ana", user=self.person_user
        )
        fill(self.person)
        self.consent = Consent.objects.create(
            participant=self.person,
            organization=self.harbor[1],
            scopes=list(Scope.values),
            expires_at=timezone.now() + timedelta(days=30),
            basis="own_account",
        )


def fill(person):
    WorkHistory.objects.create(participant=person, occupation_code="53-6031.00", title="Flight attendant")
    ParticipantCredential.objects.create(participant=person, competency_id="credential:cpr", name="CPR")
    HeldCompetency.objects.create(participant=person, competency_id="onet:2.A.1.a", name="Reading", level=3)
    Document.objects.create(participant=person, filename="r.txt", text="text")
    Barrier.objects.create(participant=person, kind="transport")
    Characteristic.objects.create(participant=person, kind="gender", value="woman")
    ParticipantLevels.objects.create(participant=person, reference_version="onet-30.0", levels=b"")


@pytest.fixture
def world(db):
    with acting_as_system("test"):
        return World()


def count(table):
    with connection.cursor() as cursor:
        cursor.execute(f"SELECT count(*) FROM participants_{table}")
        return cursor.fetchone()[0]


def acting(pair, role="program_manager"):
    return acting_as(pair[0], pair[1], role=role)


@pytest.mark.parametrize("table", TABLES + HISTORY)
def test_nobody_sees_nothing(world, as_web_role, table):
    assert count(table) == 0


@pytest.mark.parametrize("table", TABLES + HISTORY)
def test_staff_with_consent_see_the_person(world, as_web_role, table):
    with acting(world.harbor):
        assert count(table) == 1


@pytest.mark.parametrize("table", TABLES + HISTORY)
def test_the_person_sees_their_own_record(world, as_web_role, table):
    with acting_as(world.person_user, None, role="participant"):
        assert count(table) == 1


@pytest.mark.parametrize("table", TABLES + HISTORY)
def test_another_organization_sees_nothing(world, as_web_role, table):
    with acting(world.prairie):
        assert count(table) == 0


@pytest.mark.parametrize("table", TABLES[:-1] + HISTORY[:3])
@pytest.mark.parametrize("how", ["revoked", "expired"])
def test_an_ended_consent_shows_nothing(world, as_web_role, table, how):
    with acting_as_system("test"):
        now = timezone.now()
        if how == "revoked":
            world.consent.revoked_at = now
        else:
            world.consent.granted_at, world.consent.expires_at = (
                now - timedelta(days=2),
                now - timedelta(days=1),
            )
        world.consent.save()
    with acting(world.harbor):
        assert count(table) == 0


@pytest.mark.parametrize(("table", "scope"), [("barrier", "support"), ("characteristic", "fairness")])
def test_a_part_outside_the_scope_stays_closed(world, as_web_role, table, scope):
    with acting_as_system("test"):
        world.consent.scopes = [s for s in Scope.values if s != scope]
        world.consent.save()
    with acting(world.harbor):
        assert count(table) == 0
        assert count("participant") == 1


@pytest.mark.parametrize("role", ["employer", "participant", ""])
def test_only_staff_roles_see_people(world, as_web_role, role):
    with acting(world.harbor, role):
        assert count("participant") == 0


def test_claiming_an_organization_without_membership_shows_nothing(world, as_web_role):
    with acting_as(world.prairie[0], world.harbor[1], role="program_manager"):
        assert count("participant") == 0
        assert count("consent") == 0


def test_an_ended_membership_shows_nothing(world, as_web_role):
    with acting_as_system("test"):
        Membership.objects.filter(user=world.harbor[0]).update(ended_at=timezone.now())
    with acting(world.harbor):
        assert count("participant") == 0


def refused(pair, write, role="program_manager", because="row-level security"):
    with (
        pytest.raises(ProgrammingError, match=because),
        transaction.atomic(),
        acting(pair, role),
    ):
        write()


def test_another_organization_writes_nothing(world, as_web_role):
    person = world.person
    refused(world.prairie, lambda: WorkHistory.objects.create(participant=person, title="x"))
    refused(world.prairie, lambda: Participant.objects.create(registered_by=world.harbor[1], code="P-9"))
    with acting(world.prairie):
        assert Participant.objects.filter(pk=person.pk).update(name="Mine") == 0
        assert WorkHistory.objects.filter(participant=person).delete()[0] == 0


def test_without_an_actor_every_write_is_refused(world, as_web_role):
    with pytest.raises(ProgrammingError, match="without an actor"), transaction.atomic():
        Participant.objects.filter(pk=world.person.pk).update(name="Mine")


def consent_for(world, pair, basis="signed_form"):
    return Consent.objects.create(
        participant=world.person,
        organization=pair[1],
        scopes=["profile"],
        expires_at=timezone.now() + timedelta(days=9),
        basis=basis,
    )


def test_an_organization_cannot_consent_for_a_person_it_did_not_register(world, as_web_role):
    refused(world.prairie, lambda: consent_for(world, world.prairie))


def test_after_the_person_took_consent_back_staff_cannot_give_it_again(world, as_web_role):
    with acting_as(world.person_user, None, role="participant"):
        Consent.objects.filter(pk=world.consent.pk).update(revoked_at=timezone.now())
    refused(world.harbor, lambda: consent_for(world, world.harbor))
    with acting(world.harbor):
        assert Consent.objects.filter(pk=world.consent.pk).update(revoked_at=None) == 0
    with acting_as(world.person_user, None, role="participant"):
        consent_for(world, world.harbor, "own_account")
    with acting(world.harbor):
        assert count("participant") == 1


def test_staff_cannot_lengthen_a_consent(world, as_web_role):
    later = timezone.now() + timedelta(days=900)
    refused(
        world.harbor,
        lambda: Consent.objects.filter(pk=world.consent.pk).update(expires_at=later),
        because="cannot be changed",
    )


def test_the_read_log_is_added_to_and_never_changed(world, as_web_role):
    user, organization = world.harbor
    with acting(world.harbor):
        ReadLog.objects.create(
            participant=world.person, user=user, reader=str(user), organization=organization,
            organization_name=organization.name, what="record",
        )  # fmt: skip
    change = partial(ReadLog.objects.update, reader="nobody")
    for write in (change, ReadLog.objects.all().delete):
        refused(world.harbor, write, because="permission denied")
        refused((world.person_user, None), write, "participant", because="permission denied")
    with acting_as(world.person_user, None, role="participant"):
        assert ReadLog.objects.get().reader == str(user)
    with acting(world.prairie):
        assert ReadLog.objects.count() == 0


def test_an_import_is_seen_by_its_organization_only(world, as_web_role):
    with acting(world.harbor):
        batch = ImportBatch.objects.create(organization=world.harbor[1], kind="people", filename="p.csv")
        ImportRow.objects.create(batch=batch, line=2, status="ready")
    with acting(world.prairie):
        assert count("importbatch") == count("importrow") == 0
    with acting(world.harbor):
        assert count("importrow") == 1


def test_a_coach_reads_courses_and_changes_none(world, as_web_role):
    def course():
        return Course.objects.create(provider=world.harbor[1], code="C1", title="Care", hours=10, price=0)

    with acting(world.harbor):
        course()
    with acting(world.harbor, "coach"):
        assert Course.objects.count() == 1
        assert Course.objects.update(title="x") == 0
    with connection.cursor() as cursor:
        cursor.execute("SELECT count(*) FROM organizations_course")
        assert cursor.fetchone()[0] == 0

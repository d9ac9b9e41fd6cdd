"""Who is served or teaches acts for an agency, too: that makes them no party to what it does with others."""

from __future__ import annotations

from datetime import timedelta

import pytest
from django.db import Error, connection, transaction
from django.utils import timezone

from gainful.domain.accounts.actor import acting_as, acting_as_system
from gainful.domain.accounts.models import User
from gainful.domain.cohorts.models import Application, Apprenticeship, Cohort, Enrolment
from gainful.domain.messages.models import Message, Request
from gainful.domain.organizations.models import Membership
from gainful.domain.participants.models import Consent, MergedRow, Participant, RecordMerge
from gainful.domain.placements.models import Placement
from tests.isolation.test_rights_matrix import tenant
from tests.module_rows import rows_of_module

pytestmark = pytest.mark.xdist_group("no party")


class World:
    def __init__(self):
        self.agency, self.users = tenant(0)
        self.seat = Enrolment.objects.filter(organization=self.agency)[0]
        self.cohort = Cohort.objects.get(pk=self.seat.cohort_id)
        self.placement = Placement.objects.filter(organization=self.agency)[0]
        self.introduction = self.placement.introduction_id
        self.person = Participant.objects.get(registered_by=self.agency, code="P-0")
        self.outsiders = {}
        for role in ("participant", "instructor"):
            user = User.objects.create_user(f"other-{role}@example.org")
            Membership.objects.create(user=user, organization=self.agency, role=role)
            self.outsiders[role] = user
        self.apart = Application.objects.create(
            cohort=self.cohort, organization=self.agency, code="AAAAA-DDDDD", name="Bo", email="bo@example.org",
            shared_until=timezone.now() + timedelta(days=2), decide_by=timezone.localdate(),
        )  # fmt: skip


def make_world():
    with acting_as_system("test"):
        return World()


@pytest.fixture(scope="module")
def world_rows(django_db_setup, django_db_blocker):
    yield from rows_of_module(django_db_blocker, make_world)


@pytest.fixture
def world(world_rows, db):
    return world_rows


def told(world, sql, *values):
    with connection.cursor() as cursor:
        cursor.execute(sql, values)
        return cursor.fetchone()


ASKED = {
    "party": ("SELECT gainful.is_party(%s, NULL, %s, NULL)", lambda w: (w.agency.pk, w.person.pk)),
    "placement": ("SELECT gainful.is_party_of(%s)", lambda w: (w.placement.pk,)),
    "followed": ("SELECT gainful.may_ask_about(%s, %s)", lambda w: (w.agency.pk, w.person.pk)),
    "seat": (
        "SELECT gainful.enrolment_behind(%s, %s, NULL, current_date)",
        lambda w: (w.seat.participant_id, w.agency.pk),
    ),
    "rate": ("SELECT ended FROM gainful.program_completions(%s)", lambda w: (w.cohort.program_id,)),
    "colleagues": ("SELECT count(*) FROM gainful.kept_accounts()", lambda _w: ()),
}  # fmt: skip


@pytest.mark.parametrize("asked", ASKED)
@pytest.mark.parametrize("role", ["participant", "instructor"])
def test_who_is_served_or_teaches_is_told_nothing_of_others(world, as_web_role, role, asked):
    sql, values = ASKED[asked]
    with acting_as_system("test"):
        Enrolment.objects.filter(pk=world.seat.pk).update(status="completed")
    with acting_as(world.outsiders[role], world.agency, role=role):
        assert not told(world, sql, *values(world))[0]
    by = "operator" if asked == "colleagues" else "coach"
    with acting_as(world.users[by], world.agency, role=by):
        assert told(world, sql, *values(world))[0]


@pytest.mark.parametrize("role", ["coach", "program_manager"])
def test_staff_read_an_application_no_longer_than_the_applicant_was_told(world, as_web_role, role):
    with acting_as(world.users[role], world.agency, role=role), connection.cursor() as cursor:
        with pytest.raises(Error, match="cannot be changed here"), transaction.atomic():
            cursor.execute(
                "UPDATE cohorts_application SET shared_until = now() + interval '9 years' WHERE id = %s",
                [world.apart.pk],
            )
        cursor.execute(
            "UPDATE cohorts_application SET shared_until = now() + interval '1 hour' WHERE id = %s",
            [world.apart.pk],
        )
        assert cursor.rowcount == 1


def test_a_token_ends_within_a_year(world, as_web_role):
    sql = (
        "INSERT INTO organizations_apitoken (id, user_id, organization_id, role, name, scope, secret_hash, created_at,"
        " expires_at) VALUES (gen_random_uuid(), %s, %s, 'coach', 'x', 'write', %s, now(), now() + %s::interval)"
    )
    coach = world.users["coach"]
    with acting_as(coach, world.agency, role="coach"), connection.cursor() as cursor:
        with pytest.raises(Error, match="row-level security"), transaction.atomic():
            cursor.execute(sql, [coach.pk, world.agency.pk, "a" * 64, "90 years"])
        cursor.execute(sql, [coach.pk, world.agency.pk, "a" * 64, "366 days"])
        assert cursor.rowcount == 1


def test_once_the_consent_ended_staff_read_no_account_and_no_letter_that_names_the_person(world, as_web_role):
    coach, served = world.users["coach"], world.users["participant"]
    with acting_as_system("test"):
        Membership.objects.create(user=served, organization=world.agency, role="participant")
        about = Apprenticeship.objects.filter(participant=world.person).values_list("pk", flat=True)[0]
        request = Request.objects.create(
            organization=world.agency, kind="job_hours", about_kind="apprenticeship", about_id=str(about),
            subject="Hours of Person 0", email="boss@example.org", due_on=timezone.localdate(),
            expires_at=timezone.now(), next_at=timezone.now(),
        )  # fmt: skip
        letter = Message.objects.create(
            organization=world.agency, kind="request", about_kind="request", about_id=str(request.pk), channel="email",
            address="boss@example.org", subject="Hours", text="Person 0 logged hours.",
        )  # fmt: skip
        broken = Message.objects.create(
            organization=world.agency, kind="note", about_kind="mentorship", about_id="x", channel="email",
            address="boss@example.org", subject="x", text="x",
        )  # fmt: skip

        merge = RecordMerge.objects.get(organization=world.agency)

    def values():
        with acting_as(world.users["program_manager"], world.agency, role="program_manager"):
            return (
                MergedRow.objects.filter(merge=merge)
                .exclude(table="participants.Consent.participant")
                .exists()
            )

    def read():
        with acting_as(coach, world.agency, role="coach"):
            return (
                User.objects.filter(pk=served.pk).exists(), Request.objects.filter(pk=request.pk).exists(),
                Message.objects.filter(pk=letter.pk).exists(),
            )  # fmt: skip

    assert read() == (True, True, True)
    assert values()
    with acting_as_system("test"):
        Consent.objects.filter(participant=world.person).update(revoked_at=timezone.now())
    assert read() == (False, False, False)
    assert not values(), "what a merge filled in is the person's"
    with acting_as(world.users["operator"], world.agency, role="operator"):
        assert User.objects.filter(pk=served.pk).exists(), (
            "whoever opens and closes accounts reads whose they are"
        )
        assert not Message.objects.filter(pk=broken.pk).exists()

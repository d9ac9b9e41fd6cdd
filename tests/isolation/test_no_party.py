"""Who is served or teaches acts for an agency, too: that makes them no party to what it does with others."""

from __future__ import annotations

from datetime import timedelta

import pytest
from django.db import Error, connection, transaction
from django.utils import timezone

from gainful.domain.accounts.actor import acting_as, acting_as_system
from gainful.domain.accounts.models import User
from gainful.domain.cohorts.models import Application, Cohort, Enrolment
from gainful.domain.organizations.models import Membership
from gainful.domain.participants.models import Participant
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

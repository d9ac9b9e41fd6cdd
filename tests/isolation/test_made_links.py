"""Whoever may make links, or write requests, names in them what they like: it opens and moves nothing of others."""

from datetime import timedelta

import pytest
from django.db import Error, connection, transaction
from django.utils import timezone

from gainful.domain.accounts.actor import Actor, acting_as, acting_as_system, acting_in
from gainful.domain.cohorts.models import (
    Application,
    Apprenticeship,
    Certificate,
    DrawEntry,
    Enrolment,
    SavedSearch,
)
from gainful.domain.messages.links import LinkScope, acting_through, make_signed_link
from gainful.domain.participants.models import Consent
from gainful.domain.support.models import Appointment
from tests.isolation.test_rights_matrix import tenant
from tests.module_rows import rows_of_module

pytestmark = pytest.mark.xdist_group("made links")
"""What they start from is made once."""
OPENS = {
    "person_calendar": ("calendar", lambda w: w.person.pk),
    "application": ("application", lambda w: w.application.pk),
    "search": ("search", lambda w: w.search.pk),
    "certificate": ("certificate", lambda w: w.certificate.pk),
    "apprenticeship": ("confirm_hours", lambda w: w.apprenticeship.pk),
    "thread": ("reply", lambda w: w.thread),
}
READ = (
    "cohorts_application", "cohorts_enrolment", "cohorts_ruleanswer", "cohorts_savedsearch", "cohorts_certificate",
    "cohorts_apprenticeship", "cohorts_jobhours", "cohorts_session", "support_appointment", "outbox_thread",
    "outbox_message",
)  # fmt: skip


class World:
    def __init__(self):
        self.agency, self.users = tenant(0)
        self.other, self.strangers = tenant(1)
        self.application = Application.objects.filter(organization=self.agency).exclude(participant=None)[0]
        self.person = self.application.participant
        self.search = SavedSearch.objects.get(participant=self.person)
        self.apprenticeship = Apprenticeship.objects.get(organization=self.agency)
        self.certificate = Certificate.objects.get(organization=self.agency)
        self.seat = Enrolment.objects.filter(organization=self.agency)[0]
        self.thread = self.one("SELECT id FROM outbox_thread WHERE organization_id = %s", self.agency.pk)
        assert Appointment.objects.filter(participant=self.person).exists()

    @staticmethod
    def one(sql, *values):
        with connection.cursor() as cursor:
            cursor.execute(sql, values)
            return cursor.fetchone()[0]


def make_world():
    with acting_as_system("test"):
        return World()


@pytest.fixture(scope="module")
def world_rows(django_db_setup, django_db_blocker):
    yield from rows_of_module(django_db_blocker, make_world)


@pytest.fixture
def world(world_rows, db):
    return world_rows


def make(user, organization, role, kind, about, person=None):
    """Return the token of a link that somebody makes about a number of their own choice."""
    with acting_as(user, organization, role=role) as actor:
        scope = LinkScope(OPENS[kind][0], "x", kind)
        return make_signed_link(actor, scope, about, participant=person)[1]


def reached(token):
    """Return how many rows the holder of a link reads, by table, of tables that hold people's things."""
    found = {}
    with acting_through(token), connection.cursor() as cursor:
        for table in READ:
            cursor.execute(f"SELECT count(*) FROM {table}")
            found[table] = cursor.fetchone()[0]
    return {table: count for table, count in found.items() if count}


@pytest.mark.parametrize("role", ["coach", "program_manager", "employer"])
@pytest.mark.parametrize("kind", OPENS)
def test_a_link_about_something_of_another_agency_opens_nothing(world, as_web_role, kind, role):
    with acting_as_system("test"):
        Certificate.objects.filter(pk=world.certificate.pk).update(share_link=world.certificate.pk)
    about = OPENS[kind][1](world)
    assert reached(make(world.strangers[role], world.other, role, kind, about)) == {}


@pytest.mark.parametrize("role", ["coach", "program_manager"])
@pytest.mark.parametrize("kind", OPENS)
def test_a_link_of_ones_own_opens_nothing_once_the_consent_has_ended(world, as_web_role, kind, role):
    with acting_as_system("test"):
        Consent.objects.filter(participant=world.person).update(revoked_at=timezone.now())
    about = OPENS[kind][1](world)
    assert reached(make(world.users[role], world.agency, role, kind, about)) == {}


def test_nobody_reads_an_application_past_the_day_that_the_applicant_named(world, as_web_role):
    with acting_as_system("test"):
        past = timezone.now() - timedelta(days=1)
        apart = Application.objects.create(
            cohort=world.application.cohort, organization=world.agency, code="AAAAA-BBBBB", name="Bo",
            email="bo@example.org", shared_until=past, decide_by=past,
        )  # fmt: skip
        maker = Actor(None, world.agency, "system")
        own = make_signed_link(maker, LinkScope("application", "x", "application"), apart.pk)[1]
    assert reached(own) == {"cohorts_application": 1}
    manager = world.users["program_manager"]
    assert reached(make(manager, world.agency, "program_manager", "application", apart.pk)) == {}


def test_the_links_that_are_handed_out_open_what_they_are_for(world, as_web_role):
    with acting_as_system("test"):
        maker = Actor(None, world.agency, "system")
        tokens = {
            kind: make_signed_link(maker, LinkScope(scope, "x", kind), about(world), participant=world.person)
            for kind, (scope, about) in OPENS.items()
        }
        Certificate.objects.filter(pk=world.certificate.pk).update(share_link=tokens["certificate"][0].pk)
    found = {kind: reached(token) for kind, (_link, token) in tokens.items()}
    assert found["person_calendar"]["support_appointment"] == 1
    assert found["application"]["cohorts_application"] == 1
    assert found["application"]["cohorts_enrolment"] == 1
    assert found["search"] == {"cohorts_savedsearch": 1}
    assert found["certificate"] == {"cohorts_certificate": 1}
    assert found["apprenticeship"]["cohorts_apprenticeship"] == 1
    assert found["thread"] == {"outbox_thread": 1, "outbox_message": 1}
    manager = world.users["program_manager"]
    token = make(manager, world.agency, "program_manager", "application", world.application.pk, world.person)
    assert reached(token)["cohorts_application"] == 1


REQUEST = (
    "INSERT INTO outbox_request (id, organization_id, kind, about_kind, about_id, subject, name, email, language,"
    " state, reminders, due_on, asked_at, expires_at, next_at, delegated_from, trouble) VALUES (gen_random_uuid(), %s,"
    " 'seat', 'application', %s, 'x', '', 'x@example.org', 'en', 'open', 0, current_date, now(), now(), now(), '', '')"
)


@pytest.mark.parametrize("role", ["coach", "program_manager", "operator"])
def test_nobody_writes_a_request_that_the_clock_would_act_on_for_another_agency(world, as_web_role, role):
    with (
        acting_as(world.strangers[role], world.other, role=role),
        pytest.raises(Error, match="row-level security"),
        transaction.atomic(),
        connection.cursor() as cursor,
    ):
        cursor.execute(REQUEST, [world.other.pk, str(world.application.pk)])


def test_no_manager_adds_an_entry_to_a_draw_of_another_agency(world, as_web_role):
    with acting_as_system("test"):
        cohort = world.application.cohort
        type(cohort).objects.filter(pk=cohort.pk).update(is_public=True, opened_at=timezone.now())
        theirs = cohort.draws.get()
        mine = Application.objects.filter(organization=world.other)[0]
    stranger = acting_as(world.strangers["program_manager"], world.other, role="program_manager")
    with stranger, pytest.raises(Error, match="row-level security"), transaction.atomic():
        DrawEntry.objects.create(draw=theirs, application=mine, priority=1, chance=1)


ORACLES = {
    "may_follow": ("organization", "person", None),
    "may_link": ("organization", "person"),
    "may_ask_more": ("organization", "person"),
    "language_of": ("person",),
    "enrolment_behind": ("person", "organization", None, "day"),
    "is_placed": ("placement", "organization", "person"),
    "is_introduced": ("introduction", "organization", "person", "order"),
    "is_opening_of": ("opening", "introduction"),
    "is_open_list_of": ("order", "organization"),
}


def asked(world, function):
    placement = "FROM placements_placement WHERE organization_id = %s"
    values = {
        "organization": world.agency.pk,
        "person": world.person.pk,
        "day": timezone.localdate(),
        **{
            name: world.one(f"SELECT {column} {placement}", world.agency.pk)
            for name, column in (
                ("placement", "id"), ("introduction", "introduction_id"), ("order", "job_order_id"),
                ("opening", "opening_id"),
            )
        },
    }  # fmt: skip
    given = [name and values[name] for name in ORACLES[function]]
    return f"SELECT gainful.{function}({', '.join(['%s'] * len(given))})", given


@pytest.mark.parametrize("function", ORACLES)
def test_a_function_tells_an_outsider_nothing_of_a_person_whose_number_they_know(
    world, as_web_role, function
):
    with acting_as_system("test"):
        world.one(
            "UPDATE job_orders_joborder SET status = 'planned' WHERE agency_id = %s RETURNING 1",
            world.agency.pk,
        )
        sql, values = asked(world, function)
        assert world.one(sql, *values)
    for user, organization, role in (
        *((world.strangers[role], world.other, role) for role in ("coach", "program_manager", "employer")),
        (world.strangers["participant"], None, "participant"),
        (None, None, "visitor"),
    ):
        with acting_as(user, organization, role=role):
            assert not world.one(sql, *values), role
    insider = "participant" if function == "is_open_list_of" else "coach"
    with acting_as(world.users[insider], None if insider == "participant" else world.agency, role=insider):
        assert world.one(sql, *values)


def test_no_outsider_fills_or_frees_an_opening(world, as_web_role):
    with acting_as_system("test"):
        hire = world.one("SELECT id FROM placements_placement WHERE organization_id = %s", world.agency.pk)
        world.one(
            "UPDATE job_orders_opening SET status = 'committed' WHERE id = (SELECT opening_id FROM placements_placement"
            " WHERE id = %s) RETURNING 1",
            hire,
        )
    with (
        acting_as(world.strangers["program_manager"], world.other, role="program_manager"),
        acting_in("move_opening"),
    ):
        assert not world.one("SELECT gainful.fill_for_hire(%s)", hire)
    with (
        acting_as(world.users["program_manager"], world.agency, role="program_manager"),
        acting_in("move_opening"),
    ):
        assert world.one("SELECT gainful.fill_for_hire(%s)", hire)


@pytest.mark.parametrize("name", ["is_followed", "refuse_if_sent"])
def test_what_others_ask_as_the_owner_the_site_cannot_call(db, name):
    with connection.cursor() as cursor:
        cursor.execute(
            "SELECT has_function_privilege('gainful_web', oid, 'execute') FROM pg_proc WHERE proname = %s",
            [name],
        )
        assert cursor.fetchall() == [(False,)]

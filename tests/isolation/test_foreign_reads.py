"""What somebody may read does not bring along what they may not: drafts, others' time, who else is a client."""

from __future__ import annotations

import json
from datetime import timedelta

import pytest
from django.apps import apps
from django.db import Error, connection, transaction
from django.utils import timezone
from pghistory.models import Event

from gainful.domain.accounts.actor import Actor, acting_as, acting_as_system
from gainful.domain.accounts.models import User
from gainful.domain.job_orders.models import JobOrder
from gainful.domain.messages.links import acting_through, make_signed_link
from gainful.domain.organizations.actions import accept_invitation, add_organization, invite_member
from gainful.domain.organizations.errors import InvitationClosed
from gainful.domain.organizations.models import Invitation, Membership
from gainful.domain.participants.models import Consent
from gainful.domain.plans.links import VIEW_PLAN
from gainful.domain.plans.models import Plan, PlanPerson
from gainful.domain.rights import Kind
from gainful.domain.rights.gather import all_rights
from tests.isolation.test_columns import World

SHARED = ("job_orders_", "plans_")
"""Tables that an employer and the holder of a link read beside the agency."""


@pytest.fixture
def world(db):
    with acting_as_system("test"):
        made = World()
        JobOrder.objects.filter(pk=made.order.pk).update(status="draft", notes=["they pay badly, push them"])
        JobOrder.objects.filter(pk=made.order.pk).update(status="sent_to_employer", notes=[])
        made.boss = User.objects.create_user("boss@example.org")
        Membership.objects.create(user=made.boss, organization=made.harbor, role="operator")
    return made


def run(sql, *values):
    with connection.cursor() as cursor:
        cursor.execute(sql, values)
        return cursor.fetchall() if cursor.description else cursor.rowcount


def test_no_history_of_what_is_shared_is_read_by_employers_and_links():
    """A table that is added to orders or plans keeps its drafts to the agency as well."""
    events = {
        model._meta.db_table.removesuffix("event") for model in apps.get_models() if issubclass(model, Event)
    }
    found = {
        name: entry for name, entry in all_rights().items() if name in events and name.startswith(SHARED)
    }
    assert len(found) > 10
    found.pop("plans_listreview")  # a person's own question: its history opens to that person alone
    for name, entry in found.items():
        assert entry.history is not None, f"{name}: whoever reads a row would read its drafts"
        kinds = {kind for each in entry.history for kind in each.kinds}
        assert not kinds & {Kind.EMPLOYER, Kind.LINK, Kind.VISITOR}, name


def test_an_employer_reads_the_order_and_not_its_drafts(world, as_web_role):
    mill_user, mill = world.managers["Mill"]
    with acting_as(mill_user, mill, role="employer"):
        assert run("SELECT count(*) FROM job_orders_joborder")[0][0] == 1
        assert run("SELECT count(*) FROM job_orders_joborderevent")[0][0] == 0
        assert run("SELECT count(*) FROM job_orders_profileversionevent")[0][0] == 0
    with acting_as(world.user, world.harbor, role="program_manager"):
        assert run("SELECT count(*) FROM job_orders_joborderevent")[0][0] == 3


def test_a_link_lists_nobody_whose_consent_has_ended(world, as_web_role):
    with acting_as_system("test"):
        PlanPerson.objects.create(plan=world.plan, participant=world.person, code="P01", part={"id": "P01"})
    with acting_as(world.user, world.harbor, role="program_manager"):
        actor = Actor(world.user, world.harbor, "program_manager")
        _link, token = make_signed_link(actor, VIEW_PLAN, world.plan.pk)
    with acting_through(token):
        assert len(run("SELECT gainful.shared_people(%s)", world.plan.pk)) == 1
    with acting_as_system("test"):
        Consent.objects.update(revoked_at=timezone.now())
    with acting_through(token):
        assert run("SELECT gainful.shared_people(%s)", world.plan.pk) == []


def test_an_employer_reads_how_the_people_of_its_shared_plan_stand_by_code_alone(world, as_web_role):
    part = {
        "id": "P01", "name": "Ana", "support": ["housing"], "cost": 900, "already_has": ["forklift"], "asks": ["x"],
        "new": "a key of tomorrow", "hours_low": 12.5,
    }  # fmt: skip
    with acting_as_system("test"):
        PlanPerson.objects.create(plan=world.plan, participant=world.person, code="P01", part=part)
        Plan.objects.filter(pk=world.plan.pk).update(status="sent_to_employer")
    mill_user, mill = world.managers["Mill"]

    def read(user, organization, role):
        with acting_as(user, organization, role=role):
            return run("SELECT gainful.shared_people(%s)", world.plan.pk)

    ((row,),) = read(mill_user, mill, "employer")
    seen = row if isinstance(row, dict) else json.loads(row)
    assert (seen["id"], seen["name"], seen["support"], seen["cost"]) == ("P01", None, [], None)
    assert seen["already_has"] == []
    assert seen["hours_low"] == 12.5
    assert not {"new", "asks", "total", "lines"} & seen.keys()
    other, elsewhere = world.managers["Prairie"]
    assert read(other, elsewhere, "employer") == []
    assert read(mill_user, mill, "participant") == []
    with acting_as_system("test"):
        Plan.objects.filter(pk=world.plan.pk).update(status="draft")
    assert read(mill_user, mill, "employer") == []
    with acting_as_system("test"):
        Plan.objects.filter(pk=world.plan.pk).update(status="sent_to_employer")
        Consent.objects.update(revoked_at=timezone.now())
    assert read(mill_user, mill, "employer") == []


def test_a_client_does_not_see_who_else_is_one(world, as_web_role):
    with acting_as_system("test"):
        ana, ben = (User.objects.create_user(f"{name}@example.org") for name in ("ana", "ben"))
        for user in (ana, ben):
            Membership.objects.create(user=user, organization=world.harbor, role="participant")
    for role in ("participant", ""):
        with acting_as(ana, world.harbor, role=role):
            assert run("SELECT user_id FROM organizations_membership") == [(ana.pk,)]
            assert run("SELECT id FROM accounts_user") == [(ana.pk,)]


def test_a_former_colleague_who_works_elsewhere_is_nobodys_account_here(world, as_web_role):
    with acting_as_system("test"):
        coach, elsewhere, nowhere = (User.objects.create_user(f"{n}@example.org") for n in ("c", "e", "n"))
        Membership.objects.create(user=coach, organization=world.harbor, role="coach")
        for user in (elsewhere, nowhere):
            Membership.objects.create(
                user=user, organization=world.harbor, role="coach", ended_at=timezone.now()
            )
        Membership.objects.create(user=elsewhere, organization=world.managers["Prairie"][1], role="coach")
    here = {world.user.pk, world.boss.pk, coach.pk}
    with acting_as(coach, world.harbor, role="coach"):
        assert {pk for (pk,) in run("SELECT id FROM accounts_user")} == here
    with acting_as(world.boss, world.harbor, role="operator"):
        assert {pk for (pk,) in run("SELECT id FROM accounts_user")} == {*here, nowhere.pk}


def test_no_agency_changes_what_belongs_to_all(world, as_web_role):
    with (
        acting_as(world.boss, world.harbor, role="operator"),
        pytest.raises(Error, match="permission denied"),
        transaction.atomic(),
    ):
        run("UPDATE reference_referencerelease SET version = 'mine'")


def test_whoever_entered_an_organization_has_no_say_once_it_has_members(world, as_web_role):
    with acting_as(world.boss, world.harbor, role="operator") as actor:
        entered = add_organization(actor, name="New agency", kind="agency")
        _first, secret = invite_member(actor, entered, email="coach@new.example", role="coach")
        _second, mine = invite_member(actor, entered, email="alias@harbor.example", role="operator")
    accept_invitation(secret, password="a long enough password")
    with acting_as(world.boss, world.harbor, role="operator") as actor:
        with pytest.raises(Error, match="row-level security"), transaction.atomic():
            invite_member(actor, entered, email="another@harbor.example", role="operator")
        assert run("UPDATE organizations_organization SET name = 'x' WHERE id = %s", entered.pk) == 0
    with pytest.raises(InvitationClosed):
        accept_invitation(mine, password="a long enough password")


def test_an_invitation_ends_within_days(world, as_web_role):
    with acting_as(world.boss, world.harbor, role="operator"):
        for told in (
            {"expires_at": timezone.now() + timedelta(days=400)},
            {"expires_at": timezone.now() + timedelta(days=7), "invited_by": world.user},
        ):
            fields = {
                "organization": world.harbor,
                "email": "x@example.org",
                "role": "coach",
                "secret_hash": "y",
            }
            with pytest.raises(Error, match="row-level security"), transaction.atomic():
                Invitation.objects.create(**{"invited_by": world.boss, **fields, **told})

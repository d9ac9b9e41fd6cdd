"""Messages through SQL as the web role: seen by their reader and by the organization that sent them, nobody else."""

import pytest
from django.db import DatabaseError, transaction

from gainful.domain.accounts.actor import Actor, acting_as, acting_as_system
from gainful.domain.job_orders.models import JobOrder
from gainful.domain.messages import links
from gainful.domain.messages.models import BadAddress, ContactRules, Message, Thread
from gainful.domain.participants.models import Consent
from gainful.domain.plans.links import CONFIRM_PROFILE
from tests.domain.messages.world import build


@pytest.fixture
def world(db):
    with acting_as_system("test"):
        world = build()
        world.send()
        ContactRules.objects.create(participant=world.person)
        BadAddress.objects.create(organization=world.agency, channel="email", address="x@example.org")
    return world


def _counts():
    return tuple(model.objects.order_by().count() for model in (Message, ContactRules, BadAddress))


def test_nothing_without_an_actor(world, as_web_role):
    assert _counts() == (0, 0, 0)


def test_reader_and_sender_see_it(world, as_web_role):
    with acting_as(world.manager, world.agency, role="program_manager"):
        assert _counts() == (2, 1, 1)
    with acting_as(world.person.user, None, role="participant"):
        assert _counts() == (2, 1, 0)


def test_others_see_nothing(world, as_web_role):
    with acting_as(world.stranger, world.other, role="program_manager"):
        assert _counts() == (0, 0, 0)
    with acting_as(world.stranger, None, role="participant"):
        assert _counts() == (0, 0, 0)


def test_nothing_of_a_person_is_left_when_consent_ends(world, as_web_role):
    with acting_as(world.person.user, None, role="participant"):
        Consent.objects.update(revoked_at="2026-01-01T00:00:00Z")
    with acting_as(world.manager, world.agency, role="program_manager"):
        assert _counts() == (0, 0, 1)


def test_nobody_writes_in_anothers_name_or_moves_a_message(world, as_web_role):
    with (
        acting_as(world.stranger, world.other, role="program_manager"),
        pytest.raises(DatabaseError),
        transaction.atomic(),
    ):
        Message.objects.create(organization=world.agency, kind="note", channel="email", text="x")
    with (
        acting_as(world.manager, world.agency, role="program_manager"),
        pytest.raises(DatabaseError),
        transaction.atomic(),
    ):
        Message.objects.update(participant=None)


def test_a_link_opens_nothing_of_another_organization_whatever_number_stands_in_it(world, as_web_role):
    with acting_as_system("test"):
        order = JobOrder.objects.create(agency=world.other, title="Welder", status="sent_to_employer")
        theirs = Thread.objects.create(organization=world.other, name="Ben")
    with acting_as(world.manager, world.agency, role="program_manager"):
        tokens = [
            links.make_signed_link(Actor(world.manager, world.agency, "program_manager"), scope, about)[1]
            for scope, about in ((CONFIRM_PROFILE, order.pk), (links.REPLY, theirs.pk))
        ]
    for token in tokens:
        with links.acting_through(token):
            assert not JobOrder.objects.exists()
            assert not Thread.objects.exists()


def test_nobody_makes_a_link_in_anothers_role(world, as_web_role):
    with (
        acting_as(world.manager, world.agency, role="coach"),
        pytest.raises(DatabaseError),
        transaction.atomic(),
    ):
        links.make_signed_link(
            Actor(world.manager, world.agency, "program_manager"), CONFIRM_PROFILE, world.agency.pk
        )


def test_a_coachs_link_opens_no_job_order(world, as_web_role):
    with acting_as_system("test"):
        order = JobOrder.objects.create(agency=world.agency, title="Welder", status="sent_to_employer")
    with acting_as(world.manager, world.agency, role="coach"):
        _link, token = links.make_signed_link(
            Actor(world.manager, world.agency, "coach"), CONFIRM_PROFILE, order.pk
        )
    with links.acting_through(token):
        assert not JobOrder.objects.exists()

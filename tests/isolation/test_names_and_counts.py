"""SQL as the web role names nobody else as the author, points at no row that the actor cannot see, raises no limit."""

from __future__ import annotations

import pytest
from django.db import Error, connection, transaction

from gainful.domain.accounts.actor import Actor, acting_as, acting_as_system
from gainful.domain.job_orders.models import JobOrder, ProfileVersion
from gainful.domain.messages.actions.send_message import Words, send_message
from gainful.domain.messages.kinds import NOTE
from gainful.domain.messages.links import LinkScope, acting_through, make_signed_link, register_scope
from gainful.domain.messages.models import Message, Reply, SignedLink, Thread
from gainful.domain.messages.readers import Reader
from gainful.domain.participants.models import Participant, ReadLog
from gainful.domain.plans.models import Plan
from tests.isolation.test_columns import World

ONCE = register_scope(LinkScope("try_once", "Try once", "thread", uses=1))
REFUSED = "row-level security|names a row|cannot be changed here|permission denied"


@pytest.fixture
def world(db):
    with acting_as_system("test"):
        made = World()
        made.thread = Thread.objects.create(organization=made.harbor, name="Boss")
        prairie_user, prairie = made.managers["Prairie"]
        made.foreign_order = JobOrder.objects.create(created_by=prairie_user, agency=prairie, title="Secret")
        made.foreign_version = ProfileVersion.objects.create(job_order=made.foreign_order, number=1)
        made.foreign_person = Participant.objects.create(registered_by=prairie, code="X-1", name="Ben")
        made.foreign_thread = Thread.objects.create(organization=prairie, name="Eve")
    return made


def run(sql, *values):
    with connection.cursor() as cursor:
        cursor.execute(sql, values)
        return cursor.rowcount


def refused(make, because=REFUSED):
    with pytest.raises(Error, match=because), transaction.atomic():
        make()


@pytest.fixture
def as_manager(world, as_web_role):
    with acting_as(world.user, world.harbor, role="program_manager"):
        yield Actor(world.user, world.harbor, "program_manager")


def test_a_use_of_a_link_is_spent_and_never_given_back(world, as_web_role):
    actor = Actor(world.user, world.harbor, "program_manager")
    with acting_as(world.user, world.harbor, role="program_manager"):
        link, token = make_signed_link(actor, ONCE, world.thread.pk)
        refused(lambda: run("UPDATE outbox_signedlink SET uses_left = 9"))
        refused(lambda: run("UPDATE outbox_signedlink SET uses_left = NULL"))
    with acting_through(token, "one browser"):
        assert run("UPDATE outbox_signedlink SET uses_left = uses_left - 1") == 1
        refused(lambda: run("UPDATE outbox_signedlink SET uses_left = 1"))
    with acting_through(token, "another browser"):
        refused(lambda: run("UPDATE outbox_signedlink SET other_browsers = 0"))
        refused(lambda: run("UPDATE outbox_signedlink SET first_browser = 'mine'"))
        refused(lambda: run("UPDATE outbox_signedlink SET forwarded_at = NULL"))
    with acting_as_system("test"):
        assert SignedLink.objects.get(pk=link.pk).other_browsers == 1


def test_an_answer_says_itself_who_gave_it(world, as_web_role):
    boss = world.managers["Mill"][0]
    with acting_as(world.user, world.harbor, role="program_manager"):
        actor = Actor(world.user, world.harbor, "program_manager")
        link, token = make_signed_link(actor, ONCE, world.thread.pk, recipient="Boss of the mill")
    lie = {"came_by": "app", "from_address": "mayor@example.org", "user": boss, "is_from_reader": True}
    with acting_through(token, "one"):
        pass
    with acting_through(token, "two"):
        Reply.objects.create(thread=world.thread, text="yes", **lie)
    with acting_as_system("test"):
        said = Reply.objects.get()
        assert (said.came_by, said.from_address, said.user_id) == ("link", "Boss of the mill", None)
        assert (said.link_id, said.is_from_reader) == (link.pk, False)
        Thread.objects.filter(pk=world.thread.pk).update(user=boss)
    with acting_as(boss, world.managers["Mill"][1], role="employer"):
        Reply.objects.create(thread=world.thread, text="no", **{**lie, "user": world.user, "came_by": "link"})
    with acting_as_system("test"):
        said = Reply.objects.get(text="no")
        assert (said.came_by, said.user_id, said.from_address) == ("app", boss.pk, "mill@example.org")


def test_a_message_goes_to_nobody_whom_its_sender_does_not_see(world, as_manager):
    stranger = world.managers["Prairie"][0]
    words = Words(lambda: "Hello", lambda: "Text")
    refused(lambda: send_message(as_manager, NOTE, Reader(user=stranger, name="x"), words))
    fields = {"organization": world.harbor, "kind": "note", "channel": "app", "text": "x"}
    refused(lambda: Message.objects.create(**fields))  # outside the action
    sent = send_message(as_manager, NOTE, Reader(email="boss@example.org", name="Boss"), words)
    assert [row.created_by_id for row in sent] == [world.user.pk]
    refused(lambda: run("UPDATE outbox_message SET text = 'another'"))
    refused(lambda: run("UPDATE outbox_message SET address = 'x@example.org'"))


def test_rows_name_whoever_acts_as_their_author(world, as_manager):
    other = world.managers["Prairie"][0]
    refused(lambda: JobOrder.objects.create(agency=world.harbor, title="x", created_by=other))
    refused(lambda: world.thread.__class__.objects.create(organization=world.harbor, user=other))
    refused(
        lambda: run(
            "INSERT INTO participants_consent (id, participant_id, organization_id, scopes, granted_at, expires_at,"
            " basis, note, attested_by_id) VALUES (gen_random_uuid(), %s, %s, '{profile}', now(), now() + interval"
            " '1 day', 'signed_form', '', %s)",
            world.person.pk, world.harbor.pk, other.pk,
        )
    )  # fmt: skip
    assert JobOrder.objects.create(agency=world.harbor, title="x", created_by=world.user).pk


def test_rows_point_at_nothing_that_the_actor_does_not_see(world, as_manager):
    plan = {"number": 7, "scenario": "displaced", "document": {}, "job_order": world.order}
    refused(lambda: Plan.objects.create(profile_version=world.foreign_version, **plan))
    assert Plan.objects.create(profile_version=world.versions[1], **plan).pk
    log = {"user": world.user, "reader": str(world.user), "organization": world.harbor, "what": "record",
           "organization_name": world.harbor.name}  # fmt: skip
    refused(lambda: ReadLog.objects.create(participant=world.foreign_person, **log))
    refused(lambda: ReadLog.objects.create(participant=world.person, **log | {"reader": "The President"}))
    assert ReadLog.objects.create(participant=world.person, **log).pk
    refused(
        lambda: run(
            "INSERT INTO participants_participant (id, registered_by_id, user_id, code, name, email, phone,"
            " postal_code, area_code, scenario, schedule, is_sample, created_at, updated_at) VALUES"
            " (gen_random_uuid(), %s, %s, 'F', '', '', '', '', '', '', '{}', false, now(), now())",
            world.harbor.pk, world.managers["Prairie"][0].pk,
        ),
        because="cannot be changed here",
    )  # fmt: skip


def test_a_message_stays_in_conversations_of_its_organization(world, as_manager):
    words = Words(lambda: "Hello", lambda: "Text", thread=world.foreign_thread)
    refused(lambda: send_message(as_manager, NOTE, Reader(email="boss@example.org"), words))

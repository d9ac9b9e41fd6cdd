"""Who changes rules, takes back, sends again, clears an address; each refusal by a witness nobody else would refuse."""

from datetime import time

import pytest
from django.core.exceptions import PermissionDenied

from gainful.domain.accounts.actor import Actor
from gainful.domain.messages.actions import (
    cancel_message,
    clear_address,
    mark_read,
    send_again,
    set_contact_rules,
)
from gainful.domain.messages.errors import MessageError
from gainful.domain.messages.models import BadAddress, Message, State
from gainful.domain.messages.queries import bad_addresses, messages_for, outbox, outbox_counts, unread_count
from gainful.domain.messages.readers import Reader

pytestmark = pytest.mark.django_db


def test_a_person_sets_their_rules(world):
    rules = set_contact_rules(
        world.person_actor,
        world.reader,
        by_sms=True,
        safe_phone="+1 202 555 0199",
        quiet_from=time(20),
        time_zone="America/Chicago",
    )
    assert (rules.by_sms, str(rules.zone), rules.quiet.starts) == (True, "America/Chicago", time(20))
    assert set_contact_rules(world.person_actor, world.reader, discreet=True).pk == rules.pk


def test_staff_set_them_for_a_person_and_anybody_for_themself(world):
    assert set_contact_rules(world.actor, world.reader, discreet=True).discreet
    assert set_contact_rules(world.actor, Reader(user=world.manager), by_email=False).user == world.manager


def test_nobody_sets_them_for_a_colleague(world):
    with pytest.raises(PermissionDenied, match="Only the person says"):
        set_contact_rules(world.actor, Reader(user=world.stranger), by_email=False)
    with pytest.raises(PermissionDenied, match="Only the person says"):
        set_contact_rules(world.actor, Reader(email="x@example.org"), by_email=False)


def test_another_role_does_not_set_them_for_a_person(world):
    with pytest.raises(PermissionDenied):
        set_contact_rules(Actor(world.manager, world.agency, "employer"), world.reader, discreet=True)


@pytest.mark.parametrize(
    ("changes", "field", "words"),
    [
        ({"time_zone": "Mars/Base"}, "time_zone", "no time zone Mars/Base"),
        ({"switched_off": ["invitation"]}, "switched_off", "cannot be switched off: invitation"),
        ({"switched_off": ["unheard of"]}, "switched_off", "cannot be switched off"),
        ({"safe_email": "not an address"}, "safe_email", "valid email"),
        ({"participant": None}, "", "no rules of contact: participant"),
    ],
)
def test_rules_that_cannot_be_used(world, changes, field, words):
    with pytest.raises(MessageError, match=words) as refused:
        set_contact_rules(world.person_actor, world.reader, **changes)
    assert refused.value.field == field


def test_text_messages_need_a_number(world):
    world.person.phone = ""
    world.person.save()
    with pytest.raises(MessageError, match="no number for text messages"):
        set_contact_rules(world.person_actor, world.reader, by_sms=True)


@pytest.mark.parametrize("state", State.values)
def test_only_what_waits_is_taken_back(world, state):
    message = world.send()[1]
    Message.objects.filter(pk=message.pk).update(state=state)
    if state == State.WAITING:
        assert cancel_message(world.actor, message).state == State.CANCELLED
    else:
        with pytest.raises(MessageError, match="no longer waiting"):
            cancel_message(world.actor, message)


@pytest.mark.parametrize("state", State.values)
def test_only_what_failed_is_sent_again(world, state):
    message = world.send()[1]
    Message.objects.filter(pk=message.pk).update(state=state, reason="full")
    if state in {State.FAILED, State.UNCONFIRMED}:
        assert (send_again(world.actor, message).state, message.reason) == (State.WAITING, "")
    else:
        with pytest.raises(MessageError, match="Only a message that failed"):
            send_again(world.actor, message)


def test_a_colleague_elsewhere_changes_no_message(world):
    message, elsewhere = world.send()[1], Actor(world.manager, world.other, "program_manager")
    for action in (cancel_message, send_again):
        with pytest.raises(PermissionDenied, match="Another organization"):
            action(elsewhere, message)


def test_clear_an_address(world):
    bad = BadAddress.objects.create(organization=world.agency, channel="email", address="ana@example.org")
    with pytest.raises(PermissionDenied, match="Only staff look after"):
        clear_address(Actor(world.manager, world.agency, "employer"), bad)
    with pytest.raises(PermissionDenied, match="Another organization"):
        clear_address(Actor(world.manager, world.other, "coach"), bad)
    assert list(bad_addresses(world.actor)) == [bad]
    clear_address(world.actor, bad)
    assert not BadAddress.objects.exists()


def test_read_and_counted(world):
    world.send()
    world.send()
    newer, older = messages_for(world.person_actor)
    assert unread_count(world.person_actor) == 2
    assert mark_read(world.person_actor, [newer]) == 1
    assert unread_count(world.person_actor) == 1, "what was not shown is still new"
    assert mark_read(world.person_actor, [newer, older]) == 1
    assert mark_read(Actor(world.manager, world.agency, "coach"), [older]) == 0
    assert unread_count(world.person_actor) == 0
    assert messages_for(world.person_actor).count() == 2
    assert outbox_counts(world.actor) == {State.WAITING: 2}
    assert outbox(world.actor, state=State.SENT).count() == 0
    assert outbox(world.actor, state="nonsense").count() == 2
    assert outbox(Actor(world.manager, world.other, "coach")).count() == 0

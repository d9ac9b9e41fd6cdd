"""Taking, handing over, failing, and what a killed worker leaves."""

from datetime import timedelta

import pytest
from django.utils import timezone

from gainful.domain.messages import delivery
from gainful.domain.messages.models import BadAddress, Message, State

pytestmark = pytest.mark.django_db


def _email(world, **values):
    message = next(row for row in world.send() if row.channel == "email")
    Message.objects.filter(pk=message.pk).update(**{"not_before": timezone.now(), **values})
    message.refresh_from_db()
    return message


def test_takes_what_is_due_oldest_first_once(world):
    now = timezone.now()
    late, early = (
        _email(world, not_before=now - timedelta(minutes=1)),
        _email(world, not_before=now - timedelta(hours=1)),
    )
    _email(world, not_before=now + timedelta(seconds=1))
    assert delivery.anything_due(now)
    assert [message.pk for message in delivery.take(now)] == [early.pk, late.pk]
    assert delivery.take(now) == []
    assert not delivery.anything_due(now)


def test_sent(world):
    message = _email(world)
    delivery.handing([message])
    delivery.sent([message], "r" * 300)
    message.refresh_from_db()
    assert (message.state, len(message.reference), message.sent_at is None) == (State.SENT, 200, False)


@pytest.mark.parametrize(("tries", "minutes"), [(0, 1), (1, 2), (5, 32), (6, 60), (20, 60)])
def test_pauses_grow_to_an_hour(world, tries, minutes):
    message = _email(world, attempts=tries)
    before = timezone.now()
    delivery.failed([message], "busy", for_good=False)
    message.refresh_from_db()
    assert message.state == State.WAITING
    assert (
        before + timedelta(minutes=minutes)
        <= message.not_before
        <= timezone.now() + timedelta(minutes=minutes)
    )
    assert not BadAddress.objects.exists()


@pytest.mark.parametrize(("tries", "state"), [(76, State.WAITING), (77, State.FAILED)])
def test_gives_up_after_three_days(world, tries, state):
    message = _email(world, attempts=tries)
    delivery.failed([message], "busy", for_good=False)
    message.refresh_from_db()
    assert message.state == state


def test_a_refusal_for_good_is_shown_to_somebody(world):
    message = _email(world)
    delivery.failed([message], "550 no such user", for_good=True)
    message.refresh_from_db()
    assert (message.state, message.reason) == (State.FAILED, "550 no such user")
    assert [(bad.address, bad.said) for bad in BadAddress.objects.all()] == [
        ("ana@example.org", "550 no such user")
    ]


@pytest.mark.parametrize(("drops", "state"), [(True, State.WAITING), (False, State.UNCONFIRMED)])
def test_what_a_killed_worker_left(world, drops, state):
    taken, handing = _email(world, state=State.TAKEN), _email(world, state=State.HANDING)
    sent = _email(world, state=State.SENT)
    delivery.recover(drops_repeats=lambda _channel: drops)
    states = [Message.objects.get(pk=message.pk).state for message in (taken, handing, sent)]
    assert states == [State.WAITING, state, State.SENT]

"""Taking, handing over, failing, and what a killed worker leaves."""

from datetime import timedelta

import pytest
from django.utils import timezone

from gainful.domain.messages import delivery
from gainful.domain.messages.models import BadAddress, Channel, Message, State

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
    assert [message.pk for message in delivery.take(now, Channel.EMAIL)] == [early.pk, late.pk]
    assert delivery.take(now, Channel.EMAIL) == []
    assert not delivery.anything_due(now)


def test_sent(world):
    message = _email(world, state=State.TAKEN)
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
    delivery.failed([message], "550 no such user", for_good=True, address_is_bad=True)
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


def test_a_refusal_that_is_not_about_the_address_closes_no_address(world):
    message = _email(world)
    delivery.failed([message], "554 content refused", for_good=True)
    message.refresh_from_db()
    assert message.state == State.FAILED
    assert not BadAddress.objects.exists()


@pytest.mark.parametrize("state", [State.WAITING, State.CANCELLED, State.SENT, State.UNCONFIRMED])
def test_what_this_worker_does_not_hold_any_more_is_not_handed_over(world, state):
    message = _email(world, state=state)
    with pytest.raises(delivery.NoLongerOurs):
        delivery.handing([message])
    message.refresh_from_db()
    assert message.state == state


def test_an_answer_that_came_after_another_worker_gave_up_counts(world):
    message = _email(world, state=State.UNCONFIRMED)
    delivery.sent([message], "r1")
    message.refresh_from_db()
    assert message.state == State.SENT


def test_a_digest_is_taken_whole_and_apart(world):
    single = _email(world)
    first, second = _email(world, digest=True), _email(world, digest=True)
    other = _email(world, digest=True, address="ben@example.org")
    now = timezone.now()
    assert [message.pk for message in delivery.take(now, Channel.EMAIL)] == [single.pk]
    letters = [{message.pk for message in delivery.take_digest(now)} for _time in range(3)]
    assert letters == [{first.pk, second.pk}, {other.pk}, set()]


def test_nobody_there_puts_off_everything_by_one_try_each(world):
    new, tried, last = _email(world), _email(world, attempts=6), _email(world, attempts=delivery.TRIES - 1)
    now = timezone.now()
    later = _email(world, not_before=now + timedelta(hours=1))
    assert delivery.nobody_is_there(now, Channel.EMAIL, "The mail server could not be reached") == 3
    for message in (new, tried, last, later):
        message.refresh_from_db()
    assert timedelta(seconds=59) < new.not_before - now < timedelta(minutes=2)
    assert timedelta(minutes=59) < tried.not_before - now < timedelta(minutes=61)
    assert (new.attempts, tried.attempts, later.attempts) == (1, 7, 0)
    assert (last.state, new.state) == (State.FAILED, State.WAITING)
    assert "could not be reached" in new.reason

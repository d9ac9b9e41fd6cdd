"""The mail server is down for a day: nothing is lost, everybody who looks can see it, and each letter arrives once."""

from __future__ import annotations

from collections import Counter
from contextlib import contextmanager
from datetime import timedelta

import pytest
from django.urls import reverse
from django.utils import timezone

from gainful.domain.accounts.actor import acting_as_system
from gainful.domain.messages import delivery
from gainful.domain.messages.actions import cancel_message
from gainful.domain.messages.models import BadAddress, Channel, Message, State
from gainful.domain.organizations.models import Membership
from gainful.exchange.senders.outgoing import Accepted, Unreachable
from gainful.site.outbox import send_due
from tests.domain.messages.world import build
from tests.person import signed_in

SAID = "The mail server mail.example.org could not be reached: timed out"


class Clock:
    """The time of day as the test has it."""

    def __init__(self) -> None:
        self.now = timezone.now()

    def wait(self, **time: float) -> None:
        self.now += timedelta(**time)


class Server:
    """A mail server that is down until somebody starts it; it counts what it took and how often it was asked."""

    drops_repeats, at_once = False, 1

    def __init__(self) -> None:
        self.is_up, self.asked, self.letters = False, 0, Counter()

    @contextmanager
    def session(self):
        yield self

    def send(self, message, handing):
        self.asked += 1
        if not self.is_up:
            raise Unreachable(SAID)
        handing()
        self.letters[message.key] += 1
        return Accepted("taken")


@pytest.fixture
def clock(monkeypatch):
    found = Clock()
    monkeypatch.setattr(timezone, "now", lambda: found.now)
    return found


@pytest.fixture
def world(system):
    return build()


def run(server: Server, clock: Clock, *, hours: float) -> None:
    """Let the worker look every minute."""
    end = clock.now + timedelta(hours=hours)
    while clock.now < end:
        if delivery.anything_due(clock.now):
            send_due({Channel.EMAIL: server, Channel.SMS: server})
        clock.wait(minutes=1)


def letters(world, count: int) -> list[Message]:
    made = [row for _n in range(count) for row in world.send() if row.channel == "email"]
    Message.objects.filter(pk__in=[row.pk for row in made]).update(not_before=timezone.now())
    return made


def test_a_day_without_a_mail_server_loses_nothing_and_repeats_nothing(world, clock):
    server, first = Server(), letters(world, 20)
    run(server, clock, hours=10)
    later = letters(world, 5)  # written while it is down
    withdrawn = later.pop()
    cancel_message(world.actor, Message.objects.get(pk=withdrawn.pk))
    run(server, clock, hours=14)
    assert server.letters == Counter()
    assert server.asked < 100, "a server that is down is asked less and less, however many letters wait"
    waiting = Message.objects.filter(channel="email", state=State.WAITING)
    assert waiting.count() == 24
    assert set(waiting.values_list("reason", flat=True)) == {SAID}
    assert not BadAddress.objects.exists(), "it is no fault of the addresses"
    server.is_up = True
    run(server, clock, hours=1.5)
    assert server.letters == Counter({str(row.pk): 1 for row in (*first, *later)})
    assert not Message.objects.filter(channel="email", state=State.WAITING).exists()
    assert Message.objects.get(pk=withdrawn.pk).state == State.CANCELLED


def test_who_looks_after_messages_sees_why_they_wait_and_when_the_next_try_is(world):
    letters(world, 2)
    send_due({Channel.EMAIL: Server(), Channel.SMS: Server()})
    with acting_as_system("test"):
        world.manager.is_staff = True
        world.manager.save()
        Membership.objects.filter(user=world.manager).update(role="operator")
    shown = signed_in(world.manager).get(reverse("operator:messages")).content.decode()
    assert "2 messages have to wait." in shown
    assert "could not be reached" in shown
    assert "The next try is on" in shown

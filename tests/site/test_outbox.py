"""Sending the outbox: digests in one letter, failures, repeats, one sender at a time, and what settings choose."""

from contextlib import contextmanager
from datetime import timedelta

import pytest
from django.db import connections
from django.utils import timezone

from gainful.domain.messages import delivery
from gainful.domain.messages.models import Channel, Message, State
from gainful.exchange.senders.by_gateway import GatewaySender
from gainful.exchange.senders.by_mail import MailSender
from gainful.exchange.senders.outgoing import (
    Accepted,
    PermanentFailure,
    TemporaryFailure,
    Unanswered,
    Unreachable,
)
from gainful.exchange.senders.to_folder import FolderSender
from gainful.site.outbox import send_due, senders
from tests.domain.messages.world import build

pytestmark = pytest.mark.django_db


class _Way:
    """A way out that keeps what it is given, and answers by address."""

    drops_repeats, at_once = False, 1

    def __init__(self, answers=None):
        self.letters, self.answers, self.opened = [], answers or {}, 0

    @contextmanager
    def session(self):
        self.opened += 1
        yield self

    def send(self, message, handing):
        failure = self.answers.get(message.to)
        if not isinstance(failure, Unreachable):
            handing()
        if failure:
            raise failure
        self.letters.append(message)
        return Accepted(f"r{len(self.letters)}")


@pytest.fixture
def world(system):
    return build()


def _due(world, **values):
    rows = [row for row in world.send() if row.channel != "app"]
    Message.objects.filter(pk__in=[row.pk for row in rows]).update(**{"not_before": timezone.now() - timedelta(minutes=1), **values})  # fmt: skip  # noqa: E501
    return rows


def _send(way):
    return send_due({Channel.EMAIL: way, Channel.SMS: way})


def test_sends_each_once(world):
    way, rows = _Way(), _due(world) + _due(world)
    assert _send(way) == 2
    assert [letter.key for letter in way.letters] == [str(row.pk) for row in rows]
    assert _send(way) == 0
    assert {row.state for row in Message.objects.exclude(channel="app")} == {State.SENT}


def test_a_digest_is_one_letter(world):
    rows, way = _due(world, digest=True) + _due(world, digest=True), _Way()
    _due(world)
    assert _send(way) == 2
    together = next(letter for letter in way.letters if letter.key == str(rows[0].pk))
    assert together.subject == "2 messages"
    assert together.text.count("Class begins on Monday.") == 2
    assert Message.objects.filter(state=State.SENT).exclude(channel="app").count() == 3


@pytest.mark.parametrize(
    ("failure", "state"),
    [
        (TemporaryFailure("busy"), State.WAITING),
        (PermanentFailure("gone"), State.FAILED),
        (Unanswered("broke off"), State.UNCONFIRMED),
        (Unreachable("no connection"), State.WAITING),
    ],
)
def test_failures(world, failure, state):
    (row,) = _due(world)
    assert _send(_Way({"ana@example.org": failure})) == 0
    row.refresh_from_db()
    assert (row.state, row.reason, row.attempts) == (state, str(failure), 1)


def test_what_went_out_unanswered_is_sent_again_where_repeats_are_dropped(world):
    (row,) = _due(world)
    way = _Way({"ana@example.org": Unanswered("broke off")})
    way.drops_repeats = True
    _send(way)
    row.refresh_from_db()
    assert (row.state, row.attempts) == (State.WAITING, 1)


def test_a_server_that_is_down_is_asked_once_however_many_wait(world):
    rows = [row for _time in range(3) for row in _due(world)]
    calls = []
    way = _Way()
    way.send = lambda _message, _handing: calls.append(1) or _raise(Unreachable("no connection"))
    assert _send(way) == 0
    assert len(calls) == 1
    for row in rows:
        row.refresh_from_db()
        assert (row.state, row.attempts, row.reason) == (State.WAITING, 1, "no connection")


def _raise(error):
    raise error


def test_one_session_carries_what_is_due(world):
    way = _Way()
    for _time in range(3):
        _due(world)
    assert (_send(way), way.opened) == (3, 1)


def test_what_was_being_handed_over_is_not_sent_twice(world):
    (row,) = _due(world, state=State.HANDING)
    way = _Way()
    assert _send(way) == 0
    row.refresh_from_db()
    assert row.state == State.UNCONFIRMED


def test_a_stop_gives_back_what_was_taken(world):
    _due(world)
    answers = iter([True, False, False])
    assert send_due({Channel.EMAIL: _Way(), Channel.SMS: _Way()}, lambda: next(answers)) == 0
    assert Message.objects.filter(state=State.WAITING).count() == 1


def test_one_process_sends_at_a_time(world):
    with delivery.only_sender() as first:
        other = connections.create_connection("default")
        try:
            with other.cursor() as cursor:
                cursor.execute("SELECT pg_try_advisory_lock(hashtext('gainful outbox'))")
                assert (first, cursor.fetchone()[0]) == (True, False)
        finally:
            other.close()


@pytest.mark.parametrize(
    ("host", "gateway", "kinds"),
    [
        ("", "", (FolderSender, FolderSender)),
        ("mail.example.org", "", (MailSender, FolderSender)),
        ("", "https://sms.example.org/", (FolderSender, GatewaySender)),
    ],
)
def test_ways_out_as_set_up(settings, monkeypatch, host, gateway, kinds):
    settings.EMAIL_HOST = host
    monkeypatch.setenv("SMS_GATEWAY_URL", gateway)
    found = senders()
    assert (type(found[Channel.EMAIL]), type(found[Channel.SMS])) == kinds


@pytest.mark.parametrize(
    ("ssl", "tls", "security"), [(True, False, "tls"), (False, True, "starttls"), (False, False, "none")]
)
def test_security_of_mail(settings, ssl, tls, security):
    settings.EMAIL_HOST, settings.EMAIL_USE_SSL, settings.EMAIL_USE_TLS = "mail.example.org", ssl, tls
    assert senders()[Channel.EMAIL].server.security == security

"""Each way to a reader gets its own row; what rules hold back stands there with its reason."""

from datetime import UTC, datetime, time, timedelta

import pytest
from django.core.exceptions import PermissionDenied
from django.utils import timezone

from gainful.domain.accounts.actor import Actor
from gainful.domain.messages import kinds
from gainful.domain.messages.actions import set_contact_rules
from gainful.domain.messages.actions.send_message import LONGEST_TEXT, Words, send_message
from gainful.domain.messages.errors import MessageError
from gainful.domain.messages.models import BadAddress, Channel, ContactRules, Message, State
from gainful.domain.messages.readers import Reader
from tests.domain.messages.world import NOTE

pytestmark = pytest.mark.django_db
ALWAYS = {"quiet_from": time(3), "quiet_until": time(3)}


def _by_channel(rows):
    return {row.channel: row for row in rows}


def test_usual_rules_send_here_and_by_email(world):
    rows = _by_channel(world.send())
    assert set(rows) == {Channel.APP, Channel.EMAIL}
    assert (rows["app"].state, rows["email"].state) == (State.SENT, State.WAITING)
    assert rows["email"].address == "ana@example.org"
    assert rows["email"].text == "Class begins on Monday."


def test_a_text_message_names_nobody_and_nothing(world):
    ContactRules.objects.create(participant=world.person, by_sms=True)
    sms = _by_channel(world.send("Ana, the welding class begins."))["sms"]
    assert (sms.subject, sms.text) == ("", "You have a new message. Sign in to read it.")


def test_discreet_leaves_names_out_of_email_too(world):
    ContactRules.objects.create(participant=world.person, discreet=True)
    rows = _by_channel(world.send("Ana, the welding class begins."))
    assert "welding" in rows["app"].text
    assert "welding" not in rows["email"].subject + rows["email"].text


def test_safe_addresses_come_first(world):
    ContactRules.objects.create(
        participant=world.person, by_sms=True, safe_email="safe@example.org", safe_phone="+1 202 555 0199"
    )
    rows = _by_channel(world.send())
    assert (rows["email"].address, rows["sms"].address) == ("safe@example.org", "+1 202 555 0199")


def test_no_email_and_switched_off_kinds_are_withheld_with_the_reason(world):
    ContactRules.objects.create(participant=world.person, by_email=False)
    assert _by_channel(world.send())["email"].reason == "the person wants no e-mail"
    ContactRules.objects.update(by_email=True, switched_off=["note"])
    row = _by_channel(world.send())["email"]
    assert (row.state, row.reason) == (State.WITHHELD, "the person switched this kind off")


def test_what_must_be_read_cannot_be_switched_off(world):
    ContactRules.objects.create(participant=world.person, by_email=False, switched_off=["invitation"])
    assert _by_channel(world.send(kind=kinds.INVITATION))["email"].state == State.WAITING


def test_an_address_that_took_no_message_is_not_tried(world):
    BadAddress.objects.create(organization=world.agency, channel="email", address="ana@example.org")
    assert _by_channel(world.send())["email"].reason == "the address took no message before"
    BadAddress.objects.update(organization=world.other)
    assert _by_channel(world.send())["email"].state == State.WAITING


def test_one_occasion_is_one_message(world):
    assert len(world.send(occasion="cohort 4 begins")) == 2
    assert world.send(occasion="cohort 4 begins") == []
    assert len(world.send(occasion="cohort 5 begins")) == 2
    assert len(world.send()) == len(world.send()) == 2
    assert Message.objects.count() == 8


def test_quiet_hours_and_later_start(world, monkeypatch):
    ContactRules.objects.create(participant=world.person, time_zone="America/New_York")
    night = datetime(2026, 11, 21, 3, tzinfo=UTC)  # 10 pm in New York
    monkeypatch.setattr(timezone, "now", lambda: night)
    assert _by_channel(world.send())["email"].not_before == datetime(2026, 11, 21, 13, tzinfo=UTC)
    later = night + timedelta(hours=12)
    assert _by_channel(world.send(not_before=later))["email"].not_before == later
    assert _by_channel(world.send(not_before=night - timedelta(days=1)))["email"].not_before > night


def test_a_digest_waits_for_five_unless_the_kind_cannot_wait(world, monkeypatch):
    kinds.register(kinds.MessageKind("news", "News"))
    ContactRules.objects.create(participant=world.person, time_zone="America/New_York", digest=True)
    monkeypatch.setattr(timezone, "now", lambda: datetime(2026, 11, 20, 15, tzinfo=UTC))
    news = _by_channel(world.send(kind=kinds.kind_of("news")))["email"]
    assert (news.digest, news.not_before) == (True, datetime(2026, 11, 20, 22, tzinfo=UTC))
    assert not _by_channel(world.send())["email"].digest


def test_language_of_the_reader(world):
    ContactRules.objects.create(participant=world.person, discreet=True)
    spanish = Reader(participant=world.person, language="es")
    assert {row.language for row in world.send(reader=spanish)} == {"es"}


@pytest.mark.parametrize(
    ("zone", "clock"), [("", "09:00"), ("Asia/Tokyo", "23:00"), ("America/Denver", "07:00")]
)
def test_times_are_told_by_the_readers_clock(world, settings, zone, clock):
    settings.TIME_ZONE = "America/New_York"
    ContactRules.objects.create(participant=world.person, time_zone=zone)
    meeting = datetime(2026, 12, 1, 14, tzinfo=UTC)
    words = Words(lambda: "Class", lambda: f"We meet at {timezone.localtime(meeting):%H:%M}.")
    rows = send_message(world.actor, NOTE, world.reader, words)
    assert f"We meet at {clock}." in _by_channel(rows)["email"].text


@pytest.mark.parametrize(("text", "taken"), [("", False), (" \n", False), ("x", True), ("x" * LONGEST_TEXT, True), ("x" * (LONGEST_TEXT + 1), False)])  # fmt: skip  # noqa: E501
def test_text_is_there_and_not_endless(world, text, taken):
    if taken:
        assert world.send(text)
    else:
        with pytest.raises(MessageError, match="needs a text"):
            world.send(text)


def test_nobody_without_a_way(world):
    with pytest.raises(MessageError, match="no way to reach Ben") as refused:
        world.send(reader=Reader(name="Ben"))
    assert "e-mail address" in refused.value.hint
    assert [row.channel for row in world.send(reader=Reader(email="ben@example.org"))] == ["email"]


@pytest.mark.parametrize("role", ["participant", "funder", ""])
def test_only_staff_send(world, role):
    from gainful.domain.messages.actions import Words, send_message

    words = Words(lambda: "s", lambda: "t")
    with pytest.raises(PermissionDenied, match="Only staff"):
        send_message(Actor(world.manager, world.agency, role), kinds.NOTE, world.reader, words)
    with pytest.raises(PermissionDenied, match="Only staff"):
        send_message(Actor(world.manager, None, "coach"), kinds.NOTE, world.reader, words)
    assert not Message.objects.exists()


def test_two_kinds_of_one_code_are_an_error():
    with pytest.raises(ValueError, match="Two kinds of message are called note"):
        kinds.register(kinds.MessageKind("note", "other"))
    assert set_contact_rules is not None

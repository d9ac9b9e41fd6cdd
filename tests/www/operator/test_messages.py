"""The operator's outbox: what did not arrive comes first, and can be mended."""

import pytest
from django.urls import reverse

from gainful.domain.accounts.actor import Actor, acting_as_system
from gainful.domain.messages.actions import Words, send_message
from gainful.domain.messages.kinds import NOTE
from gainful.domain.messages.models import BadAddress, Message, State
from gainful.domain.messages.readers import Reader


@pytest.fixture
def message(town):
    with acting_as_system("test"):
        actor = Actor(town.manager.user, town.agency, "program_manager")
        return send_message(
            actor, NOTE, Reader(email="ben@example.org", name="Ben"), Words(lambda: "s", lambda: "t")
        )[0]


def _state(message, state):
    with acting_as_system("test"):
        Message.objects.filter(pk=message.pk).update(state=state, reason="550 no such user")


@pytest.mark.parametrize(
    ("state", "words"),
    [
        (State.SENT, "Everything that was written has been sent."),
        (State.WAITING, "1 message waits."),
        (State.FAILED, "1 message may not have arrived."),
        (State.UNCONFIRMED, "1 message may not have arrived."),
    ],
)
def test_answers_its_question(town, message, state, words):
    _state(message, state)
    page = town.operator.client.get(reverse("operator:messages")).content.decode()
    assert words in page
    assert "ben@example.org" in page


def test_take_back_and_send_again(town, message):
    cancel, again = (
        reverse(f"operator:{name}", args=[message.pk]) for name in ("cancel_message", "send_again")
    )
    assert "Taken back" in town.operator.client.post(cancel, follow=True).content.decode()
    assert "no longer waiting" in town.operator.client.post(cancel, follow=True).content.decode()
    _state(message, State.FAILED)
    assert "goes out again" in town.operator.client.post(again, follow=True).content.decode()
    with acting_as_system("test"):
        assert Message.objects.get(pk=message.pk).state == State.WAITING
    for other in (town.manager, town.coach, town.employer, town.stranger):
        assert other.client.post(again).status_code == 403


def test_addresses_that_take_nothing(town):
    with acting_as_system("test"):
        bad = BadAddress.objects.create(
            organization=town.agency, channel="email", address="ana@example.org", said="550"
        )
    url = reverse("operator:clear_address", args=[bad.pk])
    assert "ana@example.org" in town.operator.client.get(reverse("operator:messages")).content.decode()
    assert town.coach.client.post(url).status_code == 403
    assert "go to this address again" in town.operator.client.post(url, follow=True).content.decode()
    assert town.operator.client.post(url).status_code == 404


def test_export_without_texts(town, message):
    page = town.operator.client.get(reverse("operator:messages_export")).content.decode()
    assert "ben@example.org" in page
    assert page.lstrip("\ufeff").startswith("written,kind,to,by")
    assert town.manager.client.get(reverse("operator:messages_export")).status_code == 403

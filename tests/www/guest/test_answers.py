"""People without an account answer a message and their plan, and hand on what they are asked, through links."""

from __future__ import annotations

import pytest
from django.test import Client
from django.urls import reverse
from django.utils import timezone

from gainful.domain.accounts.actor import Actor, acting_as, acting_as_system
from gainful.domain.job_orders.actions import match_openings
from gainful.domain.messages import clock
from gainful.domain.messages.actions import Words, send_message
from gainful.domain.messages.kinds import NOTE
from gainful.domain.messages.models import Message, Reply, Request
from gainful.domain.messages.readers import Reader
from gainful.domain.participants.models import Consent, Participant
from gainful.domain.plans.asking import ask_commitment, ask_people
from tests.letters import token_in
from tests.person import ana
from tests.plans import planned

__all__ = ["ana"]


def address_in(**values: object) -> str:
    with acting_as_system("test"):
        letter = Message.objects.filter(channel="email", **values).order_by("-created_at").first()
        return f"/guest/link/{token_in(letter)}/"


@pytest.fixture
def plan(town, ana):
    """A plan that was sent; its person has an address and no account."""
    with acting_as_system("test"):
        person = Participant.objects.create(
            registered_by=town.agency, code="P-9", name="Ben Poe", email="ben@example.org"
        )
        Consent.objects.create(
            participant=person, organization=town.agency, scopes=["profile", "matching"], basis="paper",
            expires_at=timezone.now() + timezone.timedelta(days=90), attested_by=town.manager.user,
        )  # fmt: skip
        made = planned(town, person, status="sent_to_employer")
        made.job_order.contact_email, made.job_order.contact_name = "pat@lakeside.example", "Pat"
        made.job_order.save()
        match_openings(made.job_order)
    with acting_as(town.manager.user, town.agency, role="program_manager") as actor:
        ask_people(actor, made)
        ask_commitment(actor, made)
    return made


def test_a_person_answers_their_plan_without_an_account(town, plan):
    address, browser = address_in(address="ben@example.org"), Client()
    page = browser.get(address).content.decode()
    assert "Patient care" in page
    for words in ("Bo Marrowbone", "Somebody else's course", "Budget"):
        assert words not in page
    reply = browser.post(f"{address}answer/", {"answer": "no"}, follow=True)
    assert "You said: No." in reply.content.decode()
    with acting_as_system("test"):
        assert plan.people.get(code="P01").answer == "no"
        assert Request.objects.get(participant__code="P-9").state == "answered"
    assert browser.get(f"{address}plan.pdf").status_code == 410, "it opens nothing else of the plan"
    assert browser.post(f"{address}sign/", {"name": "x", "title": "y"}).status_code == 410


def test_a_wrong_answer_is_said_and_nothing_stored(plan):
    address, browser = address_in(address="ben@example.org"), Client()
    page = browser.post(f"{address}answer/", {"answer": "maybe"}, follow=True).content.decode()
    assert "Choose yes, no, not now" in page
    with acting_as_system("test"):
        assert plan.people.get(code="P01").answer == ""


def test_somebody_answers_a_message_through_the_letters_link(town, client):
    with acting_as_system("test"):
        actor = Actor(town.manager.user, town.agency, "program_manager")
        send_message(
            actor, NOTE, Reader(email="kim@example.org", name="Kim"), Words(lambda: "Bus", lambda: "Can you?")
        )
    address = address_in(address="kim@example.org")
    assert "Can you?" in client.get(address).content.decode()
    assert (
        "Your answer is sent"
        in client.post(f"{address}answer/", {"text": "Yes."}, follow=True).content.decode()
    )
    assert "needs a text" in client.post(f"{address}answer/", {"text": " "}, follow=True).content.decode()
    with acting_as_system("test"):
        assert Reply.objects.get().text == "Yes."
    listed = town.manager.client.get(reverse("program:messages")).content.decode()
    assert "1 answer waits for you." in listed


def test_the_employer_hands_it_on_and_the_link_ends(town, plan, client):
    address = address_in(address="pat@lakeside.example")
    assert "Somebody else should answer this" in client.get(address).content.decode()
    wrong = client.post(f"{address}hand-on/", {"name": "Kim", "email": "kim"}, follow=True)
    assert "not an email address" in wrong.content.decode()
    done = client.post(f"{address}hand-on/", {"name": "Kim", "email": "kim@lakeside.example"})
    assert "Your colleague has it now" in done.content.decode()
    assert client.get(address).status_code == 410
    assert client.get(address_in(address="kim@lakeside.example")).status_code == 200


def test_a_forwarded_link_is_noticed(town, plan):
    address = address_in(address="pat@lakeside.example")
    first, stranger = Client(), Client()
    for browser in (first, first, stranger):
        assert browser.get(address).status_code == 200
    clock.tick(timezone.now())
    with acting_as_system("test"):
        told = Message.objects.get(kind="forwarded", channel="app")
    assert told.user_id == town.manager.user.pk


def test_what_is_not_for_the_link_is_closed(plan, client):
    address = address_in(address="pat@lakeside.example")
    assert client.post(f"{address}answer/", {"text": "x"}).status_code == 410
    assert client.get("/guest/link/none/").status_code == 410
    assert client.post("/guest/link/none/answer/").status_code == 410
    assert client.post("/guest/link/none/hand-on/").status_code == 410

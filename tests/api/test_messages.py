"""Messages, conversations and requests through the API."""

from __future__ import annotations

from django.utils import timezone

from gainful.domain.accounts.actor import acting_as
from gainful.domain.messages.actions import Words, send_message
from gainful.domain.messages.kinds import NOTE
from gainful.domain.messages.readers import Reader
from gainful.domain.plans.asking import ask_commitment, ask_people
from tests.person import ana
from tests.plans import planned
from tests.town import town

__all__ = ["ana", "town"]


def send(client, path, data=None):
    return client.post(f"/api/v1{path}", data or {}, content_type="application/json")


def read(client, path):
    return client.get(f"/api/v1{path}")


def test_a_conversation(town, ana):
    with acting_as(town.manager.user, town.agency, role="program_manager") as actor:
        send_message(actor, NOTE, Reader(ana.person, name="Ana"), Words(lambda: "Bus", lambda: "By bus?"))
    (message,) = read(ana.client, "/messages").json()
    path = f"/threads/{message['thread_id']}"
    assert send(ana.client, path, {"text": "Yes"}).status_code == 201
    (thread,) = read(town.manager.client, "/threads").json()
    assert thread["waits"]
    turns = send(town.manager.client, path, {"text": "Good"}).json()
    assert [turn["text"] for turn in turns] == ["By bus?", "Yes", "Good"]
    assert read(town.stranger.client, path).status_code == 404
    assert send(ana.client, path, {"text": " "}).status_code == 422


def test_requests(town, ana):
    plan = planned(town, ana.person, status="sent_to_employer")
    with acting_as(town.manager.user, town.agency, role="program_manager") as actor:
        asked = ask_commitment(actor, plan)
        ask_people(actor, plan)
    rows = read(town.manager.client, "/requests").json()
    assert {row["kind"] for row in rows} == {"commitment", "plan_answer"}
    assert [row["kind"] for row in read(ana.client, "/requests?to=me").json()] == ["plan_answer"]
    path = f"/requests/{asked.pk}"
    until = timezone.localdate().isoformat()
    assert send(town.manager.client, f"{path}/pause", {"until": until}).json()["paused_until"] == until
    assert send(town.manager.client, f"{path}/pause", {"until": "2001-01-01"}).status_code == 422
    colleague = {"name": "Kim", "email": "kim@lakeside.example"}
    assert send(town.employer.client, f"{path}/hand-on", colleague).json()["name"] == "Kim"
    assert send(town.employer.client, f"{path}/withdraw").status_code == 403
    assert send(town.stranger.client, f"{path}/withdraw").status_code == 404
    assert send(town.manager.client, f"{path}/withdraw").json()["state"] == "withdrawn"

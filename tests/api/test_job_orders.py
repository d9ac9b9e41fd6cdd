"""The API of job orders: as permitted as the screens, in the same words."""

from __future__ import annotations

import pytest

from gainful.domain.accounts.actor import acting_as_system
from gainful.domain.job_orders.models import JobOrder

ORDERS = "/api/v1/job-orders"


@pytest.fixture
def order_id(town):
    reply = town.manager.client.post(ORDERS, {"text": town.posting})
    assert reply.status_code == 201, reply.content
    return reply.json()["id"]


def test_text_becomes_a_job_order_with_a_profile(town, order_id):
    profile = town.manager.client.get(f"{ORDERS}/{order_id}/profile").json()
    spans = [line for line in profile["lines"] if line["span_start"] is not None]
    assert spans
    with acting_as_system("test"):
        text = JobOrder.objects.get(pk=order_id).posting_text
    assert all(text[line["span_start"] : line["span_end"]] == line["span_text"] for line in spans)


def test_changes_are_all_or_none(town, order_id):
    url = f"{ORDERS}/{order_id}/profile"
    before = town.manager.client.get(url).json()
    line = next(item for item in before["lines"] if item["level"] is not None)
    good = {"competency_id": line["competency_id"], "level": 1.25}
    bad = {"competency_id": "onet:unknown", "remove": True}
    reply = town.manager.client.patch(url, [good, bad], content_type="application/json")
    assert reply.status_code == 422
    assert town.manager.client.get(url).json() == before
    changed = town.manager.client.patch(url, [good], content_type="application/json").json()
    assert next(i for i in changed["lines"] if i["competency_id"] == line["competency_id"])["level"] == 1.25


def test_others_are_refused(town, order_id, client):
    assert client.get(ORDERS).status_code == 401
    assert town.stranger.client.get(f"{ORDERS}/{order_id}").status_code == 404
    assert town.coach.client.get(ORDERS).status_code == 403
    assert town.employer.client.post(ORDERS, {"text": "x"}).status_code == 403
    change = [{"competency_id": "credential:cpr-first-aid", "remove": True}]
    reply = town.coach.client.patch(f"{ORDERS}/{order_id}/profile", change, content_type="application/json")
    assert reply.status_code == 403


def test_an_empty_posting_says_what_to_do(town):
    reply = town.manager.client.post(ORDERS, {"text": " "})
    assert reply.status_code == 422
    assert "Paste the posting" in reply.json()["hint"]


def test_feeders_of_an_area_by_code_and_name_and_an_unknown_area(town):
    url = "/api/v1/occupations/31-1131.00/feeders"
    by_code = town.manager.client.get(url, {"area": "14860"}).json()
    assert by_code == town.manager.client.get(url, {"area": "Danbury, CT"}).json()
    assert by_code != town.manager.client.get(url).json()
    reply = town.manager.client.get(url, {"area": "Atlantis"})
    assert (reply.status_code, reply.json()["field"]) == (422, "area")


def test_feeders_of_an_occupation_and_an_unknown_code(town):
    found = town.manager.client.get("/api/v1/occupations/31-1131.00/feeders").json()
    assert {item["code"] for item in found["steps_up"]}
    reply = town.manager.client.get("/api/v1/occupations/99-9999.00/feeders")
    assert reply.status_code == 404
    assert "99-9999.00" in reply.json()["message"]


def test_a_profile_can_be_read_without_storing_anything(town):
    reply = town.manager.client.post(
        "/api/v1/profiles", {"text": town.posting}, content_type="application/json"
    )
    assert reply.status_code == 200
    assert reply.json()["profile"]
    with acting_as_system("test"):
        assert not JobOrder.objects.exists()

"""Openings, the commitment and a person's answer through the API."""

from __future__ import annotations

from datetime import date, timedelta

from gainful.domain.accounts.actor import acting_as_system
from tests.person import ana
from tests.plans import planned
from tests.town import town

__all__ = ["ana", "town"]
NEXT_MONTH = (date.today() + timedelta(days=30)).isoformat()  # noqa: DTZ011 - far from midnight
TERMS = {
    "openings": 1, "wage": "18.50", "wage_unit": "hour", "until": NEXT_MONTH, "name": "Pat Lee", "title": "Director",
}  # fmt: skip


def send(client, path, data):
    return client.post(f"/api/v1{path}", data, content_type="application/json")


def test_the_employer_commits_and_withdraws(town, ana):
    order = planned(town, ana.person, status="sent_to_employer").job_order
    path = f"/job-orders/{order.pk}"
    made = send(town.employer.client, f"{path}/commitment", TERMS)
    assert made.status_code == 201
    assert made.json()["on_behalf_of"] == "Lakeside Care"
    rows = town.manager.client.get(f"/api/v1{path}/openings").json()
    assert [row["current_status"] for row in rows] == ["committed", "offered"]
    listed = {item["kind"]: item for item in town.employer.client.get(f"/api/v1{path}/documents").json()}
    assert listed["commitment"]["signature"]["name"] == "Pat Lee"
    assert not listed["profile"]["is_signed"]
    gone = send(town.employer.client, f"{path}/openings/{rows[0]['id']}/withdraw", {"reason": "Closed"})
    assert gone.json()["current_status"] == "withdrawn"


def test_strangers_and_wrong_terms_are_refused(town, ana):
    order = planned(town, ana.person, status="sent_to_employer").job_order
    path = f"/job-orders/{order.pk}/commitment"
    assert send(town.stranger.client, path, TERMS).status_code == 404
    assert send(town.coach.client, path, TERMS).status_code == 403
    assert send(town.employer.client, path, {**TERMS, "openings": 3}).json()["field"] == "openings"
    assert send(town.employer.client, path, {**TERMS, "wage": "18.505"}).status_code == 422


def test_a_person_answers(town, ana):
    plan = planned(town, ana.person, status="sent_to_employer")
    path = f"/me/plans/{plan.pk}/answer"
    told = send(ana.client, path, {"answer": "does_not_fit", "reasons": ["dates"]}).json()
    assert (told[0]["answer"], told[0]["answer_reasons"]) == ("does_not_fit", ["dates"])
    assert send(ana.client, path, {"answer": "maybe"}).status_code == 422
    assert send(town.manager.client, path, {"answer": "yes"}).status_code in {403, 404}
    with acting_as_system("test"):
        assert plan.people.get(code="P01").answer == "does_not_fit"

"""Placements through the API: each caller their own part, refusals in words, the same figures as the pages."""

from __future__ import annotations

import pytest
from django.utils import timezone

from gainful.domain.accounts.actor import acting_as_system
from gainful.domain.participants.models import Consent
from tests.person import ana
from tests.placements import way
from tests.town import town

__all__ = ["ana", "town", "way"]
pytestmark = pytest.mark.django_db
API = "/api/v1"


def post(client, path, **body):
    return client.post(API + path, body, content_type="application/json")


def test_from_the_question_to_the_hire(way, ana, town):
    manager, employer = town.manager.client, town.employer.client
    made = post(
        manager, f"/job-orders/{way.order.pk}/introductions", person=str(ana.person.pk), note="On time."
    )
    assert made.status_code == 201
    row = made.json()["id"]
    assert employer.get(f"{API}/introductions").json() == []
    assert post(employer, f"/introductions/{row}/steps/agree").status_code == 404
    silent = post(manager, f"/introductions/{row}/steps/agree")
    assert (silent.status_code, "how the person told you" in silent.json()["message"]) == (422, True)
    assert (
        post(ana.client, f"/introductions/{row}/steps/agree", hide=["contact"]).json()["status"]
        == "introduced"
    )
    [shown] = employer.get(f"{API}/introductions?status=open").json()
    assert shown["card"]["name"] == "Ana Silva"
    assert "contact" not in shown["card"]
    today = timezone.localdate().isoformat()
    terms = {
        "title": "Aide",
        "starts_on": today,
        "hours_per_week": 36,
        "wage": 3120,
        "wage_unit": "month",
        "answer_by": today,
    }
    assert post(employer, f"/introductions/{row}/offer", **terms).json()["status"] == "offered"
    assert post(ana.client, f"/introductions/{row}/steps/accept").json()["status"] == "accepted"
    assert post(employer, f"/introductions/{row}/steps/hire").json()["status"] == "hired"
    [placed] = manager.get(f"{API}/placements").json()
    assert (placed["kind"], placed["wage_hourly"], placed["benefits_known"]) == ("hire", "20.00", False)
    whole = manager.get(f"{API}/placements/{placed['id']}").json()
    assert [stay["same_employer"] for stay in whole["stays"]] == ["pending"] * 4
    assert whole["good_job_compared"] == 1  # hours alone are known
    raised = {"kind": "raise", "day": today, "wage": 21, "wage_unit": "hour"}
    assert post(employer, f"/placements/{placed['id']}/changes", **raised).status_code == 201
    assert manager.get(f"{API}/placements/{placed['id']}").json()["advanced"] == "unknown"
    with acting_as_system("test"):
        Consent.objects.filter(participant=ana.person).update(scopes=["profile", "outcomes"])
    assert manager.get(f"{API}/placements/{placed['id']}").json()["hourly_change"] == 1.0
    assert "introductions" in ana.client.get(f"{API}/me/export").json()


def test_reasons_are_listed_and_asked_for(way, town):
    row = way.introduced()
    listed = town.employer.client.get(f"{API}/placement-reasons").json()
    assert listed["refuse"]["skills"] == "Skills that the job needs are missing"
    refused = post(town.employer.client, f"/introductions/{row.pk}/steps/refuse", reason="mood")
    assert (refused.status_code, refused.json()["field"]) == (422, "reason")
    assert (
        post(town.employer.client, f"/introductions/{row.pk}/steps/refuse", reason="skills").json()["card"]
        == {}
    )

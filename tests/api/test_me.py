"""My own record through the API; nobody else's."""

from __future__ import annotations

from datetime import timedelta

from django.utils import timezone

from gainful.domain.accounts.actor import acting_as_system
from tests.person import send
from tests.plans import planned


def test_my_record_consents_looks_and_everything(town, ana):
    send(ana)
    town.manager.client.get(f"/program/people/{ana.person.pk}/")
    assert ana.client.get("/api/v1/me").json()["name"] == "Ana Silva"
    (consent,) = ana.client.get("/api/v1/me/consents").json()
    assert consent["is_active"]
    assert [r["what"] for r in ana.client.get("/api/v1/me/reads").json()] == ["Record opened"]
    assert ana.client.get("/api/v1/me/export").json()["documents"]
    stopped = ana.client.post(f"/api/v1/me/consents/{consent['id']}/stop")
    assert stopped.json()["is_active"] is False
    assert town.manager.client.get(f"/api/v1/people/{ana.person.pk}").status_code == 404


def test_who_has_no_record_is_told(town):
    reply = town.employer.client.get("/api/v1/me")
    assert reply.status_code == 404
    assert "Ask the agency" in reply.json()["hint"]


def test_a_consent_of_somebody_else_is_not_mine_to_stop(town, ana):
    assert town.manager.client.post(f"/api/v1/me/consents/{ana.consent.pk}/stop").status_code == 404


def test_a_job_is_told_and_corrected(ana):
    made = ana.client.post(
        "/api/v1/me/jobs", {"title": "Cashier", "start": "2019-01-01"}, content_type="application/json"
    )
    assert made.status_code == 201
    job = made.json()
    assert job["occupation_code"] == "41-2011.00"
    url = f"/api/v1/me/jobs/{job['id']}"
    kept = ana.client.put(
        url, {"title": "Cashier", "employer": "Lakeside Grill"}, content_type="application/json"
    ).json()
    assert (kept["employer"], kept["start"], kept["occupation_code"]) == (
        "Lakeside Grill",
        None,
        "41-2011.00",
    )
    backwards = {"title": "Cashier", "start": "2019-01-01", "end": "2018-01-01"}
    wrong = ana.client.put(url, backwards, content_type="application/json")
    assert (wrong.status_code, wrong.json()["field"]) == (422, "end")


def test_a_job_of_somebody_else_is_not_mine_to_correct(town, ana):
    job = ana.client.post("/api/v1/me/jobs", {"title": "Cashier"}, content_type="application/json").json()
    reply = town.manager.client.put(
        f"/api/v1/me/jobs/{job['id']}", {"title": "Nurse"}, content_type="application/json"
    )
    assert reply.status_code == 404


def test_consent_is_given_through_a_day_that_i_choose(town, ana):
    day = timezone.localdate() + timedelta(days=20)
    asked = {"organization": str(town.agency.pk), "scopes": ["profile"], "until": day.isoformat()}
    made = ana.client.post("/api/v1/me/consents", asked, content_type="application/json")
    assert made.status_code == 201
    assert made.json()["scopes"] == ["profile"]
    active = [c for c in ana.client.get("/api/v1/me/consents").json() if c["is_active"]]
    assert [c["id"] for c in active] == [made.json()["id"]]
    for until, organization, status in (
        ("2020-01-01", town.agency, 422),
        ("9999-12-31", town.agency, 422),
        (day.isoformat(), town.stranger.organization, 404),
    ):
        asked |= {"until": until, "organization": str(organization.pk)}
        assert (
            ana.client.post("/api/v1/me/consents", asked, content_type="application/json").status_code
            == status
        )


def test_my_part_of_a_plan_and_of_everything(town, ana):
    plan = planned(town, ana.person)
    (mine,) = ana.client.get("/api/v1/me/plans").json()
    assert mine["job_title"] == "Nursing Assistant"
    assert [course["title"] for course in mine["courses"]] == ["Patient care"]
    with acting_as_system("test"):
        plan.status = "draft"
        plan.save()
    assert ana.client.get("/api/v1/me/plans").json() == []
    (kept,) = ana.client.get("/api/v1/me/export").json()["plans"]
    assert kept["is_shared"] is False
    assert town.manager.client.get("/api/v1/me/plans").status_code == 404

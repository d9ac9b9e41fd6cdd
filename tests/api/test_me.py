"""My own record through the API; nobody else's."""

from __future__ import annotations

from tests.www.participant.test_screens import ana, send  # noqa: F401 - a fixture


def test_my_record_consents_looks_and_everything(town, ana):  # noqa: F811
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


def test_a_consent_of_somebody_else_is_not_mine_to_stop(town, ana):  # noqa: F811
    assert town.manager.client.post(f"/api/v1/me/consents/{ana.consent.pk}/stop").status_code == 404

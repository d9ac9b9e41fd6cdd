"""Asking, granting, showing less, leaving, emergencies through the API: what the pages do, for whom the pages do it."""

from __future__ import annotations

from datetime import timedelta

import pytest
from django.utils import timezone

from tests.helped import revoke
from tests.person import ana
from tests.town import town

__all__ = ["ana", "town"]
V1 = "/api/v1"
DANGER = "Their partner came to our office and threatened them"


def call(who, method, path, body=None):
    options = {} if body is None else {"data": body, "content_type": "application/json"}
    return getattr(who.client, method)(V1 + path, **options)


def until(days=30):
    return (timezone.localdate() + timedelta(days=days)).isoformat()


def asked(town, **given):
    body = {
        "email": "ana@example.org",
        "scopes": ["profile", "support"],
        "purpose": "A place to live",
        "until": until(),
    }
    reply = call(town.stranger, "post", "/access-requests", body | given)
    assert reply.status_code == 201, reply.json()
    return reply.json()


def sees(who, ana):
    return call(who, "get", f"/people/{ana.person.pk}").status_code


def test_a_second_agency_asks_is_granted_is_narrowed_and_the_person_leaves(town, ana):
    row = asked(town)
    assert sees(town.stranger, ana) == 404
    [waiting] = call(ana, "get", "/me/asked").json()
    assert (waiting["organization"], waiting["purpose"]) == ("Prairie Workforce", "A place to live")
    more = call(ana, "post", f"/me/asked/{row['id']}", {"answer": "yes", "scopes": ["profile", "notes"]})
    assert (more.status_code, more.json()["field"]) == (422, "scopes")
    assert call(ana, "post", f"/me/asked/{row['id']}", {"answer": "yes"}).json()["state"] == "granted"
    assert sees(town.stranger, ana) == 200
    assert call(ana, "post", f"/me/asked/{row['id']}", {"answer": "yes"}).status_code == 422
    given = next(each for each in call(ana, "get", "/me/consents").json() if each["purpose"])
    assert (given["purpose"], given["scopes"]) == ("A place to live", ["profile", "support"])
    assert given["granted_at"] < given["expires_at"]
    assert call(ana, "post", f"/me/consents/{given['id']}/less", {"part": "support"}).status_code == 204
    assert call(ana, "post", f"/me/consents/{given['id']}/less", {"part": "support"}).status_code == 422
    assert call(ana, "post", "/me/leave").json() == {"ended": 2}
    assert (sees(town.stranger, ana), sees(town.coach, ana)) == (404, 404)


def test_a_request_is_refused_or_taken_back_once(town, ana):
    row = asked(town)
    assert call(town.coach, "post", f"/access-requests/{row['id']}/withdraw").status_code == 404
    assert call(ana, "post", f"/me/asked/{row['id']}", {"answer": "no"}).json()["state"] == "refused"
    assert call(town.stranger, "post", f"/access-requests/{row['id']}/withdraw").status_code == 422
    again = asked(town)
    assert (
        call(town.stranger, "post", f"/access-requests/{again['id']}/withdraw").json()["state"] == "withdrawn"
    )
    assert [
        each["state"] for each in call(town.stranger, "get", "/access-requests?state=refused").json()
    ] == ["refused"]
    assert call(town.manager, "get", "/access-requests").json() == []


@pytest.mark.parametrize(
    ("given", "field"),
    [({"email": "nobody"}, "email"), ({"until": "2020-01-01"}, "until"), ({"until": "9999-12-31"}, "until"),
     ({"purpose": "x" * 201}, "purpose"), ({"purpose": "x" * 10_000}, "purpose"), ({"scopes": []}, "scopes"),
     ({"scopes": ["everything"]}, "scopes.0")],
)  # fmt: skip
def test_what_cannot_be_asked_is_told_with_its_field(town, given, field):
    body = {"email": "ana@example.org", "scopes": ["profile"], "purpose": "Home", "until": until()} | given
    reply = call(town.stranger, "post", "/access-requests", body)
    assert (reply.status_code, reply.json()["field"]) == (422, field)


def test_an_emergency_is_told_and_reviewed_by_somebody_else(town, ana):
    revoke(ana)
    short = call(town.coach, "post", "/emergencies", {"named": "P-1", "reason": "Danger"})
    assert (short.status_code, short.json()["field"]) == (422, "reason")
    row = call(town.coach, "post", "/emergencies", {"named": "P-1", "reason": DANGER}).json()
    assert sees(town.coach, ana) == 200
    assert [each["reason"] for each in call(ana, "get", "/me/emergencies").json()] == [DANGER]
    path = f"/emergencies/{row['id']}/review"
    verdict = {"justified": False, "note": "It could wait"}
    assert call(town.coach, "post", path, verdict).status_code == 403
    assert call(town.stranger, "post", path, verdict).status_code == 404
    assert call(town.manager, "post", path, verdict).json()["review_note"] == "It could wait"
    assert sees(town.coach, ana) == 404
    assert call(town.manager, "post", path, verdict).status_code == 422


def test_who_may_not(town, ana):
    row = asked(town)
    for who in (town.operator, town.employer, ana):
        assert call(who, "get", "/access-requests").status_code in {200, 403}
        assert call(who, "post", "/emergencies", {"named": "P-1", "reason": DANGER}).status_code == 403
    for who in (town.employer, ana):
        assert call(who, "get", "/access-requests").status_code == 403
        assert call(who, "get", "/emergencies").status_code == 403
    for who in (town.stranger, town.coach, town.employer):
        for path in ("/me/asked", "/me/emergencies"):
            assert call(who, "get", path).status_code == 404
        assert call(who, "post", f"/me/asked/{row['id']}", {"answer": "yes"}).status_code in {403, 404}
        assert call(who, "post", "/me/leave").status_code == 404

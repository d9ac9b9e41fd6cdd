"""Text that the database cannot keep is refused at the door, with the name of its field."""

from __future__ import annotations

import json

import pytest

UNSTORABLE = ("A\x00b", "A\ud800b")


@pytest.mark.parametrize("text", UNSTORABLE)
def test_a_json_field_is_named(town, text):
    body = json.dumps({"name": text, "person_id": "P-1", "basis": "verbal", "consent_until": "2999-01-01"})
    answer = town.manager.client.post("/api/v1/people", body, content_type="application/json")
    assert answer.status_code == 422
    assert answer.json()["field"] == "name"


def test_a_field_inside_a_list_is_named(town):
    body = json.dumps({"person_id": "P-1", "support": ["housing", "a\x00"]})
    answer = town.manager.client.post("/api/v1/people", body, content_type="application/json")
    assert answer.json()["field"] == "support.1"


@pytest.mark.parametrize("field", ["title", "employer_name", "text"])
def test_a_form_field_is_named(town, field):
    answer = town.manager.client.post("/api/v1/job-orders", {"text": town.posting, field: "b\x00"})
    assert answer.status_code == 422
    assert answer.json()["field"] == field


@pytest.mark.parametrize("path", ["/api/v1/people", "/api/v1/job-orders", "/api/v1/courses"])
def test_a_query_is_refused(town, path):
    assert town.manager.client.get(path, {"q": "b\x00"}).status_code == 422


def test_roles_and_sizes_are_refused_in_one_way():
    from types import SimpleNamespace

    from gainful.api.v1.common import Refused, actor_in, require_size
    from gainful.domain.accounts.actor import Actor
    from gainful.domain.accounts.roles import EMPLOYERS, MANAGERS, STAFF

    assert MANAGERS < STAFF
    assert not STAFF & EMPLOYERS
    coach = SimpleNamespace(actor=Actor(None, None, "coach"))
    assert actor_in(coach, STAFF) is coach.actor
    with pytest.raises(Refused) as caught:
        actor_in(coach, MANAGERS, "Managers do this.")
    assert (caught.value.status, caught.value.problem["hint"]) == (403, "Managers do this.")
    require_size(None, 1, "")
    require_size(SimpleNamespace(size=2 << 20), 2 << 20, "")
    with pytest.raises(Refused) as caught:
        require_size(SimpleNamespace(size=(2 << 20) + 1), 2 << 20, "Use the terminal.")
    assert caught.value.status == 422
    assert caught.value.problem["message"] == "The file is larger than 2 MB."

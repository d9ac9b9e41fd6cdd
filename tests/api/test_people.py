"""People and courses through the API: what the account may see, nothing more."""

from __future__ import annotations

from datetime import timedelta

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.utils import timezone

from gainful.domain.accounts.actor import acting_as_system
from gainful.domain.participants.models import Participant, ReadLog

PEOPLE, COURSES = "/api/v1/people", "/api/v1/courses"


def until(days=100):
    return (timezone.localdate() + timedelta(days=days)).isoformat()


def new(**change):
    return {
        "person_id": "P-1",
        "name": "Ana",
        "basis": "verbal",
        "consent_until": until(),
        "support": ["income"],
        **change,
    }


@pytest.fixture
def ana(town):
    reply = town.manager.client.post(PEOPLE, new(), content_type="application/json")
    assert reply.status_code == 201, reply.content
    return reply.json()


def test_a_person_is_added_read_and_found(town, ana):
    assert ana["support"] == ["income"]
    read = town.manager.client.get(f"{PEOPLE}/{ana['id']}").json()
    assert read["person_id"] == "P-1"
    page = town.manager.client.get(PEOPLE, {"q": "ana"}).json()
    assert [p["id"] for p in page["people"]] == [ana["id"]]
    assert page["next_offset"] is None
    with acting_as_system("test"):
        assert ReadLog.objects.count() == 2


def test_strangers_and_other_roles(town, ana):
    assert town.stranger.client.get(f"{PEOPLE}/{ana['id']}").status_code == 404
    assert town.stranger.client.get(PEOPLE).json()["people"] == []
    assert town.employer.client.get(PEOPLE).status_code == 403
    assert town.employer.client.get(f"{PEOPLE}/{ana['id']}").status_code == 403
    assert town.employer.client.get(COURSES).status_code == 403
    assert town.coach.client.post("/api/v1/imports/people", {}).status_code == 422


@pytest.mark.parametrize(
    ("change", "field"),
    [
        ({"consent_until": "2020-01-01"}, "consent_until"),
        ({"email": "no"}, "email"),
        ({"area_code": "99999"}, "area_code"),
        ({"name": "a\x00b"}, "name"),
    ],
)
def test_what_is_wrong_is_named(town, change, field):
    reply = town.manager.client.post(PEOPLE, new(**change), content_type="application/json")
    assert reply.status_code == 422
    assert reply.json()["field"] == field
    with acting_as_system("test"):
        assert not Participant.objects.exists()


def test_the_same_id_twice(town, ana):
    reply = town.manager.client.post(PEOPLE, new(), content_type="application/json")
    assert reply.status_code == 422
    assert reply.json()["field"] == "person_id"


def test_a_file_of_people_with_two_lines_for_one(town):
    text = "id,name,title,start,end\nA,Kim,Cashier,2015-01-01,2018-01-01\nA,Kim,Flight Attendant,2018-02-01,\n,x,y,,\n"
    file = SimpleUploadedFile("p.csv", text.encode())
    data = {"file": file, "basis": "signed_form", "consent_until": until()}
    reply = town.manager.client.post("/api/v1/imports/people", data).json()
    assert (reply["added"], reply["refused"], reply["unsaid"]) == (1, 1, 2)
    assert reply["problems"][0]["line"] == 4
    again = {**data, "situation": "incumbent", "file": SimpleUploadedFile("p.csv", text.encode())}
    town.manager.client.post("/api/v1/imports/people", again)
    with acting_as_system("test"):
        assert Participant.objects.get().scenario == "incumbent"
    with acting_as_system("test"):
        assert {j.occupation_code for j in Participant.objects.get().jobs.all()} == {
            "41-2011.00",
            "53-2031.00",
        }


def test_a_catalogue(town):
    text = (
        "code,title,hours,price,teaches,prerequisites\n"
        "A,One,10,5,Speaking=3,\nB,Two,10,5,Speaking=4,A\nC,X,0,1,Speaking,\n"
    )
    reply = town.manager.client.post(
        "/api/v1/imports/courses", {"file": SimpleUploadedFile("c.csv", text.encode())}
    ).json()
    assert (reply["added"], reply["refused"]) == (2, 1)
    page = town.manager.client.get(COURSES, {"limit": 1}).json()
    assert page["next_offset"] == 1
    two = town.manager.client.get(COURSES, {"q": "Two"}).json()["courses"][0]
    assert two["prerequisites"] == ["A"]
    assert town.manager.client.get(f"{COURSES}/{two['id']}").json() == two

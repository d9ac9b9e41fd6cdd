"""Mentors and practice work through the API: the same rules as the pages, for whom the pages are."""

from __future__ import annotations

from datetime import timedelta

import pytest
from django.utils import timezone

from gainful.domain.accounts.actor import acting_as_system
from gainful.domain.participants.models import ReadLog, WorkHistory
from tests.domain.support.test_mentors import graduate
from tests.domain.support.test_practice import host_signs, monday, through
from tests.helped import revoke, scopes
from tests.person import ana
from tests.town import town

__all__ = ["ana", "town"]
V1 = "/api/v1"
CODE = "31-1131.00"
LENA = {
    "name": "Lena Ortiz", "email": "lena@example.org", "gives": ["mentor"], "languages": ["English", "Spanish"],
    "times": ["evening"], "capacity": 1, "job_title": "Nursing assistant", "employer_name": "Lakeside Care",
    "occupation_code": CODE,
}  # fmt: skip


def call(who, method, path, body=None):
    options = {} if body is None else {"data": body, "content_type": "application/json"}
    return getattr(who.client, method)(V1 + path, **options)


def terms(**given):
    return {
        "kind": "employment", "host_name": "More Than Books", "host_contact": "Kim Vang",
        "host_email": "kim@books.example", "work": "Bookshop", "tasks": "Sort", "place": "12 Lake Street",
        "starts_on": monday().isoformat(), "ends_on": (monday() + timedelta(days=90)).isoformat(),
        "insurer": "host", "insurance": "WC-1, call 612-555-0100", "person_name": "Ana", "wage": "15.00", **given,
    }  # fmt: skip


@pytest.fixture
def lena(town):
    reply = call(town.coach, "post", "/mentors", LENA)
    assert reply.status_code == 201, reply.json()
    return reply.json()


def test_from_the_wish_to_the_pair_with_its_reasons(town, ana, lena):
    with acting_as_system("test"):
        WorkHistory.objects.create(participant=ana.person, title="Aide", occupation_code=CODE)
    assert call(ana, "get", "/me/mentor-wish").json() is None
    wish = {"wants": True, "languages": ["Spanish"], "times": ["evening"], "words": "How to ask for shifts"}
    assert call(ana, "put", "/me/mentor-wish", wish).json()["wants"] is True
    [found] = call(town.coach, "get", "/mentor-suggestions").json()
    assert found["reasons"] == ["occupation", "times:evening", "language:Spanish"]
    body = {"participant_id": found["participant_id"], "mentor_id": found["mentor_id"]}
    pair = call(town.coach, "post", "/mentor-pairs", body).json()
    assert (pair["state"], pair["reasons"]) == ("proposed", found["reasons"])
    again = call(town.coach, "post", "/mentor-pairs", body)
    assert (again.status_code, again.json()["message"]) == (403, "This mentor has no room now.")
    steps = f"/mentor-pairs/{pair['id']}/steps"
    assert call(town.coach, "post", steps, {"verb": "want"}).status_code == 403
    assert call(ana, "post", steps, {"verb": "talk"}).json()["field"] == "held_on"
    assert call(ana, "post", steps, {"verb": "want"}).json()["state"] == "offered"
    assert [each["mentor_name"] for each in call(ana, "get", "/me/mentors").json()] == ["Lena Ortiz"]
    assert call(ana, "post", steps, {"verb": "decline"}).json()["ended_by"] == "person"
    with acting_as_system("test"):
        assert ReadLog.objects.filter(what="Seen among people who want a mentor, through the API").exists()


def test_a_graduate_answers_for_themself_and_staff_of_others_see_no_register(town, ana, lena):
    from tests.domain.support.test_mentors import asked_now

    graduate(ana, town, 190)
    asked_now()
    [mine] = call(ana, "get", "/me/giving").json()
    offer = {"gives": ["mentor", "board"], "languages": ["English"], "capacity": 2}
    assert call(ana, "put", f"/mentors/{mine['id']}", offer).json()["state"] == "willing"
    assert call(ana, "put", f"/mentors/{lena['id']}", offer).status_code == 404
    assert call(town.stranger, "put", f"/mentors/{mine['id']}", offer).status_code == 404
    assert [each["name"] for each in call(town.coach, "get", "/mentors?gives=board").json()] == ["Ana Silva"]
    assert call(town.stranger, "get", "/mentors").json() == []
    assert call(ana, "post", f"/mentors/{mine['id']}/stop", {"for_good": True}).json()["state"] == "left"
    for who in (ana, town.employer):
        assert call(who, "get", "/mentors").status_code == 403
        assert call(who, "post", "/mentors", LENA).status_code == 403
        assert call(who, "get", "/mentor-suggestions").status_code == 403
        assert call(who, "get", "/mentor-pairs").status_code == 403
    bad = call(town.coach, "post", "/mentors", LENA | {"capacity": 21})
    assert (bad.status_code, bad.json()["field"]) == (422, "capacity")


def test_practice_is_written_sent_signed_logged_and_confirmed(town, ana):
    made = call(town.coach, "post", "/practice", terms(participant_id=str(ana.person.pk)))
    assert made.status_code == 201, made.json()
    path = f"/practice/{made.json()['id']}"
    assert call(ana, "get", path).status_code == 404
    assert call(town.coach, "put", path, terms(work="Warehouse")).json()["work"] == "Warehouse"
    assert call(town.coach, "post", f"{path}/steps", {"verb": "send"}).status_code == 403
    sent = call(town.manager, "post", f"{path}/steps", {"verb": "send"}).json()
    assert (
        call(ana, "post", f"{path}/steps", {"verb": "sign", "name": "Ana", "seen": "old"}).status_code == 422
    )
    sign = {"verb": "sign", "seen": sent["content_hash"]}
    call(ana, "post", f"{path}/steps", sign | {"name": "Ana"})
    call(town.manager, "post", f"{path}/steps", sign | {"name": "M", "title": "Manager"})
    from gainful.domain.support.models import PracticeAgreement

    with acting_as_system("test"):
        row = PracticeAgreement.objects.get()
    with through("practice_host"):
        pass
    host_signs(row)
    whole = call(ana, "get", path).json()
    assert (whole["state"], {each["side"] for each in whole["signatures"]}) == (
        "in_force", {"participant", "provider", "host"},
    )  # fmt: skip
    log = {"verb": "log", "day": monday().isoformat(), "hours": 18.5, "words": "Shelves"}
    [week] = call(ana, "post", f"{path}/steps", log).json()["weeks"]
    confirm = {"verb": "confirm", "week": week["id"]}
    assert call(ana, "post", f"{path}/steps", confirm | {"hours": 18.5}).status_code == 403
    assert call(town.coach, "post", f"{path}/steps", confirm | {"hours": 20}).status_code == 403
    done = call(town.coach, "post", f"{path}/steps", confirm | {"hours": 18.5}).json()
    assert done["weeks"][0]["confirmed_at"]
    assert [each["confirmed"] for each in call(town.coach, "get", "/practice?q=Ana").json()] == ["18.5"]
    assert [each["id"] for each in call(ana, "get", "/me/practice").json()] == [whole["id"]]
    assert call(ana, "post", f"{path}/steps", {"verb": "counter_sign"}).json()["field"] == "agrees"


@pytest.mark.parametrize(
    ("given", "field"),
    [({"starts_on": "9999-12-01", "ends_on": "9999-12-31"}, "starts_on"), ({"tasks": "x" * 10_000}, "tasks"),
     ({"hours_per_week": "41"}, "hours_per_week"), ({"wage": "-1"}, "wage"),
     ({"kind": "job"}, "kind"), ({"host_email": "nobody"}, "host_email"),
     ({"starts_on": "soon"}, "starts_on")],
)  # fmt: skip
def test_terms_that_cannot_be_are_told_with_their_field(town, ana, given, field):
    reply = call(town.coach, "post", "/practice", terms(participant_id=str(ana.person.pk), **given))
    assert (reply.status_code, reply.json()["field"]) == (422, field)


def test_who_may_not_and_what_a_consent_that_ended_shows(town, ana, lena):
    made = call(town.coach, "post", "/practice", terms(participant_id=str(ana.person.pk))).json()
    pair = call(
        town.coach, "post", "/mentor-pairs", {"participant_id": str(ana.person.pk), "mentor_id": lena["id"]}
    ).json()
    paths = (f"/practice/{made['id']}", f"/practice/{made['id']}/steps", f"/mentor-pairs/{pair['id']}/steps")
    talk = {"verb": "talk", "held_on": timezone.localdate().isoformat()}
    for who in (town.stranger, town.employer, town.operator):
        assert call(who, "get", paths[0]).status_code in {403, 404} or who is town.operator
        assert call(who, "post", paths[1], {"verb": "withdraw"}).status_code in {403, 404}
        assert call(who, "post", paths[2], talk).status_code in {403, 404}
    assert call(town.stranger, "get", "/practice").json() == []
    assert call(town.stranger, "get", "/mentor-pairs").json() == []
    scopes(ana, "profile")
    assert call(town.coach, "get", paths[0]).status_code == 404
    assert call(town.coach, "get", "/practice").json() == []
    assert call(town.coach, "get", "/mentor-pairs").json() == []
    revoke(ana)
    refused = call(town.coach, "post", "/practice", terms(participant_id=str(ana.person.pk)))
    assert refused.status_code == 404

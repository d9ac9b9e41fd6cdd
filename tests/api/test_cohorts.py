"""Cohorts through the API: the same steps and the same refusals as on the pages."""

from __future__ import annotations

import json
from hashlib import sha256

import pytest
from django.utils import timezone

from gainful.domain.accounts.actor import acting_as_system
from gainful.domain.cohorts import actions
from gainful.domain.cohorts.models import Application
from tests.cohorts import DAYS, eligible, make_cohort, make_program, manager, opened
from tests.town import town

__all__ = ["town"]
API = "/api/v1"
VALUES = {"Union": "of the union", "College": "of the college"}


@pytest.fixture
def made(town):
    return make_program(town)


def send(client, path, **data):
    reply = client.post(f"{API}{path}", json.dumps(data), content_type="application/json")
    return reply.status_code, reply.json()


def new_cohort(town, made, **changed):
    today = timezone.localdate()
    usual = {
        "program_id": str(made.program.pk), "name": "Spring", "seats": 2, "starts_on": str(today + 30 * DAYS),
        "ends_on": str(today + 60 * DAYS), "apply_until": str(today + 9 * DAYS),
    }  # fmt: skip
    return send(town.manager.client, "/cohorts", **{**usual, **changed})


def test_a_cohort_is_opened_drawn_and_filled(town, made):
    client = town.manager.client
    status, cohort = new_cohort(town, made)
    assert (status, cohort["status"], cohort["seats_allowed"]) == (201, "draft", 0)
    here = f"/cohorts/{cohort['id']}"
    status, said = send(client, f"{here}/steps/open")
    assert (status, said["field"]) == (422, "seats")
    openings = [str(row.pk) for row in made.openings[:2]]
    assert send(client, f"{here}/openings", openings=openings)[1]["seats_allowed"] == 2
    assert send(client, f"{here}/steps/open")[1]["status"] == "open"
    status, application = send(client, f"{here}/applications", name="Bo", email="bo@example.org", follow="no")
    assert (status, application["status"]) == (201, "received")
    one = f"/applications/{application['id']}"
    assert client.get(f"{API}{one}").json()["verdict"] == "met"
    assert send(client, f"{one}/refuse", reason="barred")[0] == 422
    assert send(client, f"{one}/eligible")[1]["status"] == "eligible"
    with acting_as_system("test"):
        row = Application.objects.select_related("cohort").get()
    eligible(town, row.cohort, 3)
    send(client, f"{here}/steps/close-applications")
    hashes = {name: sha256(value.encode()).hexdigest() for name, value in VALUES.items()}
    assert send(client, f"{here}/draws", at="2027-01-01T10:00:00")[1]["field"] == "at"
    status, draw = send(client, f"{here}/draws", parties=hashes)
    assert (status, draw["status"]) == (201, "announced")
    for party, value in VALUES.items():
        send(client, f"/draws/{draw['id']}/contribution", party=party, value=value)
    drawn = send(client, f"/draws/{draw['id']}/open")[1]
    assert (drawn["status"], len(drawn["record"]["results"])) == ("drawn", 4)
    assert send(client, f"/draws/{draw['id']}/void", reason="other", words="x")[0] == 403
    offered = client.get(f"{API}{here}/applications?status=offered").json()
    assert send(client, f"/applications/{offered[0]['id']}/accept")[1]["status"] == "enrolled"
    assert [row["name"] for row in client.get(f"{API}{here}/enrolments").json()] == [offered[0]["name"]]


def test_others_are_refused(town, made):
    cohort = new_cohort(town, made)[1]
    assert town.stranger.client.get(f"{API}/cohorts/{cohort['id']}").status_code == 404
    assert town.employer.client.get(f"{API}/cohorts").status_code == 403
    assert send(town.coach.client, f"/cohorts/{cohort['id']}/steps/open")[0] == 403
    assert send(town.manager.client, f"/cohorts/{cohort['id']}/steps/close")[0] == 404
    assert new_cohort(town, made, program_id=str(cohort["id"]))[0] == 404


def test_an_override_names_who_allowed_it(town, made):
    cohort = new_cohort(town, made)[1]
    here = f"/cohorts/{cohort['id']}"
    told = {"seats": 2, "name": "Mara Lund", "title": "Director", "reason": "Promised by phone"}
    shown = send(town.manager.client, f"{here}/override", **told)[1]
    assert (shown["seats_beyond"], shown["allowed_by"], shown["allowed_reason"]) == (
        2,
        "Mara Lund",
        "Promised by phone",
    )


def test_seats_of_roles_floors_and_reasons_are_changed_as_on_the_pages(town, made):
    client = town.manager.client
    cohort = opened(town, made, seats=4, behind=8, is_public=False)
    row = eligible(town, cohort, 1)[0]
    here = f"/cohorts/{cohort.pk}"
    status, said = send(client, f"/applications/{row.pk}/withdraw", reason="seat")
    assert status == 422
    status, said = send(client, f"/applications/{row.pk}/withdraw", reason="other")
    assert (status, said["field"]) == (422, "words")
    assert send(town.stranger.client, f"/applications/{row.pk}/withdraw", reason="work")[0] == 404
    assert send(client, f"/applications/{row.pk}/decline", reason="work")[0] == 403
    done = send(client, f"/applications/{row.pk}/withdraw", reason="work", words="At the bakery")[1]
    assert (done["status"], done["left_reason"], done["words"]) == ("withdrawn", "work", "At the bakery")
    assert send(client, f"{here}/seats", seats=6)[1]["seats"] == 6
    assert send(client, f"{here}/seats", seats=9)[0] == 422
    assert send(town.coach.client, f"{here}/seats", seats=5)[0] == 403


def test_a_floor_is_lowered_through_the_api(town, made):
    cohort = make_cohort(town, made, seats=4, behind=4)
    with manager(town) as actor:
        young = actions.add_rule(actor, cohort, kind="segment", question="Under 25?", label="Young adults")
        actions.add_floor(actor, cohort, rule=young, seats=3, reason="Few find this work.")
        actions.open_cohort(actor, cohort)
    client, here = town.manager.client, f"/cohorts/{cohort.pk}"
    floor = client.get(f"{API}{here}").json()["floors"][0]
    assert (floor["segment"], floor["seats"], floor["promised"]) == ("Young adults", 3, None)
    lower = f"{here}/floors/{floor['id']}/lower"
    assert send(client, lower, seats=4, reason="r")[0] == 422
    assert send(town.coach.client, lower, seats=2, reason="r")[0] == 403
    floor = send(client, lower, seats=2, reason="Too few applied.")[1]["floors"][0]
    assert (floor["seats"], floor["promised"], floor["lowered_reason"]) == (2, 3, "Too few applied.")


def test_an_application_names_its_role_where_there_are_roles(town, made):
    cohort = make_cohort(town, made, seats=2, behind=2)
    with manager(town) as actor:
        track = actions.add_track(actor, cohort, name="Days", seats=2)
        actions.open_cohort(actor, cohort)
    here = f"/cohorts/{cohort.pk}/applications"
    status, said = send(town.manager.client, here, name="Bo", follow="no")
    assert (status, said["field"]) == (422, "track")
    status, said = send(town.manager.client, here, name="Bo", follow="no", track_id=str(cohort.pk))
    assert (status, said["field"]) == (422, "track_id")
    status, made_one = send(town.manager.client, here, name="Bo", follow="no", track_id=str(track.pk))
    assert (status, made_one["track_id"]) == (201, str(track.pk))


def test_a_draw_without_a_proof_is_announced_only_where_that_is_said(town, made):
    cohort = make_cohort(town, made, seats=2, behind=2)
    with manager(town) as actor:
        rule = actions.add_rule(
            actor, cohort, kind="priority", question="Did you serve?", rank=1, proof="DD-214"
        )
        actions.open_cohort(actor, cohort)
    rows = eligible(town, cohort, 4)
    with acting_as_system("test"):
        rows[0].answers.create(rule=rule, says="yes")
    with manager(town) as actor:
        actions.close_applications(actor, cohort)
    parties = {name: sha256(value.encode()).hexdigest() for name, value in VALUES.items()}
    status, said = send(town.manager.client, f"/cohorts/{cohort.pk}/draws", parties=parties)
    assert (status, said["field"]) == (422, "without_proof")
    status, draw = send(
        town.manager.client, f"/cohorts/{cohort.pk}/draws", parties=parties, without_proof=True
    )
    assert (status, draw["comparisons_now"]) == (201, draw["comparisons"])

"""Classes through the API: the same steps and the same refusals as on the pages."""

from __future__ import annotations

import json
from uuid import uuid4

import pytest
from django.utils import timezone

from gainful.domain.accounts.actor import acting_as_system
from gainful.domain.cohorts.models import Attendance
from tests.cohorts import DAYS, make_program, past_session, running
from tests.town import SignedIn, town

__all__ = ["town"]
API = "/api/v1"


@pytest.fixture
def class_(town):
    found = running(town, make_program(town))
    found.browser = SignedIn(found.teacher)
    return found


def send(client, path, **data):
    reply = client.post(f"{API}{path}", json.dumps(data), content_type="application/json")
    return reply.status_code, reply.json()


def got(client, path):
    reply = client.get(f"{API}{path}")
    return reply.status_code, reply.json()


def test_classes_are_planned_moved_and_cancelled(town, class_):
    client, cohort = town.manager.client, f"/cohorts/{class_.cohort.pk}/classes"
    day = timezone.localdate() + DAYS
    new = {"day": str(day), "clock": "09:00", "minutes": 120, "zone": "America/Chicago", "title": "Pulse"}
    assert send(client, cohort, **{**new, "weekdays": [0]})[1]["message"] == "Say until when."
    assert send(client, cohort, **{**new, "zone": "Mars/Base"})[0] == 422
    status, (made,) = send(client, cohort, **new)
    assert (status, made["status"]) == (201, "planned")
    status, weekly = send(
        client, cohort, **{**new, "clock": "14:00", "weekdays": [0, 3], "until": str(day + 13 * DAYS)}
    )
    assert (status, len(weekly)) == (201, 4)
    move = {"day": str(day), "clock": "10:00", "minutes": 120, "zone": "America/Chicago"}
    assert send(client, f"/classes/{made['id']}/move", **move)[1]["times_changed"] == 1
    assert send(client, f"/classes/{made['id']}/close")[1]["message"].startswith("It has not begun")
    assert send(client, f"/classes/{made['id']}/cancel", reason="Snow")[1]["status"] == "cancelled"
    assert len(got(client, f"{cohort}?limit=3")[1]) == 3
    assert got(town.stranger.client, cohort)[0] == 404
    assert got(town.employer.client, cohort)[0] == 403


def test_an_instructor_taps_reads_the_register_and_closes(town, class_):
    row, client = past_session(class_.cohort, 1), class_.browser
    at = timezone.now().isoformat()
    taps = [
        {"key": str(uuid4()), "seat": str(seat.pk), "presence": "present", "at": at} for seat in class_.seats
    ]
    naive = [{**taps[0], "at": "2027-01-15T14:00:00"}]
    assert send(client, f"/classes/{row.pk}/taps", taps=naive)[1]["field"] == "at"
    for _time in range(2):
        assert send(client, f"/classes/{row.pk}/taps", taps=taps) == (
            200,
            {"saved": [tap["key"] for tap in taps], "refused": []},
        )
    with acting_as_system("test"):
        assert Attendance.objects.count() == 3
    lines = got(client, f"/classes/{row.pk}/register")[1]
    assert [(line["name"], line["presence"]) for line in lines] == [
        (seat.name, "present") for seat in class_.seats
    ]
    assert send(client, f"/classes/{row.pk}/close")[1]["status"] == "held"
    hours = got(town.coach.client, f"/cohorts/{class_.cohort.pk}/hours")[1]
    assert [(one["planned"], one["held"], one["attended"], one["counted"]) for one in hours] == [
        (180, 180, 180, [])
    ] * 3
    assert got(client, f"/classes/{uuid4()}/register")[0] == 404


def test_results_gains_and_apprenticeships(town, class_):
    seat, today, client = class_.seats[0].pk, str(timezone.localdate()), town.coach.client
    result = {"instrument": "CNA", "taken_on": today, "score": "81", "highest": "100", "passes_at": "75"}
    assert send(client, f"/seats/{seat}/results", **result)[1]["passed"] is True
    assert send(client, f"/seats/{seat}/results", **{**result, "score": "101"})[1]["field"] == "score"
    gain = {"kind": "progress", "achieved_on": today, "evidence": "Exam passed"}
    assert send(client, f"/seats/{seat}/gains", **gain)[0] == 201
    assert send(class_.browser, f"/seats/{seat}/gains", **gain)[0] == 403
    assert send(client, f"/seats/{uuid4()}/gains", **gain)[0] == 404
    assert got(client, "/apprenticeships") == (200, [])
    assert got(class_.browser, "/apprenticeships")[0] == 403

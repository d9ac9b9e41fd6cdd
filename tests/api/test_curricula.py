"""Curricula and partnerships through the API: the same rules as on the pages, in the domain's words."""

from __future__ import annotations

import pytest

from gainful.domain.accounts.actor import acting_as_system
from gainful.domain.organizations.models import CouncilDecision, CouncilMeeting
from tests.curricula import LISTENING, drafted, in_review, mill, signed

__all__ = ["mill"]


def send(client, path, data, method="post"):
    return getattr(client, method)(f"/api/v1{path}", data, content_type="application/json")


def path_of(version):
    return f"/curricula/{version.curriculum_id}/{version.number}"


def test_a_curriculum_is_started_taught_and_sent(mill):
    manager = mill.manager.client
    wanted = {"partnership": str(mill.partnership.pk), "job_orders": [str(order.pk) for order in mill.orders]}
    made = send(manager, "/curricula", wanted)
    assert made.status_code == 201
    path = f"/curricula/{made.json()['curriculum_id']}/1"
    lines = manager.get(f"/api/v1{path}/requirements").json()
    serves = [line["id"] for line in lines if line["competency_id"] == LISTENING]
    module = {
        "kind": "classroom", "title": "Listening", "hours": 8,
        "teaches": [{"competency_id": LISTENING, "name": "Active Listening", "level": 3.5, "serves": serves}],
    }  # fmt: skip
    assert send(manager, f"{path}/modules", {**module, "teaches": []}).status_code == 422
    row = send(manager, f"{path}/modules", module).json()
    changed = send(manager, f"{path}/modules/{row['id']}", {**module, "title": "Hearing", "seen": 1}, "put")
    assert (changed.status_code, changed.json()["revision"]) == (200, 2)
    late = send(manager, f"{path}/modules/{row['id']}", {**module, "seen": 1}, "put")
    assert (late.status_code, late.json()["message"]) == (
        422,
        "Manager changed this module while you were editing it.",
    )
    refused = send(manager, f"{path}/steps/send", {})
    assert refused.json()["field"] == "left_open"
    assert send(manager, f"{path}/steps/send", {"words": "At work."}).json()["status"] == "in_review"
    assert manager.delete(f"/api/v1{path}/modules/{row['id']}?seen=2").status_code == 403
    assert [each["status"] for each in manager.get("/api/v1/curricula").json()] == ["in_review"]


def test_employers_read_comment_and_sign_what_was_sent_alone(mill):
    version = in_review(mill)
    path = path_of(version)
    document = mill.employer.client.get(f"/api/v1{path}").json()
    assert {line["employer"] for line in document["requirements"]} == {"Lakeside Care"}
    assert [job["profile_version"] for job in document["jobs"]] == [1, None]
    assert (
        send(mill.employer.client, f"{path}/comments", {"text": "More"}).json()["on_behalf_of"]
        == "Lakeside Care"
    )
    form = {"name": "Pat", "title": "Boss", "content_hash": "0"}
    assert (
        "changed while you were reading"
        in send(mill.employer.client, f"{path}/signatures", form).json()["message"]
    )
    good = {**form, "content_hash": document["content_hash"]}
    assert send(mill.employer.client, f"{path}/signatures", good).status_code == 201
    assert send(mill.manager.client, f"{path}/signatures", good).status_code == 403
    assert send(mill.second.client, f"{path}/signatures", good).json()[0]["on_behalf_of"] == "Riverside Homes"
    assert send(mill.manager.client, f"{path}/steps/use", {}).json()["status"] == "in_use"


@pytest.mark.parametrize("who", ["stranger", "employer"])
def test_a_draft_is_nobodys_outside_the_agency(mill, who):
    version = drafted(mill)
    assert getattr(mill, who).client.get(f"/api/v1{path_of(version)}").status_code == 404
    assert mill.stranger.client.get(f"/api/v1/partnerships/{mill.partnership.pk}/contacts").status_code == 404


def test_a_decision_opens_a_change_and_what_changed_is_told(mill):
    version = signed(mill)
    with acting_as_system("test"):
        meeting = CouncilMeeting.objects.create(partnership=mill.partnership, starts_at="2026-01-05T10:00Z")
        decision = CouncilDecision.objects.create(meeting=meeting, number=1, text="Shorter")
    manager, base = mill.manager.client, f"/partnerships/{mill.partnership.pk}"
    opened = send(
        manager, f"{base}/decisions/{decision.pk}/changes", {"curriculum": str(version.curriculum_id)}
    )
    assert (opened.status_code, opened.json()["number"]) == (201, 2)
    (told,) = manager.get(f"/api/v1{base}/decisions").json()
    assert told["led_to"] == [f"{version.curriculum_id}/2"]
    changes = manager.get(f"/api/v1/curricula/{version.curriculum_id}/2/changes?since=1").json()
    assert {row["change"] for row in changes} == {"same"}
    assert manager.get(f"/api/v1{base}/agreements").json() == []


def test_the_contact_log_takes_an_entry_and_refuses_half_a_next_action(mill):
    base = f"/partnerships/{mill.partnership.pk}/contacts"
    assert (
        send(mill.manager.client, base, {"way": "call", "note": "x", "next_action": "Visit"}).status_code
        == 422
    )
    made = send(mill.manager.client, base, {"way": "call", "note": "x"})
    assert made.status_code == 201
    assert send(mill.coach.client, base, {"way": "call", "note": "x"}).status_code == 403
    (row,) = mill.manager.client.get("/api/v1/partnerships").json()
    assert (row["employers"], row["next_on"]) == (2, None)

"""Reasons for exit leave somebody out of every indicator; who comes back counts again; a wrong one is taken back."""

from __future__ import annotations

import pytest
from django.urls import reverse
from django.utils import timezone

from gainful.domain.accounts.actor import acting_as_system
from gainful.domain.measures.models import ExitReason
from gainful.domain.programs.models import Program
from gainful.imports.measured import Wanted, measure
from tests.measured import DAY, as_manager, cohort, person, seat


@pytest.fixture
def left(town, tmp_path, monkeypatch):
    """Two people who left training long ago."""
    monkeypatch.setenv("GAINFUL_DATA", str(tmp_path / "var"))
    today = timezone.localdate()
    with acting_as_system("test"):
        program = Program.objects.create(organization=town.agency, name="Care")
        group = cohort(town, program, "Spring", today - 400 * DAY)
        people = [person(town, code) for code in ("X-1", "X-2")]
        for who in people:
            seat(town, group, who)
    return people


def excluded(town):
    with as_manager(town) as actor:
        return measure(actor, Wanted(), again=True).body["indicators"][0]["excluded"]


def test_a_reason_leaves_somebody_out_until_it_is_taken_back(town, left):
    page = reverse("program:exit_reasons")
    client = town.manager.client
    day = (timezone.localdate() - 300 * DAY).isoformat()
    sent = {"person": "X-1", "reason": "reserve", "day": day, "proof": "Orders of May"}
    assert excluded(town) == 0
    for wrong in ({"person": "X-9"}, {"proof": " "}, {"reason": "bored"}, {"day": "2200-01-01"}):
        assert client.post(page, {**sent, **wrong}).status_code == 422
    assert client.post(page, sent).status_code == 302
    assert client.post(page, sent).status_code == 422
    assert excluded(town) == 1
    assert "Orders of May" in client.get(page).content.decode()
    (by_api,) = client.get("/api/v1/exit-reasons").json()
    assert (by_api["code"], by_api["reason"]) == ("X-1", "reserve")
    assert town.coach.client.post(page, sent).status_code == 200
    assert town.coach.client.post(
        "/api/v1/exit-reasons", {}, content_type="application/json"
    ).status_code in {403, 422}
    assert town.stranger.client.post(f"/api/v1/exit-reasons/{by_api['id']}/take-back").status_code == 404
    assert client.post(reverse("program:exit_reason_back", args=[by_api["id"]])).status_code == 302
    assert client.post(f"/api/v1/exit-reasons/{by_api['id']}/take-back").status_code in {409, 422}
    assert excluded(town) == 0


@pytest.mark.slow
def test_a_service_that_begins_later_ends_what_the_reason_says(town, left):
    today = timezone.localdate()
    with acting_as_system("test"):
        ExitReason.objects.create(
            organization=town.agency,
            participant=left[0],
            reason="health",
            day=today - 300 * DAY,
            proof="Letter",
        )
    assert excluded(town) == 1
    with acting_as_system("test"):
        again = cohort(town, Program.objects.get(organization=town.agency), "Fall", today - 250 * DAY)
        seat(town, again, left[0])
    assert excluded(town) == 0

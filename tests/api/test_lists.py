"""Lists through the API: how one treats me, a human look, and the agency's answer."""

from __future__ import annotations

import json

from django.urls import reverse

from gainful.domain.accounts.actor import acting_as_system
from gainful.domain.plans.models import ListReview
from tests.person import ana
from tests.town import town
from tests.www.participant.test_lists import WHY, order

__all__ = ["ana", "order", "town"]
V1 = "/api/v1"


def post(client, path, data):
    return client.post(f"{V1}{path}", json.dumps(data), content_type="application/json")


def test_a_person_reads_their_standing_asks_and_reads_the_answer(town, ana, order):
    (job,) = ana.client.get(f"{V1}/me/lists").json()
    assert (job["title"], job["agency"], job["is_planned"]) == (order.title, "Harbor Workforce", False)
    found = ana.client.get(f"{V1}/me/lists/{order.pk}").json()
    assert found["standing"]["group"] == "listed"
    assert found["standing"]["hours_high"] >= found["standing"]["hours_low"] > 0
    assert found["review"] is None
    asked = post(ana.client, f"/me/lists/{order.pk}/review", {"words": "I can work mornings."})
    assert asked.status_code == 201
    assert post(ana.client, f"/me/lists/{order.pk}/review", {}).status_code == 422
    (row,) = town.manager.client.get(f"{V1}/list-reviews").json()
    assert (row["person"], row["outcome"]) == ("P-1", "")
    answered = post(
        town.manager.client, f"/list-reviews/{row['id']}/decision", {"outcome": "kept", "explanation": WHY}
    )
    assert (answered.status_code, answered.json()["place"]) == (200, 1)
    assert ana.client.get(f"{V1}/me/lists/{order.pk}").json()["review"]["explanation"] == WHY
    assert town.manager.client.get(f"{V1}/list-reviews").json() == []
    assert len(town.manager.client.get(f"{V1}/list-reviews?state=all").json()) == 1


def test_nobody_else_asks_or_answers(town, ana, order):
    assert post(town.manager.client, f"/me/lists/{order.pk}/review", {}).status_code == 404
    post(ana.client, f"/me/lists/{order.pk}/review", {})
    with acting_as_system("test"):
        review = ListReview.objects.get()
    path = f"/list-reviews/{review.pk}/decision"
    assert post(town.coach.client, path, {"outcome": "kept", "explanation": WHY}).status_code == 403
    assert post(town.stranger.client, path, {"outcome": "kept", "explanation": WHY}).status_code == 404
    assert ana.client.get(f"{V1}/list-reviews").status_code == 403
    assert ana.client.get(reverse("program:reviews")).status_code == 403

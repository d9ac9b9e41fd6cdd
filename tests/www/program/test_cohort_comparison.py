"""What was planned for a cohort's people stands beside what happened, on its page and through the API."""

from __future__ import annotations

import re

import pytest
from django.urls import reverse
from django.utils import timezone

from gainful.domain.accounts.actor import acting_as_system
from gainful.domain.ledger.models import LedgerRow
from tests.cohorts import make_program, running
from tests.town import town

__all__ = ["town"]
pytestmark = pytest.mark.django_db


def text(reply) -> str:
    return re.sub(r"\s+", " ", re.sub(r"<[^>]+>", " ", reply.content.decode()))


def test_a_cohorts_money_is_compared_with_its_plan(town, as_web_role):
    made = make_program(town)
    class_ = running(town, made, people=2)
    with acting_as_system("test"):
        day = timezone.localdate()
        for person, is_actual, cost in (
            (class_.seats[0].participant, False, 900), (class_.seats[1].participant, False, 300),
            (class_.seats[0].participant, True, 400),
        ):  # fmt: skip
            LedgerRow.objects.create(
                organization=town.agency, participant=person, program=made.program, source_kind="plan", source_id="x",
                is_actual=is_actual, part="train", label="Class", day=day, cost=cost,
            )  # fmt: skip
        LedgerRow.objects.create(
            organization=town.agency, program=made.program, source_kind="plan", source_id="y", is_actual=False,
            part="train", label="Somebody else's", day=day, cost=5000,
        )  # fmt: skip
    page = text(town.manager.client.get(reverse("program:cohort_people", args=[class_.cohort.pk])))
    assert "1,200.00 400.00 800.00" in page
    address = f"/api/v1/cohorts/{class_.cohort.pk}/comparison"
    found = town.manager.client.get(address).json()
    assert (float(found["planned_total"]), float(found["actual_total"])) == (1200, 400)
    assert town.stranger.client.get(address).status_code == 404
    assert town.employer.client.get(address).status_code == 403

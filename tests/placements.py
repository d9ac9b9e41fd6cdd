"""Somebody of a signed plan with two committed openings, and the way to each state of an introduction."""

from __future__ import annotations

from datetime import datetime, timedelta
from decimal import Decimal
from types import SimpleNamespace
from typing import Any

import pytest
from django.utils import timezone

from gainful.domain.accounts.actor import acting_as, acting_as_system
from gainful.domain.job_orders.models import Commitment, JobOrder, Opening
from gainful.domain.participants.models import Participant
from gainful.domain.placements.actions import (
    Terms,
    Why,
    accept_offer,
    agree,
    hire,
    introduce,
    invite,
    make_offer,
)
from gainful.domain.placements.models import Introduction, Placement
from tests.plans import planned


def committed(order: JobOrder, number: int = 2) -> list[Opening]:
    """Commit so many openings of an order."""
    with acting_as_system("test"):
        commitment = Commitment.objects.create(
            job_order=order, number=1 + order.commitments.count(), openings=number, wage=18, wage_unit="hour",
            until=timezone.localdate() + timedelta(days=60), profile_number=1, profile_hash="", name="Pat",
            title="Director", role="employer", content_hash="",
        )  # fmt: skip
        first = 1 + order.opening_rows.count()
        return [
            Opening.objects.create(
                job_order=order, number=first + place, status="committed", commitment=commitment, wage=18,
                wage_unit="hour",
            )
            for place in range(number)
        ]  # fmt: skip


def terms(**values: Any) -> Terms:
    """Return whole terms of a job that begins today."""
    whole = {
        "title": "Nursing Assistant", "starts_on": timezone.localdate(), "hours_per_week": Decimal(36),
        "wage": Decimal("19.50"), "wage_unit": "hour", "schedule": "day", "benefits": ("health", "paid_leave"),
    }  # fmt: skip
    return Terms(**{**whole, **values})


def soon(days: int = 3) -> datetime:
    """Return a time that is still to come."""
    return timezone.now() + timedelta(days=days)


class Way:
    """One person's way to one job, step by step, each by whoever takes it."""

    def __init__(self, town: Any, ana: Any) -> None:
        self.town, self.ana = town, ana
        self.plan = planned(town, ana.person)
        self.order = self.plan.job_order
        with acting_as_system("test"):
            self.order.refresh_from_db()
        self.openings = committed(self.order)

    def as_manager(self):
        return acting_as(self.town.manager.user, self.town.agency, role="program_manager")

    def as_coach(self):
        return acting_as(self.town.coach.user, self.town.agency, role="coach")

    def as_employer(self):
        return acting_as(self.town.employer.user, self.town.employer_org, role="employer")

    def as_person(self):
        return acting_as(self.ana.user, None, role="participant")

    def asked(self, person: Participant | None = None) -> Introduction:
        with self.as_manager() as actor:
            return introduce(actor, self.order, person or self.ana.person, note="On time, every day.")

    def introduced(self) -> Introduction:
        row = self.asked()
        with self.as_person() as actor:
            agree(actor, row)
        return row

    def invited(self) -> Introduction:
        row = self.introduced()
        with self.as_employer() as actor:
            invite(actor, row, at=soon(), place="Ward 3")
        return row

    def offered(self) -> Introduction:
        row = self.introduced()
        with self.as_employer() as actor:
            make_offer(actor, row, terms(), answer_by=timezone.localdate() + timedelta(days=5))
        return row

    def accepted(self) -> Introduction:
        row = self.offered()
        with self.as_person() as actor:
            accept_offer(actor, row)
        return row

    def hired(self) -> tuple[Introduction, Placement]:
        row = self.accepted()
        with self.as_employer() as actor:
            return row, hire(actor, row)


@pytest.fixture
def way(town, ana):
    return Way(town, ana)


NO = Why("pay")
HOUSE = SimpleNamespace(voice=Why(for_person="verbal"))

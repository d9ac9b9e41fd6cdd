"""Sample people on the way to a job: one hired, one who waits, an interview, an internal role, one in school.

Made with the actions that real ones use. All of it is made up.
"""

from __future__ import annotations

from contextlib import AbstractContextManager
from datetime import timedelta
from decimal import Decimal
from typing import Protocol

from django.utils import timezone

from gainful.domain.accounts.actor import Actor
from gainful.domain.participants.models import Participant
from gainful.domain.placements.actions import (
    Change,
    Terms,
    Why,
    accept_offer,
    agree,
    hire,
    introduce,
    invite,
    make_offer,
    record_change,
    record_outcome,
)
from gainful.domain.placements.models import Introduction
from gainful.domain.plans.models import Plan

SINCE_FIRST_DAY = timedelta(days=10)
"""Long enough that the coach's first talk after the hire is due."""
BY_VOICE = Why(for_person="verbal")


class Parties(Protocol):
    """Whoever acts in the sample."""

    def as_manager(self) -> AbstractContextManager[Actor]:
        """Act as the manager."""

    def as_coach(self) -> AbstractContextManager[Actor]:
        """Act as the coach."""

    def as_employer(self) -> AbstractContextManager[Actor]:
        """Act as the employer."""

    def as_participant(self) -> AbstractContextManager[Actor]:
        """Act as the participant."""


def seed_placements(sample: Parties, plan: Plan, ana: Participant) -> None:
    """Take the people of a signed plan different lengths of the way to its job."""
    with sample.as_manager():
        others = [
            place.participant
            for place in plan.people.select_related("participant")
            if place.participant != ana
        ]
    _interview(sample, plan, ana)
    if others:
        _hired(sample, plan, others[0])
    if len(others) > 1:
        _introduced(sample, plan, others[1], is_internal=True)
    if len(others) > 2:
        with sample.as_coach() as actor:
            terms = Terms(
                title="Licensed practical nurse", starts_on=timezone.localdate() - timedelta(days=20)
            )
            record_outcome(
                actor, others[2], "school", terms, employer_name="Bright College (sample)", source="person"
            )


def _introduced(sample: Parties, plan: Plan, person: Participant, *, is_internal: bool) -> Introduction:
    """Ask a person; the coach enters their yes, said by voice."""
    with sample.as_manager() as actor:
        row = introduce(
            actor, plan.job_order, person, note="Punctual and calm in a hurry.", is_internal=is_internal
        )
    with sample.as_coach() as actor:
        agree(actor, row, hide=["contact"], why=BY_VOICE)
    return row


def _interview(sample: Parties, plan: Plan, ana: Participant) -> None:
    with sample.as_manager() as actor:
        row = introduce(actor, plan.job_order, ana, note="Gave first aid in the air for eleven years.")
    with sample.as_participant() as actor:
        agree(actor, row)
    with sample.as_employer() as actor:
        at = (timezone.localtime() + timedelta(days=4)).replace(hour=10, minute=0, second=0, microsecond=0)
        invite(actor, row, at=at, place="Lakeview Hospital, front desk", note="Ask for Dana Okafor")


def _hired(sample: Parties, plan: Plan, person: Participant) -> None:
    row = _introduced(sample, plan, person, is_internal=False)
    today = timezone.localdate()
    terms = Terms(
        title="Patient Care Technician", starts_on=today, hours_per_week=Decimal(36), wage=Decimal("20.50"),
        wage_unit="hour", schedule="day", benefits=("health", "paid_leave", "retirement"), next_role="Practical nurse",
    )  # fmt: skip
    with sample.as_employer() as actor:
        make_offer(actor, row, terms, answer_by=today + timedelta(days=5))
    with sample.as_coach() as actor:
        accept_offer(actor, row, why=BY_VOICE)
    with sample.as_employer() as actor:
        placed = hire(actor, row, starts_on=today - SINCE_FIRST_DAY)
        record_change(actor, placed, Change("still_there", today, words="A good first shift."))

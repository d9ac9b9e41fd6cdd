"""What a participant does before a job can be looked for: steps in order, each done or not; the words are elsewhere."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime, timedelta
from enum import StrEnum
from uuid import UUID

from gainful.domain.participants.models import Consent, Participant

SOON = timedelta(days=30)
"""A consent that ends within this time is worth a word."""


class StepKey(StrEnum):
    """The steps in their order."""

    WORK = "work"
    RESUME = "resume"
    NEEDS = "needs"
    CONSENT = "consent"


@dataclass(frozen=True, slots=True)
class Step:
    """One step: whether it is done, and the résumé it waits for where it is about one."""

    key: StepKey
    done: bool
    document: UUID | None = None


def steps_of(person: Participant, consents: Iterable[Consent]) -> list[Step]:
    """Return the steps before a job can be looked for, in their order."""
    waiting = next((d.pk for d in person.documents.all() if d.confirmed_at is None), None)
    has_jobs = bool(person.jobs.all())
    return [
        Step(StepKey.WORK, has_jobs or waiting is not None),
        Step(StepKey.RESUME, waiting is None, waiting),
        Step(StepKey.NEEDS, person.wage_floor is not None),
        Step(StepKey.CONSENT, any(consent.is_active for consent in consents)),
    ]


def ending_soon(consents: Iterable[Consent], now: datetime) -> list[Consent]:
    """Return the consents in force that end within SOON, the first to end first."""
    ending = [consent for consent in consents if consent.is_active and consent.expires_at <= now + SOON]
    return sorted(ending, key=lambda consent: consent.expires_at)

"""A short mark of a person's record as ranking and planning read it, to notice that it changed."""

from __future__ import annotations

import hashlib
from collections import defaultdict
from collections.abc import Iterable, Sequence
from typing import Any
from uuid import UUID

from gainful.domain.participants.models import (
    Barrier,
    HeldCompetency,
    Participant,
    ParticipantCredential,
    WorkHistory,
)

STATED = ("area_code", "wage_floor", "schedule", "scenario", "weekly_hours")
"""What a person says of themselves that decides whether and how they are planned for."""


def record_hashes(ids: Sequence[UUID]) -> dict[UUID, str]:
    """Return the SHA-256 of each person's record, for those that the actor may see.

    It covers what a person states, their jobs, competencies, credentials and open needs; not their name or contact, and
    not the levels worked out from all that, which move a little with every nightly refresh.
    """
    facts: dict[UUID, list[str]] = defaultdict(list)
    for pk, *stated in Participant.objects.filter(pk__in=ids).order_by().values_list("pk", *STATED):
        facts[pk].append(repr(stated))
    for pk, *parts in _parts(ids):
        facts[pk].append(repr(parts))
    return {pk: hashlib.sha256("\n".join(sorted(lines)).encode()).hexdigest() for pk, lines in facts.items()}


def _parts(ids: Sequence[UUID]) -> Iterable[tuple[Any, ...]]:
    chosen = {"participant_id__in": ids}
    jobs = WorkHistory.objects.filter(**chosen)
    held = HeldCompetency.objects.filter(**chosen)
    proofs = ParticipantCredential.objects.filter(**chosen)
    needs = Barrier.objects.filter(resolved_at=None, **chosen)
    yield from jobs.order_by().values_list("participant_id", "occupation_code", "title", "start", "end")
    yield from held.order_by().values_list("participant_id", "competency_id", "level", "confirmed_at")
    yield from proofs.order_by().values_list("participant_id", "competency_id", "expires_on")
    yield from needs.order_by().values_list("participant_id", "kind", "is_removable")

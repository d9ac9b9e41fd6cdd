"""Whom a coach helps today, as JSON."""

from __future__ import annotations

from datetime import date
from typing import Any
from uuid import UUID

from ninja import Query, Router, Schema

from gainful.api.v1.common import PROBLEMS, actor_in
from gainful.domain.accounts.requests import ActorRequest
from gainful.domain.participants.actions import record_reads
from gainful.domain.support.today import day_of

router = Router(tags=["Support plans"])
MOST = 100


class WhyOut(Schema):
    """One reason: the rule in words, since when, what it is about."""

    code: str
    rule: str
    since: date | None
    words: str


class TaskOut(Schema):
    """One person who needs the coach today."""

    person: UUID
    name: str
    reasons: list[WhyOut]


@router.get("/today", response={200: list[TaskOut], **PROBLEMS}, summary="Who needs me today")
def today(request: ActorRequest, offset: int = Query(0, ge=0, le=100_000)) -> list[dict[str, Any]]:
    """Return the coach's people of today with each rule that names them, the most urgent first, a hundred at once."""
    actor = actor_in(request, {"coach"})
    found = day_of(actor, start=offset, size=MOST).tasks
    record_reads(
        actor, [task.person.pk for task in found], what="Coach's list of the day read through the API"
    )
    return [
        {
            "person": task.person.pk,
            "name": str(task.person),
            "reasons": [
                {
                    "code": why.reason.code,
                    "rule": str(why.reason.rule),
                    "since": why.since,
                    "words": why.words,
                }
                for why in task.whys
            ],
        }
        for task in found
    ]

"""Keep the figures of one question as they were worked out."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from typing import Any

from gainful.domain.accounts.actor import Actor
from gainful.domain.measures.access import require
from gainful.domain.measures.models import Report
from gainful.domain.programs.models import Program


@dataclass(frozen=True, slots=True)
class Figures:
    """What was asked, and what came of it."""

    cut: str
    program: Program | None
    as_of: date
    exits_from: date | None
    exits_to: date | None
    body: dict[str, Any]
    trend: list[dict[str, Any]]
    people: int
    unseen: int


def store_report(actor: Actor, figures: Figures) -> Report:
    """Store a report; earlier ones stay with the definitions that they were worked out by."""
    return Report.objects.create(
        organization=require(actor, "read_indicators"), made_by=actor.user, cut=figures.cut, program=figures.program,
        as_of=figures.as_of, exits_from=figures.exits_from, exits_to=figures.exits_to, body=figures.body,
        trend=figures.trend, people=figures.people, unseen=figures.unseen,
    )  # fmt: skip

"""Commands about placements: what became of people, as CSV."""

from __future__ import annotations

from typing import Any

from gainful.commands.database import Rows, lister

MOST = 10_000
"""Rows that a list prints."""


def register(commands: Any) -> None:
    """Add the command to the parser."""
    listing = commands.add_parser(
        "placements", help="list what became of people, wages as USD an hour too, as CSV"
    )
    listing.add_argument("--state", default="", help="only rows of this outcome")
    listing.set_defaults(run=lister(_placements))


def _placements(kind: str) -> Rows:
    from django.utils import timezone

    from gainful.domain.placements.models import Placement
    from gainful.domain.placements.queries import advancement_of, changes_of, stays_of

    marks = ("days_30", "days_90", "days_180", "days_365")
    yield (
        "id", "agency", "person_id", "outcome", "title", "employer", "since", "hours_per_week", "usd_an_hour",
        "said_by", *marks, "advanced",
    )  # fmt: skip
    found = Placement.objects.filter(taken_back_at=None).select_related("organization", "participant")
    today = timezone.localdate()
    for row in (found.filter(kind=kind) if kind else found).order_by("-starts_on", "id")[:MOST]:
        changes = changes_of(row)
        stays = [stay.same_employer.value for stay in stays_of(row, changes, today)] or [""] * len(marks)
        yield (
            row.pk, row.organization, row.participant.code, row.kind, row.title, row.employer_name, row.starts_on,
            row.hours_per_week, row.wage_hourly, row.source, *stays,
            advancement_of(row, changes).answer.value if row.is_job else "",
        )  # fmt: skip

"""What others may read of income, credit and housing."""

from __future__ import annotations

from gainful.domain.participants.models import Participant, SharedMeasure

MOST = 100


def measures_of(person: Participant) -> list[SharedMeasure]:
    """Return a person's values that the actor may see, the newest of each first."""
    found = SharedMeasure.objects.filter(participant=person).select_related("organization")
    return list(found.order_by("kind", "-as_of", "-entered_at", "id")[:MOST])


def latest_of(rows: list[SharedMeasure]) -> list[SharedMeasure]:
    """Return the newest value of each kind."""
    newest: dict[str, SharedMeasure] = {}
    for row in rows:
        newest.setdefault(row.kind, row)
    return list(newest.values())

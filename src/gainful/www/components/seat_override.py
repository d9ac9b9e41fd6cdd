"""The one way in which seats beyond the openings show: a tag for wherever a cohort is named."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

from django import template

from gainful.domain.cohorts.models import Cohort
from gainful.domain.cohorts.seats import SeatLimit, seat_limit, seat_limits
from gainful.domain.cohorts.words import override_words

register = template.Library()


def mark_limits(cohorts: Iterable[Cohort]) -> None:
    """Put the limit of each cohort of a list beside it, all at once: the tag asks nothing more then."""
    rows = list(cohorts)
    limits = seat_limits({row.pk: row for row in rows}.values())
    for row in rows:
        row.limit = limits[row.pk]  # type: ignore[attr-defined]


@register.inclusion_tag("parts/seat_override.html", name="seat_override")
def _tag(cohort: Cohort | None, limit: SeatLimit | None = None, *, is_brief: bool = False) -> dict[str, Any]:
    found = limit or getattr(cohort, "limit", None) or (seat_limit(cohort) if cohort is not None else None)
    if found is None:
        return {"words": ""}
    return {"words": override_words(found), "is_brief": is_brief}

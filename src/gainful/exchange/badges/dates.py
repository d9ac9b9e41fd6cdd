"""From when until when a credential counts."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime, timedelta
from enum import StrEnum
from typing import Any

CLOCK_SKEW = timedelta(minutes=5)
"""How far two clocks may be apart: a badge is neither late nor early by less."""


FIRST_YEAR, LAST_YEAR = 1900, 9990


class Dates(StrEnum):
    """Where today stands to a credential's dates."""

    CURRENT = "current"
    EXPIRED = "expired"
    NOT_YET = "not_yet"
    UNREADABLE = "unreadable"


@dataclass(frozen=True, slots=True)
class DatesAnswer:
    """The dates of a credential, and where a moment stands to them."""

    dates: Dates
    valid_from: datetime | None = None
    valid_until: datetime | None = None
    words: str = ""


def dates_of(credential: dict[str, Any], now: datetime) -> DatesAnswer:
    """Say whether a credential counts at a moment, allowing CLOCK_SKEW; a date that cannot be read never does."""
    try:
        begins, ends = (_moment(credential.get(key)) for key in ("validFrom", "validUntil"))
    except ValueError as error:
        return DatesAnswer(Dates.UNREADABLE, words=str(error))
    if begins is not None and begins > now + CLOCK_SKEW:
        return DatesAnswer(Dates.NOT_YET, begins, ends)
    if ends is not None and ends < now - CLOCK_SKEW:
        return DatesAnswer(Dates.EXPIRED, begins, ends)
    return DatesAnswer(Dates.CURRENT, begins, ends)


def _moment(value: Any) -> datetime | None:
    if value is None:
        return None
    try:
        found = datetime.fromisoformat(value)
    except (TypeError, ValueError):
        raise ValueError(f"A date cannot be read: {str(value)[:40]!r}.") from None
    if found.tzinfo is None:
        raise ValueError(f"A date has no time zone: {value!r}.")
    if not FIRST_YEAR <= found.year <= LAST_YEAR:
        raise ValueError(f"A date lies too far away: {value!r}.")
    return found

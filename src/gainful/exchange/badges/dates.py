"""From when until when a credential counts."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
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


def dates_of(
    credential: dict[str, Any], now: datetime, *, begins: Iterable[Any] = (), ends: Iterable[Any] = ()
) -> DatesAnswer:
    """Say whether a credential counts at a moment, allowing CLOCK_SKEW; a date that cannot be read never does.

    Of several beginnings (a token has its own) the latest counts, of several ends the earliest.
    """
    try:
        first = [_moment(credential.get("validFrom")), *(_moment(each, seconds=True) for each in begins)]
        last = [_moment(credential.get("validUntil")), *(_moment(each, seconds=True) for each in ends)]
    except ValueError as error:
        return DatesAnswer(Dates.UNREADABLE, words=str(error))
    return _standing(
        max((each for each in first if each is not None), default=None),
        min((each for each in last if each is not None), default=None),
        now,
    )


def _standing(begins: datetime | None, ends: datetime | None, now: datetime) -> DatesAnswer:
    if begins is not None and begins > now + CLOCK_SKEW:
        return DatesAnswer(Dates.NOT_YET, begins, ends)
    if ends is not None and ends < now - CLOCK_SKEW:
        return DatesAnswer(Dates.EXPIRED, begins, ends)
    return DatesAnswer(Dates.CURRENT, begins, ends)


def _moment(value: Any, *, seconds: bool = False) -> datetime | None:
    """Return a date as a moment; only where `seconds` may a number of them since 1970 stand (RFC 7519 §2)."""
    if value is None:
        return None
    try:
        is_number = seconds and isinstance(value, int | float) and not isinstance(value, bool)
        found = datetime.fromtimestamp(value, UTC) if is_number else datetime.fromisoformat(value)
    except (TypeError, ValueError, OverflowError, OSError):
        raise ValueError(f"A date cannot be read: {str(value)[:40]!r}.") from None
    if found.tzinfo is None:
        raise ValueError(f"A date has no time zone: {value!r}.")
    if not FIRST_YEAR <= found.year <= LAST_YEAR:
        raise ValueError(f"A date lies too far away: {value!r}.")
    return found

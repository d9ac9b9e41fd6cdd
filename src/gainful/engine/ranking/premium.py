"""A premium on top of the pay: how much an hour it is, and whether every hour of the job's own shift earns it."""

from __future__ import annotations

import re
from dataclasses import dataclass

from gainful.engine.held.circumstances import SHIFTS

_DOLLARS = re.compile(r"\$\s?(\d{1,2}(?:\.\d{1,2})?)")
_CENTS = re.compile(r"(\d{1,2})\s?(?:cents|¢)", re.IGNORECASE)
_PERCENT = re.compile(r"(\d{1,2}(?:\.\d)?)\s?%")
_SHIFT_OF = (
    ("night", re.compile(r"\b(?:over)?night|\b(?:third|3rd)[- ]shift", re.IGNORECASE)),
    ("evening", re.compile(r"\bevening|\b(?:second|2nd)[- ]shift", re.IGNORECASE)),
    ("weekend", re.compile(r"\bweekend", re.IGNORECASE)),
)
_OF_A_SHIFT = re.compile(r"\bshift (?:premium|diff)", re.IGNORECASE)


@dataclass(frozen=True, slots=True)
class Premium:
    """A premium in the posting's words; `amount` is USD an hour, None where the words hold none that can be told."""

    words: str
    amount: float | None
    is_sure: bool
    """Whether all hours of the job earn it: its one shift is the one that the premium is for."""

    @property
    def counted(self) -> float:
        """What counts into the pay, USD an hour: nothing where some hours may not earn it."""
        return self.amount if self.is_sure and self.amount else 0.0


def premium_of(words: str, lowest: float | None, unit: str, schedule: str) -> Premium | None:
    """Return the premium that a posting adds to its lowest pay; `schedule` names the job's shifts.

    It is sure where the job has one shift, and the premium names that shift, or names none and the shift is not that of
    the day: "2nd shift, $1.25 shift premium". A premium on the pay of a year or a week
    is quoted without an amount: nobody said how it counts there.
    """
    if not words:
        return None
    amount = _amount(words, lowest) if unit == "hour" else None
    shifts = {word for word in schedule.lower().replace(",", " ").split() if word in SHIFTS}
    for_shift = {shift for shift, pattern in _SHIFT_OF if pattern.search(words)}
    if not for_shift and _OF_A_SHIFT.search(words):
        for_shift = shifts - {"day"}
    return Premium(words, amount, amount is not None and len(for_shift) == 1 and shifts == for_shift)


def _amount(words: str, lowest: float | None) -> float | None:
    if found := _DOLLARS.search(words):
        return float(found[1]) or None
    if found := _CENTS.search(words):
        return float(found[1]) / 100 or None
    if (found := _PERCENT.search(words)) and lowest is not None:
        return round(lowest * float(found[1]) / 100, 2) or None
    return None

"""When a service is open, from the schedules of HSDS: recurrence in the words of RFC 5545."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date

DAYS = ("MO", "TU", "WE", "TH", "FR", "SA", "SU")


@dataclass(frozen=True, slots=True)
class Hours:
    """Opening hours of one weekday (0 is Monday), as HH:MM; `rule` says what narrows them, such as `2TU` or a month."""

    day: int
    opens: str
    closes: str
    rule: str = ""


@dataclass(frozen=True, slots=True)
class Week:
    """The hours of a week, in order, and what could only be read as text."""

    hours: tuple[Hours, ...]
    notes: tuple[str, ...]


def _clock(text: object) -> str:
    """Return HH:MM of an HSDS time, whose offset from UTC does not move the time on the door."""
    return str(text or "")[:5]


def is_valid_on(schedule: Mapping[str, object], day: date) -> bool:
    """Whether a schedule holds on a day, by its first and last valid day."""
    first, last = str(schedule.get("valid_from") or ""), str(schedule.get("valid_to") or "")
    return (not first or first <= day.isoformat()) and (not last or day.isoformat() <= last)


def week_of(schedules: Iterable[Mapping[str, object]], day: date) -> Week:
    """Return the hours in force on a day; a schedule without weekdays or times becomes a note."""
    hours: set[Hours] = set()
    notes: dict[str, None] = {}
    for schedule in schedules:
        if not is_valid_on(schedule, day):
            continue
        opens, closes = _clock(schedule.get("opens_at")), _clock(schedule.get("closes_at"))
        named = [part.strip().upper() for part in str(schedule.get("byday") or "").split(",") if part.strip()]
        read = [part for part in named if part[-2:] in DAYS]
        every = str(schedule.get("interval") or "1")
        for part in read if opens or closes else []:
            rule = part[:-2] or ("" if every in {"1", "1.0"} else f"/{every}")
            hours.add(Hours(DAYS.index(part[-2:]), opens, closes, rule))
        words = str(schedule.get("description") or schedule.get("notes") or "").strip()
        if words:
            notes[words] = None
    return Week(
        tuple(sorted(hours, key=lambda each: (each.day, each.opens, each.closes, each.rule))), tuple(notes)
    )

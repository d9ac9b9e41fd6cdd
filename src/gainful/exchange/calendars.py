"""Calendars as programs read them (RFC 5545): events in UTC with start and end, so that clock changes move none."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import UTC, datetime

PRODUCT = "-//Gainful//Appointments//EN"
_LONGEST = 73
"""Octets of a line before it is folded; 75 with the two that fold it."""


@dataclass(frozen=True, slots=True)
class Event:
    """One event; `sequence` rises with each change, a cancelled one stays so that calendars take it out."""

    id: str
    starts_at: datetime
    ends_at: datetime
    title: str
    place: str = ""
    text: str = ""
    is_cancelled: bool = False
    sequence: int = 0
    changed_at: datetime | None = None


def _stamp(moment: datetime) -> str:
    return f"{moment.astimezone(UTC):%Y%m%dT%H%M%SZ}"


def _escaped(text: str) -> str:
    for sign, written in (
        ("\\", "\\\\"),
        (";", "\\;"),
        (",", "\\,"),
        ("\r\n", "\\n"),
        ("\n", "\\n"),
        ("\r", "\\n"),
    ):
        text = text.replace(sign, written)
    return text


def _folded(line: str) -> str:
    """Return a line in pieces of at most 75 octets; no character of UTF-8 is torn."""
    pieces, piece = [], ""
    for sign in line:
        if len((piece + sign).encode()) > _LONGEST:
            pieces.append(piece)
            piece = ""
        piece += sign
    return "\r\n ".join([*pieces, piece])


def _event(event: Event, now: datetime) -> Iterable[str]:
    yield "BEGIN:VEVENT"
    yield f"UID:{event.id}@gainful"
    yield f"DTSTAMP:{_stamp(event.changed_at or now)}"
    yield f"DTSTART:{_stamp(event.starts_at)}"
    yield f"DTEND:{_stamp(event.ends_at)}"
    yield f"SEQUENCE:{event.sequence}"
    yield f"STATUS:{'CANCELLED' if event.is_cancelled else 'CONFIRMED'}"
    yield f"SUMMARY:{_escaped(event.title)}"
    if event.place:
        yield f"LOCATION:{_escaped(event.place)}"
    if event.text:
        yield f"DESCRIPTION:{_escaped(event.text)}"
    yield "END:VEVENT"


def calendar_text(events: Iterable[Event], now: datetime, *, name: str = "") -> str:
    """Return a calendar with these events as text/calendar."""
    lines = ["BEGIN:VCALENDAR", "VERSION:2.0", f"PRODID:{PRODUCT}", "CALSCALE:GREGORIAN", "METHOD:PUBLISH"]
    if name:
        lines.append(f"X-WR-CALNAME:{_escaped(name)}")
    for event in events:
        lines += _event(event, now)
    return "\r\n".join(_folded(line) for line in [*lines, "END:VCALENDAR"]) + "\r\n"

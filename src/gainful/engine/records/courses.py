"""A course as a file or a form gives it: plain data, no database."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date


@dataclass(frozen=True, slots=True)
class TaughtRecord:
    """A competency a course teaches and the levels (0-7) it begins and ends at; None where not stated."""

    competency_id: str
    level_to: float | None = None
    level_from: float | None = None
    name: str = ""


@dataclass(frozen=True, slots=True)
class CourseRecord:
    """One course; hours in all, price in USD."""

    code: str
    title: str
    provider: str = ""
    hours: float = 0.0
    price: float = 0.0
    weekly_hours: float | None = None
    modality: str = "in_person"
    start_dates: tuple[date, ...] = ()
    seats: int | None = None
    area_code: str = ""
    credential: str = ""
    teaches: tuple[TaughtRecord, ...] = ()
    prerequisites: tuple[str, ...] = ()
    """Codes of courses to finish first."""
    occupations: tuple[str, ...] = ()
    """O*NET-SOC codes it was made for; empty: any work."""

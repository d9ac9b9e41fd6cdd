"""Courses from records, the same for a file in the terminal and the catalogue in the database."""

from __future__ import annotations

from collections.abc import Iterable
from decimal import Decimal

from gainful.engine.curriculum.model import Course, Teaches
from gainful.engine.records import CourseRecord

TOP_LEVEL = 7.0
"""Reached where a course states no level. The import fills in that of an O*NET element, so what is left are tools and
credentials, which one has or has not."""
USUAL_PACE = 20.0
"""Hours a week of a course that states none (assumption): half of a full week, as evening and part-time classes."""


def courses_from_records(records: Iterable[CourseRecord]) -> list[Course]:
    """Return the engine's courses, known by their code."""
    return [course_from_record(record) for record in records]


def course_from_record(record: CourseRecord, *, synthetic: bool = False) -> Course:
    """Return the engine's course; `synthetic` marks a made-up one."""
    return Course(
        id=record.code,
        title=record.title,
        provider=record.provider,
        hours=record.hours,
        price=Decimal(str(record.price)),
        teaches={
            taught.competency_id: Teaches(
                taught.level_from or 0.0, TOP_LEVEL if taught.level_to is None else taught.level_to
            )
            for taught in record.teaches
        },
        weekly_hours=record.weekly_hours or USUAL_PACE,
        modality=record.modality,
        prerequisites=record.prerequisites,
        start_dates=record.start_dates,
        credential=record.credential,
        occupations=record.occupations,
        synthetic=synthetic,
    )

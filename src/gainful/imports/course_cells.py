"""A course as the columns of an import, so that what goes out can come in again."""

from __future__ import annotations

from gainful.domain.organizations.courses.models import Course, CourseCompetency

COLUMNS = (
    "code", "title", "provider", "hours", "price", "weekly_hours", "modality", "start_dates", "seats", "area_code",
    "credential", "occupations", "teaches", "prerequisites",
)  # fmt: skip


def taught_cell(line: CourseCompetency) -> str:
    """Return what a course teaches as an import reads it: `name=level` or `name=from..to`, the bare name without."""
    if line.level_to is None:
        return line.competency_id
    low = f"{line.level_from:g}.." if line.level_from else ""
    return f"{line.competency_id}={low}{line.level_to:g}"


def course_cells(course: Course) -> tuple[object, ...]:
    """Return a course's cells in the order of COLUMNS."""
    return (
        course.code,
        course.title,
        course.provider.name,
        f"{course.hours:g}",
        course.price,
        "" if course.weekly_hours is None else f"{course.weekly_hours:g}",
        course.modality,
        "; ".join(day.isoformat() for day in course.start_dates),
        course.seats,
        course.area_code,
        course.credential,
        "; ".join(course.occupations),
        "; ".join(taught_cell(line) for line in course.competencies.all()),
        "; ".join(link.requires.code for link in course.prerequisites.all()),
    )

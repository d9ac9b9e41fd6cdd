"""The course catalogue: found, read, brought in from a file."""

from __future__ import annotations

from datetime import date
from typing import Annotated, Any, Literal
from uuid import UUID

from django.core.exceptions import ValidationError
from django.http import HttpRequest
from ninja import File, Query, Router, Schema
from ninja.files import UploadedFile

from gainful.api.v1.common import PROBLEMS, Refused, actor_of, staff_of
from gainful.domain.organizations.courses import queries
from gainful.domain.organizations.courses.actions import import_courses
from gainful.domain.organizations.courses.models import Course
from gainful.engine.occupations import load_reference
from gainful.exchange.courses import check_catalogue, open_courses
from gainful.exchange.tabular import UnreadableTable

router = Router(tags=["Courses"])
MOST_BYTES = 25 * 2**20
ROWS_TOLD = 200


class Taught(Schema):
    """A competency a course teaches; levels 0-7, null where not told."""

    competency_id: str
    name: str
    level_from: float | None
    level_to: float | None


class CourseOut(Schema):
    """A course; hours in all, price in USD."""

    id: UUID
    code: str
    title: str
    provider: str
    hours: float
    weekly_hours: float | None
    price: float
    modality: str
    start_dates: list[date]
    seats: int | None
    credential: str
    occupations: list[str]
    is_active: bool
    teaches: list[Taught]
    prerequisites: list[str]


class CoursesOut(Schema):
    """A page of courses; `next_offset` is null on the last."""

    courses: list[CourseOut]
    next_offset: int | None


class RowProblem(Schema):
    """What is wrong in one cell."""

    line: int
    column: str
    message: str


class ImportOut(Schema):
    """What became of a file."""

    added: int
    updated: int
    refused: int
    problems: list[RowProblem]


def _course(course: Course) -> dict[str, Any]:
    names = (
        "id", "code", "title", "hours", "weekly_hours", "price", "modality", "start_dates", "seats", "credential",
        "occupations", "is_active",
    )  # fmt: skip
    return {
        **{name: getattr(course, name) for name in names},
        "provider": course.provider.name,
        "teaches": list(course.competencies.all()),
        "prerequisites": [link.requires.code for link in course.prerequisites.all()],
    }


@router.get("/courses", response={200: CoursesOut, **PROBLEMS}, summary="The course catalogue")
def courses(
    request: HttpRequest,
    q: Annotated[str, Query(max_length=100)] = "",
    modality: Literal["in_person", "online", "hybrid"] | None = None,
    limit: Annotated[int, Query(ge=1, le=200)] = 50,
    offset: Annotated[int, Query(ge=0, le=1_000_000)] = 0,
) -> dict[str, Any]:
    """Return a page, by title."""
    staff_of(request)
    rows = queries.courses({"q": q, "modality": modality})
    found = list(
        rows.prefetch_related("competencies", "prerequisites__requires")[offset : offset + limit + 1]
    )
    return {
        "courses": [_course(course) for course in found[:limit]],
        "next_offset": offset + limit if len(found) > limit else None,
    }


@router.get("/courses/{course_id}", response={200: CourseOut, **PROBLEMS}, summary="One course")
def course(request: HttpRequest, course_id: UUID) -> dict[str, Any]:
    """Return a course with what it teaches and what comes before it."""
    staff_of(request)
    found = queries.course(course_id)
    if found is None:
        raise Refused(404, "There is no such course.")
    return _course(found)


@router.post("/imports/courses", response={200: ImportOut, **PROBLEMS}, summary="Bring in a catalogue")
def bring_courses(request: HttpRequest, file: File[UploadedFile]) -> dict[str, Any]:
    """Save every row that can be used, all or none; a circle of prerequisites is named."""
    staff_of(request)
    if (file.size or 0) > MOST_BYTES:
        raise Refused(
            422, f"The file is larger than {MOST_BYTES >> 20} MB.", "Use: gainful import courses FILE", "file"
        )
    try:
        opened = open_courses(file.read(), file.name or "file.csv", reference=load_reference())
        if messages := opened.messages():
            raise Refused(
                422, " ".join(messages), f"Its columns are: {', '.join(opened.table.header)}.", "file"
            )
        if opened.needs_date_order:
            raise Refused(422, "Its dates can be read in two ways.", "Write them as 2027-01-31.", "file")
        rows = check_catalogue(list(opened.rows()), opened.mapping, queries.known_codes())
    except UnreadableTable as error:
        raise Refused(422, error.message, error.hint, "file") from error
    wrong = [row for row in rows if row.record is None]
    try:
        added, updated = import_courses(actor_of(request), [row.record for row in rows if row.record])
    except ValidationError as error:
        raise Refused(422, error.messages[0], "Nothing was saved.", "file") from error
    problems = [
        {"line": row.line, "column": p.column, "message": p.message} for row in wrong for p in row.problems
    ]
    return {"added": added, "updated": updated, "refused": len(wrong), "problems": problems[:ROWS_TOLD]}

"""The course catalogue: found, read."""

from __future__ import annotations

from datetime import date
from typing import Annotated, Any, Literal
from uuid import UUID

from ninja import Query, Router, Schema

from gainful.api.v1.common import PROBLEMS, Refused, staff_of
from gainful.domain.accounts.requests import ActorRequest
from gainful.domain.organizations.courses import queries
from gainful.domain.organizations.courses.models import Course

router = Router(tags=["Courses"])


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
    request: ActorRequest,
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
def course(request: ActorRequest, course_id: UUID) -> dict[str, Any]:
    """Return a course with what it teaches and what comes before it."""
    staff_of(request)
    found = queries.course(course_id)
    if found is None:
        raise Refused(404, "There is no such course.")
    return _course(found)

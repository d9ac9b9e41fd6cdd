"""What others may read of the catalogue."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any
from uuid import UUID

from django.db.models import Count, Max, Q, QuerySet

from gainful.domain.organizations.courses.models import Course, CourseCompetency, CoursePrerequisite
from gainful.engine.curriculum.from_records import course_from_record
from gainful.engine.curriculum.model import Course as EngineCourse
from gainful.engine.records import CourseRecord, TaughtRecord

SORTS = {
    "title": ("title", "code", "id"),
    "price": ("price", "id"),
    "-price": ("-price", "id"),
    "hours": ("hours", "id"),
    "-hours": ("-hours", "id"),
}
_catalogue: dict[tuple[Any, ...], tuple[EngineCourse, ...]] = {}


def courses(filters: Mapping[str, Any] | None = None) -> QuerySet[Course]:
    """Return the catalogue; `q`, `modality`, `teaches`, `sort` narrow and order it."""
    wanted = filters or {}
    rows = Course.objects.select_related("provider").annotate(skills=Count("competencies"))
    if text := str(wanted.get("q") or "").strip():
        rows = rows.filter(
            Q(title__icontains=text) | Q(code__iexact=text) | Q(provider__name__icontains=text)
        )
    if modality := wanted.get("modality"):
        rows = rows.filter(modality=modality)
    if competency := wanted.get("teaches"):
        rows = rows.filter(
            pk__in=CourseCompetency.objects.filter(competency_id=competency).order_by().values("course_id")
        )
    return rows.order_by(*SORTS.get(str(wanted.get("sort")), SORTS["title"]))


def course(pk: UUID) -> Course | None:
    """Return one course with what it teaches and what comes before it."""
    rows = Course.objects.filter(pk=pk).select_related("provider")
    return rows.prefetch_related("competencies", "prerequisites__requires", "required_by__course").first()


def known_codes() -> set[str]:
    """Return every course ID in the catalogue, for checking prerequisites of a file."""
    return set(Course.objects.order_by().values_list("code", flat=True))


def prerequisite_graph() -> dict[str, tuple[str, ...]]:
    """Return course ID → IDs of the courses to finish first."""
    graph: dict[str, tuple[str, ...]] = {}
    pairs = CoursePrerequisite.objects.order_by("id").values_list("course__code", "requires__code")
    for code, before in pairs:
        graph[code] = (*graph.get(code, ()), before)
    return graph


def engine_courses() -> tuple[EngineCourse, ...]:
    """Return the offered courses as the engine takes them (id = the row's UUID); kept until the catalogue changes."""
    state = Course.objects.aggregate(n=Count("pk"), latest=Max("updated_at"))
    key = (state["n"], state["latest"])
    if key not in _catalogue:
        _catalogue.clear()
        _catalogue[key] = _read()
    return _catalogue[key]


def _read() -> tuple[EngineCourse, ...]:
    teaches: dict[UUID, list[TaughtRecord]] = {}
    taught = CourseCompetency.objects.order_by("id")
    for pk, competency, high, low in taught.values_list(
        "course_id", "competency_id", "level_to", "level_from"
    ):
        teaches.setdefault(pk, []).append(TaughtRecord(competency, high, low))
    before: dict[UUID, list[str]] = {}
    for pk, required in CoursePrerequisite.objects.order_by("id").values_list("course_id", "requires_id"):
        before.setdefault(pk, []).append(str(required))
    rows = Course.objects.filter(is_active=True).select_related("provider").order_by("id")
    return tuple(
        course_from_record(
            CourseRecord(
                code=str(row.pk),
                title=row.title,
                provider=row.provider.name,
                hours=row.hours,
                price=float(row.price),
                weekly_hours=row.weekly_hours,
                modality=row.modality,
                start_dates=tuple(row.start_dates),
                credential=row.credential,
                teaches=tuple(teaches.get(row.pk, ())),
                prerequisites=tuple(before.get(row.pk, ())),
                occupations=tuple(row.occupations),
            ),
            synthetic=row.is_sample,
        )
        for row in rows
    )

"""What others may read of the catalogue."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any
from uuid import UUID

from django.db.models import Count, Max, Q, QuerySet

from gainful.domain.organizations.courses.models import Course, CourseCompetency, CoursePrerequisite
from gainful.engine.curriculum.model import Course as EngineCourse
from gainful.engine.curriculum.model import Teaches

SORTS = {
    "title": ("title", "code", "id"),
    "price": ("price", "id"),
    "-price": ("-price", "id"),
    "hours": ("hours", "id"),
    "-hours": ("-hours", "id"),
}
DEFAULT_PACE = 20.0
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
    teaches: dict[UUID, dict[str, Teaches]] = {}
    taught = CourseCompetency.objects.filter(level_to__isnull=False).order_by("id")
    for pk, competency, low, high in taught.values_list(
        "course_id", "competency_id", "level_from", "level_to"
    ):
        teaches.setdefault(pk, {})[competency] = Teaches(low or 0.0, high or 0.0)
    before: dict[UUID, list[str]] = {}
    for pk, required in CoursePrerequisite.objects.order_by("id").values_list("course_id", "requires_id"):
        before.setdefault(pk, []).append(str(required))
    return tuple(
        EngineCourse(
            id=str(row.pk),
            title=row.title,
            provider=row.provider.name,
            hours=row.hours,
            price=row.price,
            teaches=teaches.get(row.pk, {}),
            weekly_hours=row.weekly_hours or DEFAULT_PACE,
            modality=row.modality,
            prerequisites=tuple(before.get(row.pk, ())),
            start_dates=tuple(row.start_dates),
            credential=row.credential,
            occupations=tuple(row.occupations),
            synthetic=row.is_sample,
        )
        for row in Course.objects.filter(is_active=True).select_related("provider").order_by("id")
    )

"""The curriculum draft of a plan: one module for each course, and one for each gap that no course closes."""

from __future__ import annotations

from collections.abc import Sequence

from gainful.engine.competencies.document import LinePart
from gainful.engine.planning.document import (
    CoursePart,
    ModulePart,
    OnTheJobPart,
    PersonPart,
    ServedPart,
)


def draft_modules(
    profile: Sequence[LinePart],
    courses: Sequence[CoursePart],
    gaps: Sequence[OnTheJobPart],
    people: Sequence[PersonPart],
) -> tuple[ModulePart, ...]:
    """Return the modules in the order in which they are taught, those at the workplace last.

    Every module names the requirements behind it. How long the workplace takes is not known, so it has no hours.
    """
    lines = {line.competency_id: line for line in profile}
    taught = [_course(place, course, lines, people) for place, course in enumerate(courses, 1)]
    return (*taught, *(_gap(place, gap, lines, people) for place, gap in enumerate(gaps, len(taught) + 1)))


def _served(competency_id: str, name: str, lines: dict[str, LinePart]) -> ServedPart:
    line = lines.get(competency_id)
    return ServedPart(
        competency_id=competency_id, name=line.name if line else name, level=line.level if line else None
    )


def _course(
    number: int, course: CoursePart, lines: dict[str, LinePart], people: Sequence[PersonPart]
) -> ModulePart:
    return ModulePart(
        number=number,
        kind="course",
        title=course.title,
        course=course.id,
        serves=tuple(_served(key, key, lines) for key in course.competencies),
        hours=course.hours,
        people=sum(course.id in person.takes for person in people),
        start=course.start,
        end=course.end,
        note=course.reason,
    )


def _gap(
    number: int, gap: OnTheJobPart, lines: dict[str, LinePart], people: Sequence[PersonPart]
) -> ModulePart:
    short = sum(any(item.competency_id == gap.competency_id for item in person.short_of) for person in people)
    return ModulePart(
        number=number,
        kind="on_the_job",
        title=gap.name,
        course=None,
        serves=(_served(gap.competency_id, gap.name, lines),),
        hours=None,
        people=short,
        start=None,
        end=None,
        note=gap.reason,
    )

"""Papers that are not on record may be held all the same: what asking first would save, before a course is bought."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from datetime import date
from decimal import Decimal
from typing import Protocol

from gainful.engine.credentials.exams import has_exam_apart
from gainful.engine.curriculum import CoursePlan, ScheduledCourse
from gainful.engine.mix import Rates
from gainful.engine.mix.rates import EXAM
from gainful.engine.planning.choice import needs_class
from gainful.engine.planning.model import AskFirst, PlannedPerson


def ask_first(
    planned: Sequence[PlannedPerson], curriculum: CoursePlan, rates: Rates, worth: Mapping[str, float]
) -> tuple[AskFirst, ...]:
    """Return the courses of a plan that are bought only because papers are not on record."""
    courses = curriculum.courses
    last = max((item.end for item in courses), default=None)
    found = []
    for item in courses:
        takers = [person for person in planned if item.course.id in person.takes]
        needed = any(item.course.id in other.course.prerequisites for other in courses)
        papers = _papers(item, takers, worth)
        if not takers or not papers or needed or last is None:
            continue
        exam = rates.of(EXAM).amount if has_exam_apart(item.course.credential, item.course.title) else None
        rest = max((other.end for other in courses if other is not item), default=None)
        found.append(
            AskFirst(
                papers,
                item.course.title,
                tuple(one.person.id for one in takers),
                item.course.price + Decimal(exam or 0),
                last,
                rest,
            )
        )
    return tuple(found)


def _papers(
    item: ScheduledCourse, takers: Sequence[PlannedPerson], worth: Mapping[str, float]
) -> tuple[str, ...]:
    """Return the papers that a course brings; none where somebody takes it for anything else."""
    closed = [
        short
        for person in takers
        for short in person.person.short_of
        if item.course.teaches.get(short.competency_id) is not None
        and (short.competency_id.startswith("credential:") or needs_class(short, worth))
    ]
    if any(not short.competency_id.startswith("credential:") for short in closed):
        return ()
    return tuple(dict.fromkeys(short.name for short in closed))


class Asked(Protocol):
    """What asking first would save, as worked out or as stored with a plan."""

    @property
    def papers(self) -> tuple[str, ...]:
        """The names of the papers."""

    @property
    def course(self) -> str:
        """The title of the course."""

    @property
    def people(self) -> tuple[str, ...]:
        """Ids of those who take it."""

    @property
    def saves(self) -> Decimal | float:
        """USD a person."""

    @property
    def ends(self) -> date:
        """The last day of classes."""

    @property
    def ends_without(self) -> date | None:
        """The last day of classes without it."""


def ask_first_in_words(items: Iterable[Asked], codes: Sequence[str]) -> tuple[tuple[str, str], ...]:
    """Return papers with what is to be asked of whom and what it would save; `codes` are the ids of those shown.

    Whoever is not shown, as they took their consent back, is not named.
    """
    found = []
    for item in items:
        shown = [code for code in codes if code in item.people]
        if not shown:
            continue
        who = "everybody" if 1 < len(shown) == len(codes) else ", ".join(shown)
        saves = f"{float(item.saves):,.2f}".removesuffix(".00")
        said = f"{who}: not on record, ask before buying. Whoever holds it needs no {item.course}: ${saves} less each"
        found.append((", ".join(item.papers), f"{said}{_days_less(item)}."))
    return tuple(found)


def _days_less(item: Asked) -> str:
    if item.ends_without is None:
        return "; without it no class is left, and work can begin at once"
    if item.ends_without >= item.ends:
        return ""
    return f"; without it classes end {_day(item.ends_without)} instead of {_day(item.ends)}"


def _day(day: date) -> str:
    return f"{day:%b} {day.day}, {day.year}"

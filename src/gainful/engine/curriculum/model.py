"""Courses, what they must close, and the curriculum chosen from them."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from datetime import date, timedelta
from decimal import Decimal


@dataclass(frozen=True, slots=True)
class Teaches:
    """What a course does to one competency: from the level it expects to the level it reaches (0-7)."""

    level_from: float
    level_to: float


@dataclass(frozen=True, slots=True)
class Course:
    """A course as a provider offers it; price in USD per person, hours in all, at most weekly_hours a week."""

    id: str
    title: str
    provider: str
    hours: float
    price: Decimal
    teaches: Mapping[str, Teaches]
    weekly_hours: float = 20.0
    modality: str = "in_person"
    """`in_person`, `online` or `hybrid`"""
    prerequisites: tuple[str, ...] = ()
    start_dates: tuple[date, ...] = ()
    """days on which it is offered; empty: any Monday"""
    credential: str = ""
    occupations: tuple[str, ...] = ()
    """O*NET-SOC codes it was made for, as lists of eligible training providers give them; empty: any work"""
    synthetic: bool = False


@dataclass(frozen=True, slots=True)
class Need:
    """A competency to close: from the level held to the level required, with its weight (importance 1-5)."""

    competency_id: str
    name: str
    required: float
    held: float = 0.0
    weight: float = 1.0


@dataclass(frozen=True, slots=True)
class ScheduledCourse:
    """A course in the calendar, and the needs it closes."""

    course: Course
    start: date
    end: date
    weeks: int
    closes: tuple[str, ...]
    reason: str
    has_offered_day: bool = True
    """Whether its provider offers it on that day; else the day is a proposal."""

    @property
    def hours_a_week(self) -> float:
        """Class hours of a week, spread evenly over its weeks."""
        return round(self.course.hours / self.weeks, 1)

    @property
    def weeks_taught(self) -> tuple[date, ...]:
        """The Mondays of the weeks in which it is taught."""
        first = self.start - timedelta(days=self.start.weekday())
        return tuple(first + timedelta(weeks=week) for week in range(self.weeks))


@dataclass(frozen=True, slots=True)
class Unmet:
    """A need no chosen course closes, why, and that it is left to training on the job."""

    need: Need
    reason: str
    why: str = "no course in the catalogue"
    """The reason in a few words."""
    is_credential: bool = False
    """A license or certificate cannot be earned on the job: somebody has to offer its course."""


@dataclass(frozen=True, slots=True)
class CoursePlan:
    """The chosen courses in their order, what is left to the job, and how sure the choice is."""

    courses: tuple[ScheduledCourse, ...]
    on_the_job: tuple[Unmet, ...]
    price: Decimal
    hours: float
    weeks: int
    """From the first start to the last end."""
    optimal: bool
    gap: float
    """0.0 where the choice is proven cheapest; else the relative gap to the best bound"""
    messages: tuple[str, ...] = ()
    budget_short: Decimal = Decimal(0)
    considered: int = 0
    covered: frozenset[str] = field(default_factory=frozenset)

    @property
    def active_weeks(self) -> int:
        """Weeks in which a course is taught to anybody."""
        return self.weeks_of(item.course.id for item in self.courses)

    def weeks_of(self, taken: Iterable[str]) -> int:
        """Weeks in which one of these courses is taught: whoever takes them gets stipend or child care for these."""
        ids = set(taken)
        return len({week for item in self.courses if item.course.id in ids for week in item.weeks_taught})


class CatalogueError(ValueError):
    """The catalogue contradicts itself; the message names the courses."""

"""A plan: named people, courses, support, measurement, its mix and its price."""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import date
from decimal import ROUND_HALF_UP, Decimal
from typing import TYPE_CHECKING

from gainful.engine.competencies.model import CompetencyProfile
from gainful.engine.curriculum import CoursePlan
from gainful.engine.held.circumstances import Scenario
from gainful.engine.mix import BudgetLine, Mix, Part
from gainful.engine.planning.first_day import FirstDay
from gainful.engine.planning.hours import HoursSplit
from gainful.engine.planning.requirements import OpenRequirement, unpriced_in_words
from gainful.engine.ranking.fairness import ChosenRate
from gainful.engine.ranking.order import Ordering
from gainful.engine.ranking.ranked import RankedPerson

if TYPE_CHECKING:
    from gainful.engine.ranking.feeders import FeederResult


FEW_HOURS = 8
"""Hours of class in a week below which "a week of classes" is said with its hours."""


@dataclass(frozen=True, slots=True)
class PlannedPerson:
    """A person in the plan, the courses they take, and those they can skip because they hold it already."""

    person: RankedPerson
    takes: tuple[str, ...]
    skips: tuple[str, ...]
    hours: HoursSplit
    """Who carries the hours of the estimate."""
    first_day: tuple[FirstDay, ...] = ()
    """How the person stands to what the employer demands on the first day."""
    works_now: str = ""
    """The occupation in which they work now, by the record."""
    situation: str = ""
    """The situation on file."""
    notes: tuple[str, ...] = ()
    """What the record says that matters before anything is spent: for the agency alone."""
    asks_about_earlier_work: bool = False
    """Whether the record tells higher work, or this very work, beside the last."""

    @property
    def course_hours(self) -> float:
        """Hours of the courses taken."""
        return self.hours.courses


@dataclass(frozen=True, slots=True)
class AskFirst:
    """A course that brings nothing but papers, and what it would save if those who take it hold them."""

    papers: tuple[str, ...]
    course: str
    people: tuple[str, ...]
    """ids of the people who take it"""
    saves: Decimal
    """its price and examination, USD a person"""
    ends: date
    ends_without: date | None
    """the last day of classes if nobody takes it, None where no class is left"""


@dataclass(frozen=True, slots=True)
class UpskillingPlan:
    """Everything a program manager, an employer and a funder need to decide; every figure opens to its lines."""

    title: str
    occupation_code: str | None
    occupation_title: str | None
    required: CompetencyProfile
    feeders: FeederResult | None
    candidates: int
    under_200_hours: int
    excluded: dict[str, int]
    people: tuple[PlannedPerson, ...]
    curriculum: CoursePlan
    scenario: Scenario
    mix: Mix
    budget: tuple[BudgetLine, ...]
    """What the program pays."""
    carried: tuple[BudgetLine, ...]
    """What the employer and partners carry beside it."""
    open_requirements: tuple[OpenRequirement, ...]
    hours_words: tuple[str, ...]
    """What the group needs and who carries it, a sentence each."""
    own_tasks: tuple[str, ...]
    """What the employer teaches at work in its own words, in no hours and no price."""
    fairness: tuple[ChosenRate, ...]
    rates: str
    """Fingerprint of the organization's rates."""
    start: date
    openings: int
    wage: float | None
    wage_usual: float | None
    """What is usual for the job where it states no pay, else None."""
    area: str | None
    unknowns: tuple[str, ...]
    """What every reader must be told."""
    for_agency: tuple[str, ...]
    """What only the agency can act on: no matter of the employer's copy."""
    ordering: Ordering = field(default_factory=Ordering)
    """How the list stood."""
    experience_years: float | None = None
    """Years of experience that the job asks for."""
    picked: bool = False
    """Whether the people were picked by hand."""
    asks_first: tuple[AskFirst, ...] = ()
    """Courses for papers that are not on record."""

    @property
    def total(self) -> Decimal:
        """What the program pays, USD."""
        return sum((line.amount for line in self.budget), Decimal(0))

    @property
    def per_person(self) -> Decimal:
        """USD per person in the plan; the total where nobody is in it yet."""
        return (self.total / max(1, len(self.people))).quantize(Decimal("0.01"), ROUND_HALF_UP)

    @property
    def per_opening(self) -> Decimal | None:
        """USD for each opening where more people learn than there are openings, else None."""
        if len(self.people) <= self.openings:
            return None
        return (self.total / self.openings).quantize(Decimal("0.01"), ROUND_HALF_UP)

    @property
    def weeks(self) -> int:
        """Weeks from the first course's start to the last one's end."""
        return self.curriculum.weeks

    @property
    def sentence(self) -> str:
        """The plan in one sentence; what its price leaves out is part of it."""
        count = len(self.people)
        people = "1 person" if count == 1 else f"{count} people"
        if count > self.openings:
            people += f" for {self.openings} opening{'' if self.openings == 1 else 's'}"
        weeks = self._classes_in_words()
        shares, each = self.mix.shares, "" if count == 1 else " each on average"
        whole = self.per_person.quantize(Decimal(1), ROUND_HALF_UP)
        price = f"{people}, {weeks}, ${whole:,}{each}"
        without = unpriced_in_words(self.open_requirements)
        mix = (
            f"{shares[Part.TRAIN]} % training, {shares[Part.SUPPORT]} % support, "
            f"{shares[Part.MEASURE]} % measurement."
        )
        return f"{price}, {without}. {mix}" if without else f"{price}: {mix}"

    def _classes_in_words(self) -> str:
        """Return how long classes take: weeks with a class, in how many weeks, and who has none."""
        if not self.weeks:
            return "no classes"
        active = self.curriculum.active_weeks
        words = "1 week of classes" if active == 1 else f"{active} weeks of classes"
        most = max((item.course_hours for item in self.people), default=0)
        if most <= FEW_HOURS * active:
            words += f" (up to {most:g} hours)"
        if active < self.weeks:
            words += f" within {self.weeks}"
        learners = sum(bool(item.takes) for item in self.people)
        return words if learners == len(self.people) else f"{words} for {learners} of them"

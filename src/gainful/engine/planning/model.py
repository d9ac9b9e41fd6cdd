"""A plan: named people, courses, support, measurement, its mix and its price."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from typing import TYPE_CHECKING

from gainful.engine.competencies.model import CompetencyProfile
from gainful.engine.curriculum import CoursePlan
from gainful.engine.held.circumstances import Scenario
from gainful.engine.mix import BudgetLine, Mix, Part
from gainful.engine.ranking.ranked import RankedPerson

if TYPE_CHECKING:
    from gainful.engine.ranking.feeders import FeederResult


@dataclass(frozen=True, slots=True)
class PlannedPerson:
    """A person in the plan, the courses they take, and those they can skip because they hold it already."""

    person: RankedPerson
    takes: tuple[str, ...]
    skips: tuple[str, ...]
    course_hours: float = 0.0
    """Hours of the courses taken; the estimate beside it is for all learning, so the rest is practice at work."""


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
    start: date
    openings: int
    wage: float | None
    area: str | None
    unknowns: tuple[str, ...]

    @property
    def total(self) -> Decimal:
        """The whole plan, USD."""
        return sum((line.amount for line in self.budget), Decimal(0))

    @property
    def per_person(self) -> Decimal:
        """USD per person in the plan; the total where nobody is in it yet."""
        return (self.total / max(1, len(self.people))).quantize(Decimal("0.01"))

    @property
    def weeks(self) -> int:
        """Weeks from the first course's start to the last one's end."""
        return self.curriculum.weeks

    @property
    def sentence(self) -> str:
        """The plan in one sentence."""
        count = len(self.people)
        people = "1 person" if count == 1 else f"{count} people"
        weeks = {0: "no classes", 1: "1 week"}.get(self.weeks, f"{self.weeks} weeks")
        shares = self.mix.shares
        return (
            f"{people}, {weeks}, ${self.per_person:,.0f} each: {shares[Part.TRAIN]} % training, "
            f"{shares[Part.SUPPORT]} % support, {shares[Part.MEASURE]} % measurement."
        )

"""How good a job is for this person, with its parts open: pay, hours, schedule, benefits, a next step.

Parts after the Good Jobs Principles of the U.S. Departments of Commerce and Labor (2022): pay that one can live on,
benefits, a stable schedule, a way up. What is not known is "not compared" and counts neither way: no part is guessed.
"""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum

from gainful.engine.ranking.job_constraints import FULL_WEEK, yearly_pay

FULL_TIME = 35.0
"""Hours a week from which the Bureau of Labor Statistics counts work as full time (CPS, "Full-time workers")."""
NEEDED_BENEFITS = (("health",), ("paid_leave", "sick_leave"), ("retirement",))
"""Health insurance, paid time off of one kind, a retirement plan: the benefits that the principles name."""


class Part(StrEnum):
    """What is looked at."""

    OWN_PAY = "own_pay"
    LIVING_PAY = "living_pay"
    HOURS = "hours"
    SCHEDULE = "schedule"
    BENEFITS = "benefits"
    LADDER = "ladder"


class Fit(StrEnum):
    """How the job stands in one part."""

    MEETS = "meets"
    SHORT = "short"
    NOT_COMPARED = "not_compared"


@dataclass(frozen=True, slots=True)
class JobFacts:
    """The job: USD an hour, hours a week, shifts, benefits (None where nobody said), what it can lead to."""

    hourly: float | None = None
    hours_per_week: float | None = None
    shifts: frozenset[str] = frozenset()
    benefits: frozenset[str] | None = None
    next_role: str = ""


@dataclass(frozen=True, slots=True)
class PersonNeeds:
    """What this person said that they need: USD a year, the shifts that they can work; empty is not said."""

    lowest_yearly: float | None = None
    shifts: frozenset[str] = frozenset()


@dataclass(frozen=True, slots=True)
class PayStandard:
    """What pay is held against: USD an hour, and where the figure is from."""

    hourly: float
    source: str


@dataclass(frozen=True, slots=True)
class PartScore:
    """One part: how it stands, and the two figures or lists that were compared, as plain values."""

    part: Part
    fit: Fit
    has: float | tuple[str, ...] | str | None = None
    needs: float | tuple[str, ...] | str | None = None
    source: str = ""


@dataclass(frozen=True, slots=True)
class GoodJobScore:
    """The parts in order; the score is the share of compared parts that the job meets."""

    parts: tuple[PartScore, ...]

    @property
    def met(self) -> int:
        """Parts that the job meets."""
        return sum(part.fit is Fit.MEETS for part in self.parts)

    @property
    def compared(self) -> int:
        """Parts that could be compared."""
        return sum(part.fit is not Fit.NOT_COMPARED for part in self.parts)

    @property
    def share(self) -> float | None:
        """Met of compared, None where nothing could be compared."""
        return self.met / self.compared if self.compared else None


def good_job_score(job: JobFacts, needs: PersonNeeds, standard: PayStandard | None) -> GoodJobScore:
    """Return how the job stands against this person's needs; `standard` None: pay is not held against living costs."""
    return GoodJobScore(
        (_own_pay(job, needs), _living_pay(job, standard), _hours(job), _schedule(job, needs), _benefits(job),
         _ladder(job))
    )  # fmt: skip


def _own_pay(job: JobFacts, needs: PersonNeeds) -> PartScore:
    if job.hourly is None or needs.lowest_yearly is None:
        return PartScore(Part.OWN_PAY, Fit.NOT_COMPARED)
    yearly = yearly_pay(job.hourly, "hour", job.hours_per_week)
    fit = Fit.MEETS if yearly >= needs.lowest_yearly else Fit.SHORT
    return PartScore(Part.OWN_PAY, fit, round(yearly), round(needs.lowest_yearly))


def _living_pay(job: JobFacts, standard: PayStandard | None) -> PartScore:
    """Hold a week's pay against a full week at the standard: half the hours at a good wage is not a living."""
    if job.hourly is None or standard is None:
        return PartScore(Part.LIVING_PAY, Fit.NOT_COMPARED)
    worked = min(job.hours_per_week or FULL_WEEK, FULL_WEEK) / FULL_WEEK
    fit = Fit.MEETS if job.hourly * worked >= standard.hourly else Fit.SHORT
    return PartScore(Part.LIVING_PAY, fit, round(job.hourly * worked, 2), standard.hourly, standard.source)


def _hours(job: JobFacts) -> PartScore:
    if job.hours_per_week is None:
        return PartScore(Part.HOURS, Fit.NOT_COMPARED)
    fit = Fit.MEETS if job.hours_per_week >= FULL_TIME else Fit.SHORT
    return PartScore(Part.HOURS, fit, job.hours_per_week, FULL_TIME)


def _schedule(job: JobFacts, needs: PersonNeeds) -> PartScore:
    if not job.shifts or not needs.shifts:
        return PartScore(Part.SCHEDULE, Fit.NOT_COMPARED)
    fit = Fit.MEETS if job.shifts <= needs.shifts else Fit.SHORT
    return PartScore(Part.SCHEDULE, fit, tuple(sorted(job.shifts)), tuple(sorted(needs.shifts)))


def _benefits(job: JobFacts) -> PartScore:
    if job.benefits is None:
        return PartScore(Part.BENEFITS, Fit.NOT_COMPARED)
    missing = tuple(group[0] for group in NEEDED_BENEFITS if not job.benefits & set(group))
    fit = Fit.SHORT if missing else Fit.MEETS
    return PartScore(Part.BENEFITS, fit, tuple(sorted(job.benefits)), missing)


def _ladder(job: JobFacts) -> PartScore:
    if not job.next_role:
        return PartScore(Part.LADDER, Fit.NOT_COMPARED)
    return PartScore(Part.LADDER, Fit.MEETS, job.next_role)

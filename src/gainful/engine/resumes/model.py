"""What a résumé says: jobs with dates and occupations, schooling, credentials; each with its place in the text."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from gainful.engine.competencies.model import CompetencyProfile, Span
from gainful.engine.titles.ranking import RankedOccupation


@dataclass(frozen=True, slots=True)
class DateRange:
    """Start and end of a job; `end` None means still there, `exact` False that months were not given."""

    start: date
    end: date | None
    exact: bool
    span: Span


@dataclass(frozen=True, slots=True)
class ResumeJob:
    """One entry of the work history; the person confirms occupation and dates before they count."""

    title: Span
    employer: Span | None
    dates: DateRange | None
    span: Span
    occupation: RankedOccupation | None = None
    runners_up: tuple[RankedOccupation, ...] = ()


@dataclass(frozen=True, slots=True)
class ResumeSchooling:
    """One line of education: its level (see EducationFact) and the line itself."""

    level: str
    span: Span


@dataclass(frozen=True, slots=True)
class HeldCredential:
    """A licence or certificate the résumé names."""

    competency_id: str
    name: str
    span: Span


@dataclass(frozen=True, slots=True)
class HeldProfile:
    """A résumé read; `profile` joins what the jobs suggest with what the text names."""

    jobs: tuple[ResumeJob, ...]
    schooling: tuple[ResumeSchooling, ...]
    credentials: tuple[HeldCredential, ...]
    profile: CompetencyProfile
    notes: tuple[str, ...] = ()

"""What reading a posting gives: the occupation, the profile with its evidence, the facts, and notes in words."""

from __future__ import annotations

from dataclasses import dataclass, field

from gainful.engine.competencies.model import CompetencyProfile
from gainful.engine.postings.facts import JobFacts
from gainful.engine.text.sections import Section
from gainful.engine.titles.ranking import RankedOccupation


@dataclass(frozen=True, slots=True)
class RequiredProfile:
    """A posting read: `occupation` is None only where no title could be matched at all."""

    occupation: RankedOccupation | None
    runners_up: tuple[RankedOccupation, ...]
    confidence: str
    """`sure`, `likely` or `guess`."""
    profile: CompetencyProfile
    facts: JobFacts
    sections: tuple[Section, ...] = ()
    notes: tuple[str, ...] = field(default=())
    rated_code: str | None = None
    """The occupation whose ratings the typical lines come from; differs from `occupation` where that is unrated."""

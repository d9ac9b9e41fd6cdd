"""What reading a posting gives: the occupation, the profile with its evidence, the facts, and notes in words."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import Protocol

from gainful.engine.profiles.facts import JobFacts
from gainful.engine.profiles.model import CompetencyProfile
from gainful.engine.profiles.sections import Section


class OccupationMatch(Protocol):
    """An occupation found for a title: see `rank_occupations`."""

    @property
    def code(self) -> str:
        """O*NET-SOC code, 31-1131.00."""
        ...

    @property
    def title(self) -> str:
        """The occupation's own title."""
        ...

    @property
    def score(self) -> float:
        """Closeness between 0 and 1; for order, not for show."""
        ...

    @property
    def confidence_word(self) -> str:
        """`sure`, `likely` or `guess`."""
        ...

    @property
    def matched_title(self) -> str:
        """The known job title that matched."""
        ...


@dataclass(frozen=True, slots=True)
class RequiredProfile:
    """A posting read: `occupation` is None only where no title could be matched at all."""

    occupation: OccupationMatch | None
    runners_up: tuple[OccupationMatch, ...]
    confidence: str
    """`sure`, `likely` or `guess`."""
    profile: CompetencyProfile
    facts: JobFacts
    sections: tuple[Section, ...] = ()
    notes: tuple[str, ...] = field(default=())
    rated_code: str | None = None
    """The occupation whose ratings the typical lines come from; differs from `occupation` where that is unrated."""

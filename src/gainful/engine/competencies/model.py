"""What a profile is made of: lines with a level, an importance and the evidence for each."""

from __future__ import annotations

from dataclasses import dataclass, field
from enum import StrEnum


class Taxonomy(StrEnum):
    """Which list a competency comes from."""

    ONET = "onet"
    ESCO = "esco"
    TECHNOLOGY = "technology"
    CREDENTIAL = "credential"
    OWN = "own"
    """The employer's or a person's own words, in no list."""


class Domain(StrEnum):
    """What kind of competency it is; abilities screen, they are not trained in hours."""

    SKILL = "skill"
    KNOWLEDGE = "knowledge"
    ABILITY = "ability"
    ACTIVITY = "work_activity"
    TECHNOLOGY = "technology"
    CREDENTIAL = "credential"


class Need(StrEnum):
    """When the job needs it."""

    DAY_ONE = "day_one"
    WE_TRAIN = "we_train"
    NICE = "nice_to_have"


class EvidenceKind(StrEnum):
    """Where a profile line comes from."""

    POSTING = "posting"
    RESUME = "resume"
    TYPICAL = "typical_for_occupation"
    WORK_HISTORY = "work_history"
    CREDENTIAL = "credential"
    ASSESSMENT = "assessment"
    STATED = "stated"


@dataclass(frozen=True, slots=True)
class Span:
    """A stretch of the source text: character offsets [start, end) and the text between them."""

    start: int
    end: int
    text: str


@dataclass(frozen=True, slots=True)
class Evidence:
    """Why a line is in a profile: the kind, the place in the text if any, and a plain note."""

    kind: EvidenceKind
    span: Span | None = None
    note: str = ""


@dataclass(frozen=True, slots=True)
class ProfileLine:
    """One competency: level 0-7 and importance 1-5 on O*NET scales, None where unknown (never zero)."""

    competency_id: str
    """`onet:2.A.1.a`, `esco:<uuid>`, `technology:<slug>`, `credential:<slug>` or `own:<words>`."""
    taxonomy: Taxonomy
    domain: Domain
    name: str
    level: float | None = None
    level_low: float | None = None
    level_high: float | None = None
    importance: float | None = None
    need: Need = Need.WE_TRAIN
    confidence: str = "likely"
    """`sure`, `likely` or `guess`: a word, not a percentage."""
    evidence: tuple[Evidence, ...] = ()


@dataclass(frozen=True, slots=True)
class CompetencyProfile:
    """A required or held profile, pinned to the reference version it was read against."""

    reference_version: str
    lines: tuple[ProfileLine, ...] = field(default=())

    def line(self, competency_id: str) -> ProfileLine | None:
        """Return the line of one competency, or None where the profile does not speak of it."""
        return next((line for line in self.lines if line.competency_id == competency_id), None)

"""The words that tell the parts of a posting apart: headings, and weighted cues inside sentences.

They stand in data/section-words.toml with their source; docs/methods/reading-postings.md has what was measured.
"""

from __future__ import annotations

import re
import tomllib
from enum import StrEnum
from pathlib import Path

from gainful.engine.text.patterns import PatternSet


class SectionKind(StrEnum):
    """The parts of a posting; only requirements, duties and nice-to-have may speak of competencies."""

    REQUIREMENTS = "requirements"
    DUTIES = "duties"
    NICE = "nice_to_have"
    TERMS = "terms"
    """Pay, hours, place, contract."""
    COMPANY = "company"
    BENEFITS = "benefits"
    EEO = "eeo"
    APPLY = "how_to_apply"
    OTHER = "other"


SKILL_KINDS = frozenset({SectionKind.REQUIREMENTS, SectionKind.DUTIES, SectionKind.NICE})

_LISTED = tomllib.loads((Path(__file__).parent / "data" / "section-words.toml").read_text(encoding="utf-8"))
HEADINGS: tuple[tuple[SectionKind, re.Pattern[str]], ...] = tuple(
    (SectionKind(each["kind"]), re.compile(each["pattern"], re.IGNORECASE)) for each in _LISTED["heading"]
)

CUES: PatternSet[tuple[SectionKind, float]] = PatternSet(
    ((SectionKind(each["kind"]), each["weight"]), re.compile(each["pattern"], re.IGNORECASE))
    for each in _LISTED["cue"]
)

DUTY_VERBS = frozenset(_LISTED["duty_verbs"])

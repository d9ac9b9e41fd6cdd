"""Whether a posting looks for beginners, and the levels that it can then expect: decision 40.

O*NET rates the average worker of an occupation. Who hires juniors, or trains the rest, asks for less: the level where
occupations that need an element at all begin (`competencies.typical.needed_from`), which the employer corrects.
"""

from __future__ import annotations

import re
from dataclasses import replace

import numpy as np

from gainful.engine.competencies.model import Domain, Evidence, EvidenceKind, ProfileLine, Span, Taxonomy
from gainful.engine.competencies.typical import needed_from
from gainful.engine.occupations import Reference

BEGINNERS = "The posting looks for beginners."
LOWERED = "The level is where occupations that need this begin."
TRAINED = frozenset({Domain.SKILL, Domain.KNOWLEDGE})
EXPERIENCED = 1.0
"""Years of required work from which nobody is looked for as a beginner."""
_IN_TITLE = re.compile(r"\b(?:junior|jr|entry[- ]level|trainee|apprentice|helper|beginner)\b", re.IGNORECASE)
_IN_TEXT = re.compile(
    r"\bentry[- ]level\b|\bno (?:prior |previous |\w+ )?experience (?:is )?(?:needed|necessary|required)\b"
    r"|\b(?:hiring|seeking|want|need|looking for) (?:\w+ ){0,2}(?:juniors?\b|trainees?\b|apprentices?\b|beginners?\b)"
    r"|\bwe(?:['’]ll| will)? (?:train|teach) (?:you )?(?:the rest|everything|all the rest|what you need|from scratch)\b"
    r"|\b(?:we(?:['’]ll| will)?|will) train(?:(?=[.!]|\s*$)| (?:the right (?:person|candidate)|anyone\b|you(?=\W*$|[.!]| on the job)))",
    re.IGNORECASE | re.MULTILINE,
)
_OF_OTHERS = re.compile(
    r"\b(?:not|no|isn['’]t|supervise|train|mentor|lead|help|guide|coach)(?: (?:an?|our|the))?\s$",
    re.IGNORECASE,
)


def beginners_said(text: str, title: str | None, occupation_title: str, years: float | None) -> Span | None:
    """Return the words by which a posting looks for beginners; None where it asks for a year of work, or has none.

    An occupation that is rated for its helpers or apprentices is their own measure.
    """
    if years is not None and years >= EXPERIENCED:
        return None
    if (found := _IN_TITLE.search(title or "")) and found[0].lower() not in occupation_title.lower():
        start = text.find(title or "")
        place = start + found.start() if start >= 0 else 0
        return Span(place, place + len(found[0]) if start >= 0 else 0, found[0])
    for found in _IN_TEXT.finditer(text):
        if not _OF_OTHERS.search(text[max(0, found.start() - 24) : found.start()]):
            return Span(found.start(), found.end(), found[0])
    return None


def at_entry(line: ProfileLine, reference: Reference) -> ProfileLine:
    """Return a rated skill or knowledge with a note, and at the level where occupations that need it begin if above."""
    if line.taxonomy is not Taxonomy.ONET or line.domain not in TRAINED or line.level is None:
        return line
    entry = float(needed_from(reference)[reference.column(line.competency_id)])
    lower = not np.isnan(entry) and line.level > entry
    kept = [item for item in line.evidence if item.kind is not EvidenceKind.TYPICAL]
    notes = [item.note for item in line.evidence if item.kind is EvidenceKind.TYPICAL]
    said = " ".join([*notes, BEGINNERS, *([LOWERED] if lower else [])])
    return replace(
        line,
        level=round(entry, 2) if lower else line.level,
        evidence=(*kept, Evidence(EvidenceKind.TYPICAL, note=said)),
    )


def is_for_beginners(line: ProfileLine) -> bool:
    """Say whether a line is only usual in the work, of a posting that looks for beginners: its employer trains that."""
    return all(item.kind is EvidenceKind.TYPICAL for item in line.evidence) and any(
        BEGINNERS in item.note for item in line.evidence
    )

"""What is kept about a person, part by part, for the person: how much, and which consent opens it to others."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum

from gainful.domain.participants.models import Participant, Scope


class Part(StrEnum):
    """The parts of a record, in the words of `export_my_data`."""

    PERSON = "person"
    JOBS = "jobs"
    CREDENTIALS = "credentials"
    COMPETENCIES = "competencies"
    BARRIERS = "barriers"
    CHARACTERISTICS = "characteristics"
    DOCUMENTS = "documents"
    CONSENTS = "consents"
    READS = "reads"
    MERGES = "merges"
    MEASURES = "measures"
    CLAIMS = "claims"
    EXCHANGED = "exchanged"


OPENED_BY: dict[Part, Scope | None] = {
    Part.PERSON: Scope.PROFILE,
    Part.JOBS: Scope.PROFILE,
    Part.CREDENTIALS: Scope.PROFILE,
    Part.COMPETENCIES: Scope.PROFILE,
    Part.DOCUMENTS: Scope.PROFILE,
    Part.BARRIERS: Scope.SUPPORT,
    Part.CHARACTERISTICS: Scope.FAIRNESS,
    Part.CONSENTS: None,
    Part.READS: None,
    Part.MERGES: None,
    Part.MEASURES: Scope.MEASURES,
    Part.CLAIMS: None,
    Part.EXCHANGED: None,
}
"""The scope that opens each part, as row security has it; None: each organization sees only its own."""


@dataclass(frozen=True, slots=True)
class Kept:
    """One part of the record: how many lines it holds and who may be let in to it."""

    part: Part
    count: int
    scope: Scope | None


def kept_about(participant: Participant) -> list[Kept]:
    """Return every part with its number of lines, in the order a person asks for them."""
    counts = {
        part: 1 if part is Part.PERSON else getattr(participant, part.value).count() for part in OPENED_BY
    }
    return [Kept(part, counts[part], scope) for part, scope in OPENED_BY.items()]

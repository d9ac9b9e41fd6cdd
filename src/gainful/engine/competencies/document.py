"""A profile line as part of a JSON document: unknown levels are null, never zero."""

from __future__ import annotations

from typing import Annotated, Literal

from pydantic import Field

from gainful.engine.competencies.model import Domain, EvidenceKind, Need, Taxonomy
from gainful.engine.records.document import Level, Part

Confidence = Literal["sure", "likely", "guess"]
Offset = Annotated[int, Field(ge=0)]


class SpanPart(Part):
    """Character offsets [start, end) into the source text, and the text between."""

    start: Offset
    end: Offset
    text: str


class EvidencePart(Part):
    """Why a line is in a profile."""

    kind: EvidenceKind
    note: str
    span: SpanPart | None


class LinePart(Part):
    """One competency with its evidence; importance 1-5."""

    competency_id: Annotated[str, Field(pattern="^(onet|esco|technology|credential|own):.+")]
    taxonomy: Taxonomy
    domain: Domain
    name: str
    level: Level | None
    level_low: Level | None
    level_high: Level | None
    importance: Annotated[float, Field(ge=1, le=5)] | None
    need: Need
    confidence: Confidence
    evidence: Annotated[tuple[EvidencePart, ...], Field(min_length=1)]

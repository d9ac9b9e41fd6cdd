"""A required profile as one typed JSON document (docs/schema/profile.schema.json)."""

from __future__ import annotations

from typing import Annotated, ClassVar, Literal

from pydantic import Field

from gainful.engine.competencies.document import Confidence, LinePart, Offset, SpanPart
from gainful.engine.competencies.model import Need
from gainful.engine.postings.model import RequiredProfile
from gainful.engine.records.document import Code, Document, Part, Share
from gainful.engine.text.sections import SectionKind


class OccupationMatch(Part):
    """One matched occupation and how sure the match is."""

    code: Code
    title: str
    confidence: Confidence = Field(validation_alias="confidence_word")
    matched_title: str
    score: Share


class TextFact(Part):
    """A fact in words and where it was read; `span` is null where it came from structured mark-up."""

    value: str
    span: SpanPart | None


class CountFact(Part):
    """A whole number and where it was read."""

    value: int
    span: SpanPart | None


class NumberFact(Part):
    """A number and where it was read."""

    value: float
    span: SpanPart | None


class WagePart(Part):
    """Pay per unit and per full-time year, in its currency (ISO 4217); `low` is null where only a most is given."""

    low: float | None
    high: float | None
    unit: Literal["hour", "day", "week", "month", "year", "piece"]
    annual_low: float | None
    annual_high: float | None
    currency: Annotated[str, Field(pattern="^[A-Z]{3}$")]
    span: SpanPart | None


class PlacePart(Part):
    """Where the job is."""

    city: str | None
    state: str | None
    area_code: str | None
    area_name: str | None
    span: SpanPart | None


class CredentialPart(Part):
    """A licence or certificate that the posting names."""

    competency_id: str
    name: str
    need: Need
    span: SpanPart | None


class EducationPart(Part):
    """The least education asked for."""

    level: str
    need: Need
    or_equivalent: bool
    span: SpanPart | None


class ExperiencePart(Part):
    """The least years of experience asked for."""

    value: float
    need: Need
    span: SpanPart | None


class FactsPart(Part):
    """The facts of a posting; null where it does not say."""

    title: TextFact | None
    employer: TextFact | None
    openings: CountFact | None
    schedule: TextFact | None
    days: TextFact | None = None
    times: TextFact | None = None
    starts: TextFact | None = None
    """The first day of work in the posting's words, mostly without a year."""
    premium: TextFact | None = None
    gives: tuple[TextFact, ...] = ()
    """What the employer gives beside the pay."""
    hours_per_week: NumberFact | None
    remote: TextFact | None
    contract: TextFact | None
    wage: WagePart | None
    place: PlacePart | None
    credentials: tuple[CredentialPart, ...]
    education: EducationPart | None
    experience_years: ExperiencePart | None


class SectionPart(Part):
    """A section of the posting: character offsets [start, end)."""

    kind: SectionKind
    start: Offset
    end: Offset


class ProfileDocument(Document):
    """What a job posting requires, each line with its evidence. Offsets count characters of the posting."""

    published_as: ClassVar[str] = "profile"

    schema_version: Literal["gainful.profile/1"] = "gainful.profile/1"
    reference_version: str
    occupation: OccupationMatch | None
    runners_up: tuple[OccupationMatch, ...]
    confidence: Confidence
    rated_code: Code | None
    profile: tuple[LinePart, ...]
    facts: FactsPart
    sections: tuple[SectionPart, ...]
    notes: tuple[str, ...]


def profile_document(required: RequiredProfile) -> ProfileDocument:
    """Return a posting that was read as a document, for `gainful profile --json` and the API."""
    return ProfileDocument.model_validate(
        {
            "reference_version": required.profile.reference_version,
            "occupation": required.occupation,
            "runners_up": required.runners_up,
            "confidence": required.confidence,
            "rated_code": required.rated_code,
            "profile": required.profile.lines,
            "facts": required.facts,
            "sections": [
                {"kind": s.kind, "start": s.span.start, "end": s.span.end} for s in required.sections
            ],
            "notes": required.notes,
        }
    )

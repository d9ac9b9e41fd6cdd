"""A required profile as JSON, and the published JSON Schema (2020-12) that it keeps to."""

from __future__ import annotations

from typing import Any

from gainful.engine.competencies.model import Domain, EvidenceKind, Need, ProfileLine, Span, Taxonomy
from gainful.engine.credentials.model import CredentialFact, EducationFact, ExperienceFact
from gainful.engine.postings.facts import Fact, JobFacts
from gainful.engine.postings.model import RequiredProfile
from gainful.engine.titles.ranking import RankedOccupation

SCHEMA_VERSION = "gainful.profile/1"
_SIMPLE_FACTS = ("title", "employer", "openings", "schedule", "hours_per_week", "remote", "contract")


def profile_to_json(required: RequiredProfile) -> dict[str, Any]:
    """Plain dicts and lists for `gainful profile --json`, plan.json and the API; keeps to PROFILE_SCHEMA."""
    return {
        "schema": SCHEMA_VERSION,
        "reference_version": required.profile.reference_version,
        "occupation": None if required.occupation is None else occupation_to_json(required.occupation),
        "runners_up": [occupation_to_json(match) for match in required.runners_up],
        "confidence": required.confidence,
        "rated_code": required.rated_code,
        "profile": [line_to_json(line) for line in required.profile.lines],
        "facts": facts_to_json(required.facts),
        "sections": [
            {"kind": s.kind.value, "start": s.span.start, "end": s.span.end} for s in required.sections
        ],
        "notes": list(required.notes),
    }


def occupation_to_json(match: RankedOccupation) -> dict[str, Any]:
    """One matched occupation."""
    return {
        "code": match.code,
        "title": match.title,
        "confidence": match.confidence_word,
        "matched_title": match.matched_title,
        "score": round(float(match.score), 4),
    }


def line_to_json(line: ProfileLine) -> dict[str, Any]:
    """One profile line with its evidence; unknown levels are null, never zero."""
    return {
        "competency_id": line.competency_id,
        "taxonomy": line.taxonomy.value,
        "domain": line.domain.value,
        "name": line.name,
        "level": line.level,
        "level_low": line.level_low,
        "level_high": line.level_high,
        "importance": line.importance,
        "need": line.need.value,
        "confidence": line.confidence,
        "evidence": [
            {"kind": e.kind.value, "note": e.note, "span": span_to_json(e.span)} for e in line.evidence
        ],
    }


def span_to_json(span: Span | None) -> dict[str, Any] | None:
    """Character offsets [start, end) into the posting's text, and the text between."""
    return None if span is None else {"start": span.start, "end": span.end, "text": span.text}


def facts_to_json(facts: JobFacts) -> dict[str, Any]:
    """The facts of a posting; null where the posting does not say."""
    simple = {name: _fact(getattr(facts, name)) for name in _SIMPLE_FACTS}
    wage, place = facts.wage, facts.place
    return simple | {
        "wage": None
        if wage is None
        else {
            "low": wage.low, "high": wage.high, "unit": wage.unit, "annual_low": wage.annual_low,
            "annual_high": wage.annual_high, "currency": wage.currency, "span": span_to_json(wage.span),
        },
        "place": None
        if place is None
        else {
            "city": place.city, "state": place.state, "area_code": place.area_code, "area_name": place.area_name,
            "span": span_to_json(place.span),
        },
        "credentials": [_credential(c) for c in facts.credentials],
        "education": _education(facts.education),
        "experience_years": _experience(facts.experience_years),
    }  # fmt: skip


def _fact(fact: Fact[Any] | None) -> dict[str, Any] | None:
    return None if fact is None else {"value": fact.value, "span": span_to_json(fact.span)}


def _credential(fact: CredentialFact) -> dict[str, Any]:
    span = span_to_json(fact.span)
    return {"competency_id": fact.competency_id, "name": fact.name, "need": fact.need.value, "span": span}


def _education(fact: EducationFact | None) -> dict[str, Any] | None:
    if fact is None:
        return None
    span = span_to_json(fact.span)
    return {"level": fact.level, "need": fact.need.value, "or_equivalent": fact.or_equivalent, "span": span}


def _experience(fact: ExperienceFact | None) -> dict[str, Any] | None:
    return (
        None
        if fact is None
        else {"value": fact.value, "need": fact.need.value, "span": span_to_json(fact.span)}
    )


def _record(**properties: Any) -> dict[str, Any]:
    return {
        "type": "object",
        "properties": properties,
        "required": list(properties),
        "additionalProperties": False,
    }


def _or_null(schema: dict[str, Any]) -> dict[str, Any]:
    return {"anyOf": [schema, {"type": "null"}]}


def _words(kind: type[Taxonomy | Domain | Need | EvidenceKind]) -> dict[str, Any]:
    return {"enum": [member.value for member in kind]}


_TEXT: dict[str, Any] = {"type": "string"}
_NUMBER: dict[str, Any] = {"type": "number"}
_OFFSET: dict[str, Any] = {"type": "integer", "minimum": 0}
_CONFIDENCE: dict[str, Any] = {"enum": ["sure", "likely", "guess"]}
_CODE: dict[str, Any] = {"type": "string", "pattern": r"^\d\d-\d{4}\.\d\d$"}
_LEVEL = _or_null(
    {"type": "number", "minimum": 0, "maximum": 7, "description": "O*NET level 0-7; null is unknown."}
)
_SPAN = _or_null(_record(start=_OFFSET, end=_OFFSET, text=_TEXT))
_OCCUPATION = _record(code=_CODE, title=_TEXT, confidence=_CONFIDENCE, matched_title=_TEXT, score=_NUMBER)
_LINE = _record(
    competency_id={"type": "string", "pattern": "^(onet|esco|technology|credential):.+"},
    taxonomy=_words(Taxonomy),
    domain=_words(Domain),
    name=_TEXT,
    level=_LEVEL,
    level_low=_LEVEL,
    level_high=_LEVEL,
    importance=_or_null({"type": "number", "minimum": 1, "maximum": 5}),
    need=_words(Need),
    confidence=_CONFIDENCE,
    evidence={
        "type": "array",
        "minItems": 1,
        "items": _record(kind=_words(EvidenceKind), note=_TEXT, span=_SPAN),
    },
)
_FACT_TEXT, _FACT_NUMBER = (
    _or_null(_record(value=_TEXT, span=_SPAN)),
    _or_null(_record(value=_NUMBER, span=_SPAN)),
)
_NULL_TEXT, _NULL_NUMBER = _or_null(_TEXT), _or_null(_NUMBER)
_FACTS = _record(
    **{
        name: _FACT_NUMBER if name in {"openings", "hours_per_week"} else _FACT_TEXT for name in _SIMPLE_FACTS
    },
    wage=_or_null(
        _record(
            low=_NULL_NUMBER,
            high=_NULL_NUMBER,
            unit={"enum": ["hour", "day", "week", "month", "year"]},
            annual_low=_NULL_NUMBER,
            annual_high=_NULL_NUMBER,
            currency={"type": "string", "pattern": "^[A-Z]{3}$"},
            span=_SPAN,
        )
    ),
    place=_or_null(
        _record(city=_NULL_TEXT, state=_NULL_TEXT, area_code=_NULL_TEXT, area_name=_NULL_TEXT, span=_SPAN)
    ),
    credentials={
        "type": "array",
        "items": _record(competency_id=_TEXT, name=_TEXT, need=_words(Need), span=_SPAN),
    },
    education=_or_null(
        _record(level=_TEXT, need=_words(Need), or_equivalent={"type": "boolean"}, span=_SPAN)
    ),
    experience_years=_or_null(_record(value=_NUMBER, need=_words(Need), span=_SPAN)),
)

PROFILE_SCHEMA: dict[str, Any] = {
    "$schema": "https://json-schema.org/draft/2020-12/schema",
    "title": "Gainful required profile",
    "description": "What a job posting requires, each line with its evidence. Offsets count characters of the posting.",
    **_record(
        schema={"const": SCHEMA_VERSION},
        reference_version=_TEXT,
        occupation=_or_null(_OCCUPATION),
        runners_up={"type": "array", "items": _OCCUPATION},
        confidence=_CONFIDENCE,
        rated_code=_or_null(_CODE),
        profile={"type": "array", "items": _LINE},
        facts=_FACTS,
        sections={"type": "array", "items": _record(kind=_TEXT, start=_OFFSET, end=_OFFSET)},
        notes={"type": "array", "items": _TEXT},
    ),
}
"""JSON Schema of `profile_to_json`, published as docs/schema/profile.schema.json."""

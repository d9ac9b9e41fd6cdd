"""A checked claim as one typed JSON document (docs/schema/claim.schema.json)."""

from __future__ import annotations

from typing import Annotated, ClassVar, Literal

from pydantic import Field

from gainful.engine.claims.model import Arithmetic, ClaimCheck, Kind, Topic
from gainful.engine.records.document import Document, Part

Count = Annotated[int, Field(ge=0)]


class StatedPart(Part):
    """The figures in the words of the claim; null where they do not stand there."""

    count: int | None
    total: int | None
    percent_low: float | None
    percent_high: float | None
    decimals: Count
    hedge: Literal["", "about", "more than", "less than"]
    unit: Literal["%", "points", "$", "times", ""]
    before: float | None
    after: float | None
    difference: float | None


class PossiblePart(Part):
    """A whole number of people that the stated percent could stand for."""

    count: Count
    percent: float


class IntervalPart(Part):
    """An interval of the share, in percent."""

    method: Literal["Wilson", "Clopper-Pearson"]
    level: Literal[95] = 95
    low: float
    high: float


class ClaimDocument(Document):
    """What `gainful claim --json` prints. Shares, intervals and changes are in percent; counts are people."""

    published_as: ClassVar[str] = "claim"

    schema_version: Literal["gainful.claim/1"] = "gainful.claim/1"
    claim: str
    kind: Kind
    topic: Topic
    stated: StatedPart
    arithmetic: Arithmetic
    answer: Annotated[str, Field(min_length=1)]
    percent: float | None
    exact_count: float | None
    possible_counts: tuple[PossiblePart, ...]
    possible_range: tuple[int, int] | None
    intervals: tuple[IntervalPart, ...]
    smallest_difference_points: float | None
    notes: tuple[str, ...]
    ask: tuple[str, ...]
    design: tuple[str, ...]


def claim_document(check: ClaimCheck) -> ClaimDocument:
    """Return a checked claim as a document, for `gainful claim --json`."""
    claim = check.claim
    stated = {
        "percent_low": claim.low,
        "percent_high": claim.high,
        **{name: getattr(claim, name) for name in StatedPart.model_fields if hasattr(claim, name)},
    }
    either = (check.possible_low, check.possible_high)
    return ClaimDocument.model_validate(
        {
            "claim": claim.text,
            "kind": claim.kind,
            "topic": claim.topic,
            "stated": stated,
            "possible_counts": check.possible,
            "possible_range": None if None in either else either,
            "smallest_difference_points": check.smallest_difference,
            **{
                name: getattr(check, name)
                for name in (
                    "arithmetic", "answer", "percent", "exact_count", "intervals", "notes", "ask", "design",
                )
            },
        }
    )  # fmt: skip

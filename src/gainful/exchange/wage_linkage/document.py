"""What a linkage did, as one typed JSON document (docs/schema/wages-link.schema.json)."""

from __future__ import annotations

from typing import Annotated, ClassVar, Literal

from pydantic import Field

from gainful.engine.records.document import Count, Document, Part

Probability = Annotated[float, Field(gt=0, lt=1)]


class UnknownPart(Part):
    """Values that stand for unknown (1900-01-01, UNKNOWN, 9999) and were taken as empty, by file."""

    participants: tuple[str, ...]
    wage_people: tuple[str, ...]


class LevelPart(Part):
    """How often two people agree this far in a field."""

    level: str
    m: Annotated[Probability, Field(description="share of true pairs")]
    u: Annotated[Probability, Field(description="share of pairs of strangers")]


class FieldPart(Part):
    """A field that is compared, by how far two people agree in it."""

    field: str
    levels: tuple[LevelPart, ...]


class LinksPart(Part):
    """Participants who are linked, and what they were linked by."""

    all: Count
    key: Count
    fields: Count
    review: Count


class InReviewPart(Part):
    """Pairs that wait for a person to look at them, by why."""

    all: Count
    why: dict[str, Count]


class WageLinkDocument(Document):
    """What a linkage did, in figures; no person is in it. Links themselves are in links.csv as keyed hashes."""

    published_as: ClassVar[str] = "wages-link"

    schema_version: Literal["gainful.wages-link/1"] = "gainful.wages-link/1"
    key: Annotated[str, Field(description="fingerprint of the secret that keys were hashed with")]
    participants: Count
    wage_people: Count
    taken_as_unknown: UnknownPart
    accept: Annotated[Probability, Field(description="probability from which a pair is accepted")]
    reject: Annotated[Probability, Field(description="probability below which a pair is left")]
    margin_bits: Annotated[
        float, Field(description="lead over a competing pair that is needed, log2 of odds")
    ]
    parameters: Annotated[
        Literal["estimated", "given", "starting values"],
        Field(description="starting values: fewer than 500 people on a side"),
    ]
    chance_of_a_random_pair: Probability
    fields: tuple[FieldPart, ...]
    links: LinksPart
    not_linked: Annotated[int, Field(ge=0)]
    in_review: InReviewPart
    set_aside: Count

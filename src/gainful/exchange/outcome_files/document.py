"""Indicators, program metrics and scores as one typed JSON document (docs/schema/indicators.schema.json)."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date
from typing import Annotated, ClassVar, Literal

from pydantic import Field, WithJsonSchema

from gainful.engine.indicators import load_indicators
from gainful.engine.indicators.program import load_metrics
from gainful.engine.indicators.proofs import BASES
from gainful.engine.records.document import Count, Document, Number, Part, Sparse

Quarter = Annotated[str, Field(pattern=r"^\d{4}Q[1-4]$")]
Interval = tuple[Number, Number] | None
Hideable = Annotated[Count | None, Field(description="Null where it is hidden (--publish).")]
Version = Annotated[int, Field(ge=1)]
Share01 = Annotated[float, Field(ge=0, le=1)]


def _one_of(names: Iterable[str]) -> WithJsonSchema:
    """Return the schema of words that stand in data files; a stored release may hold one that is gone since."""
    return WithJsonSchema({"enum": list(names), "type": "string"})


IndicatorId = Annotated[str, _one_of(one.id for one in load_indicators())]
MetricId = Annotated[str, _one_of(one.id for one in load_metrics())]
Evidence = Annotated[str, _one_of(BASES)]


class ProgramYearPart(Part):
    """First and last day of the program year that skill gains are counted in."""

    first: Annotated[date, Field(alias="from")]
    last: Annotated[date, Field(alias="to")]


class WageQuartersPart(Part):
    """First and last quarter whose wage records are in; null where there are none."""

    first: Quarter | None
    last: Quarter | None


class GapPart(Part):
    """The segment's figure minus that of everybody else."""

    difference: Number
    interval_95: Interval
    least_difference: Annotated[
        Number | None,
        Field(
            description="The least true difference that groups of this size show with 80 percent power; null where it "
            "is not known."
        ),
    ]


class _Head(Sparse):
    id: IndicatorId
    version: Version


class _MetricHead(Sparse):
    id: MetricId
    version: Version


class _Words(Sparse):
    name: str
    definition: str
    population: str
    lag: str
    citation: str
    choices_of_ours: str


class _Counts(Sparse):
    may_be_null: ClassVar[frozenset[str]] = frozenset({"value_from_wage_records"})

    numerator: Hideable
    denominator: Hideable
    pending: Hideable
    excluded: Hideable
    excluded_by_reason: dict[str, Count]
    unit: Literal["share", "dollars a quarter"]
    value: Annotated[
        Number | None, Field(description="The share, or the median; null where nobody is counted.")
    ]
    interval_95: Interval
    small: Annotated[bool, Field(description="Fewer than 30 are counted.")]
    by_evidence: Annotated[
        dict[Evidence, Count] | None,
        Field(
            description="Of the numerator, how many rest on a wage record and how many on which supplemental evidence "
            "(TEGL 26-16). Only where somebody is counted, never with --publish."
        ),
    ] = None
    value_from_wage_records: Annotated[
        Number | None, Field(description="What the value would be if wage records alone counted.")
    ] = None
    gap_to_others: GapPart | None = None
    hidden: Annotated[
        tuple[Literal["numerator", "denominator", "pending", "excluded"], ...] | None,
        Field(description="Counts that are hidden (--publish)."),
    ] = None


class IndicatorPart(_Counts, _Words, _Head):
    """An indicator of everybody, with its definition."""


class MeasuredPart(_Counts, _Head):
    """An indicator of a segment; its words stand with those of everybody."""


class MixPart(Part):
    """What was spent on one part of the work."""

    name: Literal["train", "support", "measure", "other"]
    amount: Annotated[Number | None, Field(description="Null where published: sums could be taken apart.")]
    share: Annotated[
        Number | None,
        Field(description="Of train, support and measure together; null for other."),
    ]


class PointPart(Part):
    """The curve at a time, with who was still watched and who left."""

    time: Number
    share: Share01
    interval_95: Interval
    at_risk: Count
    left: Count
    lost_from_sight: Count


class CurvePart(Part):
    """Kaplan-Meier, with who was still watched and who left at each time (days, or quarters after the first)."""

    people: Count
    left: Count
    median_time: Annotated[
        Number | None, Field(description="Null where fewer than half are known to have left.")
    ]
    points: tuple[PointPart, ...]


class ReasonPointPart(Part):
    """The share who had left for one reason by a time."""

    time: Number
    share: Annotated[float, Field(ge=0, le=1.0000001)]
    interval_95: Interval


class ReasonPart(Part):
    """Aalen-Johansen: the share who had left for one reason, the other reasons taken into account."""

    reason: str
    left: Count
    points: tuple[ReasonPointPart, ...]


class _Figure(Sparse):
    unit: Literal["share", "dollars", "dollars a half-year", "parts"]
    value: Number | None
    interval_95: Interval
    numerator: Count | None
    denominator: Count | None
    pending: Count | None
    excluded: Count | None
    missing: Annotated[str, Field(description="Why there is no figure, in words; empty where there is one.")]
    curve: CurvePart | None = None
    reasons: tuple[ReasonPart, ...] | None = None
    gap_to_others: GapPart | None = None
    hidden: Annotated[
        tuple[Literal["numerator", "denominator", "pending", "excluded", "value"], ...] | None,
        Field(description="Where --publish was given: the counts, and the value, that are hidden."),
    ] = None
    parts: tuple[MixPart, ...] | None = None


class MetricPart(_Figure, _Words, _MetricHead):
    """A program metric of everybody, with its definition: what happened, not what the program caused."""


class SegmentMetricPart(_Figure, _MetricHead):
    """A program metric of a segment; its words stand with those of everybody."""


class SegmentPart(Part):
    """The figures of one group."""

    segment: str
    periods: Hideable
    exits: Hideable
    indicators: tuple[MeasuredPart, ...]
    program_metrics: tuple[SegmentMetricPart, ...]


class ScorePart(Part):
    """A score against an adjusted level (20 CFR 677.190)."""

    kind: Literal["individual", "program", "indicator"]
    program: str
    indicator: str
    percent: Annotated[
        Number | None,
        Field(description="Cut, not rounded, to a tenth of a percent; null where not known."),
    ]
    floor_percent: Number
    averages: Count
    pending: Count
    fails: bool | None
    judged: bool


class PublishedPart(Part):
    """The rule of what is hidden, where --publish was given."""

    smallest_count: int
    open_width: Number
    rounded_to: int


class IndicatorsDocument(Document, Sparse):
    """What `gainful indicators --json` prints.

    Shares lie between 0 and 1; pending and excluded are never part of a denominator.
    """

    published_as: ClassVar[str] = "indicators"

    schema_version: Literal["gainful.indicators/1"] = "gainful.indicators/1"
    as_of: date
    program_year: ProgramYearPart
    wage_quarters: WageQuartersPart
    periods: Hideable
    exits: Hideable
    indicators: tuple[IndicatorPart, ...]
    notes: tuple[str, ...]
    by: str | None = None
    segments: tuple[SegmentPart, ...] | None = None
    program_metrics: tuple[MetricPart, ...]
    performance_scores: Annotated[
        tuple[ScorePart, ...], Field(description="Where --levels was given; else empty.")
    ]
    published: PublishedPart | None = None

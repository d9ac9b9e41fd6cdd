"""A feeder occupation as part of a JSON document."""

from __future__ import annotations

from gainful.engine.records.document import Part, Share, Tenths


class FeederLinePart(Part):
    """One competency that people of the occupation are typically short of; O*NET levels 0-7."""

    competency_id: str
    name: str
    required: float | None
    held: float | None


class FeederPart(Part):
    """One feeder occupation; hours are an estimated range, wages annual USD, null where nobody publishes them."""

    code: str
    title: str
    nearness: Share
    shortfall: Share
    surplus: Share
    hours_low: Tenths
    hours_high: Tenths
    wage_now: float | None
    wage_now_at_least: bool = False
    """Whether the wage is only known to reach the highest that BLS publishes."""
    wage_place: str = "area"
    """Whose wage it is: the `area` asked for, its `state` or the `nation`."""
    wage_change: float | None
    wage_change_bound: str = "exact"
    """`exact`, `at_least`, `at_most` or `unknown`."""
    local_employment: int | None
    employment_of: str | None = None
    """The published occupation whose employment it is, where that is broader; a list gives it once."""
    in_pool: int | None
    job_zone: int | None
    step: str
    group: str
    short_of: tuple[FeederLinePart, ...]
    reasons: tuple[str, ...]


class OutlookPart(Part):
    """Whether the job's occupation grows, from official projections; `change` is in per cent over the years."""

    area: str
    first_year: int
    last_year: int
    change: Tenths
    openings: int | None
    """Openings a year."""
    soc: str
    source: str
    sentence: str


class FeederLists(Part):
    """Feeders for whom the job is a step up or sideways, and apart those for whom it is a step down."""

    outlook: OutlookPart | None = None
    """Null where no projections are loaded or none is published."""

    steps_up: tuple[FeederPart, ...]
    steps_down: tuple[FeederPart, ...]

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
    wage_change: float | None
    local_employment: int | None
    in_pool: int | None
    job_zone: int | None
    step: str
    group: str
    short_of: tuple[FeederLinePart, ...]
    reasons: tuple[str, ...]


class FeederLists(Part):
    """Feeders for whom the job is a step up or sideways, and apart those for whom it is a step down."""

    steps_up: tuple[FeederPart, ...]
    steps_down: tuple[FeederPart, ...]

"""What a posting says about the job itself; every fact carries its place in the text, None where unknown."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Generic, TypeVar

from gainful.engine.competencies.model import Span
from gainful.engine.credentials.model import CredentialFact, EducationFact, ExperienceFact

Value = TypeVar("Value")

StructuredPosting = Mapping[str, str]
"""Facts from schema.org JobPosting mark-up, flat: title, employer, city, region, wage_low, wage_high, wage_unit, wage_currency,
employment_type, hours, openings, education, experience_months, remote, shift. Absent keys are unknown."""

HOURS_A_YEAR = 2080.0
"""Full-time hours a year, 52 weeks of 40 hours, as OEWS turns hourly wages into annual ones (BLS)."""


@dataclass(frozen=True, slots=True)
class Fact(Generic[Value]):
    """One value and where it was read: `span` is None when it came from structured mark-up."""

    value: Value
    span: Span | None = None


@dataclass(frozen=True, slots=True)
class WageFact:
    """Pay per `unit` (hour, day, week, month, year, piece) and per full-time year in `currency` (ISO 4217), as written.

    A `piece` is whatever else is paid for: a mile, a visit, a class; what that comes to in a year is unknown (None).

    high is None where one figure is given, low where only a most is ("up to $22"). Only US dollars can be compared with
    the wages of the reference.
    """

    low: float | None
    high: float | None
    unit: str
    annual_low: float | None
    annual_high: float | None
    span: Span | None = None
    currency: str = "USD"

    @property
    def in_dollars(self) -> float | None:
        """The amount to compare with US wages: the lower end, the highest where only that is given; None elsewhere."""
        if self.currency != "USD" or self.unit == "piece":
            return None
        return self.high if self.low is None else self.low


@dataclass(frozen=True, slots=True)
class PlaceFact:
    """City and two-letter state; `area_code` is the OEWS metropolitan area when one carries the city's name."""

    city: str | None
    state: str | None
    area_code: str | None = None
    area_name: str | None = None
    span: Span | None = None


@dataclass(frozen=True, slots=True)
class JobFacts:
    """The facts of one posting; None and empty mean the posting does not say."""

    title: Fact[str] | None = None
    employer: Fact[str] | None = None
    openings: Fact[int] | None = None
    wage: WageFact | None = None
    premium: Fact[str] | None = None
    """What is paid on top for a shift, in the posting's words; `wage` is without it."""
    schedule: Fact[str] | None = None
    """`day`, `evening`, `night`, `rotating`, `weekend` or `flexible`, in the order named, comma-separated."""
    days: Fact[str] | None = None
    """The days of the week, in the posting's words: "Monday to Friday"."""
    times: Fact[str] | None = None
    """The times of day, in the posting's words: "10 pm - 6 am"."""
    starts: Fact[str] | None = None
    """The first day of work, in the posting's words: "July 1", mostly without a year."""
    gives: tuple[Fact[str], ...] = ()
    """What the employer gives beside the pay, in the posting's words: "coat supplied"."""
    hours_per_week: Fact[float] | None = None
    place: PlaceFact | None = None
    remote: Fact[str] | None = None
    """`on_site`, `hybrid` or `remote`."""
    contract: Fact[str] | None = None
    """`full_time`, `part_time`, `temporary`, `seasonal`, `contract`, `per_diem`, `apprenticeship` or `internship`."""
    credentials: tuple[CredentialFact, ...] = ()
    education: EducationFact | None = None
    experience_years: ExperienceFact | None = None

    @property
    def wage_low(self) -> float | None:
        """Lower end of pay in dollars per `wage_unit`."""
        return self.wage.low if self.wage else None

    @property
    def wage_high(self) -> float | None:
        """Upper end of pay in dollars per `wage_unit`, None when one figure is given."""
        return self.wage.high if self.wage else None

    @property
    def wage_unit(self) -> str | None:
        """Hour, day, week, month, year or piece."""
        return self.wage.unit if self.wage else None

    @property
    def wage_annual(self) -> float | None:
        """Lower end of pay as dollars per full-time year (2,080 hours)."""
        return self.wage.annual_low if self.wage else None

"""What a claim says and what came of checking it."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum
from fractions import Fraction


class UnreadableClaim(ValueError):  # noqa: N818 - it names the claim, not a bug
    """The words hold no figure that can be checked; the message says why and shows what can be read."""


class Kind(StrEnum):
    """The shapes of claim that can be checked."""

    COUNT = "count_of_total"
    PERCENT = "percent_of_total"
    SHARE = "share_without_total"
    CHANGE = "change"
    FROM_TO = "from_to"
    RETURN = "return_on_a_dollar"


class Arithmetic(StrEnum):
    """Whether the figures can be true of whole people."""

    FITS = "fits"
    ROUNDED = "fits_when_rounded"
    IMPOSSIBLE = "impossible"
    UNKNOWN = "not_checkable"


class Topic(StrEnum):
    """What a claim is about, as far as its words tell."""

    COMPLETION = "completion"
    EMPLOYMENT = "employment"
    EARNINGS = "earnings"
    RETENTION = "retention"
    CREDENTIAL = "credential"
    OTHER = "other"


@dataclass(frozen=True, slots=True)
class Claim:
    """One claim as read; shares are in percent, amounts in the unit that the words give."""

    text: str
    kind: Kind
    topic: Topic = Topic.OTHER
    count: int | None = None
    total: int | None = None
    low: Fraction | None = None
    """Percent as stated; the lower end of a range. Of a return, dollars back for each dollar."""
    high: Fraction | None = None
    decimals: int = 0
    """Digits after the point in the stated percent: how finely it was rounded."""
    fraction_words: bool = False
    """Said as "half" or "two thirds", which rounds more coarsely than a percent."""
    hedge: str = ""
    """"about", "more than", "less than", or nothing."""
    unit: str = "%"
    """Of a change: "%", "points", "$" or "times"."""
    before: Fraction | None = None
    after: Fraction | None = None
    difference: Fraction | None = None
    """Dollars between before and after, where they are stated too."""
    completers_only: bool = False
    ignored: tuple[str, ...] = ()
    """Numbers in the words that were not used."""

    @property
    def ends(self) -> tuple[Fraction, Fraction]:
        """The stated percent, or the ends of the stated range; ValueError where none is stated."""
        if self.low is None or self.high is None:
            raise ValueError(f"“{self.text}” states no percent.")
        return self.low, self.high


@dataclass(frozen=True, slots=True)
class Interval:
    """A 95 % interval of a share in percent, with the name of its method."""

    method: str
    low: float
    high: float


@dataclass(frozen=True, slots=True)
class Possible:
    """A whole number of people that the stated percent could stand for, and its exact percent."""

    count: int
    percent: float


@dataclass(frozen=True, slots=True)
class ClaimCheck:
    """The claim recomputed, with what to ask; `percent` and intervals are in percent."""

    claim: Claim
    arithmetic: Arithmetic
    answer: str
    percent: float | None = None
    exact_count: float | None = None
    possible: tuple[Possible, ...] = ()
    possible_low: int | None = None
    possible_high: int | None = None
    intervals: tuple[Interval, ...] = ()
    smallest_difference: float | None = None
    """Percentage points that a two-group study of this size could tell from zero (80 % power)."""
    notes: tuple[str, ...] = ()
    ask: tuple[str, ...] = ()
    design: tuple[str, ...] = ()

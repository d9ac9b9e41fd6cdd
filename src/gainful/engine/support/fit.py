"""Which service fits a person's need: what rules one out, and the order of the others with the reasons in words."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, field
from enum import StrEnum


class Why(StrEnum):
    """Why a service stands where it stands."""

    WRONG_NEED = "wrong_need"
    CLOSED = "closed"
    TRIED = "tried"
    TOO_YOUNG = "too_young"
    TOO_OLD = "too_old"
    FULL = "full"
    FREE = "free"
    PLACES_UNKNOWN = "places_unknown"
    SPEAKS = "speaks"
    SPEAKS_NOT = "speaks_not"
    SAME_AREA = "same_area"
    NEAR = "near"
    FAR = "far"
    PLACE_UNKNOWN = "place_unknown"
    DELIVERS = "delivers"
    SELDOM_DELIVERS = "seldom_delivers"
    EMERGENCY = "emergency"


RULES_OUT = frozenset({Why.WRONG_NEED, Why.CLOSED, Why.TRIED, Why.TOO_YOUNG, Why.TOO_OLD})


@dataclass(frozen=True, slots=True)
class Wanted:
    """What a person asks for; `miles` is how far they can go. What is not known (None, empty) rules nothing out."""

    need: str
    area_code: str = ""
    age: int | None = None
    language: str = ""
    is_emergency: bool = False
    tried: frozenset[str] = frozenset()
    """Services that were asked for this need already and said no, or nothing."""


@dataclass(frozen=True, slots=True)
class Offer:
    """A service as far as the choice looks at it; `miles` from the person, `resolved` and `received` of a year."""

    id: str
    name: str
    needs: frozenset[str]
    is_open: bool = True
    is_emergency: bool = False
    minimum_age: int | None = None
    maximum_age: int | None = None
    languages: frozenset[str] = frozenset()
    area_codes: frozenset[str] = frozenset()
    miles: float | None = None
    places_free: int | None = None
    resolved: int = 0
    received: int = 0


@dataclass(frozen=True, slots=True)
class Fit:
    """An offer with the reasons for its place; it does not fit where one of them rules it out."""

    offer: Offer
    reasons: tuple[Why, ...]
    rank: tuple[float, ...] = field(default=(), compare=False)

    @property
    def fits(self) -> bool:
        """Whether nothing rules it out."""
        return not RULES_OUT & set(self.reasons)


FEW = 5
"""Referrals that must have ended before their share says anything (assumption)."""


def fit(wanted: Wanted, offer: Offer, *, near_miles: float) -> Fit:
    """Judge one offer. A full service is not ruled out: it stands below those with a place, and says so."""
    reasons = [*_hard(wanted, offer), *_soft(wanted, offer, near_miles)]
    has = set(reasons)
    share = (offer.received + 1) / (offer.resolved + 2)  # towards one half while little is known
    rank = (
        0.0 if not wanted.is_emergency or offer.is_emergency else 1.0,
        1.0 if Why.FULL in has else 0.0,
        1.0 if Why.SPEAKS_NOT in has else 0.0,
        0.0 if has & {Why.SAME_AREA, Why.NEAR} else 1.0 if Why.PLACE_UNKNOWN in has else 2.0,
        -round(share, 2),
        offer.miles if offer.miles is not None else 9e9,
    )
    return Fit(offer, tuple(reasons), rank)


def _hard(wanted: Wanted, offer: Offer) -> Iterable[Why]:
    if wanted.need not in offer.needs:
        yield Why.WRONG_NEED
    if not offer.is_open:
        yield Why.CLOSED
    if offer.id in wanted.tried:
        yield Why.TRIED
    if wanted.age is not None and offer.minimum_age is not None and wanted.age < offer.minimum_age:
        yield Why.TOO_YOUNG
    if wanted.age is not None and offer.maximum_age is not None and wanted.age > offer.maximum_age:
        yield Why.TOO_OLD


def _soft(wanted: Wanted, offer: Offer, near_miles: float) -> Iterable[Why]:
    if wanted.is_emergency and offer.is_emergency:
        yield Why.EMERGENCY
    if offer.places_free is None:
        yield Why.PLACES_UNKNOWN
    else:
        yield Why.FREE if offer.places_free > 0 else Why.FULL
    if wanted.language and offer.languages:
        yield Why.SPEAKS if wanted.language in offer.languages else Why.SPEAKS_NOT
    if offer.miles is not None:
        yield Why.NEAR if offer.miles <= near_miles else Why.FAR
    elif wanted.area_code and offer.area_codes:
        yield Why.SAME_AREA if wanted.area_code in offer.area_codes else Why.FAR
    else:
        yield Why.PLACE_UNKNOWN
    if offer.resolved >= FEW:
        yield Why.DELIVERS if offer.received * 2 >= offer.resolved else Why.SELDOM_DELIVERS


def choose(wanted: Wanted, offers: Iterable[Offer], *, near_miles: float) -> list[Fit]:
    """Return what fits, the best first; equal ones by name. An emergency looks at help at once first."""
    found = [fit(wanted, offer, near_miles=near_miles) for offer in offers]
    return sorted(
        (each for each in found if each.fits),
        key=lambda each: (each.rank, each.offer.name.casefold(), each.offer.id),
    )

"""What leaves the agency of its indicators: looked at first, then released as it stands; for staff."""

from __future__ import annotations

from datetime import date, datetime
from typing import Any, Literal
from uuid import UUID

from ninja import Router, Schema

from gainful.api.v1.common import PROBLEMS, Refused
from gainful.api.v1.measures_roles import boss, staff
from gainful.domain.accounts.actor import Actor
from gainful.domain.accounts.requests import ActorRequest
from gainful.domain.measures import actions, queries
from gainful.domain.measures.models import Release, ReleasePreview
from gainful.domain.programs.queries import program as program_of
from gainful.exchange.outcome_files.document import IndicatorsDocument
from gainful.exchange.outcome_files.held_back import held_back, why_words
from gainful.imports.measured import preview_release

router = Router(tags=["Measures"])
Cuts = Literal["", "our_program", "site", "cohort", "curriculum", "employer", "situation", "area"]


class ReleaseOut(Schema):
    """What left the agency in a quarter (year × 4 + quarter − 1): small counts hidden, null where hidden."""

    quarter: int
    as_of: date
    cut: str
    made_at: datetime
    body: IndicatorsDocument


class HeldBackOut(Schema):
    """A count that does not leave, exact: it stays with staff. `people` null: a figure that rests on such a count."""

    segment: str | None
    indicator: str
    count: Literal["periods", "exits", "numerator", "others", "denominator", "pending", "excluded", "value"]
    people: int | None
    why: Literal["small", "earlier", "together", "rests"]
    words: str


class PreviewOut(Schema):
    """What a release would give away (`body`, as everybody would read it) and what it holds back, with the reasons."""

    id: UUID
    as_of: date
    cut: str
    made_at: datetime
    body: IndicatorsDocument
    held_back: list[HeldBackOut]


class CutIn(Schema):
    """By what the figures are compared that would leave."""

    cut: Cuts = "our_program"


class ReleaseIn(Schema):
    """Which preview leaves: one of today, of POST /indicators/release/previews."""

    preview: UUID


class PublicPageOut(Schema):
    """What anybody would read of a program: its words, and its part of the figures."""

    name: str
    agency_name: str
    about: str
    takes: str
    contact: str
    as_of: date
    figures: dict[str, Any]


@router.get(
    "/indicators/release",
    response={200: ReleaseOut, **PROBLEMS},
    by_alias=True,
    summary="What left my agency last",
)
def newest_release(request: ActorRequest) -> Release:
    """Return the newest release."""
    found = queries.newest_release(staff(request))
    if found is None:
        raise Refused(404, "Nothing was released yet.")
    return found


@router.post(
    "/indicators/release",
    response={201: ReleaseOut, **PROBLEMS},
    by_alias=True,
    summary="Release this quarter's figures",
)
def release(request: ActorRequest, given: ReleaseIn) -> tuple[int, Release]:
    """Release what a preview of today shows, once a quarter: a second set would give hidden counts back."""
    actor = boss(request)
    return 201, actions.release(actor, _preview(actor, given.preview))


@router.post(
    "/indicators/release/previews",
    response={201: PreviewOut, **PROBLEMS},
    by_alias=True,
    summary="Look at what would leave",
)
def add_preview(request: ActorRequest, given: CutIn) -> tuple[int, dict[str, Any]]:
    """Work out what a release of today would give away, what it would hold back and why. Nothing leaves."""
    return 201, _shown(preview_release(boss(request), given.cut))


@router.get(
    "/indicators/release/previews/{preview_id}",
    response={200: PreviewOut, **PROBLEMS},
    by_alias=True,
    summary="One look at what would leave",
)
def preview(request: ActorRequest, preview_id: UUID) -> dict[str, Any]:
    """Return a preview as it was worked out."""
    return _shown(_preview(staff(request), preview_id))


@router.get(
    "/indicators/release/previews/{preview_id}/programs/{program_id}",
    response={200: PublicPageOut, **PROBLEMS},
    summary="A program's public page as it would read",
)
def preview_page(request: ActorRequest, preview_id: UUID, program_id: UUID) -> dict[str, Any]:
    """Return what anybody would read of a program with these figures; nothing is published."""
    actor = staff(request)
    found, of = _preview(actor, preview_id), program_of(actor, program_id)
    if of is None:
        raise Refused(404, "There is no such program.")
    return actions.page_as_read(of, found, actions.page_words(of, queries.page_of_program(of)))


def _preview(actor: Actor, preview_id: UUID) -> ReleasePreview:
    found = queries.preview(actor, preview_id)
    if found is None:
        raise Refused(404, "There is no such preview.", "Look at what would leave first.")
    return found


def _shown(found: ReleasePreview) -> dict[str, Any]:
    held = [
        {**one.data(), "words": why_words(one.why, found.body["published"])}
        for one in held_back(found.body, found.counts)
    ]
    names = ("id", "as_of", "cut", "made_at", "body")
    return {**{name: getattr(found, name) for name in names}, "held_back": held}

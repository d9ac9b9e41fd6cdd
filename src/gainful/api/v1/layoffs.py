"""Layoffs: rosters of employers that let people go, and the open jobs that their people could do."""

from __future__ import annotations

from datetime import date
from uuid import UUID

from django.db.models import QuerySet
from ninja import Router, Schema

from gainful.api.v1.common import PROBLEMS, Refused, staff_of
from gainful.domain.accounts.requests import ActorRequest
from gainful.domain.participants import queries
from gainful.domain.participants.models import Layoff
from gainful.domain.plans.layoff_matches import LayoffMatch, matches_of

router = Router(tags=["Layoffs"])
MOST = 500


class LayoffOut(Schema):
    """A layoff; `people` of its roster agreed to be looked for and may be seen."""

    id: UUID
    employer: str
    notice_on: date
    last_day: date | None
    people: int


class MatchOut(Schema):
    """An open job and how many of a roster could do it; hours of training of those on its list, null without any."""

    order_id: UUID
    title: str
    employer: str
    place: str
    openings: int
    ready: int
    near: int
    listed: int
    least_hours: float | None
    median_hours: float | None


@router.get("/layoffs", response={200: list[LayoffOut], **PROBLEMS}, summary="Layoffs")
def layoffs(request: ActorRequest) -> QuerySet[Layoff]:
    """Return the organization's layoffs, at most 500, the newest notice first."""
    return queries.layoffs_of(staff_of(request))[:MOST]


@router.get(
    "/layoffs/{layoff_id}/matches",
    response={200: list[MatchOut], **PROBLEMS},
    summary="Open jobs for a roster",
)
def matches(request: ActorRequest, layoff_id: UUID) -> list[LayoffMatch]:
    """Return the agency's open jobs, those that most of the roster could do soon first; nobody is named."""
    actor = staff_of(request)
    layoff = queries.layoffs_of(actor).filter(pk=layoff_id).first()
    if layoff is None:
        raise Refused(404, "There is no such layoff.")
    return matches_of(actor, layoff)

"""Which open jobs the people of a layoff could do: each list read for these people alone, in one go."""

from __future__ import annotations

from dataclasses import dataclass
from uuid import UUID

import numpy as np

from gainful.domain.accounts.actor import Actor
from gainful.domain.job_orders.models import JobOrder
from gainful.domain.job_orders.queries import job_orders_for
from gainful.domain.participants.models import Layoff
from gainful.domain.participants.queries import roster_of
from gainful.domain.plans.queries import SHORT_TRAINING, rank_people, version_to_plan

MOST_JOBS = 100


@dataclass(frozen=True, slots=True)
class LayoffMatch:
    """One open job and how many of a roster stand on its lists; hours are those of the people on them, None without."""

    order_id: UUID
    title: str
    employer: str
    place: str
    openings: int
    ready: int
    """Did this very work last."""
    near: int
    """Need less than SHORT_TRAINING hours, the middle of the range, and have the experience that the job asks for."""
    listed: int
    least_hours: float | None
    median_hours: float | None


def matches_of(actor: Actor, layoff: Layoff) -> list[LayoffMatch]:
    """Return the agency's open jobs with a profile, those that most of the roster could do soon first."""
    people = roster_of(layoff)
    orders = job_orders_for(actor, status="open")[:MOST_JOBS]
    found = [match for order in orders if (match := _match(actor, order, people)) is not None]
    return sorted(found, key=lambda match: (-match.ready - match.near, -match.listed, match.title))


def _match(actor: Actor, order: JobOrder, people: set[str]) -> LayoffMatch | None:
    version = version_to_plan(order)
    if version is None:
        return None
    ranking = rank_people(actor, order, version)
    rows = ranking.pool.rows_of(sorted(people))
    standing = np.array([ranking.standing_of(row) for row in rows.tolist()])
    listed = rows[standing == "listed"]
    hours, lacks = ranking.hours_of(listed), ranking.lacks_experience(listed)
    return LayoffMatch(
        order_id=order.pk,
        title=order.title,
        employer=order.employer_label,
        place=order.place,
        openings=order.openings,
        ready=int((standing == "ready").sum()),
        near=int(((hours < SHORT_TRAINING) & ~lacks).sum()),
        listed=len(hours),
        least_hours=float(hours.min()) if len(hours) else None,
        median_hours=float(np.median(hours)) if len(hours) else None,
    )

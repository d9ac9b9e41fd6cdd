"""What others may read of plans, and the live questions behind one: feeders, ranked people, selection rates."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import Any
from uuid import UUID

import numpy as np
from django.db.models import Max, QuerySet
from django.utils import timezone

from gainful.domain.accounts.actor import Actor
from gainful.domain.job_orders.models import JobOrder, ProfileVersion
from gainful.domain.job_orders.versions import current_version
from gainful.domain.participants.experience import years_of
from gainful.domain.participants.models import Participant
from gainful.domain.participants.queries import pool
from gainful.domain.plans.engine_inputs import constraints_of, ordering_of, pay_of, required_profile_of
from gainful.domain.plans.models import ListReview, Plan, PlanStatus, Shortlisted
from gainful.engine.competencies.typical import nearest_rated
from gainful.engine.mix import typical_support_prices
from gainful.engine.occupations import Reference, load_reference
from gainful.engine.ranking.experience import near_codes
from gainful.engine.ranking.feeders import FeederResult, feeder_occupations
from gainful.engine.ranking.job_constraints import area_to_compare, without_empty_area
from gainful.engine.ranking.people import rank_pool
from gainful.engine.ranking.pool import Pool
from gainful.engine.ranking.ranked import PoolRanking

SHORT_TRAINING = 200
"""Hours: the paper's "little upskilling" drawn as about five full weeks; sentences count who is below it."""


def rank_people(
    actor: Actor,
    order: JobOrder,
    version: ProfileVersion,
    asked: Mapping[str, Any] | None = None,
    *,
    alone: bool = False,
) -> PoolRanking:
    """Rank the people the actor's agency may match for the job; `asked` changes the constraints and the order.

    Where nobody in the pool lives in the job's area the area is not applied: the list would only be empty. `alone`: the
    actor is the one person of their pool, and the area is applied as it stands.
    """
    people, reference = pool(actor, version.reference_version), load_reference(version.reference_version)
    constraints = constraints_of(order, asked)
    if not alone:
        constraints = without_empty_area(constraints, people)
    return rank_pool(
        required_profile_of(version),
        people,
        constraints,
        code=rated_code(order, version),
        reference=reference,
        support_prices=typical_support_prices(),
        ordering=ordering_of(asked),
        pay=pay_of(order, area_to_compare(order.area_code, people), reference),
        years=_years(order, people, reference) if constraints.experience_years is not None else None,
    )


def _years(order: JobOrder, people: Pool, reference: Reference) -> np.ndarray | None:
    if not order.occupation_code:
        return None
    return years_of(people, near_codes(reference, order.occupation_code), timezone.localdate())


def rated_code(order: JobOrder, version: ProfileVersion) -> str | None:
    """Return the O*NET code whose ratings stand for the job: its own, else that of the nearest rated occupation."""
    if not order.occupation_code:
        return None
    reference = load_reference(version.reference_version)
    chosen = reference.occupation(order.occupation_code)
    found = chosen if chosen.rated else nearest_rated(reference, chosen.code)
    return found.code if found else None


def area_name(order: JobOrder, version: ProfileVersion, people: Pool) -> str:
    """Return the name of the wage area in which pay is compared, empty where none is known: then it is the nation."""
    areas = load_reference(version.reference_version).areas
    compared = area_to_compare(order.area_code, people)
    return next((area.name for area in areas if area.code == compared), "")


def feeders_of(
    order: JobOrder, version: ProfileVersion, people: Pool, in_pool: Mapping[str, int] | None = None
) -> FeederResult:
    """Return where people for the job work today, with how many of the pool work there."""
    reference = load_reference(version.reference_version)
    area = area_to_compare(order.area_code, people)
    return feeder_occupations(
        required_profile_of(version),
        code=order.occupation_code or None,
        area=area,
        pool_counts=in_pool,
        pay=pay_of(order, area, reference),
        reference=reference,
    )


def _loaded() -> Any:
    return Plan.objects.select_related(
        "job_order__employer", "job_order__agency", "profile_version", "signature"
    )


def newest_plan(order: JobOrder) -> Plan | None:
    """Return the order's newest plan, or None."""
    return _loaded().filter(job_order=order).order_by("-number").first()


def newest_signed(order: JobOrder) -> Plan | None:
    """Return the order's newest signed plan, or None."""
    return _loaded().filter(job_order=order, status=PlanStatus.SIGNED).order_by("-number").first()


def plan(plan_id: UUID) -> Plan | None:
    """Return one plan the actor may see, or None."""
    return _loaded().filter(pk=plan_id).first()


@dataclass(frozen=True, slots=True)
class NewestPlan:
    """Where the newest plan of a job order stands."""

    status: str
    openings: int
    """What it was made for; the job order may have other openings now."""


def newest_plans(orders: Iterable[UUID], *, shared: bool = False) -> dict[UUID, NewestPlan]:
    """Return where each job order's newest plan stands; `shared` counts those alone that the employer was sent."""
    if not (keys := list(orders)):
        return {}
    found = Plan.objects.filter(job_order__in=keys)
    if shared:
        found = found.filter(status__in=[PlanStatus.SENT, PlanStatus.SIGNED])
    rows = found.order_by("job_order", "-number").distinct("job_order")
    return {
        order: NewestPlan(status, int(openings or 0))
        for order, status, openings in rows.values_list("job_order", "status", "document__openings")
    }


def shared_plan(order: JobOrder) -> Plan | None:
    """Return the newest plan that was sent to the employer or signed."""
    sent = [PlanStatus.SENT, PlanStatus.SIGNED]
    return _loaded().filter(job_order=order, status__in=sent).order_by("-number").first()


@dataclass(frozen=True, slots=True)
class OrderCounts:
    """What a job order holds: lines of its newest profile, people chosen, the number of its newest plan; 0 for none."""

    lines: int
    chosen: int
    plan: int


def counts_of(order: JobOrder) -> OrderCounts:
    """Return what a job order holds."""
    version, made = current_version(order), order.plans.aggregate(n=Max("number"))["n"]
    return OrderCounts(
        lines=0 if version is None else version.lines.order_by().count(),
        chosen=order.shortlist.order_by().count(),
        plan=made or 0,
    )


def shortlist(order: JobOrder) -> list[Shortlisted]:
    """Return the people chosen for a job order whom the actor may see, in the order in which they were chosen."""
    return list(Shortlisted.objects.filter(job_order=order).select_related("participant"))


def reviews_for(actor: Actor, *, state: str = "open") -> QuerySet[ListReview]:
    """Return what people ask of the actor's agency about its lists, due first on top; `all`: with the answers."""
    rows = ListReview.objects.filter(organization=actor.organization).select_related(
        "participant", "job_order"
    )
    if state == "open":
        return rows.filter(outcome="").order_by("due_on", "id")
    return rows.order_by("-asked_at", "id")


def reviews_by(person: Participant) -> dict[UUID, ListReview]:
    """Return the newest question of a person about each job's list, by job order."""
    rows = ListReview.objects.filter(participant=person).order_by("job_order_id", "-asked_at", "id")
    return {row.job_order_id: row for row in rows.distinct("job_order_id")}


def version_to_plan(order: JobOrder) -> ProfileVersion | None:
    """Return the version a plan would rest on: the newest one."""
    return current_version(order)

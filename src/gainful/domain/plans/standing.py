"""How the lists for jobs treat one person: on them or left out, from which data, with the parts of every figure.

The person reads it themselves: their own record is ranked alone, by the same rules as the whole pool. Their place among
others is not worked out here, as it rests on records that are not theirs; a reviewer records it.
"""

from __future__ import annotations

from dataclasses import asdict, dataclass
from datetime import datetime
from typing import Any
from uuid import UUID

from django.db.models import Q
from django.utils import timezone

from gainful.domain.accounts.actor import Actor, acting_as_system
from gainful.domain.job_orders.models import JobOrder, ProfileVersion
from gainful.domain.job_orders.queries import version_with_lines
from gainful.domain.job_orders.states import JobOrderStatus
from gainful.domain.participants.models import Consent, Participant, Scope
from gainful.domain.plans.models import PlanPerson, Shortlisted
from gainful.domain.plans.queries import rank_people
from gainful.engine.ranking.person_rows import decimals
from gainful.engine.ranking.ranked import PoolRanking

OPEN = (
    JobOrderStatus.PROFILE_READY,
    JobOrderStatus.SENT,
    JobOrderStatus.CONFIRMED,
    JobOrderStatus.PLANNED,
)
MOST_JOBS = 50
"""Jobs that one page can name, the newest first."""
WHY = "a person reads how lists treat them"


@dataclass(frozen=True, slots=True)
class JobList:
    """One job whose list a person may stand on: no more of the job order than they may know."""

    order_id: UUID
    title: str
    place: str
    agency_id: UUID
    agency: str
    changed_at: datetime
    is_planned: bool
    """Whether the person is in a plan for it."""
    is_chosen: bool
    """Whether the person is among those chosen for it."""


@dataclass(frozen=True, slots=True)
class PartOf:
    """One thing the job asks of which the person is short; levels 0-7, `held` None where nobody asked."""

    name: str
    has_level: bool
    required: float
    held: float | None
    hours_low: float
    hours_high: float

    @property
    def decimals(self) -> int:
        """How many decimals tell what is needed from what is held."""
        return decimals(self.required, self.held)


@dataclass(frozen=True, slots=True)
class Standing:
    """Where the person stands on the list for a job, and why; hours of training, USD a year."""

    group: str
    """`listed`, `ready` (did this work last), `apart` (it would be a step down), `left_out`, or `unknown`."""
    reasons: tuple[str, ...] = ()
    """What leaves them out: `wage`, `area`, `schedule`, `credentials` …"""
    occupation: str = ""
    hours_low: float = 0
    hours_high: float = 0
    wage_change: float | None = None
    wage_change_bound: str = "unknown"
    short_of: tuple[PartOf, ...] = ()
    already_has: tuple[str, ...] = ()
    support: tuple[str, ...] = ()

    def as_json(self) -> dict[str, Any]:
        """Return it as plain values, to be kept with a question about it."""
        return asdict(self)


def lists_of(person: Participant) -> list[JobList]:
    """Return the open jobs of the agencies that the person lets look for jobs, the newest change first."""
    with acting_as_system(WHY):
        consents = Consent.objects.filter(
            participant=person.pk, revoked_at=None, expires_at__gt=timezone.now(),
            scopes__contains=[Scope.PROFILE, Scope.MATCHING],
        )  # fmt: skip
        orders = list(
            JobOrder.objects.filter(
                Q(agency__in=consents.order_by().values("organization")), status__in=OPEN
            ).select_related("agency").order_by("-updated_at", "id")[:MOST_JOBS]
        )  # fmt: skip
        keys = [order.pk for order in orders]
        planned = set(
            PlanPerson.objects.filter(participant=person.pk, plan__job_order__in=keys)
            .exclude(plan__status="superseded").values_list("plan__job_order", flat=True)
        )  # fmt: skip
        chosen = set(
            Shortlisted.objects.filter(participant=person.pk, job_order__in=keys).values_list(
                "job_order", flat=True
            )
        )
    return [
        JobList(
            order.pk, order.title, order.place, order.agency_id, str(order.agency), order.updated_at,
            order.pk in planned, order.pk in chosen,
        )
        for order in orders
    ]  # fmt: skip


def list_of(person: Participant, order_id: UUID) -> JobList | None:
    """Return one of the person's lists, None where there is none of that job."""
    return next((each for each in lists_of(person) if each.order_id == order_id), None)


def my_standing(actor: Actor, person: Participant, found: JobList) -> Standing:
    """Return where the person who is signed in stands on a list of theirs."""
    with acting_as_system(WHY):
        order = JobOrder.objects.get(pk=found.order_id)
        version, area_counts = version_with_lines(order), _somebody_lives_in(order)
    if version is None:
        return Standing("unknown")
    return _alone(actor, person, order, version, area_counts=area_counts)


def _somebody_lives_in(order: JobOrder) -> bool:
    """Whether the agency's list keeps to the job's area: it does not where nobody whom it may match lives there."""
    consents = Consent.objects.filter(
        organization=order.agency_id, revoked_at=None, expires_at__gt=timezone.now(),
        scopes__contains=[Scope.PROFILE, Scope.MATCHING], participant__area_code=order.area_code,
    )  # fmt: skip
    return bool(order.area_code) and consents.order_by().exists()


def _alone(
    actor: Actor, person: Participant, order: JobOrder, version: ProfileVersion, *, area_counts: bool
) -> Standing:
    ranking = rank_people(actor, order, version, {"area": area_counts}, alone=True)
    if not len(ranking.only([str(person.pk)])):
        return Standing("unknown")
    return standing_in(ranking, str(person.pk))


def standing_in(ranking: PoolRanking, person_id: str) -> Standing:
    """Return where one person of a ranking's pool stands, with the parts of their figures."""
    row = ranking.only([person_id]).person(0)
    return Standing(
        group=ranking.standing_of(row.row),
        reasons=ranking.reasons_of(row.row),
        occupation=row.occupation_title or "",
        hours_low=row.hours_low,
        hours_high=row.hours_high,
        wage_change=row.wage_change,
        wage_change_bound=row.wage_change_bound,
        short_of=tuple(
            PartOf(
                item.name, item.competency_id.startswith("onet:"), round(item.required, 2),
                None if item.held is None else round(item.held, 2),
                round(item.hours_low, 1), round(item.hours_high, 1),
            )
            for item in row.short_of
        ),
        already_has=(*row.already_has, *row.typical_of_work),
        support=row.support,
    )  # fmt: skip

"""What others may read of job orders."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable
from datetime import date
from uuid import UUID

from django.db.models import Count, Exists, OuterRef, Prefetch, Q, QuerySet
from django.utils import timezone

from gainful.domain.accounts.actor import Actor
from gainful.domain.job_orders.models import Commitment, JobOrder, Opening, ProfileVersion, SubmittedJob
from gainful.domain.job_orders.states import JobOrderStatus, OpeningStatus, SubmittedJobStatus
from gainful.domain.job_orders.versions import content_hash, current_version
from gainful.domain.organizations.models import Organization, OrganizationKind
from gainful.engine.competencies.defining import defining_lines
from gainful.engine.occupations import available_versions, load_reference

__all__ = [
    "commitment_in_force",
    "content_hash",
    "current_version",
    "defining_ids",
    "job_order",
    "job_orders_for",
    "openings_of",
    "status_counts",
    "submitted_job",
    "submitted_jobs",
    "uncommitted",
    "usual_agencies",
    "version_with_lines",
]

SORTS = {
    "updated": "-updated_at",
    "title": "title",
    "employer": "employer_name",
    "openings": "-openings",
    "wage": "-wage_low",
    "status": "status",
}


def job_orders_for(
    actor: Actor, *, search: str = "", status: str = "", sort: str = "updated", program: str = ""
) -> QuerySet[JobOrder]:
    """Return the job orders the actor's agency holds or their employer gave, filtered and sorted."""
    party = Q(employer=actor.organization) if actor.role == "employer" else Q(agency=actor.organization)
    found = JobOrder.objects.filter(party).select_related("employer").defer("posting_text")
    if program:
        found = found.filter(program_id=program)
    if search:
        found = found.filter(
            Q(title__icontains=search)
            | Q(employer_name__icontains=search)
            | Q(employer__name__icontains=search)
            | Q(occupation_title__icontains=search)
        )
    if status in JobOrderStatus.values:
        found = found.filter(status=status)
    elif status == "open":
        found = found.exclude(status=JobOrderStatus.CLOSED)
    return found.order_by(SORTS.get(sort, "-updated_at"), "id")


def job_order(order_id: UUID | str) -> JobOrder:
    """Return one job order; JobOrder.DoesNotExist where there is none or the actor may not see it."""
    return JobOrder.objects.select_related("employer", "agency").get(pk=order_id)


def commitment_in_force(order: JobOrder, day: date) -> Commitment | None:
    """Return the newest commitment if it still holds: its last day is not past, and the profile is as it was then."""
    newest = order.commitments.order_by("-number").first()
    version = current_version(order)
    if newest is None or version is None or newest.until < day:
        return None
    return newest if newest.profile_hash == content_hash(version) else None


WAITS_FOR_COMMITMENT = (JobOrderStatus.SENT, JobOrderStatus.CONFIRMED, JobOrderStatus.PLANNED)
"""States in which the employer has the job order before them and may commit its openings."""


def uncommitted(actor: Actor, day: date) -> QuerySet[JobOrder]:
    """Return the job orders whose openings wait for the employer's commitment: none holds on that day."""
    held = Commitment.objects.filter(job_order=OuterRef("pk"), until__gte=day)
    return job_orders_for(actor).filter(~Exists(held), status__in=WAITS_FOR_COMMITMENT)


def paused_orders(orders: Iterable[UUID]) -> set[UUID]:
    """Return which of these job orders have openings that pause after silence."""
    if not (keys := list(orders)):
        return set()
    rows = Opening.objects.filter(job_order__in=keys, status=OpeningStatus.PAUSED).order_by()
    return set(rows.values_list("job_order", flat=True))


def openings_of(order: JobOrder) -> QuerySet[Opening]:
    """Return the openings in their order, each with the commitment behind it."""
    return order.opening_rows.select_related("commitment")


def filled_openings(agency_id: UUID, employers: Iterable[UUID]) -> list[tuple[UUID | None, str, date]]:
    """Return employer, occupation and day of every opening of theirs that was filled through the agency."""
    rows = Opening.objects.filter(
        job_order__agency=agency_id, job_order__employer__in=list(employers), status=OpeningStatus.FILLED
    ).order_by("changed_at", "id")
    found = rows.values_list("job_order__employer_id", "job_order__occupation_code", "changed_at")
    return [(employer, code, timezone.localdate(moment)) for employer, code, moment in found]


def program_counts(program_id: UUID) -> dict[str, int]:
    """Return how many openings of a program's open job orders stand in each state today, and `orders` of them."""
    orders = JobOrder.objects.filter(program_id=program_id).exclude(status=JobOrderStatus.CLOSED)
    rows = Opening.objects.filter(job_order__in=orders).select_related("commitment")
    found = Counter(str(row.current_status) for row in rows)
    return {"orders": orders.order_by().count(), **found}


def submitted_jobs(actor: Actor, *, waiting: bool = False) -> QuerySet[SubmittedJob]:
    """Return the jobs that the actor's employer sent in, or that were sent to their agency, newest first."""
    party = Q(employer=actor.organization) if actor.role == "employer" else Q(agency=actor.organization)
    found = SubmittedJob.objects.filter(party).select_related("employer", "agency").defer("posting_text")
    return found.filter(status=SubmittedJobStatus.WAITING) if waiting else found


def submitted_job(actor: Actor, job_id: UUID | str) -> SubmittedJob | None:
    """Return one of them with its text; None where there is none or it is not theirs."""
    return submitted_jobs(actor).defer(None).select_related("job_order").filter(pk=job_id).first()


def usual_agencies(employer: Organization) -> QuerySet[Organization]:
    """Return the agencies an employer may send a job to: first those that hold job orders of it, then by name."""
    works = JobOrder.objects.filter(agency=OuterRef("pk"), employer=employer).exclude(
        status=JobOrderStatus.DRAFT
    )
    agencies = Organization.objects.filter(kind=OrganizationKind.AGENCY)
    return agencies.annotate(knows=Exists(works)).order_by("-knows", "name", "id")


def status_counts(actor: Actor) -> dict[str, int]:
    """Return how many job orders stand in each state."""
    rows = job_orders_for(actor).order_by().values("status").annotate(n=Count("id"))
    return {row["status"]: row["n"] for row in rows}


def version_with_lines(order: JobOrder, number: int | None = None) -> ProfileVersion | None:
    """Return one version (the newest without a number) with its lines and signature loaded."""
    versions = order.profile_versions.select_related("confirmation").prefetch_related(Prefetch("lines"))
    if number is not None:
        versions = versions.filter(number=number)
    return versions.order_by("-number").first()


def defining_ids(order: JobOrder, version: ProfileVersion) -> tuple[str, ...]:
    """Return the ids of the few lines that make this job this job; `version` has its lines loaded."""
    kept = version.reference_version
    reference = load_reference(kept if kept in available_versions() else None)
    return defining_lines(version.profile().lines, order.posting_text, reference)

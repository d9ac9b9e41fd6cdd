"""What others may read of placements; the database shows only what the actor may see."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from typing import Any
from uuid import UUID

from django.db.models import Count, Prefetch, Q, QuerySet
from django.utils import timezone

from gainful.domain.accounts.actor import Actor
from gainful.domain.job_orders.models import JobOrder, Opening
from gainful.domain.job_orders.states import OpeningStatus
from gainful.domain.participants.models import Participant
from gainful.domain.placements.models import (
    Interview,
    Introduction,
    JobChange,
    LivingCost,
    Offer,
    Placement,
    Step,
)
from gainful.domain.placements.states import LIVE, IntroductionStatus, OfferStatus
from gainful.domain.plans.models import PlanPerson, PlanStatus
from gainful.engine.held.circumstances import SHIFTS
from gainful.engine.indicators.after_hire import Advance, Heard, Report, Stay, advancement, stays
from gainful.engine.indicators.good_job import (
    GoodJobScore,
    JobFacts,
    PayStandard,
    PersonNeeds,
    good_job_score,
)
from gainful.engine.occupations import load_reference

ALL_OCCUPATIONS = "00-0000"
HOURS_A_YEAR = 2080.0


def introductions(
    actor: Actor, *, status: str = "", search: str = "", order: UUID | None = None
) -> QuerySet[Introduction]:
    """Return the introductions that the actor's organization makes or receives, those that moved last first."""
    party = Q(employer=actor.organization) if actor.role == "employer" else Q(organization=actor.organization)
    found = Introduction.objects.filter(party)
    if status in IntroductionStatus.values:
        found = found.filter(status=status)
    elif status == "open":
        found = found.filter(status__in=LIVE)
    if order is not None:
        found = found.filter(job_order=order)
    if search and actor.role == "employer":
        found = found.filter(Q(job__title__icontains=search) | Q(card__name__icontains=search))
    elif search:
        found = found.filter(
            Q(job__title__icontains=search)
            | Q(job__employer__icontains=search)
            | Q(participant__name__icontains=search)
            | Q(participant__code__iexact=search)
        )
    found = found.prefetch_related(
        Prefetch("interviews", Interview.objects.filter(status="planned"), "planned_interviews"),
        Prefetch("offers", Offer.objects.filter(status__in=["open", "accepted"]), "live_offers"),
    )
    if actor.role != "employer":
        found = found.select_related("participant", "job_order")
    return found.order_by("-changed_at", "id")


def introduction(introduction_id: UUID | str) -> Introduction | None:
    """Return one introduction that the actor may see, or None."""
    return Introduction.objects.filter(pk=introduction_id).first()


def my_introductions(actor: Actor) -> QuerySet[Introduction]:
    """Return the introductions of the person who is signed in, newest first."""
    found = Introduction.objects.filter(participant__user=actor.signed_in_user).select_related("participant")
    return found.order_by("-changed_at", "id")


def steps_of(introduction: Introduction) -> QuerySet[Step]:
    """Return what happened, oldest first."""
    return Step.objects.filter(introduction=introduction).order_by("at", "id")


def offers_of(introduction: Introduction) -> list[Offer]:
    """Return the offers, the newest first."""
    return list(introduction.offers.order_by("-number", "id"))


def live_offer(introduction: Introduction) -> Offer | None:
    """Return the offer that is open or accepted, None without one."""
    return introduction.offers.filter(status__in=[OfferStatus.OPEN, OfferStatus.ACCEPTED]).first()


def placements(
    actor: Actor, *, kind: str = "", search: str = "", person: Participant | None = None
) -> QuerySet[Placement]:
    """Return hires and other outcomes of the actor's agency, the newest first; what was taken back stays out."""
    found = Placement.objects.filter(organization=actor.organization, taken_back_at=None)
    if kind:
        found = found.filter(kind=kind)
    if search:
        found = found.filter(
            Q(title__icontains=search)
            | Q(employer_name__icontains=search)
            | Q(participant__name__icontains=search)
            | Q(participant__code__iexact=search)
        )
    if person is not None:
        found = found.filter(participant=person)
    changes = Prefetch(
        "changes", JobChange.objects.filter(taken_back_at=None).order_by("day", "recorded_at", "id")
    )
    return (
        found.select_related("participant", "job_order")
        .prefetch_related(changes)
        .order_by("-starts_on", "-recorded_at", "id")
    )


def placement(placement_id: UUID | str) -> Placement | None:
    """Return one placement that the actor may see, or None."""
    return Placement.objects.filter(pk=placement_id).first()


def placements_of_me(actor: Actor) -> QuerySet[Placement]:
    """Return what is recorded of the person who is signed in."""
    found = Placement.objects.filter(participant__user=actor.signed_in_user, taken_back_at=None)
    return found.select_related("participant").order_by("-starts_on", "id")


def changes_of(placement: Placement) -> list[JobChange]:
    """Return what was heard after it, oldest first, without what was taken back."""
    return list(placement.changes.filter(taken_back_at=None).order_by("day", "recorded_at", "id"))


def open_openings(actor: Actor, orders: Iterable[UUID] | None = None) -> dict[UUID, int]:
    """Return how many committed openings of each job order are free: not offered, not filled."""
    today = timezone.localdate()
    rows = Opening.objects.filter(status=OpeningStatus.COMMITTED, commitment__until__gte=today)
    rows = rows.filter(job_order__agency=actor.organization)
    if orders is not None:
        rows = rows.filter(job_order__in=list(orders))
    offered = Offer.objects.filter(status__in=[OfferStatus.OPEN, OfferStatus.ACCEPTED]).values("opening")
    counted = rows.exclude(pk__in=offered).order_by().values("job_order").annotate(n=Count("id"))
    return {row["job_order"]: row["n"] for row in counted}


@dataclass(frozen=True, slots=True)
class Candidate:
    """Somebody who may be introduced for a job: a place in its plan, and the introduction there is."""

    place: PlanPerson
    introduction: Introduction | None


def candidates(order: JobOrder) -> list[Candidate]:
    """Return the people of the order's newest plan that the actor may see, with their newest introduction."""
    newest = order.plans.exclude(status=PlanStatus.SUPERSEDED).order_by("-number").first()
    if newest is None:
        return []
    places = newest.people.select_related("participant").order_by("position", "id")
    rows = Introduction.objects.filter(job_order=order).order_by("asked_at", "id")
    by_person = {row.participant_id: row for row in rows}
    return [Candidate(place, by_person.get(place.participant_id)) for place in places]


def status_counts(actor: Actor) -> dict[str, int]:
    """Return how many introductions stand in each state."""
    rows = introductions(actor).order_by().values("status").annotate(n=Count("id"))
    return {row["status"]: row["n"] for row in rows}


def reports_of(changes: Iterable[JobChange]) -> list[Report]:
    """Return what was heard in the engine's words."""
    return [
        Report(Heard(row.kind), row.day, None if row.wage_hourly is None else float(row.wage_hourly))
        for row in changes
    ]


def stays_of(row: Placement, changes: Iterable[JobChange], today: date) -> tuple[Stay, ...]:
    """Return whether the person was still there at 30, 90, 180 and 365 days; nothing for what is no job."""
    if not row.is_job or row.starts_on is None:
        return ()
    return stays(row.starts_on, reports_of(changes), today)


def advancement_of(row: Placement, changes: Iterable[JobChange]) -> Advance:
    """Return whether the person advanced since the first day."""
    return advancement(None if row.wage_hourly is None else float(row.wage_hourly), reports_of(changes))


def living_costs(actor: Actor) -> QuerySet[LivingCost]:
    """Return the living costs that the actor's agency has loaded."""
    return LivingCost.objects.filter(organization=actor.organization).order_by(
        "area_name", "-valid_from", "id"
    )


def pay_standard(row: Placement, area: str) -> PayStandard | None:
    """Return what the pay of a job in an area is held against: the agency's living cost, else the area's median.

    The living cost is the newest that was valid on the first day; None where no area is known.
    """
    if not area:
        return None
    costs = LivingCost.objects.filter(organization=row.organization_id, area_code=area)
    cost = costs.filter(valid_from__lte=row.starts_on or timezone.localdate()).order_by("-valid_from").first()
    if cost is not None:
        return PayStandard(float(cost.hourly), cost.source)
    wage = load_reference().wages.look_up(ALL_OCCUPATIONS, area)
    if wage is None or wage.median is None or wage.place != "area":
        return None
    return PayStandard(round(wage.median / HOURS_A_YEAR, 2), f"OEWS median of all jobs, {wage.area_name}")


def good_job(row: Placement, person: Participant, area: str = "") -> GoodJobScore:
    """Return how good the job is for this person; `area` is that of the job, else the person's own."""
    words = {word.strip() for word in row.schedule.lower().replace("/", ",").split(",")}
    facts = JobFacts(
        hourly=None if row.wage_hourly is None else float(row.wage_hourly),
        hours_per_week=None if row.hours_per_week is None else float(row.hours_per_week),
        shifts=frozenset(words & {str(shift) for shift in SHIFTS}),
        benefits=frozenset(row.benefits) if row.benefits_known else None,
        next_role=row.next_role,
    )
    needs = PersonNeeds(
        lowest_yearly=None if person.wage_floor is None else float(person.wage_floor),
        shifts=frozenset(person.schedule),
    )
    return good_job_score(facts, needs, pay_standard(row, area or person.area_code))


def everything_about_me(actor: Actor) -> dict[str, list[dict[str, Any]]]:
    """Return a person's introductions, steps, interviews, offers, placements and what followed, as plain values."""
    mine = my_introductions(actor)
    keys = list(mine.values_list("pk", flat=True))
    names = ("id", "status", "job", "card", "asked_at", "agreed_at", "shared_until", "taken_back_at")
    terms = ("title", "starts_on", "hours_per_week", "wage", "wage_unit", "schedule", "benefits", "status")
    placed = placements_of_me(actor)
    return {
        "introductions": list(mine.values(*names)),
        "introduction_steps": list(
            Step.objects.filter(introduction__in=keys).order_by("at", "id")
            .values("introduction", "verb", "to_status", "reason", "words", "role", "for_person", "at")
        ),
        "interviews": list(
            Interview.objects.filter(introduction__in=keys).order_by("at", "id").values("at", "place", "note", "status")
        ),
        "offers": list(Offer.objects.filter(introduction__in=keys).order_by("created_at", "id").values(*terms)),
        "placements": list(
            placed.values("id", "kind", "title", "employer_name", "starts_on", "hours_per_week", "wage", "wage_unit",
                          "source", "note")
        ),
        "job_changes": list(
            JobChange.objects.filter(placement__in=list(placed.values_list("pk", flat=True)), taken_back_at=None)
            .order_by("day", "id")
            .values("kind", "day", "title", "employer_name", "wage", "wage_unit", "reason", "words", "source")
        ),
    }  # fmt: skip

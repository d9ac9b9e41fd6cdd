"""Whom of a cohort to introduce for which job behind it: the best for all together, with floors and their price.

The best is the allocation of docs/methods/allocation.md: floors first, then as many people as there is room for, then
the fewest hours that they still have to learn for the job they are proposed for.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from uuid import UUID

import numpy as np
from django.db.models import Count, Exists, OuterRef
from django.utils import timezone
from django.utils.translation import gettext as _

from gainful.domain.accounts.actor import Actor
from gainful.domain.cohorts.eligibility import assess
from gainful.domain.cohorts.models import Cohort, CohortOpening, Enrolment
from gainful.domain.cohorts.states import EnrolmentStatus
from gainful.domain.job_orders.models import JobOrder, Opening
from gainful.domain.job_orders.states import JobOrderStatus, OpeningStatus
from gainful.domain.placements.errors import PlacementError
from gainful.domain.placements.models import Introduction, Offer, Placement
from gainful.domain.placements.states import LIVE, IntroductionStatus, OfferStatus, PlacementKind
from gainful.domain.plans.queries import rank_people, version_to_plan
from gainful.engine.allocation import AllocationError, AllocationProblem, PlaceFloor, price_of_place_floors

PERSONS_OWN = frozenset({"wage", "area", "schedule"})
"""What of a person's own leaves them out: what training gives (hours, papers) does not, they have just been trained."""
MOST_PER_OPENING = 5


@dataclass(frozen=True, slots=True)
class JobBehind:
    """A job behind the cohort, its committed openings that are free, and how many people may be proposed for it."""

    order: JobOrder
    openings: int
    room: int


@dataclass(frozen=True, slots=True)
class SegmentFloor:
    """At least so many of those proposed for a job are of a segment that the cohort asks for."""

    order: UUID
    segment: str
    people: int


@dataclass(frozen=True, slots=True)
class Proposed:
    """One person: the job proposed, or none; hours still to learn for it (None: not compared), and what is not open."""

    enrolment: Enrolment
    segment: str
    order: JobOrder | None
    hours: float | None
    closed: tuple[tuple[JobOrder, str], ...]
    """Jobs that are not open to the person, each with why: a constraint of their own, `track` or `introduced`."""


@dataclass(frozen=True, slots=True)
class Proposal:
    """Who is proposed for which job, and what the floors cost."""

    jobs: tuple[JobBehind, ...]
    rows: tuple[Proposed, ...]
    segments: tuple[str, ...]
    price_people: int = 0
    """People fewer who are proposed for a job, since there are floors."""
    price_hours: float = 0.0
    """Hours more that those proposed have still to learn, since there are floors."""
    unfilled: tuple[SegmentFloor, ...] = field(default=())
    """Floors that cannot be filled, with the people that are missing."""

    @property
    def proposed(self) -> tuple[Proposed, ...]:
        """Those who are proposed for a job."""
        return tuple(row for row in self.rows if row.order is not None)


@dataclass(frozen=True, slots=True)
class _Pair:
    hours: float | None
    closed: str = ""


def propose(
    actor: Actor, cohort: Cohort, *, per_opening: int = 1, floors: Iterable[SegmentFloor] = ()
) -> Proposal:
    """Propose for which job behind a cohort each of its people is introduced.

    Whoever is on the way to a job already, or has one, stays out. PlacementError where a floor cannot be meant.
    """
    if not 1 <= per_opening <= MOST_PER_OPENING:
        raise PlacementError(
            _("Propose 1 to %d people for an opening.") % MOST_PER_OPENING, field="per_opening"
        )
    jobs = jobs_behind(cohort, per_opening)
    people = people_to_place(cohort)
    labels = list(cohort.rules.filter(kind="segment").order_by("number").values_list("label", flat=True))
    segments = _segments(cohort, people)
    pairs = {job.order.pk: _pairs(actor, job.order, people) for job in jobs}
    _close_introduced(people, jobs, pairs)
    _require_room(jobs, labels, wanted := tuple(floors))
    try:
        found = price_of_place_floors(_problem(jobs, people, pairs, segments, labels, wanted))
    except AllocationError as error:
        raise PlacementError(str(error), field="floors") from error
    rows = []
    for number, person in enumerate(people):
        place = int(found.with_floors.place_of[number])
        order = jobs[place].order if place >= 0 else None
        closed = tuple(
            (job.order, pairs[job.order.pk][number].closed)
            for job in jobs
            if pairs[job.order.pk][number].closed
        )
        hours = pairs[order.pk][number].hours if order is not None else None
        rows.append(Proposed(person, segments[number], order, hours, closed))
    unfilled = tuple(
        SegmentFloor(jobs[each.place].order.pk, labels[each.segment - 1], each.seats)
        for each in found.with_floors.unfilled
    )
    price = found.value if not found.people else 0.0
    return Proposal(tuple(jobs), tuple(rows), tuple(labels), found.people, max(0.0, price), unfilled)


def jobs_behind(cohort: Cohort, per_opening: int = 1) -> list[JobBehind]:
    """Return the jobs behind a cohort with the openings that are free for it, and the room that is left for people.

    An opening that stands behind another cohort now is that one's; those under way to a job take up its room.
    """
    orders = CohortOpening.objects.filter(cohort=cohort).order_by().values("opening__job_order")
    offered = Offer.objects.filter(status__in=[OfferStatus.OPEN, OfferStatus.ACCEPTED]).values("opening")
    elsewhere = CohortOpening.objects.filter(opening=OuterRef("pk"), released_at=None).exclude(cohort=cohort)
    free = (
        Opening.objects.filter(
            job_order__in=orders, status=OpeningStatus.COMMITTED, commitment__until__gte=timezone.localdate()
        )
        .exclude(pk__in=offered).exclude(Exists(elsewhere)).exclude(job_order__status=JobOrderStatus.CLOSED)
        .order_by().values("job_order").annotate(n=Count("id"))
    )  # fmt: skip
    openings = {row["job_order"]: row["n"] for row in free}
    waiting = [IntroductionStatus.ASKED, IntroductionStatus.INTRODUCED, IntroductionStatus.INTERVIEW]
    under_way = (
        Introduction.objects.filter(job_order__in=list(openings), status__in=waiting)
        .order_by().values("job_order").annotate(n=Count("id"))
    )  # fmt: skip
    taken = {row["job_order"]: row["n"] for row in under_way}
    found = JobOrder.objects.filter(pk__in=list(openings)).select_related("employer").order_by("title", "id")
    return [
        JobBehind(row, openings[row.pk], max(0, openings[row.pk] * per_opening - taken.get(row.pk, 0)))
        for row in found
    ]


def people_to_place(cohort: Cohort) -> list[Enrolment]:
    """Return who of a cohort is on no way to a job yet and has none, whom the actor may see, by name."""
    live = Introduction.objects.filter(
        participant=OuterRef("participant"), status__in=[*LIVE, IntroductionStatus.HIRED]
    )
    placed = Placement.objects.filter(enrolment=OuterRef("pk"), taken_back_at=None).exclude(
        kind=PlacementKind.OTHER
    )
    rows = cohort.enrolments.filter(status__in=[EnrolmentStatus.ENROLLED, EnrolmentStatus.COMPLETED])
    rows = rows.exclude(Exists(live)).exclude(Exists(placed))
    return list(
        rows.select_related("participant", "track", "application")
        .prefetch_related("application__answers").order_by("name", "id")
    )  # fmt: skip


def _segments(cohort: Cohort, people: Sequence[Enrolment]) -> list[str]:
    """Return each person's segment by their answers to the cohort's questions, empty where none."""
    rules = list(cohort.rules.all())
    return [
        assess(
            rules, {answer.rule_id: answer for answer in person.application.answers.all()}, cohort.starts_on
        ).segment
        for person in people
    ]


def _pairs(actor: Actor, order: JobOrder, people: Sequence[Enrolment]) -> list[_Pair]:
    """Return for each person the hours still to learn for a job, or what of their own leaves them out."""
    version = version_to_plan(order)
    found: dict[str, _Pair] = {}
    if version is not None and people:
        ranking = rank_people(actor, order, version)
        rows = ranking.pool.rows_of([str(person.participant_id) for person in people])
        for row, hours in zip(rows.tolist(), ranking.hours_of(rows).tolist(), strict=True):
            own = [reason for reason in ranking.reasons_of(row) if reason in PERSONS_OWN]
            found[str(ranking.pool.ids[row])] = _Pair(hours, own[0] if own else "")
    pairs = []
    for person in people:
        pair = found.get(str(person.participant_id), _Pair(None))
        wanted = person.track.job_order_id if person.track is not None else None
        if wanted is not None and wanted != order.pk:
            pair = _Pair(pair.hours, "track")
        pairs.append(pair)
    return pairs


def _close_introduced(
    people: Sequence[Enrolment], jobs: Sequence[JobBehind], pairs: dict[UUID, list[_Pair]]
) -> None:
    """Close a job to whoever was introduced for it before and it came to nothing."""
    before = set(
        Introduction.objects.filter(
            job_order__in=[job.order.pk for job in jobs], participant__in=[p.participant_id for p in people]
        ).values_list("job_order", "participant")
    )
    for order, row in pairs.items():
        for number, person in enumerate(people):
            if (order, person.participant_id) in before:
                row[number] = _Pair(row[number].hours, "introduced")


def _require_room(jobs: Sequence[JobBehind], labels: Sequence[str], floors: Sequence[SegmentFloor]) -> None:
    """Refuse floors for what is not there, and more than there is room for."""
    known = {job.order.pk: job for job in jobs}
    if any(floor.order not in known or floor.segment not in labels for floor in floors):
        raise PlacementError(
            _("Choose a job behind this cohort, and a segment that it asks for."), field="floors"
        )
    for job in jobs:
        kept = sum(floor.people for floor in floors if floor.order == job.order.pk)
        if kept > job.room or any(floor.people < 0 for floor in floors):
            raise PlacementError(
                _("“%(job)s” has room for %(room)s people; you keep %(kept)s places.")
                % {"job": job.order.title, "room": job.room, "kept": kept},
                field="floors",
            )


def _problem(
    jobs: Sequence[JobBehind],
    people: Sequence[Enrolment],
    pairs: dict[UUID, list[_Pair]],
    segments: Sequence[str],
    labels: Sequence[str],
    floors: Sequence[SegmentFloor],
) -> AllocationProblem:
    places = {job.order.pk: number for number, job in enumerate(jobs)}
    known = [pair.hours for row in pairs.values() for pair in row if pair.hours is not None]
    unknown = max(known, default=0.0)
    open_ = [
        (number, places[order], -(unknown if pair.hours is None else pair.hours))
        for order, row in pairs.items()
        for number, pair in enumerate(row)
        if not pair.closed
    ]
    asked = [
        PlaceFloor(places[floor.order], labels.index(floor.segment) + 1, floor.people) for floor in floors
    ]
    return AllocationProblem(
        person=np.array([each[0] for each in open_], np.int64),
        place=np.array([each[1] for each in open_], np.int64),
        value=np.array([each[2] for each in open_], np.float64),
        room=np.array([job.room for job in jobs], np.int64),
        people=len(people),
        segment=np.array([labels.index(each) + 1 if each in labels else 0 for each in segments], np.int64),
        floors=tuple(asked),
    )

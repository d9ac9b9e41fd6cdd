"""What others may read after the hire: talks, which one is due, concerns and the plans that are shared."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from typing import Any

from django.db.models import Prefetch, QuerySet
from django.utils import timezone

from gainful.domain.accounts.actor import Actor
from gainful.domain.participants.models import Participant
from gainful.domain.placements.models import Placement
from gainful.domain.placements.states import JOBS
from gainful.domain.support.models import CheckIn, CheckInMoment, CheckInSide, Concern, Goal, GoalAction
from gainful.engine.support.moments import MOMENTS, due_on, opens_on


@dataclass(frozen=True, slots=True)
class Moment:
    """One moment after the hire: its day, and the talks that were held."""

    label: str
    day: date
    person: CheckIn | None
    employer: CheckIn | None

    @property
    def is_due(self) -> bool:
        """Whether its day has come and the person was not spoken with."""
        return self.person is None and self.day <= timezone.localdate()


@dataclass(frozen=True, slots=True)
class Job:
    """One job after a placement with its five moments."""

    placement: Placement
    moments: tuple[Moment, ...]


def jobs_of(person: Participant) -> list[Job]:
    """Return a person's jobs that the actor may see with their talks, the newest first."""
    found = Placement.objects.filter(
        participant=person, taken_back_at=None, kind__in=sorted(JOBS), starts_on__isnull=False
    ).prefetch_related("check_ins")
    return [_job(row) for row in found.order_by("-starts_on", "id")[:20]]


def _job(row: Placement) -> Job:
    held = {(each.moment, each.side): each for each in row.check_ins.all()}
    first = row.starts_on
    assert first is not None  # noqa: S101 - the query leaves those without a day out
    moments = (
        Moment(
            str(CheckInMoment(item.code).label), due_on(item, first), held.get((item.code, CheckInSide.PERSON)),
            held.get((item.code, CheckInSide.EMPLOYER)),
        )
        for item in MOMENTS
    )  # fmt: skip
    return Job(row, tuple(moments))


def next_talk(row: Placement) -> dict[str, str]:
    """Return moment and side of the talk to hold next, for a form: of those due the latest, else one that is open."""
    held = set(CheckIn.objects.filter(placement=row).order_by().values_list("moment", "side"))
    today, first = timezone.localdate(), row.starts_on
    due = [item for item in MOMENTS if first is not None and due_on(item, first) <= today]
    is_open = [item for item in MOMENTS if first is not None and opens_on(item, first) <= today] or [
        MOMENTS[0]
    ]
    for item in [*reversed(due), *is_open]:
        for side in CheckInSide.values:
            if (item.code, side) not in held:
                return {"moment": item.code, "side": side}
    return {"moment": is_open[-1].code, "side": CheckInSide.PERSON}


def _with_plans() -> QuerySet[Concern]:
    actions = Prefetch("actions", GoalAction.objects.order_by("due_on", "created_at", "id"))
    goals = Prefetch("goals", Goal.objects.order_by("created_at", "id").prefetch_related(actions))
    return Concern.objects.select_related("employer", "placement").prefetch_related(goals)


def concern(concern_id: Any) -> Concern | None:
    """Return one concern that the actor may see, or None."""
    return _with_plans().filter(pk=concern_id).first()


def concerns_of(person: Participant) -> list[Concern]:
    """Return the concerns about a person that the actor may see, the newest first."""
    return list(_with_plans().filter(participant=person).order_by("-raised_at", "id")[:20])


def hires_of(actor: Actor) -> QuerySet[Placement]:
    """Return whom the acting employer hired, the newest first."""
    found = Placement.objects.filter(introduction__employer=actor.organization, taken_back_at=None)
    return found.select_related("introduction", "job_order").order_by("-starts_on", "id")


def shared_concerns(actor: Actor) -> list[Concern]:
    """Return what the acting employer raised with the plans that are shared, open ones first."""
    found = _with_plans().filter(employer=actor.organization).select_related("placement__introduction")
    return sorted(found.order_by("-raised_at", "id")[:100], key=lambda row: row.settled_at is not None)


def name_for_employer(row: Placement) -> str:
    """Return the name that the person agreed to show their employer, else the job's title."""
    card = row.introduction.card if row.introduction is not None else {}
    return str(card.get("name") or row.title or "")

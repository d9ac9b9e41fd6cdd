"""Plan the waves of a hire or an application, and ask what is due; the clock does both, as the system."""

from __future__ import annotations

from datetime import date

from django.db import transaction
from django.utils import timezone

from gainful.domain.accounts.actor import SYSTEM_ROLE, Actor, acting_in
from gainful.domain.cohorts.models import Application
from gainful.domain.measures import waves
from gainful.domain.measures.asking import ask_side
from gainful.domain.measures.models import FollowUp
from gainful.domain.measures.models.follow_ups import WaveClock, WaveSide
from gainful.domain.measures.states import FollowUpState
from gainful.domain.placements.models import Placement
from gainful.domain.placements.states import PlacementKind
from gainful.domain.support.after_hire_queries import name_for_employer

AT_ONCE = 500
"""Hires or applications planned in one step: to find the next one, all that are planned have to be passed over."""


@transaction.atomic
def plan_waves(today: date) -> int:
    """Plan the waves of some hires or applications that have none; returns how many rows were made."""
    hires = waves.unplanned_hires(today)[:AT_ONCE]
    rows = [row for hire in hires for row in _of_hire(hire, today)]
    if not rows:
        applications = waves.unplanned_applications(today)[:AT_ONCE]
        rows = [row for application in applications for row in _of_application(application, today)]
    return len(FollowUp.objects.bulk_create(rows))


def _of_hire(row: Placement, today: date) -> list[FollowUp]:
    sides = [WaveSide.PERSON]
    if row.kind in {PlacementKind.HIRE, PlacementKind.INTERNAL} and row.job_order_id is not None:
        sides.append(WaveSide.EMPLOYER)
    assert row.starts_on is not None  # noqa: S101 - a constraint of the table
    employer = row.employer_name or str(row.introduction.job.get("employer", "") if row.introduction else "")
    return [
        FollowUp(
            organization=row.organization, participant=row.participant, side=side, clock=WaveClock.HIRE, moment=moment,
            began_on=row.starts_on, due_on=due, placement=row, job_title=row.title, employer_name=employer[:200],
            shown_name=name_for_employer(row)[:200] if side == WaveSide.EMPLOYER else "",
        )
        for moment, due in waves.moments_from(row.starts_on, today)
        for side in sides
    ]  # fmt: skip


def _of_application(row: Application, today: date) -> list[FollowUp]:
    clock = waves.began(row)
    if clock is None or row.participant is None:
        return []
    return [
        FollowUp(
            organization=row.organization, participant=row.participant, side=WaveSide.PERSON, clock=WaveClock.DRAW,
            moment=moment, began_on=clock.day, due_on=due, application=row, arm=clock.arm,
        )
        for moment, due in waves.moments_from(clock.day, today)
    ]  # fmt: skip


def ask_one(today: date) -> bool:
    """Ask one question that is due, or stop it where nothing may or need be asked; whether there was one."""
    row = waves.due(today).select_for_update(of=("self",), skip_locked=True).first()
    if row is None:
        return False
    now = timezone.now()
    if not waves.may_be_asked(row) or waves.is_over(row) or today - row.due_on > waves.LATE:
        _move(row, FollowUpState.STOPPED, closed_at=now)
        return True
    asked = waves.together(row, frozenset({FollowUpState.ASKED}))
    row.asked_at = now
    _move(row, FollowUpState.ASKED)
    if not asked:
        actor = Actor(None, row.organization, SYSTEM_ROLE)
        ask_side(actor, row, coach_calls=waves.coach_calls(row, today))
    return True


def _move(row: FollowUp, state: str, **also: object) -> None:
    row.state = state
    for name, value in also.items():
        setattr(row, name, value)
    with acting_in("answer_follow_up"):
        row.save(update_fields=["state", "asked_at", *also])

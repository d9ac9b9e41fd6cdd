"""Whom the waves are for, which are due, and which fall together: questions to the rows, asked by the clock."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, timedelta

from django.db import connection
from django.db.models import Exists, OuterRef, Q, QuerySet
from django.utils import timezone

from gainful.domain.cohorts.models import Application, DrawEntry, Follow
from gainful.domain.measures.models import FollowUp, FollowUpAnswer
from gainful.domain.measures.models.follow_ups import Arm, WaveClock, WaveMoment, WaveSide, YesNo
from gainful.domain.measures.states import FollowUpState
from gainful.domain.participants.models import Consent
from gainful.domain.placements.models import Placement
from gainful.domain.placements.states import JOBS
from gainful.domain.support.models import CheckIn
from gainful.engine.support.moments import MOMENTS, Moment, due_on, falls_together

MONTHS: tuple[Moment, ...] = tuple(one for one in MOMENTS if one.code in WaveMoment.values)
LATE = timedelta(days=21)
"""A wave that fell due longer ago is left out: an answer would tell of another time (ours, not measured)."""
YEAR = timedelta(days=366) + LATE


def unplanned_hires(today: date) -> QuerySet[Placement]:
    """Return jobs whose waves were never planned and of which one is still to come, or just was."""
    there = FollowUp.objects.filter(placement=OuterRef("pk"))
    found = Placement.objects.filter(
        ~Exists(there.order_by()), kind__in=sorted(JOBS), taken_back_at=None, starts_on__lte=today,
        starts_on__gt=today - YEAR,
    )  # fmt: skip
    return found.select_related("organization", "participant", "introduction", "job_order").order_by("id")


def unplanned_applications(today: date) -> QuerySet[Application]:
    """Return applications that came to a draw or a seat, of people who may be followed, without planned waves.

    Whoever was drawn and never came, and whoever was not drawn, are asked like those who finished.
    """
    there = FollowUp.objects.filter(application=OuterRef("pk"))
    drawn = DrawEntry.objects.filter(
        application=OuterRef("pk"), draw__status="drawn", draw__drawn_at__date__gt=today - YEAR
    )
    found = Application.objects.filter(
        ~Exists(there.order_by()),
        Exists(drawn.order_by()) | Q(enrolment__enrolled_at__date__gt=today - YEAR),
        participant__isnull=False, follow=Follow.YES,
    )  # fmt: skip
    return found.select_related("organization", "participant", "cohort", "enrolment").order_by("id")


@dataclass(frozen=True, slots=True)
class Began:
    """When an application's clock began, and in which group of the draw it is."""

    day: date
    arm: str


def began(application: Application) -> Began | None:
    """Return the day of the draw and the group, or of the seat where nobody drew; None before either."""
    entry = (
        application.draw_entries.filter(draw__status="drawn")
        .select_related("draw")
        .order_by("-draw__number")
        .first()
    )
    if entry is not None and entry.draw.drawn_at is not None:
        arm = Arm.DRAWN if entry.outcome == "seat" else Arm.NOT_DRAWN
        return Began(timezone.localdate(entry.draw.drawn_at), arm)
    seat = getattr(application, "enrolment", None)
    return None if seat is None else Began(timezone.localdate(seat.enrolled_at), Arm.NONE)


def moments_from(day: date, today: date) -> Iterator[tuple[str, date]]:
    """Yield each wave of a clock that began on a day, with its due day; those long past are left out."""
    for moment in MONTHS:
        due = due_on(moment, day)
        if due >= today - LATE:
            yield moment.code, due


def may_be_asked(row: FollowUp) -> bool:
    """Whether the person still lets the agency ask how it goes; the database asks the same of every reader."""
    consents = Consent.objects.filter(
        participant=row.participant_id,
        organization=row.organization_id,
        revoked_at=None,
        scopes__contains=["outcomes"],
    )
    if any(consent.is_active for consent in consents):
        return True
    return (
        row.application_id is not None
        and Application.objects.filter(
            pk=row.application_id, participant=row.participant_id, follow=Follow.YES
        ).exists()
    )


def is_over(row: FollowUp) -> bool:
    """Whether nothing is left to ask: the hire was taken back, or the employer said that the person is not there.

    Who does not know the person, or said that they left, is not asked about them three, six and twelve months on.
    """
    if row.placement_id is None:
        return False
    if Placement.objects.filter(pk=row.placement_id).exclude(taken_back_at=None).exists():
        return True
    if row.side != WaveSide.EMPLOYER:
        return False
    before = FollowUp.objects.filter(
        placement=row.placement_id, side=WaveSide.EMPLOYER, due_on__lt=row.due_on
    )
    if before.filter(state=FollowUpState.WRONG).exists():
        return True
    answers = FollowUpAnswer.objects.filter(follow_up__in=before.filter(state=FollowUpState.ANSWERED))
    newest = answers.order_by("-at", "-id").first()
    return newest is not None and newest.job_goes_on == YesNo.NO


def may_ask_more(row: FollowUp) -> bool:
    """Whether the person lets the agency ask about money, home and how they are; the database asks the same."""
    if row.side != WaveSide.PERSON:
        return False
    with connection.cursor() as cursor:
        cursor.execute("SELECT gainful.may_ask_more(%s, %s)", [row.organization_id, row.participant_id])
        return bool(cursor.fetchone()[0])


def due(today: date) -> QuerySet[FollowUp]:
    """Return questions whose day has come, the earliest first."""
    found = FollowUp.objects.filter(state=FollowUpState.DUE, due_on__lte=today)
    return found.select_related("organization", "participant", "placement__job_order__employer").order_by(
        "due_on", "id"
    )


def together(row: FollowUp, states: frozenset[str]) -> list[FollowUp]:
    """Return the person's other questions of the same agency that fall due within ten days of this one.

    A hire and a draw may run side by side: one letter and one answer serve both.
    """
    if row.side != WaveSide.PERSON:
        return []
    others = FollowUp.objects.filter(
        participant=row.participant_id,
        organization=row.organization_id,
        side=WaveSide.PERSON,
        state__in=sorted(states),
    ).exclude(pk=row.pk)
    return [other for other in others.order_by("due_on", "id") if falls_together(other.due_on, row.due_on)]


def coach_calls(row: FollowUp, today: date) -> bool:
    """Whether a talk of the coach with the person falls due within ten days and was not held."""
    if row.clock != WaveClock.HIRE or row.placement_id is None or row.side != WaveSide.PERSON:
        return False
    held = set(
        CheckIn.objects.filter(placement=row.placement_id, side="person")
        .order_by()
        .values_list("moment", flat=True)
    )
    return any(
        falls_together(due_on(moment, row.began_on), today) for moment in MOMENTS if moment.code not in held
    )

"""What waits for the answer of the person who is signed in, out of the rows themselves: one statement, however much."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum
from typing import Any
from uuid import UUID

from django.db.models import CharField, F, QuerySet, Value
from django.db.models.fields.json import KT
from django.db.models.functions import Cast

from gainful.domain.accounts.actor import Actor
from gainful.domain.cohorts.models import Application
from gainful.domain.cohorts.states import ApplicationStatus
from gainful.domain.placements.models import Introduction
from gainful.domain.placements.states import IntroductionStatus

MOST = 20


class Waiting(StrEnum):
    """What somebody waits to hear, what is lost soonest first."""

    JOB_OFFER = "job_offer"
    SEAT = "seat"
    INTRODUCTION = "introduction"
    APPLICATION = "application"


@dataclass(frozen=True, slots=True)
class Waits:
    """One answer that somebody waits for: the introduction or application that it is about, and its title."""

    what: Waiting
    about: UUID
    title: str
    since: datetime


def waiting_answers(actor: Actor) -> list[Waits]:
    """Return what waits for the answer of the person who is signed in: what is lost soonest first, then the oldest."""
    user = actor.signed_in_user
    mine, applied = (
        Introduction.objects.filter(participant__user=user),
        Application.objects.filter(participant__user=user),
    )
    job, cohort = Cast(KT("job__title"), CharField()), Cast(F("cohort__name"), CharField())
    first, *others = (
        _rows(Waiting.JOB_OFFER, mine.filter(status=IntroductionStatus.OFFERED), job, "changed_at"),
        _rows(Waiting.INTRODUCTION, mine.filter(status=IntroductionStatus.ASKED), job, "changed_at"),
        _rows(Waiting.SEAT, applied.filter(status=ApplicationStatus.OFFERED), cohort, "status_at"),
        _rows(Waiting.APPLICATION, applied.filter(status=ApplicationStatus.INCOMPLETE), cohort, "status_at"),
    )
    found = [Waits(Waiting(what), *rest) for what, *rest in first.union(*others, all=True)[:MOST]]
    return sorted(found, key=lambda each: (list(Waiting).index(each.what), each.since, each.about))


def _rows(what: Waiting, rows: QuerySet[Any], title: Any, since: str) -> QuerySet[Any, tuple[Any, ...]]:
    found = rows.order_by().annotate(what=Value(what.value), named=title, since=F(since))
    return found.values_list("what", "pk", "named", "since")

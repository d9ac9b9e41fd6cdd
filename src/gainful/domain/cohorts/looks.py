"""A look at people of a class is noted in their read log: staff's as everywhere, an instructor's by the database."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import timedelta

from django.db import connection

from gainful.domain.accounts.actor import Actor
from gainful.domain.cohorts.models import Enrolment
from gainful.domain.participants.actions import record_reads

AGAIN = timedelta(hours=1)
"""A list that is opened again within this time is one look: attendance is taken on one page for a whole lesson."""


def note_looks(actor: Actor, seats: Iterable[Enrolment], what: str) -> None:
    """Note one look at each of these people."""
    rows = list(seats)
    if not rows:
        return
    if actor.role != "instructor":
        record_reads(actor, [row.participant_id for row in rows], what=what, once_in=AGAIN)
        return
    with connection.cursor() as cursor:
        cursor.execute("SELECT gainful.note_class_looks(%s::uuid[], %s)", [[row.pk for row in rows], what])

"""What a phone takes along for a day: the coach's people, how to reach them safely, what is due, the last notes."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable
from datetime import timedelta
from typing import Any
from uuid import UUID

from django.utils import timezone

from gainful.domain.accounts.actor import Actor
from gainful.domain.messages.reach import reaches
from gainful.domain.participants.models import Participant
from gainful.domain.support.actions.offline import assigned_people, take_day
from gainful.domain.support.models import Appointment, Assignment, CaseNote, DayCopy, GoalAction
from gainful.domain.support.offline_kinds import action_fields
from gainful.domain.support.states import AppointmentState
from gainful.domain.support.today import Task, tasks

NOTES_OF_EACH = 3


def count_assigned(actor: Actor) -> int:
    """Return how many people the actor looks after."""
    found = Assignment.objects.filter(
        coach=actor.signed_in_user, organization=actor.organization, ended_at=None
    )
    return found.order_by().count()


def still_whole(actor: Actor, copy: DayCopy) -> bool:
    """Whether a copy may stay on its phone: it was not ended, and nobody on it left the coach or took consent back."""
    if copy.ended_at is not None:
        return False
    taken = set(copy.people.order_by().values_list("participant_id", flat=True))
    return taken <= set(assigned_people(actor))


def take(actor: Actor, *, device: str = "") -> dict[str, Any]:
    """Return the day as plain values and note that it was taken: everybody on it sees that."""
    people = assigned_people(actor)
    copy = take_day(actor, people, device=device)
    why = {task.person.pk: task for task in tasks(actor)}
    actions, notes, times = _actions(people), _notes(people), _times(people)
    found = list(Participant.objects.filter(pk__in=people).order_by("name", "code", "id"))
    reach = reaches(found)
    return {
        "copy": str(copy.pk),
        "made_at": copy.made_at.isoformat(),
        "locks_at": copy.locks_at.isoformat(),
        "people": [
            {
                "id": str(person.pk),
                "name": str(person),
                "phone": reach[person.pk].phone,
                "discreet": reach[person.pk].is_discreet,
                "why": _why(why.get(person.pk)),
                "actions": actions[person.pk],
                "notes": notes[person.pk],
                "appointments": times[person.pk],
            }
            for person in found
        ],
    }


def _why(task: Task | None) -> list[dict[str, str]]:
    if task is None:
        return []
    return [
        {
            "rule": str(why.reason.rule),
            "words": why.words,
            "since": why.since.isoformat() if why.since else "",
        }
        for why in task.whys
    ]


def _actions(people: Iterable[UUID]) -> dict[UUID, list[dict[str, Any]]]:
    found: dict[UUID, list[dict[str, Any]]] = defaultdict(list)
    rows = GoalAction.objects.filter(participant__in=people, state__in=("todo", "doing"), goal__state="open")
    for row in rows.order_by("due_on", "id"):
        values = {"id": str(row.pk), "version": row.version, "owner": row.owner, "fields": action_fields(row)}
        found[row.participant_id].append(values)
    return found


def _notes(people: Iterable[UUID]) -> dict[UUID, list[dict[str, str]]]:
    found: dict[UUID, list[dict[str, str]]] = defaultdict(list)
    rows = CaseNote.objects.filter(participant__in=people, corrected_by=None)
    for row in rows.order_by("-happened_at", "id")[:1000]:
        if len(found[row.participant_id]) < NOTES_OF_EACH:
            found[row.participant_id].append(
                {
                    "text": row.text,
                    "kind": row.get_kind_display(),
                    "at": row.happened_at.isoformat(),
                    "by": row.author_name,
                }
            )
    return found


def _times(people: Iterable[UUID]) -> dict[UUID, list[dict[str, str]]]:
    found: dict[UUID, list[dict[str, str]]] = defaultdict(list)
    now = timezone.now()
    rows = Appointment.objects.filter(
        participant__in=people, state=AppointmentState.BOOKED, starts_at__gt=now - timedelta(hours=12),
        starts_at__lt=now + timedelta(hours=36),
    )  # fmt: skip
    for row in rows.order_by("starts_at", "id"):
        found[row.participant_id].append(
            {"what": row.what, "at": row.starts_at.isoformat(), "place": row.place}
        )
    return found

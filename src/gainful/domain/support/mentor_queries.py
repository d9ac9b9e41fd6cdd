"""What others may read of mentors: the register, pairs, who could meet whom and why."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from uuid import UUID

from django.db import connection
from django.db.models import (
    Case,
    Exists,
    F,
    Func,
    IntegerField,
    OuterRef,
    Prefetch,
    Q,
    QuerySet,
    Value,
    When,
)

from gainful.domain.accounts.actor import Actor
from gainful.domain.participants.models import Participant, WorkHistory
from gainful.domain.placements.models import Placement
from gainful.domain.plans.models import PlanPerson
from gainful.domain.support.access import require_staff
from gainful.domain.support.asking_mentors import OPEN
from gainful.domain.support.models import Mentor, Mentorship, MentorTalk, MentorWish
from gainful.domain.support.states.practice import MentorState
from gainful.engine.allocation.mentors import (
    COMMON,
    MentorRecord,
    Pair,
    PersonToMentor,
    match_mentors,
    reasons_for,
)

MOST_PEOPLE, MOST_MENTORS = 300, 300
"""People and mentors that one page matches; `gainful mentors match` matches a whole register."""


_GIVES_TIME = (MentorState.WILLING, MentorState.ASKED, MentorState.PAUSED, MentorState.LEFT)


@dataclass(frozen=True, slots=True)
class Suggestion:
    """A pair that the matching found, with its rows."""

    person: Participant
    mentor: Mentor
    pair: Pair


def mentors(actor: Actor, *, state: str = "", gives: str = "", search: str = "") -> QuerySet[Mentor]:
    """Return the register that the actor may read, with `meets` (people each takes now), who gives time first."""
    organization = require_staff(actor)
    found = Mentor.objects.filter(organization=organization).annotate(
        meets=Func(F("pk"), function="gainful.mentor_meets", output_field=IntegerField())
    )
    if state:
        found = found.filter(state=state)
    if gives:
        found = found.filter(gives__contains=[gives])
    if search:
        found = found.filter(
            Q(name__icontains=search) | Q(job_title__icontains=search) | Q(employer_name__icontains=search)
        )
    gives_time = Case(
        *(When(state=each, then=Value(place)) for place, each in enumerate(_GIVES_TIME)), default=Value(9)
    )
    return found.order_by(gives_time, "name", "id")


def mentor(mentor_id: UUID) -> Mentor | None:
    """Return one mentor that the actor may see, or None."""
    return Mentor.objects.filter(pk=mentor_id).select_related("participant").first()


def my_mentor_entries(person: Participant) -> list[Mentor]:
    """Return where the person gives time, or is asked to."""
    return list(Mentor.objects.filter(participant=person).select_related("organization", "participant"))


def _with_talks() -> QuerySet[Mentorship]:
    talks = Prefetch("talks", MentorTalk.objects.order_by("-held_on", "-written_at", "id"))
    return Mentorship.objects.select_related("organization", "participant").prefetch_related(talks)


def wish_of(person: Participant) -> MentorWish | None:
    """Return what a person said about wanting a mentor, or None."""
    return MentorWish.objects.filter(participant=person).order_by("-said_at", "id").first()


def waiting(actor: Actor) -> int:
    """Return how many people want a mentor and have none."""
    organization = require_staff(actor)
    has_one = Mentorship.objects.filter(
        participant=OuterRef("participant_id"), organization=organization, state__in=OPEN
    )
    wishes = MentorWish.objects.filter(organization=organization, wants=True)
    return wishes.exclude(Exists(has_one.order_by())).count()


def pairs(actor: Actor, *, state: str = "") -> QuerySet[Mentorship]:
    """Return the agency's pairs that the actor may see, newest first."""
    found = _with_talks().filter(organization=require_staff(actor))
    return (found.filter(state=state) if state else found).order_by("-proposed_at", "id")


def pair(pair_id: UUID) -> Mentorship | None:
    """Return one pair that the actor may see, or None."""
    return _with_talks().filter(pk=pair_id).first()


def pairs_of(person: Participant) -> list[Mentorship]:
    """Return a person's mentors, those to come and those before, newest first."""
    return list(_with_talks().filter(participant=person).order_by("-proposed_at", "id")[:20])


def linked_pair(about_id: str) -> Mentorship | None:
    """Return the pair that a mentor's link opens, without the person's record: PostgreSQL shows the holder none."""
    talks = Prefetch("talks", MentorTalk.objects.order_by("-held_on", "-written_at", "id"))
    found = Mentorship.objects.filter(pk=about_id).prefetch_related(talks).first()
    if found is not None:
        with connection.cursor() as cursor:
            cursor.execute("SELECT gainful.note_mentor_read()")
    return found


def _targets(people: Iterable[UUID]) -> dict[UUID, tuple[str, str]]:
    """Return the occupation and employer that each goes for: of their placement, else of their plan, else last work."""
    who = list(people)
    past = WorkHistory.objects.filter(participant__in=who).exclude(occupation_code="")
    planned = PlanPerson.objects.filter(participant__in=who).exclude(plan__job_order__occupation_code="")
    planned = planned.exclude(answer="no")
    placed = Placement.objects.filter(participant__in=who, taken_back_at=None).exclude(occupation_code="")
    found = {}
    for row in past.order_by("participant_id", "-start", "id").distinct("participant_id"):
        found[row.participant_id] = (row.occupation_code, "")
    plans = planned.order_by("participant_id", "-plan__created_at", "id").distinct("participant_id")
    found |= {
        one: (code, "")
        for one, code in plans.values_list("participant_id", "plan__job_order__occupation_code")
    }
    for job in placed.order_by("participant_id", "-recorded_at", "id").distinct("participant_id"):
        found[job.participant_id] = (job.occupation_code, job.employer_name)
    return found


def suggestions(
    actor: Actor, *, most: tuple[int | None, int | None] = (MOST_PEOPLE, MOST_MENTORS)
) -> list[Suggestion]:
    """Return whom to propose to whom: stable pairs between people without a mentor and mentors with room.

    People are those who said that they want one, those who have waited longest first. Nobody meets themself, and two
    who were proposed to each other before are not proposed again: whoever comes next on the list is.
    """
    organization = require_staff(actor)
    has_one = Mentorship.objects.filter(
        participant=OuterRef("participant_id"), organization=organization, state__in=OPEN
    )
    wishes = MentorWish.objects.filter(organization=organization, wants=True).exclude(
        Exists(has_one.order_by())
    )
    longest = wishes.select_related("participant").order_by("said_at", "id")[: most[0]]
    wanted = {str(each.participant_id): each for each in longest}
    people = {key: each.participant for key, each in wanted.items()}
    free = {
        str(each.pk): each
        for each in mentors(actor, state=MentorState.WILLING, gives="mentor").filter(capacity__gt=F("meets"))[
            : most[1]
        ]
    }
    before = Mentorship.objects.filter(organization=organization, participant__in=people.values()).order_by()
    apart = [(str(one), str(other)) for one, other in before.values_list("participant_id", "mentor_id")]
    apart += [(str(each.participant_id), key) for key, each in free.items() if each.participant_id]
    targets = _targets(each.pk for each in people.values())
    matched = match_mentors(
        [_person_record(each, targets) for each in wanted.values()], [_mentor_record(each) for each in free.values()],
        apart=apart,
    )  # fmt: skip
    return [Suggestion(people[each.person], free[each.mentor], each) for each in matched]


def reasons_between(person: Participant, mentor: Mentor) -> tuple[str, ...]:
    """Return why a mentor fits a person, as the matching has it; empty where nothing speaks for it."""
    wish = wish_of(person) or MentorWish(participant=person, languages=[COMMON])
    return reasons_for(_person_record(wish, _targets([person.pk])), _mentor_record(mentor))[0]


def _person_record(wish: MentorWish, targets: Mapping[UUID, tuple[str, str]]) -> PersonToMentor:
    person = wish.participant
    occupation, employer = targets.get(person.pk, ("", ""))
    return PersonToMentor(
        str(person.pk), occupation, employer, frozenset(wish.languages), frozenset(wish.times), person.scenario,
        person.postal_code,
    )  # fmt: skip


def _mentor_record(row: Mentor) -> MentorRecord:
    path = row.participant.scenario if row.participant is not None else ""
    return MentorRecord(
        str(row.pk), row.occupation_code, row.employer_name, frozenset(row.languages), frozenset(row.times), path,
        row.postal_code, row.capacity - getattr(row, "meets", 0),
    )  # fmt: skip

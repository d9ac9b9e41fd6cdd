"""What others may read of a person's support: goals, notes, money, who looks after them."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any
from uuid import UUID

from django.db.models import Exists, OuterRef, Prefetch, Q, QuerySet
from django.utils import timezone

from gainful.domain.accounts.actor import Actor
from gainful.domain.accounts.kept_plan import kept_plan
from gainful.domain.accounts.models import User
from gainful.domain.organizations.models import Membership
from gainful.domain.participants.models import Participant
from gainful.domain.support.access import LOOK_AFTER
from gainful.domain.support.helping import helpers
from gainful.domain.support.models import (
    Assignment,
    BenefitTable,
    Caseload,
    CaseNote,
    DayCopy,
    EditOutcome,
    Goal,
    GoalAction,
    MoneyCap,
    MoneyRequest,
    OfflineEdit,
)
from gainful.domain.support.states.goals import GoalState
from gainful.domain.support.states.money import MoneyState
from gainful.engine.support.caseload import Case, Coach, Load, Move, balance, loads

MOST = 100


def goals_of(person: Participant, *, is_open: bool | None = None) -> list[Goal]:
    """Return a person's goals that the actor may see with their actions, open ones first, oldest first."""
    found = Goal.objects.filter(participant=person).select_related("organization")
    if is_open is not None:
        state = Q(state=GoalState.OPEN)
        found = found.filter(state if is_open else ~state)
    actions = GoalAction.objects.order_by("due_on", "created_at", "id")
    rows = list(found.prefetch_related(Prefetch("actions", actions)).order_by("created_at", "id")[:MOST])
    return sorted(rows, key=lambda goal: goal.state != GoalState.OPEN)


def goal(goal_id: Any) -> Goal | None:
    """Return one goal, or None."""
    return Goal.objects.select_related("participant", "organization").filter(pk=goal_id).first()


def goal_action(action_id: Any) -> GoalAction | None:
    """Return one action with its goal, or None."""
    return GoalAction.objects.select_related("goal", "participant").filter(pk=action_id).first()


def notes_of(person: Participant) -> QuerySet[CaseNote]:
    """Return a person's case notes that the actor may read, the newest first; `is_corrected` where one stands later."""
    later = CaseNote.objects.filter(corrects=OuterRef("pk")).order_by()
    found = CaseNote.objects.filter(participant=person).select_related("goal", "corrects")
    found = found.annotate(is_corrected=Exists(later))
    return found.order_by("-happened_at", "id")


def note(note_id: Any) -> CaseNote | None:
    """Return one note that the actor may read, or None."""
    return CaseNote.objects.select_related("participant", "organization").filter(pk=note_id).first()


def money_of(person: Participant) -> QuerySet[MoneyRequest]:
    """Return what was asked for a person, the newest first."""
    found = MoneyRequest.objects.filter(participant=person)
    return found.select_related("fund", "organization", "goal", "participant").order_by("-asked_at", "id")


def money_list(actor: Actor, *, state: str = MoneyState.ASKED) -> QuerySet[MoneyRequest]:
    """Return the agency's requests in a state (`all`: in any), those needed soonest first."""
    found = MoneyRequest.objects.filter(organization=actor.organization)
    if state in MoneyState.values:
        found = found.filter(state=state)
    return found.select_related("participant", "fund", "asked_by").order_by("needed_by", "asked_at", "id")


def money(money_id: Any) -> MoneyRequest | None:
    """Return one request, or None."""
    found = MoneyRequest.objects.select_related("participant", "fund__program", "organization", "goal")
    return found.filter(pk=money_id).first()


def caps_of(actor: Actor) -> list[MoneyCap]:
    """Return the caps that count for the agency, one a kind."""
    found = MoneyCap.objects.filter(organization=actor.organization).order_by("kind", "-created_at", "-id")
    return list(found.distinct("kind"))


def benefits_of(organization_id: UUID | None) -> list[BenefitTable]:
    """Return the benefits that an agency loaded."""
    if organization_id is None:
        return []
    return list(BenefitTable.objects.filter(organization_id=organization_id)[:1000])


def benefits_for(actor: Actor, person: Participant | None) -> list[BenefitTable]:
    """Return the benefits that count for a person: of the acting agency, else of the first they let in that has any."""
    if actor.organization_id is not None or person is None:
        return benefits_of(actor.organization_id)
    own = [person.registered_by_id, *(agency.pk for agency in helpers(person))]
    return next((found for each in own if (found := benefits_of(each))), [])


def assignment_of(person: Participant, organization_id: UUID | None) -> Assignment | None:
    """Return who looks after a person for an agency now, or None."""
    if organization_id is None:
        return None
    found = Assignment.objects.filter(participant=person, organization_id=organization_id, ended_at=None)
    return found.first()


def coaches_of_person(person: Participant) -> list[Assignment]:
    """Return who looks after a person now, at each agency, for the person."""
    found = Assignment.objects.filter(participant=person, ended_at=None)
    return list(found.select_related("organization").order_by("since", "id"))


def conflicts_of(actor: Actor) -> list[OfflineEdit]:
    """Return the actor's edits that somebody has to decide, the oldest first."""
    found = OfflineEdit.objects.filter(coach=actor.signed_in_user, outcome=EditOutcome.CONFLICT)
    return list(found.select_related("participant").order_by("made_at", "id")[:MOST])


def copies_of(actor: Actor) -> list[DayCopy]:
    """Return the actor's copies of a day that still open."""
    found = DayCopy.objects.filter(coach=actor.signed_in_user, ended_at=None, locks_at__gt=timezone.now())
    return list(found.order_by("-made_at", "id")[:20])


def day_copy(actor: Actor, copy_id: Any) -> DayCopy | None:
    """Return one copy of the actor's own, or None."""
    return DayCopy.objects.filter(coach=actor.signed_in_user, pk=copy_id).first()


@dataclass(frozen=True, slots=True)
class CaseloadPage:
    """Who of some coaches looks after how many, what would even it out, and the people that these moves name."""

    loads: Sequence[Load]
    moves: Sequence[tuple[Move, Participant, str, str]]
    unassigned: int


def caseload(actor: Actor, users: Sequence[User], *, with_lost: bool, most: int = 50) -> CaseloadPage:
    """Return the caseloads of these coaches and the few moves that would even them out, `most` of them.

    `with_lost` adds people whose coach is none any more. Each coach's people are counted, however many the agency has.
    """
    keys = [user.pk for user in users]
    said = {
        row.coach_id: row for row in Caseload.objects.filter(organization=actor.organization, coach__in=keys)
    }
    coaches = [
        Coach(
            user.pk, str(user), said[user.pk].most if user.pk in said else None,
            frozenset(said[user.pk].languages) if user.pk in said else frozenset(),
        )
        for user in users
    ]  # fmt: skip
    wanted = [*keys, *(_former_coaches(actor) if with_lost else ())]
    with kept_plan() as cursor:
        cursor.execute(_CASES, {"agency": actor.organization_id, "coaches": wanted})
        rows = cursor.fetchall()
    known = set(keys)
    cases = [Case(person, coach if coach in known else None, due) for person, coach, due in rows]
    moves = balance(coaches, cases)[:most]
    people = Participant.objects.in_bulk([move.case for move in moves])
    names = {coach.id: coach.name for coach in coaches}
    return CaseloadPage(
        loads(coaches, cases),
        [
            (
                move,
                people[move.case],
                "" if move.origin is None else names.get(move.origin, ""),
                names[move.target],
            )
            for move in moves
            if move.case in people
        ],
        sum(case.coach is None for case in cases),
    )


def _former_coaches(actor: Actor) -> list[UUID]:
    """Return whoever had a place at the agency and may look after nobody now, though people are assigned to them."""
    held = Membership.objects.filter(organization=actor.organization).order_by()
    looks_after = Q(role__in=LOOK_AFTER, ended_at=None)
    now = held.filter(looks_after, user=OuterRef("user"))
    return list(held.exclude(looks_after).exclude(Exists(now)).values_list("user_id", flat=True).distinct())


_CASES = """
WITH mine AS MATERIALIZED (SELECT participant_id, coach_id FROM support_assignment
  WHERE organization_id = %(agency)s AND ended_at IS NULL AND coach_id = ANY (%(coaches)s))
SELECT participant_id, coach_id, (SELECT count(*) FROM support_goalaction a
  WHERE a.participant_id = mine.participant_id AND a.state IN ('todo', 'doing') AND a.due_on <= current_date + 14)
FROM mine ORDER BY participant_id
"""

"""After the hire: a talk with person or employer, an employer's concern that becomes a shared plan, coming back."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from uuid import UUID

from django.db import transaction
from django.utils import timezone
from django.utils.formats import date_format
from django.utils.translation import gettext as _

from gainful.domain.accounts.actor import Actor, acting_in
from gainful.domain.messages.notices import notice
from gainful.domain.participants.access import is_self
from gainful.domain.participants.models import Participant, Scope
from gainful.domain.placements.models import Placement
from gainful.domain.support.actions.goals import ActionTerms, add_action
from gainful.domain.support.actions.needs import Begin, begin_assessment
from gainful.domain.support.actions.notes import NoteText, add_note
from gainful.domain.support.errors import NotAllowedError, SupportError
from gainful.domain.support.form_keys import create_once, sent_before
from gainful.domain.support.helping import (
    consent_in_force,
    helping_organization,
    require_rule,
    staff_organization,
)
from gainful.domain.support.kinds import Need
from gainful.domain.support.models import (
    Assessment,
    CheckIn,
    CheckInMoment,
    CheckInSide,
    Concern,
    Goal,
    HowFilled,
)
from gainful.domain.support.states.checkins import CONCERN_RULES, ConcernState
from gainful.domain.support.states.needs import AssessmentState
from gainful.domain.support.states.needs import Moment as Asked
from gainful.domain.support.telling_after_hire import CAME_BACK, CONCERN_RAISED
from gainful.engine.support.moments import MOMENTS, Moment, due_on, opens_on

MOST_WORDS = 1000


@dataclass(frozen=True, slots=True)
class Talk:
    """A talk after the hire: which moment, with whom, how, what was said."""

    moment: str
    side: str
    kind: str
    text: str
    minutes: int | None = None


def _moment(code: str) -> Moment:
    return next(item for item in MOMENTS if item.code == code)


def day_of(moment: str, first_day: date) -> date:
    """Return the day on which a check-in is due."""
    return due_on(_moment(moment), first_day)


@transaction.atomic
def check_in(actor: Actor, placement: Placement, talk: Talk) -> CheckIn:
    """Write down a talk after the hire: a conversation and a note, no questionnaire."""
    agency, person = staff_organization(actor), placement.participant
    if placement.organization_id != agency.pk:
        raise NotAllowedError(_("Another agency placed them."))
    if talk.moment not in CheckInMoment.values or talk.side not in CheckInSide.values:
        raise SupportError(_("Choose when it is, and with whom you spoke."), field="moment")
    if placement.starts_on is None or not placement.is_job or placement.taken_back_at is not None:
        raise SupportError(_("This is no job that somebody holds."))
    if timezone.localdate() < placement.starts_on:
        raise SupportError(_("The job has not begun yet."))
    if timezone.localdate() < (opens := opens_on(_moment(talk.moment), placement.starts_on)):
        raise SupportError(
            _("It is too early for this talk: it counts from %(day)s on.") % {"day": date_format(opens)},
            hint=_("Choose the talk that is due, or write a note."), field="moment",
        )  # fmt: skip
    if talk.side == CheckInSide.EMPLOYER and not consent_in_force(person, agency, Scope.OUTCOMES):
        raise NotAllowedError(
            _("The person has not agreed that you ask their employer how the job is going."),
            hint=_("Ask them first: they allow it under “Who can see my information”."),
        )
    if CheckIn.objects.filter(placement=placement, moment=talk.moment, side=talk.side).exists():
        raise SupportError(_("This talk is written down already."), hint=_("Write a note instead."))
    note = add_note(actor, person, NoteText(talk.kind, talk.text, need=Need.WORK, minutes=talk.minutes))
    user = actor.signed_in_user
    return CheckIn.objects.create(
        participant=person, organization=agency, placement=placement, moment=talk.moment, side=talk.side,
        held_on=timezone.localdate(), note=note, coach=user, coach_name=str(user)[:200],
    )  # fmt: skip


@transaction.atomic
def raise_concern(
    actor: Actor, placement: Placement, *, words: str, wish: str = "", key: UUID | None = None
) -> Concern:
    """Say as the employer what one sees with somebody hired; the person and their coach read it.

    `key` is the number of the form: sent twice, it is one concern.
    """
    introduction = placement.introduction
    if actor.role != "employer" or introduction is None or introduction.employer_id != actor.organization_id:
        raise NotAllowedError(_("Only the employer of the hire raises this."))
    if placement.taken_back_at is not None or not placement.is_job:
        raise SupportError(_("This is no job that somebody holds."))
    if (again := sent_before(Concern, key, placement=placement)) is not None:
        return again
    said, wanted = " ".join(words.split()), " ".join(wish.split())
    if not said or len(said) > MOST_WORDS:
        raise SupportError(
            _("Say what you see, in at most 1,000 characters. The person reads it."), field="words"
        )
    if len(wanted) > 400:
        raise SupportError(_("Write at most %d characters.") % 400, field="wish")
    user = actor.signed_in_user
    row = create_once(
        Concern, key, participant_id=placement.participant_id, organization_id=placement.organization_id,
        employer=actor.organization, placement=placement, words=said, wish=wanted, raised_by=user,
        raised_name=str(user)[:200],
    )  # fmt: skip
    notice(actor, CONCERN_RAISED, row.pk)
    return row


def _held(actor: Actor, concern: Concern, verb: str) -> Concern:
    found = Concern.objects.select_for_update(of=("self",)).filter(pk=concern.pk).first()
    if found is None:
        raise SupportError(_("It is not here any more."), hint=_("Reload the page."))
    require_rule(actor, CONCERN_RULES[verb], found.state, found.get_state_display())
    return found


@transaction.atomic
def plan_for_concern(actor: Actor, concern: Concern, *, words: str, actions: Sequence[ActionTerms]) -> Goal:
    """Make a shared plan of a concern: what shall change, and who does what; person, coach and employer see it."""
    staff_organization(actor)
    found = _held(actor, concern, "plan")
    said = " ".join(words.split())
    if not said or len(said) > 400:
        raise SupportError(_("Say what shall change, in at most 400 characters."), field="words")
    if not actions:
        raise SupportError(_("Say who does what first."), field="text")
    agency = helping_organization(actor, found.participant)
    goal = Goal.objects.create(
        participant_id=found.participant_id, organization=agency, need=Need.WORK, is_sensitive=False, words=said,
        concern=found, created_by=actor.user,
    )  # fmt: skip
    for terms in actions:
        add_action(actor, goal, terms)
    if found.state == ConcernState.RAISED:
        found.state = ConcernState.PLANNED
        with acting_in("move_concern"):
            found.save(update_fields=["state"])
    return goal


@transaction.atomic
def settle_concern(actor: Actor, concern: Concern) -> Concern:
    """Say that a concern is settled; its plan stays to be seen."""
    if actor.role == "employer":
        found = Concern.objects.filter(pk=concern.pk, employer_id=actor.organization_id).first()
        if found is None or found.state not in CONCERN_RULES["settle"].states:
            raise NotAllowedError(_("This step is not open to you."), hint=_("Reload the page."))
    else:
        found = _held(actor, concern, "settle")
    found.state, found.settled_at = ConcernState.SETTLED, timezone.now()
    with acting_in("move_concern"):
        found.save(update_fields=["state", "settled_at"])
    return found


@transaction.atomic
def come_back(actor: Actor, person: Participant) -> Assessment:
    """Come back after a job in one step: a new look at what is needed begins, and the coach reads it today.

    One that was left half-way goes on as this one; who asks twice is written about once.
    """
    agency = helping_organization(actor, person)
    asked = {"moment": Asked.AGAIN, "how": HowFilled.ALONE}
    is_open = Assessment.objects.filter(participant=person, organization=agency, state=AssessmentState.OPEN)
    before = is_open.filter(**asked).first()
    if before is not None:
        return before
    row = begin_assessment(actor, person, Begin(Asked.AGAIN), organization=agency)
    if is_self(actor, person):
        is_open.filter(pk=row.pk).update(**asked, updated_at=timezone.now())
        row.refresh_from_db()
        notice(actor, CAME_BACK, row.pk)
    return row

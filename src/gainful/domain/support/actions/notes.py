"""Every write to case notes and assignments: a note, alone or with a goal and a sum in one go; who looks after whom."""

from __future__ import annotations

from dataclasses import dataclass, replace
from datetime import datetime, timedelta
from typing import Any
from uuid import UUID

from django.db import IntegrityError, transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from gainful.domain.accounts.actor import Actor
from gainful.domain.accounts.models import User
from gainful.domain.ledger.actions import Entry, Source, enter_from, take_back_from
from gainful.domain.organizations.models import Membership, Organization
from gainful.domain.participants.ids import next_id
from gainful.domain.participants.models import Participant
from gainful.domain.support.access import LOOK_AFTER
from gainful.domain.support.actions.goals import ActionTerms, add_action, add_goal
from gainful.domain.support.actions.money import Ask, ask_money
from gainful.domain.support.actions.referrals import Sending, send_referral
from gainful.domain.support.errors import NotAllowedError, SupportError
from gainful.domain.support.form_keys import sent_before
from gainful.domain.support.helping import (
    helping_organization,
    manager_organization,
    sees_sensitive,
    staff_organization,
)
from gainful.domain.support.kinds import SENSITIVE, Need
from gainful.domain.support.models import (
    Assignment,
    Caseload,
    CaseNote,
    Goal,
    GoalAction,
    MoneyRequest,
    NoteKind,
    Referral,
    Service,
    SharedWith,
)

MOST_TEXT, MOST_MINUTES = 4000, 1440
SOURCE = "case_note"


@dataclass(frozen=True, slots=True)
class NoteText:
    """What is written down: what happened, the words, who may read them, when it was, how long it took."""

    kind: str
    text: str
    shared_with: str = SharedWith.AGENCY
    need: str = ""
    happened_at: datetime | None = None
    minutes: int | None = None
    goal: Goal | None = None
    referral: Referral | None = None
    corrects: CaseNote | None = None
    made_offline: bool = False
    key: UUID | None = None


@transaction.atomic
def add_note(actor: Actor, person: Participant, given: NoteText) -> CaseNote:
    """Write a note about a person; time that it took goes into the ledger as support.

    One that corrects another stands in its place: what it does not say anew is as before, and time counts once.
    """
    staff_organization(actor)
    agency = helping_organization(actor, person)
    if (again := sent_before(CaseNote, given.key, participant=person)) is not None:
        return again
    if given.corrects is not None:
        given = _in_place_of(given.corrects, given, person, agency)
    text = given.text.strip()
    if given.kind not in NoteKind.values:
        raise SupportError(_("Choose what happened."), field="kind")
    if not text or len(text) > MOST_TEXT:
        raise SupportError(_("Write a note of at most %d characters.") % MOST_TEXT, field="text")
    if given.shared_with not in SharedWith.values:
        raise SupportError(_("Choose who may read it."), field="shared_with")
    if given.need and given.need not in Need.values:
        raise SupportError(_("Choose what it is about."), field="need")
    if given.minutes is not None and not 0 <= given.minutes <= MOST_MINUTES:
        raise SupportError(_("A note takes 0 to 1,440 minutes."), field="minutes")
    when = given.happened_at or timezone.now()
    if when > timezone.now() + timedelta(minutes=5):
        raise SupportError(_("This has not happened yet."), field="happened_at")
    is_sensitive = given.need in SENSITIVE or bool(given.goal and given.goal.is_sensitive)
    if is_sensitive and not sees_sensitive(actor, person, agency):
        raise NotAllowedError(
            _("They have not agreed to share this with you."),
            hint=_("Choose another part, or ask them to share it."),
        )
    user = actor.signed_in_user
    note = CaseNote(
        pk=given.key or next_id(), participant=person, organization=agency, author=user,
        author_name=str(user)[:200], kind=given.kind, need=given.need, is_sensitive=is_sensitive, text=text,
        shared_with=given.shared_with, goal=given.goal, referral=given.referral, corrects=given.corrects,
        happened_at=when, minutes=given.minutes, made_offline=given.made_offline,
    )  # fmt: skip
    _store(note)
    if given.corrects is not None:
        take_back_from(actor, Source(SOURCE, given.corrects.pk, agency.pk))
    if given.minutes:
        label = _("%(kind)s with %(who)s") % {"kind": NoteKind(given.kind).label, "who": user}
        day = timezone.localtime(when).date()
        entry = Entry("support", label, day, given.minutes, None, person)
        enter_from(actor, Source(SOURCE, note.pk, agency.pk), entry)
    return note


def _store(note: CaseNote) -> None:
    """Write it; of two corrections of one note at once the first stands."""
    try:
        with transaction.atomic():
            note.save(force_insert=True)
    except IntegrityError as error:
        if "support_casenote_pkey" in str(error):
            raise SupportError(_("This was sent already."), hint=_("Reload the page to see it.")) from error
        if "support_note_corrected_once" not in str(error):
            raise
        raise SupportError(_("This note was corrected already."), field="corrects") from error


def _in_place_of(wrong: CaseNote, given: NoteText, person: Participant, agency: Organization) -> NoteText:
    """Return a correction with what it does not say anew as before: moment, minutes, what it is about, who reads it.

    Whoever reads the first note reads its correction, too: nobody keeps the wrong words alone.
    """
    if wrong.participant_id != person.pk or wrong.organization_id != agency.pk:
        raise SupportError(_("This note is about another person, or another agency's."), field="corrects")
    if CaseNote.objects.filter(corrects=wrong).exists():
        raise SupportError(
            _("This note was corrected already."), hint=_("Correct the newer one."), field="corrects"
        )
    order = list(SharedWith.values)
    if given.shared_with in order and order.index(given.shared_with) < order.index(wrong.shared_with):
        raise SupportError(
            _("Whoever may read the first note must read its correction, too."), field="shared_with"
        )
    return replace(
        given, minutes=wrong.minutes if given.minutes is None else given.minutes,
        happened_at=given.happened_at or wrong.happened_at, need=given.need or wrong.need,
        goal=given.goal or wrong.goal, referral=given.referral or wrong.referral,
    )  # fmt: skip


@dataclass(frozen=True, slots=True)
class Together:
    """A note with what follows: a goal, what somebody does for it, a referral and a sum, each where it is wanted."""

    note: NoteText
    goal_need: str = ""
    goal_own_words: str = ""
    goal_words: str = ""
    action: ActionTerms | None = None
    money: Ask | None = None
    service: Service | None = None
    """Where the person is referred to, for what the goal or the note is about."""
    agreed_how: str = ""
    key: UUID | None = None
    """The number of the form: sent twice, all of it is written once."""


@dataclass(frozen=True, slots=True)
class Written:
    """What was written in one go."""

    note: CaseNote
    goal: Goal | None
    action: GoalAction | None
    money: MoneyRequest | None
    referral: Referral | None


@transaction.atomic
def write_together(actor: Actor, person: Participant, given: Together) -> Written:
    """Write a note, goal, action, referral and request in one go: all, or nothing where a part cannot be stored."""
    staff_organization(actor)
    if (again := sent_before(CaseNote, given.key, participant=person)) is not None:
        return Written(again, again.goal, None, None, again.referral)
    goal = given.note.goal
    if given.goal_need:
        goal = add_goal(
            actor, person, need=given.goal_need, own_words=given.goal_own_words, words=given.goal_words
        )
    elif given.goal_own_words.strip() or given.goal_words.strip():
        raise SupportError(_("Choose what the goal is about."), field="goal_need")
    referral = given.note.referral
    if given.service is not None:
        need = given.goal_need or given.note.need
        referral = send_referral(actor, person, given.service, Sending(need, given.agreed_how))
    action = None
    if given.action is not None:
        if goal is None:
            raise SupportError(_("Choose or set the goal that this is for."), field="goal_need")
        action = add_action(actor, goal, given.action, referral=referral)
    sum_asked = None if given.money is None else ask_money(actor, person, given.money)
    fields: dict[str, Any] = {name: getattr(given.note, name) for name in NoteText.__slots__}
    note = add_note(
        actor, person, NoteText(**{**fields, "goal": goal, "referral": referral, "key": given.key})
    )
    return Written(note, goal, action, sum_asked, referral)


@transaction.atomic
def assign(actor: Actor, person: Participant, coach: User | None = None) -> Assignment:
    """Let a coach look after a person, who had nobody or another before; without a name, whoever acts."""
    agency = helping_organization(actor, person)
    staff_organization(actor)
    user = coach or actor.signed_in_user
    if user.pk != actor.signed_in_user.pk:
        manager_organization(actor)
    _require_coach(agency, user)
    current = Assignment.objects.select_for_update(of=("self",)).filter(
        participant=person, organization=agency, ended_at=None
    ).first()  # fmt: skip
    if current is not None and current.coach_id == user.pk:
        return current
    if current is not None:
        if actor.role == "coach":
            raise NotAllowedError(
                _("%s looks after them already.") % current.coach_name,
                hint=_("A manager can hand them over to you."),
            )
        _end(current)
    return Assignment.objects.create(
        participant=person, organization=agency, coach=user, coach_name=str(user)[:200], made_by=actor.user
    )


@transaction.atomic
def end_assignment(actor: Actor, assignment: Assignment) -> None:
    """Look after a person no longer; whoever did, or a manager, ends it."""
    found = Assignment.objects.select_for_update(of=("self",)).filter(pk=assignment.pk, ended_at=None).first()
    if found is None:
        return
    if found.coach_id != actor.signed_in_user.pk:
        manager_organization(actor)
    _end(found)


def _end(row: Assignment) -> None:
    row.ended_at = timezone.now()
    row.save(update_fields=["ended_at"])


def _require_coach(agency: Organization, user: User) -> None:
    held = Membership.objects.filter(organization=agency, user=user, role__in=LOOK_AFTER, ended_at=None)
    if not held.exists():
        raise SupportError(_("%s is no coach of this agency.") % user, field="coach")


@transaction.atomic
def set_caseload(actor: Actor, coach: User, *, most: int | None, languages: list[str]) -> Caseload:
    """Say how many people a coach can look after and which languages they speak."""
    agency = manager_organization(actor)
    _require_coach(agency, coach)
    if most is not None and not 0 <= most <= 1000:
        raise SupportError(_("Write a number from 0 to 1,000, or leave it empty."), field="most")
    row, _made = Caseload.objects.update_or_create(
        organization=agency, coach=coach,
        defaults={"most": most, "languages": sorted({code.strip().lower()[:10] for code in languages if code.strip()})},
    )  # fmt: skip
    return row

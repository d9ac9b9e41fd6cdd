"""Every write to support plans. Who saved from an older page is told what changed, and overwrites nothing."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from typing import Any, TypeVar

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from gainful.domain.accounts.actor import Actor, acting_in
from gainful.domain.organizations.models import Organization
from gainful.domain.participants.access import is_self
from gainful.domain.participants.models import Participant
from gainful.domain.support.errors import NotAllowedError, SupportError
from gainful.domain.support.helping import helping_organization, require_rule, sees_sensitive
from gainful.domain.support.kinds import SENSITIVE, Need
from gainful.domain.support.models import Goal, GoalAction, Owner
from gainful.domain.support.states.goals import ACTION_RULES, GOAL_RULES, ActionState, GoalState

Row = TypeVar("Row", Goal, GoalAction)


class ChangedMeanwhileError(SupportError):
    """Somebody else changed it since the page was opened; `now` is what stands there."""

    def __init__(self, now: str) -> None:
        super().__init__(
            _("Somebody changed this while you had it open. Now it says: %(now)s") % {"now": now},
            hint=_("What you wrote is still in the form. Look at both, then save again."),
        )


@dataclass(frozen=True, slots=True)
class ActionTerms:
    """What is done, by whom, by when."""

    text: str
    owner: str = Owner.PERSON
    owner_name: str = ""
    due_on: date | None = None


def _words(text: str, field: str, most: int) -> str:
    said = " ".join(text.split())
    if len(said) > most:
        raise SupportError(_("Write at most %d characters.") % most, field=field)
    return said


@transaction.atomic
def add_goal(
    actor: Actor, person: Participant, *, need: str, own_words: str = "", words: str = "",
    organization: Organization | None = None,
) -> Goal:  # fmt: skip
    """Set a goal; a person's own words are theirs to give, staff write them down as said."""
    agency = helping_organization(actor, person, organization)
    if need not in Need.values:
        raise SupportError(_("Choose what it is about."), field="need")
    if need in SENSITIVE and not sees_sensitive(actor, person, agency):
        raise NotAllowedError(
            _("They have not agreed to share this with you."),
            hint=_("Choose another part, or ask them to share it."),
        )
    own, plain = _words(own_words, "own_words", 400), _words(words, "words", 400)
    if not own and not plain:
        raise SupportError(_("Say what is to be reached, best in the person's own words."), field="own_words")
    return Goal.objects.create(
        participant=person, organization=agency, need=need, is_sensitive=need in SENSITIVE, own_words=own,
        words=plain, created_by=actor.user,
    )  # fmt: skip


def _held(model: type[Row], row: Row, version: int | None, *, now: str = "") -> Row:
    """Return the row, held; ChangedMeanwhileError where it is not the version that the actor saw."""
    found = model._default_manager.select_for_update(of=("self",)).filter(pk=row.pk).first()  # noqa: SLF001
    if found is None:
        raise SupportError(_("It is not here any more."), hint=_("Reload the page."))
    if version is not None and found.version != version:
        raise ChangedMeanwhileError(now or f"{found} ({found.get_state_display()})")
    return found


@transaction.atomic
def edit_goal(actor: Actor, goal: Goal, *, version: int, words: str, own_words: str | None = None) -> Goal:
    """Change a goal's words; the person's own words change by the person alone."""
    found = _held(Goal, goal, version)
    require_rule(actor, GOAL_RULES["edit"], found.state, found.get_state_display())
    if own_words is not None and _words(own_words, "own_words", 400) != found.own_words:
        if not is_self(actor, found.participant) and found.own_words:
            raise NotAllowedError(
                _("Only the person changes their own words."), hint=_("Add yours beside them.")
            )
        found.own_words = _words(own_words, "own_words", 400)
    found.words = _words(words, "words", 400)
    if not found.words and not found.own_words:
        raise SupportError(_("Say what is to be reached."), field="words")
    found.version += 1
    found.save(update_fields=["words", "own_words", "version"])
    return found


@transaction.atomic
def move_goal(actor: Actor, goal: Goal, verb: str, *, version: int | None = None) -> Goal:
    """Reach a goal, let it go, or take it up again."""
    if verb not in GOAL_RULES or GOAL_RULES[verb].to is None:
        raise SupportError(_("There is no such step."))
    found = _held(Goal, goal, version)
    require_rule(actor, GOAL_RULES[verb], found.state, found.get_state_display())
    found.state = str(GOAL_RULES[verb].to)
    found.settled_at = None if found.state == GoalState.OPEN else timezone.now()
    found.version += 1
    with acting_in("move_goal"):
        found.save(update_fields=["state", "settled_at", "version"])
    return found


def _terms(terms: ActionTerms) -> dict[str, Any]:
    text = _words(terms.text, "text", 300)
    if not text:
        raise SupportError(_("Say what is to be done."), field="text")
    if terms.owner not in Owner.values:
        raise SupportError(_("Choose who does it."), field="owner")
    name = _words(terms.owner_name, "owner_name", 120)
    if terms.owner == Owner.OTHER and not name:
        raise SupportError(_("Say who does it."), field="owner_name")
    return {"text": text, "owner": terms.owner, "owner_name": name, "due_on": check_due(terms.due_on)}


def check_due(day: date | None) -> date | None:
    """Return the day by which something is done; SupportError where its year is none that anybody plans for."""
    if day is not None and abs(day.year - timezone.localdate().year) > 5:
        raise SupportError(_("Choose a day within the next five years."), field="due_on")
    return day


@transaction.atomic
def add_action(actor: Actor, goal: Goal, terms: ActionTerms, **more: Any) -> GoalAction:
    """Add what somebody does for a goal; `more` may name a referral."""
    found = _held(Goal, goal, None)
    require_rule(actor, GOAL_RULES["edit"], found.state, found.get_state_display())
    return GoalAction.objects.create(
        goal=found, participant_id=found.participant_id, created_by=actor.user, **_terms(terms), **more
    )


@transaction.atomic
def edit_action(actor: Actor, action: GoalAction, terms: ActionTerms, *, version: int) -> GoalAction:
    """Change what is done, by whom or by when."""
    found = _held(GoalAction, action, version)
    require_rule(actor, ACTION_RULES["edit"], found.state, found.get_state_display())
    return write_action(found, _terms(terms))


def write_action(found: GoalAction, fields: Mapping[str, Any]) -> GoalAction:
    """Write fields of an action that the caller holds, and count the change."""
    for name, value in fields.items():
        setattr(found, name, value)
    if "state" in fields:
        closed = found.state in {ActionState.DONE, ActionState.DROPPED}
        found.settled_at = timezone.now() if closed else None
    found.version += 1
    found.save(update_fields=[*fields, "settled_at", "version"])
    return found


@transaction.atomic
def move_action(actor: Actor, action: GoalAction, verb: str, *, version: int | None = None) -> GoalAction:
    """Begin, finish, drop or take up again an action."""
    if verb not in ACTION_RULES or ACTION_RULES[verb].to is None:
        raise SupportError(_("There is no such step."))
    found = _held(GoalAction, action, version)
    require_rule(actor, ACTION_RULES[verb], found.state, found.get_state_display())
    return write_action(found, {"state": str(ACTION_RULES[verb].to)})


def hold_action(action_id: Any) -> GoalAction | None:
    """Return an action, held until the end of the transaction, or None where the actor may not see it."""
    return GoalAction.objects.select_for_update(of=("self",)).filter(pk=action_id).first()

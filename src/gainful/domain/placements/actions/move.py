"""One step of an introduction: wait for others, check, write state and step, and note that it happened."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from django.db import connection, transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from gainful.domain.accounts.actor import SYSTEM_ROLE, Actor, acting_in
from gainful.domain.accounts.roles import STAFF
from gainful.domain.messages.models import SignedLink
from gainful.domain.messages.notices import notice
from gainful.domain.placements.access import require
from gainful.domain.placements.errors import PlacementError
from gainful.domain.placements.models import Introduction, Step
from gainful.domain.placements.states import ENDED, PERSON_STEPS, REASONS, RULES
from gainful.domain.placements.telling import MOVED

MOVES = "move_introduction"
"""The action in which states of introductions and offers change."""
HOW_SAID = ("verbal", "signed_form")
"""How a person may have said what staff enter for them."""
LONGEST_WORDS = 600


@dataclass(frozen=True, slots=True)
class Why:
    """A reason out of the list, words of one's own, and how the person said it where staff answer for them."""

    reason: str = ""
    words: str = ""
    for_person: str = ""


def hold(introduction: Introduction) -> None:
    """Wait until nobody else writes to the job order's introductions, then read this one again."""
    if not connection.in_atomic_block:
        raise transaction.TransactionManagementError("An introduction is held by a transaction.")
    with connection.cursor() as cursor:
        cursor.execute("SELECT gainful.hold_introduction(%s)", [introduction.pk])
    found = Introduction.objects.filter(pk=introduction.pk).values(
        "status", "card", "shared_until", "agreed_at"
    )
    for name, value in (found.first() or {}).items():
        setattr(introduction, name, value)


def begin(actor: Actor, verb: str, introduction: Introduction, why: Why, link: SignedLink | None) -> None:
    """Hold the introduction and refuse the step unless it is the actor's and its reason is given."""
    hold(introduction)
    require(actor, verb, introduction, link)
    reasons = REASONS.get(verb)
    if reasons is not None and why.reason not in reasons.values:
        raise PlacementError(_("Choose a reason."), field="reason")
    if reasons is not None and why.reason == "other" and not why.words.strip():
        raise PlacementError(_("Say in a few words what the reason is."), field="words")
    if verb in PERSON_STEPS and actor.role in STAFF and why.for_person not in HOW_SAID:
        raise PlacementError(
            _("Say how the person told you: by voice or on a signed form."), field="for_person"
        )


def finish(
    actor: Actor, verb: str, introduction: Introduction, why: Why, changes: Mapping[str, Any] | None = None
) -> Step:
    """Write the new state with its step, and note it for those who are to be told."""
    to = str(RULES[verb].to)
    introduction.status, introduction.changed_at = to, timezone.now()
    for name, value in (changes or {}).items():
        setattr(introduction, name, value)
    with acting_in(MOVES):
        introduction.save(update_fields=["status", "changed_at", *(changes or {})])
        if to in ENDED:
            introduction.card = {}  # as a trigger left it
        step = Step.objects.create(
            introduction=introduction, verb=verb, to_status=to, reason=why.reason, user=actor.user,
            words=why.words.strip()[:LONGEST_WORDS], role=actor.role or SYSTEM_ROLE,
            for_person=why.for_person if verb in PERSON_STEPS and actor.role in STAFF else "",
        )  # fmt: skip
    notice(actor, MOVED, step.pk)
    return step

"""Say what will be needed by a day, and drop it."""

from __future__ import annotations

from datetime import date, timedelta
from decimal import Decimal

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from gainful.domain.accounts.actor import Actor
from gainful.domain.workforce.access import require_employer
from gainful.domain.workforce.errors import WorkforceError
from gainful.domain.workforce.models import MOST_PEOPLE, Target
from gainful.domain.workforce.roles import occupation_of
from gainful.engine.occupations import load_reference
from gainful.engine.workforce.inventory import SHOWN_DOMAINS

FURTHEST = timedelta(days=3653)
MOST_TARGETS = 50


@transaction.atomic
def add_target(
    actor: Actor,
    *,
    people: int,
    due_on: date,
    occupation: str = "",
    competency: str = "",
    level: Decimal | None = None,
    note: str = "",
) -> Target:
    """Need so many people in an occupation, or at a level of a skill or knowledge, by a day."""
    organization = require_employer(actor)
    if bool(occupation) == bool(competency):
        raise WorkforceError(
            _("Choose an occupation, or a skill with a level: one of them."), field="occupation"
        )
    if not 1 <= people <= MOST_PEOPLE:
        raise WorkforceError(_("Say how many people: one or more."), field="people")
    today = timezone.localdate()
    if not today < due_on <= today + FURTHEST:
        raise WorkforceError(_("Choose a day in the future, within ten years."), field="due_on")
    if competency and (level is None or not 0 < level <= 7):
        raise WorkforceError(_("Say the level: more than 0, at most 7."), field="level")
    open_ones = Target.objects.filter(organization=organization, dropped_at=None)
    if open_ones.count() >= MOST_TARGETS:
        raise WorkforceError(_("You have %d needs already. Drop some first.") % MOST_TARGETS)
    return Target.objects.create(
        organization=organization,
        occupation_code=occupation_of(occupation, "occupation") if occupation else "",
        competency_id=_competency(competency) if competency else "",
        level=level if competency else None,
        people=people,
        due_on=due_on,
        note=" ".join(note.split())[:300],
        created_by=actor.user,
    )


def _competency(key: str) -> str:
    reference = load_reference()
    try:
        element = reference.elements[reference.column(key.strip())]
    except KeyError:
        element = None
    if element is None or element.domain not in SHOWN_DOMAINS:
        raise WorkforceError(_("Choose a skill or knowledge of the list."), field="competency")
    return element.id


@transaction.atomic
def drop_target(actor: Actor, target: Target) -> Target:
    """Need it no longer; the row stays in the history."""
    require_employer(actor)
    dropped = Target.objects.filter(pk=target.pk, dropped_at=None).update(dropped_at=timezone.now())
    if not dropped:
        raise WorkforceError(_("It was dropped already. Reload the page."))
    target.refresh_from_db()
    return target

"""A worker says whether their own employer sees them by name, and takes it back at any time."""

from __future__ import annotations

from datetime import timedelta

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from gainful.domain.accounts.actor import Actor, acting_in
from gainful.domain.participants.levels import refresh_levels
from gainful.domain.participants.queries import my_record
from gainful.domain.workforce.access import require_worker
from gainful.domain.workforce.errors import WorkforceError
from gainful.domain.workforce.models import AgreedBy, Worker
from gainful.domain.workforce.rights import KEEPS

LASTS = timedelta(days=365)
"""How long a yes holds (assumption): a year, as the consents of imported people."""


@transaction.atomic
def agree_to_be_shown(actor: Actor, worker: Worker) -> Worker:
    """Let the employer see this row by name for a year."""
    by = AgreedBy.LINK if actor.role == "link" else AgreedBy.ACCOUNT
    today = timezone.localdate()
    return _answer(actor, worker, agreed_by=by, agreed_on=today, until=today + LASTS, taken_back_at=None)


@transaction.atomic
def refuse_to_be_shown(actor: Actor, worker: Worker) -> Worker:
    """Say no, or take a yes back: with the next query the employer sees a head and no name."""
    return _answer(actor, worker, taken_back_at=timezone.now())


@transaction.atomic
def tell_levels(actor: Actor, worker: Worker) -> Worker:
    """Let the employer count for a year what the worker can do by their own profile; only who has one can say so."""
    require_worker(actor)
    person = my_record(actor)
    if person is None:
        raise WorkforceError(_("You have no profile here yet."), hint=_("Write down first what you can do."))
    refresh_levels([person.pk], mark=False)
    today = timezone.localdate()
    return _answer(actor, worker, levels_on=today, levels_until=today + LASTS)


@transaction.atomic
def keep_levels(actor: Actor, worker: Worker) -> Worker:
    """Take the profile back: the employer reads none of it with the next query.

    Averages in which it counted without a name leave it out with their next change, so that no difference tells it.
    """
    return _answer(actor, worker, levels_on=None, levels_until=None)


def _answer(actor: Actor, worker: Worker, **changes: object) -> Worker:
    require_worker(actor)
    now = timezone.now()
    changes |= {"answered_at": now, "changed_at": now}
    with acting_in(KEEPS):
        changed = Worker.objects.filter(pk=worker.pk).update(**changes)
    if not changed:
        raise WorkforceError(_("This is not yours to answer any more. Reload the page."))
    worker.refresh_from_db()
    return worker

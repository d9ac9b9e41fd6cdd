"""A worker says whether their own employer sees them by name, and takes it back at any time."""

from __future__ import annotations

from datetime import timedelta

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from gainful.domain.accounts.actor import Actor, acting_in
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

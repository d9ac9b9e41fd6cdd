"""The background side of an import: a batch is taken, worked on as the person who asked, and put down with its end.

Only one worker runs at a time (an advisory lock of the database sees to it), so a batch that is found running was left
behind by a worker that was killed: its rows were rolled back, and it is begun anew.
"""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from typing import Any
from uuid import UUID

from django.db import transaction
from django.utils import timezone

from gainful.domain.accounts.actor import Actor, acting_as, acting_as_system
from gainful.domain.accounts.models import User
from gainful.domain.accounts.system_connection import system_lock
from gainful.domain.organizations.models import Membership, Organization
from gainful.domain.participants.access import MAY, import_verb
from gainful.domain.participants.models import BUSY, ImportBatch, ImportStatus

LOCK = "gainful imports"
MOST_ATTEMPTS = 3
REASON = "import in the background"


@dataclass(frozen=True, slots=True)
class Taken:
    """A batch in work, and as whom."""

    batch_id: UUID
    task: str
    user: User
    organization: Organization
    role: str

    def acting(self) -> Any:
        """Return the context in which the worker is this person, in one transaction."""
        return acting_as(self.user, self.organization, role=self.role, reason=REASON)


@contextmanager
def only_worker() -> Iterator[bool]:
    """Say whether this process may work on the queue; the lock ends with the block, or with the process."""
    with system_lock(LOCK) as mine:
        yield mine


def anything_waits() -> bool:
    """Say whether there is work in the queue."""
    with acting_as_system("import queue"):
        return ImportBatch.objects.filter(status__in=BUSY).exists()


def take_next() -> Taken | None:
    """Take the batch that waits longest; None when nothing can be done. Call it as the only worker.

    As the system it reads who asked for what, and ends what cannot be worked on; all else is done as the person.
    """
    while True:
        with acting_as_system("import queue"):
            batch = (
                ImportBatch.objects.filter(status__in=BUSY)
                .select_related("asked_by", "organization").defer("data")
                .order_by("queued_at", "id").select_for_update(of=("self",)).first()
            )  # fmt: skip
            if batch is None:
                return None
            if not _ended(batch):
                return _begun(batch)


def _begun(batch: ImportBatch) -> Taken | None:
    """Mark the batch as begun; where the person who asked may not import any more, say so instead."""
    member = Membership.objects.filter(
        user=batch.asked_by, user__is_active=True, organization=batch.organization,
        role__in=MAY[import_verb(batch.kind)], ended_at=None,
    ).first()  # fmt: skip
    if member is None or batch.asked_by is None:
        who = "an employer" if batch.kind == "workforce" else "a program manager"
        _put(batch, ImportStatus.FAILED, problem=f"Who asked for it is no longer {who} here.")
        return take_next()
    ImportBatch.objects.filter(pk=batch.pk).update(
        status=ImportStatus.RUNNING, attempts=batch.attempts + 1, started_at=timezone.now(), rows_done=0
    )
    return Taken(batch.pk, batch.task, batch.asked_by, batch.organization, str(member.role))


def _ended(batch: ImportBatch) -> bool:
    """End what somebody stopped while no worker was there, and what has ended its worker too often."""
    if batch.status == ImportStatus.STOPPING:
        _put(batch, ImportStatus.STOPPED)
        return True
    if batch.attempts >= MOST_ATTEMPTS:
        words = f"The work was cut off {batch.attempts} times. Tell your operator; a smaller file may pass."
        _put(batch, ImportStatus.FAILED, problem=words)
        return True
    return False


def _put(batch: ImportBatch, status: str, *, problem: str = "") -> None:
    ImportBatch.objects.filter(pk=batch.pk).update(status=status, problem=problem, finished_at=timezone.now())


def note_progress(taken: Taken, rows: int) -> bool:
    """Say how many rows are done, for the page that shows it; returns whether the work should go on."""
    with taken.acting():
        own = ImportBatch.objects.filter(pk=taken.batch_id)
        own.update(rows_done=rows)
        return bool(own.filter(status=ImportStatus.RUNNING).exists())


def claim_end(actor: Actor, taken: Taken) -> ImportBatch | None:
    """Return the batch, locked, if nobody has stopped it: from here to the commit nobody can."""
    return ImportBatch.objects.select_for_update().filter(
        pk=taken.batch_id, status=ImportStatus.RUNNING, organization=actor.organization
    ).first()  # fmt: skip


def put_down(taken: Taken, status: str, *, problem: str = "") -> None:
    """Note how the work ended when nothing was saved."""
    with taken.acting():
        _put(ImportBatch(pk=taken.batch_id), status, problem=problem)


@transaction.atomic
def give_back(taken: Taken) -> None:
    """Put the batch back into the queue: this worker was told to end, the next one begins anew."""
    with taken.acting():
        ImportBatch.objects.filter(pk=taken.batch_id, status=ImportStatus.RUNNING).update(
            status=ImportStatus.QUEUED, attempts=0, rows_done=0
        )

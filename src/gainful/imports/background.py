"""The background work on long files: one batch after the other, each as the person who asked, all of it or nothing."""

from __future__ import annotations

import logging
from collections.abc import Callable
from concurrent.futures import Future, ThreadPoolExecutor
from typing import Protocol

from django.core.exceptions import PermissionDenied, ValidationError
from django.db import connections

from gainful.domain.participants.models import ImportBatch, ImportStatus, ImportTask
from gainful.exchange.tables.errors import UnreadableTable
from gainful.imports.batch_actions import close_batch, note_batch, queue_batch
from gainful.imports.batches import attested, examine, save
from gainful.imports.queue import (
    Taken,
    claim_end,
    give_back,
    note_progress,
    put_down,
    take_next,
)

BROKEN = "Something went wrong on our side. Your operator finds the reason in the log of the site."
log = logging.getLogger(__name__)


class Stopped(Exception):  # noqa: N818 - no error: somebody asked for it
    """Somebody asked for an end."""


class Watching(Protocol):
    """Shows how far the work is and hears when to end."""

    def tell(self, rows: int) -> None:
        """Show this many rows; raises Stopped."""

    def close(self) -> None:
        """Wait until everything is shown."""


class Progress:
    """How far a batch is, written by a connection of its own: the work's transaction shows nothing before its end."""

    def __init__(self, taken: Taken, alive: Callable[[], bool] = lambda: True) -> None:
        self._taken, self._alive = taken, alive
        self._writer = ThreadPoolExecutor(1, "progress")
        self._written: Future[bool] | None = None
        self._open = True

    def tell(self, rows: int) -> None:
        """Show this many rows unless the last number is still being written; SystemExit where the site is gone."""
        if not self._alive():
            raise SystemExit(0)
        if self._written is not None:
            if not self._written.done():
                return
            if not self._written.result():
                raise Stopped
        self._written = self._writer.submit(note_progress, self._taken, rows)

    def close(self) -> None:
        """Wait for the last number; the work's own end needs the batch for itself."""
        if self._open:
            self._open = False
            self._writer.submit(connections.close_all).result()
            self._writer.shutdown()


def run_next(watching: Callable[[Taken], Watching] = Progress) -> bool:
    """Do the task that waits longest, to its end or to a plain word why not; returns whether there was one."""
    taken = take_next()
    if taken is None:
        return False
    progress = watching(taken)
    try:
        _work(taken, progress)
    except Stopped:
        put_down(taken, ImportStatus.STOPPED)
    except (ValidationError, PermissionDenied, UnreadableTable) as error:
        words = " ".join(getattr(error, "messages", [str(error)]))
        put_down(taken, ImportStatus.FAILED, problem=words)
    except (SystemExit, KeyboardInterrupt):
        give_back(taken)
        raise
    except Exception:
        log.exception("import %s failed", taken.batch_id)
        put_down(taken, ImportStatus.FAILED, problem=BROKEN)
    finally:
        progress.close()
    return True


def _work(taken: Taken, progress: Watching) -> None:
    """Read or save in one transaction, which also holds the word that it is done: neither comes without the other."""
    with taken.acting() as actor:
        batch = ImportBatch.objects.get(pk=taken.batch_id)
        if taken.task == ImportTask.LOOK:
            counts, seen = examine(actor, batch, progress.tell)
            progress.close()
            if claim_end(actor, taken) is None:
                raise Stopped
            options = {**batch.options, "look": seen}
            note_batch(actor, batch, mapping=batch.mapping, options=options, counts=counts)
            if batch.options.get("then_save") and counts["rows_ready"]:  # asked for in one, by a program
                queue_batch(actor, batch, ImportTask.SAVE, options=options)
        else:
            saved, notes = save(actor, batch, attested(batch), progress.tell)
            progress.close()
            if claim_end(actor, taken) is None:
                raise Stopped
            close_batch(actor, batch, saved=saved, notes=notes)

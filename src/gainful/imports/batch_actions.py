"""A file on its way in: kept until it is saved or dropped, so that nobody has to upload it again."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from typing import Any

from django.core.exceptions import ValidationError
from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from gainful.domain.accounts.actor import Actor
from gainful.domain.participants.access import import_verb, require
from gainful.domain.participants.models import BUSY, ImportBatch, ImportRow, ImportStatus, RowStatus

AT_ONCE = 2000
"""Rows that are read or saved while the person waits, some seconds; a longer file goes to the background."""


@transaction.atomic
def start_batch(
    actor: Actor, *, kind: str, filename: str, data: bytes, options: Mapping[str, Any] | None = None
) -> ImportBatch:
    """Keep an uploaded file until its columns are checked."""
    require(actor, import_verb(kind))
    return ImportBatch.objects.create(
        organization=actor.organization, kind=kind, filename=filename[:255], data=data, created_by=actor.user,
        options=dict(options or {}),
    )  # fmt: skip


@transaction.atomic
def note_batch(
    actor: Actor,
    batch: ImportBatch,
    *,
    mapping: Mapping[str, str],
    options: Mapping[str, Any],
    counts: Mapping[str, int],
) -> None:
    """Remember the chosen columns and what a look at the rows found."""
    require(actor, import_verb(batch.kind))
    batch.mapping, batch.options, batch.status = dict(mapping), dict(options), ImportStatus.PREVIEW
    for key, value in counts.items():
        setattr(batch, key, value)
    batch.save(update_fields=["mapping", "options", "status", *counts])


@transaction.atomic
def keep_refused(actor: Actor, batch: ImportBatch, rows: Iterable[tuple[int, list[str], list[Any]]]) -> None:
    """Keep lines that cannot be used, as (line, cells, problems), so that they can be handed back with the reasons."""
    require(actor, import_verb(batch.kind))
    ImportRow.objects.bulk_create(
        (ImportRow(batch=batch, line=line, status=RowStatus.ERROR, cells=cells, problems=problems)
         for line, cells, problems in rows),
        batch_size=1000,
    )  # fmt: skip


@transaction.atomic
def forget_refused(actor: Actor, batch: ImportBatch) -> None:
    """Drop the lines kept by an earlier look."""
    require(actor, import_verb(batch.kind))
    ImportRow.objects.filter(batch=batch).delete()


@transaction.atomic
def queue_batch(actor: Actor, batch: ImportBatch, task: str, *, options: Mapping[str, Any]) -> None:
    """Hand a long file to the background work, which acts as this actor; ValidationError where it is there already."""
    require(actor, import_verb(batch.kind))
    free = ImportBatch.objects.filter(pk=batch.pk).exclude(status__in=(*BUSY, ImportStatus.DONE))
    queued = free.update(
        status=ImportStatus.QUEUED, task=task, asked_by=actor.user, queued_at=timezone.now(), started_at=None,
        rows_done=0, attempts=0, problem="", options=dict(options), mapping=batch.mapping,
    )  # fmt: skip
    if not queued:
        raise ValidationError(_("This file is already being worked on."))
    batch.refresh_from_db(fields=["status", "task"])


@transaction.atomic
def stop_batch(actor: Actor, batch: ImportBatch) -> bool:
    """Ask for an end: what waits is stopped at once, what runs within seconds; returns whether there was any work."""
    require(actor, import_verb(batch.kind))
    own = ImportBatch.objects.filter(pk=batch.pk)
    waiting = own.filter(status=ImportStatus.QUEUED).update(status=ImportStatus.STOPPED)
    running = own.filter(status=ImportStatus.RUNNING).update(status=ImportStatus.STOPPING)
    batch.refresh_from_db(fields=["status"])
    return bool(waiting or running or batch.status == ImportStatus.STOPPING)


@transaction.atomic
def close_batch(actor: Actor, batch: ImportBatch, *, saved: int, notes: list[str]) -> None:
    """Note that the rows are saved; the file itself is kept only while rows wait for correction."""
    require(actor, import_verb(batch.kind))
    batch.status, batch.rows_saved, batch.notes = ImportStatus.DONE, saved, notes
    batch.finished_at = timezone.now()
    if not batch.rows_error or batch.options.get("long"):  # of a long file the refused rows are kept apart
        batch.data = None
    batch.save(update_fields=["status", "rows_saved", "notes", "finished_at", "data", "options"])


@transaction.atomic
def drop_batch(actor: Actor, batch: ImportBatch) -> None:
    """Forget an upload. ValidationError while it is worked on."""
    require(actor, import_verb(batch.kind))
    if not ImportBatch.objects.filter(pk=batch.pk).exclude(status__in=BUSY).delete()[0]:
        raise ValidationError(_("This file is being worked on. Stop it first."))

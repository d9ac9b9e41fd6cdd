"""A file on its way in: kept until it is saved or dropped, so that nobody has to upload it again."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from django.db import transaction
from django.utils import timezone

from gainful.domain.accounts.actor import Actor
from gainful.domain.participants.access import require
from gainful.domain.participants.models import ImportBatch, ImportStatus


@transaction.atomic
def start_batch(actor: Actor, *, kind: str, filename: str, data: bytes) -> ImportBatch:
    """Keep an uploaded file of people or courses until its columns are checked."""
    require(actor, "import")
    return ImportBatch.objects.create(
        organization=actor.organization, kind=kind, filename=filename[:255], data=data, created_by=actor.user
    )


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
    require(actor, "import")
    batch.mapping, batch.options, batch.status = dict(mapping), dict(options), ImportStatus.PREVIEW
    for key, value in counts.items():
        setattr(batch, key, value)
    batch.save(update_fields=["mapping", "options", "status", *counts])


@transaction.atomic
def close_batch(actor: Actor, batch: ImportBatch, *, saved: int, notes: list[str]) -> None:
    """Note that the rows are saved; the file itself is kept only while rows wait for correction."""
    require(actor, "import")
    batch.status, batch.rows_saved, batch.notes = ImportStatus.DONE, saved, notes
    batch.finished_at = timezone.now()
    if not batch.rows_error:
        batch.data = None
    batch.save(update_fields=["status", "rows_saved", "notes", "finished_at", "data"])


@transaction.atomic
def drop_batch(actor: Actor, batch: ImportBatch) -> None:
    """Forget an upload."""
    require(actor, "import")
    batch.delete()

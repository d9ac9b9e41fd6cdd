"""What uploaded files hold of a person: lines that wait for correction, and the file itself until it is saved."""

from __future__ import annotations

import gzip
import io
import re
import zipfile
import zlib
from collections.abc import Collection, Iterator
from html import escape
from uuid import UUID

from django.utils.translation import gettext as _

from gainful.domain.participants.models import ImportBatch, ImportRow, ImportStatus, Participant
from gainful.domain.participants.own_addresses import own_addresses

GZIP, ZIP = b"\x1f\x8b", b"PK"
LARGEST_PART = 200 * 2**20
"""Bytes of a workbook's part that are searched; larger ones are refused at the upload."""


def erase_from_files(participant: Participant) -> int:
    """Delete lines of files that name the person, and each unsaved file that holds them; returns how many."""
    names, addresses = _names(participant), own_addresses(participant)
    here = frozenset({participant.code} | names if participant.code else names)
    erased = 0

    def wanted_at(organization: UUID) -> frozenset[str]:
        ours = here if organization == participant.registered_by_id else frozenset()
        return addresses.at(organization) | ours

    for row in ImportRow.objects.select_related("batch").defer("batch__data").iterator(2000):
        wanted = wanted_at(row.batch.organization_id)
        if _names_person([str(cell) for cell in row.cells], wanted):
            row.delete()
            erased += 1
    for batch in ImportBatch.objects.filter(data__isnull=False).iterator(10):
        wanted = wanted_at(batch.organization_id)
        if wanted and _holds(bytes(batch.data or b""), wanted):
            _drop(batch)
            erased += 1
    return erased


def _names(participant: Participant) -> set[str]:
    """Return the person's name, unless somebody else of the same organization has it too."""
    others = Participant.objects.filter(
        registered_by=participant.registered_by_id, name__iexact=participant.name
    )
    alone = participant.name and not others.exclude(pk=participant.pk).exists()
    return {participant.name} if alone else set()


def _plain(text: str) -> str:
    return " ".join(text.split()).casefold()


def _names_person(cells: list[str], marks: Collection[str]) -> bool:
    whole = " | ".join(_plain(cell) for cell in cells)
    return any(_pattern(mark).search(whole) for mark in marks)


def _pattern(mark: str) -> re.Pattern[str]:
    """Return the pattern of a mark that stands alone: P-1 is not found in P-10."""
    return re.compile(rf"(?<![\w.@-]){re.escape(_plain(mark))}(?![\w@-])")


def _holds(data: bytes, marks: Collection[str]) -> bool:
    return any(
        _pattern(form).search(_plain(text))
        for text in _texts(data)
        for mark in marks
        for form in {mark, escape(mark)}
    )


def _texts(data: bytes) -> Iterator[str]:
    """Yield a kept file as text, a workbook part by part."""
    try:
        if data.startswith(GZIP):
            data = gzip.decompress(data)
        if data.startswith(ZIP):
            with zipfile.ZipFile(io.BytesIO(data)) as archive:
                for entry in archive.infolist():
                    if entry.file_size <= LARGEST_PART:
                        yield (
                            archive.read(entry)
                            .decode("utf-8", "replace")
                            .replace("<", " <")
                            .replace(">", "> ")
                        )
            return
    except (OSError, EOFError, zlib.error, zipfile.BadZipFile):
        return
    for encoding in ("utf-8", "cp1252", "utf-16"):
        yield data.decode(encoding, "replace")


def _drop(batch: ImportBatch) -> None:
    """Take a file away; an import under way ends without saving."""
    ImportRow.objects.filter(batch=batch).delete()
    batch.data, batch.options, batch.mapping, batch.notes = None, {}, {}, []
    if batch.status == ImportStatus.RUNNING:
        batch.status = ImportStatus.STOPPING
    elif batch.status not in {ImportStatus.DONE, ImportStatus.STOPPED}:
        batch.status = ImportStatus.FAILED
    batch.problem = _("Somebody in this file was erased. Bring the file again without them.")
    batch.save(update_fields=["data", "options", "mapping", "notes", "status", "problem"])

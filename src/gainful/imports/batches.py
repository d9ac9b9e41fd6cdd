"""An uploaded file on its way in: looked at, its refused rows kept, saved. Short files while the person waits, long
ones by the background work (`gainful.imports.background`).
"""

from __future__ import annotations

import gzip
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import datetime
from itertools import islice
from typing import Any

from gainful.domain.accounts.actor import Actor
from gainful.domain.participants.actions import Attestation
from gainful.domain.participants.actions.layoffs import keep_roster, terms_from
from gainful.domain.participants.models import ImportBatch, ImportRow
from gainful.domain.participants.queries import refused_rows
from gainful.exchange.courses import CourseRow
from gainful.exchange.people import PersonRow
from gainful.exchange.tables.opening import Table, open_table
from gainful.exchange.workforce import WorkerRow
from gainful.imports.batch_actions import AT_ONCE, forget_refused, keep_refused
from gainful.imports.incoming import PEOPLE, WORKFORCE, Incoming, Tally, open_incoming
from gainful.imports.incoming import save as save_records

SHOWN_ROWS, SHOWN_PROBLEMS = 8, 50
SAMPLED_ROWS, MOST_SAMPLES, SAMPLE_SIGNS = 20, 3, 30
"""Rows whose values are shown beside the columns, how many values of each, and how much of a value."""
GLANCE = 200
"""Rows of a long file that its page reads to show the first of them."""
WORTH_PACKING = 2**20
GZIP = b"\x1f\x8b"
Watch = Callable[[int], None]
"""Hears how many rows are done; raises to end the work."""


@dataclass(slots=True)
class Look:
    """What a file holds, row by row."""

    header: tuple[str, ...]
    mapping: dict[str, str]
    messages: list[str] = field(default_factory=list)
    notes: list[str] = field(default_factory=list)
    ask_dates: bool = False
    ready: int = 0
    wrong: int = 0
    first: list[Any] = field(default_factory=list)
    problems: list[PersonRow | CourseRow | WorkerRow | ImportRow] = field(default_factory=list)
    unsaid: int = 0
    """Rows that do not say the person's situation."""
    samples: Mapping[str, Sequence[str]] = field(default_factory=dict)
    """The first different values under each heading."""
    whole: bool = True
    """Whether every row was looked at."""

    @property
    def total(self) -> int:
        """Rows below the header that are not empty."""
        return self.ready + self.wrong

    @property
    def unclear(self) -> bool:
        """Whether the person must first say what the columns or the dates mean."""
        return bool(self.messages) or self.ask_dates


def pack(data: bytes) -> bytes:
    """Return a large text file compressed, for keeping; others as they are.

    A file that begins as a compressed one does is compressed once more: kept as it came, it would be taken for ours and
    unpacked to whatever size its maker chose.
    """
    is_large = len(data) > WORTH_PACKING and not data.startswith(b"PK")
    return gzip.compress(data, 1) if is_large or data.startswith(GZIP) else data


def unpack(data: bytes) -> bytes:
    """Return a kept file as it came."""
    return gzip.decompress(data) if data.startswith(GZIP) else data


def long_file(data: bytes, filename: str) -> dict[str, Any]:
    """Return the options of a file with more than AT_ONCE rows, empty for a shorter one; UnreadableTable if none.

    `about` is a guess of its rows, where lines are rows.
    """
    lines = sum(1 for _ in islice(open_table(data, filename).lines(), AT_ONCE + 1))
    if lines <= AT_ONCE:
        return {}
    return {"long": True, "about": 0 if data.startswith(b"PK") else data.count(b"\n") - 1}


def is_long(batch: ImportBatch) -> bool:
    """Say whether the file is for the background work."""
    return bool(batch.options.get("long"))


def _of_a_layoff(batch: ImportBatch) -> bool:
    """Say whether the file is a roster of a layoff: the situation of those on it is no question."""
    return terms_from(batch.options) is not None


def open_batch(batch: ImportBatch, *, detect: bool = True) -> Incoming:
    """Open the kept file with the chosen columns; raises UnreadableTable."""
    dates = batch.options.get("dates") or batch.options.get("look", {}).get("dates")
    return open_incoming(
        batch.kind,
        unpack(bytes(batch.data or b"")),
        batch.filename,
        mapping=batch.mapping,
        dates=dates or None,
        situation=batch.options.get("situation") or ("displaced" if _of_a_layoff(batch) else ""),
        detect=detect,
    )


def look(batch: ImportBatch) -> Look:
    """Read a short file whole and count, of a long one the first rows; keeps the first rows and the first problems."""
    long = is_long(batch)
    incoming = open_batch(batch, detect=not long)
    file = incoming.file
    seen = Look(file.table.header, dict(file.mapping), file.messages(), file.understood())
    seen.samples = samples_of(file.table)
    known = batch.options.get("look") if long else None
    seen.ask_dates = bool(known.get("ask_dates")) if known else file.needs_date_order
    if seen.unclear:
        return seen
    rows = incoming.rows()
    _count(seen, islice(rows, GLANCE) if long else rows)
    seen.notes = file.understood()
    unsaid = known.get("unsaid", 0) if known else incoming.unsaid
    seen.unsaid = 0 if _of_a_layoff(batch) else unsaid
    if long:
        seen.whole = known is not None
        seen.ready, seen.wrong = batch.rows_ready, batch.rows_error
        seen.problems = list(refused_rows(batch)[:SHOWN_PROBLEMS]) if batch.rows_error else []
    return seen


def samples_of(table: Table) -> dict[str, list[str]]:
    """Return the first different values under each heading, cut where they are long."""
    found: dict[str, list[str]] = {heading: [] for heading in table.header}
    for line in islice(table.lines(), SAMPLED_ROWS):
        for heading, cell in zip(table.header, line.cells, strict=False):
            short = cell if len(cell) <= SAMPLE_SIGNS else f"{cell[: SAMPLE_SIGNS - 1]}…"
            if short and short not in found[heading] and len(found[heading]) < MOST_SAMPLES:
                found[heading].append(short)
    return found


def _count(seen: Look, rows: Iterable[PersonRow | CourseRow | WorkerRow]) -> None:
    for row in rows:
        if row.record is None:
            seen.wrong += 1
            if len(seen.problems) < SHOWN_PROBLEMS:
                seen.problems.append(row)
        else:
            seen.ready += 1
            if len(seen.first) < SHOWN_ROWS:
                seen.first.append(row)


def examine(actor: Actor, batch: ImportBatch, watch: Watch) -> tuple[dict[str, int], dict[str, Any]]:
    """Read every row of a long file and keep those that cannot be used; return the counts and what is remembered."""
    incoming = open_batch(batch)
    file = incoming.file
    seen = Look(file.table.header, dict(file.mapping), file.messages(), ask_dates=file.needs_date_order)
    forget_refused(actor, batch)
    if not seen.unclear:
        for rows in _hundreds(_told(incoming.rows(), watch)):
            _count(seen, rows)
            wrong = (row for row in rows if row.record is None)
            keep_refused(actor, batch, (
                (row.line, list(row.cells), [problem.as_dict() for problem in row.problems]) for row in wrong
            ))  # fmt: skip
    batch.mapping = seen.mapping
    counts = {"rows_total": seen.total, "rows_ready": seen.ready, "rows_error": seen.wrong}
    dates = "" if file.date_order is None or seen.ask_dates else file.date_order.value
    return counts, {
        "dates": dates,
        "ask_dates": seen.ask_dates,
        "header": list(seen.header),
        "unsaid": incoming.unsaid,
    }


def _told(rows: Iterable[Any], watch: Watch) -> Iterator[Any]:
    for number, row in enumerate(rows, start=1):
        if number % AT_ONCE == 0:
            watch(number)
        yield row


def _hundreds(rows: Iterable[Any]) -> Iterator[list[Any]]:
    stream = iter(rows)
    while some := list(islice(stream, 500)):
        yield some


def save(
    actor: Actor, batch: ImportBatch, attestation: Attestation | None, watch: Watch | None = None
) -> tuple[int, list[str]]:
    """Save every row that can be used, all or none; returns how many and what is worth knowing."""
    records = Tally(0).usable(open_batch(batch, detect=not is_long(batch)).rows())
    done = save_records(actor, batch.kind, records, attestation, progress=watch)
    if (roster := terms_from(batch.options)) is not None and batch.kind == PEOPLE:
        layoff = keep_roster(actor, roster, done.people)
        batch.options = {**batch.options, "layoff_id": str(layoff.pk)}
    closed = f"{len(done.closed)} people have taken their consent back and were left alone."
    if batch.kind == WORKFORCE:
        closed = f"{len(done.closed)} people said no: they count, and their names stay unseen."
    return done.added + done.updated, [*([closed] if done.closed else []), *done.notes]


def kept_consent(attestation: Attestation) -> dict[str, Any]:
    """Return an attestation as plain values, for the time until the background work comes to it."""
    return {
        "until": attestation.expires_at.isoformat(),
        "basis": str(attestation.basis),
        "scopes": [str(scope) for scope in attestation.scopes],
    }


def attested(batch: ImportBatch) -> Attestation | None:
    """Return the attestation that was given with the file; None for courses and a workforce."""
    given = batch.options.get("consent")
    if not given:
        return None
    return Attestation(datetime.fromisoformat(given["until"]), given["basis"], tuple(given["scopes"]))

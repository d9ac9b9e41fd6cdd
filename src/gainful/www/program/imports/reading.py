"""Look at an uploaded file: what can be saved, what needs correction, and why."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import Any

from gainful.domain.participants.actions import Attestation
from gainful.domain.participants.models import ImportBatch
from gainful.exchange.courses import CourseRow
from gainful.exchange.imports import Incoming, Tally, open_incoming
from gainful.exchange.imports import save as save_records
from gainful.exchange.people import PersonRow

SHOWN_ROWS, SHOWN_PROBLEMS = 8, 50
AT_ONCE = 20_000
"""Rows a page saves; more is for the terminal, where progress shows and nobody waits."""


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
    problems: list[PersonRow | CourseRow] = field(default_factory=list)

    @property
    def total(self) -> int:
        """Rows below the header that are not empty."""
        return self.ready + self.wrong

    @property
    def too_many(self) -> bool:
        """Whether the terminal should be used instead."""
        return self.total > AT_ONCE


def open_batch(batch: ImportBatch) -> Incoming:
    """Open the kept file with the chosen columns; raises UnreadableTable."""
    dates = batch.options.get("dates")
    return open_incoming(
        batch.kind, bytes(batch.data or b""), batch.filename, mapping=batch.mapping, dates=dates
    )


def look(batch: ImportBatch) -> Look:
    """Read the whole file once and count; keeps the first rows and the first problems."""
    incoming = open_batch(batch)
    file = incoming.file
    seen = Look(file.table.header, dict(file.mapping), file.messages(), file.understood())
    seen.ask_dates = file.needs_date_order
    if seen.messages or seen.ask_dates:
        return seen
    for row in incoming.rows():
        if row.record is None:
            seen.wrong += 1
            if len(seen.problems) < SHOWN_PROBLEMS:
                seen.problems.append(row)
        else:
            seen.ready += 1
            if len(seen.first) < SHOWN_ROWS:
                seen.first.append(row)
    return seen


def save(actor: Any, batch: ImportBatch, attestation: Attestation | None) -> tuple[int, list[str]]:
    """Save every row that can be used, all or none; returns how many and what is worth knowing."""
    records = Tally(0).usable(open_batch(batch).rows())
    done = save_records(actor, batch.kind, records, attestation)
    closed = f"{len(done.closed)} people have taken their consent back and were left alone."
    return done.added + done.updated, [closed] if done.closed else []

"""Look at an uploaded file: what can be saved, what needs correction, and why."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, field
from typing import Any

from gainful.domain.organizations.courses.actions import import_courses
from gainful.domain.organizations.courses.queries import known_codes
from gainful.domain.participants.actions import Attestation, import_people
from gainful.domain.participants.models import ImportBatch
from gainful.engine.occupations import load_reference
from gainful.exchange import courses, people
from gainful.exchange.cells import DateOrder
from gainful.exchange.courses import CourseRow
from gainful.exchange.mapping import Field
from gainful.exchange.people import PersonRow

PEOPLE, COURSES = "people", "courses"
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


def fields_of(kind: str) -> Sequence[Field]:
    """Return the fields that a file of this kind may fill."""
    return people.FIELDS if kind == PEOPLE else courses.FIELDS


def open_batch(batch: ImportBatch) -> Any:
    """Open the kept file with the chosen columns; raises UnreadableTable."""
    order = batch.options.get("dates")
    opened: Callable[..., Any] = people.open_people if batch.kind == PEOPLE else courses.open_courses
    return opened(
        bytes(batch.data or b""),
        batch.filename,
        mapping=batch.mapping or None,
        date_order=DateOrder(order) if order else None,
        reference=load_reference(),
    )


def rows_of(batch: ImportBatch, file: Any) -> Iterator[PersonRow | CourseRow]:
    """Yield the rows; of courses, circles and unknown prerequisites are refused as well."""
    if batch.kind == PEOPLE:
        yield from file.rows()
    else:
        yield from courses.check_catalogue(list(file.rows()), file.mapping, known_codes())


def look(batch: ImportBatch) -> Look:
    """Read the whole file once and count; keeps the first rows and the first problems."""
    file = open_batch(batch)
    seen = Look(file.table.header, dict(file.mapping), file.messages(), list(file.table.notes))
    seen.ask_dates = file.needs_date_order
    if seen.messages or seen.ask_dates:
        return seen
    for row in rows_of(batch, file):
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
    rows = rows_of(batch, open_batch(batch))
    records: Iterator[Any] = (row.record for row in rows if row.record is not None)
    if batch.kind == PEOPLE:
        done = import_people(actor, records, attestation or Attestation(expires_at=batch.created_at))
        notes = (
            [f"{len(done.closed)} people have taken their consent back and were left alone."]
            if done.closed
            else []
        )
        return done.added + done.updated, notes
    added, updated = import_courses(actor, list(records))
    return added + updated, []

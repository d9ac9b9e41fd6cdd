"""A spreadsheet of people, courses, a workforce or another system on its way in: opened, looked at, saved whole.

The one way in for the browser, the API and the terminal; what differs there is only how they ask and tell.
"""

from __future__ import annotations

from collections.abc import Callable, Generator, Iterable, Iterator, Mapping, Sequence
from concurrent.futures import ThreadPoolExecutor
from contextlib import closing
from dataclasses import dataclass, field
from itertools import islice
from pathlib import Path
from typing import Any
from uuid import UUID

from gainful.domain.accounts.actor import Actor
from gainful.domain.organizations.courses.actions import import_courses
from gainful.domain.organizations.courses.queries import known_codes
from gainful.domain.participants.actions import Attestation, import_people
from gainful.domain.workforce.actions import save_workers
from gainful.engine.occupations import load_reference
from gainful.exchange import courses, people, workforce
from gainful.exchange.courses import CourseFile, CourseRow
from gainful.exchange.people import PeopleFile, PersonRow, exchanged
from gainful.exchange.people.exchanged import ExchangedFile
from gainful.exchange.tables.cells import DateOrder
from gainful.exchange.tables.headings import Field
from gainful.exchange.tables.rows import Unclear
from gainful.exchange.workforce import WorkerRow, WorkforceFile
from gainful.imports.exchanged import take_in

__all__ = [
    "COURSES",
    "EXCHANGE",
    "PEOPLE",
    "WORKFORCE",
    "Incoming",
    "Saved",
    "Tally",
    "Unclear",
    "fields_of",
    "open_incoming",
    "save",
]

PEOPLE, COURSES, WORKFORCE, EXCHANGE = "people", "courses", "workforce", "exchange"
_OPENED: dict[str, type[PeopleFile | CourseFile | WorkforceFile]] = {
    PEOPLE: PeopleFile,
    COURSES: CourseFile,
    WORKFORCE: WorkforceFile,
    EXCHANGE: ExchangedFile,
}
_FIELDS: dict[str, Sequence[Field]] = {
    PEOPLE: people.COLUMNS,
    COURSES: courses.FIELDS,
    WORKFORCE: workforce.FIELDS,
    EXCHANGE: exchanged.FIELDS,
}
AHEAD = 2000
"""Records read ahead: as many as are saved in one go."""


def fields_of(kind: str) -> Sequence[Field]:
    """Return the fields that a file of this kind may fill."""
    return _FIELDS[kind]


@dataclass(slots=True)
class Incoming:
    """An opened file; `rows` reads it once."""

    kind: str
    file: PeopleFile | CourseFile | WorkforceFile

    def rows(self) -> Iterator[PersonRow | CourseRow | WorkerRow]:
        """Yield the rows; of courses, circles and unknown prerequisites are refused as well."""
        if isinstance(self.file, CourseFile):
            yield from courses.check_catalogue(list(self.file.rows()), self.file.mapping, known_codes())
        else:
            yield from self.file.rows()

    @property
    def unsaid(self) -> int:
        """Rows that do not say the person's situation, as far as the file was read."""
        return self.file.unsaid if isinstance(self.file, PeopleFile) else 0


def open_incoming(
    kind: str,
    source: bytes | Path,
    filename: str,
    *,
    mapping: Mapping[str, str] | None = None,
    renamed: Mapping[str, str] | None = None,
    dates: str | None = None,
    situation: str = "",
    detect: bool = True,
) -> Incoming:
    """Open a file of this kind; `mapping` says all columns, `renamed` some, `dates` is `mdy` or `dmy`.

    `situation` is that of people whose situation the file does not say.

    Without `detect` the file is not read whole to find out how its dates are written.
    UnreadableTable where it is no table.
    """
    file = _OPENED[kind].opened(
        source,
        filename,
        mapping=mapping or None,
        renamed=renamed,
        date_order=DateOrder(dates) if dates else None,
        reference=load_reference(),
        detect=detect,
    )
    if isinstance(file, PeopleFile):
        file.situation = situation
    return Incoming(kind, file)


@dataclass(slots=True)
class Tally:
    """What was met while rows went by: how many, how many refused, the first problems with line and column."""

    most_told: int
    rows: int = 0
    refused: int = 0
    problems: list[dict[str, Any]] = field(default_factory=list)

    def usable(self, rows: Iterable[PersonRow | CourseRow | WorkerRow]) -> Iterator[Any]:
        """Yield the records of the rows that can be used."""
        for row in rows:
            self.rows += 1
            if row.record is not None:
                yield row.record
                continue
            self.refused += 1
            told = ({"line": row.line, "column": p.column, "message": p.message} for p in row.problems)
            self.problems += list(told)[: self.most_told - len(self.problems)]


@dataclass(frozen=True, slots=True)
class Saved:
    """How many were added and brought up to date, and the codes of people who took their consent back.

    Of a workforce, `closed` are the numbers of those who said no: they are saved, and stay counted without a name.
    """

    added: int
    updated: int
    closed: tuple[str, ...] = ()
    people: tuple[UUID, ...] = ()
    """Those who were saved; empty for courses."""
    notes: tuple[str, ...] = ()
    """What else was done or left alone, in words: of a file of another system."""


def read_ahead(records: Iterable[Any]) -> Generator[Any, None, None]:
    """Yield the records; the next AHEAD of them are read in a thread while the database is busy with the last."""
    stream = iter(records)

    def some() -> list[Any]:
        return list(islice(stream, AHEAD))

    with ThreadPoolExecutor(1, "reading") as reader:
        coming = reader.submit(some)
        while ready := coming.result():
            coming = reader.submit(some)
            yield from ready


def save(
    actor: Actor,
    kind: str,
    records: Iterable[Any],
    attestation: Attestation | None = None,
    *,
    progress: Callable[[int], None] | None = None,
) -> Saved:
    """Save all records or none; people need the attestation of their consent. ValidationError says why none were."""
    if kind == COURSES:
        return Saved(*import_courses(actor, list(records)))
    if kind == WORKFORCE:
        with closing(read_ahead(records)) as ready:
            saved = save_workers(actor, ready, progress=progress)
        return Saved(saved.added, saved.updated, tuple(saved.closed))
    if kind == EXCHANGE:
        received, notes = take_in(actor, records)
        return Saved(received.added, received.updated, tuple(received.closed), notes=tuple(notes))
    if attestation is None:
        raise ValueError("people come in with an attested consent")
    with closing(read_ahead(records)) as ready:
        done = import_people(actor, ready, attestation, progress=progress)
    return Saved(done.added, done.updated, tuple(done.closed), tuple(done.people))

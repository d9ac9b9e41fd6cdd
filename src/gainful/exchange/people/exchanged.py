"""People as two systems pass them on by file: the columns of a people file, and whose record it is.

A line a job, as in every people file; a record that ended has one line without the person.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, replace
from datetime import UTC, date, datetime

from gainful.engine.records import ExchangedPerson, JobRecord, PersonRecord
from gainful.engine.records.exchanged import STATES
from gainful.engine.records.people import PLAIN
from gainful.exchange.people.columns import COLUMNS
from gainful.exchange.people.file import PeopleFile, PersonRow
from gainful.exchange.tables.cells import parse_choice, parse_day
from gainful.exchange.tables.errors import CellError
from gainful.exchange.tables.headings import Field, Problem
from gainful.exchange.tables.line import Line
from gainful.exchange.tables.rows import RowReader
from gainful.exchange.tables.writing import RISKY

PARTS = ("profile", "matching", "support")
"""Parts of a record that may go along in a file."""
NO_PARTS: tuple[str, ...] = ()
OWN_COLUMNS = (
    Field("owner", "Owner of record", ("owner of record", "owner id", "system of record"), required=True),
    Field("owner_name", "Name of the owner", ("owner of record name",)),
    Field("owner_record", "Number of the record at its owner", ("owner record id",), required=True),
    Field("record_state", "What became of it", ("state of the record", "tombstone"), required=True,
          help="present, withdrawn or erased"),
    Field("record_changed", "Last changed", ("changed at the owner", "last changed"), required=True),
    Field("agreed_until", "Agreed until", ("consent until", "consent ends")),
    Field("agreed_parts", "Agreed parts", ("consent scopes", "agreed scopes")),
)  # fmt: skip
FIELDS = (
    *OWN_COLUMNS,
    *(replace(field, required=False) if field.key == "code" else field for field in COLUMNS),
)
HEADER = (
    *(field.key for field in OWN_COLUMNS), "code", *PLAIN, "credentials", "barriers", "job_title", "occupation",
    "employer", "start", "end",
)  # fmt: skip
STATE_WORDS: Mapping[str, tuple[str, ...]] = {
    "present": ("there", "active", "current"),
    "withdrawn": ("consent ended", "revoked", "ended"),
    "erased": ("deleted", "removed"),
}


@dataclass(frozen=True)
class ExchangedRow(PersonRow):
    """One line of such a file: `record` is an `ExchangedPerson`."""


@dataclass
class ExchangedFile(PeopleFile):
    """An opened file of people whose owner is another system, or this one."""

    fields = FIELDS

    def rows(self) -> Iterator[PersonRow]:
        """Yield every line as a person with their owner, or as problems, in the file's order."""
        places = self.places()
        for line in self.table.lines():
            cells = tuple(map(_as_written, line.cells))
            yield self._exchanged(replace(line, cells=cells), places)

    def _exchanged(self, line: Line, places: Mapping[str, int]) -> PersonRow:
        reader = RowReader(line.cells, places, self.table.header)
        whose = reader.identifier("owner", most=100), reader.identifier("owner_record", most=100)
        for key, value in zip(("owner", "owner_record"), whose, strict=True):
            if not value:
                reader.complain(key, "Without it nobody knows whose record this is.")
        state = reader.read("record_state", lambda text: parse_choice(text, STATE_WORDS), "")
        if not state and not reader.problems:
            reader.complain("record_state", f"Write one of {', '.join(STATES)}.")
        changed = reader.read("record_changed", _moment, None)
        if changed is None and not reader.problems:
            reader.complain(
                "record_changed", "Write when the owner last changed it, such as 2026-11-30T09:00:00Z."
            )
        until = reader.read("agreed_until", lambda text: parse_day(text, self.date_order), None)
        parts = reader.read("agreed_parts", _parts, NO_PARTS)
        named, problems = None, list(reader.problems)
        notes: tuple[str, ...] = ()
        if state == "present":
            if until is None or "profile" not in parts:
                problems.append(
                    Problem(reader.heading("agreed_until") or "agreed_until",
                            "Say until when the person agreed, and to which parts (profile among them).")
                )  # fmt: skip
            row = self._row(_with_code(line, places, whose[1]), places)
            named, notes = row.record, row.notes
            problems += row.problems
        if problems:
            return ExchangedRow(line.number, line.cells, None, tuple(dict.fromkeys(problems)), notes)
        told = ExchangedPerson(
            *whose, state, changed or datetime.now(UTC), reader.text("owner_name"), until, parts, named
        )
        return ExchangedRow(line.number, line.cells, told, (), notes)  # type: ignore[arg-type]


def _as_written(cell: str) -> str:
    """Return a cell without the apostrophe that our own files put before what a spreadsheet would run."""
    return cell[1:] if cell.startswith("'") and cell[1:].startswith(RISKY) else cell


def _with_code(line: Line, places: Mapping[str, int], record: str) -> Line:
    """Return the line with the owner's number where it gives no person ID: here another one is made."""
    place = places.get("code")
    if place is None or place >= len(line.cells) or line.cells[place]:
        return line
    cells = (*line.cells[:place], record, *line.cells[place + 1 :])
    return replace(line, cells=cells)


def _moment(text: str) -> datetime:
    try:
        found = datetime.fromisoformat(text.strip())
    except ValueError:
        raise CellError(f"“{text}” is no moment such as 2026-11-30T09:00:00Z.") from None
    return found if found.tzinfo else found.replace(tzinfo=UTC)


def _parts(text: str) -> tuple[str, ...]:
    told = {part.strip() for part in text.replace(",", ";").replace("|", ";").split(";")}
    return tuple(part for part in PARTS if part in told)


def lines_of(people: Iterable[ExchangedPerson]) -> Iterator[tuple[object, ...]]:
    """Yield the lines of a file, in the order of HEADER."""
    for each in people:
        whose = (
            each.owner, each.owner_name, each.record, each.state, each.changed_at.isoformat(),
            each.until.isoformat() if each.until else "", ";".join(each.scopes),
        )  # fmt: skip
        if each.person is None:
            yield (*whose, each.record, *[""] * (len(HEADER) - len(whose) - 1))
            continue
        person = each.person
        plain = [_cell(getattr(person, key)) for key in PLAIN]
        shared = (";".join(person.credentials), ";".join(person.barriers))
        for job in person.jobs or (JobRecord(),):
            days = _cell(job.start), _cell(job.end)
            yield (*whose, person.code, *plain, *shared, job.title, job.code, job.employer, *days)


def _cell(value: object) -> str:
    if value is None:
        return ""
    if isinstance(value, tuple):
        return ";".join(map(str, value))
    return value.isoformat() if isinstance(value, date) else str(value)


__all__ = ["FIELDS", "HEADER", "PARTS", "ExchangedFile", "ExchangedRow", "PersonRecord", "lines_of"]

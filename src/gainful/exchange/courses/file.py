"""Courses from a spreadsheet: a record or the reasons against it per row; circles of prerequisites named."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path

from gainful.engine.occupations import Reference
from gainful.engine.records.courses import CourseRecord
from gainful.exchange.courses.catalogue import CourseRow, check_catalogue
from gainful.exchange.courses.cells import days_in
from gainful.exchange.courses.columns import FIELDS
from gainful.exchange.courses.record import course_of
from gainful.exchange.ctdl import is_json, open_ctdl
from gainful.exchange.people import PLAN_DATES
from gainful.exchange.tables.cells import DateOrder, detect_date_order
from gainful.exchange.tables.headings import Problem
from gainful.exchange.tables.line import Line
from gainful.exchange.tables.opening import Table
from gainful.exchange.tables.rows import RowReader, RowsFile

NOTHING_TAUGHT = (
    "Nothing says what this course teaches. "
    "Name competencies, tools or a credential: Active Listening=3.5; Excel."
)


@dataclass
class CourseFile(RowsFile[CourseRecord]):
    """An opened file of courses."""

    fields = FIELDS

    @classmethod
    def table_of(cls, source: bytes | Path, filename: str) -> Table:
        """Open a spreadsheet, or CTDL JSON."""
        return open_ctdl(source) if is_json(source) else super().table_of(source, filename)

    def rows(self) -> Iterator[CourseRow]:
        """Yield every line as a course or as problems, in the file's order."""
        places = self.places()
        for line in self.table.lines():
            yield self._row(line, places)

    def _row(self, line: Line, places: Mapping[str, int]) -> CourseRow:
        reader = RowReader(line.cells, places, self.table.header)
        notes: list[str] = []
        record = course_of(reader, self.date_order, self.reference, notes)
        for key, missing in (
            ("code", not record.code),
            ("title", not record.title),
            ("hours", record.hours <= 0),
        ):
            if missing and not any(p.column == self.mapping.get(key) for p in reader.problems):
                reader.complain(
                    key, "This must be filled." if key != "hours" else "Hours must be more than 0."
                )
        if not (record.teaches or record.credential or reader.problems):
            reader.complain("teaches", NOTHING_TAUGHT)
        problems = tuple(reader.problems)
        return CourseRow(line.number, line.cells, None if problems else record, problems, tuple(notes))

    def detect_dates(self) -> DateOrder | None:
        """Look at every start date."""
        place = self.places().get("start_dates")
        if place is None:
            return None
        return detect_date_order(day for line in self.table.lines() for day in days_in(line.cells[place]))


open_courses = CourseFile.opened


def read_courses(
    path: Path,
    *,
    date_order: DateOrder | None = None,
    reference: Reference | None = None,
    tell: Callable[[str], None] = lambda _: None,
) -> tuple[list[CourseRecord], list[CourseRow]]:
    """Return (courses, rows that cannot be used); courses in a circle are among the latter.

    `tell` hears how the file was understood.
    """
    file = open_courses(path, path.name, date_order=date_order, reference=reference)
    file.require_clear(dates_hint=PLAN_DATES)
    told = file.understood()
    for said in told:
        tell(said)
    rows = check_catalogue(list(file.rows()), file.mapping)
    for said in file.table.left_out_note():
        if said not in told:
            tell(said)
    for row in rows:
        for said in row.notes:
            tell(f"line {row.line}: {said}")
    return [row.record for row in rows if row.record], [row for row in rows if row.record is None]


def parse_course(
    cells: Mapping[str, object], reference: Reference | None = None
) -> tuple[CourseRecord | None, list[Problem]]:
    """Read one course from a form: cells by field key, in the same words as a file; problems name the field."""
    keys = tuple(field.key for field in FIELDS)
    table = Table(keys, [], lambda: iter((Line(1, tuple(str(cells.get(key) or "") for key in keys)),)))
    (row,) = CourseFile(table, {key: key for key in keys}, DateOrder.MONTH_FIRST, reference).rows()
    return row.record, list(row.problems)

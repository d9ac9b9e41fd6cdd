"""Courses from a spreadsheet: a record or the reasons against it per row; circles of prerequisites named."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date
from functools import partial
from pathlib import Path

from gainful.domain.organizations.courses.records import CourseRecord, TaughtRecord
from gainful.engine.occupations import Reference
from gainful.exchange.cells import (
    CellError,
    DateOrder,
    detect_date_order,
    parse_choice,
    parse_date,
    parse_list,
    parse_number,
    parse_whole,
    slug,
)
from gainful.exchange.mapping import Field, Problem
from gainful.exchange.people import PLAN_DATES, credential_id
from gainful.exchange.rows import Row, RowReader, RowsFile
from gainful.exchange.tabular import Line, Table

MODALITIES = {
    "in_person": ("in person", "classroom", "on site", "campus"),
    "online": ("remote", "virtual", "distance"),
    "hybrid": ("blended", "mixed", "some of each"),
}
FIELDS = (
    Field("code", "Course ID", ("id", "course code", "course number", "code"), required=True),
    Field("title", "Title", ("course title", "course name", "name"), required=True),
    Field("provider", "Provider", ("school", "training provider", "institution", "college")),
    Field("hours", "Hours in all", ("hours", "total hours", "contact hours", "length hours"), required=True),
    Field(
        "price",
        "Price, USD",
        ("price", "cost", "tuition", "fee", "price usd", "tuition and fees"),
        required=True,
    ),
    Field("weekly_hours", "Hours a week", ("hours per week", "pace")),
    Field("modality", "How", ("delivery", "format", "mode", "delivery mode")),
    Field("start_dates", "Start dates", ("start date", "starts", "next start")),
    Field("seats", "Seats", ("capacity", "places")),
    Field("area_code", "Area code", ("area", "oews area", "metro")),
    Field("credential", "Credential earned", ("certificate", "credential")),
    Field(
        "occupations",
        "Occupations it is for",
        ("soc", "soc codes", "onet soc", "occupation codes", "soc code"),
    ),
    Field("teaches", "Teaches", ("competencies", "skills", "outcomes", "learning outcomes"), required=True),
    Field("prerequisites", "Prerequisites", ("requires", "prerequisite", "prereq")),
)


CourseRow = Row[CourseRecord]


@dataclass
class CourseFile(RowsFile[CourseRecord]):
    """An opened file of courses."""

    fields = FIELDS

    def rows(self) -> Iterator[CourseRow]:
        """Yield every line as a course or as problems, in the file's order."""
        places = self.places()
        names = _element_names(self.reference)
        for line in self.table.lines():
            yield self._row(line, places, names)

    def _row(self, line: Line, places: Mapping[str, int], names: Mapping[str, str]) -> CourseRow:
        reader = RowReader(line.cells, places, self.table.header)
        record = _course(reader, self.date_order, names)
        for key, missing in (
            ("code", not record.code),
            ("title", not record.title),
            ("hours", record.hours <= 0),
        ):
            if missing and not any(p.column == self.mapping.get(key) for p in reader.problems):
                reader.complain(
                    key, "This must be filled." if key != "hours" else "Hours must be more than 0."
                )
        problems = tuple(reader.problems)
        return CourseRow(line.number, line.cells, None if problems else record, problems)

    def detect_dates(self) -> DateOrder | None:
        """Look at every start date."""
        place = self.places().get("start_dates")
        if place is None:
            return None
        return detect_date_order(day for line in self.table.lines() for day in parse_list(line.cells[place]))


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
    for said in file.table.notes:
        tell(said)
    rows = check_catalogue(list(file.rows()), file.mapping)
    return [row.record for row in rows if row.record], [row for row in rows if row.record is None]


def check_catalogue(
    rows: Sequence[CourseRow], mapping: Mapping[str, str], known: Iterable[str] = ()
) -> list[CourseRow]:
    """Refuse rows whose course ID stands twice, whose prerequisite is unknown, or that stand in a circle."""
    code_column, requires = mapping.get("code", "code"), mapping.get("prerequisites", "prerequisites")
    first: dict[str, int] = {}
    checked = []
    for row in rows:
        if row.record and (line := first.setdefault(row.record.code, row.line)) != row.line:
            message = f"The course ID stands already on line {line}."
            checked.append(_refused(row, Problem(code_column, message, row.record.code)))
        else:
            checked.append(row)
    codes = {*first, *known}
    graph = {row.record.code: row.record.prerequisites for row in checked if row.record}
    circles = {code: circle for circle in prerequisite_circles(graph) for code in circle}
    return [_with_prerequisites(row, codes, circles, requires) for row in checked]


def _with_prerequisites(
    row: CourseRow, codes: set[str], circles: Mapping[str, tuple[str, ...]], column: str
) -> CourseRow:
    if row.record is None:
        return row
    if circle := circles.get(row.record.code):
        path = " → ".join((*circle, circle[0]))
        return _refused(row, Problem(column, f"These courses wait for each other: {path}.", row.record.code))
    unknown = [code for code in row.record.prerequisites if code not in codes]
    if unknown:
        return _refused(
            row, Problem(column, f"No course has the ID {', '.join(unknown)}.", "; ".join(unknown))
        )
    return row


def _refused(row: CourseRow, problem: Problem) -> CourseRow:
    return replace(row, record=None, problems=(*row.problems, problem))


def prerequisite_circles(graph: Mapping[str, Sequence[str]]) -> list[tuple[str, ...]]:
    """Return the circles among prerequisites, each once, by a walk that does not recurse."""
    state: dict[str, int] = {}
    circles: list[tuple[str, ...]] = []
    for start in graph:
        if start in state:
            continue
        path = [start]
        pending = [iter(graph[start])]
        state[start] = 1
        while pending:
            following = next((code for code in pending[-1] if code in graph), None)
            if following is None:
                state[path.pop()] = 2
                pending.pop()
            elif state.get(following) == 1:
                circles.append(tuple(path[path.index(following) :]))
            elif following not in state:
                state[following] = 1
                path.append(following)
                pending.append(iter(graph[following]))
    return circles


def _course(reader: RowReader, order: DateOrder | None, names: Mapping[str, str]) -> CourseRecord:
    return CourseRecord(
        code=reader.text("code", most=60),
        title=reader.text("title"),
        provider=reader.text("provider"),
        hours=reader.read("hours", _positive, 0.0),
        price=reader.read("price", _price, 0.0),
        weekly_hours=reader.read("weekly_hours", _positive, None),
        modality=reader.read("modality", partial(parse_choice, choices=MODALITIES), "in_person"),
        start_dates=reader.read("start_dates", lambda text: _dates(text, order), ()),
        seats=reader.read("seats", parse_whole, None),
        area_code=reader.text("area_code", most=10),
        credential=credential_id(text) if (text := reader.text("credential", most=110)) else "",
        occupations=reader.read("occupations", _occupations, ()),
        teaches=reader.read("teaches", lambda text: parse_teaches(text, names), ()),
        prerequisites=parse_list(reader.text("prerequisites", most=2000)),
    )


def _positive(text: str) -> float:
    number = parse_number(text)
    if number is None or not 0 < number <= 20_000:
        raise CellError(f"“{text}” must be a number of hours above 0.")
    return number


def _price(text: str) -> float:
    number = 0.0 if text.casefold() == "free" else parse_number(text)
    if number is None or not 0 <= number <= 1_000_000:
        raise CellError(f"“{text}” must be a price in USD, 0 or more.")
    return number


def _dates(text: str, order: DateOrder | None) -> tuple[date, ...]:
    found = (parse_date(part, order) for part in parse_list(text))
    return tuple(sorted(day for day in found if day))


def _occupations(text: str) -> tuple[str, ...]:
    """Read SOC or O*NET-SOC codes; a SOC code stands for its O*NET-SOC code that ends in .00."""
    found = []
    for part in parse_list(text):
        match = re.fullmatch(r"(\d\d-\d{4})(\.\d\d)?", part)
        if match is None:
            raise CellError(f"“{part}” is not an occupation code. Write it as 31-1131 or 31-1131.00.")
        found.append(match[1] + (match[2] or ".00"))
    return tuple(dict.fromkeys(found))


def parse_teaches(text: str, names: Mapping[str, str]) -> tuple[TaughtRecord, ...]:
    """Read `onet:2.A.1.a=2..3.5; Active Listening=3; technology:excel`: an id or a name, then levels 0-7."""
    found: dict[str, TaughtRecord] = {}
    for part in parse_list(text):
        match = re.fullmatch(r"(.+?)\s*(?:=\s*(?:(\d+(?:\.\d+)?)\s*\.\.\s*)?(\d+(?:\.\d+)?))?", part)
        if match is None:
            raise CellError(f"“{part}” is not a competency. Write it as onet:2.A.1.a=3.5.")
        what = match[1].strip()
        competency = (
            what if re.match(r"(onet|esco|technology|credential):", what) else names.get(slug(what, " "), "")
        )
        if not competency:
            raise CellError(f"No competency is called “{what}”. Use its id, such as onet:2.A.1.a.")
        low = float(match[2]) if match[2] else None
        high = float(match[3]) if match[3] else None
        if high is not None and not (low or 0) <= high <= 7:
            raise CellError(f"“{part}”: levels run from 0 to 7, the lower one first.")
        found[competency] = TaughtRecord(competency, high, low, names.get(competency, what))
    return tuple(found.values())


def _element_names(reference: Reference | None) -> dict[str, str]:
    """Return name → id and id → name of the elements; a name that two elements share is left out."""
    if reference is None:
        return {}
    names: dict[str, str] = {}
    twice = set()
    for element in reference.elements:
        key = slug(element.name, " ")
        if key in names:
            twice.add(key)
        names[key] = element.id
    for key in twice:
        del names[key]
    return {**names, **{element.id: element.name for element in reference.elements}}


def parse_course(
    cells: Mapping[str, object], reference: Reference | None = None
) -> tuple[CourseRecord | None, list[Problem]]:
    """Read one course from a form: cells by field key, in the same words as a file; problems name the field."""
    keys = tuple(field.key for field in FIELDS)
    table = Table(keys, [], lambda: iter((Line(1, tuple(str(cells.get(key) or "") for key in keys)),)))
    (row,) = CourseFile(table, {key: key for key in keys}, DateOrder.MONTH_FIRST, reference).rows()
    return row.record, list(row.problems)

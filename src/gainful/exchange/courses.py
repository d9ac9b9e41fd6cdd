"""Courses from a spreadsheet: a record or the reasons against it per row; circles of prerequisites named."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date
from functools import partial
from pathlib import Path

from gainful.engine.credentials.mentions import find_credentials
from gainful.engine.occupations import Reference
from gainful.engine.records.courses import CourseRecord, TaughtRecord
from gainful.engine.skills.named import usual_level
from gainful.exchange.areas import parse_area
from gainful.exchange.cells import (
    CellError,
    DateOrder,
    detect_date_order,
    parse_choice,
    parse_date,
    parse_list,
    parse_number,
    parse_whole,
)
from gainful.exchange.competencies import Said, credential_ids, parse_competencies
from gainful.exchange.mapping import Field, Problem
from gainful.exchange.people import PLAN_DATES
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
    Field(
        "hours",
        "Hours in all",
        ("hours", "total hours", "contact hours", "length hours", "duration hours", "clock hours"),
        required=True,
    ),
    Field(
        "price",
        "Price, USD",
        ("price", "cost", "tuition", "fee", "price usd", "cost usd", "total cost", "tuition and fees"),
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
    Field("cip", "Field of study (CIP)", ("cip", "cip code", "program code")),
    Field(
        "teaches",
        "Teaches",
        (
            "competencies",
            "skills",
            "outcomes",
            "learning outcomes",
            "competency",
            "skills taught",
            "competencies taught",
            "skill",
            "topics",
        ),
    ),
    Field("level", "Level it reaches", ("level", "level to", "target level", "level taught", "to level")),
    Field("description", "Description", ("summary", "content", "course description", "about")),
    Field("prerequisites", "Prerequisites", ("requires", "prerequisite", "prereq")),
)


NOTHING_TAUGHT = (
    "Nothing says what this course teaches. "
    "Name competencies, tools or a credential: Active Listening=3.5; Excel."
)
CourseRow = Row[CourseRecord]


@dataclass
class CourseFile(RowsFile[CourseRecord]):
    """An opened file of courses."""

    fields = FIELDS

    def rows(self) -> Iterator[CourseRow]:
        """Yield every line as a course or as problems, in the file's order."""
        places = self.places()
        for line in self.table.lines():
            yield self._row(line, places)

    def _row(self, line: Line, places: Mapping[str, int]) -> CourseRow:
        reader = RowReader(line.cells, places, self.table.header)
        notes: list[str] = []
        record = _course(reader, self.date_order, self.reference, notes)
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
    for said in file.understood():
        tell(said)
    rows = check_catalogue(list(file.rows()), file.mapping)
    for row in rows:
        for said in row.notes:
            tell(f"line {row.line}: {said}")
    return [row.record for row in rows if row.record], [row for row in rows if row.record is None]


def check_catalogue(
    rows: Sequence[CourseRow], mapping: Mapping[str, str], known: Iterable[str] = ()
) -> list[CourseRow]:
    """Refuse rows whose course ID stands twice, whose prerequisite is unknown, or that stand in a circle.

    Lines of one course that differ only in what it teaches, when it starts or what it asks for become one.
    """
    code_column, requires = mapping.get("code", "code"), mapping.get("prerequisites", "prerequisites")
    first: dict[str, int] = {}
    checked: list[CourseRow] = []
    for row in rows:
        place = first.setdefault(row.record.code, len(checked)) if row.record else len(checked)
        if place == len(checked):
            checked.append(row)
        elif (joined := _joined(checked[place], row)) is not None:
            checked[place] = joined
        else:
            message = f"The course ID stands already on line {checked[place].line}."
            code = row.record.code if row.record else ""
            checked.append(_refused(row, Problem(code_column, message, code)))
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


def _joined(first: CourseRow, second: CourseRow) -> CourseRow | None:
    """Return two lines as one course, None where they are two courses by one ID or say the same twice."""
    one, other = first.record, second.record
    if one is None or other is None or one == other:
        return None
    lists = {"teaches": (), "start_dates": (), "prerequisites": (), "occupations": ()}
    if replace(one, **lists) != replace(other, **lists):  # type: ignore[arg-type]
        return None
    known = {taught.competency_id for taught in one.teaches}
    return replace(
        first,
        record=replace(
            one,
            teaches=one.teaches + tuple(t for t in other.teaches if t.competency_id not in known),
            start_dates=tuple(sorted({*one.start_dates, *other.start_dates})),
            prerequisites=tuple(dict.fromkeys((*one.prerequisites, *other.prerequisites))),
            occupations=tuple(dict.fromkeys((*one.occupations, *other.occupations))),
        ),
        notes=(*first.notes, *second.notes),
    )


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


def _course(
    reader: RowReader, order: DateOrder | None, reference: Reference | None, notes: list[str]
) -> CourseRecord:
    none: tuple[str, ...] = ()
    occupations = reader.read("occupations", _occupations, none) or _of_field(reader, reference)
    if not reader.text("price"):
        notes.append("No price is given: it is planned as free of charge.")
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
        area_code=reader.read("area_code", partial(parse_area, reference=reference), ""),
        credential=_credential(reader, notes),
        occupations=occupations,
        teaches=_taught(reader, occupations, reference, notes),
        prerequisites=parse_list(reader.text("prerequisites", most=2000)),
    )


def _credential(reader: RowReader, notes: list[str]) -> str:
    """What the column says; where it is empty, the credential that the course is called after, with a note."""
    if told := reader.text("credential", most=110):
        return credential_ids(told)[0]
    found = next(iter(find_credentials(reader.text("title"))), None)
    if found is None:
        return ""
    notes.append(
        f"Taken to end in {found[1]}, as its title says. Fill “Credential earned” where that is wrong."
    )
    return found[0]


def _of_field(reader: RowReader, reference: Reference | None) -> tuple[str, ...]:
    """Return the occupations that a field of study leads to (CIP-SOC crosswalk), where the course names none."""
    digits = re.sub(r"\D", "", reader.text("cip", most=20))
    if not digits or reference is None:
        return ()
    digits = digits.zfill(6) if len(digits) > 4 else digits
    found = reference.crosswalks.soc_of_field(f"{digits[:2]}.{digits[2:]}")
    return tuple(f"{match.code}.00" if len(match.code) == 7 else match.code for match in found)


def _taught(
    reader: RowReader, occupations: tuple[str, ...], reference: Reference | None, notes: list[str]
) -> tuple[TaughtRecord, ...]:
    """What the column says; where it says nothing, what title and description speak of, with a note."""
    level = reader.read("level", _level, None)
    if reader.text("teaches", most=20_000):
        said, unknown = reader.read("teaches", partial(parse_competencies, reference=reference), NONE)
        if unknown and not said:
            reader.complain("teaches", f"No competency is called “{unknown[0]}”. {OTHER_NAMES}")
        notes += [f"“{words}” is not known as a competency and was left out." for words in unknown if said]
    else:
        told = "; ".join(filter(None, (reader.text("title"), reader.text("description", most=20_000))))
        said, _ = parse_competencies(re.sub(r"[.=|\n]+\s*", "; ", told), reference)
        if said:
            names = ", ".join(each.name for each in said if each.kind == "onet") or said[0].name
            notes.append(f"What it teaches was read from its title and description: {names}.")
    return tuple(_record(each, level, occupations, reference) for each in said)


NONE: tuple[tuple[Said, ...], tuple[str, ...]] = ((), ())
OTHER_NAMES = "Use the name of an O*NET or ESCO competency, a tool, or an id such as onet:2.A.1.a."


def _record(
    said: Said, level: float | None, occupations: tuple[str, ...], reference: Reference | None
) -> TaughtRecord:
    """A level that is not stated is the one that work asks; one written by id without a level stays open."""
    high = said.high if said.high is not None or said.kind != "onet" else level
    if high is None and said.kind == "onet" and not said.by_id and reference is not None:
        high = usual_level(said.competency_id, occupations, reference)
    return TaughtRecord(said.competency_id, high, said.low, said.name)


def _level(text: str) -> float | None:
    number = parse_number(text)
    if number is not None and not 0 <= number <= 7:
        raise CellError(f"“{text}”: levels run from 0 to 7.")
    return number


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
        match = re.fullmatch(r"(\d\d)-?(\d{4})(\.\d\d)?", part)
        if match is None:
            raise CellError(f"“{part}” is not an occupation code. Write it as 31-1131 or 31-1131.00.")
        found.append(f"{match[1]}-{match[2]}{match[3] or '.00'}")
    return tuple(dict.fromkeys(found))


def parse_course(
    cells: Mapping[str, object], reference: Reference | None = None
) -> tuple[CourseRecord | None, list[Problem]]:
    """Read one course from a form: cells by field key, in the same words as a file; problems name the field."""
    keys = tuple(field.key for field in FIELDS)
    table = Table(keys, [], lambda: iter((Line(1, tuple(str(cells.get(key) or "") for key in keys)),)))
    (row,) = CourseFile(table, {key: key for key in keys}, DateOrder.MONTH_FIRST, reference).rows()
    return row.record, list(row.problems)

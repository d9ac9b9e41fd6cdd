"""Courses from a spreadsheet: a record or the reasons against it per row; circles of prerequisites named."""

from __future__ import annotations

import hashlib
import re
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date
from functools import partial
from pathlib import Path

from gainful.engine.credentials.mentions import find_credentials
from gainful.engine.credentials.schooling import schooling_level
from gainful.engine.occupations import Reference
from gainful.engine.records.courses import CourseRecord, TaughtRecord
from gainful.engine.skills.named import usual_level
from gainful.exchange.areas import parse_area
from gainful.exchange.competencies import Said, credential_ids, parse_competencies
from gainful.exchange.ctdl import is_json, open_ctdl
from gainful.exchange.people import PLAN_DATES
from gainful.exchange.tables.cells import (
    DateOrder,
    detect_date_order,
    parse_amount,
    parse_choice,
    parse_date,
    parse_hours,
    parse_list,
    parse_number,
    parse_whole,
)
from gainful.exchange.tables.errors import CellError
from gainful.exchange.tables.headings import Field, Problem, slug
from gainful.exchange.tables.line import Line
from gainful.exchange.tables.opening import Table
from gainful.exchange.tables.rows import Row, RowReader, RowsFile

MODALITIES = {
    "in_person": ("in person", "classroom", "on site", "campus"),
    "online": ("remote", "virtual", "distance"),
    "hybrid": ("blended", "mixed", "some of each"),
}
FIELDS = (
    Field(
        "code",
        "Course ID",
        ("course code", "course number", "program id", "program number", "id", "code"),
    ),
    Field(
        "title",
        "Title",
        (
            "course title",
            "course name",
            "program name",
            "program title",
            "official name",
            "name",
            "course",
            "program",
        ),
        required=True,
    ),
    Field("provider", "Provider", ("school", "training provider", "provider name", "institution", "college")),
    Field(
        "hours",
        "Hours in all",
        (
            "hours",
            "total hours",
            "total clock hours",
            "contact hours",
            "length hours",
            "duration hours",
            "clock hours",
            "program hours",
        ),
        required=True,
    ),
    Field(
        "price",
        "Price, USD",
        (
            "total cost",
            "total price",
            "total",
            "total program cost",
            "tuition and fees",
            "tuition fees",
            "price usd",
            "cost usd",
            "cost",
            "program cost",
            "out of pocket cost",
            "tuition",
            "fee",
        ),
        required=True,
    ),
    Field(
        "fees",
        "Fees beside the tuition",
        ("fees", "required fees", "mandatory fees", "other fees"),
    ),
    Field(
        "tuition",
        "Tuition, where the whole price is empty",
        ("tuition only", "in state tuition", "tuition usd"),
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
    Field("cip", "Field of study (CIP)", ("cip", "cip code", "cipcode", "program code", "field of study")),
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
        return detect_date_order(day for line in self.table.lines() for day in _days_in(line.cells[place]))


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


MOST_CODE = 60


def _code(reader: RowReader) -> str:
    """Return the course's ID; without one its provider and title stand for it, so that it is known again."""
    if reader.text("code"):
        return reader.identifier("code")
    named = "-".join(
        slug(text, "-") for text in (reader.text("provider"), reader.text("title")) if text.strip()
    )
    if len(named) <= MOST_CODE:
        return named
    return f"{named[: MOST_CODE - 9]}-{hashlib.sha256(named.encode()).hexdigest()[:8]}"


def _course(
    reader: RowReader, order: DateOrder | None, reference: Reference | None, notes: list[str]
) -> CourseRecord:
    none: tuple[str, ...] = ()
    occupations = reader.read("occupations", _occupations, none) or _of_field(reader, reference)
    if not (reader.text("price") or reader.text("tuition")):
        notes.append("No price is given: it is planned as free of charge.")
    return CourseRecord(
        code=_code(reader),
        title=reader.text("title"),
        provider=reader.text("provider"),
        hours=reader.read("hours", _positive, 0.0),
        price=_whole_price(reader, notes),
        weekly_hours=reader.read("weekly_hours", _positive, None),
        modality=reader.read("modality", partial(parse_choice, choices=MODALITIES), "in_person"),
        start_dates=reader.read("start_dates", lambda text: _dates(text, order), ()),
        seats=reader.read("seats", parse_whole, None),
        area_code=reader.read("area_code", partial(parse_area, reference=reference), ""),
        credential=_credential(reader, notes),
        occupations=occupations,
        teaches=_taught(reader, occupations, reference, notes),
        prerequisites=_prerequisites(reader, notes),
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


def _prerequisites(reader: RowReader, notes: list[str]) -> tuple[str, ...]:
    """Return the courses that come first; schooling that is asked for is no course, and is said."""
    parts = parse_list(reader.text("prerequisites", most=2000))
    schooling = [part for part in parts if schooling_level(part) or len(part.split()) > 3]
    notes += [
        f"“{part[:80]}” is not a course ID and was left out of the prerequisites." for part in schooling
    ]
    return tuple(part for part in parts if part not in schooling)


def _whole_price(reader: RowReader, notes: list[str]) -> float:
    """Return what the course costs in all: tuition and fees together where no cell gives the total."""
    price, fees = reader.read("price", _price, 0.0), reader.read("fees", _price, 0.0)
    heading = reader.heading("price").casefold()
    if not reader.text("price"):
        price = reader.read("tuition", _price, 0.0)
    elif not heading.startswith("tuition") or "fee" in heading:
        return price
    if fees and price:
        notes.append(f"The price is tuition and fees together: {price + fees:,.2f}.")
    return price + fees


def _of_field(reader: RowReader, reference: Reference | None) -> tuple[str, ...]:
    """Return the occupations that a field of study leads to (CIP-SOC crosswalk), where the course names none."""
    cip = reader.read("cip", parse_cip, "")
    if not cip or reference is None:
        return ()
    found = reference.crosswalks.soc_of_field(cip)
    return tuple(f"{match.code}.00" if len(match.code) == 7 else match.code for match in found)


_CIP = re.compile(r"\D{0,8}?(?:(\d{1,2})\.(\d{0,4})(?!\d)|(\d{5,6})(?!\d)|(\d{4}|\d{1,2})(?![\d.]))")


def parse_cip(text: str) -> str:
    """Return a CIP code as 51.0710, with the zeros that a spreadsheet takes off at either end (51.071, 9.09, 46)."""
    match = re.match(
        r"\D{0,8}?(\d{1,2})\.(\d{0,4})(?!\d)|\D{0,8}?(\d{5,6})(?!\d)|\D{0,8}?(\d{1,2}|\d{4})(?![\d.])", text
    )
    if match is None:
        raise CellError(f"“{text[:60]}” is not a CIP code. Write it as 51.0801.")
    if match[1]:
        return f"{match[1]:0>2}.{match[2]:0<4}"
    digits = (
        match[3].zfill(6)
        if match[3]
        else (match[4].zfill(2) if len(match[4]) < 4 else match[4]).ljust(6, "0")
    )
    return f"{digits[:2]}.{digits[2:]}"


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
    number = parse_hours(text)
    if number is None or not 0 < number <= 20_000:
        raise CellError(f"“{text}” must be a number of hours above 0.")
    return number


def _price(text: str) -> float:
    number = 0.0 if slug(text, " ") in FREE else parse_amount(text)
    if number is None or not 0 <= number <= 1_000_000:
        raise CellError(f"“{text}” must be a price in USD, 0 or more.")
    return number


FREE = frozenset({"free", "no cost", "no charge", "free of charge"})
ANY_DAY = frozenset({
    "open", "open enrollment", "open enrolment", "open entry", "rolling", "ongoing", "anytime", "any time", "monthly",
    "weekly", "continuous", "self paced", "varies", "year round",
})  # fmt: skip
"""Start dates that name no day."""
_BETWEEN_DAYS = re.compile(r"(?<=\d{4}),\s*(?=\d|[A-Z])|(?<=/\d\d),\s*(?=\d)")


def _days_in(text: str) -> tuple[str, ...]:
    """Return the days of a cell: separated by semicolons, or by commas that stand behind a year."""
    return () if slug(text, " ") in ANY_DAY else parse_list(_BETWEEN_DAYS.sub(";", text))


def _dates(text: str, order: DateOrder | None) -> tuple[date, ...]:
    found = (parse_date(part, order) for part in _days_in(text))
    return tuple(sorted(day for day in found if day))


def _occupations(text: str) -> tuple[str, ...]:
    """Read SOC or O*NET-SOC codes; a SOC code stands for its O*NET-SOC code that ends in .00."""
    found = []
    for part in parse_list(text.replace(",", ";")):
        match = re.fullmatch(r"(\d\d)-?(\d{4})(\.\d\d)?", part)
        if match is None or match[2] == "0000":
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

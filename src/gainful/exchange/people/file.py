"""People from a spreadsheet: fields, guessed columns, and a record or the reasons against it per row."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass, replace
from datetime import date
from functools import partial
from pathlib import Path
from typing import Any

from gainful.engine.credentials.mentions import credential_name
from gainful.engine.credentials.schooling import DEGREES, schooling_of_column
from gainful.engine.occupations import Reference
from gainful.engine.records.people import JobRecord, PersonRecord, SkillRecord, join_jobs
from gainful.exchange.competencies import Said, credential_ids, parse_competencies
from gainful.exchange.people.columns import ASSUMED, CHARACTERISTICS, COLUMNS, PersonColumn
from gainful.exchange.people.jobs import jobs_of
from gainful.exchange.tables.cells import (
    FOREVER,
    DateOrder,
    detect_date_order,
    parse_date,
    parse_day,
    parse_list,
)
from gainful.exchange.tables.headings import Problem
from gainful.exchange.tables.line import Line
from gainful.exchange.tables.rows import Row, RowReader, RowsFile, answer_fields

FIRST_BIRTH_YEAR = 1900
DATE_FIELDS = ("start", "end", "waits_since", "birth_date")
NONE: tuple[tuple[Said, ...], tuple[str, ...]] = ((), ())
DOMAIN_OF = {"technology": "technology", "credential": "credential"}
ANSWERS = answer_fields(COLUMNS)
WHO = frozenset({"name", "first_name", "last_name", "job_title", "occupation"})
"""Fields of which one is filled for everybody who is a person."""
SITUATIONS = {
    "displaced": "people who lost their job",
    "incumbent": "people who have a job",
    "nontraditional": "people who are new to work or come back to it",
}
PLAN_DATES = "Say --dates mdy (month first) or --dates dmy (day first)."


class PersonRow(Row[PersonRecord]):
    """One line of a people file."""

    @property
    def held_names(self) -> tuple[str, ...]:
        """Credentials and skills by name, with the level where the file states one: for the preview."""
        if self.record is None:
            return ()
        skills = (s.name if s.level is None else f"{s.name} ({s.level:g} of 7)" for s in self.record.skills)
        return (*map(credential_name, self.record.credentials), *skills)


@dataclass
class PeopleFile(RowsFile[PersonRecord]):
    """An opened file of people.

    `situation` is what people are whose situation the file does not say (empty: as the records have it), `unsaid` how
    many such rows the last reading met.
    """

    fields = COLUMNS
    situation: str = ""
    unsaid: int = 0

    def rows(self) -> Iterator[PersonRow]:
        """Yield every line as a person or as problems, in the file's order."""
        places, named = self.places(), dict[str, tuple[int, str]]()
        self.unsaid = 0
        for line in self.table.lines():
            yield self._of_one_person(self._row(line, places), named)

    def unsaid_note(self) -> list[str]:
        """Return how many rows do not say the situation and what their people are taken as; none where all say it."""
        if not self.unsaid:
            return []
        taken = SITUATIONS[self.situation or ASSUMED]
        rows = "1 row does" if self.unsaid == 1 else f"{self.unsaid:,} rows do"
        return [f"{rows} not say the person's situation: taken as {taken}."]

    def _of_one_person(self, row: PersonRow, named: dict[str, tuple[int, str]]) -> PersonRow:
        """Refuse a line whose person ID an earlier line gives to somebody else: two people would become one."""
        person = row.record
        if person is None or not person.name:
            return row
        line, name = named.setdefault(person.code, (row.line, person.name))
        if _may_be_one(name, person.name):
            return row
        said = f"Line {line} gives this ID to “{name}”. Give each person an ID of their own, or correct the name."
        problem = Problem(self.mapping["code"], said, person.code)
        return replace(row, record=None, problems=(problem,))

    def _row(self, line: Line, places: Mapping[str, int]) -> PersonRow:
        reader = RowReader(line.cells, places, self.table.header, ANSWERS)
        notes: list[str] = []
        jobs = jobs_of(reader, self.date_order, self.reference, notes)
        record = _person(
            reader, self.reference, jobs, _skills(reader, self.reference, notes), self.date_order
        )
        is_said = bool(reader.text("scenario"))
        if self.situation and not is_said:
            record = replace(record, scenario=self.situation)
        if not record.code:
            reader.complain("code", "The person ID is missing.")
        elif WHO & places.keys() and sum(1 for cell in line.cells if cell) == 1:
            reader.complain("code", "This line has an ID and nothing else. Fill it in, or leave it out.")
        problems = tuple(reader.problems)
        self.unsaid += not (is_said or problems)
        return PersonRow(line.number, line.cells, None if problems else record, problems, tuple(notes))

    def detect_dates(self) -> DateOrder | None:
        """Look at every date of a job."""
        places = self.places()
        wanted = [places[key] for key in DATE_FIELDS if key in places]
        if not wanted:
            return None
        return detect_date_order(
            line.cells[place] for line in self.table.lines() for place in wanted if line.cells[place]
        )


def _may_be_one(first: str, second: str) -> bool:
    """Say whether two spellings can be of one name: “Silva, Ana” and “Ana M. Silva”, not “Ana” and “Ben”."""
    one, other = (set(re.findall(r"\w+", name.casefold())) for name in (first, second))
    return one <= other or other <= one


open_people = PeopleFile.opened


def read_people(
    path: Path,
    *,
    date_order: DateOrder | None = None,
    reference: Reference | None = None,
    watch: Callable[[Iterable[PersonRow]], Iterable[PersonRow]] = iter,
    tell: Callable[[str], None] = lambda _: None,
) -> tuple[list[PersonRecord], list[PersonRow]]:
    """Return (people, rows that cannot be used); lines with one person ID join into one history.

    `watch` may wrap the rows, to show how far the reading is; `tell` hears how the file was understood.
    """
    file = open_people(path, path.name, date_order=date_order, reference=reference)
    file.require_clear(dates_hint=PLAN_DATES)
    told = file.understood()
    for said in told:
        tell(said)
    people: dict[str, PersonRecord] = {}
    refused = []
    for row in watch(file.rows()):
        for said in row.notes:
            tell(f"line {row.line}: {said}")
        if row.record is None:
            refused.append(row)
        elif (known := people.get(row.record.code)) is not None:
            people[row.record.code] = join_jobs(known, row.record)
        else:
            people[row.record.code] = row.record
    for said in (*file.table.left_out_note(), *file.unsaid_note()):
        if said not in told:
            tell(said)
    return list(people.values()), refused


def _waits_since(reader: RowReader, order: DateOrder | None) -> date | None:
    """Read the day on which they asked for help; one that has not come yet is complained of."""
    day: date | None = reader.read("waits_since", lambda text: parse_date(text, order), None)
    if day and day > date.today():  # noqa: DTZ011 - to the day is plenty
        reader.complain("waits_since", f"They wait since {day}, which has not come yet.")
    return day


def _birth_date(reader: RowReader, order: DateOrder | None) -> date | None:
    """Read a birth date; one that has not come yet is complained of."""
    day: date | None = reader.read("birth_date", lambda text: parse_day(text, order, birth=True), None)
    if day and day != FOREVER and day > date.today():  # noqa: DTZ011 - to the day is plenty
        reader.complain("birth_date", f"They are born on {day}, which has not come yet.")
    return day if day and day.year >= FIRST_BIRTH_YEAR and day != FOREVER else None


def _person(
    reader: RowReader,
    reference: Reference | None,
    jobs: tuple[JobRecord, ...],
    skills: tuple[SkillRecord, ...],
    order: DateOrder | None,
) -> PersonRecord:
    told = {
        column.key: reader.read(column.key, partial(_parsed, column, reference), column.empty)
        for column in COLUMNS
        if isinstance(column, PersonColumn)
    }
    kinds = [
        (name, value) for name in CHARACTERISTICS if (value := reader.text(f"characteristic:{name}", most=80))
    ]
    return PersonRecord(
        code=reader.identifier("code"),
        name=_name(reader),
        jobs=jobs,
        credentials=_credentials(reader),
        skills=skills,
        waits_since=_waits_since(reader, order),
        birth_date=_birth_date(reader, order),
        characteristics=dict(kinds),
        **told,
    )


def _parsed(column: PersonColumn, reference: Reference | None, text: str) -> Any:
    return column.parse(text, reference)


def _name(reader: RowReader) -> str:
    """The whole name, from one column or from those of first and last name."""
    whole, first, last = (reader.text(key) for key in ("name", "first_name", "last_name"))
    if whole and last and last.casefold() not in whole.casefold():
        return f"{whole} {last}"
    return whole or " ".join(part for part in (first, last) if part)


def _credentials(reader: RowReader) -> tuple[str, ...]:
    """Licences and certificates, and the schooling as the degree it is."""
    parts = parse_list(re.sub(r",(?![^(]*\))", ";", reader.text("credentials", most=2000)))
    level = schooling_of_column(reader.text("education"))
    degree = (f"credential:{DEGREES[level][0]}",) if level else ()
    return tuple(dict.fromkeys((*(key for part in parts for key in credential_ids(part)), *degree)))


def _skills(reader: RowReader, reference: Reference | None, notes: list[str]) -> tuple[SkillRecord, ...]:
    said, unknown = reader.read("skills", partial(parse_competencies, reference=reference), NONE)
    notes += [f"“{words}” is not known as a skill and was left out." for words in unknown]
    return tuple(
        SkillRecord(each.competency_id, each.name, DOMAIN_OF.get(each.kind, "skill"), each.high)
        for each in said
    )

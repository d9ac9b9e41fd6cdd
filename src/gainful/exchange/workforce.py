"""An employer's people from a spreadsheet: number, role, since when, and how and when each agreed to be shown."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, replace
from datetime import date, timedelta

from gainful.engine.records import JobRecord, WorkerRecord
from gainful.exchange.people.columns import COLUMNS as OF_PEOPLE
from gainful.exchange.people.columns import PersonColumn
from gainful.exchange.people.jobs import jobs_of
from gainful.exchange.tables.cells import DateOrder, detect_date_order, parse_choice, parse_date
from gainful.exchange.tables.headings import Field, Problem, slug
from gainful.exchange.tables.line import Line
from gainful.exchange.tables.rows import Row, RowReader, RowsFile, answer_fields

_KNOWN = {field.key: field for field in OF_PEOPLE}
_CODE = _KNOWN["code"]
FIELDS: tuple[Field, ...] = (
    Field(
        "code", "Employee number", ("employee id", "employee no", "staff number", "payroll number", "badge number",
                                    *_CODE.words),
        required=True, person_id=True,
    ),
    _KNOWN["name"],
    _KNOWN["first_name"],
    _KNOWN["last_name"],
    Field("email", "Email", ("email address", "e mail", "work email", "company email")),
    Field("occupation", "Occupation code", _KNOWN["occupation"].words),
    Field("job_title", "Role", ("role title", "current role", *_KNOWN["job_title"].words), required=True),
    Field("start", "In the role since", ("since", "role start", "in role since", *_KNOWN["start"].words)),
    Field("years", "Years in the role", _KNOWN["years"].words),
    Field("site", "Site", ("location", "work site", "workplace", "plant", "branch", "facility", "store", "unit")),
    Field("end", "Left on", ("left", *_KNOWN["end"].words)),
    Field(
        "consent", "How they agreed",
        ("consent", "consent given", "consent basis", "agreed", "consent how", "how consent was given"),
        help="How the employee agreed that you see their name: signed form, or by voice. Empty: they did not.",
    ),
    Field(
        "consent_date", "Agreed on", ("consent date", "date of consent", "consent on", "consented on")
    ),
    Field("consent_until", "Agreed until", ("consent until", "consent ends", "consent expires", "consent end date")),
)  # fmt: skip
"""In the order in which they claim headings; a role is read into an occupation as a job of a person is."""
DATE_FIELDS = ("start", "end", "consent_date", "consent_until")
HOW = {
    "signed_form": (
        "signed",
        "form",
        "paper",
        "written",
        "in writing",
        "signed on paper",
        "yes signed",
        "signature",
    ),
    "verbal": ("voice", "by voice", "spoken", "oral", "orally", "by phone", "phone"),
}
NOT = frozenset({"no", "n", "refused", "declined", "not asked", "false", "0", "none", "withdrawn"})
LASTS, LONGEST = timedelta(days=365), timedelta(days=1826)
"""How long an agreement holds where the file does not say (assumption: a year), and at most."""
ANSWERS = answer_fields(FIELDS)


class WorkerRow(Row[WorkerRecord]):
    """One line of a workforce file."""


@dataclass
class WorkforceFile(RowsFile[WorkerRecord]):
    """An opened file of an employer's people."""

    fields = FIELDS

    def rows(self) -> Iterator[WorkerRow]:
        """Yield every line as a worker or as problems; a number that comes twice is refused the second time."""
        places, lines = self.places(), dict[str, int]()
        for line in self.table.lines():
            row = self._row(line, places)
            if row.record is not None:
                first = lines.setdefault(row.record.number, row.line)
                if first != row.line:
                    said = f"Line {first} has this employee number already. Give each employee one line."
                    problem = Problem(self.mapping["code"], said, row.record.number)
                    row = replace(row, record=None, problems=(problem,))
            yield row

    def _row(self, line: Line, places: Mapping[str, int]) -> WorkerRow:
        reader, notes = RowReader(line.cells, places, self.table.header, ANSWERS), list[str]()
        record = self._worker(reader, notes)
        if not record.number:
            reader.complain("code", "The employee number is missing.")
        if not record.title:
            reader.complain("job_title", "The role is missing.")
        problems = tuple(reader.problems)
        return WorkerRow(line.number, line.cells, None if problems else record, problems, tuple(notes))

    def _worker(self, reader: RowReader, notes: list[str]) -> WorkerRecord:
        jobs = jobs_of(reader, self.date_order, self.reference, notes)
        job = jobs[-1] if jobs else JobRecord()
        by, on, until = self._agreement(reader)
        return WorkerRecord(
            number=reader.identifier("code"),
            title=job.title or self._title_of(job.code),
            name=_name(reader),
            email=reader.read("email", _email, ""),
            code=job.code,
            since=job.start,
            site=reader.text("site", most=120),
            left_on=job.end,
            agreed_by=by,
            agreed_on=on,
            until=until,
        )

    def _title_of(self, code: str) -> str:
        """Name a role that the file gives as a code alone."""
        if self.reference is None or not code:
            return code
        try:
            return self.reference.occupation(code).title
        except KeyError:
            return code

    def _agreement(self, reader: RowReader) -> tuple[str, date | None, date | None]:
        """Return how, when and until when they agreed; without both how and when it is a problem, not a yes."""
        told = reader.text("consent", most=80)
        on = reader.read("consent_date", lambda text: parse_date(text, self.date_order), None)
        until = reader.read("consent_until", lambda text: parse_date(text, self.date_order), None)
        if not told or slug(told, " ") in NOT:
            return "", None, None
        by = reader.read("consent", lambda text: parse_choice(text, HOW), "")
        if on is None and reader.text("consent_date"):
            return "", None, None  # what is wrong with the day is told already
        if on is None:
            reader.complain("consent_date", "Say on which day they agreed, or leave “How they agreed” empty.")
            return "", None, None
        if on > date.today():  # noqa: DTZ011 - to the day is plenty
            reader.complain("consent_date", f"They agreed on {on}, which has not come yet.")
        until = until or on + LASTS
        if not on <= until <= on + LONGEST:
            reader.complain("consent_until", "An agreement ends after it was given, within five years.")
        return by, on, until

    def detect_dates(self) -> DateOrder | None:
        """Look at every date."""
        places = self.places()
        wanted = [places[key] for key in DATE_FIELDS if key in places]
        if not wanted:
            return None
        return detect_date_order(
            line.cells[place] for line in self.table.lines() for place in wanted if line.cells[place]
        )


def _name(reader: RowReader) -> str:
    """The whole name, from one column or from those of first and last name."""
    whole, first, last = (reader.text(key) for key in ("name", "first_name", "last_name"))
    if whole and last and last.casefold() not in whole.casefold():
        return f"{whole} {last}"
    return whole or " ".join(part for part in (first, last) if part)


def _email(text: str) -> str:
    column = _KNOWN["email"]
    return str(column.parse(text, None)) if isinstance(column, PersonColumn) else text

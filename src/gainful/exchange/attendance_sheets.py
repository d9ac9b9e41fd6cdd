"""Sheets of attendance and of completed online courses: a line a person and day; what cannot be read is told by row."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import date
from typing import Any

from gainful.exchange.tables.cells import (
    DateOrder,
    detect_date_order,
    parse_choice,
    parse_date,
    parse_hours,
    parse_whole,
)
from gainful.exchange.tables.headings import Field
from gainful.exchange.tables.line import Line
from gainful.exchange.tables.rows import Row, RowReader, RowsFile, answer_fields

PRESENCES = {
    "present": ("there", "here", "yes", "y", "p", "x", "1", "attended", "came", "ok"),
    "late": ("l", "tardy", "came late"),
    "excused": ("e", "exc", "excused absence"),
    "absent": ("a", "no", "n", "0", "missed", "unexcused", "not there", "no show"),
}
"""How sheets say whether somebody was there."""
MOST_MINUTES = 720
_WHO = (
    Field("code", "Person ID", ("participant id", "client id", "student id", "id"), person_id=True),
    Field(
        "name", "Name",
        ("full name", "participant", "participant name", "student", "student name", "learner", "trainee", "person"),
        words_are_answers=True,
    ),
    Field("email", "Email", ("email address", "e-mail", "mail")),
)  # fmt: skip


@dataclass(frozen=True, slots=True)
class Who:
    """Whom a line is about, in the words of the file; one of the three is enough."""

    code: str = ""
    name: str = ""
    email: str = ""

    def __str__(self) -> str:
        return self.name or self.code or self.email


@dataclass(frozen=True, slots=True)
class AttendanceLine:
    """Whether somebody was there on a day; minutes late and gone early where they were."""

    who: Who
    day: date
    presence: str
    minutes_late: int = 0
    minutes_early: int = 0
    title: str = ""
    """What the class was about, where a day has several."""


@dataclass(frozen=True, slots=True)
class OnlineLine:
    """Somebody completed an online course; `minutes` is None where the provider says no hours."""

    who: Who
    provider: str
    course: str
    completed_on: date
    minutes: int | None = None
    score: str = ""


def _who(reader: RowReader) -> Who:
    who = Who(reader.identifier("code"), reader.text("name"), reader.text("email").lower())
    if not str(who):
        reader.complain("name", "This line names nobody.")
    return who


def _needed(reader: RowReader, key: str) -> str:
    text = reader.text(key)
    if not text and not reader.problems:
        reader.complain(key, "This must be filled.")
    return text


@dataclass
class AttendanceSheet(RowsFile[AttendanceLine]):
    """An opened sheet of attendance."""

    fields = (
        *_WHO,
        Field("day", "Day", ("date", "class date", "session date", "attendance date"), required=True),
        Field(
            "presence",
            "Attendance",
            ("status", "present", "attended", "presence", "attendance status"),
            required=True,
        ),
        Field("late", "Minutes late", ("late minutes", "late by", "tardy minutes")),
        Field("early", "Minutes early away", ("left early", "minutes left early", "early departure")),
        Field("title", "Class", ("session", "lesson", "class name", "topic")),
    )

    def rows(self) -> Iterator[Row[AttendanceLine]]:
        """Yield every line as attendance or as problems, in the file's order."""
        places, answers = self.places(), answer_fields(self.fields)
        for line in self.table.lines():
            yield self._row(line, places, answers)

    def _row(self, line: Line, places: Mapping[str, int], answers: frozenset[str]) -> Row[AttendanceLine]:
        reader = RowReader(line.cells, places, self.table.header, answers)
        who = _who(reader)
        day = reader.read("day", lambda text: parse_date(text, self.date_order), None)
        if day is None and not reader.problems:
            reader.complain("day", "This must be filled.")
        presence = reader.read("presence", lambda text: parse_choice(text, PRESENCES), "")
        late, early = (
            reader.read(key, lambda text: parse_whole(text, high=MOST_MINUTES), None) or 0
            for key in ("late", "early")
        )
        if not presence and not reader.problems:
            reader.complain("presence", "Write present, late, excused or absent.")
        if presence == "late" and not late:
            reader.complain("late", "How many minutes late? Without them no hours can be counted.")
        if reader.problems or day is None:
            return Row(line.number, line.cells, None, tuple(reader.problems))
        if presence == "present" and late:
            presence = "late"
        record = AttendanceLine(who, day, presence, late, early, reader.text("title"))
        return Row(line.number, line.cells, record)

    def detect_dates(self) -> DateOrder | None:
        """Look at every day."""
        return _order(self, "day")


@dataclass
class OnlineSheet(RowsFile[OnlineLine]):
    """An opened sheet of completed online courses, as learning platforms export them."""

    fields = (
        *_WHO,
        Field("provider", "Provider", ("platform", "vendor", "school", "partner"), required=True),
        Field("course", "Course", ("course name", "course title", "title", "learning item", "content"), required=True),
        Field(
            "completed", "Completed on",
            ("completion date", "completed", "date completed", "completed at", "completion time", "finished"),
            required=True,
        ),
        Field("hours", "Hours", ("learning hours", "total hours", "duration hours", "time spent hours")),
        Field("score", "Score", ("grade", "final grade", "result", "course grade")),
    )  # fmt: skip

    def rows(self) -> Iterator[Row[OnlineLine]]:
        """Yield every line as a completed course or as problems, in the file's order."""
        places, answers = self.places(), answer_fields(self.fields)
        for line in self.table.lines():
            reader = RowReader(line.cells, places, self.table.header, answers)
            who, provider, course = _who(reader), _needed(reader, "provider"), _needed(reader, "course")
            day = reader.read("completed", lambda text: parse_date(text, self.date_order), None)
            hours = reader.read("hours", parse_hours, None)
            if day is None and not reader.problems:
                reader.complain("completed", "This must be filled: only completed courses are taken.")
            if hours is not None and not 0 < hours <= 1_000:
                reader.complain("hours", "Hours are more than 0 and at most 1,000.")
            if reader.problems or day is None:
                yield Row(line.number, line.cells, None, tuple(reader.problems))
                continue
            minutes = round(hours * 60) if hours else None
            yield Row(
                line.number, line.cells,
                OnlineLine(who, provider[:120], course, day, minutes, reader.text("score", most=40)),
            )  # fmt: skip

    def detect_dates(self) -> DateOrder | None:
        """Look at every day."""
        return _order(self, "completed")


def _order(file: RowsFile[Any], key: str) -> DateOrder | None:
    place = file.places().get(key)
    return None if place is None else detect_date_order(line.cells[place] for line in file.table.lines())

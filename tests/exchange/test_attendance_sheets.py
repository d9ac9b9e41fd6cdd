"""Sheets of attendance and online courses as people send them: every row read or told, none lost."""

from __future__ import annotations

import io
from datetime import date

import openpyxl
import pytest

from gainful.exchange.attendance_sheets import AttendanceSheet, OnlineSheet
from gainful.exchange.tables.rows import Unclear


def read(kind, *lines):
    rows = list(kind.opened("\n".join(lines).encode(), "sheet.csv").rows())
    return [row.record for row in rows], [[each.message for each in row.problems] for row in rows]


def test_answers_are_understood_as_people_write_them():
    words = ("Present", "y", "X", "absent", "N", "Excused absence", "late")
    lines = [
        f"Ana,2027-03-0{n},{word},{7 if word == 'late' else ''}" for n, word in enumerate(words, start=1)
    ]
    records, problems = read(AttendanceSheet, "Name,Date,Status,Minutes late", *lines)
    assert [record.presence for record in records] == [
        "present", "present", "present", "absent", "absent", "excused", "late",
    ]  # fmt: skip
    assert (records[0].day, records[6].minutes_late, problems) == (date(2027, 3, 1), 7, [[]] * 7)


@pytest.mark.parametrize(
    ("line", "words"),
    [
        (",2027-03-01,present,", "names nobody"),
        ("Ana,,present,", "must be filled"),
        ("Ana,soon,present,", "soon"),
        ("Ana,2027-03-01,,", "present, late, excused or absent"),
        ("Ana,2027-03-01,late,", "How many minutes late"),
        ("Ana,2027-03-01,present,900", "900"),
    ],
)
def test_what_cannot_be_read_is_told(line, words):
    (record,), (problems,) = read(AttendanceSheet, "Name,Date,Status,Minutes late", line)
    assert record is None
    assert any(words in problem for problem in problems), problems


def test_whoever_is_present_and_late_is_late_and_a_spreadsheet_is_read_too():
    book = openpyxl.Workbook()
    for row in (("Student ID", "Class date", "Attended", "Late by"), ("007", date(2027, 3, 1), "yes", 12)):
        book.active.append(row)
    stream = io.BytesIO()
    book.save(stream)
    (row,) = AttendanceSheet.opened(stream.getvalue(), "sheet.xlsx").rows()
    assert (row.record.who.code, row.record.presence, row.record.minutes_late) == ("007", "late", 12)


def test_days_that_can_be_read_in_two_ways_are_asked_about():
    sheet = AttendanceSheet.opened(b"Name,Date,Status\nAna,03/04/2027,present", "sheet.csv")
    with pytest.raises(Unclear, match="two ways"):
        sheet.require_clear()


def test_completed_courses_with_and_without_hours():
    records, problems = read(
        OnlineSheet, "Email,Platform,Course name,Completion date,Learning hours,Grade",
        "Ana@Example.org,Learnit,HIPAA,2027-03-01,1.5,92%", "bo@example.org,Learnit,Safety,2027-03-02,,",
        "bo@example.org,Learnit,Half done,,2,", "bo@example.org,,Nothing,2027-03-02,,",
        "bo@example.org,Learnit,Long,2027-03-02,1001,",
    )  # fmt: skip
    assert [(one.who.email, one.minutes, one.score) for one in records if one] == [
        ("ana@example.org", 90, "92%"), ("bo@example.org", None, ""),
    ]  # fmt: skip
    assert [bool(each) for each in problems] == [False, False, True, True, True]
    assert "only completed courses" in problems[2][0]

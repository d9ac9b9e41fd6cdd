"""Résumés as people and programs lay them out, each with the jobs that a person sees (`tests/exchange/cases`)."""

from __future__ import annotations

from datetime import date
from pathlib import Path

import pytest

from gainful.engine.occupations import load_reference
from gainful.exchange.people import open_people
from gainful.exchange.resumes import findings_of, read_resume

CASES = Path(__file__).with_name("cases")
COOK, CASHIER = ("Line Cook", "Riverside Grill"), ("Cashier", "Corner Mart")
CASHIER_16 = (*CASHIER, "2016-03-01", "2018-05-31")
HARBOUR = [
    ("Line Cook", "Harbour Diner", "2019-03-01", "2022-08-31"),
    ("Kitchen Porter", "Green Hotel", "2016-06-01", "2019-02-28"),
]
BOTH = [(*COOK, "2019-06-01", "2021-05-31"), (*CASHIER, "2016-03-01", "2019-05-31")]


def found(name: str) -> list[dict]:
    path = CASES / name
    return findings_of(read_resume(path.read_bytes(), path.name).text, date(2026, 11, 29))


def jobs(name: str) -> list[tuple[str, str, str, str]]:
    return [
        (one["title"], one["employer"], one["start"], one["end"])
        for one in found(name)
        if one["kind"] == "job"
    ]


def credentials(name: str) -> list[str]:
    return [one["competency_id"] for one in found(name) if one["kind"] == "credential"]


@pytest.mark.parametrize(
    ("name", "start", "end"),
    [
        ("day-first", "2019-06-01", "2021-05-31"),
        ("double-dash", "2019-06-01", "2021-05-31"),
        ("iso", "2019-06-01", "2021-05-31"),
        ("u2011", "2019-06-01", "2021-05-31"),
        ("no-zero", "2019-09-01", "2021-05-31"),
        ("open-end", "2019-07-01", ""),
        ("short-year", "2019-07-01", "2021-07-01"),
        ("u2010", "2019-07-01", "2021-07-01"),
        ("dateless", "", ""),
    ],
)
def test_09_a_job_stays_however_its_dates_are_written(name, start, end):
    assert jobs(f"09-resume-dates/{name}.txt") == [(*COOK, start, end), CASHIER_16]


def test_10_labels_are_no_part_of_what_they_label():
    assert jobs("10-application-form/labels.txt") == BOTH


@pytest.mark.parametrize("name", ["interleaved.pdf", "dates-second-pass.pdf"])
def test_11_columns_drawn_row_by_row_are_read_as_they_look(name):
    assert jobs(f"11-pdf-two-columns/{name}") == BOTH


@pytest.mark.parametrize("name", ["resume_glyph_runs.pdf", "resume_separate_runs.pdf", "resume_typst.pdf"])
def test_runs_of_letters_that_stand_alone_are_words(name):
    assert jobs(f"resumes/{name}") == HARBOUR


def test_two_columns_beside_each_other():
    cook, porter, cashier = jobs("resumes/resume_two_columns_inline.pdf")
    assert [cook, porter] == HARBOUR
    assert cashier[:2] == ("Cashier", "Corner Market")


def test_titles_stand_below_or_above_their_employers():
    assert jobs("resumes/resume_indeed_layout.txt") == [
        ("Store Executive", "Blue Motors Ltd", "2018-01-01", ""),
        ("Test Engineer", "Red Systems", "2015-11-01", "2017-12-31"),
    ]


def test_a_resume_printed_twice_is_one():
    assert [job[:2] for job in jobs("resumes/resume_printed_twice.txt")] == [("Teacher", "Blue School")]


def test_a_range_over_two_lines():
    assert jobs("resumes/resume_range_over_lines.txt") == [
        ("Accountant", "Blue Traders", "2014-10-01", "2018-08-31")
    ]


@pytest.mark.parametrize("name", ["resume-some-hs.txt", "resume-in-progress.txt"])
def test_07_schooling_that_was_begun_is_not_held(name):
    assert credentials(f"07-education-not-held/{name}") == []
    assert [job[0] for job in jobs(f"07-education-not-held/{name}")] == ["Line Cook"]


def test_07_schooling_that_a_file_says_was_not_had():
    path = CASES / "07-education-not-held" / "people.csv"
    rows = list(open_people(path.read_bytes(), path.name, reference=load_reference()).rows())
    assert not any(row.problems for row in rows)
    held = {credential for row in rows for credential in row.record.credentials}
    assert held <= {"credential:high-school-diploma"}
    nobody = [row.record.code for row in rows[:6] if row.record.credentials]
    assert nobody == []


def test_08_letters_that_are_one_sign_are_letters():
    assert [job[0] for job in jobs("08-ligatures/resume.txt")] == ["Office Clerk"]
    assert "credential:cna" in credentials("08-ligatures/resume.txt")

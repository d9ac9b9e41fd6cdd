"""Wage areas in files of people and courses: both forms of the code, a name, and a refusal that names the row."""

from __future__ import annotations

import pytest

from gainful.engine.occupations import load_reference
from gainful.exchange.areas import parse_area
from gainful.exchange.courses import CourseFile
from gainful.exchange.people import PeopleFile
from gainful.exchange.tables.errors import CellError

REFERENCE = load_reference()


def opened(kind, text):
    return list(kind.opened(text.encode(), "x.csv", reference=REFERENCE).rows())


@pytest.mark.parametrize("told", ["33460", "0033460", "Minneapolis-St. Paul-Bloomington, MN-WI", " 33460 "])
def test_an_area_is_kept_by_the_key_of_the_wage_table(told):
    (row,) = opened(PeopleFile, f'ID,CBSA\nP-1,"{told}"\n')
    assert row.record.area_code == "0033460"


@pytest.mark.parametrize(
    ("told", "said"),
    [
        (
            "99999",
            "“99999” is not a wage area. Write its CBSA code, such as 33460, or its name as OEWS has it.",
        ),
        ("3346", "“3346” is not a wage area"),
        ("Duluth, WI", "“Duluth, WI” is not a wage area"),
        (
            "Portland",
            "Near it: Portland-South Portland, ME (0038860); Portland-Vancouver-Hillsboro, OR-WA (0038900).",
        ),
    ],
)
def test_an_unknown_area_is_refused_with_its_row(told, said):
    good, bad = opened(PeopleFile, f'ID,CBSA\nP-1,33460\nP-2,"{told}"\n')
    assert good.record is not None
    assert (bad.record, bad.line) == (None, 3)
    (problem,) = bad.problems
    assert (problem.column, problem.value) == ("CBSA", told)
    assert said in problem.message


def test_no_area_is_not_asked_and_without_a_reference_it_stays_as_it_stands():
    (row,) = opened(PeopleFile, "ID,CBSA\nP-1,\n")
    assert row.record.area_code == ""
    assert parse_area("33460", None) == "33460"
    with pytest.raises(CellError):
        parse_area("Atlantis", REFERENCE)


def test_courses_take_areas_the_same_way():
    good, bad = opened(
        CourseFile, "code,title,hours,price,teaches,area\nA,One,9,5,Excel,33460\nB,Two,9,5,Excel,1\n"
    )
    assert good.record.area_code == "0033460"
    assert [problem.column for problem in bad.problems] == ["area"]

"""Files that came wrong out of real systems, each with its right value (`tests/exchange/cases`)."""

from __future__ import annotations

import json
from datetime import date
from pathlib import Path

import pytest

from gainful.cli import main
from gainful.engine.occupations import load_reference
from gainful.exchange.courses import read_courses
from gainful.exchange.people import open_people

CASES = Path(__file__).with_name("cases")
REFERENCE = load_reference()


def people(name: str) -> list:
    path = CASES / name
    found = list(open_people(path.read_bytes(), path.name, reference=REFERENCE).rows())
    assert not any(row.problems for row in found)
    return [row.record for row in found]


def courses(name: str) -> list:
    found, refused = read_courses(CASES / name, reference=REFERENCE)
    assert refused == []
    return found


@pytest.mark.parametrize("name", ["formula_people.xlsx", "formula_people2.xlsx"])
def test_12_a_formula_gives_the_value_that_the_sheet_shows(name):
    (person,) = people(f"12-xlsx-formula/{name}")
    (job,) = person.jobs
    assert (person.code, person.name, job.title) == ("P1", "Rosa Keller", "Cashier")


def test_12_a_formula_in_numbers():
    (person,) = people("12-xlsx-formula/formula_people.xlsx")
    (course,) = courses("12-xlsx-formula/formula_courses.xlsx")
    assert person.wage_floor == 15 * 2080
    assert (course.hours, course.price) == (720, 9750)


@pytest.mark.parametrize(
    ("name", "codes"), [("sep.csv", ["P1"]), ("title.csv", ["P1", "P2"]), ("total.csv", ["P1"])]
)
def test_13_titles_above_and_totals_below_are_nobody(name, codes):
    found = people(f"13-report-furniture/{name}")
    assert [person.code for person in found] == codes
    assert found[0].name == "Rosa Keller"


def test_14_words_for_nothing_are_empty():
    found = {person.code: person for person in people("14-placeholders/people.csv")}
    assert len(found) == 10
    assert found["P5"].wage_floor is None
    assert all(person.wage_floor == 31_200 for code, person in found.items() if code != "P5")
    assert all(person.credentials == () or not list(person.credentials) for person in found.values())
    assert not any(list(person.barriers) for person in found.values())
    assert not any(person.email for person in found.values())
    for code in ("P1", "P3", "P4"):
        (job,) = found[code].jobs
        assert (job.start, job.end) == (date(2021, 3, 1), None)
    assert not list(found["P10"].jobs)


def measured(folder: str, wages: str, capsys) -> tuple[dict, str]:
    names = [
        word
        for part, file in (("participants", "p.csv"), ("services", "s.csv"), ("wages", wages))
        for word in (f"--{part}", str(CASES / folder / file))
    ]
    assert main(["indicators", *names, "--as-of", "2026-06-30", "--json"]) == 0
    told = json.loads(capsys.readouterr().out)
    return {one["id"]: one for one in told["indicators"]}, json.dumps(told)


@pytest.mark.parametrize(("wages", "said"), [("w.csv", "zeros in front"), ("w_dash.csv", "another spelling")])
def test_15_a_key_written_in_two_ways_is_matched_and_told(wages, said, capsys):
    found, told = measured("15-leading-zeros-of-keys", wages, capsys)
    employed = found["employment-q2"]
    assert (employed["numerator"], employed["denominator"]) == (3, 3)
    assert found["median-earnings-q2"]["value"] == 7000
    assert said in told


def test_16_an_amount_that_stands_for_not_yet_known_is_pending(capsys):
    found, _told = measured("16-pending-wages", "w.csv", capsys)
    employed = found["employment-q2"]
    assert (employed["numerator"], employed["denominator"], employed["pending"]) == (2, 2, 1)
    assert found["median-earnings-q2"]["value"] == 7000


def test_17_codes_of_fields_lost_zeros_at_either_end():
    found = {course.code: course for course in courses("17-cip-cost-etpl/cip.csv")}
    assert found["C1"].occupations == found["C4"].occupations == ("43-6013.00",)
    assert "27-3031.00" in found["C2"].occupations, "09.0900, communication"
    assert "35-1011.00" in found["C3"].occupations, "12.0500, cooking"


@pytest.mark.parametrize(("name", "code"), [("cost.csv", "1"), ("njetpl.csv", "1188")])
def test_17_the_price_is_the_whole_price(name, code):
    (course,) = courses(f"17-cip-cost-etpl/{name}")
    assert (course.code, course.hours, course.price) == (code, 720, 9750)


def test_22_one_bad_byte_leaves_every_other_name_as_it_is():
    assert [person.name for person in people("22-encoding-one-bad-byte/people.csv")] == [
        "José Núñez", "Zoë Brânză", "René",
    ]  # fmt: skip


@pytest.mark.parametrize(
    ("name", "code", "title"),
    [
        ("hmis.csv", "4f0c", None), ("hr.csv", "1001", "Cashier"), ("salesforce.csv", "003xx0000012345", "Cashier"),
    ],
)  # fmt: skip
def test_23_headings_as_systems_write_them(name, code, title):
    (person,) = people(f"23-headings-of-systems/{name}")
    assert (person.code, person.name) == (code, "Rosa Keller")
    assert [job.title for job in person.jobs] == ([title] if title else [])

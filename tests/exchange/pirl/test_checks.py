"""Each check with a row that fails it and a row, one cell away, that does not."""

from __future__ import annotations

from datetime import date

import pytest

from gainful.exchange.pirl import element_of, load_checks, load_elements
from gainful.exchange.pirl.row_checks import TESTS, Row, fails
from gainful.exchange.pirl.value_checks import badly_written

AS_OF = date(2026, 6, 30)
FAILING = {
    # check: (cells that fail, the change that mends them)
    "identifier-missing": ({"100": ""}, {"100": "A1"}),
    "identifier-is-ssn": ({"100": "123-45-6789"}, {"100": "A23456789"}),
    "entry-missing": ({"900": ""}, {"1007": "20250101"}),
    "entry-in-future": ({"900": "20260701"}, {"900": "20260630"}),
    "exit-before-entry": ({"900": "20250102", "901": "20250101"}, {"901": "20250102"}),
    "exit-too-early-to-tell": ({"901": "20260402"}, {"901": "20260401"}),
    "birth-after-entry": ({"200": "20250102", "900": "20250101"}, {"200": "20250101"}),
    "age-at-entry": ({"200": "20110102", "900": "20250101"}, {"200": "20110101"}),
    "reason-without-exit": ({"923": "02", "901": ""}, {"923": "00"}),
    "foster-care-not-youth": ({"923": "05", "905": "0"}, {"905": "1"}),
    "employed-without-exit": ({"1604": "1", "901": ""}, {"901": "20250101"}),
    "match-without-employment-q2": ({"1603": "1", "1602": "0"}, {"1602": "1"}),
    "match-without-employment-q4": ({"1607": "4", "1606": "9"}, {"1606": "2"}),
    "no-match-yet-employed-q2": ({"1603": "5", "1602": "0"}, {"1602": "09"}),
    "wages-without-employment-q2": ({"1704": "0.01", "1602": "0"}, {"1704": "0.00"}),
    "wages-without-employment-q4": ({"1706": "5000", "1606": "9"}, {"1706": "999999.99"}),
    "not-employed-with-pending-wages": ({"1704": "999999.99", "1602": "1"}, {"1602": "9"}),
    "pending-too-long-q2": ({"1602": "9", "901": "20250331"}, {"901": "20250401"}),
    "pending-too-long-q4": ({"1606": "9", "901": "20240930"}, {"901": "20241001"}),
    "told-before-quarter-q2": ({"1602": "1", "901": "20260101"}, {"901": "20251231"}),
    "told-before-quarter-q4": ({"1606": "0", "901": "20250701"}, {"901": "20250630"}),
    "same-employer-without-q2": ({"1618": "1", "1602": "0"}, {"1602": "1"}),
    "same-employer-without-q4": ({"1618": "1", "1606": "0"}, {"1606": "1"}),
    "credential-without-date": ({"1800": "6", "1801": ""}, {"1801": "20250101"}),
    "date-without-credential": ({"1801": "20250101", "1800": "0"}, {"1800": "6"}),
    "credential-before-entry": ({"1801": "20250101", "900": "20250102"}, {"1801": "20250102"}),
    "credential-too-late": ({"1801": "20250301", "901": "20240229"}, {"1801": "20250228"}),
    "education-ends-before-it-begins": ({"1811": "20250102", "1813": "20250101"}, {"1813": ""}),
    "training-ends-before-it-begins": ({"1302": "20250102", "1308": "20250101"}, {"1308": "20250103"}),
    "training-without-dates": ({"1300": "1", "1302": ""}, {"1300": "0"}),
    "training-dates-without-training": ({"1302": "20250101", "1300": "0"}, {"1300": "1"}),
    "type-without-training": ({"1303": "06", "1300": "0"}, {"1303": "00"}),
    "postsecondary-without-enrolment": ({"1332": "1", "1811": ""}, {"1811": "20250101"}),
    "education-after-exit-before-exit": ({"1406": "20250101", "901": "20250102"}, {"1406": "20250102"}),
    "wages-very-high": ({"1704": "50000.01"}, {"1704": "50000"}),
}  # fmt: skip
CHECKS = {check.id: check for check in load_checks()}


@pytest.mark.parametrize("name", list(CHECKS))
def test_a_row_that_fails_and_one_that_does_not(name):
    wrong, mend = FAILING[name]
    assert fails(CHECKS[name], Row(wrong, AS_OF))
    assert not fails(CHECKS[name], Row({**wrong, **mend}, AS_OF))
    assert wrong.keys() | mend.keys() <= load_elements().keys()


def test_every_check_says_what_to_do_where_it_comes_from_and_how_sure_it_is():
    assert FAILING.keys() == CHECKS.keys()
    for check in CHECKS.values():
        assert all((check.words, check.do, check.source))
        assert check.status in {"verified", "logic", "unverified"}
        assert check.level in {"reject", "look"}
        assert check.test in TESTS
        assert not (check.fails_file and check.status == "unverified")


def test_every_element_has_a_source_and_says_whether_it_is_verified():
    elements = load_elements()
    assert len(elements) > 120
    for element in elements.values():
        assert element.source
        assert element.status in {"verified", "unverified"}
        assert bool(element.format_status) == bool(element.type or element.codes)
        if element.source == "from memory":
            assert element.status == "unverified"
    assert sum(e.format_status == "verified" for e in elements.values()) == 29


@pytest.mark.parametrize(
    ("heading", "number"),
    [
        ("901", "901"),
        ("PIRL 901", "901"),
        ("pirl_901", "901"),
        ("901 Date of Program Exit (WIOA)", "901"),
        ("Date of Program Exit (WIOA)", "901"),
        ("date of program exit", "901"),
        ("108-A ETA-Assigned 1st Local Workforce Board Code", "108-A"),
        ("9015", "9015"),
        ("person", None),
        ("2024", "2024"),
        ("", None),
    ],
)
def test_headings(heading, number):
    assert element_of(heading) == number


@pytest.mark.parametrize(
    ("element", "good", "bad"),
    [
        ("200", "19920229", "19900229"),
        ("901", "20240815", "2024-08-15"),
        ("1602", "9", "09"),
        ("1618", "0", "9"),
        ("1800", "7", "8"),
        ("201", "9", "3"),
        ("100", "A" * 12, "A" * 13),
        ("1704", "5120.50", "5,120"),
        ("1704", "999999.99", "-5"),
        ("923", "07", "8"),
        ("102", "anything at all", None),
    ],
)
def test_how_values_are_written(element, good, bad):
    assert badly_written(load_elements()[element], good) is None
    assert badly_written(load_elements()[element], "") is None
    if bad is not None:
        what, do = badly_written(load_elements()[element], bad)
        assert what
        assert do.endswith(".")

from __future__ import annotations

import tracemalloc
from datetime import date

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from gainful.exchange.pirl import PirlFileError, check_file
from gainful.exchange.pirl.overlaps import Overlaps

AS_OF = date(2026, 6, 30)
HEAD = "100,900,901,1602,1704"


def check(path, text, **more):
    path.write_text(text, encoding="utf-8")
    found = []
    return check_file(path, AS_OF, found.append, **more), found


def test_a_sound_file_passes(tmp_path):
    report, found = check(tmp_path / "p.csv", f"{HEAD}\nA1,20240603,20240815,1,5000.00\nA2,20260501,,,\n")
    assert (report.rows, report.failed_rows, found) == (2, 0, [])
    assert not report.failed()
    assert "age-at-entry" in report.skipped


def test_findings_say_row_element_and_what_to_do(tmp_path):
    text = f"{HEAD}\nA1,20240603,20240601,1,5000.00\n123-45-6789,20240603,,,\nA3,2024\n"
    report, found = check(tmp_path / "p.csv", text)
    told = [(f.row, f.element, f.check) for f in found]
    assert told == [
        (2, "901", "exit-before-entry"),
        (3, "100", "identifier-is-ssn"),
        (4, "", "cells-in-row"),
    ]
    assert found[1].value == ""  # an identifier is never repeated
    assert all(f.do.endswith(".") for f in found)
    assert report.failed_rows == 3
    assert report.failed()


def test_an_unverified_check_is_told_and_does_not_fail_the_file(tmp_path):
    report, found = check(tmp_path / "p.csv", "100,1602,1603,901\nA1,0,1,20240815\n")
    assert [(f.check, f.status) for f in found] == [("match-without-employment-q2", "unverified")]
    assert not report.failed()
    assert report.failed(strict=True)
    assert report.failed_rows == 0


def test_a_code_that_is_only_known_from_memory_is_looked_at_and_not_rejected(tmp_path):
    report, found = check(tmp_path / "p.csv", "100,201,923,1603\nA1,5,77,8\n")
    assert [(f.element, f.level, f.status) for f in found] == [
        ("201", "reject", "verified"),
        ("923", "reject", "verified"),
        ("1603", "look", "unverified"),
    ]
    assert report.failed()


def test_periods_of_one_person_may_not_overlap(tmp_path):
    rows = [
        "A1,20240101,20240301", "A1,20240530,20240601",  # 90 days after: one period
        "A2,20240101,20240301", "A2,20240531,20240601",  # 91 days after: two
        "A3,20240101,", "A3,20240901,20241001",  # never ended
        "A4,20240901,20241001", "A4,20240101,20240201",  # in any order
    ]  # fmt: skip
    report, found = check(tmp_path / "p.csv", "\n".join(["100,900,901", *rows]) + "\n")
    assert [(f.row, f.check) for f in found] == [(2, "periods-overlap"), (6, "periods-overlap")]
    assert report.failed()


@settings(max_examples=20, deadline=None)
@given(
    st.lists(
        st.tuples(st.sampled_from("ab"), st.integers(0, 400), st.none() | st.integers(0, 90)), max_size=12
    )
)
def test_overlaps_are_those_of_a_plain_loop(periods):
    begin = date(2024, 1, 1).toordinal()
    overlaps, rows = Overlaps(), []
    for line, (person, entry, length) in enumerate(periods, 2):
        first = date.fromordinal(begin + entry)
        last = None if length is None else date.fromordinal(begin + entry + length)
        overlaps.add(line, person, first, last)
        rows.append((person, first, line, last))
    expected = set()
    for place, (person, first, line, last) in enumerate(sorted(rows, key=lambda row: row[:3])):
        following = [row for row in sorted(rows, key=lambda row: row[:3])[place + 1 :] if row[0] == person]
        if following and following[0][1] == first:
            continue  # told as a period that stands twice
        if following and (last is None or (following[0][1] - last).days <= 90):
            expected.add(line)
    assert set(overlaps.found()) == expected
    begun = [row[:2] for row in rows]
    repeated = {row[2] for place, row in enumerate(rows) if row[:2] in begun[:place]}
    assert set(overlaps.twice()) == repeated


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ("", "empty"),
        ("person,exit\nA,B\n", "no column of a PIRL element"),
        ("901,PIRL 901\n1,2\n", "element 901 in two columns"),
        ('100,901\n"A1,20240101\n', "quotation mark"),
    ],
)
def test_a_file_that_cannot_be_checked_says_why(tmp_path, text, said):
    with pytest.raises(PirlFileError, match=said):
        check(tmp_path / "p.csv", text)


def test_a_file_that_is_not_there_or_not_text(tmp_path):
    with pytest.raises(PirlFileError, match="is not there"):
        check_file(tmp_path / "none.csv", AS_OF, [].append)
    path = tmp_path / "p.csv"
    path.write_bytes(b"100,901\n\xff\xfe,1\n")
    with pytest.raises(PirlFileError, match="UTF-8"):
        check_file(path, AS_OF, [].append)


def test_a_long_file_takes_no_more_memory_than_a_short_one(tmp_path):
    """Python's own memory: the rows are not kept, only a batch of numbers for overlaps (which DuckDB holds)."""
    check(tmp_path / "short.csv", "100,900,901\nA1,20240603,20240601\n")  # imports and caches
    path = tmp_path / "p.csv"
    with path.open("w", encoding="utf-8") as file:
        file.write("100,900,901\n")
        file.writelines(f"A{number},20240603,20240601\n" for number in range(20_000))
    count = 0

    def found(_):
        nonlocal count
        count += 1

    tracemalloc.start()
    report = check_file(path, AS_OF, found)
    _, peak = tracemalloc.get_traced_memory()
    tracemalloc.stop()
    assert report.rows == 20_000
    assert count == 20_000
    assert peak < 6_000_000

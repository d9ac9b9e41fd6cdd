"""Wage records: what is kept, what is refused with which words, and that nothing is lost or counted twice."""

from __future__ import annotations

import csv
import os
import random
import signal
import stat
import subprocess
import sys
import textwrap
import time

import duckdb
import numpy as np
import pandas as pd
import pyarrow as pa
import pyarrow.parquet as pq
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from gainful.exchange.tables import columnar
from gainful.exchange.wage_records import (
    BusyStoreError,
    UnreadableWages,
    WageStore,
    WrongKeyError,
    load_or_make_key,
    person_hash,
    reading,
)
from gainful.exchange.wage_records.prefetch import prefetch
from gainful.exchange.wage_records.rows import checked

SECRET = bytes(range(32))
HEAD = "SSN,Employer Account,Year,Quarter,Wages\n"


def kept(store):
    """The records that count, with the number of the quarter read as year and quarter."""
    with duckdb.connect() as duck:
        rows = duck.execute(
            f'SELECT person, employer, "at" // 4, "at" % 4 + 1, wages FROM ({store.sql()})'
        ).fetchall()
    return sorted(rows)


def refused(store):
    return [
        row for _, path in store.rejected() for row in list(csv.reader(path.read_text().splitlines()))[1:]
    ]


def write(folder, text, name="wages.csv", encoding="utf-8"):
    path = folder / name
    path.write_bytes(text.encode(encoding))
    return path


@pytest.fixture
def store(tmp_path):
    return WageStore(tmp_path / "store", SECRET)


def everything(folder):
    return b"".join(path.read_bytes() for path in folder.rglob("*") if path.is_file())


def test_no_raw_key_reaches_the_disk_not_even_in_refused_rows(store, tmp_path):
    rows = "123-45-6789,Ö1,2025,1,5120.50\n987-65-4321,E2,2025,1,abc\n555-44-3333,E2\n"
    done = store.import_file(write(tmp_path, HEAD + rows))
    assert (done.rows, done.rejected) == (1, 2)
    held = everything(store.folder)
    for key in (b"123-45-6789", b"123456789", b"987-65-4321", b"987654321", b"555-44-3333"):
        assert key not in held
    assert kept(store) == [(person_hash(SECRET, "123456789"), "Ö1", 2025, 1, 5120.5)]


@pytest.mark.parametrize("cell", ["", "N/A", "pending", "Not yet available", "999999.99"])
def test_wages_that_are_not_known_yet_are_kept_as_pending(store, tmp_path, cell):
    """As `gainful indicators --wages FILE` reads them: unknown is not zero, so the row is kept."""
    done = store.import_file(write(tmp_path, f"{HEAD}7,E,2025,1,10\n8,E,2025,1,{cell}\n"))
    assert (done.rows, done.rejected) == (2, 0)
    assert (person_hash(SECRET, "8"), "E", 2025, 1, None) in kept(store)


@pytest.mark.parametrize(
    ("row", "column", "says"),
    [
        (",E,2025,1,10", "person", "empty"),
        ("000-00-0000,E,2025,1,10", "person", "placeholder"),
        ("1,E,20x5,1,10", "year", "no year"),
        ("1,E,1925,1,10", "year", "no year"),
        ("1,E,2025,5,10", "quarter", "1, 2, 3 or 4"),
        ("1,E,2025,,10", "quarter", "1, 2, 3 or 4"),
        ("1.23E+11,E,2025,1,10", "person", "lost its last digits"),
        ("1,E,2025,1,abc", "wages", "no amount"),
        ("1,E,2025,1,-4", "wages", "below zero"),
        ("1,E,2025,1,1.234", "wages", "two amounts"),
        ("1,E,2025,1,(4.00)", "wages", "below zero"),
        ("1,E,2025,1,99999999", "wages", "Check it"),
        ("1,E,2025", "", "3 cells where the headings are 5"),
    ],
)
def test_a_refused_row_says_where_and_what_to_do(store, tmp_path, row, column, says):
    done = store.import_file(write(tmp_path, f"{HEAD}7,E,2025,1,10\n{row}\n"))
    assert (done.rows, done.rejected) == (1, 1)
    [(number, named, _value, why)] = refused(store)
    assert (number, named) == ("3", column)
    assert says in why


@pytest.mark.parametrize(
    ("text", "encoding"),
    [
        (HEAD + "1,Ünal,2025,2,10\n", "utf-8"),
        (HEAD + "1,Ünal,2025,2,10\n", "utf-8-sig"),
        (HEAD + "1,Ünal,2025,2,10\n", "latin-1"),
        (HEAD.replace(",", ";") + "1;Ünal;2025;Q2;$10\n", "utf-8"),
        (HEAD.replace(",", "\t") + "1\tÜnal\t2025\t02\t10.0\n", "utf-8"),
        ("person_id,period,ein,amount\n1,2025Q2,Ünal,10\n\n", "utf-8"),
        ("person_id,period,ein,amount\r\n1,20252,Ünal,10", "utf-8"),
        ('wages,note,employer,qtr,year,person\n"10","a, b",Ünal,2,2025,1\n', "utf-8"),
    ],
)
def test_usual_ways_to_write_a_file_mean_the_same(store, tmp_path, text, encoding):
    assert store.import_file(write(tmp_path, text, encoding=encoding)).rejected == 0
    assert kept(store) == [(person_hash(SECRET, "1"), "Ünal", 2025, 2, 10.0)]


def test_parquet_is_read_by_row_groups(store, tmp_path):
    cells = {"person": [1, 2, 3], "employer": ["a", None, "c"], "year": [2025] * 3}
    table = pa.table({**cells, "quarter": [1, 2, 3], "wages": [1.5, None, -1.0]})
    pq.write_table(table, tmp_path / "w.parquet", row_group_size=2)
    done = store.import_file(tmp_path / "w.parquet")
    assert (done.rows, done.rejected) == (2, 1)
    assert {row[-1] for row in kept(store)} == {1.5, None}
    assert refused(store)[0][0] == "4"


def test_the_same_content_is_never_counted_twice(store, tmp_path):
    text = HEAD + "1,E,2025,1,10\n1,E,2025,1,10\n"
    assert store.import_file(write(tmp_path, text)).known is False
    assert store.import_file(write(tmp_path, text, name="again.csv")).known is True
    assert len(kept(store)) == 1


def test_an_amended_record_takes_the_place_of_the_first(store, tmp_path):
    store.import_file(write(tmp_path, HEAD + "1,E,2025,1,10\n1,E,2025,1,30\n1,F,2025,1,5\n"))
    assert [row[-1] for row in kept(store)] == [30.0, 5.0]
    store.import_file(write(tmp_path, HEAD + "1,E,2025,1,20\n", name="amended.csv"))
    assert [row[-1] for row in kept(store)] == [20.0, 5.0]


def test_by_the_other_rule_different_amounts_of_one_file_are_added(tmp_path):
    store = WageStore(tmp_path / "store", SECRET, doubles="sum")
    store.import_file(write(tmp_path, HEAD + "1,E,2025,1,10\n1,E,2025,1,10\n1,E,2025,1,30\n"))
    assert [row[-1] for row in kept(store)] == [40.0]
    with pytest.raises(ValueError, match="Make a new store"):
        WageStore(tmp_path / "store", SECRET, doubles="last")


def test_a_quarter_that_has_only_begun_to_arrive_is_pending(store, tmp_path):
    rows = [f"{k},E,2025,{q},10" for q in (1, 2, 3) for k in range(1, 11)] + ["1,E,2025,4,10"]
    store.import_file(write(tmp_path, HEAD + "\n".join(rows)))
    assert [quarter.arrived for quarter in store.quarters()] == [True, True, True, False]


def test_what_follows_a_missing_quarter_is_pending_too(store, tmp_path):
    rows = [f"{k},E,2025,{q},10" for q in (1, 3) for k in range(1, 5)]
    store.import_file(write(tmp_path, HEAD + "\n".join(rows)))
    assert [(quarter.rows, quarter.arrived) for quarter in store.quarters()] == [
        (4, True),
        (0, False),
        (4, False),
    ]


@pytest.mark.parametrize(
    ("text", "says"),
    [
        ("", "is empty"),
        ("a,b\n1,2\n", "has no column for “person”"),
        ("ssn,SSN,employer,year,quarter,wages\n", "twice"),
        ("PK\x03\x04\x00\x00", "damaged"),
        ("\x00\x01\x02ssn,employer", "not a text file"),
    ],
)
def test_a_file_that_is_no_wage_file_leaves_nothing_behind(store, tmp_path, text, says):
    with pytest.raises(UnreadableWages, match=says):
        store.import_file(write(tmp_path, text))
    assert store.files() == []
    assert kept(store) == []


def test_another_key_is_refused_and_the_key_is_its_owners_only(store, tmp_path):
    with pytest.raises(WrongKeyError, match="another key"):
        WageStore(store.folder, bytes(32))
    load_or_make_key(tmp_path / "deep" / "key")
    assert stat.S_IMODE((tmp_path / "deep" / "key").stat().st_mode) == 0o600
    assert load_or_make_key(tmp_path / "deep" / "key") == load_or_make_key(tmp_path / "deep" / "key")
    with pytest.raises(ValueError, match="Keep the key file elsewhere"):
        load_or_make_key(store.folder / "key", beside=store.folder)


def test_two_imports_at_once_are_refused(store, tmp_path):
    path = write(tmp_path, HEAD + "1,E,2025,1,10\n")
    with store._alone(), pytest.raises(BusyStoreError):
        store.import_file(path)


ROWS = st.lists(
    st.tuples(
        st.sampled_from(["1", "22", "333", ""]),
        st.sampled_from(["E", "F"]),
        st.sampled_from(["2024", "2025", "x"]),
        st.sampled_from(["1", "4", "9"]),
        st.sampled_from(["10", "20.5", "", "-1"]),
    ),
    max_size=60,
)


@settings(max_examples=40, deadline=None)
@given(ROWS, st.integers(1, 300), st.integers(0, 5))
@pytest.mark.slow
def test_pieces_and_a_stop_between_them_change_nothing(tmp_path_factory, rows, size, stop):
    folder = tmp_path_factory.mktemp("pieces")
    path = write(folder, HEAD + "".join(",".join(row) + "\n" for row in rows))
    whole = WageStore(folder / "whole", SECRET)
    whole.import_file(path)
    parts = WageStore(folder / "parts", SECRET)

    def interrupted(done, _whole):
        interrupted.left -= 1
        if interrupted.left == 0:
            raise KeyboardInterrupt

    interrupted.left = stop
    ordinary, reading.PIECE_BYTES = reading.PIECE_BYTES, size
    try:
        try:
            parts.import_file(path, progress=interrupted)
        except KeyboardInterrupt:
            assert kept(parts) == [], "nothing of a file counts before it is whole"
            parts.import_file(path)
    finally:
        reading.PIECE_BYTES = ordinary
    assert kept(parts) == kept(whole)
    assert refused(parts) == refused(whole)


def test_a_kill_at_any_point_ends_with_exactly_the_right_rows(tmp_path):
    rng = random.Random(7)  # noqa: S311 - not for secrets
    rows = [
        f"{rng.randrange(10**9)},E{rng.randrange(50)},2025,{k % 4 + 1},{rng.randrange(9000)}.25"
        for k in range(60_000)
    ]
    text = HEAD + "\n".join(row if k % 500 else f",{row}" for k, row in enumerate(rows))
    path = write(tmp_path, text)
    script = textwrap.dedent(
        f"""
        from pathlib import Path
        from gainful.exchange.wage_records import WageStore, reading
        reading.PIECE_BYTES = 30_000
        WageStore(Path({str(tmp_path / "store")!r}), bytes(range(32))).import_file(Path({str(path)!r}))
        """
    )
    made = tmp_path / "store" / "pieces"
    for wanted in sorted(rng.sample(range(2, 50), 3)):
        importing = subprocess.Popen([sys.executable, "-c", script], env={**os.environ, "PYTHONPATH": "src"})
        while importing.poll() is None and len(list(made.glob("*/*.parquet"))) < wanted:
            time.sleep(0.001)
        importing.send_signal(signal.SIGKILL)
        assert importing.wait() == -signal.SIGKILL
    store = WageStore(tmp_path / "store", SECRET)
    done = store.import_file(path)
    assert done.resumed
    assert (done.rows, done.rejected) == (59_880, 120)
    alone = WageStore(tmp_path / "alone", SECRET)
    alone.import_file(path)
    assert kept(store) == kept(alone)
    assert len(refused(store)) == 120


@given(
    st.lists(
        st.tuples(st.integers(1, 999_999_998), st.integers(1, 4), st.integers(0, 99_999_998)),
        min_size=1,
        max_size=8,
    )
)
def test_cells_that_need_no_cleaning_are_read_as_those_that_do(rows):
    """Plain cells take a short way; the same rows dressed up must give the same records."""

    def records(form):
        cells = [form(*row) for row in rows]
        columns = [pa.array(column) for column in zip(*cells, strict=True)]
        names = ["person", "employer", "year", "quarter", "wages"]
        table = pa.table(columns, names=names)
        piece = reading.Piece(table, np.arange(2, len(rows) + 2), 0, 0)
        return checked(piece, SECRET)[0].to_pylist()

    plain = records(
        lambda key, quarter, cents: (f"{key:09}", "E1", "2025", str(quarter), f"{cents / 100:.2f}")
    )
    dressed = records(
        lambda key, quarter, cents: (
            f" {f'{key:09}'[:3]}-{f'{key:09}'[3:5]}-{f'{key:09}'[5:]}",
            "E1 ",
            "2025.0",
            f"Q{quarter}",
            f"$ {cents / 100:,.2f}",
        )
    )
    assert plain == dressed
    placeholders = ("111111111", "999999999")
    assert {row["person"] for row in plain} == {
        person_hash(SECRET, f"{key:09}") for key, _, _ in rows if f"{key:09}" not in placeholders
    }


def test_work_ahead_keeps_the_order_and_hands_on_what_went_wrong():
    assert list(prefetch(range(7), lambda number: number * 2)) == [0, 2, 4, 6, 8, 10, 12]
    with pytest.raises(ZeroDivisionError):
        list(prefetch([1, 0, 1], lambda number: 1 // number))


@pytest.mark.parametrize("quarter", ["2025Q2", "Q2 2025", "2Q2025", "2025-2"])
def test_year_and_quarter_may_stand_in_one_column(store, tmp_path, quarter):
    store.import_file(
        write(tmp_path, f"ssn,employer,quarter,wages\n123456789,E1,{quarter},5\n123456789,E1,2025-02,5\n")
    )
    assert [row[1:] for row in kept(store)] == [("E1", 2025, 2, 5.0)]
    assert [row[:3] for row in refused(store)] == [["3", "period", "2025-02"]]


def test_amounts_are_read_as_in_every_other_table(store, tmp_path):
    rows = [
        ("1", "$5.120,50"),
        ("2", "5 120,50"),
        ("3", "5,1"),
        ("4", "$5,120.50"),
        ("5", "1,234"),
        ("6", "1.234"),
    ]
    text = "".join(f'12345678{who},E1,2025,1,"{cell}"\n' for who, cell in rows)
    store.import_file(write(tmp_path, HEAD + text))
    assert sorted(row[4] for row in kept(store)) == [5.1, 1234.0, 5120.5, 5120.5, 5120.5]
    assert [row[0] for row in refused(store)] == ["7"]


def test_a_stata_file_is_a_wage_file_and_goes_on_where_it_stopped(store, tmp_path, monkeypatch):
    monkeypatch.setattr(columnar, "STATA_ROWS", 3)
    frame = pd.DataFrame(
        {"ssn": [123456780.0 + n for n in range(8)], "employer": "E1", "year": 2025, "quarter": 1}
    )
    frame.assign(wages=[100.0 + n / 2 for n in range(8)]).to_stata(tmp_path / "wages.dta", write_index=False)
    layout = reading.layout_of(tmp_path / "wages.dta", tmp_path)
    whole = list(reading.pieces(layout))
    assert [list(piece.lines) for piece in whole] == [[2, 3, 4], [5, 6, 7], [8, 9]]
    again = list(reading.pieces(layout, whole[0].next_place, whole[0].next_line))
    assert [piece.table.to_pylist() for piece in again] == [piece.table.to_pylist() for piece in whole[1:]]
    store.import_file(tmp_path / "wages.dta")
    assert sorted(row[4] for row in kept(store)) == [100.0 + n / 2 for n in range(8)]
    assert {row[0] for row in kept(store)} == {person_hash(SECRET, str(123456780 + n)) for n in range(8)}

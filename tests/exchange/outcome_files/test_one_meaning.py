"""One table of wage cells through both doors, in every kind of file: each cell means one thing, whichever way in."""

from __future__ import annotations

import csv
import io

import duckdb
import openpyxl
import pandas as pd
import pyarrow as pa
import pytest

from gainful.exchange.outcome_files.columns import SERVICES, STATUS_SYNONYMS, STATUSES
from gainful.exchange.outcome_files.reading import OutcomeTables
from gainful.exchange.outcome_files.wage_checks import settle_wages
from gainful.exchange.tables.errors import UnreadableColumns
from gainful.exchange.wage_records import UnreadableWages, WageStore, person_hash

SECRET = bytes(range(32))
OUT, PENDING = "left out", None
HEAD = ("person", "employer", "year", "quarter", "wages")
CELLS = (
    # person, year, quarter, wages as they are written → quarter and dollars, or what becomes of the row
    ("034567891", "2025", "1", "6000.00", ((2025, 1), 6000.0)),
    ("034-56-7891", "2025", "Q2", "6000", ((2025, 2), 6000.0)),
    ("034 56 7891", "2025", "q3", "$6,000.00", ((2025, 3), 6000.0)),
    ("'034567891", "2025", "04", "USD 6000", ((2025, 4), 6000.0)),
    ("034567891.0", "2024", "1.0", "6 000,00", ((2024, 1), 6000.0)),
    ("034567891", "2024.0", "Qtr 2", "1,234.5", ((2024, 2), 1234.5)),
    ("034567891", "2024", "QTR3", "+12.00", ((2024, 3), 12.0)),
    ("034567891", "2024", "4", "1.2e3", ((2024, 4), 1200.0)),
    ("ab-12", "2024", "1", "0", ((2024, 1), 0.0)),
    ("AB12", "2024", "2", "0.01", ((2024, 2), 0.01)),
    ("134567892", "2025", "1", "999999.98", ((2025, 1), 999999.98)),
    ("134567892", "2025", "2", "999999.99", ((2025, 2), PENDING)),
    ("134567892", "2025", "3", "$999,999.99", ((2025, 3), PENDING)),
    ("134567892", "2025", "4", "1000000.00", ((2025, 4), 1000000.0)),
    ("134567892", "2024", "1", "9999999.99", ((2024, 1), 9999999.99)),
    ("134567892", "2024", "2", "10000000.00", OUT),
    ("134567892", "2024", "3", "-0.01", OUT),
    ("134567892", "2024", "4", "(250.00)", OUT),
    ("134567892", "1990", "1", "5", ((1990, 1), 5.0)),
    ("134567892", "1989", "4", "5", OUT),
    ("000-00-0000", "2025", "1", "5", OUT),
    ("111111111", "2025", "1", "5", OUT),
    ("999-99-9999", "2025", "1", "5", OUT),
    ("211111111", "2025", "1", "5", ((2025, 1), 5.0)),
    ("211111111", "2025", "2", "N/A", ((2025, 2), PENDING)),
    ("211111111", "2025", "3", "pending", ((2025, 3), PENDING)),
    ("211111111", "2025", "4", "", ((2025, 4), PENDING)),
    ("211111111", "2024", "1", "Not yet available", ((2024, 1), PENDING)),
)
ROWS = [(person, f"E{at}", *cells) for at, (person, *cells, _) in enumerate(CELLS)]
EXPECTED = sorted(
    (person_hash(SECRET, person), f"E{at}", meant[0][0] * 4 + meant[0][1] - 1, meant[1])
    for at, (person, *_, meant) in enumerate(CELLS)
    if meant != OUT
)


def embedded(folder):
    """An embedded database that puts the copies it needs into the folder."""
    return duckdb.connect(config={"temp_directory": str(folder / "copies")})


def by_file(path):
    """What the door of `indicators --wages FILE` reads, people by the hash of their key, and what it tells."""
    with embedded(path.parent) as duck:
        tables = OutcomeTables(duck)
        tables.wages(path)
        settle_wages(tables, path.name)
        rows = tables.rows("SELECT person, employer, year * 4 + quarter - 1, wages FROM w")
    return sorted((person_hash(SECRET, str(key)), *rest) for key, *rest in rows), tables.notes


def by_store(path, folder):
    """What the door of `wages import` keeps, and how many rows it refuses."""
    store = WageStore(folder / "store", SECRET)
    done = store.import_file(path)
    with duckdb.connect() as duck:
        rows = duck.execute(f'SELECT person, employer, "at", wages FROM ({store.sql()})').fetchall()
    return sorted(rows), done.rejected


def text(rows, separator=","):
    out = io.StringIO()
    csv.writer(out, delimiter=separator, lineterminator="\n").writerows([HEAD, *rows])
    return out.getvalue()


def _book(rows, path):
    book = openpyxl.Workbook()
    for row in [HEAD, *rows]:
        book.active.append(row)
    book.save(path)


def _batches(rows, path):
    table = pa.Table.from_pandas(pd.DataFrame(rows, columns=HEAD), preserve_index=False)
    with pa.ipc.new_file(path, table.schema) as file:
        file.write_table(table, max_chunksize=5)


FILES = {
    "w.csv": lambda rows, path: path.write_text(text(rows)),
    "semicolons.csv": lambda rows, path: path.write_text(text(rows, ";")),
    "w.tsv": lambda rows, path: path.write_text(text(rows, "\t")),
    "w.txt": lambda rows, path: path.write_bytes(text(rows, "|").encode("utf-16")),
    "report.csv": lambda rows, path: path.write_text("Wage report\nRun date: 2026-01-01\n\n" + text(rows)),
    "w.xlsx": _book,
    "w.parquet": lambda rows, path: pd.DataFrame(rows, columns=HEAD).to_parquet(path, row_group_size=5),
    "w.arrow": _batches,
    "w.feather": lambda rows, path: pd.DataFrame(rows, columns=HEAD).to_feather(path),
    "w.dta": lambda rows, path: pd.DataFrame(rows, columns=HEAD).to_stata(path, write_index=False),
}


@pytest.mark.parametrize("name", FILES)
def test_every_cell_means_the_same_through_both_doors(tmp_path, name):
    path = tmp_path / name
    FILES[name](ROWS, path)
    found, told = by_file(path)
    assert found == EXPECTED
    kept, refused = by_store(path, tmp_path)
    assert kept == EXPECTED
    assert refused == sum(meant == OUT for *_, meant in CELLS)
    assert "6 amounts are not known yet (999,999.99)" in " ".join(told)


NUMBERS = (
    (34567891.0, "P", 2025, 1, 6000.0, ((2025, 1), 6000.0)),
    (134567892.0, "P", 2025, 2, 6000.125, ((2025, 2), 6000.12)),
    (134567892.0, "P", 2025, 3, 999999.99, ((2025, 3), PENDING)),
    (134567892.0, "P", 2025, 4, -250.0, OUT),
    (134567892.0, "P", 2024, 4, 7000.5, ((2024, 4), 7000.5)),
)


@pytest.mark.parametrize("name", ["w.parquet", "w.arrow", "w.feather", "w.dta", "w.xlsx"])
def test_cells_that_are_numbers_are_no_texts_of_thousands(tmp_path, name):
    """6000.125 is six thousand dollars and no six million, as a text of three decimals might be."""
    path = tmp_path / name
    FILES[name]([row[:-1] for row in NUMBERS], path)
    expected = sorted(
        (person_hash(SECRET, f"{key:.0f}"), employer, meant[0][0] * 4 + meant[0][1] - 1, meant[1])
        for key, employer, *_, meant in NUMBERS
        if meant != OUT
    )
    found = [(*row[:3], row[3] if row[3] is None else round(row[3], 2)) for row in by_file(path)[0]]
    assert found == expected
    assert by_store(path, tmp_path)[0] == expected


@pytest.mark.parametrize("name", ["w.parquet", "w.arrow", "w.dta"])
def test_a_file_that_is_not_what_its_name_says_is_told_by_both(tmp_path, name):
    (tmp_path / name).write_text(text(ROWS))
    for door, error in ((by_file, UnreadableColumns), (lambda p: by_store(p, tmp_path), UnreadableWages)):
        with pytest.raises(error, match=rf"^{name}.* cannot be read as") as caught:
            door(tmp_path / name)
        assert "Save it" in str(caught.value)


@pytest.mark.parametrize(
    ("kind", "words"),
    [
        (
            "done",
            ("Completed", "COMPLETE", "Successful Completion", "Dropped Out", "closed", "Done", "withdrew"),
        ),
        ("open", ("In Progress", "in-progress", "Active", "ongoing", "OPEN")),
        ("planned", ("Scheduled", "Not Started", "planned")),
        ("cancelled", ("Canceled", "CANCELLED", "No-Show", "no show", "Voided", "Did not attend")),
        (None, ("", "N/A", "unknown")),
    ],
)
def test_the_states_of_a_service_as_case_systems_write_them(tmp_path, kind, words):
    path = tmp_path / "services.csv"
    path.write_text("person,type,start,status\n" + "".join(f"1,career,2025-01-02,{word}\n" for word in words))
    with embedded(tmp_path) as duck:
        tables = OutcomeTables(duck)
        tables.table("s", path, SERVICES)
        tables.words("s", path.name, "status", STATUS_SYNONYMS, STATUSES)
        assert [state for (state,) in tables.rows("SELECT status FROM s")] == [kind] * len(words)


def test_no_word_for_a_state_means_two():
    assert set(STATUS_SYNONYMS.values()) <= set(STATUSES)
    assert not set(STATUS_SYNONYMS) & set(STATUSES)

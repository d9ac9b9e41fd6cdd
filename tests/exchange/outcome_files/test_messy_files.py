"""Files as agencies have them: what is read all the same, what is noticed, what is refused and with which words."""

from __future__ import annotations

import pandas as pd
import pytest

from gainful.engine.tables import open_duckdb
from gainful.exchange.indicator_inputs import load_inputs
from gainful.exchange.outcome_files import UnreadableColumns

FILES = {
    "participants": "person,program,region\n001,adult,Nord\n002,youth,Süd\n",
    "services": "person,type,start,end\n001,career,2024-08-15,\n002,training,2024-08-15,\n",
    "wages": "person,employer,year,quarter,wages\n001,E1,2025,1,5000\n002,E2,2025,1,6000\n",
}


def loaded(folder, by=None, **other):
    """The people, services, wages and notes of three files, of which some are given otherwise (a path, or bytes)."""
    paths = []
    for name, text in FILES.items():
        given = other.get(name, text.encode())
        path = given if hasattr(given, "suffix") else folder / f"{name}.csv"
        if path is not given:
            path.write_bytes(given)
        paths.append(path)
    found = load_inputs(open_duckdb(threads=1), *paths, by=by)
    rows = {name: getattr(found.inputs, name).to_pyarrow().to_pylist() for name in FILES}
    return {name: sorted(of, key=lambda row: row["person"]) for name, of in rows.items()}, found.notes


def days(rows):
    return [str(row["start"]) for row in rows["services"]]


def paid(rows):
    return [(row["person"], row["at"], row["wages"]) for row in rows["wages"]]


USUAL = [("001", 8100, 5000.0), ("002", 8100, 6000.0)]


def test_another_encoding_separator_and_line_end_is_read(tmp_path):
    text = FILES["participants"].replace(",", ";").replace("\n", "\r\n")
    for given in (text.encode("latin-1"), b"\xef\xbb\xbf" + text.encode(), text.encode("utf-16")):
        rows, notes = loaded(tmp_path, "region", participants=given)
        assert [row["segment"] for row in rows["participants"]] == ["Nord", "Süd"]
        assert [note for note in notes if "“Süd”" not in note] == []


def test_days_are_read_as_people_write_them(tmp_path):
    lines = ("08/15/2024", "8/15/24", "20240815", "15-Aug-2024", "15.08.2024", "2024-08-15 00:00:00")
    text = "person,type,start\n" + "".join(f'001,career,"{day}"\n' for day in lines)
    rows, _ = loaded(tmp_path, services=text.encode())
    assert days(rows) == ["2024-08-15"] * len(lines)


@pytest.mark.parametrize(
    "day", ["13/13/2024", "0024-08-15", "2924-08-15", "2024-02-30", "soon", "2024-08", "#N/A"]
)
def test_a_day_that_can_not_be_is_refused_with_its_row(tmp_path, day):
    text = f"person,type,start\n001,career,2024-08-15\n001,career,{day}\n"
    with pytest.raises(UnreadableColumns, match=f"row 3: “{day}”"):
        loaded(tmp_path, services=text.encode())


@pytest.mark.parametrize("quarter", ["2025Q1", "Q1 2025", "1Q2025", "2025-1", "20251"])
def test_year_and_quarter_may_stand_in_one_column(tmp_path, quarter):
    text = f"person,employer,quarter,wages\n001,E1,{quarter},5000\n002,E2,{quarter},6000\n"
    assert paid(loaded(tmp_path, wages=text.encode())[0]) == USUAL


def test_a_month_is_no_quarter(tmp_path):
    text = "person,employer,period,wages\n001,E1,2025-02,5000\n"
    with pytest.raises(UnreadableColumns, match="Write a quarter as 2025Q2"):
        loaded(tmp_path, wages=text.encode())


@pytest.mark.parametrize(
    ("cell", "amount"),
    [("$5,000.00", 5000.0), ("5.120,50", 5120.5), ("1,234,567", 1234567.0), ("$ 7", 7.0), ("5,1", 5.1)],
)
def test_amounts_with_dollars_and_thousands(tmp_path, cell, amount):
    text = f'person,employer,year,quarter,wages\n001,E1,2025,1,"{cell}"\n'
    assert paid(loaded(tmp_path, wages=text.encode())[0]) == [("001", 8100, amount)]


@pytest.mark.parametrize("cell", ["1.234", "$12.345", "1,23,456", "0,123"])
def test_an_amount_that_could_be_another_one_is_refused(tmp_path, cell):
    text = f'person,employer,year,quarter,wages\n001,E1,2025,1,"{cell}"\n'
    with pytest.raises(UnreadableColumns, match="column “wages”: row 2"):
        loaded(tmp_path, wages=text.encode())


def test_stata_files_are_read_with_their_labels_and_days(tmp_path):
    people = pd.DataFrame({"person": [1.0, 2.0], "program": pd.Categorical(["adult", "youth"])})
    services = pd.DataFrame(
        {"person": [1, 2], "type": ["career", "training"], "start": pd.to_datetime(["2024-08-15"] * 2)}
    )
    wages = pd.DataFrame(
        {"person": [1, 2], "employer": ["E1", "E2"], "year": 2025, "quarter": 1, "wages": [5000.0, 6000.5]}
    )
    paths = {}
    for name, frame in {"participants": people, "services": services, "wages": wages}.items():
        paths[name] = tmp_path / f"{name}.dta"
        frame.to_stata(paths[name], write_index=False)
    rows, notes = loaded(tmp_path, **paths)
    assert [(row["person"], row["program"]) for row in rows["participants"]] == [
        ("1", "adult"),
        ("2", "youth"),
    ]
    assert days(rows) == ["2024-08-15"] * 2
    assert paid(rows) == [("1", 8100, 5000.0), ("2", 8100, 6000.5)]
    assert notes == []


@pytest.mark.parametrize(
    ("file", "text", "said"),
    [
        ("services", "", "services.csv is empty"),
        ("services", "person,type,start\n", "headings and no rows"),
        ("participants", "\x00\x01person", "is not a text file"),
        ("participants", "person\n1\n2\n", "people are written like “999” there and like “9” here"),
    ],
)
def test_files_of_which_every_figure_would_be_wrong_are_refused(tmp_path, file, text, said):
    with pytest.raises(UnreadableColumns, match=said):
        loaded(tmp_path, **{file: text.encode()})


@pytest.mark.parametrize(
    ("file", "text", "said"),
    [
        ("services", FILES["services"] + "003,career,2024-08-15,\n", "1 service belongs to nobody"),
        (
            "services",
            FILES["services"] + "001,career,2024-08-15,2024-08-01\n",
            "1 service ends before it begins",
        ),
        (
            "wages",
            "person,employer,year,quarter,wages\n1,E1,2025,1,5000\n",
            "No wage record belongs to anybody",
        ),
        (
            "wages",
            FILES["wages"] + "001,E1,2025,1,5001\n",
            "1 quarter of a person at one employer holds several",
        ),
        ("wages", FILES["wages"] + "001,E1,2025,1,5000\n", "1 wage rows stood twice"),
    ],
)
def test_what_is_odd_is_said(tmp_path, file, text, said):
    assert any(said in note for note in loaded(tmp_path, **{file: text.encode()})[1])


@pytest.mark.parametrize("cell", ["", "N/A", "pending", "Not yet available", "TBD", "-", "999999.99"])
def test_wages_that_are_not_known_yet_are_pending_and_refuse_no_file(tmp_path, cell):
    text = f"person,employer,year,quarter,wages\n001,E1,2025,1,5000\n002,E2,2025,1,{cell}\n"
    rows, notes = loaded(tmp_path, wages=text.encode())
    assert paid(rows) == [("001", 8100, 5000.0), ("002", 8100, None)]
    assert any("1 amounts are not known yet (999,999.99), pending or empty" in note for note in notes)


@pytest.mark.parametrize(
    "total", ["Gesamt,,,,11000", "Total général,,,,11000", "Suma,,,,11000", "Total,,,,11000"]
)
def test_a_line_of_sums_is_nobodys_wages(tmp_path, total):
    rows, notes = loaded(tmp_path, wages=f"{FILES['wages']}{total}\n".encode())
    assert paid(rows) == USUAL
    assert any("left out as no records: row 4" in note for note in notes)


@pytest.mark.parametrize("file", ["participants", "services", "wages"])
def test_keys_that_a_spreadsheet_cut_short_are_refused_with_their_row(tmp_path, file):
    with pytest.raises(UnreadableColumns, match=r"row 3: “1\.23E\+11”.*last digits in a spreadsheet"):
        loaded(tmp_path, **{file: FILES[file].replace("002", "1.23E+11").encode()})


@pytest.mark.parametrize("width", [6, 8, 9, 10, 11, 12])
def test_zeros_in_front_come_back_whatever_the_width_of_the_keys(tmp_path, width):
    keys = [f"{number:0{width}d}" for number in (12, 7 * 10 ** (width - 1) + 3)]
    files = {name: text.replace("001", keys[0]).replace("002", keys[1]) for name, text in FILES.items()}
    files["wages"] = files["wages"].replace(keys[0], keys[0].lstrip("0"))
    rows, notes = loaded(tmp_path, **{name: text.encode() for name, text in files.items()})
    assert paid(rows) == [(keys[0], 8100, 5000.0), (keys[1], 8100, 6000.0)]
    assert any("zeros in front" in note for note in notes)

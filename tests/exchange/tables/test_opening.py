"""Tables of every sort people send, and the ones that are refused."""

import io
import zipfile

import openpyxl
import pytest
from hypothesis import given
from hypothesis import strategies as st

from gainful.exchange.tables.errors import UnreadableTable
from gainful.exchange.tables.opening import open_table
from gainful.exchange.tables.separated import detect_separator
from gainful.exchange.tables.writing import csv_lines, safe_cell

ROWS = "Person ID,Name\n1,Zoë\n2,Ana\n"


def cells(data, name="people.csv"):
    table = open_table(data, name)
    return table.header, [line.cells for line in table.lines()]


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "utf-16", "utf-16-le", "utf-16-be", "latin-1"])
@pytest.mark.parametrize("separator", [",", ";", "\t", "|"])
def test_encodings_and_separators(encoding, separator):
    header, rows = cells(ROWS.replace(",", separator).encode(encoding))
    assert header == ("Person ID", "Name")
    assert rows == [("1", "Zoë"), ("2", "Ana")]


def test_a_table_can_be_read_twice():
    table = open_table(ROWS.encode(), "p.csv")
    assert list(table.lines()) == list(table.lines())


def test_duplicate_and_missing_headings_get_names():
    table = open_table(b"id,Name,name,\n1,a,b,\n", "p.csv")
    assert table.header == ("id", "Name", "name (2)")
    assert "twice" in table.notes[0]


def test_empty_lines_are_skipped_and_numbers_stay_those_of_the_spreadsheet():
    table = open_table(b"\n\nid,name\n\n7,x\n", "p.csv")
    assert [(line.number, line.cells) for line in table.lines()] == [(5, ("7", "x"))]


def test_short_and_long_lines_fit_the_header():
    assert cells(b"a,b,c\n1\n1,2,3,4\n")[1] == [("1", "", ""), ("1", "2", "3")]


def test_a_quotation_mark_that_nothing_closes_is_refused_not_swallowed():
    with pytest.raises(UnreadableTable, match="opens on line 3 and is never closed"):
        open_table(b'a,b\n1,2\n3,"4\n5,6\n7,8\n', "p.csv")
    assert cells(b'a,b\n1,"2\n3"')[1] == [("1", "2\n3")]
    assert cells(b'a,b\n1,x "y" z\n')[1] == [("1", 'x "y" z')]


def workbook(rows, **parts):
    book = openpyxl.Workbook()
    for row in rows:
        book.active.append(row)
    target = io.BytesIO()
    book.save(target)
    if parts:
        with zipfile.ZipFile(target, "a", zipfile.ZIP_DEFLATED) as archive:
            for name, data in parts.items():
                archive.writestr(name.replace("__", "/"), data)
    return target.getvalue()


def test_xlsx_numbers_and_dates_are_text_and_a_formula_without_value_is_named():
    import datetime as dt

    header, rows = cells(workbook([["id", "day", "sum"], [7.0, dt.datetime(2020, 3, 1), "=1+1"]]), "p.xlsx")  # noqa: DTZ001
    assert header == ("id", "day", "sum")
    assert rows == [("7", "2020-03-01", "#NO VALUE! C2")]


REFUSED = [
    (b"", "p.csv", "empty"),
    (b"\n \n,,\n", "p.csv", "no text"),
    (b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1xxxx", "p.xls", "old Excel"),
    (b"%PDF-1.7 ...", "p.csv", "not a spreadsheet"),
    (b"PK\x03\x04 broken", "p.xlsx", "damaged"),
    (b"id,name\n" + b"a\x00\x01" * 3 + b"x" * 200, "p.csv", "binary"),
]


@pytest.mark.parametrize(("data", "name", "word"), REFUSED)
def test_refused_with_a_reason_and_a_hint(data, name, word):
    with pytest.raises(UnreadableTable, match=word) as caught:
        open_table(data, name)
    assert caught.value.hint


def test_macro_workbooks_are_refused():
    with pytest.raises(UnreadableTable, match="macros"):
        open_table(
            workbook([["id"]], xl__vbaProject_bin=b"x").replace(b"vbaProject_bin", b"vbaProject.bin"),
            "p.xlsx",
        )
    with pytest.raises(UnreadableTable, match="macros"):
        open_table(workbook([["id"]]), "p.xlsm")


def test_zip_bombs_are_refused_before_unpacking():
    with pytest.raises(UnreadableTable, match="far too much"):
        open_table(workbook([["id"]], xl__bomb=b"0" * (60 * 2**20)), "p.xlsx")


def test_other_archives_are_refused():
    target = io.BytesIO()
    with zipfile.ZipFile(target, "w") as archive:
        archive.writestr("a.txt", "x")
    with pytest.raises(UnreadableTable, match="archive"):
        open_table(target.getvalue(), "p.xlsx")


def sheet(row):
    """A workbook whose sheet is written by hand, as no spreadsheet program would."""
    whole, target = io.BytesIO(workbook([["id"]])), io.BytesIO()
    space = 'xmlns="http://schemas.openxmlformats.org/spreadsheetml/2006/main"'
    text = f"<worksheet {space}><sheetData><row r='1'><c t='str'><v>id</v></c></row>{row}</sheetData></worksheet>"
    with zipfile.ZipFile(whole) as old, zipfile.ZipFile(target, "w") as new:
        for name in old.namelist():
            new.writestr(name, text if name == "xl/worksheets/sheet1.xml" else old.read(name))
    return target.getvalue()


@pytest.mark.parametrize(
    "row",
    [
        "<row r='x'/>",
        "<row r='2'><c><v>abc</v></c></row>",
        "<row r='2'><c t='d'><v>abc</v></c></row>",
        "<row r='2'><c t='s'><v>99</v></c></row>",
    ],
)
def test_a_sheet_that_breaks_off_below_its_header_is_refused_in_words(row):
    with pytest.raises(UnreadableTable, match="damaged"):
        list(open_table(sheet(row), "p.xlsx").lines())


def test_a_row_that_no_sheet_can_have_is_not_waited_for(monkeypatch):
    monkeypatch.setattr("gainful.exchange.tables.workbooks.EXCEL_ROWS", 50)
    far = sheet("<row r='900000000'><c t='str'><v>far</v></c></row>")
    assert list(open_table(far, "p.xlsx").lines()) == []


@given(st.text(max_size=30))
def test_no_exported_text_begins_like_a_formula(text):
    assert not str(safe_cell(text)).startswith(("=", "+", "-", "@", "\t", "\r", "\n", "＝", "＋", "－", "＠"))


def test_export_keeps_numbers_and_marks_formulas():
    lines = list(csv_lines(["a", "b"], [["=cmd|' /C calc'!A0", -3]]))
    assert lines[0] == "\ufeffa,b\r\n"
    assert lines[1] == "'=cmd|' /C calc'!A0,-3\r\n"


@given(
    st.lists(
        st.lists(st.sampled_from(["x", "1,5", "a b", "q"]), min_size=3, max_size=3), min_size=1, max_size=8
    )
)
def test_the_separator_of_a_regular_table_is_found(rows):
    sample = "\n".join(";".join(row) for row in [["a", "b", "c"], *rows])
    assert detect_separator(sample) == ";"

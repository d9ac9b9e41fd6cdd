"""The exact number and order of columns, versions that are refused, and three steps told at once."""

import json
from datetime import date
from pathlib import Path

import jsonschema
import pytest

from gainful.cli import main
from gainful.exchange.pirl import check_file
from gainful.exchange.pirl.schemas import LayoutError, accepted_schema, differences, load_layout, load_schemas

LAYOUT = "order,data element no.,name\n1,100,Identifier\n2,108-A,Board\n3,900,Entry\n4,901,Exit\n"


def layout(folder, text=LAYOUT):
    path = folder / "layout.csv"
    path.write_text(text, encoding="utf-8")
    return path


def checked(folder, text):
    path = folder / "p.csv"
    path.write_text(text, encoding="utf-8")
    found = []
    report = check_file(path, date(2026, 6, 30), found.append, layout=load_layout(layout(folder)))
    return report, [f for f in found if f.check == "columns-of-schema"]


def test_the_official_file_gives_number_and_order(tmp_path):
    assert load_layout(layout(tmp_path)) == ("100", "108-A", "900", "901")


def test_a_workbook_is_read_too(tmp_path):
    from openpyxl import Workbook

    book = Workbook()
    book.active.append(["Layout of a program"])
    for number in ("PIRL 100", 900, 901):
        book.active.append([number, "name"])
    book.save(tmp_path / "layout.xlsx")
    assert load_layout(tmp_path / "layout.xlsx") == ("100", "900", "901")


@pytest.mark.parametrize(
    ("text", "words"), [("a,b\nc,d\n", "no element numbers"), ("100\n900\n100\n", "100 twice")]
)
def test_what_is_no_layout_is_told(tmp_path, text, words):
    with pytest.raises(LayoutError, match=words):
        load_layout(layout(tmp_path, text))


def test_a_file_in_order_passes(tmp_path):
    report, columns = checked(tmp_path, "100,108-A,900,901\nA1,01001,20240603,20240815\n")
    assert columns == []
    assert not report.failed()


@pytest.mark.parametrize(
    ("head", "words", "do"),
    [
        ("100,900,108-A,901", "Column 2 is 900, the schema has 108-A there", "order"),
        ("100,108-A,900", "The file has 3 columns, the schema 4", "Add 901"),
        ("100,108-A,900,901,1602", "The file has 5 columns, the schema 4", "take out 1602"),
    ],
)
def test_columns_out_of_order_or_number_are_refused(tmp_path, head, words, do):
    report, columns = checked(tmp_path, f"{head}\n")
    assert (columns[0].words, columns[0].row, columns[0].stage) == (words, 1, "values")
    assert do in columns[0].do
    assert report.failed()


def test_differences_of_nothing():
    assert differences(("100", "900"), ("100", "900")) == []


@pytest.mark.parametrize("name", ["PIRL2018", "PIRL 2020", "pirl_2020"])
def test_older_versions_are_refused_with_their_source(name):
    with pytest.raises(LayoutError, match=r"no longer accepted.*dol\.gov.*PIRL2025"):
        accepted_schema(name)


def test_versions_say_how_sure_they_are():
    assert accepted_schema("PIRL2025").status == "unverified"
    assert all(schema.source and schema.status for schema in load_schemas())
    with pytest.raises(LayoutError, match="no version that is known"):
        accepted_schema("PIRL2031")


def test_values_duplicates_and_logic_are_told_at_once(tmp_path):
    rows = (
        "A1,20240603,20240815,1\nA1,20240603,20240901,1\nA2,20240605,20240601,0\nA3,2024,,\nA4,20240605, ,\n"
    )
    path = tmp_path / "p.csv"
    path.write_text(f"100,900,901,1602\n{rows}", encoding="utf-8")
    found = []
    report = check_file(path, date(2026, 6, 30), found.append)
    assert {(f.row, f.check, f.stage) for f in found} == {
        (3, "period-twice", "duplicates"),
        (4, "exit-before-entry", "logic"),
        (5, "written", "values"),
        (6, "space-in-empty", "values"),
    }
    assert report.by_stage == {"values": 1, "duplicates": 1, "logic": 1}


def test_the_command_holds_a_file_against_a_layout_and_refuses_old_versions(tmp_path, capsys):
    (tmp_path / "p.csv").write_text("100,900,901\n", encoding="utf-8")
    asked = ["pirl", "check", str(tmp_path / "p.csv"), "--layout", str(layout(tmp_path))]
    assert main(asked) == 3
    assert "The file has 3 columns, the schema 4" in capsys.readouterr().out
    assert main([*asked, "--version", "PIRL2020"]) == 1
    assert "no longer accepted" in capsys.readouterr().err
    assert main([*asked, "--json"]) == 3
    schema = json.loads(Path("docs/schema/pirl-check.schema.json").read_text(encoding="utf-8"))
    jsonschema.validate(json.loads(capsys.readouterr().out), schema)

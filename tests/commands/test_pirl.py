from __future__ import annotations

import csv
import json
from pathlib import Path

import jsonschema
import pytest

from gainful.cli import main
from tests.commands.test_indicator_program import files

__all__ = ["files"]
SCHEMA = json.loads(Path("docs/schema/pirl-check.schema.json").read_text(encoding="utf-8"))


def export(folder, *more):
    names = ["participants", "services", "wages"]
    given = [part for name in names for part in (f"--{name}", str(folder / f"{name}.csv"))]
    out = folder / "pirl.csv"
    days = ["--as-of", "2026-06-30", "--wages-from", "2023Q1"]
    return main(["pirl", "export", *given, *days, "--out", str(out), *more])


def rows_of(path):
    with path.open(encoding="utf-8", newline="") as file:
        return {row["100"]: row for row in csv.DictReader(file)}


def test_export_lays_out_what_the_hand_computed_people_did(files, capsys):
    assert export(files) == 0
    out = capsys.readouterr().out
    assert "UNVERIFIED number or name: 905, 1300" in out
    rows = rows_of(files / "pirl.csv")
    assert len(rows) == 10
    anna = rows["anna"]
    expected = {
        "900": "20240603", "901": "20240815", "903": "1", "905": "0", "923": "00", "1300": "1", "1302": "20240610",
        "1307": "1", "1308": "20240815", "1600": "1", "1603": "1", "1604": "1", "1618": "1", "1700": "1000.00",
        "1702": "0.00", "1703": "500.00", "1704": "3000.00", "1811": "20240610", "1813": "20240815",
    }  # fmt: skip
    assert {element: anna[element] for element in expected} == expected
    assert (rows["hal"]["1604"], rows["hal"]["1605"], rows["hal"]["1705"]) == ("9", "5", "999999.99")
    assert (rows["gus"]["901"], rows["gus"]["923"], rows["gus"]["1602"], rows["gus"]["1813"]) == (
        "",
        "",
        "",
        "",
    )
    assert (rows["hal"]["1618"], rows["ben"]["1618"], rows["gus"]["1618"], anna["1303"]) == ("", "0", "", "")
    assert (rows["fay"]["923"], rows["ben"]["1307"], rows["ida"]["1700"]) == ("02", "0", "")
    with (files / "pirl.csv.layout.csv").open(encoding="utf-8", newline="") as file:
        layout = {row["element"]: row for row in csv.DictReader(file)}
    assert list(layout) == list(anna)
    assert layout["905"]["status"] == "unverified"
    assert (layout["901"]["status"], layout["901"]["rows_filled"]) == ("verified", "8")


@pytest.mark.slow
def test_amounts_below_zero_are_left_out_as_wages_import_leaves_them_out(files, capsys):
    wages = files / "wages.csv"
    with wages.open("a", encoding="utf-8") as file:
        file.write("anna,X,2023,3,-1500\nanna,X,2025,1,-9000\n")
    assert export(files) == 0
    anna = rows_of(files / "pirl.csv")["anna"]
    assert (anna["1700"], anna["1602"], anna["1704"]) == ("1000.00", "1", "3000.00")
    assert "2 rows are below zero" in capsys.readouterr().err


def test_what_is_exported_passes_its_own_check(files, capsys):
    assert export(files) == 0
    capsys.readouterr()
    assert (
        main(["pirl", "check", str(files / "pirl.csv"), "--as-of", "2026-06-30", "--strict", "--json"]) == 0
    )
    body = json.loads(capsys.readouterr().out)
    jsonschema.validate(body, SCHEMA)
    assert (body["rows"], body["failed"], body["first_findings"]) == (10, False, [])
    assert "905" in body["unverified_elements"]


def test_types_of_training_are_told_where_the_service_tells_them(files):
    people, services = files / "participants.csv", files / "services.csv"
    people.write_text(people.read_text(encoding="utf-8").replace("ben,adult", "ben,youth"), encoding="utf-8")
    text = services.read_text(encoding="utf-8")
    for who, kind in (
        ("anna", "OJT"),
        ("ben", "occupational"),
        ("cleo", "occupational"),
        ("dora", "postsecondary"),
    ):
        text = text.replace(f"{who},training", f"{who},{kind}")
    services.write_text(text, encoding="utf-8")
    assert export(files) == 0
    rows = rows_of(files / "pirl.csv")
    told = {who: (rows[who]["1303"], rows[who]["1332"]) for who in ("anna", "ben", "cleo", "dora", "emil")}
    assert told == {
        "anna": ("01", "0"), "ben": ("10", "0"), "cleo": ("06", "0"), "dora": ("", "1"), "emil": ("", "0"),
    }  # fmt: skip


def test_columns_headed_by_an_element_are_handed_through(files):
    people = files / "participants.csv"
    lines = people.read_text(encoding="utf-8").splitlines()
    lines = [f"{lines[0]},201,1303 Type of Training Service", *(f"{line},2,06" for line in lines[1:])]
    people.write_text("\n".join(lines), encoding="utf-8")
    assert export(files) == 0
    row = rows_of(files / "pirl.csv")["anna"]
    assert (row["201"], row["1303"]) == ("2", "06")


def test_social_security_numbers_are_not_exported(files, capsys):
    for name in ("participants", "services", "wages"):
        path = files / f"{name}.csv"
        path.write_text(path.read_text(encoding="utf-8").replace("anna", "123-45-6789"), encoding="utf-8")
    assert export(files) == 1
    assert "1 identifiers are written like social security numbers" in capsys.readouterr().err
    assert not (files / "pirl.csv").exists()


@pytest.mark.parametrize("column", ["100", "1332"])
def test_what_a_spreadsheet_would_run_is_not_exported(files, capsys, column):
    for name in ("participants", "services", "wages"):
        path = files / f"{name}.csv"
        heading, *rows = path.read_text(encoding="utf-8").splitlines()
        if column == "100":
            rows = [row.replace("anna", "=1+1") for row in rows]
        elif name == "participants":
            heading, rows = f"{heading},{column}", [f"{row},=cmd|calc" for row in rows]
        path.write_text("\n".join([heading, *rows]), encoding="utf-8")
    assert export(files) == 1
    said = capsys.readouterr().err
    assert f"values of element {column} begin with a sign such as =" in said
    assert not (files / "pirl.csv").exists()


def test_long_identifiers_become_twelve_characters_and_it_is_said(files, capsys):
    for name in ("participants", "services", "wages"):
        path = files / f"{name}.csv"
        path.write_text(path.read_text(encoding="utf-8").replace("anna", "anna" * 8), encoding="utf-8")
    assert export(files, "--json") == 0
    assert json.loads(capsys.readouterr().out)["shortened"] == 1
    assert all(len(name) <= 12 for name in rows_of(files / "pirl.csv"))


def test_check_names_rows_writes_them_all_and_exits_with_3(tmp_path, capsys):
    path, failures = tmp_path / "p.csv", tmp_path / "failures.csv"
    rows = [f"A{number},20240603,20240601,=1" for number in range(30)]
    path.write_text("\n".join(["100,900,901,923", *rows]) + "\n", encoding="utf-8")
    asked = ["pirl", "check", str(path), "--as-of", "2026-06-30", "--failures", str(failures), "--limit", "3"]
    assert main(asked) == 3
    out = capsys.readouterr().out
    assert (
        "Row 2, element 901 (“20240601”): The exit lies before the entry. Correct element 900 or 901. [reject]"
        in out
    )
    assert f"… and 57 more; all are in {failures}." in out
    assert "FAILS: 30 rows, 30 cannot be right." in out
    with failures.open(encoding="utf-8", newline="") as file:
        written = list(csv.DictReader(file))
    assert len(written) == 60
    assert {row["value"] for row in written} == {"20240601", "'=1"}


def test_check_of_a_file_that_is_not_there(tmp_path, capsys):
    assert main(["pirl", "check", str(tmp_path / "none.csv")]) == 1
    assert "is not there" in capsys.readouterr().err


@pytest.mark.parametrize("form", [[], ["--json"]])
def test_elements_are_listed_with_how_sure_they_are(capsys, form):
    assert main(["pirl", "elements", *form]) == 0
    out = capsys.readouterr().out
    assert "unverified" in out
    if form:
        body = json.loads(out)
        assert {"number", "status", "source"} <= body["elements"][0].keys()
        assert {"id", "status", "do"} <= body["checks"][0].keys()

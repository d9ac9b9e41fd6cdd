"""gainful wages in the terminal, and indicators from its folder: the same figures as from the file."""

from __future__ import annotations

import csv
import io
import json
from pathlib import Path

import jsonschema
import pytest

from gainful.cli import main

SCHEMA = json.loads(Path("docs/schema/wages.schema.json").read_text())
WAGES = "person,employer,year,quarter,wages\n" + "".join(
    f"{person},E{person},{year},{quarter},{1000 * person + quarter}\n"
    for person in range(1, 6)
    for year in (2023, 2024)
    for quarter in (1, 2, 3, 4)
    if (person, year, quarter) != (3, 2024, 1)
)
PARTICIPANTS = "person\n" + "".join(f"{k}\n" for k in range(1, 6))
SERVICES = "person,type,start,end\n" + "".join(f"{k},training,2023-03-01,2023-08-15\n" for k in range(1, 6))


@pytest.fixture
def files(tmp_path, monkeypatch):
    monkeypatch.setenv("GAINFUL_WAGE_KEY_FILE", str(tmp_path / "key"))
    for name, text in (("wages", WAGES), ("participants", PARTICIPANTS), ("services", SERVICES)):
        (tmp_path / f"{name}.csv").write_text(text)
    return tmp_path


def run(capsys, *arguments):
    code = main([str(argument) for argument in arguments])
    said = capsys.readouterr()
    return code, said.out, said.err


def asked_of(files):
    people, services = files / "participants.csv", files / "services.csv"
    return ["--participants", people, "--services", services, "--as-of", "2025-06-30"]


def test_import_status_and_rejected(files, capsys):
    (files / "wages.csv").write_text(WAGES + ",E,2024,1,5\n")
    code, out, _ = run(capsys, "wages", "import", files / "wages.csv", "--store", files / "store", "--json")
    body = json.loads(out)
    assert code == 0
    jsonschema.validate(body, SCHEMA)
    assert body["imported"] == [
        {"name": "wages.csv", "rows": 39, "rejected": 1, "resumed": False, "known": False}
    ]
    assert {quarter["state"] for quarter in body["quarters"]} == {"in"}
    code, out, _ = run(capsys, "wages", "import", files / "wages.csv", "--store", files / "store")
    assert "was brought in before; nothing changed" in out
    code, out, _ = run(capsys, "wages", "status", "--store", files / "store", "--json")
    jsonschema.validate(json.loads(out), SCHEMA)
    code, out, _ = run(capsys, "wages", "rejected", "--store", files / "store")
    said = ["wages.csv", "41", "person", "", "The person key is empty. Fill it in."]
    assert list(csv.reader(io.StringIO(out)))[1] == said


def test_strict_exits_with_one_where_rows_were_refused(files, capsys):
    (files / "bad.csv").write_text(WAGES + ",E,2024,1,5\n")
    assert run(capsys, "wages", "import", files / "bad.csv", "--store", files / "s", "--strict")[0] == 1


@pytest.mark.parametrize(
    ("file", "says"), [("nowhere.csv", "is not there"), ("participants.csv", "has no column for “employer”")]
)
def test_a_wrong_file_is_named_and_nothing_counted(files, capsys, file, says):
    code, _, error = run(capsys, "wages", "import", files / file, "--store", files / "store")
    assert code == 1
    assert says in error
    assert "Nothing was counted." in error


def test_a_folder_without_records_says_how_to_bring_some(files, capsys):
    code, _, error = run(capsys, "wages", "status", "--store", files)
    assert code == 1
    assert "gainful wages import FILE --store DIR" in error


def test_indicators_from_the_store_are_those_from_the_file(files, capsys):
    run(capsys, "wages", "import", files / "wages.csv", "--store", files / "store")
    asked = [
        "--participants",
        files / "participants.csv",
        "--services",
        files / "services.csv",
        "--as-of",
        "2025-06-30",
    ]
    _, from_file, _ = run(capsys, "indicators", *asked, "--wages", files / "wages.csv", "--json")
    _, from_store, _ = run(capsys, "indicators", *asked, "--wages", files / "store", "--json")
    assert json.loads(from_store) == json.loads(from_file)
    assert "yes" in from_store or "numerator" in from_store


def test_indicators_with_another_key_are_refused(files, capsys):
    run(capsys, "wages", "import", files / "wages.csv", "--store", files / "store")
    asked = [
        "--participants",
        files / "participants.csv",
        "--services",
        files / "services.csv",
        "--as-of",
        "2025-06-30",
    ]
    code, _, error = run(
        capsys, "indicators", *asked, "--wages", files / "store", "--wage-key", files / "other"
    )
    assert code == 1
    assert "another key" in error

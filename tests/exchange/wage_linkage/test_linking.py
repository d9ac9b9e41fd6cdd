"""Linking files: who is found, what is kept of them (nothing), what is said where a file cannot be read."""

from __future__ import annotations

import csv
import json
import shutil
import stat
from pathlib import Path

import duckdb
import jsonschema
import pytest

from gainful.cli import main
from gainful.engine.linkage.nicknames import full_names
from gainful.exchange.indicator_inputs import wages_of_store
from gainful.exchange.outcome_files import UnreadableColumns, columns
from gainful.exchange.outcome_files.reading import OutcomeTables
from gainful.exchange.wage_linkage import Asked, LinkStore, link_people, links_of
from gainful.exchange.wage_linkage.people import read_people
from gainful.exchange.wage_linkage.review import UnreadableReview, read_decisions
from gainful.exchange.wage_records import WageStore, person_hash

SECRET = bytes(range(32))
SCHEMA = json.loads(Path("docs/schema/wages-link.schema.json").read_text())
HEAD = "person,first_name,last_name,birth_date,ssn4,zip\n"
PARTICIPANTS = (
    "P1,Bob,O’Brien,1980-03-04,1234,02139\n"  # a familiar form, swapped day and month
    "P2,María,García,1991-07-15,,60601\n"  # a double name on the other side, no number
    "P3,Chen,Wei,1975-01-30,7777,94110\n"  # not in the records
    "P4,Anna,Fuchs,1988-08-08,4001,10001\n"  # her twin is in the records, she is not
    "555-44-3333,Dorothea,Quill,1969-02-02,,33101\n"  # found by key
)
WAGE_PEOPLE = (
    "900-00-0001,ROBERT,OBRIEN,1980-04-03,1234,02139\n"
    "900-00-0002,MARIA,GARCIA LOPEZ,1991-07-15,9021,60601\n"
    "900-00-0003,BERTA,FUCHS,1988-08-08,4002,10001\n"
    "555443333,DOROTHEA,QUILL,1969-02-02,3333,33101\n"
    "900-00-0005,JOHN,SMITH,1980-01-01,5555,77001\n"
)
OF = {f"P{n}": person_hash(SECRET, f"P{n}") for n in range(1, 5)}


def written(folder, participants=PARTICIPANTS, wage_people=WAGE_PEOPLE, head=HEAD):
    (folder / "p.csv").write_text(head + participants, encoding="utf-8")
    (folder / "w.csv").write_text(HEAD + wage_people, encoding="utf-8")
    return folder / "p.csv", folder / "w.csv"


def link(folder, out, *more):
    (folder / "key").write_text(SECRET.hex())
    files = ["--participants", str(folder / "p.csv"), "--wage-people", str(folder / "w.csv")]
    return main(["wages", "link", *files, "--out", str(out), "--wage-key", str(folder / "key"), *more])


@pytest.fixture(scope="module")
def run(tmp_path_factory):
    folder = tmp_path_factory.mktemp("link")
    written(folder)
    assert link(folder, folder / "out") == 0
    return folder


def links(out):
    return {
        row["participant"]: row["how"] for row in csv.DictReader((out / "links.csv").read_text().splitlines())
    }


def test_people_are_found_through_familiar_forms_swapped_dates_double_names_and_keys(run):
    found = links(run / "out")
    assert found[OF["P1"]] == found[OF["P2"]] == "fields"
    assert found[person_hash(SECRET, "555443333")] == "key"
    assert OF["P3"] not in found


def test_a_twin_waits_for_a_person_with_both_sides_and_words(run):
    rows = list(csv.DictReader((run / "out" / "review.csv").read_text().splitlines()))
    (row,) = [row for row in rows if row["participant"] == f"p-{OF['P4']}"]
    assert row["decision"] == ""
    assert (row["participant: first name"], row["wage record: first name"]) == ("ANNA", "BERTA")
    assert "last four digits: one digit apart (+" in row["what speaks for and against"]
    assert "twin" in row["why"]


def test_only_the_review_file_names_anybody_and_only_its_owner_reads_it(run):
    assert stat.S_IMODE((run / "out" / "review.csv").stat().st_mode) == 0o600
    for path in (run / "out").iterdir():
        held = path.read_text().upper()
        assert "555443333" not in held
        if path.name != "review.csv":
            assert not [word for word in ("GARCIA", "FUCHS", "1988-08-08", "94110", "P1,") if word in held]


def test_the_summary_has_its_published_form_and_the_parameters(run):
    summary = json.loads((run / "out" / "summary.json").read_text())
    jsonschema.validate(summary, SCHEMA)
    assert summary["parameters"] == "starting values"
    assert summary["links"]["all"] + summary["not_linked"] == summary["participants"] == 5


def test_a_run_with_the_model_of_an_earlier_one_gives_the_same(run):
    files = (run / "p.csv", run / "w.csv")
    again = link_people(Asked(*files, model=run / "out" / "model.json"), SECRET)
    states = [(one.participant, one.weight, one.state) for one in again.pairs]
    assert states == [(one.participant, one.weight, one.state) for one in LinkStore(run / "out").pairs()]


def test_decisions_are_read_back_without_the_people_files(run, tmp_path, capsys):
    out, filled = shutil.copytree(run / "out", tmp_path / "out"), tmp_path / "filled.csv"
    rows = (run / "out" / "review.csv").read_text().splitlines()
    filled.write_text("\n".join([rows[0], *("different" + row for row in rows[1:])]))
    assert main(["wages", "link", "--out", str(out), "--review", str(filled), "--json"]) == 0
    told = json.loads(capsys.readouterr().out)
    jsonschema.validate(told, SCHEMA)
    assert told["in_review"]["all"] == 0
    filled.write_text("\n".join([rows[0], *("perhaps" + row for row in rows[1:])]))
    with pytest.raises(UnreadableReview, match=r"row 2, column “decision”: “perhaps”"):
        read_decisions(filled)


@pytest.mark.parametrize(
    ("row", "column", "line"),
    [
        ("P9,A,B,1980-02-31,1234,02139\n", "birth_date", 3),
        ("P9,A,B,1880-02-01,1234,02139\n", "birth_date", 3),
        ("P9,A,B,1980-02-01,12x4,02139\n", "ssn4", 3),
        ("P9,A,B,1980-02-01,1234,2139A\n", "zip", 3),
        (",A,B,1980-02-01,1234,02139\n", "person", 3),
    ],
)
def test_what_cannot_be_read_is_named_by_row_and_column(tmp_path, row, column, line):
    files = written(tmp_path, participants="P1,A,B,1980-02-01,1234,02139\n" + row)
    with (
        duckdb.connect() as duck,
        pytest.raises(UnreadableColumns, match=rf"p\.csv, column “{column}”.*row {line}"),
    ):
        read_people(duck, "a_people", files[0], participants=True, secret=SECRET)


def test_one_person_twice_and_files_without_fields_are_refused(tmp_path):
    files = written(tmp_path, participants="123456789,A,B,,,\n123-45-6789,A,B,,,\n")
    with duckdb.connect() as duck, pytest.raises(UnreadableColumns, match="too little to compare"):
        read_people(duck, "a_people", files[0], participants=True, secret=SECRET)
    files = written(tmp_path, participants="123456789,A,B,,,02139\n123-45-6789,A,B,,,02139\n")
    with (
        duckdb.connect() as duck,
        pytest.raises(UnreadableColumns, match="rows 2 and 3 are one person") as raised,
    ):
        read_people(duck, "a_people", files[0], participants=True, secret=SECRET)
    assert "123" not in str(raised.value)


def test_asked_wrongly_says_what_to_give(run, capsys):
    assert main(["wages", "link", "--out", str(run / "none")]) == 1
    assert "--wage-people" in capsys.readouterr().err
    assert link(run, run / "none", "--accept", "0.01") == 1
    assert "Thresholds are probabilities" in capsys.readouterr().err
    (run / "bad.json").write_text('{"probability_two_random_records_match": 2, "comparisons": []}')
    assert link(run, run / "none", "--model", str(run / "bad.json")) == 1
    assert not (run / "none").exists()


def test_familiar_forms_may_stand_for_several_names():
    assert full_names("ALEX") == ["ALEJANDRO", "ALEXANDER", "ALEXANDRA"]
    assert full_names("SIOBHAN") == ["SIOBHAN"]


def test_wage_records_are_read_through_the_links(run, tmp_path):
    (tmp_path / "wages.csv").write_text(
        "person,employer,year,quarter,wages\n900-00-0001,E1,2025,1,5000\n900-00-0005,E1,2025,1,7000\n"
    )
    (tmp_path / "p.csv").write_text("person\nP1\nP3\n")
    store = WageStore(tmp_path / "store", SECRET)
    store.import_file(tmp_path / "wages.csv")
    found = []
    for links_made in (None, run / "out"):
        with duckdb.connect() as duck:
            reader = OutcomeTables(duck)
            reader.table("p", tmp_path / "p.csv", columns.PARTICIPANTS)
            wages_of_store(reader, store.folder, run / "key", links_made)
            found.append(reader.rows("SELECT person, wages FROM w"))
    assert found == [[], [("P1", 5000.0)]]


def test_links_made_with_another_key_are_refused(run):
    with pytest.raises(ValueError, match="another key file"):
        links_of(run / "out", "0000")

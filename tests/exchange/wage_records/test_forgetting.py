"""A person's wage records are taken out for good: of every piece, of files to come, of links; nobody else's are."""

from __future__ import annotations

import csv
import stat

import duckdb
import pytest

from gainful.cli import main
from gainful.exchange.wage_linkage.store import forget_links
from gainful.exchange.wage_records import WageStore, person_hash

SECRET = bytes(range(32))
HEAD = "SSN,Employer Account,Year,Quarter,Wages\n"
ROWS = "".join(f"{100000000 + one % 3},E1,2025,{1 + one % 4},{1000 + one}\n" for one in range(24))


@pytest.fixture
def store(tmp_path):
    (tmp_path / "wages.csv").write_text(HEAD + ROWS)
    made = WageStore(tmp_path / "store", SECRET)
    made.import_file(tmp_path / "wages.csv")
    return made


def people(store):
    with duckdb.connect() as duck:
        return {
            person for (person,) in duck.execute(f"SELECT DISTINCT person FROM ({store.sql()})").fetchall()
        }


def test_their_records_go_and_do_not_come_back(store, tmp_path):
    gone, stays = (person_hash(SECRET, key) for key in ("100000000", "100000001"))
    assert {gone, stays} <= people(store)
    held = store.files()[0]["rows"]
    taken = store.forget(["100-00-0000"])
    assert taken == 8
    assert store.files()[0]["rows"] == held - 8
    assert gone not in people(store)
    assert stays in people(store)
    assert store.forget(["100000000"]) == 0
    (tmp_path / "later.csv").write_text(HEAD + "100000000,E2,2026,1,5\n100000001,E2,2026,1,5\n")
    WageStore(tmp_path / "store", SECRET).import_file(tmp_path / "later.csv")
    assert gone not in people(store)
    assert "100000000" not in (tmp_path / "store" / "forgotten.json").read_text()


def test_lines_of_links_go_too(tmp_path):
    one, other = (person_hash(SECRET, key) for key in ("1", "2"))
    (tmp_path / "links.csv").write_text(f"participant,wage_person\na,{one}\nb,{other}\n")
    (tmp_path / "review.csv").write_text(f"decision,wage person\n,w-{one}\n,w-{other}\n")
    assert forget_links(tmp_path, {one}) == 2
    rows = list(csv.reader((tmp_path / "links.csv").read_text().splitlines()))
    assert rows == [["participant", "wage_person"], ["b", other]]
    assert one not in (tmp_path / "review.csv").read_text()


def test_only_their_owner_reads_the_records(store):
    for path in (store.folder, *store.folder.rglob("*")):
        assert stat.S_IMODE(path.stat().st_mode) & 0o077 == 0 or path.name == "lock", path


def test_the_command_takes_keys_from_a_file(tmp_path, capsys):
    (tmp_path / "wages.csv").write_text(HEAD + ROWS)
    (tmp_path / "people.txt").write_text("100000002\n")
    key, folder = tmp_path / "key", tmp_path / "s"
    common = ["--store", str(folder), "--wage-key", str(key)]
    assert main(["wages", "import", str(tmp_path / "wages.csv"), *common]) == 0
    capsys.readouterr()
    assert main(["wages", "forget", *common, "--people", str(tmp_path / "people.txt")]) == 0
    assert "8 records of 1 people were taken out" in capsys.readouterr().out
    (tmp_path / "empty.txt").write_text("\n")
    assert main(["wages", "forget", *common, "--people", str(tmp_path / "empty.txt")]) == 1

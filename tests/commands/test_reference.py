"""`gainful reference`: what is listed, what a load says, which version new work uses, and what is refused."""

from __future__ import annotations

import csv
import json

import pytest

from gainful.cli import main
from gainful.engine.occupations import current_version, load_reference
from gainful.exchange.reference import import_onet
from gainful.exchange.reference.manifest import read_manifest
from tests.exchange.reference import releases, test_esco


@pytest.fixture
def data(tmp_path, monkeypatch):
    folder = tmp_path / "var"
    monkeypatch.setenv("GAINFUL_DATA", str(folder))
    return folder


def run(capsys, *words):
    code = main(["reference", *map(str, words)])
    said = capsys.readouterr()
    return code, said.out, said.err


def test_the_list_has_dates_layouts_and_what_each_version_lacks(data, tmp_path, capsys):
    run(capsys, "load", releases.write(tmp_path, "20.3"))
    run(capsys, "load", releases.write(tmp_path, "31.0", "csv", packed=True))
    code, out, _ = run(capsys)
    assert (code, out) == (0, run(capsys, "list")[1])
    old, new, shipped = (
        out.split(name)[1].split("onet-")[0] for name in ("onet-20.3", "onet-31.0", "onet-30.0")
    )
    assert "released April 2016" in old
    assert "layout of releases up to 23" in old
    assert "lacks which technologies are hot; which technologies are in demand" in old
    assert "released August 2026" in new
    assert "layout of releases since 30.3" in new
    assert "lacks nothing that is read" in new
    assert "released August 2025" in shipped
    assert "lacks work activities" in shipped
    assert "in use for new job orders" in shipped
    assert "Employment projections: none loaded" in out


def test_a_load_says_which_layout_was_recognized(data, tmp_path, capsys):
    code, out, _ = run(capsys, "load", releases.write(tmp_path, "31.0", "xlsx", packed=True))
    assert code == 0
    assert "Loaded onet-31.0: " in out
    assert "Recognized the layout of releases since 30.3" in out
    assert "gainful reference use onet-31.0" in out


def test_a_version_that_is_there_is_replaced_only_when_asked(data, tmp_path, capsys):
    """Job orders are pinned to it: a second load, or one over the shipped version, must not change them unseen."""
    release = releases.write(tmp_path, "30.0")
    code, _, err = run(capsys, "load", release)
    assert (code, "There is a version “onet-30.0” already" in err) == (1, True)
    assert "--version onet-30.0b" in err
    assert len(load_reference("onet-30.0").occupations) == 1_016
    code, out, _ = run(capsys, "load", release, "--version", "onet-30.0b")
    assert (code, "beside the earlier ones" in out) == (0, True)
    assert run(capsys, "load", release, "--version", "onet-30.0b")[0] == 1
    code, out, _ = run(capsys, "load", release, "--replace")
    assert (code, "in place of an earlier one" in out) == (0, True)
    assert len(load_reference("onet-30.0").occupations) == 2
    folder = test_esco.download(tmp_path / "esco_1.2.1")
    assert run(capsys, "load-esco", folder, "--onto", "onet-30.0b")[0] == 0
    code, _, err = run(capsys, "load-esco", folder, "--onto", "onet-30.0b")
    assert (code, "There is a version “onet-30.0b+esco-1.2.1” already" in err) == (1, True)
    assert run(capsys, "load-esco", folder, "--onto", "onet-30.0b", "--replace")[0] == 0


def test_what_cannot_be_read_is_said_and_nothing_is_loaded(data, tmp_path, capsys):
    code, _, err = run(capsys, "load", releases.write(tmp_path, "31.0", skip="Abilities"))
    assert code == 1
    assert 'The table "Abilities" is missing' in err
    assert "Nothing was loaded." in err
    assert run(capsys, "load", tmp_path / "absent")[0] == 1
    assert not list((data / "reference").glob("*"))


def test_new_work_uses_the_chosen_version_and_falls_back_to_the_shipped_one(data, tmp_path, capsys):
    run(capsys, "load", releases.write(tmp_path, "31.0"))
    assert load_reference().version == "onet-30.0"
    code, out, _ = run(capsys, "use", "onet-31.0")
    assert code == 0
    assert "earlier ones keep their release" in out
    assert load_reference().version == "onet-31.0"
    assert load_reference("onet-30.0").version == "onet-30.0"
    (data / "reference/onet-31.0/manifest.json").unlink()
    assert current_version() == "onet-30.0"
    code, _, err = run(capsys, "use", "onet-99.0")
    assert code == 1
    assert 'no reference data "onet-99.0"' in err


def test_esco_joins_the_version_in_use_and_says_what_it_loaded(data, tmp_path, capsys):
    folder = test_esco.download(tmp_path / "esco_1.2.1", everywhere=True)
    code, out, _ = run(capsys, "load-esco", folder)
    assert code == 0
    assert "Loaded onet-30.0+esco-1.2.1" in out
    assert read_manifest(data / "reference/onet-30.0+esco-1.2.1").about.released == "August 2025"
    code, _, err = run(capsys, "load-esco", folder, "--onto", "onet-1.0")
    assert code == 1
    assert 'no reference data "onet-1.0"' in err


def test_projections_are_loaded_and_listed(data, tmp_path, capsys):
    path = tmp_path / "occupation.csv"
    with path.open("w", newline="", encoding="utf-8") as file:
        heads = ["Occupation Title", "Occupation Code", "Employment 2025", "Employment 2035",
                 "Employment Percent Change, 2025-2035"]  # fmt: skip
        csv.writer(file).writerows([heads, ["Nursing assistants", '="31-1131"', "1,440.0", "1,470.0", "2.1"]])
    assert load_reference().outlook("31-1131.00") is None
    assert run(capsys, "load-projections", path, "--source", "BLS")[0] == 0
    assert load_reference().outlook("31-1131.00").change == 2.1
    assert "Employment projections: 1 rows, BLS." in run(capsys)[1]
    assert main(["feeders", "31-1131.00", "-k", "2"]) == 0
    assert "projected to grow by 2.1 % from 2025 to 2035" in capsys.readouterr().out
    assert main(["feeders", "31-1131.00", "-k", "2", "--json"]) == 0
    assert json.loads(capsys.readouterr().out)["outlook"]["change"] == 2.1
    assert main(["feeders", "53-2031.00", "-k", "2"]) == 0
    assert "projected" not in capsys.readouterr().out
    code, _, err = run(capsys, "load-projections", tmp_path / "none.csv")
    assert (code, "There is no file" in err) == (1, True)


def test_what_stands_in_the_default_folder_is_found_by_every_command(tmp_path, monkeypatch, capsys):
    """Without GAINFUL_DATA the data folder is `var` where the command is given."""
    monkeypatch.delenv("GAINFUL_DATA", raising=False)
    monkeypatch.chdir(tmp_path)
    import_onet(releases.write(tmp_path, "31.0"), tmp_path / "var/reference", version="onet-31.7")
    assert main(["reference", "use", "onet-31.7"]) == 0
    monkeypatch.delenv("GAINFUL_DATA", raising=False)
    assert main(["feeders", "31-1131.00", "-k", "1"]) == 0
    assert "Nursing Assistants (31-1131.00)" in capsys.readouterr().out
    assert current_version() == "onet-31.7"

"""An ESCO download becomes a version beside the O*NET release it is joined to."""

from __future__ import annotations

import csv
import zipfile

import pytest

from gainful.cli import main
from gainful.engine.occupations import available_versions, load_reference
from gainful.exchange.reference import ReleaseError, import_esco

BASE = "http://data.europa.eu/esco"
LIFT, CARE, AIDE = (f"0000000{n}-0000-4000-8000-00000000000{n}" for n in (1, 2, 3))
GROUP = "S1.1"


def tables():
    skill, job = f"{BASE}/skill/", f"{BASE}/occupation/"
    return {
        "skills_en": [
            ["conceptUri", "skillType", "preferredLabel", "altLabels"],
            [
                skill + CARE,
                "skill/competence",
                "care for residents",
                "look after residents\ncare for residents",
            ],
            [skill + LIFT, "knowledge", "safe lifting", ""],
        ],
        "occupations_en": [
            ["conceptUri", "iscoGroup", "preferredLabel", "altLabels"],
            [job + AIDE, "5321", "care aide", ""],
        ],
        "skillGroups_en": [["conceptUri", "preferredLabel"], [skill + GROUP, "caring"]],
        "broaderRelationsSkillPillar": [["conceptUri", "broaderUri"], [skill + CARE, skill + GROUP]],
        "occupationSkillRelations": [
            ["occupationUri", "relationType", "skillUri"],
            [job + AIDE, "essential", skill + CARE],
            [job + AIDE, "optional", skill + LIFT],
        ],
    }


def download(folder, *, skip=""):
    """The CSV files of a download; a table may be left out."""
    folder.mkdir()
    for name, rows in tables().items():
        if name != skip:
            with (folder / f"{name}.csv").open("w", newline="", encoding="utf-8") as file:
                csv.writer(file).writerows(rows)
    return folder


def zipped(folder, names):
    path = folder.with_name(f"{folder.name}-{names[0]}.zip")
    with zipfile.ZipFile(path, "w") as archive:
        for name in names:
            archive.write(folder / f"{name}.csv", f"{name}.csv")
    return path


def check(out):
    reference = load_reference("onet-30.0+esco-1.2.0", out)
    assert reference.esco.labels == ("safe lifting", "care for residents")
    assert reference.esco.alternatives[1] == ("look after residents",)
    assert reference.occupation("31-1131.00").title == "Nursing Assistants"
    assert len(load_reference().esco.labels) > 10_000


def test_a_folder_becomes_a_version_of_its_own(tmp_path):
    manifest = import_esco([download(tmp_path / "esco_v1.2.0")], tmp_path / "out", onto="onet-30.0")
    assert manifest.version == "onet-30.0+esco-1.2.0"
    check(tmp_path / "out")


def test_two_zips_as_they_are_downloaded(tmp_path):
    folder, names = download(tmp_path / "esco"), list(tables())
    parts = [zipped(folder, names[:3]), zipped(folder, names[3:])]
    import_esco(parts, tmp_path / "out", onto="onet-30.0", version="1.2.0")
    check(tmp_path / "out")


@pytest.mark.parametrize("table", ["occupations_en", "occupationSkillRelations"])
def test_a_missing_table_is_named_and_nothing_counts_as_loaded(tmp_path, table):
    folder = download(tmp_path / "esco_1.2.0", skip=table)
    with pytest.raises(ReleaseError, match=table):
        import_esco([folder], tmp_path / "out", onto="onet-30.0")
    assert not [v for v in available_versions(tmp_path / "out") if "1.2.0" in v]


def test_the_command_says_what_it_loaded_and_what_it_could_not(tmp_path, monkeypatch, capsys):
    monkeypatch.setenv("GAINFUL_DATA", str(tmp_path / "var"))
    folder = str(download(tmp_path / "esco_1.2.0"))
    assert main(["reference", "load-esco", folder]) == 0
    assert "Loaded onet-30.0+esco-1.2.0" in capsys.readouterr().out
    assert main(["reference", "load-esco", folder, "--onto", "onet-1.0"]) == 1
    assert 'no reference data "onet-1.0"' in capsys.readouterr().err

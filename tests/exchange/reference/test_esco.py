"""An ESCO download becomes a version beside the O*NET release it is joined to."""

from __future__ import annotations

import csv
import zipfile
from pathlib import Path

import pytest

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


def download(folder, *, skip="", everywhere=False):
    """The CSV files of a download; a table may be left out. Since 1.2 every name ends in the language."""
    folder.mkdir(parents=True)
    for name, rows in tables().items():
        if name != skip:
            language = "_en" if everywhere and not name.endswith("_en") else ""
            with (folder / f"{name}{language}.csv").open("w", newline="", encoding="utf-8") as file:
                csv.writer(file).writerows(rows)
    return folder


def zipped(folder, names):
    path = folder.with_name(f"{folder.name}-{names[0]}.zip")
    with zipfile.ZipFile(path, "w") as archive:
        for name in names:
            archive.write(folder / f"{name}.csv", f"{name}.csv")
    return path


def check(out, version="onet-30.0+esco-1.2.0"):
    reference = load_reference(version, out)
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


@pytest.mark.parametrize("version", ["1.2.0", "1.2.1"])
def test_names_that_all_end_in_the_language(tmp_path, version):
    """Releases 1.2 and 1.2.1 name their files `broaderRelationsSkillPillar_en.csv` and so on."""
    folder = download(tmp_path / f"esco_dataset-v{version}-classification", everywhere=True)
    manifest = import_esco([folder], tmp_path / "out", onto="onet-30.0")
    assert manifest.version == f"onet-30.0+esco-{version}"
    check(tmp_path / "out", manifest.version)


def test_a_zip_made_on_a_mac(tmp_path):
    """Shadow files beside the tables and in `__MACOSX` are no tables."""
    folder = download(tmp_path / "esco_v1.2.1", everywhere=True)
    path = tmp_path / "ESCO dataset - v1.2.1 - classification - en - csv.zip"
    with zipfile.ZipFile(path, "w") as archive:
        for file in sorted(folder.iterdir()):
            archive.writestr(f"__MACOSX/._{file.name}", b"\x00\x05\x16\x07")
            archive.writestr(f"._{file.name}", b"\x00\x05\x16\x07")
            archive.write(file, file.name)
    assert import_esco([path], tmp_path / "out", onto="onet-30.0").version == "onet-30.0+esco-1.2.1"
    check(tmp_path / "out", "onet-30.0+esco-1.2.1")


def test_the_version_is_read_from_the_folder_above(tmp_path, monkeypatch):
    folder = download(tmp_path / "esco_v1.2.1" / "csv", everywhere=True)
    monkeypatch.chdir(folder)
    assert import_esco([Path()], tmp_path / "out", onto="onet-30.0").version == "onet-30.0+esco-1.2.1"


@pytest.mark.parametrize("table", ["occupations_en", "occupationSkillRelations"])
def test_a_missing_table_is_named_and_nothing_counts_as_loaded(tmp_path, table):
    folder = download(tmp_path / "esco_1.2.0", skip=table)
    with pytest.raises(ReleaseError, match=table):
        import_esco([folder], tmp_path / "out", onto="onet-30.0")
    assert not [v for v in available_versions(tmp_path / "out") if "1.2.0" in v]


def changed(folder, table, change):
    """Read a table of a download, change its rows and write it again."""
    path = folder / f"{table}.csv"
    with path.open(encoding="utf-8", newline="") as file:
        rows = list(csv.reader(file))
    with path.open("w", encoding="utf-8", newline="") as file:
        csv.writer(file).writerows(change(rows))


@pytest.mark.parametrize(
    ("table", "change", "said"),
    [
        ("skills_en", lambda rows: rows[:1], "table of ESCO's skills holds no row"),
        ("occupations_en", lambda rows: rows[:1], "table of ESCO's occupations holds no row"),
        (
            "occupationSkillRelations",
            lambda rows: rows[:1],
            "occupationSkillRelations names a known occupation",
        ),
        (
            "broaderRelationsSkillPillar",
            lambda rows: rows[:1],
            "broaderRelationsSkillPillar names a known skill",
        ),
        (
            "occupations_en",
            lambda rows: [*rows, [f"{BASE}/occupation/12", "1", "x", ""]],
            "“.*/12” .* in a uuid",
        ),
        ("skills_en", lambda rows: [*rows, ["", "knowledge", "x", ""]], "conceptUri “” of ESCO's skills"),
    ],
)
def test_a_damaged_download_is_refused(tmp_path, table, change, said):
    folder = download(tmp_path / "esco_1.2.1")
    changed(folder, table, change)
    with pytest.raises(ReleaseError, match=said):
        import_esco([folder], tmp_path / "out", onto="onet-30.0")
    assert not list((tmp_path / "out").glob("*"))


def test_a_skill_listed_twice_counts_once_and_essential_goes_before_optional(tmp_path):
    folder = download(tmp_path / "esco_1.2.0")
    changed(folder, "skills_en", lambda rows: [*rows, rows[1]])
    changed(folder, "occupationSkillRelations", lambda rows: [*rows, [rows[1][0], "optional", rows[1][2]]])
    import_esco([folder], tmp_path / "out", onto="onet-30.0")
    check(tmp_path / "out")
    aide = load_reference("onet-30.0+esco-1.2.0", tmp_path / "out").esco.occupation(AIDE)
    assert (aide.essential, aide.optional) == ((CARE,), (LIFT,))


def test_another_language_is_named(tmp_path):
    folder = download(tmp_path / "esco_1.2.1", everywhere=True)
    for file in list(folder.iterdir()):
        file.rename(file.with_name(file.name.replace("_en", "_fr")))
    with pytest.raises(ReleaseError, match=r"ESCO in another language \(fr\). Download it in English"):
        import_esco([folder], tmp_path / "out", onto="onet-30.0")


def test_a_v_before_the_number_is_no_part_of_it(tmp_path):
    folder = download(tmp_path / "esco")
    manifest = import_esco([folder], tmp_path / "out", onto="onet-30.0", version="v1.2.0")
    assert manifest.version == "onet-30.0+esco-1.2.0"

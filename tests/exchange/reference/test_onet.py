"""An official release, in any published form, becomes a version that loads; a broken one says what is missing."""

from __future__ import annotations

import zipfile

import numpy as np
import pytest

from gainful.engine.occupations import available_versions, load_reference
from gainful.exchange.reference import ReleaseError, import_onet
from tests.exchange.reference import releases
from tests.exchange.reference.releases import CREW, NURSE


def check(out, version):
    reference = load_reference(version, out)
    assert [o.code for o in reference.occupations] == [NURSE, CREW]
    reading = reference.column("onet:2.A.1.a")
    assert reference.level[reference.row(NURSE), reading] == pytest.approx(3.12)
    assert reference.importance[reference.row(CREW), reading] == pytest.approx(4.0)
    return reference


@pytest.mark.parametrize("write", [releases.write_zip, releases.write_text, releases.write_xlsx])
def test_published_forms_give_the_same_figures(tmp_path, write):
    seen = []
    path = write(tmp_path / "db_29_3")
    manifest = import_onet(path, tmp_path / "out", lambda *step: seen.append(step))
    assert manifest.version == "onet-29.3"
    assert seen[-1][1] == seen[-1][2]
    reference = check(tmp_path / "out", "onet-29.3")
    assert reference.titles.title == ("Nursing Assistants", "Flight Attendants", "Nurse Aide", "CNA")
    assert reference.technologies(NURSE)[0].id == "technology:microsoft-excel"
    assert reference.education(NURSE).beyond_high_school == pytest.approx(0.4)
    assert reference.wage(NURSE).median > 0


def test_a_second_release_fills_what_the_first_lacks(tmp_path):
    first = releases.write_parquet(tmp_path / "onet_30_0")
    manifest = import_onet([first, releases.write_text(tmp_path / "old")], tmp_path / "out")
    check(tmp_path / "out", "onet-30.0")
    assert "onet_30_0: Skills" in manifest.table("ratings").source
    assert "old: Alternate Titles" in manifest.table("titles").source


def test_flags_mean_unknown_or_not_relevant(tmp_path):
    import_onet(releases.write_text(tmp_path / "db_29_3"), tmp_path / "out")
    reference = load_reference("onet-29.3", tmp_path / "out")
    listening = reference.column("2.A.1.b")
    assert np.isnan(reference.level[reference.row(NURSE), listening])
    assert reference.level[reference.row(CREW), listening] == 0.0
    assert reference.flags.not_relevant[reference.row(CREW), listening]
    assert reference.flags.level_suppressed[reference.row(NURSE), listening]


@pytest.mark.parametrize("table", ["Skills", "Job Zones", "Tasks to DWAs"])
def test_a_missing_table_is_named_and_nothing_counts_as_loaded(tmp_path, table):
    path = releases.write_text(tmp_path / "db_29_3", skip=table)
    with pytest.raises(ReleaseError, match=table):
        import_onet(path, tmp_path / "out")
    assert "onet-29.3" not in available_versions(tmp_path / "out")


def test_a_missing_column_is_named(tmp_path):
    path = releases.write_text(tmp_path / "db_29_3")
    (path / "Job Zones.txt").write_text("O*NET-SOC Code\tZone\n", encoding="utf-8")
    with pytest.raises(ReleaseError, match=r'"Job Zone" is missing from "Job Zones.txt"'):
        import_onet(path, tmp_path / "out")


@pytest.mark.parametrize(
    ("line", "said"),
    [("31-1131.00\t2.A.1.a\tReading\tLV\tmuch\tN\tN", "not a number"), ("\xff", "UTF-8")],
)
def test_a_damaged_table_is_refused(tmp_path, line, said):
    path = releases.write_text(tmp_path / "db_29_3")
    with (path / "Skills.txt").open("ab") as file:
        file.write(line.encode("latin-1"))
    with pytest.raises(ReleaseError, match=said):
        import_onet(path, tmp_path / "out")


def test_what_is_no_release_is_refused(tmp_path):
    with pytest.raises(ReleaseError, match="no release at"):
        import_onet(tmp_path / "absent", tmp_path / "out")
    (tmp_path / "db_30_0.zip").write_bytes(b"not a zip")
    with pytest.raises(ReleaseError, match="not a readable zip"):
        import_onet(tmp_path / "db_30_0.zip", tmp_path / "out")
    with zipfile.ZipFile(tmp_path / "nameless.zip", "w") as archive:
        archive.writestr("Skills.txt", "")
    with pytest.raises(ReleaseError, match="version"):
        import_onet(tmp_path / "nameless.zip", tmp_path / "out")

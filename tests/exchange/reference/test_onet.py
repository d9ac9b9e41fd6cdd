"""An official release, in any layout and form, becomes a version that loads; a broken one says what is missing."""

from __future__ import annotations

import shutil
import zipfile

import numpy as np
import pytest

from gainful.engine.occupations import available_versions, load_reference
from gainful.exchange.reference import ReleaseError, import_esco, import_onet
from gainful.exchange.reference.manifest import read_manifest
from tests.exchange.reference import releases, test_esco
from tests.exchange.reference.releases import CREW, EVERY, LAYOUTS, NURSE


def loaded(out, version):
    reference = load_reference(version, out)
    reading = reference.column("onet:2.A.1.a")
    nurse = next(o.code for o in reference.occupations if o.title == "Nursing Assistants")
    assert reference.level[reference.row(nurse), reading] == pytest.approx(3.12)
    assert reference.importance[reference.row(CREW), reading] == pytest.approx(4.0)
    return reference, nurse


@pytest.mark.parametrize(("version", "form", "packed"), EVERY)
def test_every_layout_is_read_in_every_form_that_it_was_published_in(tmp_path, version, form, packed):
    manifest = import_onet(releases.write(tmp_path, version, form, packed=packed), tmp_path / "out")
    assert manifest.version == f"onet-{version}"
    reference, nurse = loaded(tmp_path / "out", manifest.version)
    assert nurse == LAYOUTS[version].nurse
    domains = {element.id: element.domain for element in reference.elements}
    assert domains["onet:2.B.1.a"] == "skill"
    assert domains["onet:4.A.1.a.1"] == "work_activity"
    assert set(reference.titles.title) == {"Nursing Assistants", "Flight Attendants", "Nurse Aide", "CNA"}
    assert [tool.id for tool in reference.technologies(nurse)] == ["technology:microsoft-excel"]
    education = reference.education(nurse)
    assert (education.beyond_high_school, education.on_the_job_months) == (pytest.approx(0.4), 2)
    assert [activity.name for activity in reference.dwas] == ["Assist patients with daily activities"]
    assert reference.task_activities[1].tolist() == [12]
    assert reference.preparation_years[[reference.row(nurse), reference.row(CREW)]].tolist() == [1.5, 0.5]


@pytest.mark.parametrize(
    ("version", "layout"),
    [
        ("20.3", "up to 23"),
        ("24.2", "24 to 30.2"),
        ("30.0", "24 to 30.2"),
        ("30.3", "since 30.3"),
        ("31.0", "since 30.3"),
    ],
)
def test_the_layout_and_what_it_lacks_are_said(tmp_path, version, layout):
    import_onet(releases.write(tmp_path, version), tmp_path / "out")
    about = read_manifest(tmp_path / "out" / f"onet-{version}").about
    assert layout in about.layout
    assert ("which technologies are in demand" in about.lacks) == (not LAYOUTS[version].demand)
    assert "work activities" not in about.lacks


def test_the_release_date_is_that_of_the_read_me_or_the_known_one(tmp_path):
    place = releases.write(tmp_path, "31.0")
    import_onet(place, tmp_path / "out")
    assert read_manifest(tmp_path / "out/onet-31.0").about.released == "August 2026"
    (place / "Read Me.txt").write_text("O*NET 31.0 Database\nSeptember 2026 Release\n", encoding="utf-8")
    import_onet(place, tmp_path / "out")
    assert read_manifest(tmp_path / "out/onet-31.0").about.released == "September 2026"
    import_onet(place, tmp_path / "out", version="onet-30.3")
    assert read_manifest(tmp_path / "out/onet-30.3").about.released == "mid-2026"
    import_onet(place, tmp_path / "out", version="onet-32.0")
    assert read_manifest(tmp_path / "out/onet-32.0").about.released == ""


def test_a_renamed_folder_tells_its_version_by_the_read_me(tmp_path):
    place = releases.write(tmp_path / "a", "31.0").rename(tmp_path / "download")
    with pytest.raises(ReleaseError, match="version of the release"):
        import_onet(place, tmp_path / "out")
    (place / "Read Me.txt").write_text("O*NET 31.0 Database\n", encoding="utf-8")
    assert import_onet(place, tmp_path / "out").version == "onet-31.0"
    dated = place.rename(tmp_path / "saved 2026.11.3")
    assert import_onet(dated, tmp_path / "out").version == "onet-31.0", (
        "the Read Me goes before a folder's name"
    )


def test_the_version_is_read_from_a_folder_inside(tmp_path):
    releases.write(tmp_path / "from the mail" / "unpacked", "31.0")
    assert import_onet(tmp_path / "from the mail", tmp_path / "out").version == "onet-31.0"


def test_progress_ends_where_it_said(tmp_path):
    seen = []
    import_onet(releases.write(tmp_path), tmp_path / "out", lambda *step: seen.append(step))
    assert seen[-1][1] == seen[-1][2]


def test_codes_of_soc_2010_find_their_wages(tmp_path):
    """31-1014 became 31-1131: the wages, which BLS publishes by SOC 2018, are those of nursing assistants."""
    import_onet(releases.write(tmp_path, "20.3"), tmp_path / "out")
    reference = load_reference("onet-20.3", tmp_path / "out")
    wage = reference.wage("31-1014.00")
    assert (wage.soc, wage.combined) == ("31-1131", False)


def test_a_second_release_fills_what_the_first_lacks(tmp_path):
    first = releases.write_parquet(tmp_path / "onet_30_0")
    manifest = import_onet([first, releases.write(tmp_path / "old")], tmp_path / "out")
    loaded(tmp_path / "out", "onet-30.0")
    assert "onet_30_0: Skills" in manifest.table("ratings").source
    assert "db_29_3_text: Alternate Titles" in manifest.table("titles").source


def test_flags_mean_unknown_or_not_relevant(tmp_path):
    import_onet(releases.write(tmp_path), tmp_path / "out")
    reference = load_reference("onet-29.3", tmp_path / "out")
    listening = reference.column("2.A.1.b")
    assert np.isnan(reference.level[reference.row(NURSE), listening])
    assert reference.level[reference.row(CREW), listening] == 0.0
    assert reference.flags.not_relevant[reference.row(CREW), listening]
    assert reference.flags.level_suppressed[reference.row(NURSE), listening]


@pytest.mark.parametrize("table", ["Skills", "Job Zones", "Tasks to DWAs"])
def test_a_missing_table_is_named_and_nothing_counts_as_loaded(tmp_path, table):
    path = releases.write(tmp_path, skip=table)
    with pytest.raises(ReleaseError, match=f'The table "{table}" is missing from db_29_3_text'):
        import_onet(path, tmp_path / "out")
    assert "onet-29.3" not in available_versions(tmp_path / "out")


def test_what_a_half_folder_lacks_is_named_as_in_its_layout(tmp_path):
    """Three files of a 31.0 download: what is missing goes by the names since 30.3."""
    place = releases.write(tmp_path, "31.0", "csv")
    for file in place.iterdir():
        if file.name not in {"essential_skills.csv", "transferable_skills.csv", "job_zones.csv"}:
            file.unlink()
    with pytest.raises(ReleaseError) as error:
        import_onet(place, tmp_path / "out")
    said = str(error.value)
    assert said.startswith('10 tables "Occupation Data", "Knowledge", ')
    assert '"Education", "Training and Experience", "Job Titles"' in said
    assert "Its layout is that of releases since 30.3" in said
    assert "Alternate Titles" not in said
    assert "DWA Reference" not in said


def test_each_command_names_the_other_where_it_is_meant(tmp_path):
    onet, earlier = releases.write(tmp_path, "31.0", "csv"), releases.write(tmp_path, "29.3")
    esco = test_esco.download(tmp_path / "esco_v1.2.1")
    with pytest.raises(ReleaseError, match=r"is a release of ESCO. Use: gainful reference load-esco"):
        import_onet(esco, tmp_path / "out")
    with pytest.raises(ReleaseError, match=r"is a release of O.NET. Use: gainful reference load PATH"):
        import_esco([onet], tmp_path / "out", onto="onet-30.0", version="1.2.1")
    with pytest.raises(ReleaseError, match=r"is a release of O.NET"):
        import_esco([earlier], tmp_path / "out", onto="onet-30.0", version="1.2.1")


def test_half_a_table_in_two_files_is_missing_and_says_which_half_is_there(tmp_path):
    path = releases.write(tmp_path, "31.0", skip="Transferable Skills")
    with pytest.raises(ReleaseError, match=r'^The table "Transferable Skills" is missing'):
        import_onet(path, tmp_path / "out")
    with pytest.raises(
        ReleaseError,
        match="“Essential Skills” with “Transferable Skills”: not found, only “Essential Skills”",
    ):
        import_onet(path, tmp_path / "out")


def test_a_later_layout_is_told_table_by_table(tmp_path):
    """A made-up release 32.0: one table and one column have new names, one table is split."""
    path = releases.write(tmp_path, "31.0").rename(tmp_path / "db_32_0_text")
    (path / "Job Zones.txt").rename(path / "Job Zone Ratings.txt")
    knowledge = (path / "Knowledge.txt").read_text(encoding="utf-8")
    (path / "Knowledge.txt").write_text(knowledge.replace("Data Value", "Rating"), encoding="utf-8")
    with pytest.raises(ReleaseError) as error:
        import_onet(path, tmp_path / "out")
    said = str(error.value)
    assert 'The table "Job Zones" is missing from db_32_0_text.' in said
    assert "“Job Zones”: not found; near it by name: “Job Zone Ratings”." in said
    assert "Knowledge: column “Data Value” not found; its columns are" in said
    assert "Tables that no known layout has: Job Zone Ratings.txt." in said
    assert "Occupation Data" not in said


def test_a_missing_column_is_named(tmp_path):
    path = releases.write(tmp_path)
    (path / "Job Zones.txt").write_text("O*NET-SOC Code\tZone\n", encoding="utf-8")
    with pytest.raises(ReleaseError, match=r'"Job Zone" is missing from "Job Zones.txt"'):
        import_onet(path, tmp_path / "out")


SCHOOL = "Education, Training, and Experience"


@pytest.mark.parametrize(
    ("table", "line", "said"),
    [
        ("Skills", "31-1131.00\t2.A.1.a\tReading\tLV\tmuch\tN\tN", "not a number"),
        ("Skills", "31-1131.00\t2.A.1.b\tListening\tLV\tinf\tN\tN", "not a number"),
        ("Skills", "31-1131.00\t2.A.1.b\tListening\tLV\t7.01\tN\tN", "outside the scale LV, 0 to 7"),
        ("Skills", "31-1131.00\t2.A.1.b\tListening\tLV\t-3\tN\tN", "outside the scale LV, 0 to 7"),
        ("Skills", "31-1131.00\t2.A.1.b\tListening\tIM\t0.99\tN\tN", "outside the scale IM, 1 to 5"),
        ("Skills", "31-1131.00\t2.A.1.b\tListening\tIM\t700\tN\tN", "outside the scale IM, 1 to 5"),
        ("Skills", "31-1131.00\t\tListening\tIM\t4\tN\tN", "A row of skills names no Element ID"),
        (SCHOOL, "31-1131.00\t2.D.1\tRL\t13\t60\tN", "category “13” of RL for 31-1131.00"),
        (SCHOOL, "31-1131.00\t2.D.1\tOJ\t10\t60\tN", r"no share of a known category \(1 to 9\)"),
        (SCHOOL, "31-1131.00\t2.D.1\tRL\tn/a\t60\tN", "category “n/a” of RL"),
        (SCHOOL, "31-1131.00\t2.D.1\tRL\t4\t101.5\tN", "“101.5” per cent"),
        ("Skills", "\xff", "UTF-8"),
        ("Job Zones", "31-1131.00\t6", "“6” in Job Zones has no row in Job Zone Reference"),
        ("Job Zones", "31-1131.00\tthree", "“three” in Job Zones is no job zone"),
        ("Job Zone Reference", "6\tSix\tseveral", "“several” in Job Zone Reference is no SVP range"),
        ("Tasks to DWAs", "31-1131.00\ttwelve\t4.A.4.a.5.I02.D01", "“twelve” in Tasks to DWAs"),
        ("Occupation Data", "31-1131\tNursing Assistants", "is not an O.NET-SOC code"),
    ],
)
def test_a_damaged_table_is_refused(tmp_path, table, line, said):
    path = releases.write(tmp_path)
    with (path / f"{table}.txt").open("ab") as file:
        file.write(line.encode("latin-1"))
    with pytest.raises(ReleaseError, match=said):
        import_onet(path, tmp_path / "out")


@pytest.mark.parametrize("table", ["Occupation Data", "Abilities", "Transferable Skills", "Tasks to DWAs"])
def test_a_table_that_ends_after_its_header_is_refused(tmp_path, table):
    """A download that broke off: without its rows the version would silently rate nobody on them."""
    path = releases.write(tmp_path, "31.0")
    file = path / f"{table}.txt"
    file.write_bytes(file.read_bytes().split(b"\n")[0] + b"\n")
    with pytest.raises(ReleaseError, match=f"“{table}” in db_31_0_text holds no row"):
        import_onet(path, tmp_path / "out")


def test_ratings_of_other_codes_alone_are_refused(tmp_path):
    path = releases.write(tmp_path)
    text = (path / "Knowledge.txt").read_text(encoding="utf-8")
    (path / "Knowledge.txt").write_text(text.replace(".00\t", "\t"), encoding="utf-8")
    with pytest.raises(ReleaseError, match="No row of knowledge rates an occupation"):
        import_onet(path, tmp_path / "out")


@pytest.mark.parametrize("code_heading", ["onetsoc_code", "onet_soc_code", "o_net_soc_code"])
def test_headings_may_be_in_snake_case_as_the_names_of_the_files_are(tmp_path, code_heading):
    place = releases.write(tmp_path, "31.0", "csv")
    for file in place.iterdir():
        heading, rest = file.read_text(encoding="utf-8").split("\n", 1)
        snake = heading.replace("O*NET-SOC Code", code_heading).replace(" ", "_").lower()
        file.write_text(f"{snake}\n{rest}", encoding="utf-8")
    import_onet(place, tmp_path / "out")
    loaded(tmp_path / "out", "onet-31.0")


def test_a_failed_import_leaves_the_version_that_stood_there(tmp_path):
    path, out = releases.write(tmp_path), tmp_path / "out"
    import_onet(path, out)
    (path / "Tasks to DWAs.txt").write_text("O*NET-SOC Code\tTask ID\tDWA\n", encoding="utf-8")
    with pytest.raises(ReleaseError):
        import_onet(path, out)
    loaded(out, "onet-29.3")
    assert [p.name for p in out.iterdir()] == ["onet-29.3"]


@pytest.mark.parametrize("form", ["txt", "xlsx", "csv"])
def test_shadow_files_of_a_mac_are_no_tables(tmp_path, form):
    place = releases.write(tmp_path, "31.0", form)
    shadows = tmp_path / "__MACOSX" / place.name
    shadows.mkdir(parents=True)
    for file in list(place.iterdir()):
        (place / f"._{file.name}").write_bytes(b"\x00\x05\x16\x07")
        (shadows / f"._{file.name}").write_bytes(b"\x00\x05\x16\x07")
    (place / "~$Skills.xlsx").write_bytes(b"lock")
    import_onet(tmp_path, tmp_path / "out", version="onet-31.0")
    loaded(tmp_path / "out", "onet-31.0")
    import_onet(releases.pack(place), tmp_path / "out", version="onet-31.1")
    loaded(tmp_path / "out", "onet-31.1")


def test_two_releases_in_one_folder_are_not_mixed(tmp_path):
    releases.write(tmp_path, "30.0")
    releases.write(tmp_path, "29.3")
    with pytest.raises(ReleaseError, match="more than once"):
        import_onet(tmp_path, tmp_path / "out", version="onet-30.0")
    shutil.rmtree(tmp_path / "db_29_3_text")
    releases.write(tmp_path, "31.0")
    with pytest.raises(ReleaseError, match=r"two layouts|more than once"):
        import_onet(tmp_path, tmp_path / "out", version="onet-30.0")


def test_what_is_no_release_is_refused_with_what_to_give(tmp_path):
    out = tmp_path / "out"
    with pytest.raises(ReleaseError, match="no release at"):
        import_onet(tmp_path / "absent", out)
    (tmp_path / "db_30_0.zip").write_bytes(b"not a zip")
    with pytest.raises(ReleaseError, match="not a readable zip"):
        import_onet(tmp_path / "db_30_0.zip", out)
    downloads = tmp_path / "Downloads"
    releases.write(tmp_path, "31.0", packed=True).rename(tmp_path / "db.zip")
    downloads.mkdir()
    (tmp_path / "db.zip").rename(downloads / "db_31_0_text.zip")
    with pytest.raises(ReleaseError, match="give that file instead of the folder"):
        import_onet(downloads, out)
    with zipfile.ZipFile(tmp_path / "db_31_0_json.zip", "w") as archive:
        archive.writestr("db_31_0_json/skills.json", "[]")
    with pytest.raises(ReleaseError, match="JSON download: take the text, CSV or Excel one"):
        import_onet(tmp_path / "db_31_0_json.zip", out)
    place = releases.write(tmp_path / "one", "31.0")
    with pytest.raises(ReleaseError, match="Give the folder that it is in"):
        import_onet(place / "Knowledge.txt", out)
    with pytest.raises(ReleaseError, match="cannot be the name of a version"):
        import_onet(place, out, version="../onet")
    assert not out.exists()


def test_a_damaged_or_encrypted_zip_says_which_table(tmp_path):
    path = releases.write(tmp_path, "31.0", packed=True)
    content = path.read_bytes()
    with zipfile.ZipFile(path) as archive:
        entry = archive.getinfo("db_31_0_text/Knowledge.txt")
    at = entry.header_offset + 30 + len(entry.filename)
    path.write_bytes(content[:at] + b"#####" + content[at + 5 :])
    with pytest.raises(ReleaseError, match=r'"Knowledge.txt" in db_31_0_text.zip cannot be unpacked'):
        import_onet(path, tmp_path / "out")
    flags = content.rfind(entry.filename.encode()) - 46 + 8  # of the central directory's entry
    path.write_bytes(content[:flags] + b"\x01" + content[flags + 1 :])
    with pytest.raises(ReleaseError, match="cannot be unpacked"):
        import_onet(path, tmp_path / "out")

"""Tables of results as a Data Package: its library finds it valid, every door gives the same, a notebook reads it."""

from __future__ import annotations

import io
import json
import zipfile
from pathlib import Path

import pytest
from django.urls import reverse

from gainful.cli import main
from gainful.commands import measures as commands
from gainful.exchange.data_package import write_package
from gainful.imports.measured import Wanted, measure, release_figures
from gainful.imports.result_tables import EMPTY_TABLES, WITH_PEOPLE, dictionary_page, result_package
from gainful.imports.wage_files import bring_in
from tests.measured import as_manager, installation, wage_file
from tests.module_rows import rows_of_module
from tests.person import ana
from tests.town import SignedIn, build_town

__all__ = ["ana"]
NOTEBOOK = Path("docs/notebooks/results.ipynb")
PAGE = "program:measures_package"


pytestmark = pytest.mark.xdist_group("result tables")
"""What they start from is made once."""


def make_agency(folder):
    """Make an agency whose figures were released, its wage records kept in the folder."""
    town = build_town()
    made = installation(town, 3)
    file = wage_file(folder / "wages.csv", made.people, 3)
    with as_manager(town) as actor:
        bring_in(actor, file)
        release_figures(actor, "our_program")
        measure(actor, Wanted("our_program"))
    return town


@pytest.fixture(scope="module")
def agency_rows(django_db_setup, django_db_blocker, tmp_path_factory):
    folder = tmp_path_factory.mktemp("results")
    with pytest.MonkeyPatch.context() as patched:
        patched.setenv("GAINFUL_DATA", str(folder / "var"))
        patched.setenv("GAINFUL_WAGE_KEY_FILE", str(folder / "wage.key"))
        yield from rows_of_module(django_db_blocker, lambda: make_agency(folder))


@pytest.fixture
def town(agency_rows, db):
    """The agency and its neighbours; their sessions ended with the test before."""
    for member in vars(agency_rows).values():
        if hasattr(member, "client"):
            member.client = SignedIn(member.user)
    return agency_rows


@pytest.fixture
def filled(town):
    return town


def unpacked(content, folder):
    with zipfile.ZipFile(io.BytesIO(content)) as pack:
        pack.extractall(folder)
    return folder


def files(folder):
    return {
        str(path.relative_to(folder)): path.read_bytes()
        for path in sorted(folder.rglob("*"))
        if path.is_file()
    }


def test_the_library_finds_the_package_valid_and_every_door_gives_the_same(
    filled, tmp_path, capsys, monkeypatch
):
    import frictionless  # slow to import

    monkeypatch.setattr(commands, "with_database", lambda work: work())
    client = filled.manager.client
    page = unpacked(client.get(reverse(PAGE), {"cut": "our_program"}).content, tmp_path / "page")
    api = client.get("/api/v1/indicators/package", {"cut": "our_program"})
    api_folder = unpacked(api.content, tmp_path / "api")
    out = tmp_path / "terminal"
    arguments = ["--by", "our_program", "--agency", filled.agency.name, "--out", str(out)]
    assert main(["measures", "package", *arguments]) == 0
    assert "datapackage.json" in capsys.readouterr().out
    same = files(page)
    assert len(same) == 2 + 2 * len(EMPTY_TABLES)
    for folder in (api_folder, out):
        there = files(folder)
        assert [n for n in same if n != "datapackage.json" and there[n] != same[n]] == []
    with frictionless.system.use_context(trusted=True):
        package = frictionless.Package(str(page / "datapackage.json"))
        report = package.validate()
        rows = package.get_resource("indicators").read_rows()
    assert report.valid, report.flatten(["type", "message"])
    assert len(rows) > 20
    told = json.loads(same["datapackage.json"])
    assert [one["name"] for one in told["resources"]] == [table.name for table in EMPTY_TABLES]
    assert all(f["description"] for one in told["resources"] for f in one["schema"]["fields"])


def test_a_spoilt_table_is_found(filled, tmp_path):
    import frictionless  # slow to import

    with as_manager(filled) as actor:
        write_package(tmp_path / "made", result_package(actor, Wanted(), people=True))
    path = tmp_path / "made" / "data" / "indicators.csv"
    path.write_text(path.read_text() + "one cell too few\n")
    with frictionless.system.use_context(trusted=True):
        assert not frictionless.Package(str(tmp_path / "made" / "datapackage.json")).validate().valid


def test_the_notebook_reads_what_the_package_holds(filled, tmp_path, monkeypatch):
    with as_manager(filled) as actor:
        write_package(tmp_path / "results", result_package(actor, Wanted("our_program"), people=True))
    cells = json.loads(NOTEBOOK.read_text(encoding="utf-8"))["cells"]
    code = ["".join(cell["source"]) for cell in cells if cell["cell_type"] == "code"]
    assert not [cell for cell in cells if cell.get("outputs")]
    monkeypatch.chdir(tmp_path)
    names: dict = {}
    for each in code:
        exec(compile(each, str(NOTEBOOK), "exec"), names)  # noqa: S102 - it is ours
    assert len(names["whole"]) > 5
    with as_manager(filled) as actor:
        body = measure(actor, Wanted("our_program")).body
    assert (
        dict(zip(names["whole"].indicator, names["whole"].pending, strict=True))["employment-q2"]
        == (body["indicators"][0]["pending"])
    )


def test_without_people_no_table_has_a_row_of_one(filled):
    with as_manager(filled) as actor:
        made = result_package(actor, Wanted(), people=False)
    assert not [name for name in made if any(table in name for table in WITH_PEOPLE)]
    codes = b"M0"
    assert not [name for name, content in made.items() if name.startswith("data/") and codes in content]


def test_who_may_take_it(filled, town, ana):
    for outsider in (town.coach.client, town.employer.client, ana.client):
        assert outsider.get(reverse(PAGE)).status_code == 403
        assert outsider.get("/api/v1/indicators/package").status_code == 403
    assert town.stranger.client.get(reverse(PAGE)).status_code == 302
    assert town.stranger.client.get("/api/v1/indicators/package").status_code == 422


def test_the_dictionary_page_is_written_from_the_tables():
    assert Path("docs/result-tables.md").read_text(encoding="utf-8") == dictionary_page(), (
        "run: python scripts/result_tables_page.py"
    )

"""Wage records through page, API and terminal: one store, noted as who brought what; bad files are told in words."""

from __future__ import annotations

import pytest
from django.core.exceptions import PermissionDenied
from django.core.files.uploadedfile import SimpleUploadedFile
from django.urls import reverse

from gainful.cli import main
from gainful.commands import measures as commands
from gainful.domain.measures.errors import MeasureError
from gainful.domain.measures.models import WageImport
from gainful.imports.wage_files import bring_in_upload, records_of, refused_rows
from gainful.imports.wage_places import wage_folder
from tests.helped import as_member
from tests.person import ana
from tests.town import town

__all__ = ["ana", "town"]
HEAD = "person,employer,year,quarter,wages\n"
GOOD = HEAD + "".join(
    f"P-{n},E{n % 3},{at // 4},{at % 4 + 1},{5000 + n}.00\n" for at in range(8096, 8100) for n in range(1, 9)
)
PAGE = "program:wage_records"


@pytest.fixture(autouse=True)
def _own_folder(tmp_path, monkeypatch):
    monkeypatch.setenv("GAINFUL_DATA", str(tmp_path / "var"))
    monkeypatch.setenv("GAINFUL_WAGE_KEY_FILE", str(tmp_path / "wage.key"))


def upload(text, name="wages.csv"):
    return SimpleUploadedFile(name, text.encode())


def test_a_manager_brings_a_file_in_on_the_page_and_sees_its_quarters(town):
    client, page = town.manager.client, reverse(PAGE)
    assert "No wage records are in yet" in client.get(page).content.decode()
    told = client.post(page, {"file": upload(GOOD)}, follow=True).content.decode()
    assert "32 rows are in." in told
    assert "2024Q1" in told
    assert "2024Q4" in told
    again = client.post(page, {"file": upload(GOOD, "again.csv")}, follow=True).content.decode()
    assert "was brought in before: nothing changed." in again
    rows = WageImport.objects.order_by("made_at")
    assert [(row.rows, row.was_known, row.made_by) for row in rows] == [
        (32, False, town.manager.user),
        (32, True, town.manager.user),
    ]


def test_what_is_refused_is_told_with_its_reason_and_without_the_person(town):
    client, page = town.manager.client, reverse(PAGE)
    told = client.post(page, {"file": upload(GOOD + "P-9,E1,2024,7,10.00\n")}, follow=True).content.decode()
    assert "1 row was refused." in told
    listed = client.get(reverse("program:wage_records_refused_csv")).content.decode()
    assert "quarter" in listed
    assert "P-9" not in listed


def test_page_api_and_terminal_fill_one_store(town, capsys, tmp_path, monkeypatch):
    monkeypatch.setattr(commands, "with_database", lambda work: work())
    assert town.manager.client.post(reverse(PAGE), {"file": upload(GOOD)}).status_code == 302
    sent = town.manager.client.post(
        "/api/v1/wage-records", {"file": upload(HEAD + "P-1,E1,2025,1,7000.00\n")}
    )
    assert (sent.status_code, sent.json()["rows"], sent.json()["was_known"]) == (201, 1, False)
    by_api = town.manager.client.get("/api/v1/wage-records").json()["quarters"]
    with as_member(town.manager) as actor:
        assert [each["quarter"] for each in by_api] == [each.quarter for each in records_of(actor).quarters]
    assert by_api[-1] == {"quarter": "2025Q1", "rows": 1, "is_in": False}
    file = tmp_path / "late.csv"
    file.write_text(GOOD)
    assert main(["measures", "wages", str(file), "--agency", town.agency.name]) == 0
    assert "was brought in before" in capsys.readouterr().out
    assert main(["measures", "wages", str(tmp_path / "none.csv"), "--agency", town.agency.name]) == 1
    assert main(["measures", "wages", str(file), "--agency", "Nobody"]) == 1
    assert "There is no agency “Nobody”" in capsys.readouterr().err


@pytest.mark.parametrize(
    ("name", "text", "words"),
    [
        ("wages.pdf", "x", "This is no CSV, Parquet or Stata file."),
        ("wages.csv", "who,what\n1,2\n", "person"),
        ("wages.csv", "", "empty"),
    ],
)
def test_a_file_that_cannot_be_read_is_told_in_words_and_nothing_is_noted(town, name, text, words):
    answer = town.manager.client.post(reverse(PAGE), {"file": upload(text, name)})
    assert answer.status_code == 422
    assert words in answer.content.decode()
    assert not WageImport.objects.exists()
    by_api = town.manager.client.post("/api/v1/wage-records", {"file": upload(text, name)})
    assert by_api.status_code == 422


def test_two_at_once_wait_for_each_other_in_words(town):
    import fcntl

    town.manager.client.post(reverse(PAGE), {"file": upload(GOOD)})
    with (wage_folder(town.agency) / "lock").open("w") as lock:
        fcntl.flock(lock, fcntl.LOCK_EX)
        answer = town.manager.client.post(reverse(PAGE), {"file": upload(HEAD + "P-1,E1,2025,1,7000.00\n")})
    assert answer.status_code == 422
    assert "Another file of wage records is being brought in." in answer.content.decode()


def test_who_may_bring_in_and_who_may_read(town, ana):
    coach = town.coach.client
    assert "Bring the file in" not in coach.get(reverse(PAGE)).content.decode()
    coach.post(reverse(PAGE), {"file": upload(GOOD)})
    assert not WageImport.objects.exists()
    assert coach.get(reverse("program:wage_records_refused_csv")).status_code == 403
    assert coach.post("/api/v1/wage-records", {"file": upload(GOOD)}).status_code == 403
    for outsider in (town.employer.client, ana.client):
        assert outsider.get(reverse(PAGE)).status_code in {403, 404}
        assert outsider.get("/api/v1/wage-records").status_code == 403
    with as_member(town.coach) as actor, pytest.raises(PermissionDenied):
        list(refused_rows(actor))


def test_another_agency_has_a_store_of_its_own(town):
    town.manager.client.post(reverse(PAGE), {"file": upload(GOOD)})
    with as_member(town.stranger) as actor:
        assert records_of(actor).quarters == ()
        with pytest.raises(MeasureError, match="CSV"):
            bring_in_upload(actor, upload("x", "x.doc"))
    assert "wages.csv" not in town.stranger.client.get(reverse(PAGE)).content.decode()

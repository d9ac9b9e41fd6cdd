"""A spreadsheet on its way in: columns, rows, reasons; nothing is saved before the last step."""

from __future__ import annotations

from datetime import timedelta

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.urls import reverse
from django.utils import timezone

from gainful.domain.accounts.actor import acting_as_system
from gainful.domain.organizations.courses.models import Course
from gainful.domain.participants.models import Consent, ImportBatch, ImportStatus, Participant
from gainful.imports import background, batches
from tests.imports.test_background import Watch

PEOPLE = """ID;Full name;Last job;Hired;Minimum wage
P-1;Ana Silva;Flight Attendant;2015-03-01;36000
P-2;José Núñez;Retail Salespersons;2018-05-02;
;No Code;Cashier;2020-01-01;30000
P-4;Bad Pay;Cashier;2020-01-01;lots
"""


def upload(town, text, *, kind="people", name="list.csv"):
    data = text if isinstance(text, bytes) else text.encode()
    file = SimpleUploadedFile(name, data)
    return town.manager.client.post(f"/program/import/{kind}/", {"file": file})


def consent():
    until = (timezone.localdate() + timedelta(days=100)).isoformat()
    return {
        "basis": "signed_form", "consent_until": until, "scopes": ["profile", "matching"], "situation": "incumbent",
    }  # fmt: skip


def batch():
    with acting_as_system("test"):
        return ImportBatch.objects.latest("created_at")


def count(model):
    with acting_as_system("test"):
        return model.objects.count()


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "latin-1"])
def test_people_come_in_after_they_were_looked_at(town, encoding):
    reply = upload(town, PEOPLE.encode(encoding))
    assert reply.status_code == 302
    page = town.manager.client.get(reply.url).content.decode()
    assert "2 rows are ready, 2 need correction" in page
    assert "Line 4" in page
    assert "The person ID is missing" in page
    assert "José Núñez" in page
    assert count(Participant) == 0
    saved = town.manager.client.post(reverse("program:import_save", args=[batch().pk]), consent())
    assert saved.status_code == 302
    assert count(Participant) == 2
    with acting_as_system("test"):
        assert {c.attested_by for c in Consent.objects.all()} == {town.manager.user}
    done = town.manager.client.get(saved.url).content.decode()
    assert "2 people were saved" in done
    wrong = town.manager.client.get(reverse("program:import_problems", args=[batch().pk])).content.decode()
    assert "Bad Pay" in wrong
    assert "what to correct" in wrong


def test_the_same_file_twice_doubles_nobody(town):
    for _ in range(2):
        upload(town, PEOPLE)
        town.manager.client.post(reverse("program:import_save", args=[batch().pk]), consent())
    assert count(Participant) == 2


def test_without_consent_nothing_is_saved(town):
    upload(town, PEOPLE)
    reply = town.manager.client.post(
        reverse("program:import_save", args=[batch().pk]), {"basis": "signed_form"}
    )
    assert reply.status_code == 422
    assert count(Participant) == 0


def test_a_situation_that_the_file_does_not_say_is_asked_and_not_assumed(town):
    page = town.manager.client.get(upload(town, PEOPLE).url).content.decode()
    assert "2 rows do not say the person’s situation" in page
    assert '<option value="" selected>-</option>' in page
    save = reverse("program:import_save", args=[batch().pk])
    given = consent()
    del given["situation"]
    assert town.manager.client.post(save, given).status_code == 422
    assert count(Participant) == 0
    town.manager.client.post(save, consent())
    with acting_as_system("test"):
        assert set(Participant.objects.values_list("scenario", flat=True)) == {"incumbent"}


def test_what_the_file_says_of_the_situation_stands_and_nothing_is_asked(town):
    told = "id,name,situation\nP-1,Ana,laid off\nP-2,Ben,new to work\n"
    page = town.manager.client.get(upload(town, told).url).content.decode()
    assert "not say the person’s situation" not in page
    town.manager.client.post(reverse("program:import_save", args=[batch().pk]), consent())
    with acting_as_system("test"):
        found = dict(Participant.objects.values_list("code", "scenario"))
    assert found == {"P-1": "displaced", "P-2": "nontraditional"}


def test_values_of_the_file_stand_beside_its_columns(town):
    page = town.manager.client.get(upload(town, PEOPLE).url).content.decode()
    assert "In the file: Flight Attendant · Retail Salespersons · Cashier" in page
    assert '<option value="Hired">Hired (2015-03-01)</option>' in page or (
        '<option value="Hired" selected>Hired (2015-03-01)</option>' in page
    )
    long = upload(town, f"id,name\nP-1,{'x' * 60}\n")
    assert f"{'x' * 29}…" in town.manager.client.get(long.url).content.decode()


def test_columns_are_chosen_by_hand(town):
    reply = upload(town, "Nr,Wer\nP-9,Kim\n")
    page = town.manager.client.get(reply.url).content.decode()
    assert "No column is chosen for “Person ID”" in page
    page = town.manager.client.post(reply.url, {"column:code": "Nr", "column:name": "Wer"}).content.decode()
    assert "1 row is ready" in page
    assert "Kim" in page


def test_dates_in_two_ways_are_asked_about(town):
    text = "id,title,start\nP-1,Cashier,03/04/2019\nP-2,Cashier,05/06/2020\n"
    reply = upload(town, text)
    assert "The dates can be read in two ways" in town.manager.client.get(reply.url).content.decode()
    chosen = {"column:code": "id", "column:job_title": "title", "column:start": "start", "dates": "dmy"}
    page = town.manager.client.post(reply.url, chosen).content.decode()
    assert "2 rows are ready" in page
    town.manager.client.post(reverse("program:import_save", args=[batch().pk]), consent())
    with acting_as_system("test"):
        assert Participant.objects.get(code="P-1").jobs.get().start.isoformat() == "2019-04-03"


@pytest.mark.parametrize(
    ("data", "name", "said"),
    [
        (b"", "empty.csv", "file is empty"),
        (b"%PDF-1.7 ...", "list.pdf", "not a spreadsheet"),
        (b"id,id\n1,2\n", "twice.csv", "id"),
        (b"PK\x03\x04broken", "list.xlsx", "list.xlsx"),
    ],
)
def test_a_file_that_is_no_table_is_refused_at_the_door(town, data, name, said):
    reply = upload(town, data, name=name)
    assert count(ImportBatch) <= 1
    page = (
        reply.content.decode()
        if reply.status_code != 302
        else town.manager.client.get(reply.url).content.decode()
    )
    assert reply.status_code in {302, 422}
    assert said in page or "Please check these" in page


def test_courses_in_a_circle_are_named(town):
    text = (
        "code,title,hours,price,teaches,prerequisites\n"
        "A,First,10,100,Active Listening=3,B\nB,Second,10,100,Active Listening=4,A\nC,Third,10,0,Speaking=3,\n"
    )
    reply = upload(town, text, kind="courses")
    page = town.manager.client.get(reply.url).content.decode()
    assert "These courses wait for each other" in page
    assert "1 row is ready, 2 need correction" in page
    town.manager.client.post(reverse("program:import_save", args=[batch().pk]))
    assert [c.code for c in Course.objects.all()] == ["C"]


def test_an_upload_can_be_dropped_and_is_seen_by_no_stranger(town):
    upload(town, PEOPLE)
    url = reverse("program:import_check", args=[batch().pk])
    assert town.stranger.client.get(url).status_code == 404
    assert town.coach.client.get(url).status_code == 403
    town.manager.client.post(reverse("program:import_drop", args=[batch().pk]))
    assert count(ImportBatch) == 0
    assert count(Participant) == 0


def test_an_empty_spreadsheet_with_the_headings_is_understood(town):
    text = town.manager.client.get("/program/import/people/template.csv").content
    reply = upload(town, text + b"P-1,Ana" + b"," * (text.count(b",") - 1) + b"\n")
    assert "1 row is ready" in town.manager.client.get(reply.url).content.decode()


@pytest.fixture
def long_file(town, monkeypatch):
    """A file that counts as long, uploaded: reading it waits for the background work."""
    monkeypatch.setattr(batches, "AT_ONCE", 1)
    return upload(town, PEOPLE).url


def work():
    while background.run_next(Watch):
        pass


def state(status, **values):
    with acting_as_system("test"):
        ImportBatch.objects.update(status=status, **values)


def test_a_long_file_is_read_and_saved_in_the_background(town, long_file):
    browser = town.manager.client
    page = browser.get(long_file).content.decode()
    assert "list.csv is being read" in page
    assert "Waiting to start." in page
    work()
    page = browser.get(long_file).content.decode()
    assert "2 rows are ready, 2 need correction" in page
    assert "The person ID is missing" in page
    assert "José Núñez" in page
    wrong = browser.get(reverse("program:import_problems", args=[batch().pk])).content.decode()
    assert "Bad Pay" in wrong
    assert "what to correct" in wrong
    saved = browser.post(reverse("program:import_save", args=[batch().pk]), consent())
    assert "is being saved" in browser.get(saved.url).content.decode()
    assert "list.csv is being brought in" in browser.get("/program/people/").content.decode()
    assert count(Participant) == 0
    work()
    assert "2 people were saved" in browser.get(saved.url).content.decode()
    assert count(Participant) == 2
    assert "Bad Pay" in browser.get(reverse("program:import_problems", args=[batch().pk])).content.decode()


def test_the_page_asks_how_far_it_is_and_loads_anew_at_the_end(town, long_file):
    ask = {"HTTP_HX_REQUEST": "true"}
    begun = timezone.now() - timedelta(seconds=60)
    state(ImportStatus.RUNNING, task="save", rows_total=4000, rows_done=1000, started_at=begun)
    page = town.manager.client.get(long_file, **ask).content.decode()
    assert "1,000 of 4,000 rows done. About 3 minutes left." in page
    assert 'value="25"' in page
    assert "<html" not in page
    assert 'aria-live="polite"' in page
    assert "aria-live" not in town.manager.client.get(long_file + "?told=20", **ask).content.decode()
    state(ImportStatus.DONE)
    assert town.manager.client.get(long_file, **ask)["HX-Refresh"] == "true"


def test_a_long_file_can_be_stopped_and_tried_again(town, long_file):
    browser = town.manager.client
    browser.post(reverse("program:import_stop", args=[batch().pk]))
    page = browser.get(long_file).content.decode()
    assert "Stopped. Nothing was saved." in page
    assert "Only the first rows were read so far" in page
    assert "Save 2 rows" not in page
    chosen = {"column:code": "ID", "column:name": "Full name"}
    assert "Waiting to start" in browser.post(long_file, chosen, follow=True).content.decode()
    work()
    assert "3 rows are ready, 1 needs correction" in browser.get(long_file).content.decode()


def test_a_long_file_that_failed_says_why(town, long_file):
    state(ImportStatus.FAILED, problem="The work was cut off 3 times.")
    page = town.manager.client.get(long_file).content.decode()
    assert "It did not work. Nothing was saved." in page
    assert "cut off 3 times" in page


def test_a_long_file_in_work_is_no_strangers_to_stop(town, long_file):
    url = reverse("program:import_stop", args=[batch().pk])
    assert town.stranger.client.post(url).status_code == 404
    assert town.coach.client.post(url).status_code == 403
    assert town.stranger.client.get(long_file).status_code == 404
    assert batch().status == ImportStatus.QUEUED

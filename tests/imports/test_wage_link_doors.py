"""Doubtful links of wage records on the page, through the API and at the terminal: who may, what leaves."""

from __future__ import annotations

import csv
import io

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from gainful.cli import main
from gainful.commands import measures as commands
from gainful.domain.accounts.actor import acting_as_system
from gainful.domain.measures.models import WageLinking, WagePair
from gainful.domain.measures.queries import everything_about_me
from gainful.domain.participants.models import ReadLog
from gainful.imports.wage_files import bring_in
from tests.helped import as_member, as_self, scopes
from tests.measured import person
from tests.person import ana
from tests.town import town

__all__ = ["ana", "town"]
PAGE = "program:wage_links"
HEAD = "person,first_name,last_name,birth_date,ssn4,zip\n"


@pytest.fixture(autouse=True)
def _own_folder(tmp_path, monkeypatch):
    monkeypatch.setenv("GAINFUL_DATA", str(tmp_path / "var"))
    monkeypatch.setenv("GAINFUL_WAGE_KEY_FILE", str(tmp_path / "wage.key"))


def doubtful(town, who, wage_person="0" * 32, **values):
    """A pair that waits, as a linkage would leave it."""
    linking = WageLinking.objects.create(
        organization=town.agency, name="people.csv", people=1, wage_people=1, linked=0, waiting=1
    )
    parts = [
        {"field": "first name", "words": "different", "weight": -4.6, "ours": "ANNA", "theirs": "BERTA"},
        {"field": "last name", "words": "the same", "weight": 9.7, "ours": "FUCHS", "theirs": "FUCHS"},
        {"field": "ZIP code", "words": "empty on a side", "weight": 0.0, "ours": "", "theirs": ""},
    ]
    return WagePair.objects.create(
        organization=town.agency, participant=who, wage_person=wage_person, linking=linking, weight=5.1,
        probability=0.97, parts=parts, found="review", reason="It may be a twin.", **values,
    )  # fmt: skip


@pytest.fixture
def pair(town):
    with acting_as_system("test"):
        return doubtful(town, person(town, "M-2"))


def test_both_sides_stand_beside_one_another_and_somebody_decides(town, pair):
    client = town.manager.client
    told = client.get(reverse(PAGE)).content.decode()
    assert "It may be a twin." in told
    assert "links nobody" in told
    page = reverse("program:wage_link", args=[pair.pk])
    shown = client.get(page).content.decode()
    for words in ("ANNA", "BERTA", "for it (9.7 bits)", "against it (-4.6 bits)", "They are the same person"):
        assert words in shown
    assert "ZIP code" not in shown
    done = client.post(page, {"decision": "say_different", "note": "Her sister"}, follow=True)
    assert "Noted." in done.content.decode()
    after = client.get(page).content.decode()
    assert "BERTA" not in after
    assert "Not the same person (Manager): Her sister" in after
    assert "Take the decision back" in after
    assert client.post(page, {"decision": "say_different"}).status_code == 422
    assert client.post(page, {"decision": "perhaps"}).status_code == 422
    decided = client.get(reverse(PAGE), {"show": "decided"}).content.decode()
    assert "Not the same person" in decided
    with acting_as_system("test"):
        assert ReadLog.objects.filter(participant=pair.participant).count() >= 3


def test_page_api_and_terminal_do_the_same(town, pair, capsys, monkeypatch):
    monkeypatch.setattr(commands, "with_database", lambda work: work())
    agency = ["--agency", town.agency.name]
    (by_api,) = town.manager.client.get("/api/v1/wage-links").json()
    assert by_api["parts"][0]["theirs"] == "BERTA"
    assert main(["measures", "pairs", *agency]) == 0
    (by_hand,) = csv.DictReader(io.StringIO(capsys.readouterr().out.lstrip("\ufeff")))
    of_page = town.manager.client.get(reverse("program:wage_links_export")).content.decode("utf-8-sig")
    (by_page,) = csv.DictReader(io.StringIO(of_page))
    assert by_hand == by_page
    assert (by_page["pair"], by_page["person_id"]) == (by_api["id"], "M-2")
    assert "BERTA" not in of_page
    sent = town.manager.client.post(
        f"/api/v1/wage-links/{pair.pk}/decisions",
        {"decision": "cannot_tell"},
        content_type="application/json",
    )
    assert (sent.status_code, sent.json()["state"]) == (201, "unsure")
    assert main(["measures", "decide", str(pair.pk), "same", "--note", "Pay slip", *agency]) == 0
    assert main(["measures", "decide", str(pair.pk), "same", *agency]) == 1
    assert main(["measures", "decide", "none", "same", *agency]) == 1
    pair.refresh_from_db()
    assert (pair.state, pair.note, pair.decided_by) == ("same", "Pay slip", town.manager.user)


def test_files_come_in_through_every_door(town, capsys, monkeypatch, tmp_path):
    monkeypatch.setattr(commands, "with_database", lambda work: work())
    with acting_as_system("test"):
        who = person(town, "M-1", postal_code="02139")
        who.name = "Robert Obrien"
        who.save()
    theirs = tmp_path / "theirs.csv"
    theirs.write_text(HEAD + "900,ROBERT,OBRIEN,1980-04-03,1234,02139\n")
    own = tmp_path / "own.csv"
    own.write_text("person,birth_date,ssn4\nM-1,1980-04-03,1234\n")
    client, page = town.manager.client, reverse(PAGE)
    assert "No wage records are in yet" in client.get(page).content.decode()
    with as_member(town.manager) as actor:
        wages = tmp_path / "wages.csv"
        wages.write_text("person,employer,year,quarter,wages\n900,E1,2025,1,10.00\n")
        bring_in(actor, wages)

    def files():
        return {
            name: SimpleUploadedFile(f"{name}.csv", path.read_bytes())
            for name, path in (("file", theirs), ("own", own))
        }

    told = client.post(page, files(), follow=True).content.decode()
    assert "1 person is linked. 0 pairs wait for you." in told
    by_api = client.post("/api/v1/wage-links", files())
    assert (by_api.status_code, by_api.json()["linked"]) == (201, 1)
    assert main(["measures", "link", str(theirs), "--own", str(own), "--agency", town.agency.name]) == 0
    assert "1 of 1 people are linked" in capsys.readouterr().out
    bad = client.post(page, {"file": SimpleUploadedFile("x.csv", b"who\n1\n")})
    assert bad.status_code == 422
    assert "no column for “person”" in bad.content.decode()


def test_who_may_see_and_decide(town, pair, ana):
    addresses = [
        reverse(PAGE),
        reverse("program:wage_links_export"),
        reverse("program:wage_link", args=[pair.pk]),
    ]
    for outsider in (town.coach.client, town.employer.client, ana.client):
        for address in addresses:
            assert outsider.get(address).status_code == 403
            assert outsider.post(address).status_code in {403, 405}
        assert outsider.get("/api/v1/wage-links").status_code == 403
    stranger = town.stranger.client
    assert stranger.get(addresses[2]).status_code == 404
    assert "It may be a twin." not in stranger.get(addresses[0]).content.decode()
    given = {"decision": "say_same"}
    for client, status in ((town.coach.client, 403), (stranger, 404)):
        address = f"/api/v1/wage-links/{pair.pk}/decisions"
        assert client.post(address, given, content_type="application/json").status_code == status


def test_a_person_reads_which_record_was_taken_for_theirs_and_nobody_elses(town, ana):
    scopes(ana, "profile", "outcomes")
    with acting_as_system("test"):
        row = doubtful(town, ana.person)
    with as_self(ana) as actor:
        assert everything_about_me(actor)["wage_records_linked_to_me"] == []
    town.manager.client.post(reverse("program:wage_link", args=[row.pk]), {"decision": "say_same"})
    with as_self(ana) as actor:
        (mine,) = everything_about_me(actor)["wage_records_linked_to_me"]
    assert mine["state"] == "same"


def test_a_list_of_twenty_asks_no_more_than_one_of_two(town):
    from django.db import connection

    def asked():
        with CaptureQueriesContext(connection) as told:
            assert town.manager.client.get(reverse(PAGE)).status_code == 200
        return len(told)

    with acting_as_system("test"):
        for n in range(2):
            doubtful(town, person(town, f"Q-{n}"), f"{n:032}")
    asked()
    few = asked()
    with acting_as_system("test"):
        for n in range(2, 20):
            doubtful(town, person(town, f"Q-{n}"), f"{n:032}")
    assert asked() <= few

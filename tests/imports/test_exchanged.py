"""Two systems exchange people by file: the owner's word counts, tombstones close, nobody's own rows are deleted."""

from __future__ import annotations

import csv
import io
from datetime import date, timedelta

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.urls import reverse
from django.utils import timezone

from gainful.domain.accounts.actor import acting_as_system
from gainful.domain.participants.actions import grant_consent, revoke_consent
from gainful.domain.participants.actions.erase_person import erase
from gainful.domain.participants.models import (
    Barrier,
    Consent,
    ExchangedRecord,
    HandedOver,
    Participant,
    ReadLog,
    WorkHistory,
)
from gainful.domain.support.models import CaseNote
from tests.helped import as_member, as_self
from tests.person import ana
from tests.town import town

__all__ = ["ana", "town"]
FILE = reverse("program:exchange")
BRING = "/api/v1/imports/exchange"
PARTNER = "Prairie Workforce"


@pytest.fixture
def agreed(town, ana):
    """Ana lets her agency pass her record on; a second person of the agency does not."""
    with acting_as_system("test"):
        Participant.objects.filter(pk=ana.person.pk).update(
            phone="+1 612 555 0101", birth_date=date(1985, 6, 3), wage_floor=30_000
        )
        WorkHistory.objects.create(participant=ana.person, title="Server", start=date(2012, 5, 1))
        WorkHistory.objects.create(participant=ana.person, title="Flight attendant", employer="Northern Sky")
        Barrier.objects.create(participant=ana.person, kind="transport")
        other = Participant.objects.create(registered_by=town.agency, code="P-9", name="Ben Ode")
        Consent.objects.create(
            participant=other, organization=town.agency, scopes=["profile", "matching", "support"],
            expires_at=timezone.now() + timedelta(days=90), basis="signed_form",
        )  # fmt: skip
    allow(town, ana, "profile", "matching", "support", "exchange")
    return ana


def allow(town, ana, *scopes):
    with as_self(ana) as actor:
        return grant_consent(
            actor, ana.person, town.agency, scopes=scopes, expires_at=timezone.now() + timedelta(days=60)
        )


def made(who, partner=PARTNER):
    reply = who.client.post(FILE, {"partner": partner})
    return reply.content.decode() if reply.headers["Content-Type"].startswith("text/csv") else ""


def rows_of(text):
    return list(csv.DictReader(io.StringIO(text.lstrip("\ufeff"))))


def bring(who, text):
    reply = who.client.post(BRING, {"file": SimpleUploadedFile("people.csv", text.encode())})
    assert reply.status_code == 200, reply.content
    return reply.json()


def copies(town):
    with as_member(town.stranger):
        return list(Participant.objects.filter(registered_by=town.stranger.organization))


def everything_of(organization):
    with acting_as_system("test"):
        return list(
            Participant.objects.filter(registered_by=organization)
            .order_by("pk")
            .values("pk", "name", "phone", "code")
        )


def test_who_agreed_goes_into_the_file_and_reads_that_it_did(town, agreed):
    rows = rows_of(made(town.manager))
    assert {row["code"] for row in rows} == {"P-1"}
    assert {row["job_title"] for row in rows} == {"Server", "Flight attendant"}
    assert {row["owner"] for row in rows} == {str(town.agency.pk)}
    assert rows[0]["agreed_parts"] == "profile;matching;support"
    with as_self(agreed):
        assert ReadLog.objects.filter(what="Passed on by file", reason=PARTNER).count() == 1
    page = town.manager.client.get(FILE).content.decode()
    assert "1 person lets you pass their record on." in page
    assert f"{PARTNER}: 1 there, 0 ended" in page
    assert town.coach.client.get(FILE).status_code == 403
    assert (
        town.coach.client.post(
            "/api/v1/people-exchange/file", {"partner": "x"}, "application/json"
        ).status_code
        == 403
    )


def test_a_second_system_takes_it_in_and_again_without_doubles(town, agreed):
    text = made(town.manager)
    assert (bring(town.stranger, text)["added"], bring(town.stranger, text)["updated"]) == (1, 1)
    copy = copies(town)[0]
    assert (copy.name, copy.phone, copy.birth_date) == ("Ana Silva", "+1 612 555 0101", date(1985, 6, 3))
    with as_member(town.stranger):
        assert {job.title for job in copy.jobs.all()} == {"Server", "Flight attendant"}
        consent = Consent.objects.get(participant=copy)
        assert (consent.basis, consent.note) == ("exchange", "Harbor Workforce")
        assert consent.scopes == ["profile", "matching", "support"]
    assert "Harbor Workforce" in town.stranger.client.get(FILE).content.decode()
    listed = town.stranger.client.get("/api/v1/people-exchange").json()["records"]
    assert [(row["owner_name"], row["person"]) for row in listed] == [("Harbor Workforce", str(copy.pk))]
    with as_member(town.coach):
        assert not ExchangedRecord.objects.exists()
        assert not HandedOver.objects.exists()


def test_our_own_records_come_back_and_change_nothing(town, agreed):
    bring(town.stranger, made(town.manager))
    echo = made(town.manager).replace("Ana Silva", "Somebody Else")
    before = everything_of(town.agency)
    told = bring(town.manager, echo)
    assert (told["added"], told["updated"]) == (0, 0)
    assert "we are the owner" in told["notes"][0]
    assert everything_of(town.agency) == before


def test_an_empty_file_or_one_that_names_others_deletes_nothing(town, agreed):
    text = made(town.manager)
    bring(town.stranger, text)
    with acting_as_system("test"):
        Participant.objects.create(registered_by=town.stranger.organization, code="P-1", name="Their own P-1")
    before = everything_of(town.stranger.organization)
    header = text.splitlines()[0]
    bring(town.stranger, header + "\r\nsome-other-system,,r1,erased,2026-01-01T00:00:00Z,,,r1\r\n")
    bring(town.stranger, text)
    assert everything_of(town.stranger.organization) == before


def test_consent_taken_back_closes_the_copy_with_the_next_file(town, agreed):
    bring(town.stranger, made(town.manager))
    allow(town, agreed, "profile", "matching")
    text = made(town.manager)
    assert [row["record_state"] for row in rows_of(text)] == ["withdrawn"]
    assert "Ana" not in text
    assert "ended by its owner" in " ".join(bring(town.stranger, text)["notes"])
    assert copies(town) == []
    with acting_as_system("test"):
        assert ExchangedRecord.objects.get().state == "withdrawn"
    allow(town, agreed, "profile", "exchange")
    bring(town.stranger, made(town.manager))
    with as_member(town.stranger):
        assert Consent.objects.get(revoked_at=None, organization=town.stranger.organization).scopes == [
            "profile"
        ]


def test_an_erased_person_is_erased_there_where_nobody_worked_with_them(
    town, agreed, django_capture_on_commit_callbacks
):
    bring(town.stranger, made(town.manager))
    copy = copies(town)[0]
    erase(agreed.person.pk, asked_by="test", reason="They asked")
    text = made(town.manager)
    assert [(row["record_state"], row["name"]) for row in rows_of(text)] == [("erased", "")]
    with django_capture_on_commit_callbacks(execute=True):
        assert "1 person was erased" in " ".join(bring(town.stranger, text)["notes"])
    with acting_as_system("test"):
        assert not Participant.objects.filter(pk=copy.pk).exists()
        link = ExchangedRecord.objects.get()
        assert (link.participant_id, link.state) == (None, "erased")


def test_whom_the_agency_works_with_itself_stays_and_is_listed(town, agreed):
    bring(town.stranger, made(town.manager))
    copy = copies(town)[0]
    with acting_as_system("test"):
        CaseNote.objects.create(
            participant=copy,
            organization=town.stranger.organization,
            author_name="S",
            kind="call",
            text="Called",
        )
    erase(agreed.person.pk, asked_by="test", reason="They asked")
    notes = bring(town.stranger, made(town.manager))["notes"]
    assert any("works with the person itself" in note for note in notes)
    with acting_as_system("test"):
        assert Participant.objects.filter(pk=copy.pk).exists()
        assert CaseNote.objects.count() == 1
    assert "Ended by their owner, kept here" in town.stranger.client.get(FILE).content.decode()


def test_erased_here_stays_erased_whatever_the_owner_sends(town, agreed):
    bring(town.stranger, made(town.manager))
    erase(copies(town)[0].pk, asked_by="test", reason="They asked us")
    told = bring(town.stranger, made(town.manager))
    assert (told["added"], "not made again" in " ".join(told["notes"])) == (0, True)
    assert copies(town) == []


def test_an_older_word_and_a_stranger_s_word_change_nothing(town, agreed):
    text = made(town.manager)
    bring(town.stranger, text)
    older = text.replace("Ana Silva", "Old Name")
    stamp = rows_of(text)[0]["record_changed"]
    older = older.replace(stamp, "2020-01-01T00:00:00+00:00")
    assert "older than what stands here" in " ".join(bring(town.stranger, older)["notes"])
    stranger = text.replace(str(town.agency.pk), "another-system").replace(",present,", ",erased,")
    assert "never was here" in " ".join(bring(town.stranger, stranger)["notes"])
    assert copies(town)[0].name == "Ana Silva"


def test_who_took_consent_back_here_stays_closed(town, agreed):
    bring(town.stranger, made(town.manager))
    with acting_as_system("test") as actor:
        copy = Participant.objects.get(registered_by=town.stranger.organization)
        Participant.objects.filter(pk=agreed.person.pk).update(user=None)
        Participant.objects.filter(pk=copy.pk).update(user=agreed.user)
        del actor
    copy.refresh_from_db()
    with as_self(agreed) as actor:
        revoke_consent(actor, Consent.objects.get(participant=copy))
    assert len(bring(town.stranger, made(town.manager))["closed"]) == 1
    assert copies(town) == []


def test_rows_without_owner_or_consent_are_refused_with_the_reason(town, agreed):
    text = made(town.manager)
    header = text.splitlines()[0]
    lines = (
        ",,r1,present,2026-01-01T00:00:00Z",
        "sys,,r2,present,2026-01-01T00:00:00Z,,,r2,Ann",
        "sys,,r3,gone?,2026",
    )
    bad = "\r\n".join((header, *lines, ""))
    told = bring(town.stranger, bad)
    assert (told["added"], told["refused"]) == (0, 3)
    said = " ".join(row["message"] for row in told["problems"])
    assert "nobody knows whose record" in said
    assert "until when the person agreed" in said
    assert "is not one of: present" in said


def test_the_pages_of_imports_take_it_too(town, agreed):
    text = made(town.manager)
    client = town.stranger.client
    start = reverse("program:import_start", args=["exchange"])
    assert b"Which system" in client.get(start).content
    reply = client.post(start, {"file": SimpleUploadedFile("people.csv", text.encode())}, follow=True)
    assert "Harbor Workforce" in reply.content.decode()
    save = reply.redirect_chain[-1][0] + "save/"
    assert client.post(save, follow=True).status_code == 200
    assert [copy.name for copy in copies(town)] == ["Ana Silva"]


def changed(text, **cells):
    rows = rows_of(text)
    out = io.StringIO()
    writer = csv.DictWriter(out, list(rows[0]))
    writer.writeheader()
    writer.writerows({**row, **cells} for row in rows)
    return out.getvalue()


def test_a_consent_that_never_ends_there_ends_here_after_five_years(town, agreed):
    bring(town.stranger, changed(made(town.manager), agreed_until="9999-12-31"))
    copy = copies(town)[0]
    with as_member(town.stranger):
        ends = timezone.localdate(Consent.objects.get(participant=copy).expires_at)
    assert ends == timezone.localdate() + timedelta(days=5 * 366)
    assert bring(town.stranger, changed(made(town.manager), agreed_until="9999-12-31"))["updated"] == 1


def test_a_clock_that_runs_ahead_does_not_make_a_later_erasure_old(town, agreed):
    text = made(town.manager)
    bring(town.stranger, changed(text, record_changed="9999-12-31T23:59:59Z"))
    assert len(copies(town)) == 1
    bring(town.stranger, changed(text, record_state="withdrawn", record_changed=timezone.now().isoformat()))
    with as_member(town.stranger):
        assert not Consent.objects.filter(revoked_at=None).exists()


def test_a_partner_of_a_long_name_is_named_whole(town, agreed):
    partner = "Agency " + "of the river and the woods " * 6
    assert rows_of(made(town.manager, partner))
    with as_self(agreed):
        assert ReadLog.objects.get(what="Passed on by file").reason == partner.strip()

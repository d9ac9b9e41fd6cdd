"""An erasure reaches what only names the person, and nothing of anybody who shares an address or a name with them."""

from __future__ import annotations

import gzip
import io
import json
import zipfile

import pytest
from django.db import connection
from django.utils import timezone

from gainful.domain.accounts.actor import acting_as_system
from gainful.domain.accounts.models import User
from gainful.domain.accounts.seals import seal, verify
from gainful.domain.ledger.models import LedgerRow
from gainful.domain.messages.models import BadAddress, Message, Request
from gainful.domain.organizations.models import Organization
from gainful.domain.participants.models import ImportBatch, ImportRow, Participant, WorkHistory
from gainful.exchange.data_folder import data_dir
from gainful.exchange.senders.outgoing import Outgoing
from gainful.exchange.senders.to_folder import FolderSender
from gainful.imports.erasures import erase_and_note

MARK = "Qwyzzle"


@pytest.fixture
def agency(db):
    with acting_as_system("test"):
        return Organization.objects.create(name="Harbor", kind="agency")


ADDRESS = f"{MARK.lower()}@example.org"


def person(agency, code="C-1", name=f"{MARK} Ana", email=ADDRESS, **more):
    return Participant.objects.create(registered_by=agency, code=code, name=name, email=email, **more)


def erase(someone):
    return erase_and_note(someone.pk, asked_by="test", reason="asked")


def left():
    with connection.cursor() as cursor:
        cursor.execute("RESET ROLE")
        cursor.execute("SELECT tablename FROM pg_tables WHERE schemaname = 'public'")
        names = [name for (name,) in cursor.fetchall()]
        found = []
        for name in names:
            cursor.execute(f'SELECT count(*) FROM "{name}" x WHERE to_jsonb(x)::text ILIKE %s', [f"%{MARK}%"])
            if cursor.fetchone()[0]:
                found.append(name)
        return found


def workbook(text):
    made = io.BytesIO()
    with zipfile.ZipFile(made, "w") as archive:
        archive.writestr("xl/sharedStrings.xml", f"<si><t>{text}</t></si>")
    return made.getvalue()


def test_nothing_that_names_the_person_is_left(agency):
    with acting_as_system("test"):
        someone = person(agency)
        BadAddress.objects.create(
            organization=agency, channel="email", address=someone.email, said=f"550 {MARK}"
        )
        LedgerRow.objects.create(
            organization=agency, participant=someone, source_kind="referral", source_id="1", is_actual=True,
            part="support", label=f"{MARK} bus pass", day=timezone.localdate(), cost=5,
        )  # fmt: skip
        batch = ImportBatch.objects.create(
            organization=agency, kind="people", filename="p.csv", data=b"ID\n1\n"
        )
        for cells in (["C-1", f"{MARK}   ana"], ["X", f"note: {someone.email.upper()}"]):
            ImportRow.objects.create(batch=batch, line=2, status="error", cells=cells)
        kept = ImportRow.objects.create(batch=batch, line=3, status="error", cells=["C-10", "Ben"])
    letter = Outgoing(key="account-1", to=someone.email, subject="x", text=MARK)
    FolderSender(data_dir() / "outbox").send(letter)
    erase(someone)
    assert left() == []
    assert not (data_dir() / "outbox" / "account-1.json").exists()
    with acting_as_system("test"):
        assert list(ImportRow.objects.values_list("pk", flat=True)) == [kept.pk]
        assert LedgerRow.objects.get().cost == 5
        seal()
        assert verify() == []


def test_a_letter_to_somebody_else_that_names_the_person_goes_with_what_it_is_about(agency):
    today = timezone.localdate()
    with acting_as_system("test"):
        someone = person(agency)
        row = WorkHistory.objects.create(participant=someone, title="Welder")
        request = Request.objects.create(
            organization=agency, kind="job_hours", about_kind="apprenticeship", about_id=str(row.pk),
            subject=f"Hours of {MARK} Ana", email="boss@example.org", due_on=today, expires_at=timezone.now(),
            next_at=timezone.now(),
        )  # fmt: skip
        for about_kind, about_id in (("mentorship", row.pk), ("request", request.pk)):
            Message.objects.create(
                organization=agency, kind="mentor_news", about_kind=about_kind, about_id=str(about_id), channel="email",
                address="mentor@example.org", subject="A mentor", text=f"You meet {MARK} Ana.",
            )  # fmt: skip
        other = Message.objects.create(
            organization=agency, kind="note", about_kind="mentorship", about_id=str(agency.pk), channel="email",
            address="mentor@example.org", subject="Thanks", text="Thanks.",
        )  # fmt: skip
    done = erase(someone)
    assert left() == []
    assert len(done.deleted["outbox.message"]) == 2, "their files go, too"
    with acting_as_system("test"):
        assert list(Message.objects.values_list("pk", flat=True)) == [other.pk]
        seal()
        assert verify() == []


@pytest.mark.parametrize(
    "data",
    [
        f"ID,Name\nC-1,{MARK} Ana\n".encode(),
        gzip.compress(b"ID,Name\nC-1,x\n"),
        workbook(f"{MARK} Ana"),
        f"ID;Name\nQ;{MARK} Ana\n".encode("utf-16"),
    ],
    ids=["text", "compressed", "workbook", "UTF-16"],
)
def test_a_file_that_waits_and_holds_the_person_is_taken_away_with_words(agency, data):
    with acting_as_system("test"):
        someone = person(agency)
        batch = ImportBatch.objects.create(
            organization=agency, kind="people", filename="p.csv", data=data, status="preview"
        )
        running = ImportBatch.objects.create(
            organization=agency, kind="people", filename="r.csv", data=data, status="running"
        )
        other = ImportBatch.objects.create(
            organization=agency, kind="people", filename="o.csv", data=b"ID\nC-10\nC-11\n", status="preview"
        )
    erase(someone)
    with acting_as_system("test"):
        batch.refresh_from_db()
        assert (batch.data, batch.status) == (None, "failed")
        assert "was erased" in batch.problem
        assert ImportBatch.objects.get(pk=running.pk).status == "stopping"
        assert bytes(ImportBatch.objects.get(pk=other.pk).data) == b"ID\nC-10\nC-11\n"


def test_two_people_of_one_address_and_name_one_is_erased_the_other_keeps_everything(agency):
    shared = f"{MARK.lower()}@example.org"
    with acting_as_system("test"):
        account = User.objects.create_user(shared)
        one = person(agency, user=account)
        elsewhere = Organization.objects.create(name="Prairie", kind="agency")
        other = person(elsewhere, code="V-1", name="Victim")
        namesake = person(agency, code="C-2", email="another@example.org")
        BadAddress.objects.create(organization=agency, channel="email", address=shared)
        batch = ImportBatch.objects.create(organization=agency, kind="people", filename="p.csv")
        row = ImportRow.objects.create(batch=batch, line=2, status="error", cells=["C-2", f"{MARK} Ana"])
        before = Participant.pgh_event_model.objects.filter(pgh_obj_id__in=[other.pk, namesake.pk]).count()
    erase(one)
    with acting_as_system("test"):
        events = Participant.pgh_event_model.objects
        assert events.filter(pgh_obj_id__in=[other.pk, namesake.pk]).count() == before == 2
        assert not events.filter(pgh_obj_id=one.pk).exists()
        assert ImportRow.objects.filter(pk=row.pk).exists()
        assert BadAddress.objects.exists()  # the other is still written to there
        assert not User.objects.filter(pk=account.pk).exists()


def test_the_list_of_erasures_names_nobody(agency):
    with acting_as_system("test"):
        someone = person(agency)
    erase(someone)
    lines = (data_dir() / "erasures.jsonl").read_text().splitlines()
    assert json.loads(lines[-1])["person"] == str(someone.pk)
    assert MARK not in "".join(lines)

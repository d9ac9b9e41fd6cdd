"""A person says that another agency keeps a record of theirs: nobody sees what they were not let in to see."""

from __future__ import annotations

from datetime import date, timedelta

import pytest
from allauth.account.models import EmailAddress
from django.core.exceptions import PermissionDenied, ValidationError
from django.urls import reverse
from django.utils import timezone

from gainful.domain.accounts.actor import acting_as_system
from gainful.domain.messages.duties import do_all
from gainful.domain.messages.models import Message
from gainful.domain.participants import claim_queries
from gainful.domain.participants.actions import unmerge_people
from gainful.domain.participants.actions.claims import (
    claim_record,
    confirm_claim,
    refuse_claim,
    withdraw_claim,
)
from gainful.domain.participants.models import (
    Consent,
    MergedRow,
    Participant,
    RecordClaim,
    RecordMerge,
    WorkHistory,
)
from tests.helped import as_member, as_self
from tests.person import ana
from tests.town import town

__all__ = ["ana", "town"]


@pytest.fixture
def there(town, ana):
    """Prairie keeps a record of Ana, too, under another ID, and one of somebody else of nearly that name."""
    with acting_as_system("test"):
        Participant.objects.filter(pk=ana.person.pk).update(birth_date=date(1985, 6, 3))
        ana.person.refresh_from_db()
        rows = [
            Participant.objects.create(
                registered_by=town.stranger.organization, code=code, name=name, birth_date=born, phone=phone
            )
            for code, name, born, phone in (
                ("PW-7", "Silva, Ana", date(1985, 6, 3), "612 555 0101"),
                ("PW-8", "Ana Silveira", date(1999, 1, 7), ""),
            )
        ]
        for row in rows:
            Consent.objects.create(
                participant=row, organization=town.stranger.organization, scopes=["profile", "support"],
                expires_at=timezone.now() + timedelta(days=90), basis="signed_form",
            )  # fmt: skip
        WorkHistory.objects.create(participant=rows[0], title="Baker at Prairie")
        WorkHistory.objects.create(participant=ana.person, title="Server at Harbor")
    return rows[0]


def soon(days=30):
    return timezone.localdate() + timedelta(days=days)


def told(town, ana, **given):
    fields = {
        "name": "Ana Silva", "birth_date": date(1985, 6, 3), "scopes": ["profile"], "until": soon(),
        "keeps": [town.agency.pk], **given,
    }  # fmt: skip
    with as_self(ana) as actor:
        return claim_record(actor, ana.person, town.stranger.organization, **fields)


def jobs_seen(who):
    with as_member(who):
        return set(WorkHistory.objects.values_list("title", flat=True))


def test_the_agency_finds_its_own_record_and_reads_nothing_of_the_other(town, ana, there):
    claim = told(town, ana)
    with as_member(town.stranger) as actor:
        assert not Participant.objects.filter(pk=ana.person.pk).exists()
        found = claim_queries.candidates(actor, claim_queries.claims_to_us(actor).get())
        assert [row.code for row, _agrees in found] == ["PW-7"]
        assert "Birth date: the same" in found[0][1]
    for who in (town.manager, town.coach):
        with as_member(who):
            assert not RecordClaim.objects.exists(), "whoever helps now is not told"
    do_all(timezone.now())
    with acting_as_system("test"):
        letters = Message.objects.filter(kind="record_claimed")
        assert {row.organization_id for row in letters} == {town.stranger.organization.pk}
        assert not any("Ana" in row.text for row in letters)
    assert claim.state == "asked"


def test_confirmed_it_is_one_record_and_each_sees_what_the_person_said(town, ana, there):
    claim = told(town, ana)
    before = jobs_seen(town.coach)
    with as_member(town.stranger) as actor:
        merge = confirm_claim(actor, claim, there)
        assert Participant.objects.get(pk=ana.person.pk).name == "Ana Silva"
        assert Consent.objects.get(revoked_at=None, participant=ana.person).scopes == ["profile"]
        assert not MergedRow.objects.filter(table="participants.Consent.participant").exists()
        assert "Consent" not in str(merge.moved)
    assert jobs_seen(town.coach) == {"Server at Harbor", "Baker at Prairie"} > before
    with as_member(town.manager):
        assert not RecordMerge.objects.exists(), "the first agency does not learn with whom"
    with as_self(ana):
        assert [row.state for row in claim_queries.claims_of(ana.person)] == ["confirmed"]
        assert RecordMerge.objects.get().kept_id == ana.person.pk


def test_whom_the_person_does_not_name_sees_neither_record(town, ana, there):
    claim = told(town, ana, keeps=[])
    with as_member(town.stranger) as actor:
        confirm_claim(actor, claim, there)
    assert jobs_seen(town.coach) == set()


def test_taken_apart_everybody_sees_what_they_saw(town, ana, there):
    seen = jobs_seen(town.coach), jobs_seen(town.stranger)
    claim = told(town, ana)
    with as_member(town.stranger) as actor:
        merge = confirm_claim(actor, claim, there)
    with as_member(town.stranger) as actor:
        unmerge_people(actor, merge, reason="A cousin of the same name")
    assert (jobs_seen(town.coach), jobs_seen(town.stranger)) == seen
    with as_member(town.stranger):
        assert not Participant.objects.filter(pk=ana.person.pk).exists()


def test_who_may_and_what_is_needed(town, ana, there):
    for wrong, field in (
        ({"birth_date": None}, "name"), ({"scopes": ["support"]}, "scopes"), ({"until": soon(-1)}, "until"),
    ):  # fmt: skip
        with pytest.raises(ValidationError) as error:
            told(town, ana, **wrong)
        assert field in error.value.message_dict
    with as_self(ana) as actor, pytest.raises(ValidationError):
        claim_record(
            actor,
            ana.person,
            town.agency,
            name="Ana",
            birth_date=date(1985, 6, 3),
            scopes=["profile"],
            until=soon(),
        )
    claim = told(town, ana)
    with pytest.raises(ValidationError):
        told(town, ana)
    with as_member(town.manager) as actor, pytest.raises(PermissionDenied):
        confirm_claim(actor, claim, ana.person)
    with as_member(town.stranger) as actor:
        with pytest.raises(PermissionDenied):
            withdraw_claim(actor, ana.person, claim)
        with pytest.raises(ValidationError):
            confirm_claim(actor, claim, ana.person)
    with as_self(ana) as actor:
        withdraw_claim(actor, ana.person, claim)
    claim.refresh_from_db()
    with as_member(town.stranger) as actor, pytest.raises(ValidationError):
        refuse_claim(actor, claim)


def test_pages_and_api_of_both_sides(town, ana, there):
    mine = reverse("participant:claims")
    assert "Does another agency know you, too?" in ana.client.get(mine).content.decode()
    given = {
        "organization": town.stranger.organization.pk, "name": "Ana Silva", "phone": "612-555-0101",
        "scopes": ["profile"], "until": soon(), "keeps": [town.agency.pk],
    }  # fmt: skip
    assert ana.client.post(mine, {**given, "phone": ""}).status_code == 422
    assert "Waits for the agency" in ana.client.post(mine, given, follow=True).content.decode()
    listed = reverse("program:claims")
    assert town.coach.client.get(listed).status_code == 403
    assert "Ana Silva" not in town.manager.client.get(listed).content.decode()
    assert "Ana Silva" in town.stranger.client.get(listed).content.decode()
    with acting_as_system("test"):
        claim = RecordClaim.objects.get()
    page = reverse("program:claim", args=[claim.pk])
    assert town.manager.client.get(page).status_code == 404
    assert "PW-7" in town.stranger.client.get(page).content.decode()
    assert town.stranger.client.post(page, {"answer": "yes"}).status_code == 422
    api = town.stranger.client.get("/api/v1/people-claims").json()
    assert [row["person_id"] for row in api[0]["candidates"]] == ["PW-7"]
    assert town.manager.client.post(f"/api/v1/people-claims/{claim.pk}/refuse").status_code == 404
    reply = town.stranger.client.post(page, {"answer": "yes", "person": str(there.pk)}, follow=True)
    assert "One record now." in reply.content.decode()
    assert ana.client.get("/api/v1/me/claims").json()[0]["state"] == "confirmed"
    wrong = {"organization": str(town.agency.pk), "name": "A", "scopes": ["profile"], "until": str(soon())}
    assert ana.client.post("/api/v1/me/claims", wrong, "application/json").status_code == 404


@pytest.mark.parametrize(
    ("email", "opened", "is_theirs"),
    [("Ana@Example.org", True, True), ("ana@example.org", False, False), ("there@example.org", True, False)],
)
def test_the_agency_reads_whether_an_address_is_only_typed(
    town, ana, there, as_web_role, email, opened, is_theirs
):
    with acting_as_system("test"):
        ana.user.emailaddress_set.all().delete()
        type(ana.user).objects.filter(pk=ana.user.pk).update(email="ana@example.org")
        EmailAddress.objects.create(user=ana.user, email="ana@example.org", verified=opened)
        Participant.objects.filter(pk=there.pk).update(email=email)
    claim = told(town, ana, email=email)
    with as_member(town.stranger):
        assert claim_queries.told_own_address(claim) == is_theirs
    page = town.stranger.client.get(reverse("program:claim", args=[claim.pk])).content.decode()
    assert ("have opened a letter" in page, "Only typed" in page) == (is_theirs, not is_theirs)
    listed = town.stranger.client.get("/api/v1/people-claims").json()
    assert [row["email_is_confirmed"] for row in listed] == [is_theirs]
    with as_member(town.manager):
        assert not claim_queries.told_own_address(claim), "no other agency asks"

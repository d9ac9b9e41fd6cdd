"""The list of people who may be here twice: compared, put together, taken apart; API and terminal do the same."""

from __future__ import annotations

import argparse
from datetime import timedelta

import pytest
from django.urls import reverse
from django.utils import timezone

from gainful.commands import participants as commands
from gainful.domain.accounts.actor import acting_as_system
from gainful.domain.participants.models import Consent, DuplicatePair, Participant, ReadLog, RecordMerge
from tests.person import ana
from tests.town import town

__all__ = ["ana", "town"]
HOME = reverse("program:duplicates")
JSON = {"content_type": "application/json"}


@pytest.fixture
def twice(town, ana):
    with acting_as_system("test"):
        for person in (ana.person, Participant(registered_by=town.agency, code="P-2", name="Ana Silva")):
            person.phone = "612 555 0142"
            person.save()
        Consent.objects.create(
            participant=person, organization=town.agency, scopes=["profile"], basis="signed_form",
            expires_at=timezone.now() + timedelta(days=30),
        )  # fmt: skip
    return person


def address(ana, twice):
    return reverse("program:duplicate", args=[ana.person.pk, twice.pk])


def test_found_compared_put_together_and_taken_apart(town, ana, twice):
    browser = town.manager.client
    assert "Nothing to look at" in browser.get(HOME).content.decode()
    listed = browser.post(HOME, follow=True).content.decode()
    assert "1 pair of records may be of one person." in listed
    assert "Phone: the same" in listed
    page = browser.get(address(ana, twice)).content.decode()
    assert "Which record is kept?" in page
    with acting_as_system("test"):
        assert set(ReadLog.objects.values_list("participant", flat=True)) == {ana.person.pk, twice.pk}
    refused = browser.post(address(ana, twice), {"verb": "merge", "kept": str(ana.person.pk), "reason": ""})
    assert refused.status_code == 422
    given = {"verb": "merge", "kept": str(ana.person.pk), "reason": "One card"}
    done = browser.post(address(ana, twice), given, follow=True).content.decode()
    assert "One card" in done
    whole = browser.get(reverse("program:person", args=[twice.pk])).content.decode()
    assert "Person ID P-1, P-2" in whole
    assert browser.get(address(ana, twice)).status_code == 404
    with acting_as_system("test"):
        merge = reverse("program:merge", args=[RecordMerge.objects.get().pk])
    assert "Ana Silva" in browser.get(reverse("program:merges")).content.decode()
    assert browser.post(merge, {"reason": ""}).status_code == 422
    apart = browser.post(merge, {"reason": "Two sisters"}, follow=True).content.decode()
    assert "Two sisters" in apart
    assert "Given back as it stood" in apart
    assert "Person ID P-2" in browser.get(reverse("program:person", args=[twice.pk])).content.decode()


def test_not_the_same_is_remembered_and_can_be_taken_back(town, ana, twice):
    browser = town.manager.client
    browser.post(address(ana, twice), {"verb": "apart", "note": "Twins"})
    browser.post(HOME)
    assert "Nothing to look at" in browser.get(HOME).content.decode()
    assert "Twins" in browser.get(HOME, {"state": "not_same"}).content.decode()
    browser.post(address(ana, twice), {"verb": "again"})
    assert "P-2" in browser.get(HOME).content.decode()
    found = browser.get(HOME, {"one": "P-1", "other": "P-2"})
    assert found.status_code == 302
    assert browser.get(HOME, {"one": "P-1", "other": "P-9"}).status_code == 422
    assert "P-2" in browser.get(reverse("program:duplicates_export")).content.decode()


def test_another_agency_and_other_roles_see_none_of_it(town, ana, twice):
    assert town.stranger.client.get(address(ana, twice)).status_code == 404
    assert town.coach.client.get(HOME).status_code == 403
    for who, status in ((town.stranger, 404), (town.coach, 403)):
        given = {"kept": str(ana.person.pk), "other": str(twice.pk), "reason": "x"}
        assert who.client.post("/api/v1/people-merges", given, **JSON).status_code == status


def test_a_longer_list_takes_no_more_queries(town, ana, twice, django_assert_max_num_queries):
    town.manager.client.post(HOME)
    with django_assert_max_num_queries(30):
        town.manager.client.get(HOME)


def test_the_api_does_the_same(town, ana, twice):
    client = town.manager.client
    assert client.post("/api/v1/people-duplicates/find", **JSON).json() == {"waiting": 1}
    pair = client.get("/api/v1/people-duplicates").json()["pairs"][0]
    assert {pair["first_person_id"], pair["second_person_id"]} == {"P-1", "P-2"}
    given = {"kept": str(ana.person.pk), "other": str(twice.pk), "reason": "One card"}
    merge = client.post("/api/v1/people-merges", given, **JSON)
    assert merge.status_code == 201, merge.content
    assert client.get(f"/api/v1/people/{twice.pk}").json()["person_id"] == "P-1"
    undone = client.post(f"/api/v1/people-merges/{merge.json()['id']}/undo", {"reason": "Sisters"}, **JSON)
    assert undone.json()["given_back"]["back"]
    apart = {"one": str(ana.person.pk), "other": str(twice.pk)}
    assert client.post("/api/v1/people-duplicates/apart", apart, **JSON).status_code == 422


def test_the_terminal_does_the_same(town, ana, twice, capsys, monkeypatch):
    monkeypatch.setattr(commands, "with_database", lambda work: work())

    def run(*told):
        parser = argparse.ArgumentParser()
        commands.register(parser.add_subparsers())
        args = parser.parse_args(["participants", *map(str, told)])
        return int(args.run(args)), capsys.readouterr().out

    name = town.agency.name
    assert "P-1,P-2" in run("duplicates", name)[1].replace("P-2,P-1", "P-1,P-2")
    assert run("duplicates", "Nobody")[0] == 1
    merge = ("merge", name, "P-1", "P-2", "--reason", "One card")
    assert "Say --yes" in run(*merge)[1]
    code, said = run(*merge, "--yes")
    assert code == 0
    with acting_as_system("test"):
        made = RecordMerge.objects.get()
        assert DuplicatePair.objects.get().state == "merged"
    assert str(made.pk) in said
    assert run("unmerge", made.pk, "--reason", "Sisters")[0] == 0
    assert run("unmerge", made.pk, "--reason", "Sisters")[0] == 1

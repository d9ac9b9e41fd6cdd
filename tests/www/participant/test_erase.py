"""Erasure on pages and through the API: the person's own step, or the agency's with a reason; then nothing is left."""

from __future__ import annotations

import json

import pytest
from django.db import connection
from django.test import Client
from django.urls import reverse

from gainful.domain.accounts.actor import acting_as_system
from gainful.domain.accounts.models import User
from gainful.domain.participants.models import Participant
from gainful.exchange.data_folder import data_dir
from gainful.imports.erasures import listed


@pytest.fixture(autouse=True)
def folder(tmp_path, monkeypatch):
    """Keep the list of erasures out of the folder that the run shares."""
    monkeypatch.setenv("GAINFUL_DATA", str(tmp_path))
    assert data_dir() == tmp_path


def there(ana):
    with acting_as_system("test"):
        return Participant.objects.filter(pk=ana.person.pk).exists()


def listed_reasons():
    with acting_as_system("test"), connection.cursor() as cursor:
        cursor.execute("SELECT reason FROM gainful.erasure")
        return [reason for (reason,) in cursor.fetchall()]


def post(client, url, **fields):
    return client.post(url, json.dumps(fields), content_type="application/json")


def test_the_page_says_what_goes_what_stays_and_why(ana):
    page = ana.client.get(reverse("participant:erase")).content.decode()
    for words in ("What goes", "What stays, and why", "ana@example.org", "cannot be undone"):
        assert words in page


def test_a_person_erases_themselves_by_typing_their_address(ana, folder, django_capture_on_commit_callbacks):
    with django_capture_on_commit_callbacks(execute=True):
        wrong = ana.client.post(reverse("participant:erase"), {"confirm": "somebody@example.org"})
    assert wrong.status_code == 422
    assert "Nothing was erased" in wrong.content.decode()
    assert there(ana)
    with django_capture_on_commit_callbacks(execute=True):
        reply = ana.client.post(reverse("participant:erase"), {"confirm": "Ana@example.org"})
    assert reply.status_code == 302
    assert not there(ana)
    with acting_as_system("test"):
        assert not User.objects.filter(email="ana@example.org").exists()
    assert listed(data_dir()) == [ana.person.pk]
    assert ana.client.get(reverse("participant:home")).status_code == 302, "they are signed out"


def test_the_agency_erases_with_a_reason_and_the_code(ana, town, django_capture_on_commit_callbacks):
    url = reverse("program:person_erase", args=[ana.person.pk])
    assert "What stays" in town.manager.client.get(url).content.decode()
    for sent in ({"reason": "", "code": "P-1"}, {"reason": "asked by phone", "code": "P-2"}):
        with django_capture_on_commit_callbacks(execute=True):
            assert town.manager.client.post(url, sent).status_code == 422
        assert there(ana)
    with django_capture_on_commit_callbacks(execute=True):
        done = town.manager.client.post(url, {"reason": "asked by phone", "code": "P-1"})
    assert done.status_code == 302
    assert not there(ana)
    assert listed_reasons() == ["asked by phone"]


@pytest.mark.parametrize("who", ["stranger", "coach", "employer", "operator"])
def test_others_cannot_erase(ana, town, who, django_capture_on_commit_callbacks):
    client = getattr(town, who).client
    page = reverse("program:person_erase", args=[ana.person.pk])
    address = f"/api/v1/people/{ana.person.pk}/erase"
    with django_capture_on_commit_callbacks(execute=True):
        assert client.post(page, {"reason": "x", "code": "P-1"}).status_code in {403, 404}
        assert post(client, address, reason="x", confirm="P-1").status_code in {403, 404}
    assert there(ana)


def test_the_api_erases_for_the_agency_and_for_oneself(ana, town, django_capture_on_commit_callbacks):
    address = f"/api/v1/people/{ana.person.pk}/erase"
    with django_capture_on_commit_callbacks(execute=True):
        assert post(town.manager.client, address, reason="asked", confirm="P-9").status_code == 422
        assert post(ana.client, "/api/v1/me/erase", confirm="x@example.org").status_code == 422
        assert post(Client(), "/api/v1/me/erase", confirm="ana@example.org").status_code == 401
    assert there(ana)
    with django_capture_on_commit_callbacks(execute=True):
        assert post(ana.client, "/api/v1/me/erase", confirm="ana@example.org").status_code == 204
    assert not there(ana)


def test_the_api_erases_for_the_agency(ana, town, django_capture_on_commit_callbacks):
    with django_capture_on_commit_callbacks(execute=True):
        address = f"/api/v1/people/{ana.person.pk}/erase"
        assert post(town.manager.client, address, reason="asked", confirm="P-1").status_code == 204
    assert not there(ana)

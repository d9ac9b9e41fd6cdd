"""The first-run link makes one operator, once, whoever else has it."""

from __future__ import annotations

import time

import pytest

from gainful.domain.accounts.actor import acting_as_system
from gainful.domain.accounts.models import User

FORM = {"name": "Ola", "organization": "Harbor", "password": "correct horse battery"}


@pytest.fixture
def link(settings, tmp_path, db):
    settings.FIRST_RUN_FILE = tmp_path / "first-run"
    settings.FIRST_RUN_FILE.write_text(f"secret {time.time():.0f}")
    return "/first-run/secret/"


def operators():
    with acting_as_system("test"):
        return sorted(User.objects.filter(is_staff=True).values_list("email", flat=True))


def test_of_two_who_hold_the_link_one_comes_in(client, link, settings):
    kept = settings.FIRST_RUN_FILE.read_text()
    assert client.post(link, {**FORM, "email": "a@example.org"}).status_code == 302
    settings.FIRST_RUN_FILE.write_text(kept)  # the other had read it before it was taken away
    client.logout()
    assert client.post(link, {**FORM, "email": "b@example.org"}).status_code == 404
    assert operators() == ["a@example.org"]


@pytest.mark.parametrize("guess", ["secre", "Secret", "\u00e9", "secret\u00e9"])
def test_a_guess_is_not_found(client, link, guess):
    assert client.get(f"/first-run/{guess}/").status_code == 404
    assert client.post(f"/first-run/{guess}/", {**FORM, "email": "a@example.org"}).status_code == 404
    assert operators() == []


def test_after_a_day_the_link_is_closed(client, link, settings):
    settings.FIRST_RUN_FILE.write_text(f"secret {time.time() - 25 * 3600:.0f}")
    assert client.post(link, {**FORM, "email": "a@example.org"}).status_code == 404
    assert operators() == []

"""Whoever must not be reached at home is not: no page, list, copy, card or print says how."""

from __future__ import annotations

import json

import pytest
from django.urls import reverse

from gainful.domain.accounts.actor import acting_as_system
from gainful.domain.messages.models import ContactRules
from gainful.domain.messages.reach import reach_of
from gainful.domain.participants.models import Participant
from gainful.domain.placements.cards import card_of
from gainful.www.components.applicant_form import known_of
from tests.helped import as_member, assigned
from tests.person import ana
from tests.town import town

__all__ = ["ana", "assigned", "town"]
HOME = ("612-555-0101", "home@example.org", "55407")
SAFE = {"safe_phone": "612-555-0199", "safe_email": "safe@example.org"}


@pytest.fixture
def hidden(town, ana, assigned):
    """Ana lives where nobody may find out that she looks for help."""
    with acting_as_system("test"):
        Participant.objects.filter(pk=ana.person.pk).update(phone=HOME[0], email=HOME[1], postal_code=HOME[2])
        ana.person.refresh_from_db()
        return ContactRules.objects.create(participant=ana.person, discreet=True)


def doors(town, ana):
    """Each page and file that says how to reach somebody, by who opens it."""
    person = ana.person.pk
    coach, manager = town.coach.client, town.manager.client
    return {
        "coach's list": coach.get(reverse("coach:home")),
        "coach's list as a file": coach.get(reverse("coach:people_export")),
        "record for the coach": coach.get(reverse("coach:person", args=[person])),
        "support": coach.get(reverse("coach:support", args=[person])),
        "list of the day": coach.get(reverse("coach:today")),
        "day taken along": coach.post(reverse("coach:along_take"), "{}", content_type="application/json"),
        "plan on paper": coach.get(reverse("coach:support_pdf", args=[person])),
        "record for the manager": manager.get(reverse("program:person", args=[person])),
    }


def test_no_door_shows_a_number_or_an_address_of_home(town, ana, hidden):
    for name, response in doors(town, ana).items():
        assert response.status_code == 200, name
        body = response.content.decode("utf-8", "replace")
        assert not [each for each in HOME if each in body], name
    page = town.coach.client.get(reverse("coach:person", args=[ana.person.pk])).content.decode()
    assert "must not be reached at home: no call, no letter, no visit there" in page


def test_every_door_shows_what_is_safe(town, ana, hidden):
    with acting_as_system("test"):
        ContactRules.objects.update(**SAFE)
    shown = {name: response.content.decode("utf-8", "replace") for name, response in doors(town, ana).items()}
    for name in set(shown) - {"plan on paper"}:
        assert SAFE["safe_phone"] in shown[name], name
        assert not [each for each in HOME if each in shown[name]], name
    assert SAFE["safe_email"] in shown["coach's list as a file"]


def test_an_employers_card_and_a_form_that_is_filled_in_hold_what_is_safe(town, ana, hidden):
    with as_member(town.manager):
        assert card_of(ana.person, None)["contact"] == {"email": "", "phone": ""}
        assert known_of(ana.person) == {"name": "Ana Silva", "email": "", "phone": ""}
    with acting_as_system("test"):
        ContactRules.objects.update(**SAFE)
    with as_member(town.manager):
        assert card_of(ana.person, None)["contact"] == {"email": "safe@example.org", "phone": "612-555-0199"}


def test_a_program_is_told_what_is_safe_beside_the_record(town, ana, hidden):
    found = json.loads(town.coach.client.get(f"/api/v1/people/{ana.person.pk}").content)
    assert (found["reach_phone"], found["reach_email"], found["not_at_home"]) == ("", "", True)


@pytest.mark.parametrize(("rules", "phone", "email"), [
    ({}, "612-555-0101", "home@example.org"),
    ({"safe_phone": "612-555-0199"}, "612-555-0199", "home@example.org"),
    ({"by_email": False}, "612-555-0101", ""),
    ({"discreet": True, "safe_email": "safe@example.org"}, "", "safe@example.org"),
])  # fmt: skip
def test_the_safe_one_comes_first_and_none_where_none_is_wanted(town, ana, hidden, rules, phone, email):
    with acting_as_system("test"):
        ContactRules.objects.all().delete()
        if rules:
            ContactRules.objects.create(participant=ana.person, **rules)
        found = reach_of(ana.person)
    assert (found.phone, found.email, found.is_discreet) == (phone, email, "discreet" in rules)

"""The coach's screens: people by need, a record reduced to what helps."""

from __future__ import annotations

from datetime import timedelta

import pytest
from django.urls import reverse
from django.utils import timezone

from gainful.domain.accounts.actor import acting_as, acting_as_system
from gainful.domain.participants import queries
from gainful.domain.participants.models import Barrier, Consent, Participant, ReadLog
from gainful.www.components import paging

NAMES = ("Ada Quillfeather", "Bo Marrowbone", "Cy Wintergreen")


@pytest.fixture
def people(town):
    with acting_as_system("test"):
        made = [
            Participant.objects.create(registered_by=town.agency, code=f"P-{i}", name=NAMES[i])
            for i in range(3)
        ]
        soon = timezone.now() + timedelta(days=9)
        for person in made[:2]:
            Consent.objects.create(
                participant=person,
                organization=town.agency,
                scopes=["profile", "support"],
                expires_at=soon,
                basis="verbal",
            )
        Barrier.objects.create(participant=made[1], kind="housing")
    return made


def test_most_needs_first_and_only_with_consent(town, people, django_assert_max_num_queries):
    with django_assert_max_num_queries(18):
        page = town.coach.client.get(reverse("coach:home")).content.decode()
    assert page.index(NAMES[1]) < page.index(NAMES[0])
    assert NAMES[2] not in page
    assert "A place to live" in page
    with acting_as_system("test"):
        seen = ReadLog.objects.filter(what="Seen in a coach's list")
        assert {entry.participant_id for entry in seen} == {people[0].pk, people[1].pk}
    assert "2 people let you see" in page
    found = town.coach.client.get(reverse("coach:home"), {"q": "marrow"}).content.decode()
    assert NAMES[1] in found
    assert NAMES[0] not in found


def test_opening_a_record_is_noted(town, people):
    assert town.coach.client.get(reverse("coach:person", args=[people[1].pk])).status_code == 200
    with acting_as_system("test"):
        assert ReadLog.objects.get().what == "Record opened by a coach"
    assert town.coach.client.get(reverse("coach:person", args=[people[2].pk])).status_code == 404


def test_an_empty_list_teaches_what_belongs_here(town):
    assert "Nobody is here yet" in town.coach.client.get(reverse("coach:home")).content.decode()


def test_the_list_is_taken_away_as_csv_and_noted_for_each(town, people):
    reply = town.coach.client.get(reverse("coach:people_export"))
    rows = reply.content.decode("utf-8-sig").splitlines()
    assert rows[0].split(",")[:3] == ["person_id", "name", "needs_help_with"]
    assert [row.split(",")[1] for row in rows[1:]] == [NAMES[1], NAMES[0]]
    assert "A place to live" in rows[1]
    with acting_as_system("test"):
        seen = ReadLog.objects.filter(what="Coach's list exported")
        assert {entry.participant_id for entry in seen} == {people[0].pk, people[1].pk}
    one = town.coach.client.get(reverse("coach:people_export"), {"support": "housing"}).content.decode()
    assert len(one.splitlines()) == 2


@pytest.mark.parametrize("who", ["manager", "employer", "operator"])
def test_other_roles_are_kept_out(town, people, who):
    client = getattr(town, who).client
    assert client.get(reverse("coach:home")).status_code == 403
    assert client.get(reverse("coach:people_export")).status_code == 403
    assert client.get(reverse("coach:person", args=[people[1].pk])).status_code == 403


def test_a_list_too_long_to_sort_says_so_and_shows_those_who_need_help(town, people, monkeypatch):
    monkeypatch.setattr(paging, "COUNT_TO", 1)
    page = town.coach.client.get(reverse("coach:home")).content.decode()
    assert "too many to sort by their needs" in page
    assert "Those with most needs come first." not in page
    with acting_as(town.coach.user, town.agency, role="coach") as actor:
        shown = list(queries.with_open_needs(actor))
        assert shown
        assert all(person.open_barriers for person in shown)
        assert [person.pk for person in shown] == sorted(person.pk for person in shown)

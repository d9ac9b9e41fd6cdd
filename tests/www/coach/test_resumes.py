"""A coach helps with a résumé: only as agreed, seen by the person, counted after the lines were gone through."""

from __future__ import annotations

import pytest
from django.urls import reverse

from gainful.domain.accounts.actor import acting_as_system
from gainful.domain.participants.models import Document, ReadLog
from tests.person import RESUME


@pytest.fixture
def person(ana):
    """Ana before she has an account."""
    with acting_as_system("test"):
        ana.person.user = None
        ana.person.save()
    return ana.person


def bring(town, person, **given):
    url = reverse("coach:resume", args=[person.pk])
    return town.coach.client.post(url, {"text": RESUME, "agreement": "verbal", **given})


def test_a_resume_is_brought_in_as_agreed_and_noted_for_the_person(town, ana):
    reply = bring(town, ana.person)
    assert reply.status_code == 302
    with acting_as_system("test"):
        document = Document.objects.get()
        assert (document.helper, document.agreement) == ("Coach, Harbor Workforce", "verbal")
        event = Document.pgh_event_model.objects.get()
        assert event.pgh_context.metadata["user"] == str(town.coach.user.pk)
    assert "Résumé brought in for you" in ana.client.get(reverse("participant:privacy")).content.decode()
    mine = reverse("participant:resume_check", args=[document.pk])
    assert "Coach, Harbor Workforce sent this in for you" in ana.client.get(mine).content.decode()
    record = town.coach.client.get(reverse("coach:person", args=[ana.person.pk])).content.decode()
    assert "brought in by Coach, Harbor Workforce" in record


@pytest.mark.parametrize("agreement", ["", "own_account", "sample"])
def test_without_the_persons_agreement_nothing_is_kept(town, ana, agreement):
    assert bring(town, ana.person, agreement=agreement).status_code == 422
    with acting_as_system("test"):
        assert not Document.objects.exists()


def test_who_has_an_account_says_alone_what_is_right(town, ana):
    url = bring(town, ana.person).url
    page = town.coach.client.get(url).content.decode()
    assert "only they can say what is right" in page
    assert "Flight Attendant" in page
    assert town.coach.client.post(url, {"keep-1": "on", "together": "on"}).status_code == 403
    with acting_as_system("test"):
        assert not ana.person.jobs.exists()


def test_who_has_none_goes_through_it_together_with_the_coach(town, person):
    url = bring(town, person).url
    alone = town.coach.client.post(url, {"keep-1": "on", "title-1": "Cabin crew"})
    assert "together with the person" in alone.content.decode()
    together = {"keep-1": "on", "title-1": "Cabin crew", "together": "on"}
    assert town.coach.client.post(url, together).status_code == 302
    with acting_as_system("test"):
        assert person.jobs.get().title == "Cabin crew"
        assert Document.objects.get().checked_with == "Coach, Harbor Workforce"
        assert ReadLog.objects.filter(what="Résumé checked together with you").count() == 1
    assert "It was checked on" in town.coach.client.get(url).content.decode()


def test_it_is_closed_to_other_roles_and_without_consent(town, person):
    document = bring(town, person).url
    for who in ("manager", "employer", "operator", "stranger"):
        assert getattr(town, who).client.get(document).status_code == 403
        assert bring_as(getattr(town, who), person).status_code == 403
    with acting_as_system("test"):
        person.consents.update(revoked_at=person.created_at)
    assert town.coach.client.get(document).status_code == 404
    assert bring(town, person).status_code == 404


def bring_as(who, person):
    return who.client.post(reverse("coach:resume", args=[person.pk]), {"text": RESUME, "agreement": "verbal"})

"""My consents with an end that I choose, what is kept about me, and jobs that I correct."""

from __future__ import annotations

from datetime import timedelta

import pytest
from django.urls import reverse
from django.utils import timezone

from gainful.domain.accounts.actor import acting_as_system
from gainful.domain.participants.models import Characteristic, Consent, WorkHistory
from tests.person import send


def in_days(days):
    return (timezone.localdate() + timedelta(days=days)).isoformat()


def allow(ana, organization, **given):
    return ana.client.post(reverse("participant:allow", args=[organization.pk]), given)


def test_the_person_chooses_the_last_day_and_renews_before_it(town, ana):
    assert allow(ana, town.agency, until=in_days(20), scopes=["profile", "matching"]).status_code == 302
    with acting_as_system("test"):
        (consent,) = Consent.objects.filter(participant=ana.person, revoked_at=None)
        assert timezone.localtime(consent.expires_at).date().isoformat() == in_days(20)
        assert consent.basis == "own_account"
    home = ana.client.get(reverse("participant:home")).content.decode()
    assert "After that they can no longer help you" in home
    assert allow(ana, town.agency, until=in_days(200), scopes=["profile"]).status_code == 302
    home = ana.client.get(reverse("participant:home")).content.decode()
    assert "After that they can no longer help you" not in home


@pytest.mark.parametrize(
    ("given", "words"),
    [
        ({"until": "2020-01-01", "scopes": ["profile"]}, "Choose a day in the future"),
        ({"until": "9999-12-31", "scopes": ["profile"]}, "within the next five years"),
        ({"until": "", "scopes": ["profile"]}, "This field is required"),
        ({"until": "2099-02-30", "scopes": ["profile"]}, "Enter a valid date"),
        ({"scopes": []}, "This field is required"),
    ],
)
def test_what_is_missing_is_said_and_the_consent_in_force_stays(town, ana, given, words):
    reply = allow(ana, town.agency, **given)
    assert reply.status_code == 422
    assert words in reply.content.decode()
    with acting_as_system("test"):
        assert Consent.objects.get(participant=ana.person).is_active


def test_what_is_kept_says_what_who_saw_it_and_how_to_correct_it(town, ana, django_assert_max_num_queries):
    send(ana)
    with acting_as_system("test"):
        Characteristic.objects.create(participant=ana.person, kind="gender", value="woman")
    for _ in range(2):
        town.manager.client.get(reverse("program:person", args=[ana.person.pk]))
    with django_assert_max_num_queries(32):
        page = ana.client.get(reverse("participant:kept")).content.decode()
    for words in ("My résumés</strong>: 1", "gender: woman", "Manager", "2 times, last on", "person ID P-1",
                  "Change my jobs and skills", "ask Harbor Workforce", "Download my data"):  # fmt: skip
        assert words in page, words


def test_what_is_kept_of_one_is_not_shown_to_others(town, ana):
    for who in ("manager", "coach", "employer", "operator"):
        client = getattr(town, who).client
        for name in ("kept", "download"):
            assert client.get(reverse(f"participant:{name}")).status_code == 403


@pytest.fixture
def job(ana):
    ana.client.post(reverse("participant:add_job"), {"title": "Cashier", "start": "2019-01-01"})
    with acting_as_system("test"):
        found = WorkHistory.objects.get()
        WorkHistory.objects.update(source="import")
    return found


def test_a_past_job_is_corrected_and_what_stood_there_is_remembered(ana, job):
    url = reverse("participant:job", args=[job.pk])
    assert 'value="2019-01-01"' in ana.client.get(url).content.decode()
    told = {"title": "Cashier", "employer": "Lakeside Grill", "start": "2019-02-01", "end": "2020-03-01"}
    assert ana.client.post(url, told).status_code == 302
    with acting_as_system("test"):
        job.refresh_from_db()
        assert (job.employer, job.occupation_code, job.source) == ("Lakeside Grill", "41-2011.00", "stated")
        before = WorkHistory.pgh_event_model.objects.filter(pgh_obj=job).order_by("pgh_id").first()
        assert str(before.start) == "2019-01-01"


def test_another_title_is_looked_up_again(ana, job):
    ana.client.post(reverse("participant:job", args=[job.pk]), {"title": "Flight attendant"})
    with acting_as_system("test"):
        job.refresh_from_db()
        assert job.occupation_code == "53-2031.00"


def test_dates_that_cannot_be_are_said_and_nothing_is_saved(ana, job):
    told = {"title": "Cashier", "start": "2019-02-01", "end": "2018-03-01"}
    reply = ana.client.post(reverse("participant:job", args=[job.pk]), told)
    assert reply.status_code == 422
    assert "The job ends before it starts" in reply.content.decode()
    with acting_as_system("test"):
        job.refresh_from_db()
        assert str(job.start) == "2019-01-01"


def test_staff_correct_it_on_their_own_page_and_only_under_consent(town, ana, job):
    url = reverse("program:person_job", args=[job.pk])
    assert town.manager.client.get(url).status_code == 200
    told = {"title": "Cashier", "employer": "Corner Shop", "start": "2019-01-01"}
    assert town.manager.client.post(url, told).status_code == 302
    with acting_as_system("test"):
        job.refresh_from_db()
        assert job.employer == "Corner Shop"
    assert town.stranger.client.get(url).status_code == 404
    assert town.coach.client.get(url).status_code == 403
    assert town.manager.client.get(reverse("participant:job", args=[job.pk])).status_code == 403

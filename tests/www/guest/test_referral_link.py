"""A service answers by its link; a link that ended, was used twice or forwarded; the calendar behind a link."""

from __future__ import annotations

from datetime import timedelta

import pytest
from django.test import Client
from django.urls import reverse
from django.utils import timezone

from gainful.domain.accounts.actor import acting_as_system
from gainful.domain.messages.models import SignedLink
from gainful.domain.participants.actions import revoke_consent
from gainful.domain.support.models import Appointment
from tests.person import ana
from tests.support_world import Help
from tests.town import town

__all__ = ["ana", "town"]


@pytest.fixture
def help_(request):
    return Help(request.getfixturevalue("town"), request.getfixturevalue("ana"))


def opened(token, client=None):
    return (client or Client()).get(reverse("guest:link", args=[token]))


def answer(token, client=None, **given):
    return (client or Client()).post(reverse("guest:answer", args=[token]), given, follow=True)


def test_yes_a_time_and_received(help_):
    referral = help_.send(message="Two children, 3 and 5")
    token, client = help_.token(), Client()
    shown = opened(token, client).content.decode()
    assert "Can you help a person with: child care?" in shown
    assert "Ana Silva" in shown
    assert "612-555-0101" in shown
    assert "Two children" in shown
    assert "Ana" not in help_.letters("desk@bright.example.org")[0][1]
    answer(token, client, verb="accept", who="Kim")
    assert help_.fresh(referral).state == "accepted"
    again = answer(token, client, verb="accept").content.decode()
    assert "while the referral is “Accepted”" in again
    day = timezone.localdate() + timedelta(days=3)
    given = {
        "verb": "time",
        "time-what": "Visit",
        "time-day": day.isoformat(),
        "time-starts": "09:00",
        "time-minutes": "30",
    }
    answer(token, client, **given)
    assert help_.fresh(referral).state == "scheduled"
    clash = answer(token, client, **given).content.decode()
    assert "has another appointment" in clash
    bad = answer(token, client, **{**given, "time-day": "x"}).content.decode()
    assert "Day: " in bad
    answer(token, client, verb="receive")
    assert help_.fresh(referral).outcome == "received"
    assert answer(token, client, verb="dance").status_code == 410


def test_no_needs_a_reason(help_):
    referral = help_.send()
    token = help_.token()
    assert "Choose why" in answer(token, verb="decline").content.decode()
    answer(token, **{"verb": "decline", "no-reason": "full"})
    assert help_.fresh(referral).decline_reason == "full"


def test_a_link_that_ran_out_or_whose_consent_ended_says_so(help_, ana):
    help_.send()
    token = help_.token()
    with help_.as_ana() as actor:
        revoke_consent(actor, ana.consent)
    assert opened(token).status_code == 410
    assert answer(token, verb="accept").status_code == 410
    with acting_as_system("test"):
        SignedLink.objects.update(expires_at=timezone.now() - timedelta(days=1))
    assert opened(token).status_code == 410


def test_a_forwarded_link_still_answers_and_its_maker_is_told(help_):
    help_.send()
    token = help_.token()
    opened(token)
    opened(token, Client())
    help_.tick(timezone.now())
    assert any("opened in a second browser" in text for _kind, text in help_.letters("coach@example.org"))


def test_calendars_show_times_and_no_names(help_, town, ana):
    with acting_as_system("test"):
        start = timezone.now().replace(microsecond=0, second=0) + timedelta(days=1)
        Appointment.objects.create(
            organization=town.agency, participant=ana.person, what="Clinic", starts_at=start, host=town.coach.user,
            ends_at=start + timedelta(hours=1), zone="America/Chicago",
        )  # fmt: skip
    for client, name in (
        (ana.client, "participant:calendar_link"),
        (town.coach.client, "coach:calendar_link"),
    ):
        shown = client.post(reverse(name), follow=True).content.decode()
        token = shown.partition("/guest/link/")[2].partition("/")[0]
        out = Client().get(reverse("guest:calendar", args=[token]))
        body = out.content.decode()
        assert out.headers["Content-Type"].startswith("text/calendar")
        assert f"DTSTART:{start:%Y%m%dT%H%M%SZ}" in body
        assert "Ana" not in body
        assert "Clinic" not in body
        client.post(reverse(name))
        assert Client().get(reverse("guest:calendar", args=[token])).status_code == 410
    assert Client().get(reverse("guest:calendar", args=["x"])).status_code == 410

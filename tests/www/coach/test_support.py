"""The pages of services, referrals and appointments, for those who work with people."""

from __future__ import annotations

import json
from datetime import timedelta

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.urls import reverse
from django.utils import timezone

from gainful.domain.accounts.actor import acting_as_system
from gainful.domain.participants.models import Consent, Participant, ReadLog
from gainful.domain.support.models import Appointment, Referral, Service
from tests.exchange.hsds.examples import CARE
from tests.support_world import Help


@pytest.fixture
def help_(town, ana):
    return Help(town, ana)


def page(client, name, *args, **query):
    return client.get(reverse(f"coach:{name}", args=args), query)


def text(reply):
    return reply.content.decode()


def test_the_directory_says_places_and_what_came_of_referrals(help_, town):
    help_.send()
    shown = text(page(town.coach.client, "services", near="55404", need="child_care"))
    assert "Evening care" in shown
    assert "0 of 2 free" in shown
    assert "1 sent, none has ended yet" in shown
    assert "HUD USPS ZIP Code Crosswalk" in shown
    assert "No service fits" in text(page(town.coach.client, "services", near="10001", need="child_care"))
    assert "Evening care" not in text(page(town.stranger.client, "services"))


def test_a_service_is_entered_changed_counted_and_closed(help_, town):
    client = town.coach.client
    given = {
        "provider": "Metro",
        "name": "Bus pass",
        "needs": ["transport"],
        "postal_code": "55401",
        "city": "Minneapolis",
    }
    made = client.post(reverse("coach:service_new"), given)
    with acting_as_system("test"):
        row = Service.objects.get(name="Bus pass")
    assert made.headers["Location"] == reverse("coach:service", args=[row.pk])
    wrong = client.post(
        reverse("coach:service_edit", args=[row.pk]), {**given, "minimum_age": 9, "maximum_age": 2}
    )
    assert wrong.status_code == 422
    assert "lowest age is above" in text(wrong)
    client.post(reverse("coach:service_places", args=[row.pk]), {"places": "4", "free": "3"})
    assert "3 of 4 are free" in text(page(client, "service", row.pk))
    told = client.post(
        reverse("coach:service_places", args=[row.pk]), {"places": "1", "free": "3"}, follow=True
    )
    assert "more free places than places" in text(told)
    client.post(reverse("coach:service_status", args=[row.pk, "close"]))
    assert "Closed for good" in text(page(client, "service", row.pk))


def test_a_file_is_looked_at_then_stored_and_goes_out_again(town):
    client, address = town.manager.client, reverse("coach:services_bring_in")

    def sent(**more):
        file = SimpleUploadedFile("services.json", json.dumps([CARE]).encode())
        return text(client.post(address, {"file": file, **more}))

    assert "Nothing is stored yet" in sent(look="1")
    with acting_as_system("test"):
        assert not Service.objects.exists()
    assert "1 new services" in sent(save="1")
    out = client.get(reverse("coach:services_hsds")).json()
    assert out["contents"] == [CARE]
    bad = client.post(address, {"file": SimpleUploadedFile("x.json", b"{"), "save": "1"})
    assert (bad.status_code, "no JSON" in text(bad)) == (422, True)


def test_a_coach_refers_a_person_step_by_step(help_, town, ana):
    client, person = town.coach.client, ana.person
    shown = text(page(client, "refer", person.pk, need="child_care", urgency="routine"))
    assert "a place is free" in shown
    assert "near" in shown
    address = reverse("coach:refer", args=[person.pk])
    begun = {"service": help_.service.pk, "need": "child_care", "urgency": "routine"}
    second = text(client.post(address, begun))
    assert "What may Evening care know of Ana Silva?" in second
    missing = client.post(address, {**begun, "agreed_how": ""})
    assert missing.status_code == 422
    done = client.post(address, {**begun, "agreed_how": "verbal", "share_name": "on"})
    with acting_as_system("test"):
        row = Referral.objects.get()
        assert ReadLog.objects.filter(participant=person, what="Referred to a service").exists()
    assert done.headers["Location"] == reverse("coach:referral", args=[row.pk])
    client.post(
        reverse("coach:referral_step", args=[row.pk, "decline"]), {"reason": "full", "side": "provider"}
    )
    shown = text(page(client, "referral", row.pk))
    assert "Declined" in shown
    assert "call 211" in shown
    other = help_.make("Day care")
    assert other.name in text(page(client, "referral", row.pk))
    assert "1 needs another way" in text(page(client, "referrals"))
    assert page(town.stranger.client, "referral", row.pk).status_code == 404


def test_in_an_emergency_the_numbers_come_before_any_form(help_, town, ana):
    shown = text(page(town.coach.client, "refer", ana.person.pk, need="housing", urgency="emergency"))
    assert shown.index("988") < shown.index("How soon")


def test_an_appointment_is_made_moved_cancelled_and_settled(help_, town, ana):
    client, person = town.coach.client, ana.person
    day = timezone.localdate() + timedelta(days=2)
    given = {
        "what": "Plan",
        "day": day.isoformat(),
        "starts": "10:00",
        "minutes": "30",
        "zone": "",
        "which": "",
    }
    address = reverse("coach:appointment_new", args=[person.pk])
    client.post(address, given)
    twice = client.post(address, {**given, "starts": "10:15"})
    assert (twice.status_code, "has another appointment" in text(twice)) == (422, True)
    with acting_as_system("test"):
        row = Appointment.objects.get()
    client.post(reverse("coach:appointment", args=[row.pk]), {**given, "starts": "11:00"})
    assert "11:00 AM" in text(page(client, "appointment", row.pk))
    assert "Plan" in text(page(client, "appointments"))
    early = client.post(
        reverse("coach:appointment_step", args=[row.pk, "keep"]), {"minutes_late": "0"}, follow=True
    )
    assert "not begun yet" in text(early)
    client.post(
        reverse("coach:appointment_step", args=[row.pk, "cancel"]), {"side": "person", "reason": "Ill"}
    )
    assert "the person: Ill" in text(page(client, "appointment", row.pk))


def test_the_rule_of_not_coming_has_versions(town):
    client = town.manager.client
    today = timezone.localdate().isoformat()
    assert "The usual rule" in text(page(client, "no_show"))
    client.post(reverse("coach:no_show"), {"valid_from": today, "late_minutes": "10", "notice_hours": "12"})
    assert "Version 1" in text(page(client, "no_show"))
    assert page(town.coach.client, "no_show").status_code == 403


def people(town, count):
    for number in range(count):
        person = Participant.objects.create(
            registered_by=town.agency, code=f"X{number}", name=f"Person {number}"
        )
        Consent.objects.create(
            participant=person, organization=town.agency, scopes=["profile", "support"], basis="signed_form",
            expires_at=timezone.now() + timedelta(days=90),
        )  # fmt: skip
        yield person


@pytest.mark.parametrize("name", ["services", "referrals", "appointments"])
def test_lists_ask_few_questions_however_long_they_are(help_, town, name, django_assert_max_num_queries):
    with acting_as_system("test"):
        for number, person in enumerate(people(town, 20)):
            referral = Referral.objects.create(
                organization=town.agency, participant=person, service=help_.make(f"S{number}"), need="food",
                agreed_how="verbal", sent_by=town.coach.user,
            )  # fmt: skip
            start = timezone.now() + timedelta(hours=number + 2)
            Appointment.objects.create(
                organization=town.agency, participant=person, referral=referral, what="x", starts_at=start,
                ends_at=start + timedelta(minutes=30), zone="America/Chicago", host=town.coach.user,
            )  # fmt: skip
    town.coach.client.get(reverse("coach:home"))
    with django_assert_max_num_queries(40) as counted:
        assert page(town.coach.client, name).status_code == 200
    quiet = ("SAVEPOINT", "RELEASE", "BEGIN", "COMMIT", "SET")
    asked = [query["sql"] for query in counted.captured_queries]
    work = [sql for sql in asked if not sql.startswith(quiet) and "set_config" not in sql]
    print(name, len(work))  # noqa: T201 - the figure
    assert len(work) <= 12, work


@pytest.mark.parametrize("name", ["services", "referrals", "appointments"])
def test_lists_go_out_as_csv(help_, town, name):
    help_.send()
    out = page(town.coach.client, f"{name}_export")
    assert out.headers["Content-Type"].startswith("text/csv")
    assert text(out).count("\n") >= 1

"""My messages: what my coach writes, and how I want to be reached."""

import pytest
from django.urls import reverse

from gainful.domain.accounts.actor import acting_as_system
from gainful.domain.messages.models import ContactRules, Message

RULES = {"by_email": "on", "quiet_from": "21:00", "quiet_until": "08:00", "time_zone": ""}


def test_a_coach_writes_and_the_person_reads(town, ana):
    page = town.coach.client.post(
        reverse("coach:send_note", args=[ana.person.pk]), {"text": "The bus pass is here."}, follow=True
    )
    assert "Sent: Here, after signing in" in page.content.decode()
    first = ana.client.get(reverse("participant:messages")).content.decode()
    assert "You have 1 new message" in first
    assert "The bus pass is here." in first
    assert "You have no new messages" in ana.client.get(reverse("participant:messages")).content.decode()


def test_an_empty_note_keeps_the_page_and_says_so(town, ana):
    page = town.coach.client.post(reverse("coach:send_note", args=[ana.person.pk]), {"text": " "})
    assert page.status_code == 422
    with acting_as_system("test"):
        assert not Message.objects.exists()


def test_nobody_else_writes_as_a_coach(town, ana):
    url = reverse("coach:send_note", args=[ana.person.pk])
    assert town.employer.client.post(url, {"text": "x"}).status_code == 403
    assert ana.client.post(url, {"text": "x"}).status_code == 403


def test_rules_are_kept(ana):
    url = reverse("participant:contact_rules")
    assert "You choose." in ana.client.get(url).content.decode()
    saved = ana.client.post(
        url, {**RULES, "discreet": "on", "switched_off": ["note"], "safe_email": "safe@example.org"}
    )
    assert saved.headers["Location"] == reverse("participant:messages")
    with acting_as_system("test"):
        rules = ContactRules.objects.get()
        assert (rules.discreet, rules.switched_off, rules.safe_email) == (True, ["note"], "safe@example.org")


@pytest.mark.parametrize(
    ("change", "words"),
    [({"by_sms": "on"}, "no number for text messages"), ({"safe_email": "x"}, "valid email"), ({"quiet_from": "25:00"}, "valid time")],  # noqa: E501
)  # fmt: skip
def test_rules_that_cannot_be_used_are_told(ana, change, words):
    with acting_as_system("test"):
        ana.person.phone = ""
        ana.person.save()
    page = ana.client.post(reverse("participant:contact_rules"), {**RULES, **change})
    assert page.status_code == 422
    assert words in page.content.decode()
    with acting_as_system("test"):
        assert not ContactRules.objects.exists()


def test_an_empty_list_teaches_what_belongs_here(ana):
    assert "Nothing yet." in ana.client.get(reverse("participant:messages")).content.decode()

"""Conversations and requests of the agency: lists that say what waits, and every step with a request."""

from __future__ import annotations

from datetime import timedelta

import pytest
from django.urls import reverse
from django.utils import timezone

from gainful.domain.accounts.actor import acting_as, acting_as_system
from gainful.domain.job_orders.actions import match_openings
from gainful.domain.messages.actions import Words, answer_here, send_message
from gainful.domain.messages.kinds import NOTE
from gainful.domain.messages.models import Request, Thread
from gainful.domain.messages.readers import Reader
from gainful.domain.plans.asking import ask_commitment
from tests.person import ana
from tests.plans import planned

__all__ = ["ana"]


@pytest.fixture
def asked(town, ana):
    plan = planned(town, ana.person, status="sent_to_employer")
    with acting_as_system("test"):
        plan.job_order.contact_email = "pat@lakeside.example"
        plan.job_order.save()
        match_openings(plan.job_order)
    with acting_as(town.manager.user, town.agency, role="program_manager") as actor:
        return ask_commitment(actor, plan)


def step(town, asked, verb, **data):
    address = reverse("program:request_step", args=[asked.pk, verb])
    return town.manager.client.post(address, data, follow=True).content.decode()


def test_the_list_says_what_is_late(town, asked):
    assert "No answer is late." in town.manager.client.get(reverse("program:requests")).content.decode()
    with acting_as_system("test"):
        Request.objects.update(due_on=timezone.localdate() - timedelta(days=1))
    page = town.manager.client.get(reverse("program:requests")).content.decode()
    assert "1 answer is late." in page
    home = town.employer.client.get(reverse("employer:home")).content.decode()
    assert "This is late." in home


def test_every_step_with_a_request(town, asked):
    until = timezone.localdate() + timedelta(days=5)
    assert "Paused." in step(town, asked, "pause", until=until.isoformat())
    assert "is not a day" in step(town, asked, "pause", until="soon")
    assert "Reminders go out again." in step(town, asked, "resume")
    assert "Sent to them." in step(town, asked, "hand_on", name="Kim", email="kim@lakeside.example")
    given = step(town, asked, "link")
    address = given.partition('value="http://testserver')[2].partition('"')[0]
    assert town.manager.client.get(address).status_code == 200
    assert "It is asked no longer." in step(town, asked, "withdraw")
    assert "closed already" in step(town, asked, "withdraw")
    assert "closed already" in step(town, asked, "link")
    assert town.manager.client.get(address).status_code == 410
    address = reverse("program:request_step", args=[asked.pk, "explode"])
    assert town.manager.client.post(address).status_code == 404
    assert (
        town.stranger.client.post(reverse("program:request_step", args=[asked.pk, "withdraw"])).status_code
        == 404
    )


def test_the_employer_hands_on_what_only_they_are_asked(town, asked):
    address = reverse("employer:hand_on", args=[asked.pk])
    done = town.employer.client.post(address, {"name": "Kim", "email": "kim@lakeside.example"}, follow=True)
    assert "You need do nothing more." in done.content.decode()
    assert town.stranger.client.post(address).status_code == 403


@pytest.fixture
def thread(town, ana):
    with acting_as(town.manager.user, town.agency, role="program_manager") as actor:
        send_message(
            actor, NOTE, Reader(ana.person, name="Ana"), Words(lambda: "Bus", lambda: "Can you come by bus?")
        )
    with acting_as_system("test"):
        return Thread.objects.get()


def test_a_conversation_goes_both_ways(town, ana, thread):
    mine = ana.client.get(reverse("participant:messages")).content.decode()
    assert reverse("participant:thread", args=[thread.pk]) in mine
    said = ana.client.post(
        reverse("participant:thread", args=[thread.pk]), {"text": "Yes, line 9."}, follow=True
    )
    assert "Yes, line 9." in said.content.decode()
    assert "1 answer waits for you." in town.manager.client.get(reverse("program:messages")).content.decode()
    ours = reverse("program:thread", args=[thread.pk])
    assert "Yes, line 9." in town.manager.client.get(ours).content.decode()
    assert town.manager.client.post(ours, {"text": ""}).status_code == 422
    town.manager.client.post(ours, {"text": "Good."})
    assert "No answer waits for you." in town.coach.client.get(reverse("coach:messages")).content.decode()
    assert "Good." in town.coach.client.get(reverse("coach:thread", args=[thread.pk])).content.decode()
    assert "Good." in ana.client.get(reverse("participant:thread", args=[thread.pk])).content.decode()


def test_others_do_not_read_it(town, thread):
    assert town.stranger.client.get(reverse("program:thread", args=[thread.pk])).status_code == 404
    assert town.employer.client.get(reverse("employer:thread", args=[thread.pk])).status_code == 404
    assert town.employer.client.get(reverse("program:thread", args=[thread.pk])).status_code == 403


def test_lists_ask_the_database_as_often_for_many_as_for_one(
    town, ana, thread, django_assert_max_num_queries
):
    with acting_as(town.manager.user, town.agency, role="program_manager") as actor:
        for n in range(12):
            words = Words(lambda: "Bus", lambda: "Text")
            send_message(actor, NOTE, Reader(email=f"p{n}@example.org", name=f"P{n}"), words)
        threads = list(Thread.objects.all())
        assert len(threads) == 13
    with acting_as(ana.user, None, role="participant") as actor:
        answer_here(actor, thread, "Yes")
    with django_assert_max_num_queries(24):
        town.manager.client.get(reverse("program:messages"))

"""From the introduction to the hire by every side's pages: forms, refusals in words, what each side may read."""

from __future__ import annotations

import re
from datetime import timedelta

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from django.utils import timezone

from gainful.domain.accounts.actor import acting_as_system
from gainful.domain.job_orders.models import Opening
from gainful.domain.messages.clock import tick
from gainful.domain.messages.links import make_signed_link
from gainful.domain.participants.models import Consent, Participant, ReadLog
from gainful.domain.placements.links import ANSWER_INTRODUCTION, MEET_PERSON
from gainful.domain.placements.models import Introduction, Placement
from tests.person import ana
from tests.placements import way
from tests.town import town

__all__ = ["ana", "town", "way"]
pytestmark = pytest.mark.django_db


def page(client, name, *args, code=200):
    reply = client.get(reverse(name, args=args))
    assert reply.status_code == code, (name, reply.status_code)
    return reply.content.decode()


def send(client, name, row, verb, **fields):
    return client.post(
        reverse(name, args=[row.pk, verb]), {f"{verb}-{key}": value for key, value in fields.items()}
    )


def offer_fields(**values):
    today = timezone.localdate()
    return {
        "job_title": "Nursing Assistant", "starts_on": today, "hours_per_week": 36, "wage": "19.50",
        "wage_unit": "hour", "schedule": "day", "benefits": ["health"], "answer_by": today + timedelta(days=3),
        **values,
    }  # fmt: skip


def test_introduced_interviewed_offered_hired_by_the_pages_of_each_side(way, ana, town):
    manager, employer = town.manager.client, town.employer.client
    shown = page(manager, "program:job_introductions", way.order.pk)
    assert "2 committed openings are free" in shown
    place = way.plan.people.get(participant=ana.person)
    reply = manager.post(
        reverse("program:job_introductions", args=[way.order.pk]), {"people": [place.pk], "note": "Punctual."}
    )
    assert reply.status_code == 302
    with acting_as_system("test"):
        row = Introduction.objects.get()
    assert "Nobody is introduced to you yet" in page(employer, "employer:people")
    page(employer, "employer:person", row.pk, code=404)

    mine = page(ana.client, "participant:my_job", row.pk)
    assert "Punctual." in mine
    assert send(ana.client, "participant:my_job_step", row, "agree", hide=["contact"]).status_code == 302

    listed = page(employer, "employer:people")
    assert "Ana Silva" in listed
    assert "1 person waits for your answer." in listed
    with acting_as_system("test"):
        assert ReadLog.objects.filter(participant=ana.person, organization=town.employer_org).count() == 1
    past = send(
        employer, "employer:person_step", row, "invite", day="2020-01-01", clock="09:00", place="Ward 3"
    )
    assert past.status_code == 422
    assert "still to come" in past.content.decode()
    day = timezone.localdate() + timedelta(days=2)
    assert (
        send(
            employer, "employer:person_step", row, "invite", day=day, clock="09:00", place="Ward 3"
        ).status_code
        == 302
    )
    assert "Ward 3" in page(ana.client, "participant:my_job", row.pk)

    empty = send(employer, "employer:person_step", row, "offer", **offer_fields(wage=""))
    assert empty.status_code == 422
    assert "This field is required" in empty.content.decode()
    assert send(employer, "employer:person_step", row, "offer", **offer_fields()).status_code == 302
    assert "$19.50 an hour" in page(ana.client, "participant:my_job", row.pk)
    assert send(ana.client, "participant:my_job_step", row, "accept").status_code == 302
    today = timezone.localdate()
    assert (
        send(employer, "employer:person_step", row, "hire", starts_on=today, wage="19.50").status_code == 302
    )
    with acting_as_system("test"):
        hire = Placement.objects.get()
        assert Opening.objects.get(pk=hire.opening_id).status == "filled"
    assert "How good is this job for the person?" in page(manager, "program:placement", row.pk)
    assert "How good" not in page(employer, "employer:person", row.pk)
    assert "The opening is filled" not in page(manager, "program:placements")
    assert "Ana Silva" in page(manager, "program:outcomes")
    csv = page(manager, "program:outcomes_export")
    assert "19.50,hour,19.50,health" in csv


def test_what_happened_since_is_said_by_each_side_and_read_by_those_it_is_for(way, ana, town):
    row, hire = way.hired()
    today = timezone.localdate()
    raised = {"change-kind": "raise", "change-day": today, "change-wage": "21", "change-wage_unit": "hour"}
    employer = town.employer.client
    assert employer.post(reverse("employer:person_change", args=[row.pk]), raised).status_code == 302
    left = {"change-kind": "separation", "change-day": today}
    refused = ana.client.post(reverse("participant:since", args=[hire.pk]), left)
    assert refused.status_code == 422
    assert "Say why, or that it is not known." in refused.content.decode()
    assert (
        ana.client.post(
            reverse("participant:since", args=[hire.pk]), {**left, "change-reason": "pay"}
        ).status_code
        == 302
    )
    mine = page(ana.client, "participant:my_job", row.pk)
    assert "Raise" in mine
    assert "Left, without another job known" in mine
    theirs = page(employer, "employer:person", row.pk)
    assert "Raise" in theirs
    assert "(The person)" not in theirs
    staff = page(town.manager.client, "program:placement", row.pk)
    assert "(The employer)" not in staff, "the consent does not cover how the job is going"
    with acting_as_system("test"):
        Consent.objects.filter(participant=ana.person).update(scopes=["profile", "outcomes"])
    staff = page(town.manager.client, "program:placement", row.pk)
    assert "(The employer)" in staff
    assert "1.50 USD an hour against the first wage" in staff


def test_a_link_opens_one_side_of_one_introduction(way, ana, town):
    row = way.asked()
    with acting_as_system("test"):
        actor = _manager(way)
        _link, person = make_signed_link(actor, ANSWER_INTRODUCTION, row.pk, participant=ana.person)
        _link, employer = make_signed_link(actor, MEET_PERSON, row.pk, recipient="Dana Okafor")
    assert Client().get(reverse("guest:link", args=[employer])).status_code == 410, (
        "the person has not agreed"
    )
    guest = Client()
    assert "What they read about you" in page(guest, "guest:link", person)
    assert guest.post(reverse("guest:introduction_step", args=[person, "offer"]), {}).status_code in {
        403,
        422,
    }
    assert guest.post(reverse("guest:introduction_step", args=[person, "agree"])).status_code == 302
    other = Client()
    assert "Ana Silva for Nursing Assistant" in page(other, "guest:link", employer)
    with acting_as_system("test"):
        assert ReadLog.objects.get(participant=ana.person).reader == "Dana Okafor"
    fields = {f"offer-{key}": value for key, value in offer_fields().items()}
    assert other.post(reverse("guest:introduction_step", args=[employer, "offer"]), fields).status_code == 302
    assert guest.post(reverse("guest:introduction_step", args=[person, "accept"])).status_code == 302
    today = timezone.localdate()
    began = {"hire-starts_on": today, "hire-wage": "19.50"}
    assert other.post(reverse("guest:introduction_step", args=[employer, "hire"]), began).status_code == 302
    with acting_as_system("test"):
        assert Placement.objects.get().source == "employer"
        row.refresh_from_db()
        assert row.status == "hired"


def _manager(way):
    from gainful.domain.accounts.actor import Actor

    return Actor(way.town.manager.user, way.town.agency, "program_manager")


def test_a_coach_answers_for_the_person_and_records_school(way, ana, town):
    row = way.asked()
    coach = town.coach.client
    assert "Ana Silva" in page(coach, "coach:placements")
    silent = send(coach, "coach:placement_step", row, "agree")
    assert silent.status_code == 422
    assert send(coach, "coach:placement_step", row, "agree", for_person="verbal").status_code == 302
    assert "as the person told it" in page(coach, "coach:placement", row.pk)
    form = {"kind": "school", "starts_on": timezone.localdate(), "source": "person"}
    where = coach.post(reverse("coach:outcome_form", args=[ana.person.pk]), form)
    assert where.status_code == 422
    assert "the employer or the school" in where.content.decode()
    saved = coach.post(
        reverse("coach:outcome_form", args=[ana.person.pk]), {**form, "employer_name": "Bright College"}
    )
    assert saved.status_code == 302
    assert "Bright College" in page(ana.client, "participant:jobs")
    listed = page(town.manager.client, "program:outcomes")
    assert "Bright College" in listed
    assert re.findall(r'<a href="([^"]+)" aria-current="page"', listed) == [reverse("program:placements")]


def test_living_costs_are_loaded_with_their_source(way, town):
    manager = town.manager.client
    address = reverse("program:living_costs")
    assert "No figure loaded" in manager.get(address).content.decode()
    given = {"area": "nowhere at all", "hourly": "21.40", "source": "MIT, 2026", "valid_from": "2026-01-01"}
    wrong = manager.post(address, given)
    assert wrong.status_code == 422
    assert "is not a wage area" in wrong.content.decode()
    assert manager.post(address, {**given, "area": "33460"}).status_code == 302
    assert "21.40" in manager.get(address).content.decode()
    assert "already" in manager.post(address, {**given, "area": "33460"}).content.decode()


def test_the_employers_list_costs_the_same_with_many_people(way, ana, town):
    way.introduced()
    counts = []
    for number in (0, 8):
        for each in range(number):
            with acting_as_system("test"):
                person = Participant.objects.create(
                    registered_by=town.agency, code=f"M-{each}", name=f"M {each}"
                )
                Introduction.objects.create(
                    organization=town.agency, job_order=way.order, employer=town.employer_org, participant=person,
                    status="introduced", agreed_at=timezone.now(), shared_until=timezone.localdate(),
                    card={"name": f"M {each}"}, job={"title": "Nursing Assistant"},
                )  # fmt: skip
        with CaptureQueriesContext(
            connection,
        ) as taken:
            page(town.employer.client, "employer:people")
        counts.append(len(taken))
    assert abs(counts[0] - counts[1]) <= 2, counts


def test_a_participant_home_says_that_a_job_waits_for_an_answer(way, ana):
    way.asked()
    tick(timezone.now())
    assert re.search("Nursing Assistant", page(ana.client, "participant:jobs"))

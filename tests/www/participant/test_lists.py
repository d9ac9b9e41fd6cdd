"""Whoever is on a list, or left off one, reads why and has a human look; the agency answers, and the person is told."""

from __future__ import annotations

import html
import re
from datetime import timedelta

import pytest
from django.urls import reverse
from django.utils import timezone

from gainful.domain.accounts.actor import acting_as_system
from gainful.domain.job_orders.models import JobOrder
from gainful.domain.messages import clock
from gainful.domain.messages.models import Message, Request
from gainful.domain.participants.levels import refresh_levels
from gainful.domain.participants.models import Barrier, Consent, Participant, WorkHistory
from gainful.domain.plans.models import ListReview, Shortlisted

WHY = "Your record says what you told us; the job begins at six in the morning."


@pytest.fixture
def order(town, ana):
    reply = town.manager.client.post(
        reverse("program:job_start"), {"text": town.posting, "employer": str(town.employer_org.pk)}
    )
    assert reply.status_code == 302
    with acting_as_system("test"):
        WorkHistory.objects.create(
            participant=ana.person, title="Home health aide", occupation_code="31-1121.00",
            start="2020-01-01", end="2024-01-01",
        )  # fmt: skip
        Barrier.objects.create(participant=ana.person, kind="transport")
        refresh_levels([ana.person.pk])
        return JobOrder.objects.get()


def page_of(client, order):
    text = client.get(reverse("participant:list", args=[order.pk])).content.decode()
    return " ".join(html.unescape(re.sub(r"<[^>]+>", " ", text)).split())


def ask(client, order, words="I can work mornings."):
    return client.post(reverse("participant:list", args=[order.pk]), {"words": words}, follow=True)


def the_review():
    with acting_as_system("test"):
        return ListReview.objects.select_related("participant").get()


def decide(client, outcome="kept", why=WHY):
    review = the_review()
    url = reverse("program:review", args=[review.pk])
    return client.post(url, {"outcome": outcome, "explanation": why}, follow=True)


def test_a_person_reads_where_they_stand_and_the_parts_of_the_hours(ana, order):
    home = ana.client.get(reverse("participant:lists")).content.decode()
    assert order.title in home
    assert "Harbor Workforce" in home
    words = page_of(ana.client, order)
    assert "You are on the list of people who could do this job with some training" in words
    assert "Home Health Aides" in words
    assert re.search(r"about [\d,]+ to [\d,]+ hours \(an estimate\)", words)
    assert "Help that would be paid for you: Getting to work. It leaves nobody out." in words
    assert "It never looks at: your name, age, sex, race" in words
    assert re.search(r"(onet|esco|credential|own):", words) is None


def test_a_person_who_is_left_out_reads_why_and_where_to_correct_it(ana, order):
    with acting_as_system("test"):
        Participant.objects.filter(pk=ana.person.pk).update(wage_floor=90_000, updated_at=timezone.now())
    words = page_of(ana.client, order)
    assert "You are left off the list for now" in words
    assert "The job pays less than the lowest pay in your profile" in words
    assert "Change what I need from a job" in words


def test_who_looked_at_the_list_stands_beside_it(town, ana, order):
    assert "Nobody of this agency yet" in page_of(ana.client, order)
    town.manager.client.get(reverse("program:job_people", args=[order.pk]))
    assert "Manager Seen in a list of who could do a job" in page_of(ana.client, order)


def test_the_page_of_a_person_and_the_list_of_the_agency_say_the_same_hours(town, ana, order):
    rows = town.manager.client.get(reverse("program:job_people_export", args=[order.pk])).content.decode()
    line = next(row for row in rows.splitlines() if str(ana.person.pk) in row)
    low, high = line.split(",")[6:8]
    said = re.search(r"about ([\d,]+) to ([\d,]+) hours", page_of(ana.client, order))
    assert [int(part.replace(",", "")) for part in said.groups()] == [int(low), int(high)]


def test_the_area_leaves_a_person_out_only_where_the_list_of_the_agency_keeps_to_it(town, ana, order):
    """Nobody lives where the job is: the agency's list drops the area, and so does what the person reads."""
    with acting_as_system("test"):
        JobOrder.objects.update(area_code="33460")
        Participant.objects.filter(pk=ana.person.pk).update(area_code="19740", updated_at=timezone.now())
    assert "You are on the list" in page_of(ana.client, order)
    export = reverse("program:job_people_export", args=[order.pk])
    assert str(ana.person.pk) in town.manager.client.get(export).content.decode()
    with acting_as_system("test"):
        near = Participant.objects.create(registered_by=town.agency, code="P-2", area_code="33460")
        Consent.objects.create(
            participant=near, organization=town.agency, scopes=["profile", "matching"], basis="signed_form",
            expires_at=timezone.now() + timedelta(days=90),
        )  # fmt: skip
        WorkHistory.objects.create(participant=near, title="Cook", occupation_code="35-2014.00")
        refresh_levels([near.pk])
    assert "The job is outside the area in your profile" in page_of(ana.client, order)


def test_without_a_consent_to_look_for_jobs_there_is_no_list(ana, order):
    with acting_as_system("test"):
        Consent.objects.filter(pk=ana.consent.pk).update(revoked_at=timezone.now())
    assert order.title not in ana.client.get(reverse("participant:lists")).content.decode()
    assert ana.client.get(reverse("participant:list", args=[order.pk])).status_code == 404


def test_a_closed_job_compares_nobody(ana, order):
    with acting_as_system("test"):
        JobOrder.objects.update(status="closed")
    assert ana.client.get(reverse("participant:list", args=[order.pk])).status_code == 404


def test_a_human_is_asked_once_with_a_day_thirty_days_on(town, ana, order):
    page = ask(ana.client, order).content.decode()
    assert "A person answers by" in page
    review = the_review()
    assert review.due_on == timezone.localdate() + timedelta(days=30)
    assert review.words == "I can work mornings."
    assert review.standing["group"] == "listed"
    assert review.standing["short_of"]
    assert "You have asked already" in ask(ana.client, order, "Again").content.decode()
    assert the_review().words == "I can work mornings."
    clock.tick(timezone.now())
    with acting_as_system("test"):
        request = Request.objects.get(kind="list_review")
    assert (request.user_id, request.to_organization_id) == (town.manager.user.pk, town.agency.pk)
    assert "Ana" not in request.subject
    page = town.manager.client.get(reverse("program:requests")).content.decode()
    assert reverse("program:review", args=[review.pk]) in page


def test_the_answer_is_recorded_with_the_place_and_the_person_is_told(town, ana, order):
    ask(ana.client, order)
    clock.tick(timezone.now())
    opened = town.manager.client.get(reverse("program:review", args=[the_review().pk])).content.decode()
    assert "I can work mornings." in opened
    assert decide(town.manager.client).status_code == 200
    review = the_review()
    assert (review.outcome, review.explanation, review.decided_by) == ("kept", WHY, town.manager.user)
    assert (review.place, review.list_length) == (1, 1)
    words = page_of(ana.client, order)
    assert WHY in words
    assert "Manager looked at it on" in words
    assert "You stood at place 1 of 1 that day" in words
    clock.tick(timezone.now())
    with acting_as_system("test"):
        assert Request.objects.get(kind="list_review").state == "answered"
        assert Message.objects.filter(kind="list_reviewed", participant=ana.person).exists()
    assert "Nobody waits for a human" in town.manager.client.get(reverse("program:reviews")).content.decode()
    rows = town.manager.client.get(reverse("program:reviews_export"), {"state": "all"}).content.decode()
    assert WHY in rows


def test_an_answer_can_put_the_person_among_those_chosen(town, ana, order):
    ask(ana.client, order)
    decide(town.manager.client, "chosen")
    with acting_as_system("test"):
        assert Shortlisted.objects.get(job_order=order).participant_id == ana.person.pk
    assert "You are among the people chosen for it" in page_of(ana.client, order)


@pytest.mark.parametrize(
    ("outcome", "why", "words"),
    [
        ("", WHY, "This field is required"),
        ("kept", "No.", "Say why in plain words"),
        ("never", WHY, "Select a valid choice"),
    ],
)
def test_an_answer_that_explains_nothing_is_refused(town, ana, order, outcome, why, words):
    ask(ana.client, order)
    assert words in decide(town.manager.client, outcome, why).content.decode()
    assert the_review().outcome == ""


def test_a_question_is_answered_once(town, ana, order):
    ask(ana.client, order)
    decide(town.manager.client)
    assert "Manager has answered this already" in decide(town.manager.client, "chosen").content.decode()
    assert the_review().outcome == "kept"


def test_whoever_made_the_plan_and_answers_too_is_named_as_such(town, ana, order):
    made = town.manager.client.post(
        reverse("program:job_plan_make", args=[order.pk]), {"person": str(ana.person.pk)}
    )
    assert made.status_code == 302
    ask(ana.client, order)
    decide(town.manager.client)
    assert "They also made the plan for this job" in page_of(ana.client, order)


def test_after_thirty_days_without_an_answer_person_and_agency_are_told(town, ana, order):
    ask(ana.client, order)
    clock.tick(timezone.now())
    clock.tick(timezone.now() + timedelta(days=31))
    with acting_as_system("test"):
        told = Message.objects.filter(kind="list_reviewed", participant=ana.person).get()
        assert Message.objects.filter(kind="no_answer", user=town.manager.user).exists()
    assert "Thirty days have passed without an answer" in told.text
    assert decide(town.manager.client).status_code == 200
    assert the_review().outcome == "kept"


def test_other_agencies_coaches_and_employers_answer_nothing(town, ana, order):
    ask(ana.client, order)
    url = reverse("program:review", args=[the_review().pk])
    assert town.stranger.client.get(url).status_code == 404
    for other in (town.coach, town.employer):
        assert other.client.post(url, {"outcome": "kept", "explanation": WHY}).status_code == 403
    assert the_review().outcome == ""


def test_with_the_consent_taken_back_the_agency_sees_no_question(town, ana, order):
    ask(ana.client, order)
    with acting_as_system("test"):
        Consent.objects.filter(pk=ana.consent.pk).update(revoked_at=timezone.now())
    assert town.manager.client.get(reverse("program:review", args=[the_review().pk])).status_code == 404
    assert "Certified" in ana.client.get(reverse("participant:lists")).content.decode()

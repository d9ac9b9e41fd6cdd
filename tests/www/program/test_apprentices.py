"""Pages of apprenticeships: agreed by staff, logged by the apprentice, confirmed by the mentor through a link."""

from __future__ import annotations

import re
from uuid import uuid4

import pytest
from django.urls import reverse
from django.utils import timezone

from gainful.domain.accounts.actor import acting_as_system
from gainful.domain.accounts.models import User
from gainful.domain.cohorts.models import Apprenticeship, JobHours
from gainful.domain.messages import clock
from gainful.domain.messages.models import Message
from tests.cohorts import DAYS, make_program, running
from tests.letters import token_in
from tests.town import SignedIn, town

__all__ = ["town"]


@pytest.fixture
def class_(town):
    return running(town, make_program(town), people=1)


def text(reply) -> str:
    return re.sub(r"\s+", " ", re.sub(r"<[^>]+>", " ", reply.content.decode()))


def only(model):
    with acting_as_system("test"):
        return model.objects.get()


def agreed(**changed):
    usual = {
        "employer_name": "Lakeside Care", "sponsor": "JATC", "occupation_title": "Nursing Assistant",
        "occupation_code": "31-1131.00", "approach": "time", "begins_on": timezone.localdate() - 5 * DAYS,
        "job_hours": 16, "instruction_hours": 0, "processes": "8 Bathing residents\n8 Records", "journey_wage": "22",
        "steps": "0 17.50\n16 $18.75", "probation_hours": 0, "credit_hours": 0, "apprentices_per_mentor": 1,
    }  # fmt: skip
    return {**usual, **changed}


def test_an_apprenticeship_from_agreement_to_certificate(town, class_, client):
    manager, seat = town.manager.client, class_.seats[0]
    home = reverse("program:apprentices")
    assert "No apprenticeship yet" in text(manager.get(home))
    new = reverse("program:apprentice_new", args=[seat.pk])
    for changed, words in (
        ({"processes": "Bathing"}, "write hours, then the name"), ({"steps": "0 much"}, "then the wage"),
        ({"occupation_code": "CNA"}, "Write it as 31-1131.00"), ({"job_hours": 20}, "16 hours together, the term 20"),
    ):  # fmt: skip
        reply = manager.post(new, agreed(**changed))
        assert (reply.status_code, words in text(reply)) == (422, True), words
    page = manager.post(new, agreed(), follow=True)
    row = only(Apprenticeship)
    here = reverse("program:apprentice", args=[row.pk])
    assert "0 of 16 hours on the job" in text(page)
    assert "No mentor is named" in text(manager.post(f"{here}steps/begin/", follow=True))
    manager.post(f"{here}steps/mentor/", {"name": "Mo Guide", "email": "mo@example.org"})
    assert "It has begun" in text(manager.post(f"{here}steps/begin/", follow=True))

    with acting_as_system("test"):
        person = seat.participant
        person.user = User.objects.create_user("seat@example.org", name=person.name)
        person.save()
        processes = list(row.processes.all())
    learner, mine = SignedIn(person.user), reverse("participant:apprentice")
    assert "Your wage is $17.50 an hour" in text(learner.get(mine))
    day = timezone.localdate()
    assert "not come yet" in text(
        learner.post(mine, {"process": processes[0].pk, "day": day + DAYS, "minutes": 60})
    )
    for n, process in enumerate(processes):
        learner.post(mine, {"process": process.pk, "day": day - n * DAYS, "minutes": 480, "words": "Ward 3"})
    assert "0 of 8 hours, 8 wait for your mentor" in text(learner.get(mine))

    clock.tick(timezone.now())
    with acting_as_system("test"):
        token = token_in(
            Message.objects.filter(address="mo@example.org", text__contains="{link").latest("created_at")
        )
        logged = list(JobHours.objects.order_by("day"))
    link, answer = reverse("guest:link", args=[token]), reverse("guest:answer", args=[token])
    assert "(Ward 3)" in text(client.get(link))
    assert "Say why" in text(client.post(answer, {"hours": [logged[0].pk], "return": "1"}, follow=True))
    assert "Nothing is chosen" in text(client.post(answer, {"hours": ["x"]}, follow=True))
    done = text(client.post(answer, {"hours": [each.pk for each in logged]}, follow=True))
    assert "Thank you. The hours count." in done
    assert "Nothing waits for you" in done

    shown = text(manager.get(here))
    assert "16 of 16 hours on the job" in shown
    assert "not noted as paid" in shown
    with acting_as_system("test"):
        last = row.steps.get(number=2)
    assert "Still missing" in text(
        manager.post(f"{here}steps/complete/", {"completed_on": day, "certified_by": "Mo"}, follow=True)
    )
    assert "Enter a day" in text(
        manager.post(f"{here}steps/pay/", {"step": last.pk, "paid_from": "soon"}, follow=True)
    )
    manager.post(f"{here}steps/pay/", {"step": last.pk, "paid_from": day})
    certificate = reverse("program:apprentice_certificate", args=[row.pk])
    assert manager.get(certificate).status_code == 404
    manager.post(f"{here}steps/complete/", {"completed_on": day, "certified_by": "Mo Guide, nurse"})
    assert "Confirmed by Mo Guide, nurse, for JATC" in text(manager.get(certificate))
    exported = manager.get(reverse("program:apprentices_export")).content.decode("utf-8-sig").splitlines()
    assert exported[0].startswith(
        "A.1 Name and address,A.1 Social security number (voluntary),A.2 Date of birth"
    )
    assert "0=17.50; 16=18.75" in exported[1]
    assert "31-1131.00" in exported[1]
    assert town.stranger.client.get(here).status_code == 404
    assert manager.post(f"{here}steps/dance/").status_code == 404
    assert manager.get(reverse("program:apprentice", args=[uuid4()])).status_code == 404


def test_somebody_without_an_apprenticeship_is_told_so(class_):
    with acting_as_system("test"):
        person = class_.seats[0].participant
        person.user = User.objects.create_user("seat@example.org", name=person.name)
        person.save()
    assert "You have no apprenticeship here" in text(
        SignedIn(person.user).get(reverse("participant:apprentice"))
    )

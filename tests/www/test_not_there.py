"""Pages that are not there, and forms that are refused in words: whoever asks is somebody whom nothing else refuses."""

from __future__ import annotations

from datetime import timedelta

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client
from django.urls import reverse
from django.utils import timezone

from gainful.domain.accounts.actor import acting_as, acting_as_system
from gainful.domain.job_orders.actions import match_openings
from gainful.domain.job_orders.models import JobOrder
from gainful.domain.ledger.actions import Entry, enter_actual
from gainful.domain.ledger.models import LedgerRow
from gainful.domain.messages.links import REPLY, make_signed_link
from gainful.domain.participants.models import Consent, Document, ImportBatch, Participant, WorkHistory
from gainful.domain.plans.asking import ANSWER_PLAN, ask_commitment
from gainful.domain.plans.models import PlanPerson
from gainful.www.components.imports.pages import UploadForm
from tests.consistency.site_map import NOBODY
from tests.plans import planned

PAGE = "There is no such page, or it is not shared with you"


@pytest.fixture
def order(town):
    """A job order of the agency's for its employer, whose posting nobody has read."""
    with acting_as_system("test"):
        return JobOrder.objects.create(
            agency=town.agency, employer=town.employer_org, title="Welder", created_by=town.manager.user
        )


@pytest.fixture
def ben(town, ana):
    """Somebody else who lets the same agency see everything, with a job and a résumé of his own."""
    with acting_as_system("test"):
        person = Participant.objects.create(registered_by=town.agency, code="P-2", name="Ben Poe")
        Consent.objects.create(
            participant=person, organization=town.agency, scopes=["profile", "matching"], basis="signed_form",
            expires_at=timezone.now() + timedelta(days=9),
        )  # fmt: skip
        WorkHistory.objects.create(participant=person, title="Cook")
        Document.objects.create(participant=person, filename="ben.txt", text="Cook, Diner, 2015-2019")
    return person


def not_there(reply) -> bool:
    return reply.status_code == 404 and PAGE in reply.content.decode()


def test_an_order_that_nobody_made_has_no_page(town):
    """Agency and employer are told the same by the one place that finds an order."""
    assert not_there(town.manager.client.get(reverse("program:job_profile", args=[NOBODY])))
    assert not_there(town.employer.client.get(reverse("employer:opening", args=[NOBODY])))


def test_a_conversation_that_is_gone_is_closed_to_the_holder_of_its_link(town):
    with acting_as(town.manager.user, town.agency, role="program_manager") as actor:
        token = make_signed_link(actor, REPLY, NOBODY)[1]
    assert Client().get(f"/guest/link/{token}/").status_code == 410
    assert Client().post(f"/guest/link/{token}/answer/", {"text": "Yes."}).status_code == 410


@pytest.mark.parametrize("page", ["job_plan_json", "job_plan_csv", "job_plan_pdf", "job_people_export"])
def test_an_order_without_profile_and_plan_has_no_file_of_them(town, order, page):
    assert not_there(town.manager.client.get(reverse(f"program:{page}", args=[order.pk])))


def test_an_order_without_a_profile_compares_nobody(town, order, ana):
    assert not_there(town.manager.client.get(reverse("program:job_person", args=[order.pk, ana.person.pk])))


def test_an_order_without_a_plan_has_no_ledger(town, order):
    assert not_there(town.manager.client.get(reverse("program:job_ledger", args=[order.pk])))


def test_a_row_of_another_plan_is_not_taken_back(town, ana):
    first = planned(town, ana.person)
    with acting_as(town.manager.user, town.agency, role="program_manager") as actor:
        row = enter_actual(actor, first, Entry("train", "Books", timezone.localdate(), minutes=60))
    planned(town, ana.person, order=first.job_order)  # signed too, and newer: it is the page's own plan now
    address = reverse("program:job_ledger_take_back", args=[first.job_order_id, row.pk])
    assert not_there(town.manager.client.post(address))
    with acting_as_system("test"):
        assert not LedgerRow.objects.filter(corrects=row).exists()


def test_an_employer_sees_no_draft_and_no_plan_that_was_not_sent(town, order, ana):
    assert not_there(town.employer.client.get(reverse("employer:opening", args=[order.pk])))
    plan = planned(town, ana.person, status="draft")
    assert town.employer.client.get(reverse("employer:opening", args=[plan.job_order_id])).status_code == 200
    assert not_there(town.employer.client.get(reverse("employer:plan", args=[plan.job_order_id])))


def test_the_employer_of_a_sent_plan_reads_how_its_people_stand_to_the_first_day_by_code(town, ana):
    plan = planned(town, ana.person, status="sent_to_employer")
    demand = {"competency_id": "own:lift", "name": "lift 70 pounds", "standing": "ask"}
    with acting_as_system("test"):
        for place in plan.people.all():
            place.part = {**place.part, "first_day": [demand]}
            place.save()
    page = town.employer.client.get(reverse("employer:plan", args=[plan.job_order_id])).content.decode()
    assert "What the job demands on the first day" in page
    assert "lift 70 pounds" in page
    assert "to be asked, no record tells it" in page
    assert str(ana.person) not in page


def test_a_resume_is_opened_with_its_own_person_only(town, ana, ben):
    with acting_as_system("test"):
        document = ben.documents.get()
    assert town.coach.client.get(reverse("coach:resume_check", args=[ben.pk, document.pk])).status_code == 200
    assert not_there(town.coach.client.get(reverse("coach:resume_check", args=[ana.person.pk, document.pk])))
    assert not_there(ana.client.get(reverse("participant:resume_check", args=[document.pk])))


def test_a_line_of_somebody_elses_record_is_not_mine(ana, ben):
    with acting_as_system("test"):
        job = ben.jobs.get()
    assert not_there(ana.client.get(reverse("participant:job", args=[job.pk])))
    for kind in ("job", "jobs", "no-such-kind"):
        assert not_there(ana.client.post(reverse("participant:remove_line", args=[kind, job.pk])))
    with acting_as_system("test"):
        assert ben.jobs.exists()


def test_a_resume_over_5_megabytes_is_refused(ana):
    file = SimpleUploadedFile("big.txt", b"x" * (5 * 1024 * 1024 + 1))
    reply = ana.client.post(reverse("participant:resume"), {"file": file})
    assert reply.status_code == 422
    assert "The file is larger than 5 MB. Save it smaller, or paste the text." in reply.content.decode()


@pytest.mark.parametrize(("more", "refused"), [(0, False), (1, True)])
def test_a_list_over_64_megabytes_goes_by_the_terminal(more, refused):
    file = SimpleUploadedFile("big.csv", b"ID\n1\n")
    file.size = 64 * 1024 * 1024 + more
    said = UploadForm({}, {"file": file}).errors.get("file", [])
    words = "The file is larger than 64 MB. Use the terminal: gainful import people or courses FILE"
    assert said == ([words] if refused else [])


def test_a_file_that_is_not_kept_any_more_has_no_rows_to_correct(town):
    file = SimpleUploadedFile("list.csv", b"ID;Full name\nP-1;Kim\n;No Code\n")
    town.manager.client.post("/program/import/people/", {"file": file})
    with acting_as_system("test"):
        batch = ImportBatch.objects.get()
    address = reverse("program:import_problems", args=[batch.pk])
    assert town.manager.client.get(address).status_code == 200
    with acting_as_system("test"):
        ImportBatch.objects.update(data=b"")
    assert not_there(town.manager.client.get(address))


def test_a_competency_that_nobody_knows_is_not_added(town, ana):
    plan = planned(town, ana.person, status="draft")
    with acting_as_system("test"):
        JobOrder.objects.update(status="profile_ready")
    given = {"verb": "add", "competency": "Juggling chainsaws while asleep"}
    reply = town.manager.client.post(
        reverse("program:job_line", args=[plan.job_order_id]), given, follow=True
    )
    assert "No competency has this name." in reply.content.decode()


@pytest.fixture
def asked(town, ana):
    """A request that the employer commits openings."""
    plan = planned(town, ana.person, status="sent_to_employer")
    with acting_as_system("test"):
        plan.job_order.contact_email = "pat@lakeside.example"
        plan.job_order.save()
        match_openings(plan.job_order)
    with acting_as(town.manager.user, town.agency, role="program_manager") as actor:
        return ask_commitment(actor, plan)


def test_a_request_is_paused_until_a_day_and_knows_no_other_steps(town, asked):
    client = town.manager.client
    pause = reverse("program:request_step", args=[asked.pk, "pause"])
    assert "“soon” is not a day." in client.post(pause, {"until": "soon"}, follow=True).content.decode()
    assert not_there(client.post(reverse("program:request_step", args=[asked.pk, "shout"])))
    assert not_there(client.post(reverse("program:request_step", args=[NOBODY, "pause"])))


def test_a_link_to_somebodys_plan_is_closed_once_there_is_no_plan(town, ana):
    """The link is open and in time; what it is about has gone."""
    plan = planned(town, ana.person)
    with acting_as(town.manager.user, town.agency, role="program_manager") as actor:
        place = PlanPerson.objects.get(plan=plan, participant=ana.person)
        token = make_signed_link(actor, ANSWER_PLAN, place.pk, participant=ana.person)[1]
    browser, address = Client(), f"/guest/link/{token}/"
    assert browser.get(address).status_code == 200
    with acting_as_system("test"):
        PlanPerson.objects.filter(pk=place.pk).delete()
    assert browser.get(address).status_code == 410
    assert browser.post(f"{address}answer/", {"answer": "yes"}).status_code == 410

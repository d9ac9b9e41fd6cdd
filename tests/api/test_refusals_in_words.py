"""What the API refuses by itself, in its words: whoever asks here is somebody whom nothing else would refuse."""

from __future__ import annotations

from datetime import timedelta

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client
from django.urls import reverse
from django.utils import timezone

from gainful.api.v1.common import Refused
from gainful.api.v1.job_orders import find_order
from gainful.domain.accounts.actor import Actor, acting_as_system
from gainful.domain.job_orders.models import JobOrder
from gainful.domain.participants.models import Consent, Participant, WorkHistory
from tests.consistency.site_map import NOBODY
from tests.plans import planned

V1 = "/api/v1"
JSON = {"content_type": "application/json"}


def refusal(reply) -> tuple[int, str, str]:
    """Return the status, the words and the field of a refusal."""
    body = reply.json()
    return reply.status_code, body["message"], body["field"]


def ended(day: int = 90) -> str:
    return (timezone.localdate() + timedelta(days=day)).isoformat()


@pytest.fixture
def order(town):
    """A job order of the agency's whose posting nobody has read."""
    with acting_as_system("test"):
        return JobOrder.objects.create(agency=town.agency, title="Welder", created_by=town.manager.user)


@pytest.fixture
def ben(town, ana):
    """Somebody else of the same agency, with a job and a consent of his own."""
    with acting_as_system("test"):
        person = Participant.objects.create(registered_by=town.agency, code="P-2", name="Ben Poe")
        job = WorkHistory.objects.create(participant=person, title="Cook")
        consent = Consent.objects.create(
            participant=person, organization=town.agency, scopes=["profile"], basis="signed_form",
            expires_at=timezone.now() + timedelta(days=9),
        )  # fmt: skip
    return job, consent


@pytest.mark.parametrize(
    ("address", "words"),
    [
        (f"{V1}/courses/{NOBODY}", "There is no such course."),
        (f"{V1}/job-orders/{NOBODY}", "There is no such job order."),
        (f"{V1}/programs/{NOBODY}/comparison", "There is no such program."),
    ],
)
def test_what_is_not_there_is_said(town, address, words):
    assert refusal(town.manager.client.get(address)) == (404, words, "")


def test_an_order_that_row_security_shows_is_still_the_agencys_or_the_employers(town, order):
    """The system sees every order; the stranger's agency has no part in this one."""
    stranger = Actor(town.stranger.user, town.stranger.organization, "program_manager")
    with acting_as_system("test"):
        assert find_order(Actor(town.manager.user, town.agency, "program_manager"), order.pk) == order
        with pytest.raises(Refused, match="There is no such job order") as refused:
            find_order(stranger, order.pk)
    assert refused.value.status == 404


@pytest.mark.parametrize(
    ("part", "words"),
    [("profile", "This job order has no profile yet."), ("ledger", "There is no plan yet.")],
)
def test_what_an_order_does_not_have_yet_is_said(town, order, part, words):
    reply = town.manager.client.get(f"{V1}/job-orders/{order.pk}/{part}")
    assert refusal(reply) == (404, words, "")
    assert reply.json()["hint"]


def test_no_link_leads_to_a_plan_that_is_not_made(town, order):
    reply = town.manager.client.post(f"{V1}/job-orders/{order.pk}/links", {"scope": "view_plan"}, **JSON)
    assert refusal(reply) == (422, "There is no plan yet.", "scope")


def test_a_file_that_nobody_can_read_makes_no_order(town):
    for field, given in (("file", {"file": SimpleUploadedFile("job.pdf", b"%PDF-1.7 no")}), ("text", {})):
        reply = town.manager.client.post(f"{V1}/job-orders", {"text": "\x01\x02" * 50, **given})
        assert (reply.status_code, reply.json()["field"]) == (422, field), reply.content
    assert town.manager.client.get(f"{V1}/job-orders").json() == []


def test_a_posting_of_nothing_has_no_profile(town):
    reply = town.manager.client.post(f"{V1}/profiles", {"text": "  "}, **JSON)
    assert refusal(reply)[0::2] == (422, "text")


def bring(town, content: bytes, name: str = "people.csv"):
    given = {"file": SimpleUploadedFile(name, content), "basis": "verbal", "consent_until": ended()}
    return town.manager.client.post(f"{V1}/imports/people", given)


def test_a_file_over_64_megabytes_goes_by_the_terminal(town):
    most = 64 * 1024 * 1024
    reply = bring(town, b"id" + b" " * (most - 1))
    assert refusal(reply) == (422, "The file is larger than 64 MB.", "file")
    assert "gainful import people" in reply.json()["hint"]


def test_a_file_that_is_no_table_is_refused(town):
    reply = bring(town, b"PK\x03\x04 no workbook", "people.xlsx")
    assert refusal(reply)[0::2] == (422, "file"), reply.content


def test_a_job_and_a_consent_of_somebody_else_are_not_mine(ana, ben):
    job, consent = ben
    reply = ana.client.put(f"{V1}/me/jobs/{job.pk}", {"title": "Nurse"}, **JSON)
    assert refusal(reply) == (404, "There is no such job in your record.", "")
    assert refusal(ana.client.post(f"{V1}/me/consents/{consent.pk}/stop"))[:2] == (
        404,
        "You gave no such consent.",
    )


def test_a_consent_lasts_to_the_end_of_the_last_day_within_five_years(town, ana):
    asked = {"organization": str(town.agency.pk), "scopes": ["profile"], "until": ended(5 * 366 + 1)}
    reply = ana.client.post(f"{V1}/me/consents", asked, **JSON)
    assert refusal(reply) == (422, "The consent must end within five years.", "until")
    asked["until"] = ended(5 * 366)
    assert ana.client.post(f"{V1}/me/consents", asked, **JSON).status_code == 201


def new_person(**values):
    return {"person_id": "P-9", "name": "Kim Poe", "basis": "verbal", "consent_until": ended(), **values}


def test_needs_are_written_down_only_where_consent_covers_them(town):
    given = new_person(scopes=["profile"], support=["transport"])
    reply = town.manager.client.post(f"{V1}/people", given, **JSON)
    assert refusal(reply) == (422, "The consent does not cover support needs.", "support")


def test_somebody_added_without_a_look_at_their_record_is_not_shown(town):
    reply = town.manager.client.post(f"{V1}/people", new_person(scopes=["matching"]), **JSON)
    words = "The person was added with a consent that does not let you see them."
    assert refusal(reply) == (404, words, "")


def test_nobody_is_erased_without_a_reason(town, ana):
    address = f"{V1}/people/{ana.person.pk}/erase"
    reply = town.manager.client.post(address, {"reason": "  ", "confirm": "P-1"}, **JSON)
    assert refusal(reply) == (422, "Write down why.", "reason")


def test_two_programs_have_two_names(town):
    assert town.manager.client.post(f"{V1}/programs", {"name": "Care"}, **JSON).status_code == 201
    reply = town.manager.client.post(f"{V1}/programs", {"name": " care "}, **JSON)
    assert refusal(reply) == (422, "There is a program “care” already.", "name")


def test_what_a_plan_took_is_of_its_people_and_of_days_that_came(town, ana):
    plan = planned(town, ana.person)
    address = f"{V1}/job-orders/{plan.job_order_id}/ledger"
    row = {"part": "train", "label": "Books", "day": timezone.localdate().isoformat(), "cost": "5.00"}
    reply = town.manager.client.post(address, {**row, "person": "P99"}, **JSON)
    assert refusal(reply) == (422, "This person is not in the plan.", "person")
    reply = town.manager.client.post(address, {**row, "day": ended(1)}, **JSON)
    assert refusal(reply)[0::2] == (422, "day")


def test_a_token_of_a_role_that_needs_a_second_step_waits_for_it(town, settings):
    given = {"name": "nightly", "scope": "read", "days": 30}
    secret = town.manager.client.post(reverse("account:issue_token"), given).context["secret"]
    caller = Client(headers={"Authorization": f"Bearer {secret}"})
    assert caller.get(f"{V1}/programs").status_code == 200
    settings.SECOND_STEP_ROLES = frozenset({"program_manager"})
    words = "The role of this token needs a second step at sign-in."
    assert refusal(caller.get(f"{V1}/programs")) == (403, words, "")

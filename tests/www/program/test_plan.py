"""From a posting to a plan with made-up people and courses: the page, the budget, the links, the signature."""

from __future__ import annotations

import csv
import io
import re
import zipfile
from dataclasses import replace
from decimal import Decimal
from importlib import import_module
from uuid import uuid4

import pytest
from django.test import Client
from django.urls import reverse
from django.utils import timezone
from jsonschema import Draft202012Validator

from gainful.demo.seed import AGENCY, HOSPITAL, seed
from gainful.domain.accounts.actor import acting_as_system
from gainful.domain.job_orders.models import JobOrder
from gainful.domain.job_orders.versions import content_hash, current_version
from gainful.domain.messages.models import SignedLink
from gainful.domain.organizations.courses.queries import engine_courses
from gainful.domain.organizations.models import Membership, Organization
from gainful.domain.participants.models import Barrier, Consent, Participant
from gainful.domain.plans.document import stored_plan
from gainful.domain.plans.models import Plan
from gainful.engine.planning.document import PlanDocument
from tests.module_rows import rows_of_module
from tests.town import POSTING

pytestmark = pytest.mark.xdist_group("plan")
"""What they start from is made once."""

BACKEND = "allauth.account.auth_backends.AuthenticationBackend"


def make_region():
    """Make a small sample region and a job order read from the posting; returns its manager."""
    with acting_as_system("test"):
        seed(300)
        hospital = Organization.objects.get(name=HOSPITAL)
        manager = Membership.objects.get(role="program_manager", organization__name=AGENCY).user
        client = Client()
        client.force_login(manager, backend=BACKEND)
    reply = client.post(reverse("program:job_start"), {"text": POSTING, "employer": str(hospital.pk)})
    assert reply.status_code == 302
    return manager


@pytest.fixture(scope="module")
def region_rows(django_db_setup, django_db_blocker):
    yield from rows_of_module(django_db_blocker, make_region)


@pytest.fixture
def region(region_rows, db, client):
    """A small sample region, its manager signed in, and a job order read from the posting."""
    with acting_as_system("test"):
        client.force_login(region_rows, backend=BACKEND)
        return JobOrder.objects.get()


def confirm(client, order):
    with acting_as_system("test"):
        seen = content_hash(current_version(order))
    data = {"name": "Pat Lee", "title": "Director", "seen_hash": seen}
    client.post(reverse("program:job_sign", args=[order.pk]), data)


def made_plan(client, order, **asked):
    reply = client.post(reverse("program:job_plan_make", args=[order.pk]), asked, follow=True)
    with acting_as_system("test"):
        return Plan.objects.filter(job_order=order).first(), reply.content.decode()


def test_people_are_listed_with_hours_and_the_list_moves_with_the_constraints(client, region):
    url = reverse("program:job_people", args=[region.pk])
    page = client.get(url).content.decode()
    assert "in your pool" in page
    assert "Where they could come from" in page
    none = client.get(url, {"shown": "1", "max_hours": "0"}, headers={"HX-Request": "true"}).content.decode()
    assert "<html" not in none
    assert none.count('name="person"') < page.count('name="person"')
    rows = client.get(reverse("program:job_people_export", args=[region.pk])).content.decode().splitlines()
    assert len(rows) > 100


def test_the_list_holds_nobody_apart_who_does_this_work_or_steps_far_down(client, region):
    """Nurses losing half their pay do not head the list; nursing assistants go to the employer, not to class."""
    rows = client.get(reverse("program:job_people_export", args=[region.pk])).content.decode()
    ready = client.get(
        reverse("program:job_people_export", args=[region.pk]), {"list": "ready"}
    ).content.decode()
    apart = client.get(
        reverse("program:job_people_export", args=[region.pk]), {"list": "apart"}
    ).content.decode()
    assert "31-1131.00" not in rows
    assert ready.count("31-1131.00") == len(ready.splitlines()) - 1 > 0
    assert "29-1141.00" in apart
    assert "29-1141.00" not in rows
    page = client.get(reverse("program:job_people", args=[region.pk])).content.decode()
    assert "refer them now" in page


def test_the_api_gives_each_of_the_lists(client, region):
    path = f"/api/v1/job-orders/{region.pk}/people"
    found = {group: client.get(path, {"group": group}).json() for group in ("training", "ready", "apart")}
    assert {row["occupation_code"] for row in found["ready"]["people"]} == {"31-1131.00"}
    ids = [row["id"] for reply in found.values() for row in reply["people"]]
    assert len(ids) == len(set(ids))
    assert client.get(path, {"group": "all"}).status_code == 422


def test_whoever_is_ticked_is_planned_for_whatever_the_list_leaves_out(client, region):
    confirm(client, region)
    apart = client.get(reverse("program:job_people", args=[region.pk]), {"list": "apart"}).content.decode()
    picked = re.search(r'name="person"\s+value="([0-9a-f-]{36})"', apart)[1]
    made_plan(client, region, person=picked)
    with acting_as_system("test"):
        plan = Plan.objects.get(job_order=region)
        assert [str(row.participant_id) for row in plan.people.all()] == [picked]
    page = client.get(reverse("program:job_person", args=[region.pk, picked]))
    assert page.status_code == 200


def test_a_plan_without_ticks_keeps_to_the_conditions_the_list_was_seen_with(client, region):
    confirm(client, region)
    url = reverse("program:job_plan_make", args=[region.pk])
    assert "Nobody is on the list" in client.post(f"{url}?shown=1&max_hours=0", follow=True).content.decode()
    client.post(f"{url}?shown=1&occupation=53-2031.00")
    with acting_as_system("test"):
        people = Plan.objects.get(job_order=region).people.all()
        assert people
        assert all(row.participant.jobs.filter(occupation_code="53-2031.00").exists() for row in people)


def test_figures_of_the_whole_country_are_not_called_local(client, region):
    url = reverse("program:job_people", args=[region.pk])
    assert "Jobs in the area" in client.get(url).content.decode()
    with acting_as_system("test"):
        JobOrder.objects.update(area_code="")
    assert "Jobs in the area" in client.get(url).content.decode(), "where most of the pool lives"
    with acting_as_system("test"):
        Participant.objects.update(area_code="", updated_at=timezone.now())
    page = client.get(url).content.decode()
    assert "Jobs in the country" in page
    assert "Jobs in the area" not in page


def test_a_person_opens_to_required_against_held(client, region):
    page = client.get(reverse("program:job_people", args=[region.pk])).content.decode()
    path = re.search(rf"/program/jobs/{region.pk}/people/[0-9a-f-]{{36}}/", page)[0]
    assert "The job needs" in client.get(path).content.decode()


def test_the_plan_adds_up_and_traces_to_the_profile(client, region):
    confirm(client, region)
    plan, page = made_plan(client, region)
    assert "What we do not know" in page
    with acting_as_system("test"):
        region.refresh_from_db()
        assert region.status == "planned"
        assert plan.people_count == region.openings
        assert sum((line.amount for line in plan.budget_lines.all()), Decimal(0)) == plan.cost_total
        assert sum(plan.document["mix"]["shares"].values()) == 100
        required = set(plan.profile_version.lines.values_list("competency_id", flat=True))
        assert plan.courses.exists()
        assert all(set(course.competencies) <= required for course in plan.courses.all())
    data = client.get(reverse("program:job_plan_json", args=[region.pk])).json()
    Draft202012Validator(PlanDocument.json_schema()).validate(data)
    assert {person["name"] for person in data["people"]} == {None}
    assert sum(Decimal(str(line["amount"])) for line in data["cost"]["lines"]) == plan.cost_total
    assert any(feeder["code"] == "53-2031.00" for feeder in data["feeder_occupations"])
    assert data["occupation"]["code"] == region.occupation_code
    assert data["cost"]["people"] == plan.people_count


def test_the_plan_is_taken_away_as_pdf_with_names_and_as_tables(client, region):
    plan, _ = made_plan(client, region)
    made = client.get(reverse("program:job_plan_pdf", args=[region.pk]))
    assert made["Content-Type"] == "application/pdf"
    with acting_as_system("test"):
        names = [str(row.participant) for row in plan.people.select_related("participant")]
    said = pdf_words(made.content)
    assert all(name in said for name in names)
    assert "Name and title" not in said, "the agency's copy holds names and help: nobody else signs on it"
    to_sign = client.get(reverse("program:job_plan_pdf", args=[region.pk]), {"for": "employer"})
    for_employer = pdf_words(to_sign.content)
    assert "Name and title" in for_employer
    assert not any(name in for_employer for name in names)
    help_of_one = ("find housing", "Legal help", "counseling", "English for", "Child care", "transit pass")
    assert any(label in said for label in help_of_one), "the agency's own copy names it"
    assert not any(label in for_employer for label in help_of_one)
    packed = client.get(reverse("program:job_plan_csv", args=[region.pk]), {"tables": "1"})
    with zipfile.ZipFile(io.BytesIO(packed.content)) as archive:
        assert set(archive.namelist()) == {
            "people.csv",
            "courses.csv",
            "feeders.csv",
            "budget.csv",
            "modules.csv",
            "open.csv",
            "person_costs.csv",
        }
        in_zip = archive.read("budget.csv").decode()
    budget = client.get(reverse("program:job_plan_csv", args=[region.pk])).content.decode()
    assert in_zip == budget, "one header and the same rows in both"
    rows = list(csv.DictReader(io.StringIO(budget)))
    assert sum(Decimal(row["amount_usd"]) for row in rows if row["paid_by"] == "program") == plan.cost_total


def pdf_words(content):
    from pypdf import PdfReader

    return " ".join(" ".join(page.extract_text() for page in PdfReader(io.BytesIO(content)).pages).split())


def test_readers_outside_the_agency_learn_no_single_persons_need(client, region):
    from django.test import Client

    with acting_as_system("test"):
        for person in Participant.objects.exclude(barriers__kind="childcare"):
            Barrier.objects.create(participant=person, kind="childcare")
    plan, page = made_plan(client, region)
    with acting_as_system("test"):
        labels = [line.label for line in plan.budget_lines.filter(share="support")]
        total = plan.cost_total
        private = [label for label in labels if not label.startswith(("Job coach", "Mentor"))]
        shared = stored_plan(plan, shared=True).cost.lines
        assert sum(Decimal(str(line.amount)) for line in shared) == total
        assert private
    assert all(label in page for label in private)
    shown = client.post(
        reverse("program:job_plan_share", args=[region.pk]), {"scope": "view_plan"}
    ).content.decode()
    token = shown.split("/guest/link/")[1].split("/")[0]
    guest = Client()
    text = guest.get(reverse("guest:link", args=[token])).content.decode()
    paper = pdf_words(guest.get(reverse("guest:link_pdf", args=[token])).content)
    assert "P01" in paper
    assert not [label for label in private if label in text or label in paper]


def test_a_link_that_was_taken_back_gives_no_pdf(client, region):
    from django.test import Client

    plan, _ = made_plan(client, region)
    shown = client.post(
        reverse("program:job_plan_share", args=[region.pk]), {"scope": "view_plan"}
    ).content.decode()
    token = shown.split("/guest/link/")[1].split("/")[0]
    guest = Client()
    assert guest.get(reverse("guest:link_pdf", args=[token])).status_code == 200
    with acting_as_system("test"):
        link = SignedLink.objects.get(about_id=plan.pk)
    client.post(reverse("program:job_link_revoke", args=[region.pk, link.pk]))
    assert guest.get(reverse("guest:link_pdf", args=[token])).status_code == 410
    assert guest.get(reverse("guest:link_pdf", args=["guess"])).status_code == 410


def test_the_plan_says_that_the_employer_is_awaited_only_while_he_is(client, region):
    _, before = made_plan(client, region)
    assert "has not yet confirmed" in before
    confirm(client, region)
    assert (
        "has not yet confirmed"
        not in client.get(reverse("program:job_plan", args=[region.pk])).content.decode()
    )
    data = client.get(reverse("program:job_plan_json", args=[region.pk])).json()
    assert not any("has not yet confirmed" in said for said in data["unknowns"])
    assert any(feeder["in_pool"] for feeder in data["feeder_occupations"])


def guest_link(client, order):
    """Sign the price by sending the plan; return the token of the employer's link."""
    page = client.post(
        reverse("program:job_plan_share", args=[order.pk]), {"scope": "sign_plan"}
    ).content.decode()
    return page.split("/guest/link/")[1].split("/")[0]


def commit_as_guest(token, **terms):
    from django.test import Client

    signer = {"name": "Pat Lee", "title": "Director"}
    return (
        Client().post(reverse("guest:sign", args=[token]), {**signer, **terms}, follow=True).content.decode()
    )


def test_profile_commitment_and_price_are_signed_in_any_order(client, region):
    """Price first, then the commitment, the profile last: the last signature makes the plan signed."""
    plan, _page = made_plan(client, region)
    token = guest_link(client, region)
    commit_as_guest(token, openings="1", wage="18.25", until="2099-01-01")
    with acting_as_system("test"):
        plan.refresh_from_db()
        assert plan.status == "sent_to_employer"
        assert not region.commitments.exists()
    commit_as_guest(token, openings="1", wage="18.25", wage_unit="hour")
    with acting_as_system("test"):
        plan.refresh_from_db()
        assert plan.status == "sent_to_employer"
        assert [row.status for row in region.opening_rows.all()][:2] == ["committed", "offered"]
    confirm(client, region)
    with acting_as_system("test"):
        plan.refresh_from_db()
        assert plan.status == "signed"
        assert plan.commitment.wage == Decimal("18.25")
    page = client.get(reverse("program:job_plan", args=[region.pk])).content.decode()
    assert page.count("Signed by Pat Lee, Director") == 2


def test_a_profile_changed_after_the_commitment_reopens_it(client, region):
    confirm(client, region)
    made_plan(client, region)
    commit_as_guest(guest_link(client, region))
    with acting_as_system("test"):
        struck = current_version(region).lines.exclude(need="nice_to_have").first()
    gone = {"competency_id": struck.competency_id, "verb": "remove"}
    client.post(reverse("program:job_line", args=[region.pk]), gone)
    made_plan(client, region)
    page = client.get(reverse("program:job_plan", args=[region.pk])).content.decode()
    assert "Changed since version 1 was signed." in page
    assert "What the job needs changed since it was signed." in page


def test_an_opening_withdrawn_under_a_signed_plan_is_told_with_its_reason(client, region):
    confirm(client, region)
    plan, _page = made_plan(client, region)
    commit_as_guest(guest_link(client, region))
    with acting_as_system("test"):
        opening = region.opening_rows.first()
    step = reverse("program:job_opening_step", args=[region.pk, opening.pk, "withdraw"])
    refused = client.post(step, {"reason": " "}, follow=True).content.decode()
    assert "Say in a few words why" in refused
    page = client.post(step, {"reason": "The ward closes"}, follow=True).content.decode()
    assert "The ward closes" in page
    assert "Changed since it was signed" in page
    with acting_as_system("test"):
        plan.refresh_from_db()
        assert plan.status == "signed"


def test_a_link_shows_the_plan_without_names_and_takes_a_signature(client, region, django_user_model):
    from django.test import Client

    confirm(client, region)
    plan, _page = made_plan(client, region)
    page = client.post(
        reverse("program:job_plan_share", args=[region.pk]), {"scope": "sign_plan"}
    ).content.decode()
    token = page.split("/guest/link/")[1].split("/")[0]
    guest = Client()
    shown = guest.get(reverse("guest:link", args=[token])).content.decode()
    with acting_as_system("test"):
        names = [str(row.participant) for row in plan.people.select_related("participant")]
    assert names
    assert not [name for name in names if name in shown]
    guest.post(reverse("guest:sign", args=[token]), {"name": "Pat Lee", "title": "Director"})
    with acting_as_system("test"):
        plan.refresh_from_db()
        assert plan.status == "signed"
        assert plan.commitment.link_id is not None


def test_a_person_who_takes_consent_back_leaves_the_plan_page(client, region):
    plan, _page = made_plan(client, region)
    with acting_as_system("test"):
        row = plan.people.select_related("participant").first()
        from django.utils import timezone

        Consent.objects.filter(participant=row.participant).update(revoked_at=timezone.now())
    page = client.get(reverse("program:job_plan", args=[region.pk])).content.decode()
    assert str(row.participant) not in page
    assert "took their consent back" in page


def test_a_plan_whose_profile_changed_must_be_made_again_before_it_is_signed(client, region):
    """The employer strikes a requirement and signs; the old plan cannot be sent, the new one can."""
    confirm(client, region)
    plan, _page = made_plan(client, region)
    with acting_as_system("test"):
        struck = plan.profile_version.lines.exclude(need="nice_to_have").first()
    gone = {"competency_id": struck.competency_id, "verb": "remove"}
    client.post(reverse("program:job_line", args=[region.pk]), gone)
    confirm(client, region)
    page = client.get(reverse("program:job_plan", args=[region.pk])).content.decode()
    assert "This plan is out of date" in page
    assert struck.name in page
    assert "Ask the employer to sign" not in page
    share = reverse("program:job_plan_share", args=[region.pk])
    refused = client.post(share, {"scope": "sign_plan"}, follow=True).content.decode()
    assert "This plan is out of date. No longer asked for" in refused
    _again, page = made_plan(client, region)
    assert "This plan is out of date" not in page
    assert "Ask the employer to sign" in page


def test_a_signature_stands_on_the_page_in_the_pdf_and_in_the_json(client, region):
    from django.test import Client

    confirm(client, region)
    plan, _page = made_plan(client, region)
    shown = client.post(
        reverse("program:job_plan_share", args=[region.pk]), {"scope": "sign_plan"}
    ).content.decode()
    token = shown.split("/guest/link/")[1].split("/")[0]
    Client().post(reverse("guest:sign", args=[token]), {"name": "Pat Lee", "title": "Director"})
    with acting_as_system("test"):
        JobOrder.objects.filter(pk=region.pk).update(openings=region.openings + 1)
    page = client.get(reverse("program:job_plan", args=[region.pk])).content.decode()
    assert "Signed by Pat Lee, Director" in page
    assert "Changed since it was signed" in page
    paper = pdf_words(client.get(reverse("program:job_plan_pdf", args=[region.pk])).content)
    assert "Signed by Pat Lee, Director" in paper
    assert "Name and title" not in paper
    data = client.get(reverse("program:job_plan_json", args=[region.pk])).json()
    signed = {item["document"]: item for item in data["signatures"]}
    assert {name: item["role"] for name, item in signed.items()} == {
        "profile": "employer", "commitment": "employer", "price": "agency",
    }  # fmt: skip
    with acting_as_system("test"):
        plan.refresh_from_db()
        assert signed["price"]["content_hash"] == plan.signature.content_hash
        assert signed["commitment"]["content_hash"] == plan.commitment.content_hash
    assert data["openings"] == region.openings


def test_courses_that_wait_for_each_other_make_no_plan(client, region, monkeypatch):
    """Actions keep circles out of the catalogue; one that came in by hand is named, and nothing is saved."""
    confirm(client, region)
    plan, _page = made_plan(client, region)
    with acting_as_system("test"):
        taken = {str(row.course_id) for row in plan.courses.all()}
        first, second = [course for course in engine_courses() if course.id in taken][:2]
    circle = (replace(first, prerequisites=(second.id,)), replace(second, prerequisites=(first.id,)))
    module = import_module("gainful.domain.plans.actions.make_plan")  # its function has the same name
    monkeypatch.setattr(module, "engine_courses", lambda: circle)
    again, page = made_plan(client, region)
    assert again == plan
    assert "These courses wait for each other" in page
    assert "Correct the catalogue, then make the plan again." in page


def test_somebody_who_is_in_no_pool_is_not_compared(client, region):
    assert client.get(reverse("program:job_person", args=[region.pk, uuid4()])).status_code == 404

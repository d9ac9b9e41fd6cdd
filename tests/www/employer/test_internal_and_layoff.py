"""A layoff cohort and an internal cohort walk the path that others walk, from the file to the filled opening."""

from __future__ import annotations

import re
from datetime import timedelta
from decimal import Decimal

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.urls import reverse
from django.utils import timezone

from gainful.domain.accounts.actor import acting_as_system
from gainful.domain.cohorts import actions
from gainful.domain.cohorts.errors import CohortError, NotAllowedError
from gainful.domain.cohorts.models import Application, ReleaseAgreement
from gainful.domain.cohorts.queries import usable_openings
from gainful.domain.job_orders.actions import update_job_order
from gainful.domain.job_orders.errors import JobOrderError
from gainful.domain.job_orders.models import JobOrder
from gainful.domain.organizations.models import Organization
from gainful.domain.participants.models import Participant
from gainful.domain.participants.queries import layoffs_of, pool, roster_of
from gainful.domain.placements.actions import Why, accept_offer, agree, hire, introduce, make_offer
from gainful.domain.placements.errors import PlacementError
from gainful.domain.placements.models import Placement
from gainful.domain.programs.models import Program
from tests.cohorts import committed, consent, draft
from tests.curricula import acting, build_mill
from tests.placements import terms

pytestmark = pytest.mark.django_db
NAMES = ("Ines Harrow", "Otto Blum", "Vera Quint")
VOICE = Why(for_person="verbal")
TODAY = timezone.localdate
ROSTER = """Employee ID,Name,Job title,Employer,Hire date,Separation date
E-1,Rosa Vance,Home health aide,Bright Home Care,2015-02-01,2027-01-29
E-2,Sam Otis,Personal care aide,Bright Home Care,2018-05-01,2027-01-29
"""


def text(reply):
    return re.sub(r"\s+", " ", re.sub(r"<[^>]+>", " ", reply.content.decode()))


@pytest.fixture
def mill(as_web_role):
    town = build_mill()
    with acting_as_system("test"):
        town.program = Program.objects.create(organization=town.agency, name="Care careers")
        town.openings = committed(town.agency, town.employer_org, 2)
        JobOrder.objects.update(created_by=town.manager.user)
    town.order = town.openings[0].job_order
    return town


def cohort_of(town, seats=2):
    """Start a cohort with the two openings behind it; it is a draft."""
    with acting(town.manager) as actor:
        cohort = actions.create_cohort(
            actor, town.program, draft(name="Winter", seats=seats, is_public=False)
        )
        actions.add_openings(actor, cohort, [row.pk for row in usable_openings(actor)])
    return cohort


def seated(town, cohort, people):
    """Let people apply on the staff's page, be found eligible, be offered a seat and take it."""
    browser = town.manager.client
    for person in people:
        address = f"{reverse('program:application_new', args=[cohort.pk])}?person={person.pk}"
        form = {"name": person.name, "email": person.email, "phone": "", "note": "", "follow": "yes"}
        assert browser.post(address, form).status_code == 302
    assert people[0].name in text(browser.get(reverse("program:cohort_applications", args=[cohort.pk])))
    with acting(town.manager):
        rows = list(Application.objects.filter(cohort=cohort).order_by("applied_at", "id"))
    for row in rows:
        step = reverse("program:application_step", args=[row.pk, "find_eligible"])
        assert "Eligible; the applicant is told." in text(browser.post(step, follow=True))
    for step in ("close_applications", "offer"):
        assert browser.post(reverse("program:cohort_step", args=[cohort.pk, step])).status_code == 302
    with acting(town.manager) as actor:
        seats = [actions.accept_seat(actor, Application.objects.get(pk=row.pk)) for row in rows]
        actions.start_cohort(actor, cohort)
    return seats


def placed(town, person):
    """Walk a person from the question to the first day at the first employer."""
    with acting(town.manager) as actor:
        row = introduce(actor, JobOrder.objects.get(pk=town.order.pk), person)
    with acting(town.coach) as actor:
        agree(actor, row, why=VOICE)
    with acting(town.employer) as actor:
        make_offer(actor, row, terms(), answer_by=TODAY() + timedelta(days=5))
    with acting(town.coach) as actor:
        accept_offer(actor, row, why=VOICE)
    with acting(town.employer) as actor:
        made = hire(actor, row)
    with acting_as_system("test"):
        return Placement.objects.select_related("opening").get(pk=made.pk)


def test_a_layoff_goes_from_the_roster_over_the_pool_and_a_cohort_to_the_hire(mill):
    browser = mill.manager.client
    file = SimpleUploadedFile("roster.csv", ROSTER.encode())
    given = {
        "employer": "Bright Home Care",
        "notice_on": "2026-11-30",
        "last_day": "2027-01-29",
        "file": file,
    }
    check = browser.post(reverse("program:layoffs"), given)
    agreed = {
        "consent_until": (TODAY() + timedelta(days=700)).isoformat(), "basis": "verbal",
        "scopes": ["profile", "matching", "outcomes"],
    }  # fmt: skip
    saved = browser.post(f"{check['Location']}save/", agreed, follow=True)
    assert "2 people were saved" in text(saved)
    with acting(mill.manager) as actor:
        layoff = layoffs_of(actor).get()
        people = list(Participant.objects.filter(pk__in=roster_of(layoff)).order_by("code"))
        assert [row.scenario for row in people] == ["displaced"] * 2
        assert len(pool(actor).rows_of([str(row.pk) for row in people])) == 2
    assert "Rosa Vance" not in text(browser.get(reverse("program:layoff", args=[layoff.pk])))
    cohort = cohort_of(mill)
    assert browser.post(reverse("program:cohort_step", args=[cohort.pk, "open"])).status_code == 302
    seats = seated(mill, cohort, people)
    made = placed(mill, people[0])
    assert (made.kind, made.enrolment_id, made.opening.status) == ("hire", seats[0].pk, "filled")
    assert "Rosa Vance" in text(browser.get(reverse("program:outcomes")))


def test_an_internal_cohort_opens_once_the_employer_signed_and_fills_an_internal_role(mill):
    with acting(mill.manager) as actor:
        update_job_order(actor, JobOrder.objects.get(pk=mill.order.pk), {"is_internal": True})
    cohort = cohort_of(mill)
    manager, employer = mill.manager.client, mill.employer.client
    page = reverse("program:cohort", args=[cohort.pk])
    assert "Hours off at the present employer" in text(manager.get(page))
    opened = manager.post(reverse("program:cohort_step", args=[cohort.pk, "open"]), follow=True)
    assert "Lakeside Care has not signed for the hours off of its people." in text(opened)
    form = {
        "release-employer": str(mill.employer_org.pk), "release-hours_per_week": "8", "release-is_paid": "on",
        "release-backfill": "Two people from the pool",
    }  # fmt: skip
    wrong = {**form, "release-employer": str(mill.second.organization.pk)}
    assert manager.post(reverse("program:cohort_release", args=[cohort.pk]), wrong).status_code == 422
    assert manager.post(reverse("program:cohort_release", args=[cohort.pk]), form).status_code == 302
    assert "Agree to release time" in text(employer.get(reverse("employer:home")))
    asked = employer.get(reverse("employer:releases"))
    assert "8, paid as work" in text(asked)
    address = re.search(r"/employer/workforce/hours-off/[0-9a-f-]{36}/", asked.content.decode())[0]
    assert mill.second.client.post(address, {"answer": "sign"}).status_code == 404
    assert manager.post(address).status_code == 403
    employer.post(address, {"answer": "sign", "name": "", "title": ""})
    assert "waits for the employer" in text(employer.get(reverse("employer:releases")))
    employer.post(address, {"answer": "sign", "name": "Pat Reyes", "title": "Director"})
    assert "signed by Pat Reyes, Director" in text(manager.get(page))
    assert "goes beyond" not in text(employer.get(reverse("employer:releases")))
    with acting_as_system("test"):
        row = ReleaseAgreement.objects.get()
        people = [
            Participant.objects.create(
                registered_by=mill.agency, code=f"W-{n}", name=NAMES[n], email=f"w{n}@example.org",
                scenario="incumbent" if n < 2 else "displaced",
            )
            for n in range(3)
        ]  # fmt: skip
        for person in people:
            consent(person, mill.agency)
    with acting(mill.employer) as actor, pytest.raises(CohortError, match="already"):
        actions.refuse_release(actor, row, reason="No")
    assert "It is open for applications." in text(
        manager.post(reverse("program:cohort_step", args=[cohort.pk, "open"]), follow=True)
    )
    with acting(mill.manager) as actor, pytest.raises(CohortError, match="opened on this agreement"):
        actions.withdraw_release(actor, ReleaseAgreement.objects.select_related("cohort").get(pk=row.pk))
    seats = seated(mill, cohort, people[:2])
    proposed = manager.get(reverse("program:cohort_introductions", args=[cohort.pk]))
    assert proposed.status_code == 200
    assert NAMES[0] in text(proposed)
    made = placed(mill, people[0])
    assert (made.kind, made.enrolment_id, made.opening.status) == ("internal", seats[0].pk, "filled")
    with (
        acting(mill.manager) as actor,
        pytest.raises(PlacementError, match="who work at Lakeside Care already"),
    ):
        introduce(actor, JobOrder.objects.get(pk=mill.order.pk), people[2])


def test_who_puts_signs_and_refuses_hours_off_and_through_the_api(mill):
    with acting(mill.manager) as actor:
        with pytest.raises(JobOrderError, match="an employer that works here"):
            update_job_order(
                actor, JobOrder.objects.get(pk=mill.order.pk), {"is_internal": True, "employer": None}
            )
        update_job_order(actor, JobOrder.objects.get(pk=mill.order.pk), {"is_internal": True})
    cohort = cohort_of(mill)
    path = f"/api/v1/cohorts/{cohort.pk}/releases"
    given = {"employer_id": str(mill.employer_org.pk), "hours_per_week": 4.5, "backfill": "Nobody has to"}

    def send(who, address, body):
        return who.client.post(address, body, content_type="application/json")

    assert send(mill.stranger, path, given).status_code == 404
    assert send(mill.employer, path, given).status_code == 403
    assert send(mill.manager, path, {**given, "employer_id": str(mill.agency.pk)}).status_code == 422
    first = send(mill.manager, path, given)
    assert (first.status_code, first.json()["hours_per_week"]) == (201, 4.5)
    assert send(mill.manager, path, given).status_code == 422, "one at a time"
    one = f"/api/v1/releases/{first.json()['id']}"
    assert send(mill.second, f"{one}/sign", {"name": "A", "title": "B"}).status_code == 404
    assert send(mill.manager, f"{one}/sign", {"name": "A", "title": "B"}).status_code == 403
    refused = send(mill.employer, f"{one}/refuse", {"reason": "The season is full."})
    assert refused.json()["reason"] == "The season is full."
    assert send(mill.employer, f"{one}/sign", {"name": "A", "title": "B"}).status_code == 422
    second = send(mill.manager, path, {**given, "hours_per_week": 2}).json()["id"]
    assert send(mill.employer, f"/api/v1/releases/{second}/sign", {"name": "A", "title": "B"}).json()[
        "signed_at"
    ]
    assert len(mill.employer.client.get("/api/v1/releases").json()) == 2
    assert len(mill.manager.client.get(path).json()) == 2
    with acting(mill.manager) as actor:
        row = ReleaseAgreement.objects.select_related("cohort").get(pk=second)
        with pytest.raises(NotAllowedError, match="itself signs"):
            actions.sign_release(actor, row, name="M", title="M")
        actions.withdraw_release(actor, row)
        with pytest.raises(CohortError):
            actions.withdraw_release(actor, row)
        for wrong in ({"hours_per_week": Decimal(0)}, {"backfill": " "}):
            terms_of = {"hours_per_week": Decimal(4), "is_paid": True, "backfill": "x", **wrong}
            with pytest.raises(CohortError):
                actions.propose_release(
                    actor, cohort, Organization.objects.get(pk=mill.employer_org.pk), **terms_of
                )

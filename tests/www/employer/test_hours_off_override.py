"""Seats beyond the openings show to an employer that signs hours off, before the cohort opens too, and only to it."""

from __future__ import annotations

import csv
import io
import re

import pytest
from django.db import connection
from django.urls import reverse

from gainful.domain.accounts.actor import acting_as_system
from gainful.domain.cohorts import actions
from gainful.domain.cohorts.errors import CohortError
from gainful.domain.cohorts.models import Cohort, ReleaseAgreement, SeatOverride
from gainful.domain.job_orders.models import JobOrder
from gainful.domain.programs.models import Program
from tests.cohorts import committed, draft
from tests.curricula import acting, build_mill

pytestmark = pytest.mark.django_db
BEYOND = "3 seats go beyond the openings that employers promised."
WHY = "Two more internal jobs are budgeted for May."


def text(reply):
    return re.sub(r"\s+", " ", re.sub(r"<[^>]+>", " ", reply.content.decode()))


@pytest.fixture
def mill(as_web_role):
    """An internal cohort of five seats behind two openings, its agreement put before the employer; it is a draft."""
    town = build_mill()
    with acting_as_system("test"):
        town.program = Program.objects.create(organization=town.agency, name="Care careers")
        town.openings = committed(town.agency, town.employer_org, 2)
        JobOrder.objects.filter(pk=town.openings[0].job_order_id).update(
            is_internal=True, created_by=town.manager.user
        )
    with acting(town.manager) as actor:
        town.cohort = actions.create_cohort(
            actor, town.program, draft(name="Winter", seats=5, is_public=False)
        )
        actions.add_openings(actor, town.cohort, [row.pk for row in town.openings])
    return town


def propose(town):
    form = {
        "release-employer": str(town.employer_org.pk), "release-hours_per_week": "8", "release-is_paid": "on",
        "release-backfill": "The float pool",
    }  # fmt: skip
    address = reverse("program:cohort_release", args=[town.cohort.pk])
    assert town.manager.client.post(address, form).status_code == 302
    with acting_as_system("test"):
        return ReleaseAgreement.objects.get(withdrawn_at=None)


def allow(town, seats=5, reason=WHY):
    with acting(town.manager) as actor:
        actions.override_seats(
            actor, town.cohort, seats=seats, name="Mara Lund", title="Director", reason=reason
        )


def test_what_was_allowed_by_name_shows_before_the_cohort_opens_on_page_api_and_export(mill):
    propose(mill)
    page, client = reverse("employer:releases"), mill.employer.client
    assert f"{BEYOND} Nobody has allowed that." in text(client.get(page))
    allow(mill)
    shown = text(client.get(page))
    assert f"{BEYOND} Mara Lund, Director, allowed it on" in shown
    assert WHY in shown
    assert f"{BEYOND} Mara Lund, Director, allowed it on" in text(client.get(reverse("employer:home")))
    [told] = client.get("/api/v1/releases").json()
    assert (told["seats_beyond"], told["allowed_by"], told["allowed_reason"]) == (3, "Mara Lund", WHY)
    [ours] = mill.manager.client.get(f"/api/v1/cohorts/{mill.cohort.pk}/releases").json()
    assert (ours["seats_beyond"], ours["allowed_by"]) == (3, "Mara Lund")
    [line] = csv.DictReader(io.StringIO(client.get(reverse("employer:releases_export")).content.decode()))
    assert (line["seats_beyond"], line["allowed_by"], line["allowed_reason"]) == ("3", "Mara Lund", WHY)
    with acting(mill.employer):
        assert not Cohort.objects.exists(), "the cohort itself is not theirs to read yet"


def test_nobody_signs_what_changed_since_they_opened_the_page(mill):
    row, client = propose(mill), mill.employer.client
    allow(mill)
    page = client.get(reverse("employer:releases")).content.decode()
    seen = re.search(r'name="seen" value="([^"]+)"', page)[1]
    allow(mill, seats=6, reason="Another reason than before.")
    address = reverse("employer:release", args=[row.pk])
    given = {"answer": "sign", "name": "Pat Reyes", "title": "Director"}
    late = text(client.post(address, {**given, "seen": seen}, follow=True))
    assert "changed since you opened this page. Read it again, then sign." in late
    api = client.post(
        f"/api/v1/releases/{row.pk}/sign",
        {"name": "P", "title": "D", "seen": seen},
        content_type="application/json",
    )
    assert (api.status_code, api.json()["field"]) == (422, "seen")
    again = re.search(
        r'name="seen" value="([^"]+)"', client.get(reverse("employer:releases")).content.decode()
    )[1]
    long = text(client.post(address, {**given, "name": "x" * 201, "seen": again}, follow=True))
    assert "At most 200 characters: make it shorter." in long
    assert "Signed." in text(client.post(address, {**given, "seen": again}, follow=True))


def test_an_opening_let_go_counts_for_the_employer_as_for_the_agency(mill):
    """The rate and the openings behind the cohort are the agency's own, even where the employer's opening is gone."""
    propose(mill)
    with acting(mill.manager) as actor:
        for row in mill.cohort.opening_rows.all():
            actions.release_opening(actor, mill.cohort, row.pk)
    [told] = mill.employer.client.get("/api/v1/releases").json()
    assert told["seats_beyond"] == 5


def test_another_employer_and_one_whose_agreement_was_taken_back_read_nothing_of_it(mill):
    row = propose(mill)
    allow(mill)
    wanted = [mill.cohort.pk]
    told = "SELECT seats FROM gainful.released_seats(%s)"

    def read(who):
        with acting(who), connection.cursor() as cursor:
            cursor.execute(told, [wanted])
            return cursor.fetchall(), SeatOverride.objects.count()

    assert read(mill.employer) == ([(5,)], 1)
    assert read(mill.second) == ([], 0)
    assert read(mill.stranger) == ([], 0)
    with acting(mill.manager) as actor:
        actions.withdraw_release(actor, ReleaseAgreement.objects.select_related("cohort").get(pk=row.pk))
    assert read(mill.employer) == ([], 0)
    assert mill.manager.client.get(reverse("employer:releases_export")).status_code == 403


def test_openings_are_put_behind_a_cohort_only_where_one_is_ticked(mill):
    address = reverse("program:cohort_openings", args=[mill.cohort.pk])
    said = text(mill.manager.client.post(address, {}, follow=True))
    assert "No opening is chosen. Tick the openings first." in said
    assert "They stand behind it" not in said
    path = f"/api/v1/cohorts/{mill.cohort.pk}/openings"
    sent = mill.manager.client.post(path, {"openings": []}, content_type="application/json")
    assert sent.status_code == 422
    with acting(mill.manager) as actor, pytest.raises(CohortError, match="No opening is chosen"):
        actions.add_openings(actor, mill.cohort, [])

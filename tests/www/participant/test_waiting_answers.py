"""The first page of a participant shows every answer that somebody waits for, what is lost soonest first."""

from __future__ import annotations

import re

from django.urls import reverse

from gainful.domain.accounts.actor import acting_as_system
from gainful.domain.cohorts.models import Application
from gainful.domain.placements.models import Introduction
from gainful.domain.plans.models import PlanPerson
from tests.cohorts import make_program, opened
from tests.person import ana
from tests.placements import way
from tests.town import town

__all__ = ["ana", "town", "way"]


def first_page(ana) -> str:
    html = ana.client.get(reverse("participant:home")).content.decode()
    return re.sub(r"\s+", " ", re.sub(r"<[^>]+>", " ", html))


def application(cohort, person, status):
    with acting_as_system("test"):
        return Application.objects.create(
            cohort=cohort, organization=cohort.organization, participant=person, name=person.name, source="staff",
            status=status, decide_by=cohort.starts_on, shared_until=cohort.opened_at.replace(year=2099),
        )  # fmt: skip


def test_a_plan_an_introduction_and_a_seat_all_wait_and_an_offer_comes_first(way, ana, town):
    row = way.asked()
    with acting_as_system("test"):
        PlanPerson.objects.filter(participant=ana.person).update(answer="")
    cohort = opened(town, make_program(town), name="Spring care")
    application(cohort, ana.person, "offered")
    assert "Your next step You can have a seat: Spring care" in first_page(ana)
    html = ana.client.get(reverse("participant:home")).content.decode()
    also = html[html.index('id="also"') : html.index("Your way so far")]
    pages = [reverse("participant:plan"), reverse("participant:my_job", args=[row.pk])]
    assert re.findall(r'href="([^"]+)"', also) == pages, "the plan comes before the introduction"
    assert "May we tell an employer about you? Nursing Assistant" in also
    with acting_as_system("test"):
        Introduction.objects.filter(pk=row.pk).update(status="offered", agreed_at=row.asked_at)
    assert "Your next step You are offered a job: Nursing Assistant" in first_page(ana)


def test_what_is_missing_in_an_application_is_said_and_nothing_is_asked_where_nothing_waits(ana, town):
    assert "Also waiting for your answer" not in first_page(ana)
    cohort = opened(town, make_program(town), name="Spring care")
    row = application(cohort, ana.person, "incomplete")
    assert "Your next step Something is missing in your application: Spring care" in first_page(ana)
    with acting_as_system("test"):
        Application.objects.filter(pk=row.pk).update(status="received")
    assert "missing in your application" not in first_page(ana)

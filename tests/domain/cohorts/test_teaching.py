"""Who could teach which cohort: proposed from what was taught, on the page, through the API and at the terminal."""

from __future__ import annotations

import json
from uuid import UUID

import pytest
from django.urls import reverse
from django.utils import timezone

from gainful.commands import cohorts as commands
from gainful.domain.accounts.actor import acting_as, acting_as_system
from gainful.domain.accounts.models import User
from gainful.domain.cohorts import actions
from gainful.domain.cohorts.models import Cohort, Instructor
from gainful.domain.cohorts.teaching import proposed_instructors, reason_words
from gainful.domain.job_orders.errors import JobOrderError as Refused
from gainful.domain.organizations.models import Membership
from tests.cohorts import DAYS, draft, make_cohort, manager

pytestmark = pytest.mark.django_db


def teach(town, name):
    with acting_as_system("test"):
        user = User.objects.create_user(f"{name.lower()}@example.org", name=name)
        Membership.objects.create(user=user, organization=town.agency, role="instructor")
    return user


@pytest.fixture
def spring(town, made):
    """Ira taught the same work before; Bo teaches in the program now, on the days of the new cohort."""
    ira, bo = teach(town, "Ira"), teach(town, "Bo")
    spring = make_cohort(town, made, behind=2, seats=2)
    today = timezone.localdate()
    with manager(town) as actor:
        for name, user, first, opening in (("Last", ira, 1, 3), ("Now", bo, 35, 4)):
            begins = today + first * DAYS
            told = draft(name=name, apply_until=today, starts_on=begins, ends_on=begins + 20 * DAYS)
            cohort = actions.create_cohort(actor, made.program, told)
            actions.add_openings(actor, cohort, [made.openings[opening].pk])
            actions.add_instructor(actor, cohort, name="", user=user)
    with acting_as_system("test"):
        Cohort.objects.filter(name="Last").update(status="completed")
    return spring


def test_somebody_free_who_taught_the_same_work_is_proposed_with_the_reasons(town, made, spring, as_web_role):
    with manager(town) as actor:
        (found,) = proposed_instructors(actor)
        assert (found.cohort, str(found.instructor), found.others) == (spring, "Ira", 0)
        assert reason_words(found) == "has taught for the same work; has taught in this program"
        actions.add_instructor(actor, spring, name="", user=found.instructor)
        assert proposed_instructors(actor) == []


def test_a_cohort_without_anybody_who_fits_says_what_to_do(town, made):
    make_cohort(town, made)
    teach(town, "Ira")
    with manager(town) as actor:
        (found,) = proposed_instructors(actor)
    assert found.instructor is None
    assert "name somebody on its page" in reason_words(found)


def test_others_see_no_proposals(town, spring):
    with (
        acting_as(town.coach.user, town.agency, role="coach") as actor,
        pytest.raises(Refused, match="Only a program manager"),
    ):
        proposed_instructors(actor)
    with acting_as(town.stranger.user, town.stranger.organization, role="program_manager") as actor:
        assert proposed_instructors(actor) == []
    page = reverse("program:cohort_instructors")
    assert town.coach.client.get(page).status_code == 403
    told = {"cohort": spring.pk, "instructor": town.coach.user.pk}
    assert town.stranger.client.post(page, told).status_code == 404
    assert town.coach.client.get("/api/v1/instructor-proposals").status_code == 403


def test_the_page_proposes_and_names(town, spring):
    page, client = reverse("program:cohort_instructors"), town.manager.client
    shown = client.get(page).content.decode()
    assert "has taught for the same work" in shown
    with acting_as_system("test"):
        ira = User.objects.get(name="Ira")
    done = client.post(page, {"cohort": spring.pk, "instructor": ira.pk}, follow=True).content.decode()
    assert "Ira is named for Spring." in done
    assert "Somebody is named everywhere" in done
    assert client.post(page, {"cohort": "x"}).status_code == 404
    assert (
        "do not teach here any more"
        in client.post(
            page, {"cohort": spring.pk, "instructor": town.coach.user.pk}, follow=True
        ).content.decode()
    )
    assert client.get(reverse("program:cohort_instructors_export")).content.startswith(b"cohort,")


def test_the_api_proposes_and_names(town, spring):
    client = town.manager.client
    (found,) = client.get("/api/v1/instructor-proposals").json()
    assert (found["cohort"], found["instructor"], found["others"]) == ("Spring", "Ira", 0)

    def send(number):
        told, address = json.dumps({"instructor_id": str(number)}), f"/api/v1/cohorts/{spring.pk}/instructors"
        return client.post(address, told, content_type="application/json")

    assert send(town.coach.user.pk).status_code == 422
    assert send(found["instructor_id"]).status_code == 200
    with acting_as_system("test"):
        assert Instructor.objects.get(cohort=spring).user_id == UUID(found["instructor_id"])


def test_the_terminal_lists_proposals(town, spring, capsys):
    assert commands._print(commands._instructors()) == 0
    lines = capsys.readouterr().out.splitlines()
    assert [line.split(",")[5] for line in lines[1:]] == ["Ira"]

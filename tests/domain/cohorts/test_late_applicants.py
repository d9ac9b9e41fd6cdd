"""Somebody who comes too late reads why, and staff read where they can still get a seat."""

from __future__ import annotations

import pytest
from django.utils import timezone

from gainful.domain.accounts.actor import acting_as_system
from gainful.domain.cohorts import actions
from gainful.domain.cohorts.models import Application, Cohort
from gainful.domain.job_orders.errors import JobOrderError as Refused
from tests.cohorts import DAYS, coach, eligible, form, manager, opened

pytestmark = pytest.mark.django_db


def set_to(cohort, **values):
    with acting_as_system("test"):
        Cohort.objects.filter(pk=cohort.pk).update(**values)
    cohort.refresh_from_db()


@pytest.fixture
def spring(town, made, as_web_role):
    return opened(town, made, behind=2, seats=2)


def refusal(actor, cohort):
    with pytest.raises(Refused) as refused:
        actions.apply_for(actor, cohort, form())
    return f"{refused.value.message} {refused.value.hint}"


def test_once_training_has_begun_staff_read_where_the_person_can_still_get_a_seat(town, made, spring):
    set_to(spring, status="running")
    with manager(town) as actor:
        words = refusal(actor, spring)
    assert words.startswith("Training of Spring has begun: nobody new can apply.")
    assert "A seat that comes free goes to the next on the waiting list." in words
    assert words.endswith("No cohort of yours takes applications today: start another one.")
    with acting_as_system("test"):
        for name, until in (("Summer", 3), ("Autumn", 9), ("Too late", -1)):
            Cohort.objects.create(
                organization=town.agency, program=made.program, name=name, seats=2, status="open",
                opened_at=timezone.now(), apply_until=timezone.localdate() + until * DAYS,
                starts_on=timezone.localdate() + (20 + until) * DAYS, ends_on=timezone.localdate() + 60 * DAYS,
            )  # fmt: skip
    with coach(town) as actor:
        words = refusal(actor, spring)
    assert words.endswith("Enter them for a cohort that takes applications: Summer, Autumn.")
    with acting_as_system("test"):
        assert not Application.objects.exists()


def test_a_draft_and_what_is_over_say_so_to_staff(town, spring):
    with manager(town) as actor:
        set_to(spring, status="draft")
        assert refusal(actor, spring).startswith("Spring is not open yet. Open it for applications first.")
        set_to(spring, status="completed")
        assert refusal(actor, spring).startswith("Spring takes no applications any more. No cohort of yours")


def test_a_seat_that_comes_free_in_training_goes_down_the_list_and_no_further(town, made, spring):
    first, second, third = eligible(town, spring, 3)
    with acting_as_system("test"):
        Application.objects.filter(pk__in=[second.pk, third.pk]).update(status="waiting")
        for place, row in enumerate((second, third), 1):
            Application.objects.filter(pk=row.pk).update(place=place)
        Application.objects.filter(pk=first.pk).update(status="enrolled")
    set_to(spring, status="running", seats=1)
    with manager(town) as actor:
        [offered] = actions.offer_free_seats(actor, spring)
        assert offered.pk == second.pk
        assert actions.offer_free_seats(actor, spring) == []


def test_the_page_says_that_no_seat_was_offered_where_none_was(town, spring):
    """A step that reached nobody is no success."""
    step = f"/program/cohorts/{spring.pk}/steps"
    set_to(spring, status="selecting")
    for verb, words in (
        ("offer", "Nobody is eligible who waits for a seat: nothing changed."),
        ("offer_free", "No seat is free, or nobody waits for one: nothing changed."),
        ("ask_follow", "Everybody was asked already: nobody is asked again."),
    ):
        said = town.manager.client.post(f"{step}/{verb}/", follow=True).content.decode()
        assert words in said
    eligible(town, spring, 1)
    said = town.manager.client.post(f"{step}/offer/", follow=True).content.decode()
    assert "Seats are offered, or the waiting list is longer." in said


def test_a_part_that_somebody_else_removed_is_told(town, spring):
    set_to(spring, status="draft")
    with manager(town) as actor:
        track = actions.add_track(actor, spring, name="Days", seats=2)
        actions.remove_part(actor, spring, "track", track.pk)
        with pytest.raises(Refused, match="no such part"):
            actions.remove_part(actor, spring, "track", track.pk)

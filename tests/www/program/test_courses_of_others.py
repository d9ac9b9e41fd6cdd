"""An agency's courses are its own: another agency plans with them and changes nothing."""

from __future__ import annotations

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.db import ProgrammingError, transaction

from gainful.domain.accounts.actor import acting_as, acting_as_system
from gainful.domain.organizations.models import Course, Organization


def course_of(provider):
    with acting_as_system("test"):
        return Course.objects.create(provider=provider, code="C-1", title="Patient care", hours=40, price=900)


def now(course):
    with acting_as_system("test"):
        return Course.objects.values_list("title", "price", "is_active").get(pk=course.pk)


FORM = {
    "title": "Mine now",
    "hours": "1",
    "price": "0",
    "teaches": "Active Listening=3",
    "modality": "online",
}


def test_another_agency_changes_and_retires_nothing(town):
    course = course_of(town.agency)
    before = now(course)
    assert town.stranger.client.get(f"/program/training/{course.pk}/change/").status_code == 403
    assert town.stranger.client.post(f"/program/training/{course.pk}/change/", FORM).status_code == 403
    answer = town.stranger.client.post(f"/program/training/{course.pk}/offer/", follow=True)
    assert "Harbor Workforce (its own managers)" in answer.content.decode()
    page = town.stranger.client.get(f"/program/training/{course.pk}/").content.decode()
    assert "/change/" not in page
    table = b"code,title,provider,hours,price,teaches\nC-1,Mine now,Harbor Workforce,1,0,Active Listening=3\n"
    file = SimpleUploadedFile("c.csv", table)
    assert town.stranger.client.post("/api/v1/imports/courses", {"file": file}).status_code == 422
    assert now(course) == before
    assert town.manager.client.post(f"/program/training/{course.pk}/offer/").status_code == 302
    assert now(course) != before


def test_a_provider_without_managers_is_kept_by_who_entered_it(town):
    with acting_as(town.manager.user, town.agency, role="program_manager"):
        college = Organization.objects.create(name="Bright College", kind="provider")
    course = course_of(college)
    answer = town.stranger.client.post(f"/program/training/{course.pk}/offer/", follow=True)
    assert "Bright College (Harbor Workforce)" in answer.content.decode()
    assert now(course)[2] is True
    assert "/change/" in town.manager.client.get(f"/program/training/{course.pk}/").content.decode()
    town.manager.client.post(f"/program/training/{course.pk}/offer/")
    assert now(course)[2] is False


def test_the_database_refuses_too(town, as_web_role):
    course = course_of(town.agency)
    with acting_as(town.stranger.user, town.stranger.organization, role="program_manager"):
        assert Course.objects.filter(pk=course.pk).update(price=0) == 0
    with (
        pytest.raises(ProgrammingError, match="row-level security"),
        transaction.atomic(),
        acting_as(town.stranger.user, town.stranger.organization, role="program_manager"),
    ):
        Course.objects.create(provider=town.agency, code="C-2", title="x", hours=1, price=0)

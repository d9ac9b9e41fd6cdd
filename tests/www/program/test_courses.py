"""The catalogue on the manager's screens."""

from __future__ import annotations

import pytest
from django.urls import reverse

from gainful.domain.organizations.courses.models import Course

HOME = "/program/training/"
FORM = {
    "code": "CNA-1", "title": "Caring for residents", "hours": "75", "price": "1,200", "modality": "in_person",
    "teaches": "Active Listening=3.5\nonet:2.B.1.f=2..4", "start_dates": "2027-01-11; 2027-03-01",
    "occupations": "31-1131.00",
}  # fmt: skip


@pytest.fixture
def course(town):
    reply = town.manager.client.post(reverse("program:course_new"), FORM)
    assert reply.status_code == 302, reply.context["form"].errors
    return Course.objects.get()


def test_an_empty_catalogue_teaches_what_belongs_here(town):
    assert "No course is here yet" in town.manager.client.get(HOME).content.decode()


def test_a_course_is_added_in_the_words_of_a_spreadsheet(town, course):
    assert course.provider == town.agency
    assert float(course.price) == 1200
    taught = {c.competency_id: (c.level_from, c.level_to) for c in course.competencies.all()}
    assert taught == {"onet:2.A.1.b": (None, 3.5), "onet:2.B.1.f": (2.0, 4.0)}
    page = town.manager.client.get(reverse("program:course", args=[course.pk])).content.decode()
    assert "Nursing Assistants" in page
    assert "3.5 of 7" in page


@pytest.mark.parametrize(
    ("change", "said"),
    [
        ({"hours": "0"}, "must be a number of hours above 0"),
        ({"price": "-5"}, "must be a price in USD"),
        ({"teaches": "Juggling=3"}, "No competency is called"),
        ({"teaches": "Active Listening=9"}, "levels run from 0 to 7"),
        ({"occupations": "nurse"}, "is not an occupation code"),
        ({"prerequisites": "NONE-1"}, "No course has the ID NONE-1"),
        ({"prerequisites": "CNA-1"}, "These courses wait for each other"),
    ],
)
def test_what_is_wrong_is_said_and_nothing_saved(town, change, said):
    reply = town.manager.client.post(reverse("program:course_new"), {**FORM, **change})
    assert reply.status_code == 200
    assert said in reply.content.decode()
    assert not Course.objects.exists()


def test_a_circle_of_prerequisites_is_named(town, course):
    second = {**FORM, "code": "CNA-2", "title": "Next", "prerequisites": "CNA-1"}
    assert town.manager.client.post(reverse("program:course_new"), second).status_code == 302
    edit = reverse("program:course_edit", args=[course.pk])
    reply = town.manager.client.post(edit, {**FORM, "prerequisites": "CNA-2"})
    assert reply.status_code == 200
    assert (
        "CNA-1 → CNA-2 → CNA-1" in reply.content.decode() or "CNA-2 → CNA-1 → CNA-2" in reply.content.decode()
    )


def test_a_course_is_changed_and_retired(town, course):
    edit = reverse("program:course_edit", args=[course.pk])
    assert "onet:2.B.1.f=2..4" in town.manager.client.get(edit).content.decode()
    assert town.manager.client.post(edit, {**FORM, "price": "999"}).status_code == 302
    course.refresh_from_db()
    assert float(course.price) == 999
    town.manager.client.post(reverse("program:course_retire", args=[course.pk]))
    course.refresh_from_db()
    assert not course.is_active


def test_what_goes_out_can_come_in_again(town, course):
    text = town.manager.client.get("/program/training.csv").content
    Course.objects.all().delete()
    from gainful.domain.organizations.courses.actions import import_courses
    from gainful.engine.occupations import load_reference
    from gainful.exchange.courses import open_courses

    file = open_courses(text, "courses.csv", reference=load_reference())
    records = [row.record for row in file.rows()]
    from gainful.domain.accounts.actor import acting_as

    with acting_as(town.manager.user, town.agency, role="program_manager") as actor:
        assert import_courses(actor, records) == (1, 0)
    again = Course.objects.get()
    assert (again.title, again.hours, len(again.start_dates), again.competencies.count()) == (
        FORM["title"],
        75,
        2,
        2,
    )


@pytest.mark.parametrize("who", ["coach", "employer"])
def test_other_roles_are_kept_out(town, course, who):
    client = getattr(town, who).client
    for url in (HOME, "/program/training.csv", reverse("program:course_edit", args=[course.pk])):
        assert client.get(url).status_code == 403


def test_a_long_list_costs_the_same_few_queries(town, course, django_assert_max_num_queries):
    Course.objects.bulk_create(
        Course(provider=town.agency, code=f"C{i}", title=f"Course {i:03}", hours=10, price=5)
        for i in range(60)
    )
    with django_assert_max_num_queries(14):
        page = town.manager.client.get(HOME).content.decode()
    assert "Next page" in page
    assert "61 courses" in page

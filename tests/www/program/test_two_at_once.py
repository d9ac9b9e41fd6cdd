"""Two people with one form open: nothing is lost, the second is told of what both changed; sent twice is once."""

from __future__ import annotations

import html
import re
from uuid import uuid4

import pytest
from django.db import IntegrityError, connection, transaction
from django.urls import reverse
from django.utils import timezone

from gainful.domain.accounts.actor import acting_as_system
from gainful.domain.cohorts import actions
from gainful.domain.cohorts.models import Application, Cohort
from gainful.domain.organizations.models import AgendaItem, CouncilMeeting
from tests.cohorts import DAYS, make_cohort, make_program, manager, opened
from tests.curricula import mill
from tests.town import town

__all__ = ["mill", "town"]


@pytest.fixture
def made(town):
    return make_program(town)


def text(reply) -> str:
    return re.sub(r"\s+", " ", re.sub(r"<[^>]+>", " ", html.unescape(reply.content.decode())))


def opened_form(client, page) -> dict[str, str]:
    """Return the form's fields as the browser shows them."""
    body = client.get(page).content.decode()
    fields = dict(re.findall(r'<input[^>]*name="([^"]+)"[^>]*value="([^"]*)"', body))
    fields |= {
        name: html.unescape(value)
        for name, value in re.findall(r'<textarea[^>]*name="([^"]+)"[^>]*>\s*([^<]*)</textarea>', body)
    }
    if re.search(r'name="is_public"[^>]*checked', body):
        fields["is_public"] = "on"
    return {name: html.unescape(value) for name, value in fields.items() if name != "csrfmiddlewaretoken"}


def test_what_somebody_else_saved_meanwhile_stays_and_one_field_changed_by_both_is_told(town, made):
    cohort = make_cohort(town, made)
    page, client = reverse("program:cohort_edit", args=[cohort.pk]), town.manager.client
    first = opened_form(client, page)
    assert first["seats"] == "20"
    with manager(town) as actor:
        actions.change_seats(actor, cohort, 15)
        actions.change_cohort(actor, cohort, contact="Mara, 555-0199", is_public=False)
    assert client.post(page, {**first, "about": "You learn to lift."}).status_code == 302
    cohort.refresh_from_db()
    with acting_as_system("test"):
        now = Cohort.objects.get()
    assert (now.seats, now.contact, now.is_public, now.about) == (
        15, "Mara, 555-0199", False, "You learn to lift.",
    )  # fmt: skip
    refused = client.post(page, {**first, "about": "You learn to lift.", "seats": "18"})
    assert refused.status_code == 422
    assert "Somebody changed this while you were editing: it is “15” now. Save again to keep yours." in text(
        refused
    )
    second = opened_form_of(refused)
    assert (second["seats"], second["contact"], "is_public" in second) == ("18", "Mara, 555-0199", False)
    assert client.post(page, second).status_code == 302
    with acting_as_system("test"):
        assert Cohort.objects.get().seats == 18


def opened_form_of(reply) -> dict[str, str]:
    class Once:
        def get(self, _page):
            return reply

    return opened_form(Once(), "")


@pytest.mark.parametrize("seen", ["", "[", "[]", '"x"', "[" * 100_000, '{"seats": 1}'])
def test_a_form_that_has_seen_nonsense_is_saved_as_it_was_typed(town, made, seen):
    cohort = make_cohort(town, made)
    page, client = reverse("program:cohort_edit", args=[cohort.pk]), town.manager.client
    sent = client.post(page, {**opened_form(client, page), "seen": seen, "about": "New"})
    assert sent.status_code == 302


def test_a_question_sent_twice_is_asked_once(town, made):
    cohort = make_cohort(town, made)
    page = reverse("program:cohort_add", args=[cohort.pk, "rule"])
    sent = {"rule-kind": "must", "rule-question": "Are you 18 or older?"}
    for _press in range(2):
        assert town.manager.client.post(page, sent).status_code == 302
    with acting_as_system("test"):
        assert cohort.rules.count() == 1


def test_an_application_that_staff_send_twice_is_one(town, made):
    """Two would be two codes in a draw."""
    cohort = opened(town, made)
    other = make_cohort(town, made, behind=0, name="Other", seats=1)
    with acting_as_system("test"):
        Cohort.objects.filter(pk=other.pk).update(status="open", opened_at=timezone.now())
    page, client = reverse("program:application_new", args=[cohort.pk]), town.manager.client
    key = re.search(r'name="key" value="([^"]+)"', client.get(page).content.decode())[1]
    sent = {
        "name": "Ana Silva",
        "email": "",
        "phone": "612-555-0142",
        "note": "",
        "follow": "yes",
        "key": key,
    }
    first, second = (client.post(page, sent) for _press in range(2))
    assert (first.status_code, second["Location"]) == (302, first["Location"])
    elsewhere = client.post(reverse("program:application_new", args=[other.pk]), sent)
    assert (elsewhere.status_code, "This form was sent already." in text(elsewhere)) == (422, True)
    with acting_as_system("test"):
        assert Application.objects.count() == 1


def test_a_curriculum_that_is_gone_takes_none_from_the_cohort_and_is_no_success(town, made):
    cohort = make_cohort(town, made)
    page = reverse("program:cohort_curriculum", args=[cohort.pk])
    said = text(town.manager.client.post(page, {"curriculum-version": str(uuid4())}, follow=True))
    assert "There is no such curriculum. Reload the page." in said
    assert "Saved." not in said


def meeting_of(mill) -> CouncilMeeting:
    with acting_as_system("test"):
        made = CouncilMeeting.objects.create(partnership=mill.partnership, starts_at=timezone.now() + DAYS)
        AgendaItem.objects.create(meeting=made, position=1, title="Lifting")
    return made


def test_an_agenda_that_somebody_else_changed_is_told_and_nothing_typed_is_lost(mill):
    meeting, client = meeting_of(mill), mill.manager.client
    page = reverse("program:meeting", args=[meeting.pk])
    assert 'name="seen" value="Lifting"' in client.get(page).content.decode()
    first = {"verb": "agenda", "seen": "Lifting", "agenda": "Lifting\r\nDates"}
    assert client.post(page, first).status_code == 302
    late = client.post(page, {"verb": "agenda", "seen": "Lifting", "agenda": "Lifting\r\nPay"})
    assert late.status_code == 422
    assert "Somebody else changed the agenda while you were writing." in text(late)
    assert "Lifting Pay" in text(late)
    assert "Lifting Dates" in text(late)
    again = re.search(r'name="seen" value="([^"]+)"', late.content.decode())[1]
    both = {"verb": "agenda", "seen": again.replace("\n", "\r\n"), "agenda": "Lifting\r\nDates\r\nPay"}
    assert client.post(page, both).status_code == 302
    with acting_as_system("test"):
        assert [row.title for row in meeting.agenda.all()] == ["Lifting", "Dates", "Pay"]


@pytest.mark.parametrize("when", ["10000-01-01 04:59Z", "0001-01-01 00:00Z BC", "9999-12-31 23:59Z"])
def test_no_time_is_stored_that_no_page_could_read(mill, when):
    meeting = meeting_of(mill)
    with (
        acting_as_system("test"),
        pytest.raises(IntegrityError, match="meeting_time_readable"),
        transaction.atomic(),
        connection.cursor() as cursor,
    ):
        cursor.execute(
            "UPDATE organizations_councilmeeting SET starts_at = %s::timestamptz WHERE id = %s",
            [when, meeting.pk],
        )

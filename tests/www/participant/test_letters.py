"""A letter that asks for something leads to the page on which it is answered."""

from __future__ import annotations

import pytest
from django.urls import reverse
from django.utils import translation

from gainful.domain.accounts.actor import acting_as_system
from gainful.domain.messages.asked import Request, RequestState
from gainful.domain.messages.models import Message
from gainful.domain.plans.asks import in_readers_words
from tests.domain.support.test_practice import sent

BUTTON = 'class="usa-button" href="{}">{}'


def letters(ana):
    reply = ana.client.get(reverse("participant:messages"))
    assert reply.status_code == 200
    return reply.content.decode()


def test_practice_work_is_signed_on_its_own_page_not_on_the_plan(town, ana):
    row = sent(town, ana)
    page = reverse("participant:practice", args=[row.pk])
    assert BUTTON.format(page, "Read it and answer") in letters(ana)
    with acting_as_system("test"):
        Request.objects.filter(about_kind="practice").update(state=RequestState.ANSWERED)
    shown = letters(ana)
    assert BUTTON.format(page, "Open it") in shown
    assert "Read it and answer" not in shown


@pytest.mark.parametrize(
    ("about", "page", "has_number"),
    [
        ("plan_place", "plan", False), ("application", "application", True), ("introduction", "my_job", True),
        ("follow_up", "follow_up", True), ("goal", "", False),
    ],
)  # fmt: skip
def test_each_kind_of_request_has_its_page_and_an_unknown_one_none(town, ana, about, page, has_number):
    row = sent(town, ana)
    with acting_as_system("test"):
        found = Request.objects.get(about_kind="practice", participant=ana.person)
        Request.objects.filter(pk=found.pk).update(about_kind=about)
        assert Message.objects.filter(about_kind="request", about_id=str(found.pk)).exists()
    shown = letters(ana)
    if not page:
        assert "Read it and answer" not in shown
        return
    address = reverse(f"participant:{page}", args=[row.pk] if has_number else [])
    assert BUTTON.format(address, "Read it and answer") in shown


@pytest.mark.parametrize(
    ("kept", "spanish"),
    [
        (
            "Classes take up to 30 hours a week, more than the 25 that were stated.",
            "Las clases toman hasta 30 horas por semana, más que las 25 que se dijeron.",
        ),
        (
            "The job pays $41,600 a year, less than the $45,000 that was stated as the lowest.",
            "El trabajo paga $41,600 al año, menos que los $45,000 que se dijeron como lo mínimo.",
        ),
        ("Something that somebody typed.", "Something that somebody typed."),
    ],
)
def test_what_a_plan_keeps_in_english_is_read_in_the_reader_s_language(kept, spanish):
    with translation.override("es"):
        assert in_readers_words(kept) == spanish
    assert in_readers_words(kept) == kept

"""A letter that asks for something leads to the page on which it is answered."""

from __future__ import annotations

import pytest
from django.urls import reverse
from django.utils import translation

from gainful.domain.accounts.actor import acting_as_system
from gainful.domain.messages.asked import Request, RequestState
from gainful.domain.messages.models import Message
from gainful.domain.plans.asks import in_persons_words
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


LOAD = "Classes take up to 30 hours a week, more than the 25 that were stated."
TO_PERSON = "Classes take up to 30 hours a week. You said that you can learn 25 hours a week."
A_LA_PERSONA = (
    "Las clases toman hasta 30 horas por semana. Usted dijo que puede aprender 25 horas por semana."
)


@pytest.mark.parametrize(
    ("kept", "english", "spanish"),
    [
        (LOAD, TO_PERSON, A_LA_PERSONA),
        (
            (
                f"{LOAD} No slower version of Nursing assistant, day 2. Basics is in the catalogue."
                " A slower version exists: Safety, part 2, Bright College, 12.5 hours a week, $1,200 more."
                " A slower version exists: Ethics, Bright College, 4 hours a week, the same price."
            ),
            (
                f"{TO_PERSON} We know of no slower class instead of “Nursing assistant, day 2. Basics”."
                " There is a slower class: Safety, part 2, Bright College, 12.5 hours a week."
                " There is a slower class: Ethics, Bright College, 4 hours a week."
            ),
            (
                f"{A_LA_PERSONA} No conocemos una clase más lenta en lugar de “Nursing assistant, day 2. Basics”."
                " Hay una clase más lenta: Safety, part 2, Bright College, 12.5 horas por semana."
                " Hay una clase más lenta: Ethics, Bright College, 4 horas por semana."
            ),
        ),
        (
            "The job pays $41,600 a year, less than the $45,000 that was stated as the lowest.",
            "The job pays $41,600 a year. You said that you need at least $45,000.",
            "El trabajo paga $41,600 al año. Usted dijo que necesita por lo menos $45,000.",
        ),
        ("Something that somebody typed.", *["Something that somebody typed."] * 2),
    ],
)
def test_what_a_plan_keeps_in_staff_s_words_is_said_to_the_person_in_their_language(kept, english, spanish):
    assert in_persons_words(kept) == english
    with translation.override("es"):
        assert in_persons_words(kept) == spanish

"""Answering a wave: done is done, and whoever corrects one answer keeps the others."""

from __future__ import annotations

import re
from decimal import Decimal

import pytest
from django.urls import reverse
from django.utils import timezone

from gainful.domain.accounts.actor import acting_as_system
from gainful.domain.measures import queries
from gainful.domain.measures.models import FollowUp
from gainful.domain.participants.models import Consent
from tests.measured import job
from tests.placements import way

__all__ = ["way"]
SENT = {"works": "yes", "wage": "21.50", "wage_unit": "hour", "words": "It is going well.", "wellbeing": "7"}


@pytest.fixture
def asked(way):
    """Ana was asked how she is doing, and allows questions about how life goes."""
    with acting_as_system("test"):
        today = timezone.localdate()
        Consent.objects.update(scopes=["profile", "outcomes", "wellbeing"])
        return FollowUp.objects.create(
            organization=way.town.agency, participant=way.ana.person, side="person", clock="hire", moment="month_1",
            began_on=today, due_on=today, placement=job(way.town, way.ana.person, today), state="asked",
        )  # fmt: skip


def _filled(page: str) -> dict[str, str]:
    """What a form sends that nobody has touched: fields with a value, and options that are chosen."""
    found = dict(re.findall(r'<input type="number" name="(\w+)" value="([^"]+)"', page))
    for name, options in re.findall(r'<select name="(\w+)".*?>(.*?)</select>', page, re.DOTALL):
        chosen = re.search(r'<option value="([^"]*)" selected', options)
        found[name] = chosen[1] if chosen else ""
    found |= {
        name: text.strip() for name, text in re.findall(r'<textarea name="(\w+)".*?>(.*?)</', page, re.DOTALL)
    }
    return {name: value for name, value in found.items() if value}


def test_whoever_has_answered_reads_that_it_is_done_and_not_an_empty_form(way, asked):
    page = reverse("participant:follow_up", args=[asked.pk])
    before = way.ana.client.get(page).content.decode()
    assert "<details" not in before.partition("<main")[2]
    assert not _filled(before)
    after = way.ana.client.post(page, SENT, follow=True).content.decode()
    assert "You have answered; there is nothing more to do." in after
    assert "Correct what I answered" in after
    assert "This question is closed" not in after


def test_whoever_corrects_one_answer_keeps_the_others(way, asked):
    """The newest answer counts whole: a form that came back empty would take back everything else."""
    page = reverse("participant:follow_up", args=[asked.pk])
    way.ana.client.post(page, SENT)
    filled = _filled(way.ana.client.get(page).content.decode())
    assert filled == SENT
    assert way.ana.client.post(page, {**filled, "wage": "22"}).status_code == 302
    with way.as_person():
        newest = queries.answers_of(asked)[0]
        assert (newest.wage, newest.works, newest.words) == (Decimal(22), "yes", SENT["words"])
        assert newest.more.wellbeing == 7


def test_whoever_wants_no_more_questions_reads_where_to_say_so(way, asked):
    """The letter promises that they can be stopped at any time."""
    shown = way.ana.client.get(reverse("participant:follow_up", args=[asked.pk])).content.decode()
    told = shown.partition("You want no more of these questions?")[2]
    assert re.match(rf'\s*<a href="{reverse("participant:privacy")}"', told)
    staff = way.town.manager.client.get(reverse("program:wave", args=[asked.pk])).content.decode()
    assert "You want no more" not in staff


def test_staff_say_how_they_were_told_before_anything_is_written_down(way, asked):
    """Nothing is chosen beforehand: a call that was noted in haste was told on the phone, not signed on paper."""
    page = reverse("program:wave", args=[asked.pk])
    client = way.town.manager.client
    assert "for_side" not in _filled(client.get(page).content.decode())
    answer = client.post(page, {"works": "yes"})
    assert answer.status_code == 422
    assert "How did they say it?" in answer.content.decode()
    assert client.post(page, {"works": "yes", "for_side": "verbal"}).status_code == 302
    with way.as_person():
        assert [one.for_side for one in queries.answers_of(asked)] == ["verbal"]

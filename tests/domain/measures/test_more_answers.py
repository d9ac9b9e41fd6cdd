"""Money, home and wellbeing: asked under a consent of its own, hidden at once when it is taken back."""

from __future__ import annotations

from decimal import Decimal

import pytest
from django.urls import reverse
from django.utils import timezone

from gainful.domain.accounts.actor import acting_as_system
from gainful.domain.measures import queries
from gainful.domain.measures.actions import Given, More, answer
from gainful.domain.measures.errors import MeasureError
from gainful.domain.measures.models import FollowUp, MoreAnswer
from gainful.domain.participants.models import Consent
from gainful.imports.result_tables import WAVES, wave_row
from tests.measured import as_manager, job

SAID = More(income=Decimal(2400), credit="better", home="shared", behind="no", wellbeing=7)


@pytest.fixture
def asked(way):
    """Ana was asked how she is doing, and allows questions about the job alone."""
    with acting_as_system("test"):
        today = timezone.localdate()
        _consents("profile", "outcomes")
        return FollowUp.objects.create(
            organization=way.town.agency, participant=way.ana.person, side="person", clock="hire", moment="month_1",
            began_on=today, due_on=today, placement=job(way.town, way.ana.person, today), state="asked",
        )  # fmt: skip


def _consents(*scopes):
    Consent.objects.update(scopes=list(scopes))


def test_it_is_not_asked_and_not_taken_without_its_own_consent(way, asked):
    page = reverse("participant:follow_up", args=[asked.pk])
    shown = way.ana.client.get(page).content.decode()
    assert "Where do you live?" not in shown
    assert "only if you allow it" in shown
    with way.as_person() as actor, pytest.raises(MeasureError, match="has not allowed"):
        answer(actor, asked, Given(works="yes"), SAID)
    assert way.ana.client.post(page, {"works": "yes", "wellbeing": "3"}).status_code == 302
    assert not MoreAnswer.objects.exists()


def test_with_it_the_answers_are_kept_and_hidden_when_it_is_taken_back(way, asked):
    with acting_as_system("test"):
        _consents("profile", "outcomes", "wellbeing")
    page = reverse("participant:follow_up", args=[asked.pk])
    assert "Where do you live?" in way.ana.client.get(page).content.decode()
    assert way.ana.client.post(page, {"wellbeing": "11"}).status_code == 422
    sent = {"income": "2400", "credit": "better", "home": "shared", "behind": "no", "wellbeing": "7"}
    assert way.ana.client.post(page, sent).status_code == 302
    wave = reverse("program:wave", args=[asked.pk])
    assert "How life goes, of 10: 7" in " ".join(way.town.manager.client.get(wave).content.decode().split())
    with as_manager(way.town) as actor:
        row = queries.follow_ups(actor).prefetch_related("answers__more").get(pk=asked.pk)
        told = dict(zip([column.name for column in WAVES], wave_row(row), strict=True))
        assert (told["household_income"], told["home"], told["wellbeing"]) == (
            Decimal("2400.00"),
            "shared",
            7,
        )
    with acting_as_system("test"):
        _consents("profile", "outcomes")
    assert "How life goes" not in way.town.manager.client.get(wave).content.decode()
    assert "How life goes" in way.ana.client.get(page).content.decode()
    with as_manager(way.town):
        assert not MoreAnswer.objects.exists()
    with way.as_person() as actor:
        (mine,) = queries.everything_about_me(actor)["follow_up_more_answers"]
        assert mine["wellbeing"] == 7


@pytest.mark.parametrize("wrong", [More(income=Decimal(-1)), More(credit="gold"), More(wellbeing=12)])
def test_what_makes_no_sense_is_refused(way, asked, wrong):
    with acting_as_system("test"):
        _consents("outcomes", "wellbeing")
    with way.as_person() as actor, pytest.raises(MeasureError):
        answer(actor, asked, Given(works="yes"), wrong)

"""Releasing figures on the page: once a quarter, by whoever looked at them first."""

from __future__ import annotations

import pytest
from django.urls import reverse

from gainful.domain.accounts.actor import acting_as_system
from gainful.domain.measures.models import Release
from tests.measured import installation


@pytest.fixture
def data(tmp_path, monkeypatch):
    """A data folder of this test alone."""
    monkeypatch.setenv("GAINFUL_DATA", str(tmp_path / "var"))


def test_figures_leave_once_a_quarter_and_only_when_somebody_says_that_they_looked(town, data):
    """What has left cannot be taken back: one press in passing releases nothing, and then nothing is offered."""
    installation(town, 5, people=40)
    client, page = town.manager.client, reverse("program:releases")
    assert 'name="sure"' in client.get(page).content.decode()
    told = client.post(page, {"cut": "our_program"}, follow=True).content.decode()
    assert "Nothing left. Look at the figures first" in told
    with acting_as_system("test"):
        assert not Release.objects.exists()
    told = client.post(page, {"cut": "our_program", "sure": "1"}, follow=True).content.decode()
    assert "Released. These figures stay as they are" in told
    assert "Figures of this quarter have left. The next set can leave from" in told
    assert 'name="sure"' not in told
    again = client.post(page, {"cut": "site", "sure": "1"}, follow=True).content.decode()
    assert "Figures of this quarter have left already." in again
    with acting_as_system("test"):
        assert Release.objects.count() == 1


def test_the_next_set_may_leave_on_the_first_day_of_the_next_quarter():
    assert Release(quarter=2026 * 4 + 3).next_from.isoformat() == "2027-01-01"
    assert Release(quarter=2026 * 4).next_from.isoformat() == "2026-04-01"

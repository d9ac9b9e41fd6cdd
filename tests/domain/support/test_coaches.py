"""Coaches by name: of a large agency the order is kept a while, who is in it is asked each time."""

from __future__ import annotations

import pytest
from django.utils import timezone

from gainful.domain.accounts.actor import acting_as_system
from gainful.domain.accounts.models import User
from gainful.domain.organizations.models import Membership
from gainful.domain.support import coaches
from tests.helped import as_member
from tests.town import town

__all__ = ["town"]


@pytest.fixture
def clock(monkeypatch):
    """Return a clock that stands, where two coaches are many."""
    at = [1000.0]
    monkeypatch.setattr(coaches, "MANY", 2)
    monkeypatch.setattr(coaches.time, "monotonic", lambda: at[0])
    coaches._orders.clear()
    yield at
    coaches._orders.clear()


def joins(town, name):
    with acting_as_system("test"):
        user = User.objects.create_user(f"{name.lower()}@example.org", name=name)
        Membership.objects.create(user=user, organization=town.agency, role="coach")
    return user


def shown(town, start=0, size=9):
    with as_member(town.manager) as actor:
        return [user.name for user in coaches.some_coaches(actor, start, size)]


def test_who_joined_or_left_is_seen_at_once_and_a_new_name_within_ten_minutes(town, clock):
    with acting_as_system("test"):
        User.objects.filter(pk=town.coach.user.pk).update(name="Mo")
    last = joins(town, "Zoe")
    assert shown(town) == ["Mo", "Zoe"]
    joins(town, "Abe")
    assert shown(town) == ["Abe", "Mo", "Zoe"]
    assert (shown(town, 1, 1), shown(town, 3)) == (["Mo"], [])
    with acting_as_system("test"):
        User.objects.filter(pk=last.pk).update(name="Bea")
    clock[0] += 599
    assert shown(town) == ["Abe", "Mo", "Bea"]
    clock[0] += 1
    assert shown(town) == ["Abe", "Bea", "Mo"]
    with acting_as_system("test"):
        Membership.objects.filter(user=last).update(ended_at=timezone.now())
    assert shown(town) == ["Abe", "Mo"]


def test_one_coach_in_exchange_for_another_is_another_order(town, clock):
    with acting_as_system("test"):
        User.objects.filter(pk=town.coach.user.pk).update(name="Mo")
    gone = joins(town, "Zoe")
    assert shown(town) == ["Mo", "Zoe"]
    with acting_as_system("test"):
        Membership.objects.filter(user=gone).update(ended_at=timezone.now())
    joins(town, "Abe")
    assert shown(town) == ["Abe", "Mo"]


def test_so_many_orders_are_kept_and_no_more(town, clock, monkeypatch):
    monkeypatch.setattr(coaches, "KEPT_OF", 0)
    joins(town, "Zoe")
    assert len(shown(town)) == 2
    assert not coaches._orders


def test_of_a_small_agency_nothing_is_kept(town, clock, monkeypatch):
    monkeypatch.setattr(coaches, "MANY", 3)
    joins(town, "Zoe")
    assert len(shown(town)) == 2
    assert not coaches._orders

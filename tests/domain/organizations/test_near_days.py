"""A day that somebody plans for lies within ten years of today, leap years counted long: 3,660 days."""

from __future__ import annotations

from datetime import date

import pytest

from gainful.domain.organizations import near_days


@pytest.mark.parametrize(
    ("day", "near"),
    [
        ("2026-12-01", True), ("2036-12-08", True), ("2036-12-09", False), ("2016-11-23", True), ("2016-11-22", False),
        ("0026-12-01", False),
    ],
)  # fmt: skip
def test_a_year_typed_wrongly_is_not_near(monkeypatch, day, near):
    monkeypatch.setattr(near_days.timezone, "localdate", lambda: date(2026, 12, 1))
    assert near_days.is_near(date.fromisoformat(day)) is near

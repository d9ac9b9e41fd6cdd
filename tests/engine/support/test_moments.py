"""Check-ins fall on calendar days; the last of January has no thirtieth of February."""

from __future__ import annotations

from datetime import date

from gainful.engine.support.moments import MOMENTS, add_months, due_on, falls_together


def test_five_moments_after_the_first_day():
    days = [due_on(moment, date(2026, 1, 31)) for moment in MOMENTS]
    assert days == [
        date(2026, 2, 7),
        date(2026, 2, 28),
        date(2026, 4, 30),
        date(2026, 7, 31),
        date(2027, 1, 31),
    ]


def test_months_go_over_the_year():
    assert add_months(date(2026, 12, 15), 3) == date(2027, 3, 15)


def test_ten_days_apart_are_one_message_and_eleven_are_two():
    assert falls_together(date(2026, 3, 1), date(2026, 3, 11))
    assert not falls_together(date(2026, 3, 12), date(2026, 3, 1))

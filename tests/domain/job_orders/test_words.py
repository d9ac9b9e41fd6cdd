"""What a job order says about itself in a person's words."""

from __future__ import annotations

import pytest

from gainful.domain.job_orders.models import JobOrder


@pytest.mark.parametrize(
    ("stored", "said"),
    [
        ("night,weekend,day", "day, night, weekend"),
        ("", ""),
        ("flexible, split", "flexible, split"),
        ("day,,day", "day"),
    ],
)
def test_the_schedule_reads_in_the_order_of_a_day(stored, said):
    assert JobOrder(schedule=stored).schedule_words == said


@pytest.mark.parametrize(
    ("fields", "said"),
    [
        ({"wage_low": 18, "wage_high": 21.5, "wage_unit": "hour"}, "$18–$21.50 an hour"),
        ({"wage_low": 41_000, "wage_unit": "year"}, "$41,000 a year"),
        ({"wage_high": 22, "wage_unit": "hour"}, "up to $22 an hour"),
        ({}, ""),
        (
            {"facts": {"pay": {"low": 25_100.0, "high": 26_050.0, "unit": "year", "currency": "GBP"}}},
            "GBP 25,100–GBP 26,050 a year",
        ),
    ],
)  # fmt: skip
def test_pay_reads_in_its_own_currency(fields, said):
    assert JobOrder(**fields).pay_words == said


def test_the_most_that_is_offered_stands_for_pay_where_nothing_less_is_said():
    assert JobOrder(wage_high=22, wage_unit="hour").wage_annual == 22 * 40 * 52

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

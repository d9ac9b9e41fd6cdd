"""What each success cost, by hand: of nobody and of no success there is no figure, and it is said which of the two."""

from __future__ import annotations

import pytest

from gainful.engine.indicators.program import load_metrics
from gainful.engine.indicators.program.costs import per_outcome, per_participant
from gainful.engine.indicators.program.model import Figure, nobody

METRIC = next(metric for metric in load_metrics() if metric.id == "cost-per-job-q2")


@pytest.mark.parametrize(
    ("spent", "periods", "value", "missing"),
    [
        ({"train": 900.0, "other": 100.0}, 10, 100.0, ""), ({"train": 900.0}, 0, None, "Nobody to count."),
        ({"train": 0.0}, 4, 0.0, ""),
    ],
)  # fmt: skip
def test_all_costs_over_all_periods(spent, periods, value, missing):
    figure = per_participant(METRIC, spent, periods)
    assert (figure.value, figure.missing, figure.denominator) == (value, missing, periods)


def test_without_a_file_of_costs_nothing_is_told_of_them():
    assert per_participant(METRIC, {}, 10).missing.startswith("Not measured: it needs ")
    assert per_outcome(METRIC, None, Figure.share(METRIC, 5, 10)).missing.startswith(
        "Not measured: it needs "
    )


def test_the_fewer_succeed_the_dearer_is_each():
    """1,000 USD a person; between 25 and 80 of 100 succeed, 40 as counted: 2,500 USD each, from 1,250 to 4,000."""
    share = Figure(METRIC, 0.4, 0.25, 0.8, 4, 10, 3, 2)
    figure = per_outcome(METRIC, 1000.0, share)
    assert (figure.value, figure.low, figure.high) == (2500.0, 1250.0, 4000.0)
    assert (figure.numerator, figure.denominator, figure.pending, figure.excluded) == (4, 10, 3, 2)
    assert per_outcome(METRIC, 1000.0, Figure(METRIC, 0.4, 0.0, 0.8, 4, 10)).high is None


@pytest.mark.parametrize(
    ("yes", "of", "pending", "missing"),
    [
        (0, 0, 0, "Nobody to count."),
        (0, 0, 1, "Not known yet."),
        (0, 7, 1, "No success yet, so no cost for each."),
    ],
)
def test_without_a_success_it_is_said_why_there_is_no_figure(yes, of, pending, missing):
    figure = per_outcome(METRIC, 1000.0, Figure.share(METRIC, yes, of, pending, 2))
    assert (figure.value, figure.low, figure.high, figure.missing) == (None, None, None, missing)
    assert (figure.numerator, figure.denominator, figure.pending, figure.excluded) == (yes, of, pending, 2)
    assert nobody(0) != nobody(1)

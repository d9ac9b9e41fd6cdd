"""Openings, pay and hours of any text: spans are true, values can be meant."""

from __future__ import annotations

from hypothesis import given, settings
from hypothesis import strategies as st

from gainful.engine.postings.openings import openings_fact
from gainful.engine.postings.pay import wage_fact
from gainful.engine.postings.work_hours import hours_fact

WORDS = (
    "12", "3", "$18.50", "£24,000", "16.25", "5,914", "-", "–", "/hr", "per mile", "CPM", "hours", "days", "a week", "Mon–Fri", "x", "(2)", "\n", "   ", "\t",
    "Openings:", "need", "cooks", "and a", "Rate Needed", "class of", "up to", "or", "FTE", "two", "vacancies", "salary (monthly)", "Step A", ".", ",", "|", "4x10", "₹", "lakh", "₂", "İ",
)  # fmt: skip


@settings(max_examples=150)
@given(st.lists(st.sampled_from(WORDS) | st.text(max_size=5), max_size=25).map(" ".join))
def test_spans_are_true_and_values_can_be_meant(text: str) -> None:
    openings, pay, hours = openings_fact(text), wage_fact(text), hours_fact(text)
    for found in (openings, pay, hours):
        if found is not None:
            assert found.span is not None
            assert text[found.span.start : found.span.end] == found.span.text
    if openings is not None:
        assert 1 <= openings.value <= 500
    if hours is not None:
        assert 2 <= hours.value <= 84
    if pay is not None:
        assert (pay.low or 0) <= (pay.high or float("inf"))
        assert (pay.annual_low is None and pay.annual_high is None) == (pay.unit == "piece")

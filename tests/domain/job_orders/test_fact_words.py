"""What the posting says of hours, days and where the work is done stands on the profile, in its words or in ours."""

from __future__ import annotations

from pathlib import Path

import pytest

from gainful.domain.job_orders.actions.read_posting import _asked_before
from gainful.domain.job_orders.models import JobOrder
from gainful.engine.postings.job_facts import job_facts

POSTINGS = Path(__file__).resolve().parents[2] / "journeys" / "postings"


def order(name: str) -> JobOrder:
    facts = job_facts((POSTINGS / f"{name}.txt").read_text(encoding="utf-8"))
    contract = facts.contract.value.replace("_", " ") if facts.contract else ""
    return JobOrder(facts=_asked_before(facts), contract=contract)


@pytest.mark.parametrize(
    ("name", "times", "remote", "hours", "schooling"),
    [
        ("trade", "Monday to Friday", "", "full time, no figure", ""),
        ("driving", "Monday through Friday", "", "", ""),
        ("manufacturing", "10 pm - 6 am", "", "", ""),
        ("office", "", "partly on site, partly from home", "", "High school diploma or GED"),
        ("warehouse", "", "", "", "No degree needed"),
        ("software", "", "", "", "No degree needed"),
        ("care", "", "", "", ""),
    ],
)
def test_what_a_posting_says_is_not_lost(name, times, remote, hours, schooling):
    made = order(name)
    assert (made.times_words, made.remote_words, made.hours_words) == (times, remote, hours)
    assert made.schooling_words == schooling


def test_no_diploma_is_another_thing_than_no_degree():
    assert (
        JobOrder(facts={"schooling": {"level": "none", "must": True}}).schooling_words == "No diploma needed"
    )
    assert JobOrder(facts={"schooling": {"level": "unheard of", "must": True}}).schooling_words == ""

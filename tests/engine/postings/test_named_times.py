"""Days and times of day are kept as the posting names them."""

from __future__ import annotations

import pytest

from gainful.engine.postings.named_times import days_fact, starts_fact, times_fact


@pytest.mark.parametrize(
    ("text", "days", "times"),
    [
        ("full time, Monday to Friday, day shift", "Monday to Friday", None),
        ("45 hours a week, Monday through Friday days.", "Monday through Friday", None),
        ("3 openings, night shift 10 pm - 6 am. $23.40 an hour", None, "10 pm - 6 am"),
        ("M-F 7:00am to 3:30 p.m.", "M-F", "7:00am to 3:30 p.m."),
        ("Tues-Sat, 8-4:30pm", "Tues-Sat", "8-4:30pm"),
        ("Mon–Thu, 7:30 to 5:00, $21 an hour", "Mon–Thu", "7:30 to 5:00"),
        ("a ratio of 3:15 to 4:20 in the kiln", None, None),
        ("Call 9 am - 5 pm Monday-Friday", None, None),
        ("Pay $20 - 22 pm bonus", None, None),
        ("Our store is open Monday to Sunday, shifts Tue-Sat", "Tue-Sat", None),
        ("sat to sundry tests, from 3 to 5", None, None),
    ],
)  # fmt: skip
def test_days_and_times(text, days, times):
    found = days_fact(text), times_fact(text)
    assert tuple(fact and fact.value for fact in found) == (days, times)
    assert all(fact is None or text[fact.span.start : fact.span.end] == fact.span.text for fact in found)


@pytest.mark.parametrize(
    ("text", "starts"),
    [
        ("12-month position, 3 vacancies, start July 1", "July 1"),
        ("Start date: 09/01/2027", "09/01/2027"),
        ("We begin on Monday, March 3rd, 2027 with six people", "March 3rd, 2027"),
        ("Work starts 2027-02-01.", "2027-02-01"),
        ("Anticipated start date of August 12, 2027", "August 12, 2027"),
        ("You start on or about July 1", "July 1"),
        ("Review begins July 5", None),
        ("Classes start Sept. 5; apply by August 1", None),
        ("Orientation begins on June 3", None),
        ("Benefits start 90 days after hire", None),
        ("Start at $21 an hour", None),
    ],
)
def test_the_first_day_of_work(text, starts):
    found = starts_fact(text)
    assert (found and found.value) == starts
    assert found is None or text[found.span.start : found.span.end] == found.span.text

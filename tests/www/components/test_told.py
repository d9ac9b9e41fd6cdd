"""What was kept as a code, or in another's language, is read in the reader's own."""

from __future__ import annotations

from datetime import date

import pytest
from django.utils import translation
from django.utils.formats import date_format

from gainful.domain.job_orders.stated import pay_told, pay_words
from gainful.www.components.plan_words import times_told
from gainful.www.components.told import barriers, short_name

PAID = [
    ("$19.25–$20.75 an hour", "$19.25–$20.75 por hora"),
    ("up to $22 an hour", "hasta $22 por hora"),
    ("$52,000 a year", "$52,000 al año"),
    ("GBP 18 an hour", "GBP 18 por hora"),
]


@pytest.mark.parametrize(("english", "spanish"), PAID)
def test_kept_pay_is_read_in_either_language(english, spanish):
    with translation.override("es"):
        assert pay_told(english) == spanish
        assert pay_told(spanish) == spanish
    assert pay_told(spanish) == english


def test_kept_pay_is_what_would_be_written_today():
    kept = pay_words(18, 21, "hour")
    with translation.override("es"):
        assert pay_told(kept) == pay_words(18, 21, "hour")


@pytest.mark.parametrize("words", ["", "$18", "by the piece", "an hour", "hour by hour"])
def test_pay_in_other_words_stays_as_it_is(words):
    with translation.override("es"):
        assert pay_told(words) == words


def test_a_schedule_of_codes_is_read_in_words_and_any_other_as_written():
    assert times_told("day, weekend") == "days, weekends"
    assert times_told("Monday to Friday, day") == "Monday to Friday, day"
    assert times_told("") == ""
    with translation.override("es"):
        assert times_told("day") == "de día"


def test_support_is_named_and_not_coded():
    assert barriers(["transport", "income", "something of ours"]) == [
        "Getting to work", "Money while training", "something of ours",
    ]  # fmt: skip


def test_our_own_line_among_the_skills_is_translated_and_a_skill_is_not():
    with translation.override("es"):
        assert short_name("What everybody new to this job learns") != "What everybody new to this job learns"
        assert short_name("Active Listening") == "Active Listening"


def test_short_months_are_written_small_in_spanish():
    with translation.override("es"):
        assert date_format(date(2026, 12, 1), "SHORT_DATE_FORMAT") == "1 dic 2026"
    assert date_format(date(2026, 12, 1), "SHORT_DATE_FORMAT") == "Dec 1, 2026"

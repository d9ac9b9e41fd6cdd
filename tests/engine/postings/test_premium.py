"""A premium is quoted, and never becomes the pay."""

import pytest

from gainful.engine.postings.job_facts import job_facts
from gainful.engine.postings.premium import premium_fact


@pytest.mark.parametrize(
    ("text", "words", "pay"),
    [
        ("Pay $21.10/hr plus 75 cents evening differential.", "75 cents evening differential", 21.10),
        ("$23.40 an hour + $2 night premium.", "$2 night premium", 23.40),
        ("$19 an hour. Shift differential of $1.50 per hour.", "differential of $1.50 per hour", 19.0),
        ("Starting at $18.00/hour with a 10% weekend differential", "10% weekend differential", 18.0),
    ],
)
def test_a_premium_in_the_postings_words(text, words, pay):
    facts = job_facts(f"Night Operator\n\n{text}")
    assert facts.premium.value == words
    assert facts.wage.low == pay


@pytest.mark.parametrize(
    "text",
    [
        "We pay premium wages, $24 an hour.",
        "Health premiums paid 80 %.",
        "A $500 sign-on bonus.",
        "$20 an hour.",
    ],
)
def test_what_is_no_premium(text):
    assert premium_fact(text) is None

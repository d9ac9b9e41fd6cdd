"""A subject that one word said, and that does not set the occupation apart, is a guess to confirm."""

from __future__ import annotations

import pytest

from gainful.engine.competencies.model import Need
from gainful.engine.occupations import load_reference
from gainful.engine.postings.profile import required_profile

REFERENCE = load_reference()


def line(title, words, name, part="Your work"):
    read = required_profile(f"{title}\n\n{part}\n- {words}\n", title=title, reference=REFERENCE)
    return next((item for item in read.profile.lines if item.name == name), None)


@pytest.mark.parametrize(
    ("title", "words", "name"),
    [
        ("Truck Driver", "Inspect the truck before the route", "Quality Control Analysis"),
        ("Janitor", "Inspect rooms at the end of the shift", "Quality Control Analysis"),
        ("Warehouse Associate", "load trailers", "Transportation"),
        ("Nursing Assistant", "Take and record vital signs", "Monitoring"),
        ("HVAC Installer", "Explain to homeowners how to use what you installed", "Equipment Maintenance"),
        ("Cashier", "Keep the kitchen clean", "Food Production"),
    ],
)
def test_a_word_of_a_duty_is_a_guess(title, words, name):
    found = line(title, words, name)
    assert found is None or (found.confidence, found.need) == ("guess", Need.WE_TRAIN)


@pytest.mark.parametrize(
    ("title", "words", "name"),
    [
        ("CNC Machine Operator", "Read blueprints", "Reading Comprehension"),
        ("CNC Machine Operator", "6 months in a shop or a CNC certificate", "Production and Processing"),
        ("Nursing Assistant", "Patience and clear speech", "Social Perceptiveness"),
    ],
)
def test_one_word_of_a_requirement_is_no_must_of_the_first_day(title, words, name):
    found = line(title, words, name, "What we ask")
    assert found is not None
    assert found.need is Need.WE_TRAIN


@pytest.mark.parametrize(
    ("title", "words", "name"),
    [
        ("CNC Machine Operator", "Basic shop math", "Mathematics (knowledge)"),
        ("Office Clerk", "Mathematics", "Mathematics (skill)"),
        ("Web Developer", "Programming skills", "Programming"),
    ],
)
def test_who_writes_the_subjects_own_name_asks_for_it(title, words, name):
    found = line(title, words, name, "What we ask")
    assert found is None or (found.need is Need.DAY_ONE and found.confidence != "guess")


def test_safe_food_is_no_security():
    assert (
        line("Line Cook", "Follow food safety rules and temperature logs", "Public Safety and Security")
        is None
    )
    assert line("Line Cook", "Follow safety rules", "Public Safety and Security") is not None


@pytest.mark.parametrize(
    "words", ["sales, budgets, invoices and reconciling", "Keep books: accounting and payroll"]
)
def test_several_words_ask(words):
    found = line("Bookkeeper", words, "Economics and Accounting")
    assert found.confidence != "guess"

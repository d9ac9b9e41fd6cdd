"""An exam is paid for where there is one beside the course."""

import pytest

from gainful.engine.credentials.exams import CARD_WITH_COURSE, has_exam_apart
from gainful.engine.credentials.mentions import CREDENTIALS


@pytest.mark.parametrize(
    "card", ["cpr-first-aid", "credential:food-handler", "forklift", "dot-medical-card", "osha-10"]
)
def test_a_card_that_the_course_gives_costs_no_exam(card):
    assert not has_exam_apart(card, "Class")


@pytest.mark.parametrize("licence", ["cna", "credential:cdl-b", "epa-608", "comptia-a", "phlebotomy"])
def test_a_licence_has_an_exam_of_its_own(licence):
    assert has_exam_apart(licence, "Class")


def test_a_course_without_a_credential_has_none():
    assert not has_exam_apart(None, "Class")
    assert not has_exam_apart("", "Class")


def test_every_card_is_a_credential_that_postings_are_read_for():
    known = {each[0] for each in CREDENTIALS}
    assert {f"credential:{card}" for card in CARD_WITH_COURSE} <= known


@pytest.mark.parametrize(
    ("title", "apart"),
    [
        ("Driver education and road test", False),
        ("CNA training with state exam", False),
        ("HVAC technician certificate", True),
        ("Nursing assistant training and exam prep", True),
        ("Test automation", True),
    ],
)
def test_a_test_that_the_course_holds_is_not_paid_twice(title, apart):
    assert has_exam_apart("credential:drivers-license", title) is apart

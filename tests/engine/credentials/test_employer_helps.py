"""A certificate that the employer helps with is earned at work: no demand of the first day, no course is bought."""

from __future__ import annotations

from dataclasses import replace

import pytest

from gainful.engine.competencies.model import Need
from gainful.engine.credentials.employer_helps import is_helped
from gainful.engine.occupations import load_reference
from gainful.engine.postings.profile import required_profile

REFERENCE = load_reference()
HEAD = "Warehouse worker\n\nRequirements\n"


def credential(words: str, key: str):
    lines = required_profile(HEAD + words, title="Warehouse worker", reference=REFERENCE).profile.lines
    return next(line for line in lines if line.competency_id == f"credential:{key}")


@pytest.mark.parametrize(
    ("words", "key"),
    [
        ("You must be forklift certified before you operate equipment; we can help with that.", "forklift"),
        ("Forklift certification required, we will train you at work.", "forklift"),
        ("CDL class B: we pay for the course and the exam.", "cdl-b"),
        ("CDL class A required - company-paid", "cdl-a"),
        ("CPR certification; the class is on us", "cpr-first-aid"),
        ("OSHA 10 (training provided)", "osha-10"),
    ],
)  # fmt: skip
def test_a_promise_behind_a_credential_is_help(words, key):
    line = credential(words, key)
    assert line.need is Need.WE_TRAIN
    assert is_helped(line)
    assert not is_helped(replace(line, need=Need.DAY_ONE))


@pytest.mark.parametrize(
    ("words", "key"),
    [
        ("You must be forklift certified; we pay weekly.", "forklift"),
        ("CDL class A required. We pay for your uniforms.", "cdl-a"),
        ("CDL class B required; we help customers unload.", "cdl-b"),
        ("Valid driver's license with a clean record; OSHA 10 within 90 days (we will train).", "drivers-license"),
        ("CDL class A; a clean record; we pay for the course in hazmat.", "cdl-a"),
    ],
)  # fmt: skip
def test_what_the_firm_does_otherwise_is_no_help(words, key):
    line = credential(words, key)
    assert line.need is Need.DAY_ONE
    assert not is_helped(line)


def test_a_card_within_the_first_week_is_still_bought():
    line = credential("Food handler card within the first week.", "food-handler")
    assert line.need is Need.WE_TRAIN
    assert not is_helped(line)


@pytest.mark.parametrize(
    ("words", "key"),
    [
        ("We will pay for CompTIA Network+ after six months.", "comptia-network"),
        ("We pay for NIMS Measurement and for NIMS CNC Mill Operations.", "nims"),
        ("We sponsor your CDL class B.", "cdl-b"),
    ],
)
def test_a_promise_that_stands_before_the_certificate_is_one_too(words, key):
    assert is_helped(credential(words, key))


@pytest.mark.parametrize(
    ("words", "key"),
    [
        ("Associate degree in IT or CompTIA A+ or one year doing this kind of work.", "comptia-a"),
        ("CompTIA A+ certification, or 2 years of help desk work", "comptia-a"),
        ("Two years of shop experience or a NIMS credential", "nims"),
    ],
)
def test_nobody_must_hold_what_years_of_work_or_a_degree_replace(words, key):
    assert credential(words, key).need is Need.NICE


def test_an_alternative_among_papers_alone_is_still_asked_for():
    assert credential("CDL class A or class B, valid medical card", "cdl-a").need is Need.DAY_ONE


def test_a_paper_that_the_pay_waits_for_is_earned_at_work():
    words = "$20 an hour, $24 when EPA 608 Universal is in hand and you run calls alone"
    assert credential(words, "epa-608").need is Need.WE_TRAIN

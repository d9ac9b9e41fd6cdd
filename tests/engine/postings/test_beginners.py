"""Who looks for beginners is given the levels where occupations begin, not those of the average worker."""

from __future__ import annotations

from dataclasses import replace

import pytest

from gainful.engine.competencies.model import CompetencyProfile
from gainful.engine.competencies.typical import needed_from
from gainful.engine.gap import shortfall
from gainful.engine.occupations import load_reference
from gainful.engine.postings.beginners import beginners_said
from gainful.engine.postings.profile import required_profile

REFERENCE = load_reference()
COMPUTERS, MECHANICAL, MATH = "onet:2.C.3.a", "onet:2.C.3.e", "onet:2.C.4.a"


def level(text, element, **asked):
    return required_profile(text, reference=REFERENCE, **asked).profile.line(element).level


def begins(element):
    return round(float(needed_from(REFERENCE)[REFERENCE.column(element)]), 2)


@pytest.mark.parametrize(
    ("text", "title", "years", "said"),
    [
        ("Junior Software Developer", "Junior Software Developer", None, "Junior"),
        ("HVAC Installer. We train the rest.", "HVAC Installer", None, "We train the rest"),
        ("Welder\nNo experience needed.", "Welder", None, "No experience needed"),
        ("Welder. This is an entry-level job.", "Welder", 0.5, "entry-level"),
        ("Welder. We will train the right person.", "Welder", None, "We will train the right person"),
        ("Baker. Will train.", "Baker", None, "Will train"),
        ("Electrician apprentice", "Electrician apprentice", None, "apprentice"),
    ],
)
def test_words_that_look_for_beginners(text, title, years, said):
    assert beginners_said(text, title, "Welders", years).text == said


@pytest.mark.parametrize(
    ("text", "title", "years"),
    [
        ("Junior Developer. 2 years of experience.", "Junior Developer", 2.0),
        ("Welder. You train new staff.", "Welder", None),
        ("Welder. We train for marathons.", "Welder", None),
        ("Teacher of juniors and seniors", "Teacher", None),
        ("Welder. This is not an entry-level job.", "Welder", None),
        ("Plumber. Supervise our apprentice.", "Plumber", None),
        ("Welder. Forklift: we train you to drive it.", "Welder", None),
    ],
)
def test_others_words_do_not(text, title, years):
    assert beginners_said(text, title, "Welders", years) is None


def test_a_helpers_occupation_is_its_own_measure():
    assert beginners_said("Electrician helper", "Electrician helper", "Helpers--Electricians", None) is None


def test_a_junior_needs_no_level_of_those_who_advise_professionals():
    work = "Software Developer\n\nYou will\n- Write features in Python\n"
    assert level(work, COMPUTERS) > 6
    assert level(f"Junior {work}", COMPUTERS) == begins(COMPUTERS) < 4
    read = required_profile(f"Junior {work}", reference=REFERENCE)
    assert [note for note in read.notes if "“Junior”" in note and "Ask the employer" in note]


def test_what_is_trained_at_work_asks_for_no_old_hand():
    work = "HVAC Installer\n\nYour work\n- Braze copper lines\n"
    assert level(f"{work}\nWe train the rest.", MECHANICAL) == begins(MECHANICAL) < level(work, MECHANICAL)


def test_basic_lowers_only_what_it_stands_before():
    work = "CNC Machine Operator\n\nWhat we ask\n- {} math\n- Run lathes\n"
    assert level(work.format("Basic shop"), MATH) == begins(MATH) < level(work.format("Shop"), MATH)
    assert level(work.format("Basic shop"), MECHANICAL) == level(work.format("Shop"), MECHANICAL)


def test_less_asked_is_less_to_learn():
    """The whole preparation leads to the occupation's own level: half the level takes half the hours, not all."""
    read = required_profile("HVAC Installer", reference=REFERENCE)
    line = read.profile.line(MECHANICAL)
    nothing = CompetencyProfile("x", (replace(line, level=0.0, level_low=0.0, level_high=0.0),))

    def hours(wanted):
        lines = CompetencyProfile("x", (replace(line, level=wanted),))
        return shortfall(lines, nothing, REFERENCE, code=read.occupation.code).hours_high

    assert hours(line.level / 2) == pytest.approx(hours(line.level) / 2, rel=0.01)

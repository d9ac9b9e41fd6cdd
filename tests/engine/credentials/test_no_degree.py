"""Who says that no degree is needed asks for none: not for the schooling that most who do the job have, either."""

from __future__ import annotations

import pytest

from gainful.demo.region import AS_OF, generate_people
from gainful.engine.credentials.schooling import education_fact, schooling_level
from gainful.engine.occupations import load_reference
from gainful.engine.postings.profile import required_profile
from gainful.engine.ranking.build_pool import pool_from_records
from gainful.engine.ranking.job_constraints import constraints_of_facts
from gainful.engine.ranking.people import rank_pool
from gainful.engine.text.sections import split_sections

REFERENCE = load_reference()
DEVELOPER = "Software Developer\n\nYou bring\n- Practice in a programming language{}\n"


@pytest.mark.parametrize(
    ("words", "level"),
    [
        ("No degree needed.", "no_degree"),
        ("A college degree is not required.", "no_degree"),
        ("Practice in one language (bootcamp or self-taught is fine)", "no_degree"),
        ("Self-taught is welcome", "no_degree"),
        ("No diploma needed", "none"),
        ("No high school diploma needed", "none"),
        ("High school diploma or GED. No degree needed.", "high_school"),
        ("Bootcamp graduates: bachelor's degree required", "bachelor"),
        ("Associate degree required", "associate"),
    ],
)
def test_a_degree_is_no_diploma(words, level):
    fact = education_fact(split_sections(f"Requirements\n{words}"))
    assert fact is not None
    assert fact.level == level


@pytest.mark.parametrize("words", ["Attend our bootcamp. Fine dining.", "We teach in a bootcamp"])
def test_a_bootcamp_alone_says_nothing_of_schooling(words):
    assert education_fact(split_sections(f"Requirements\n{words}")) is None


def test_nobody_holds_what_is_not_needed():
    assert schooling_level("No degree needed") is None


@pytest.mark.parametrize(("words", "asked"), [("", True), (" (bootcamp or self-taught is fine)", False)])
def test_the_schooling_of_most_counts_for_nobody_where_none_is_needed(words, asked):
    read = required_profile(DEVELOPER.format(words), reference=REFERENCE)
    pool = pool_from_records(generate_people(500, reference=REFERENCE), REFERENCE, AS_OF)
    constraints = constraints_of_facts(read.facts)
    assert constraints.no_degree is not asked
    ranking = rank_pool(read.profile, pool, constraints, code=read.occupation.code, reference=REFERENCE)
    short = {item.competency_id for person in ranking.first(20) for item in person.short_of}
    assert ("schooling" in short) is asked

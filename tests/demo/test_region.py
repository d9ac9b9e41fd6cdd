"""The simulated region: reproducible, marked as sample, shaped like the labor market it stands for."""

from collections import Counter

import pytest

from gainful.demo.catalogue import generate_courses
from gainful.demo.promises import CARE
from gainful.demo.region import AS_OF, CABIN_CREW, SEGMENTS, generate_people, occupation_weights
from gainful.demo.seed import ana_record
from gainful.engine.occupations import load_reference
from gainful.engine.postings.profile import required_profile
from gainful.engine.ranking.build_pool import pool_from_records
from gainful.engine.ranking.job_constraints import constraints_of_facts
from gainful.engine.ranking.people import rank_pool

pytestmark = pytest.mark.xdist_group("region")
"""What they start from is made once."""


@pytest.fixture(scope="module")
def people():
    return generate_people(3000)


def test_the_same_seed_makes_the_same_people(people):
    assert generate_people(50)[:50] == generate_people(50)
    assert all(person.code.startswith("S") for person in people)


def test_occupations_follow_the_areas_employment(people):
    codes, share = occupation_weights(load_reference())
    seen = Counter(job.code for person in people for job in person.jobs[:1])
    top = codes[int(share.argmax())]
    assert seen[top] / sum(seen.values()) == pytest.approx(float(share.max()), abs=0.02)
    assert seen[CABIN_CREW] > 15


def test_histories_run_backwards_and_never_overlap(people):
    for person in people:
        for later, earlier in zip(person.jobs, person.jobs[1:], strict=False):
            assert earlier.end is not None
            assert earlier.start < earlier.end < later.start


def test_segments_are_carried_apart(people):
    assert {key for person in people for key in person.characteristics} <= set(SEGMENTS)


def test_the_catalogue_is_large_and_consistent():
    courses = generate_courses()
    codes = {course.code for course in courses}
    assert len(codes) == len(courses) >= 400
    assert (
        len(
            {course.code.rsplit("-certificate", 1)[0] for course in courses if "-certificate-" in course.code}
        )
        >= 30
    )
    assert all(set(course.prerequisites) <= codes for course in courses)
    assert all(
        0 <= taught.level_from < taught.level_to <= 7 for course in courses for taught in course.teaches
    )


def test_people_differ(people):
    """The commonest name is rare, jobs have employers, and nobody's wishes are everybody's."""
    names = Counter(person.name for person in people)
    assert len(names) > 0.85 * len(people)
    assert names.most_common(1)[0][1] <= 5
    assert all(job.employer for person in people for job in person.jobs)
    assert len({person.commute_minutes for person in people}) >= 4
    assert len({person.waits_since for person in people}) > 100


def test_titles_are_what_a_college_would_print():
    """No course is called by a list of O*NET elements; licences that the region's postings ask for have a course."""
    courses = generate_courses()
    titles = {course.title for course in courses}
    assert not any(" and operation and control" in title or "level 1" in title for title in titles)
    assert {
        "Nursing assistant certificate",
        "Commercial driver training, class B",
        "Workplace Communication I",
    } <= titles
    ends_in = {course.credential for course in courses}
    assert {
        "cna",
        "hha",
        "cdl-a",
        "cdl-b",
        "epa-608",
        "forklift",
        "food-handler",
        "dot-medical-card",
    } <= ends_in
    assert all(course.start_dates and course.hours > 0 and course.price > 0 for course in courses)
    nursing = [course for course in courses if course.credential == "cna"]
    assert all(course.hours >= 75 for course in nursing), "42 CFR 483.152"


def test_the_cabin_attendant_stands_on_the_list_for_the_aides_job_at_a_wage_she_would_take():
    """The paper's case: laid off from the air, she takes $20.50 an hour, as she said that $34,000 is enough."""
    reference = load_reference()
    job = required_profile(CARE, reference=reference)
    pool = pool_from_records([ana_record("Ana Silva", "a@sample.example")], reference, AS_OF)
    constraints = constraints_of_facts(job.facts)
    ranking = rank_pool(job.profile, pool, constraints, code=job.rated_code, reference=reference)
    assert job.rated_code == "31-1131.00"
    assert constraints.wage == 20.50 * 36 * 52 > 34_000
    assert [person.name for person in ranking.page(0, 5)] == ["Ana Silva"]

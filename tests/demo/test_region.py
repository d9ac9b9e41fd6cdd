"""The simulated region: reproducible, marked as sample, shaped like the labor market it stands for."""

from collections import Counter

import pytest

from gainful.demo.catalogue import generate_courses
from gainful.demo.region import CABIN_CREW, SEGMENTS, generate_people, occupation_weights
from gainful.engine.occupations import load_reference


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

"""What a record says of a person's levels where a date is missing or a level was stated."""

from __future__ import annotations

from datetime import date

import numpy as np
import pytest

from gainful.engine.occupations import load_reference
from gainful.engine.ranking.held_by_people import dated, held_by_people, overall_doubt
from gainful.engine.records import JobRecord, PersonRecord, SkillRecord

REFERENCE = load_reference()
AS_OF = date(2026, 6, 30)
WAITER, CASHIER = "35-3031.00", "41-2011.00"
LISTENING = "onet:2.A.1.b"


def held(*jobs, skills=()):
    return held_by_people([PersonRecord("P", jobs=jobs, skills=skills)], REFERENCE, AS_OF)


@pytest.mark.parametrize(
    ("told", "same_as"),
    [
        (JobRecord(WAITER, end=date(2024, 6, 30)), (date(2023, 7, 1), date(2024, 6, 30))),
        (JobRecord(WAITER), (date(2025, 6, 30), None)),
        (JobRecord(WAITER, end=date(2026, 12, 31)), (date(2025, 6, 30), date(2026, 12, 31))),
        (JobRecord(WAITER, start=date(2020, 1, 1)), (date(2020, 1, 1), None)),
    ],
    ids=["ended", "still there", "ends later this year", "a told start stands"],
)
def test_a_start_that_nobody_told_lies_a_year_back(told, same_as):
    job = dated(told, AS_OF)
    assert (job.start, job.end) == same_as
    one, other = held(told), held(JobRecord(WAITER, start=same_as[0], end=same_as[1]))
    assert (one.levels == other.levels).all()
    assert one.doubt == other.doubt


def test_a_job_without_a_start_teaches_more_than_none_and_less_than_two_years():
    end = date(2024, 6, 30)
    level = {
        years: held(JobRecord(WAITER, start=end.replace(year=2024 - years), end=end)).levels.astype(int)
        for years in (0, 2)
    }
    told = held(JobRecord(WAITER, end=end)).levels.astype(int)
    rated = (level[0] != 65535) & (level[2] > level[0] + 10)
    assert rated.any()
    assert (level[0][rated] < told[rated]).all()
    assert (told[rated] < level[2][rated]).all()


def test_a_job_that_the_reference_does_not_know_tells_nothing():
    found = held(JobRecord("99-9999.00"), JobRecord("", "Odd jobs"))
    assert (found.levels == 65535).all()
    assert (found.doubt.tolist(), found.last_codes) == ([0], ("",))


@pytest.mark.parametrize(
    ("jobs", "last"),
    [
        ((JobRecord(WAITER, end=date(2025, 1, 1)), JobRecord(CASHIER, start=date(2019, 1, 1))), CASHIER),
        ((JobRecord(WAITER, start=date(2020, 1, 1)), JobRecord(CASHIER, start=date(2022, 1, 1))), CASHIER),
        ((JobRecord(WAITER), JobRecord(CASHIER, start=date(2022, 1, 1))), CASHIER),
        ((JobRecord(WAITER), JobRecord(CASHIER)), WAITER),
    ],
    ids=["still there", "begun later", "a told start goes first", "the first named"],
)
def test_the_last_job(jobs, last):
    assert held(*jobs).last_codes == (last,)


@pytest.mark.parametrize(
    ("low", "high", "half_width"),
    [(None, None, 0.0), (3.5, 5.5, 1.0), (4.5, 4.5, 0.0), (3.5, None, 0.0)],
    ids=["stated", "measured with a range", "measured exactly", "half a range is none"],
)
def test_a_stated_level_replaces_the_history_with_its_own_range(low, high, half_width):
    job = JobRecord(WAITER, start=date(2015, 1, 1))
    column = REFERENCE.column(LISTENING)
    bare, known = held(job), np.flatnonzero(held(job).levels[0] != 65535)
    half = [REFERENCE.elements[place].id for place in known[: len(known) // 2]]
    found = held(job, skills=[SkillRecord(key, key, "skill", 4.5, low, high) for key in {LISTENING, *half}])
    assert bare.levels[0, column] != 450
    assert found.levels[0, column] == 450
    stated = len({LISTENING, *half})
    other = bare.doubt[0] / 100
    expected = np.sqrt((stated * half_width**2 + (len(known) - stated) * other**2) / len(known))
    assert found.doubt[0] == pytest.approx(100 * expected, abs=1)


def test_doubts_add_in_quadrature():
    """sqrt((0.3² + 0.4² + 0²) / 3) = 0.28868; a person of whom nothing is known has no width."""
    nothing = np.nan
    doubt = np.array([[0.3, 0.4, 0.0, nothing], [nothing] * 4, [0.5, nothing, nothing, nothing]])
    assert overall_doubt(doubt).tolist() == [29, 0, 50]

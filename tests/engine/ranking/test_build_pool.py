"""Records become the arrays of a pool: areas in both forms, pay where people live, what counts as held."""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from uuid import UUID

import numpy as np
import pytest

from gainful.engine.occupations import load_reference
from gainful.engine.occupations.wages import PLACES
from gainful.engine.ranking.build_pool import pool_from_records
from gainful.engine.ranking.columns import levels_of_rows
from gainful.engine.ranking.pool_pieces import Uuids, joined_pools
from gainful.engine.records import JobRecord, PersonRecord, SkillRecord

REFERENCE = load_reference()
AS_OF = date(2026, 6, 30)
WAITER = JobRecord("35-3031.00", start=date(2020, 1, 1))


def pool_of(*people):
    return pool_from_records(people, REFERENCE, AS_OF)


def test_an_area_is_known_by_its_key_by_its_cbsa_code_and_by_name():
    people = [
        PersonRecord(f"P{place}", area_code=area, jobs=(WAITER,))
        for place, area in enumerate(("0033460", "33460", "Duluth, MN-WI", "", "99999"))
    ]
    pool = pool_of(*people)
    assert pool.area.tolist() == ["0033460", "0033460", "0020260", "", ""]
    nation, here, there = (REFERENCE.wage(WAITER.code, area).median for area in (None, "0033460", "0020260"))
    assert pool.wage_now.tolist() == [here, here, there, nation, nation]


def test_pay_carries_whose_it_is_and_whether_it_is_a_lower_bound():
    """Duluth publishes no median for flight attendants; pathologists in Minneapolis earn "at least" the ceiling."""
    crew, doctor, here, there = "53-2031.00", "29-1222.00", "0033460", "0020260"
    work = ((WAITER.code, here), (crew, there), (crew, ""), (doctor, here))
    people = (
        PersonRecord(f"P{row}", area_code=area, jobs=(JobRecord(code, start=date(2020, 1, 1)),))
        for row, (code, area) in enumerate(work)
    )
    pool = pool_of(*people)
    assert [PLACES[place] for place in pool.wage_now_place] == ["area", "state", "nation", "area"]
    assert pool.wage_now_at_least.tolist() == [False, False, False, True]
    assert pool.wage_now[3] == 239_200


def test_what_is_had_or_not_counts_as_held_without_a_level():
    skills = (
        SkillRecord("technology:microsoft-excel", "Microsoft Excel", "technology"),
        SkillRecord("credential:cna", "CNA", "credential"),
        SkillRecord("onet:2.A.1.b", "Active Listening", "skill"),
    )
    pool = pool_of(PersonRecord("P", credentials=("forklift", "credential:cpr-first-aid"), skills=skills))
    assert pool.credentials[0] == {
        "technology:microsoft-excel",
        "credential:cna",
        "credential:forklift",
        "credential:cpr-first-aid",
    }


def test_unasked_pay_is_unknown_and_no_least_pay_is_zero():
    pool = pool_of(PersonRecord("A"), PersonRecord("B", wage_floor=0), PersonRecord("C", wage_floor=30_000))
    assert np.isnan(pool.wage_floor[0])
    assert pool.wage_floor[1:].tolist() == [0, 30_000]


def test_nobody_makes_an_empty_pool():
    pool = pool_of()
    assert (len(pool), pool.levels.shape) == (0, (0, len(REFERENCE.elements)))


def test_a_pool_in_two_parts_is_the_pool_of_all():
    people = [
        PersonRecord("A", name="Ana", area_code="33460", jobs=(WAITER,), characteristics={"gender": "woman"}),
        PersonRecord("B", schedule=("day",), barriers=("transport",), scenario="incumbent"),
        PersonRecord("C", credentials=("cna",), characteristics={"veteran": "yes"}),
    ]
    whole = with_ids(pool_of(*people))
    parts = joined_pools([with_ids(pool_of(people[0])), with_ids(pool_of(*people[1:]), first=1)])
    for name in (
        "ids",
        "doubt",
        "occupation",
        "area",
        "shifts",
        "barriers",
        "scenario",
    ):
        assert getattr(whole, name).tolist() == getattr(parts, name).tolist(), name
    everybody = np.arange(3)
    columns = np.arange(len(REFERENCE.elements))
    assert (
        levels_of_rows(whole.levels, everybody, columns) == parts.levels.of_rows(everybody, columns)
    ).all()
    assert list(whole.credentials) == [parts.credentials[row] for row in range(3)]
    assert parts.rows_holding("credential:cna").tolist() == [2]
    assert {key: values.tolist() for key, values in whole.segments.items()} == {
        key: values.tolist() for key, values in parts.segments.items()
    }
    assert joined_pools([whole]) is whole


def with_ids(pool, first=0):
    return replace(pool, ids=Uuids.of(UUID(int=(first + row) << 64 | 7) for row in range(len(pool))))


def test_a_job_that_ends_before_it_starts_is_refused():
    job = JobRecord(WAITER.code, start=date(2020, 1, 1), end=date(2019, 1, 1))
    with pytest.raises(ValueError, match="before it starts"):
        pool_of(PersonRecord("A", jobs=(job,)))

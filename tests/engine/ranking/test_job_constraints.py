"""What a posting asks beyond competencies: yearly pay, area, shifts."""

from __future__ import annotations

from datetime import date

import pytest

from gainful.engine.occupations import load_reference
from gainful.engine.postings.profile import required_profile
from gainful.engine.ranking.build_pool import pool_from_records
from gainful.engine.ranking.job_constraints import (
    area_to_compare,
    constraints_of_facts,
    job_constraints,
    without_empty_area,
    yearly_pay,
)
from gainful.engine.records import PersonRecord

REFERENCE = load_reference()


@pytest.mark.parametrize(
    ("low", "unit", "hours", "yearly"),
    [
        (18.0, "hour", None, 37_440.0),
        (18.0, "hour", 40.0, 37_440.0),
        (18.0, "hour", 30.0, 28_080.0),
        (200.0, "day", 30.0, 52_000.0),
        (700.0, "week", None, 36_400.0),
        (3_000.0, "month", None, 36_000.0),
        (36_000.0, "year", 20.0, 36_000.0),
        (36_000.0, "", None, 36_000.0),
    ],
)
def test_pay_of_a_year(low, unit, hours, yearly):
    assert yearly_pay(low, unit, hours) == yearly


def test_a_posting_states_its_constraints():
    text = "Nursing Assistant\nMinneapolis, MN\nPay: $18 - $19 an hour, 36 hours a week, night shift.\n"
    asked = constraints_of_facts(required_profile(text, reference=REFERENCE).facts)
    assert (asked.wage, asked.area, asked.shifts) == (18 * 36 * 52, "0033460", 0b100)
    silent = constraints_of_facts(required_profile("Nursing Assistant", reference=REFERENCE).facts)
    assert (silent.wage, silent.area, silent.shifts) == (None, None, 0)


def test_an_area_in_which_nobody_lives_is_not_asked_for():
    asked = job_constraints(area="0033460")
    pools = [
        pool_from_records([PersonRecord("A", area_code=area)], REFERENCE, date(2026, 6, 30))
        for area in ("33460", "0020260", "")
    ]
    assert [without_empty_area(asked, pool).area for pool in pools] == ["0033460", None, None]


@pytest.mark.parametrize(
    ("pay", "yearly"),
    [("£12.40 an hour", None), ("up to $22 an hour", 22 * 40 * 52), ("$19 an hour", 19 * 40 * 52)],
)
def test_only_pay_in_dollars_is_compared(pay, yearly):
    facts = required_profile(f"Care Worker\nPay: {pay}\n", reference=REFERENCE).facts
    assert constraints_of_facts(facts).wage == yearly


@pytest.mark.parametrize(
    ("own", "homes", "compared"),
    [
        ("0020260", ["0033460"] * 3, "0020260"),
        (None, ["0033460", "0033460", "0020260", ""], "0033460"),
        ("", ["0033460", "0020260"], None),
        (None, ["", ""], None),
    ],
)
def test_pay_is_compared_in_the_jobs_area_else_where_most_of_the_pool_lives(own, homes, compared):
    people = [PersonRecord(code=f"P{k}", area_code=home) for k, home in enumerate(homes)]
    pool = pool_from_records(people, load_reference(), date(2026, 10, 1))
    assert area_to_compare(own, pool) == compared

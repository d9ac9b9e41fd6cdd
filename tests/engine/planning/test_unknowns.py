"""What a plan says that it does not know: dates that it cannot keep by itself, and what no rate pays."""

from __future__ import annotations

from datetime import date, timedelta
from decimal import Decimal
from types import SimpleNamespace

import pytest

from gainful.engine.mix import NO_RATES, Part, UnitPrice, line
from gainful.engine.planning import unknowns


def course(title, credential, start, weeks, provider="Northside"):
    return SimpleNamespace(
        course=SimpleNamespace(id=title, title=title, credential=credential, provider=provider),
        start=start, end=start + timedelta(weeks=weeks, days=-3),
    )  # fmt: skip


def order(*courses):
    return unknowns._about_order(SimpleNamespace(courses=courses))


MONDAY = date(2027, 1, 4)


def test_fitness_comes_before_the_class():
    routes = course("Routes", None, MONDAY, 4)
    late = course("DOT physical", "credential:dot-medical-card", MONDAY + timedelta(weeks=1), 1)
    assert order(routes, late)[0].startswith("DOT physical ends after Routes begins: ask for it first")
    early = course("DOT physical", "dot-medical-card", MONDAY - timedelta(weeks=2), 1)
    assert not any("ask for it first" in said for said in order(routes, early))


def test_a_road_test_waits_for_a_permit_that_the_state_knows():
    said = order(course("Driver education", "credential:drivers-license", MONDAY, 4))
    assert "ask the state how long an instruction permit must be held before the road test" in said[0]


def test_nobody_knows_the_days_of_the_week():
    said = order(course("A", None, MONDAY, 1, "Two Rivers"), course("B", None, MONDAY, 1, "Lakes"))
    assert said == [
        "Days of the week and times of day of the classes are not in the catalogue: ask Lakes, Two Rivers."
    ]
    assert order() == []


def test_the_wage_in_class_has_an_amount():
    """33 hours at $19: $627."""
    said = unknowns._about_rates(NO_RATES, 33.0, 19.0)[-1]
    assert (
        "pay for every hour that people are in class (33 hours of all people together, $627 at the job's lowest"
        in said
    )
    assert "in class" not in unknowns._about_rates(NO_RATES, 0.0, 19.0)[-1]
    assert "$" not in unknowns._about_rates(NO_RATES, 33.0, None)[-1]


@pytest.mark.parametrize(("has_class", "do"), [(True, "learn"), (False, "are planned for, without a class,")])
def test_what_those_get_who_are_not_hired_has_an_amount(has_class, do):
    """$3,480 of coach and $351 of questions for three: $1,277 each."""
    budget = [
        line(Part.SUPPORT, UnitPrice("coaching", "c", Decimal(58), "hour", "s"), 60, people=3),
        line(Part.MEASURE, UnitPrice("follow_up", "f", Decimal("29.25"), "follow-up", "s"), 12, people=3),
        line(Part.SUPPORT, UnitPrice("childcare", "k", Decimal(800), "month", "s"), 1, people=1),
    ]
    (said,) = unknowns._about_openings(3, 1, budget, has_class=has_class)
    assert said.startswith(f"3 people {do} for 1 opening: 2 of them will not be hired")
    assert "for all of them, $1,277 each" in said
    assert unknowns._about_openings(3, 3, budget, has_class=has_class) == []


@pytest.mark.parametrize(("days", "is_told"), [(5, False), (14, True), (28, True)])
def test_whoever_waits_a_week_for_the_slowest_is_told(days, is_told):
    last = date(2027, 1, 22)
    found = SimpleNamespace(
        courses=[SimpleNamespace(course=SimpleNamespace(id=key), end=end)
                 for key, end in (("own", last - timedelta(days=days)), ("last", last))],
        weeks=3, active_weeks=3,
    )  # fmt: skip
    people = [SimpleNamespace(takes=("own",)), SimpleNamespace(takes=("own", "last"))]
    said = unknowns._about_waits(people, found)
    assert bool(said) is is_told
    assert not said or said[0].startswith("1 person ends their own classes")


def test_help_by_the_month_ends_and_somebody_must_say_what_then():
    asked = [
        SimpleNamespace(person=SimpleNamespace(support=kinds)) for kinds in (("childcare",), ("legal",), ())
    ]
    (said,) = unknowns._about_help_by_month(asked)
    assert "settle with 1 person who asked for them" in said
    assert unknowns._about_help_by_month(asked[1:]) == []

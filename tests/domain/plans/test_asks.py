"""A limit that a plan goes beyond names a course that would keep it; a longest trip is said, as no way is measured."""

from __future__ import annotations

from datetime import date
from decimal import Decimal
from types import SimpleNamespace

from gainful.domain.plans.asks import asks_of, trip_of, trips_in_words
from gainful.engine.curriculum import Course

HVAC = "credential:hvac"


def offered(key, hours, price, credential=HVAC):
    return Course(
        key,
        key.title(),
        "Bright College",
        240,
        Decimal(price),
        teaches={},
        weekly_hours=hours,
        credential=credential,
    )


def asked(weekly_hours, courses):
    part = SimpleNamespace(takes=("fast",))
    planned = SimpleNamespace(
        id="fast", title="Fast", start=date(2027, 1, 4), end=date(2027, 2, 26), weekly_hours=30.0
    )
    person = SimpleNamespace(wage_floor=None, weekly_hours=weekly_hours)
    return asks_of(person, part, [planned], 40_000, courses)


def test_a_slower_version_of_the_same_certificate_is_named_with_its_price():
    courses = [offered("fast", 30, 3000), offered("slow", 20, 3840), offered("dear", 15, 5000)]
    (said,) = asked(20, courses)
    assert said.startswith("Classes take up to 30 hours a week, more than the 20 that were stated. ")
    assert said.endswith("A slower version exists: Slow, Bright College, 20 hours a week, $840 more.")


def test_where_none_exists_that_is_said_and_within_the_limit_nothing_is():
    other = offered("other", 10, 100, credential="credential:cpr")
    (said,) = asked(20, [offered("fast", 30, 3000), other])
    assert said.endswith("No slower version of Fast is in the catalogue.")
    assert asked(30, [offered("fast", 30, 3000)]) == ()


def test_a_longest_trip_is_told_as_not_checked():
    assert trip_of(SimpleNamespace(commute_minutes=None)) == ()
    assert "20 minutes" in trip_of(SimpleNamespace(commute_minutes=20))[0]
    assert trips_in_words(0, 3) == ()
    assert trips_in_words(2, 3) == (
        "The trip is not known: 2 of 3 people stated a longest trip, and no way is measured here.",
    )

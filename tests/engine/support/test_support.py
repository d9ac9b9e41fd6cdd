"""Places, hours and fit, worked by hand."""

from __future__ import annotations

from datetime import date

import pytest

from gainful.engine.support.fit import Offer, Wanted, Why, choose, fit
from gainful.engine.support.hours import Hours, is_valid_on, week_of
from gainful.engine.support.places import area_of, miles_between, place_of, zips_within


def test_a_zip_lies_in_its_metropolitan_area():
    assert area_of("55404") == "0033460"  # Minneapolis-St. Paul-Bloomington
    assert area_of("10001-1234") == "0035620"  # New York, ZIP+4
    assert area_of("59353") == ""  # Wibaux, Montana: in no metropolitan or micropolitan area
    assert place_of("abcde") is None
    assert place_of("00000") is None


def test_miles_are_along_a_great_circle():
    # Minneapolis 44.96 N 93.26 W to Duluth 46.79 N 92.10 W by the haversine formula with pencil: 138.4 miles
    assert miles_between(place_of("55404"), place_of("55802")) == pytest.approx(138, abs=4)
    assert miles_between(place_of("55404"), place_of("55404")) == 0
    assert miles_between(place_of("55404"), None) is None


def test_near_zips_begin_with_the_zip_itself():
    near = zips_within("55404", 5)
    assert near[0] == "55404"
    assert "55401" in near
    assert "55802" not in near
    assert zips_within("00000") == []


def test_hours_of_a_week_with_the_day_on_which_they_hold():
    schedules = [
        {"byday": "MO,WE", "opens_at": "09:00:00", "closes_at": "17:00:00", "valid_to": "2026-06-30"},
        {"byday": "MO", "opens_at": "10:00Z", "closes_at": "16:00Z", "valid_from": "2026-07-01"},
        {"byday": "2TU", "opens_at": "18:00", "closes_at": "20:00", "freq": "MONTHLY"},
        {"description": "Closed on holidays"},
    ]
    week = week_of(schedules, date(2026, 6, 30))
    assert week.hours == (
        Hours(0, "09:00", "17:00"), Hours(1, "18:00", "20:00", "2"), Hours(2, "09:00", "17:00"),
    )  # fmt: skip
    assert week.notes == ("Closed on holidays",)
    assert week_of(schedules, date(2026, 7, 1)).hours[0] == Hours(0, "10:00", "16:00")
    assert is_valid_on({"valid_from": "2026-07-01", "valid_to": "2026-07-01"}, date(2026, 7, 1))


CARE = frozenset({"child_care"})


def test_what_rules_a_service_out():
    wanted = Wanted("child_care", age=17, tried=frozenset({"t"}))
    offers = [
        Offer("n", "Other need", frozenset({"food"})), Offer("c", "Closed", CARE, is_open=False),
        Offer("t", "Tried", CARE), Offer("y", "For adults", CARE, minimum_age=18),
        Offer("o", "For children", CARE, maximum_age=16), Offer("k", "Fits", CARE, minimum_age=17, maximum_age=17),
    ]  # fmt: skip
    assert [each.offer.id for each in choose(wanted, offers, near_miles=25)] == ["k"]
    assert Why.TOO_YOUNG in fit(wanted, offers[3], near_miles=25).reasons


def test_the_order_free_language_near_delivers():
    wanted = Wanted("child_care", language="somali")
    offers = [
        Offer("far", "A", CARE, places_free=3, miles=60.0, languages=frozenset({"somali"})),
        Offer("full", "B", CARE, places_free=0, miles=1.0, languages=frozenset({"somali"})),
        Offer("deaf", "C", CARE, places_free=3, miles=1.0, languages=frozenset({"english"})),
        Offer(
            "good",
            "D",
            CARE,
            places_free=3,
            miles=9.0,
            languages=frozenset({"somali"}),
            resolved=9,
            received=8,
        ),
        Offer(
            "bad",
            "E",
            CARE,
            places_free=3,
            miles=2.0,
            languages=frozenset({"somali"}),
            resolved=9,
            received=1,
        ),
    ]
    found = choose(wanted, offers, near_miles=25)
    assert [each.offer.id for each in found] == ["good", "bad", "far", "deaf", "full"]
    assert {Why.DELIVERS, Why.NEAR, Why.SPEAKS, Why.FREE} <= set(found[0].reasons)
    assert Why.SELDOM_DELIVERS in found[1].reasons
    assert Why.FULL in found[-1].reasons


def test_in_an_emergency_help_at_once_comes_first_even_when_it_is_full_or_far():
    offers = [
        Offer("near", "A", CARE, places_free=5, miles=1.0),
        Offer("now", "B", CARE, is_emergency=True, places_free=0, miles=40.0),
    ]
    found = choose(Wanted("child_care", is_emergency=True), offers, near_miles=25)
    assert [each.offer.id for each in found] == ["now", "near"]
    assert [each.offer.id for each in choose(Wanted("child_care"), offers, near_miles=25)] == ["near", "now"]


def test_few_ended_referrals_say_nothing_of_a_service():
    reasons = fit(Wanted("child_care"), Offer("a", "A", CARE, resolved=4, received=0), near_miles=25).reasons
    assert not {Why.DELIVERS, Why.SELDOM_DELIVERS} & set(reasons)
    half = fit(Wanted("child_care"), Offer("a", "A", CARE, resolved=6, received=3), near_miles=25).reasons
    assert Why.DELIVERS in half

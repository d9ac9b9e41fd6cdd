"""The parts of the load figures that need no load: what is asked, of whom, and what a phone waits for."""

from __future__ import annotations

from pathlib import Path

import pytest
from bench._first_pages import HOME, key, person_of, spread, visitors
from bench.first_pages import FIRST, MIXES, PAGES, Asked, Wanted, figures, on_a_phone, percentile, wanted
from django.urls import resolve, reverse

from bench import first_pages
from gainful.www import navigation

PERSON = "00000000-0000-4000-8000-000000000001"


def test_the_first_page_of_each_role_is_asked():
    assert {role: reverse(name) for role, name in navigation.HOME.items()} == HOME
    assert {(role, page) for role, page in FIRST} == set(HOME.items())


@pytest.mark.parametrize("name", MIXES)
def test_the_shares_of_a_mix_are_whole_and_its_pages_exist(name):
    assert sum(MIXES[name].values()) == pytest.approx(1)
    for role, page in MIXES[name]:
        assert role in HOME
        assert resolve(page.format(person=PERSON).partition("?")[0])


def test_the_pages_of_support_are_among_those_asked():
    assert {"/coach/today/", "/coach/", "/participant/help/", "/participant/needs/"} <= {
        page for _role, page in PAGES
    }


def test_what_is_wanted_is_read_from_words_and_from_the_environment():
    assert wanted([], {}) == Wanted()
    said = wanted(
        ["people=20000", "clients=5", "mix=pages", "data=x"],
        {"GAINFUL_BENCH_PEOPLE": "7", "GAINFUL_BENCH_REQUESTS": "9"},
    )
    assert said == Wanted(people=20_000, requests=9, clients=5, mixes=("pages",), data=Path("x"))


@pytest.mark.parametrize("word", ["persons=5", "people", "people=", "mix=third"])
def test_a_word_that_is_not_known_is_refused(word):
    with pytest.raises(ValueError, match=r"say one of|there are"):
        wanted([word], {})


def test_clients_are_spread_over_all_coaches_and_people():
    assert spread(3, 9) == [1, 4, 7]
    assert spread(5, 2) == [1, 2]
    found = visitors(6000, 40)
    roles = [row["role"] for row in found]
    assert set(roles) == set(HOME)
    assert roles.count("coach") == roles.count("participant") == 40
    coach = next(row for row in found if row["email"] == "coach1@load.example")
    assert coach["person"] == person_of(1) == key("person 30")


def test_a_phone_waits_for_turns_and_bytes():
    assert on_a_phone(50_000) == pytest.approx(2 * 0.4 + 1.0)
    assert on_a_phone(25_000, [20_000, 5_000]) == pytest.approx(3 * 0.4 + 1.0)
    assert on_a_phone(25_000, [5_000], [20_000]) == pytest.approx(4 * 0.4 + 1.0)


def test_percentiles_of_few_values():
    assert percentile([7.0], 95) == 7.0
    assert percentile([float(n) for n in range(1, 102)], 95) == pytest.approx(96)


def test_an_error_is_a_missed_floor_and_is_named(monkeypatch):
    monkeypatch.setitem(MIXES, "two", {("coach", "/coach/"): 0.5, ("employer", "/employer/"): 0.5})
    asked = [Asked(0, 0.1, "coach", "/coach/", 200)] * 20 + [Asked(0, 0.4, "coach", "/coach/", 500)]
    asked += [Asked(0, 0.05, *first_pages.NOBODY, 200)] * 3
    rows = {row.measure: row for row in figures("two", asked, 7.0, Wanted(people=10, clients=1))}
    assert rows["two, p95, ms"].value == pytest.approx(100)
    assert rows["two, p95, ms"].peer_value == pytest.approx(50)
    assert rows["  two, errors"].verdict == "MISS"
    assert rows["  two, errors"].note == "/coach/ 500"
    assert rows["  two, pages a second"].value == pytest.approx(3)
    assert rows["  employer /employer/, p95, ms"].verdict == "skip"

"""The attack on published page sets: it finds what the plain rule gives away, and nothing in what is released."""

from __future__ import annotations

import numpy as np
import pytest
from bench.page_sets import (
    IDS,
    People,
    Series,
    all_facts,
    as_read,
    attacked,
    doors,
    from_page,
    page_rows,
    people_of,
    public_rows,
    recovered,
    released,
    sets_of,
)

from bench import page_sets
from gainful.engine.indicators import summarise
from gainful.engine.indicators.outcomes import STATES
from gainful.engine.indicators.publishing import publishable
from gainful.engine.tables import open_duckdb


@pytest.fixture
def connection():
    """A database of this test alone."""
    made = open_duckdb(threads=1)
    yield made
    made.disconnect()


def test_nothing_small_comes_back_from_any_door_of_a_few_series():
    found = attacked((4, 1), 3)
    assert [one.back for one in found] == [[]] * len(found)
    assert len(found) > 3  # some have a second quarter
    assert all(one.told for one in found)
    assert any(one.small for one in found)


def test_what_the_page_hands_to_its_template_is_what_a_reader_finds_on_it(connection):
    """The attack takes the page's figures before they are rendered: the page shows these and no others."""
    rng = np.random.default_rng(8)
    for found in sets_of([people_of(rng, many) for many in (25, 90, 200)], connection):
        body, _safe = released(found, [])
        for rows in (page_rows, public_rows):
            handed, rendered = (from_page(rows(body), rendered=way) for way in (False, True))
            assert handed == rendered
            assert rendered


def test_many_sets_in_one_database_are_counted_as_each_alone(connection):
    rng = np.random.default_rng(9)
    people = [people_of(rng, many) for many in (30, 80, 150)]
    for one, found in zip(people, sets_of(people, connection), strict=True):
        alone = connection.create_table("alone", page_sets.table_of([one]), overwrite=True)
        alone = alone.mutate(segment=alone.segment.substr(7))
        groups = [page_sets._alone(group, group.segment) for group in summarise(alone, by="segment")]
        assert found.groups == groups
        assert released(found, [])[1].hidden == publishable(alone, by="segment").hidden


@pytest.mark.slow
def test_without_the_earlier_release_the_next_quarter_gives_counts_back():
    """What the counts of earlier releases are kept for."""
    found = attacked((page_sets.SEED, 2), 6, peers=6)
    assert any(one.alone_leaks for one in found)
    assert not any(one.back for one in found)


def test_the_attacker_finds_what_a_difference_gives_away():
    cells = [40, 3]
    figures = {
        (None, "", "periods"): frozenset({0, 1}),
        ("S0", "", "periods"): frozenset({0}),
        ("S1", "", "periods"): frozenset({1}),
    }
    told = {(None, "", "periods"): 43, ("S0", "", "periods"): 40}
    assert recovered(cells, figures, told) == [("S1", "", "periods")]
    assert recovered(cells, figures, {(None, "", "periods"): 43}) == []


def _quarter(yes: int, no: int, pending: int) -> People:
    """One segment of people who have left, of whom one indicator is told."""
    people = yes + no + pending
    states = np.full((people, len(IDS)), STATES.index("outside"))
    of = ["yes"] * yes + ["no"] * no + ["pending"] * pending
    states[:, list(IDS).index("credential")] = [STATES.index(state) for state in of]
    return People(
        np.arange(people), np.zeros(people, int), states, np.ones(people, bool), np.full(people, 9_000.0)
    )


def test_a_zero_that_completes_a_subtraction_over_two_quarters_leaves_by_no_door(connection):
    """21 people, 15 with a credential, in both quarters. “0 pending” in the second would leave 6 without one."""
    quarters = [_quarter(15, 4, 2), _quarter(15, 6, 0)]
    one = Series(quarters, sets_of(quarters, connection))
    assert [one.release(peer=False).back for _ in quarters] == [[], []]
    for segment in (None, "S0"):
        known = [one.facts[0][segment, "", "periods"], one.facts[0][segment, "credential", "numerator"]]
        assert known == [21, 15]
        assert (segment, "credential", "pending") not in one.facts[1]
        assert one.facts[1][segment, "credential", "excluded"] == 0
    told = {**one.facts[1], (None, "credential", "pending"): 0}
    one.facts.pop(), one.read.pop(), one.figures.pop()
    one._tell(one.sets[1], told)
    assert (1, ("S0", "credential", "others")) in one.attacked()


def test_the_attacker_has_no_doubt_of_a_zero_that_is_told(connection):
    """He knows which kinds of people there are; only a zero that no door tells could be somebody."""
    rng = np.random.default_rng(8)
    for found in sets_of([people_of(rng, many) for many in (25, 90, 200)], connection):
        facts = all_facts(doors(released(found, [])[0]))
        assert as_read(found, facts).rows == found.rows
        zero = next(key for key, count in facts.items() if key[0] and not count and key[2] == "excluded")
        less = {key: count for key, count in facts.items() if key != zero}
        added = as_read(found, less).rows[len(found.rows) :]
        assert added
        assert {(row["segment"], row[IDS[zero[1]]], row["n"]) for row in added} == {
            (zero[0], STATES.index("excluded"), 0)
        }

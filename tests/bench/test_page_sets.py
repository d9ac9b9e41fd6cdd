"""The attack on published page sets: it finds what the plain rule gives away, and nothing in what is released."""

from __future__ import annotations

import numpy as np
import pytest
from bench.page_sets import (
    attacked,
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

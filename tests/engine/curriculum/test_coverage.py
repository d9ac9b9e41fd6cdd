"""Which requirement a curriculum covers, by hand: taught, short, open, brought on day one, nice to have."""

from __future__ import annotations

import pytest

from gainful.engine.competencies.model import Need
from gainful.engine.curriculum.coverage import (
    Coverage,
    Requirement,
    TaughtCompetency,
    TaughtModule,
    coverage,
    orphans,
)


def module(title, *taught):
    return TaughtModule(
        title, title, tuple(TaughtCompetency("c", "C", level, frozenset(serves)) for level, serves in taught)
    )


@pytest.mark.parametrize(
    ("need", "required", "levels", "state", "reached"),
    [
        (Need.WE_TRAIN, 3.5, [], Coverage.OPEN, None),
        (Need.DAY_ONE, 3.5, [], Coverage.BROUGHT, None),
        (Need.NICE, 3.5, [], Coverage.OPTIONAL, None),
        (Need.WE_TRAIN, 3.5, [3.5], Coverage.TAUGHT, 3.5),
        (Need.WE_TRAIN, 3.5, [3.25], Coverage.SHORT, 3.25),
        (Need.WE_TRAIN, 3.5, [2.0, 4.0], Coverage.TAUGHT, 4.0),
        (Need.WE_TRAIN, 3.5, [None], Coverage.TAUGHT, None),
        (Need.WE_TRAIN, 3.5, [None, 1.0], Coverage.TAUGHT, 1.0),
        (Need.WE_TRAIN, None, [1.0], Coverage.TAUGHT, 1.0),
        (Need.DAY_ONE, 3.5, [2.0], Coverage.SHORT, 2.0),
        (Need.WE_TRAIN, 0.0, [0.0], Coverage.TAUGHT, 0.0),
    ],
)
def test_a_requirement_stands_as_what_serves_it_reaches(need, required, levels, state, reached):
    modules = [module(f"M{place}", (level, {1})) for place, level in enumerate(levels)]
    (found,) = coverage([Requirement(1, "c", "C", required, need)], modules)
    assert (found.state, found.level, len(found.modules)) == (state, reached, len(levels))


def test_what_serves_another_requirement_covers_nothing_and_a_module_is_named_once():
    wanted = [Requirement(1, "c", "C", 2.0, Need.WE_TRAIN), Requirement(2, "d", "D", 2.0, Need.WE_TRAIN)]
    modules = [module("Both", (2.0, {1}), (3.0, {1}))]
    first, second = coverage(wanted, modules)
    assert (first.modules, first.level) == (("Both",), 3.0)
    assert (second.state, second.modules) == (Coverage.OPEN, ())


def test_a_module_is_an_orphan_when_it_or_a_part_of_it_serves_nothing():
    wanted = [Requirement(1, "c", "C", None, Need.WE_TRAIN)]
    modules = [module("Empty"), module("Good", (1.0, {1, 9})), module("Half", (1.0, {1}), (1.0, {9}))]
    assert [each.title for each in orphans(wanted, modules)] == ["Empty", "Half"]

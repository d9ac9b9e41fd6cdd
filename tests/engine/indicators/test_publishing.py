"""What may be given away of the indicators: nobody can work a hidden count out of what is shown."""

from __future__ import annotations

import numpy as np
import pytest
from scipy.optimize import Bounds, LinearConstraint, milp

from gainful.engine.disclosure import Rule
from gainful.engine.disclosure.protect import RULE
from gainful.engine.indicators import publishing
from gainful.engine.indicators.definitions import load_indicators
from gainful.engine.indicators.outcomes import STATES
from gainful.engine.indicators.publishing import _cells, _figures, protected, publishable
from gainful.engine.tables import open_duckdb

SEGMENTS = ("north", "south", "west")


def outcomes_of(people, seed):
    """A table of outcomes with few people in one segment; states are drawn at random."""
    rng = np.random.default_rng(seed)
    connection = open_duckdb()
    columns = [indicator.column for indicator in load_indicators()]
    listed = ", ".join(f"{column} TINYINT" for column in columns)
    connection.con.execute(f"CREATE TABLE found(segment VARCHAR, exit DATE, {listed})")
    marks = ", ".join("?" for _ in columns)
    for _ in range(people):
        segment = rng.choice(SEGMENTS, p=(0.6, 0.33, 0.07))
        states = rng.choice(len(STATES), size=len(columns), p=(0.3, 0.5, 0.1, 0.05, 0.05))
        row = [str(segment), *(int(state) for state in states)]
        connection.con.execute(f"INSERT INTO found VALUES (?, '2025-01-31', {marks})", row)
    return connection.table("found")


@pytest.mark.parametrize("seed", [1, 2])
def test_no_hidden_count_can_be_worked_out_from_all_that_is_shown(seed):
    table = outcomes_of(60, seed)
    rule = Rule(smallest=5, width=3.0)
    found = publishable(table, by="segment", rule=rule)
    rows = _cells(table, "segment")
    figures = _figures(rows, "segment")
    assert 0 < len(found.hidden) < len(figures)
    shown = [figure for key, figure in figures.items() if key not in found.hidden]
    sums = np.array([[place in figure for place in range(len(rows))] for figure in shown], float)
    known = np.array([sum(rows[place]["n"] for place in figure) for figure in shown], float)
    for key in found.hidden:
        aim = np.array([place in figures[key] for place in range(len(rows))], float)
        told = {"constraints": LinearConstraint(sums, known, known), "bounds": Bounds(0, 500)}
        least, most = (sign * milp(sign * aim, **told).fun for sign in (1, -1))
        assert most - least >= rule.width - 1e-6, key


def _cohorts(many: int, seed: int = 5) -> tuple[list[dict], dict]:
    """Kinds of people of some cohorts of about 25, whose outcomes go together as they do in life, and the figures."""
    rng = np.random.default_rng(seed)
    columns = [indicator.column for indicator in load_indicators()]
    kinds: dict[tuple, int] = {}
    for cohort in range(many):
        waits = rng.random() < 0.3
        for _ in range(int(rng.integers(12, 50))):
            works, holds, gains = rng.random() < 0.7, rng.random() < 0.6, rng.random() < 0.7
            states = (2 if waits else works, 2 if waits else works, works, holds, gains, holds and works)
            if rng.random() < 0.03:
                states = (3,) * len(columns)
            kind = (f"cohort {cohort:03}", True, *(int(state) for state in states))
            kinds[kind] = kinds.get(kind, 0) + 1
    rows = [
        dict(zip(("segment", "exited", *columns, "n"), (*kind, n), strict=True)) for kind, n in kinds.items()
    ]
    return rows, _figures(rows, "segment")


def test_of_many_kinds_an_indicator_of_a_group_is_told_whole_or_not_at_all():
    rows, keys = _cohorts(20)
    assert len(rows) > publishing.MOST_KINDS
    safe = protected([row["n"] for row in rows], keys, RULE)
    counts = {key: sum(rows[cell]["n"] for cell in figure) for key, figure in keys.items()}
    small = {key[:2] for key, count in counts.items() if key[0] and 0 < count < RULE.smallest}
    assert small
    assert not {key for key in counts if key[:2] in small and counts[key]} - safe.hidden
    assert {key[:2] for key in counts if key[0]} - small  # something of a group is told
    assert not {
        key for key in safe.hidden if key[0] is None and counts[key] >= 20
    }  # everybody's figures stand
    shown = [figure for key, figure in keys.items() if figure and key not in safe.hidden]
    sums = np.array([[place in figure for place in range(len(rows))] for figure in shown], float)
    known = np.array([sum(rows[place]["n"] for place in figure) for figure in shown], float)
    told = {"constraints": LinearConstraint(sums, known, known), "bounds": Bounds(0, 2000)}
    for key in sorted((key for key in safe.hidden if 0 < counts[key] < RULE.smallest), key=str)[::9]:
        aim = np.array([place in keys[key] for place in range(len(rows))], float)
        least, most = (sign * milp(sign * aim, **told).fun for sign in (1, -1))
        assert most - least >= RULE.width - 1e-6, key


def test_small_counts_are_hidden_and_nothing_where_none_is_small():
    table = outcomes_of(60, 3)
    found = publishable(table, by="segment", rule=Rule(smallest=5, width=3.0))
    rows = _cells(table, "segment")
    for key, figure in _figures(rows, "segment").items():
        if 0 < sum(rows[place]["n"] for place in figure) < 5:
            assert key in found.hidden
    assert publishable(table, rule=Rule(smallest=1)).hidden == frozenset()


def test_a_count_that_an_earlier_release_told_protects_nothing_once_it_is_hidden():
    """A is as it was and was told; B is small now. To hide A would hide nothing: the total is hidden instead."""
    keys = {
        (None, "", "periods"): frozenset({0, 1}),
        ("A", "", "periods"): frozenset({0}),
        ("B", "", "periods"): frozenset({1}),
    }
    first = protected(
        [40, 0], {**keys, ("B", "", "periods"): frozenset(), (None, "", "periods"): frozenset({0})}, RULE
    )
    assert not first.hidden
    told = {key: (count, True) for key, count in first.counts.items()}
    alone, after = protected([40, 6], keys, RULE), protected([40, 6], keys, RULE, [told])
    assert alone.hidden == {("A", "", "periods"), ("B", "", "periods")}
    assert after.hidden == {(None, "", "periods"), ("B", "", "periods")}


def test_what_was_hidden_is_told_only_after_five_came_or_went():
    """A stood in for B a quarter ago. If it were told now, unchanged, it would give back what B was."""
    keys = {
        (None, "", "periods"): frozenset({0, 1}),
        ("A", "", "periods"): frozenset({0}),
        ("B", "", "periods"): frozenset({1}),
    }
    first = protected([20, 6], keys, RULE)
    then = {key: (count, key not in first.hidden) for key, count in first.counts.items()}
    assert not protected([20, 30], keys, RULE).hidden
    assert ("A", "", "periods") in protected([22, 30], keys, RULE, [then]).hidden
    assert ("A", "", "periods") not in protected([25, 30], keys, RULE, [then]).hidden


def _of_one_indicator(credential: dict[str, frozenset[int]], people: int) -> dict:
    """The keys of one agency without segments, with one indicator."""
    counts = {name: frozenset() for name in ("numerator", "others", "denominator", "pending", "excluded")}
    everybody = {(None, "", "periods"): frozenset(range(people))}
    return everybody | {(None, "credential", name): figure for name, figure in (counts | credential).items()}


def test_a_zero_that_is_all_that_is_missing_between_two_counts_told_before_is_hidden():
    """Of 21 people 15 had a credential; 4 had none and 2 waited, so the 4 could be anything up to 6. Then nobody waits.

    21 and 15 were told and are the same: “0 pending” would leave 6 without one, and no other count is left to hide.
    """
    yes, no, waits = frozenset({0}), frozenset({1}), frozenset({2})
    first_keys = _of_one_indicator(
        {"numerator": yes, "others": no, "denominator": yes | no, "pending": waits}, 3
    )
    first = protected([15, 4, 2], first_keys, RULE)
    told = {key: (count, key not in first.hidden) for key, count in first.counts.items()}
    assert told[None, "", "periods"] == (21, True)
    assert told[None, "credential", "numerator"] == (15, True)
    keys = _of_one_indicator({"numerator": yes, "others": no, "denominator": yes | no}, 2)
    alone, after = protected([15, 6], keys, RULE), protected([15, 6], keys, RULE, [told])
    zero = (None, "credential", "pending")
    assert zero not in alone.hidden  # without an earlier release something else is left to hide
    assert zero in after.hidden
    assert (None, "credential", "excluded") not in after.hidden  # it was told as zero then, and is one
    then = {key: (count, key not in after.hidden) for key, count in after.counts.items()}
    assert then[zero] == (0, False)
    assert (
        zero in protected([15, 6], keys, RULE, [then, told]).hidden
    )  # told a quarter later, it would tell both


def test_what_earlier_counts_narrow_for_those_who_know_the_people_is_still_not_told():
    """40 people and 36 with skill gains were told and are the same, so 4 are left; one of them is out of work now.

    To somebody who knows that all others work, that is at most 4, whatever is hidden. To others “39 of 40” tells it.
    """
    both, works, neither = frozenset({0}), frozenset({1}), frozenset({2})

    def keys(no: frozenset[int]) -> dict:
        everybody = both | works | no
        of = {"numerator": both | works, "others": no, "denominator": everybody}
        gains = {"numerator": both, "denominator": both}
        names = ("numerator", "others", "denominator", "pending", "excluded")
        return {
            (None, "", "periods"): everybody,
            **{(None, "employment-q2", name): of.get(name, frozenset()) for name in names},
            **{(None, "skill-gains", name): gains.get(name, frozenset()) for name in names},
        }

    first = protected([36, 4], keys(frozenset()), RULE)
    told = {key: (count, key not in first.hidden) for key, count in first.counts.items()}
    after = protected([36, 3, 1], keys(neither), RULE, [told])
    assert told[None, "skill-gains", "numerator"] == (36, True)
    assert (None, "employment-q2", "others") in after.hidden
    assert {(None, "employment-q2", "numerator"), (None, "employment-q2", "denominator")} & after.hidden


def test_no_zero_is_hidden_where_something_else_protects():
    """Zeros are told wherever an earlier release leaves anything else to hide."""
    table = outcomes_of(60, 3)
    found = publishable(table, by="segment")
    assert not [key for key in found.hidden if not found.counts[key]]

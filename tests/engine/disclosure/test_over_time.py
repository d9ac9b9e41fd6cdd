"""Two looks at a group, a day apart, tell nothing of one person."""

from __future__ import annotations

import numpy as np
from hypothesis import given
from hypothesis import strategies as st

from gainful.engine.disclosure import SMALLEST_GROUP, next_release

SIX = {f"p{n}": n for n in range(6)}


def test_a_group_is_shown_from_five_people_on():
    assert next_release({}, dict(list(SIX.items())[:4])) == {}
    assert next_release({}, SIX) == SIX


def test_fewer_than_five_changes_leave_the_earlier_release_as_it_was():
    for now in ({**SIX, "p0": 9}, {**SIX, "new": 1}, {key: SIX[key] for key in SIX if key != "p0"}):
        assert next_release(SIX, now) is SIX
    assert next_release(SIX, {"p0": 0}) == {}, "one left of six: the group goes, and tells of nobody"
    four = {key: value + 9 * (value < 4) for key, value in SIX.items()}
    assert next_release(SIX, four) is SIX
    five = {key: value + 9 * (value < 5) for key, value in SIX.items()}
    assert next_release(SIX, five) == five


@given(st.lists(st.dictionaries(st.integers(0, 9), st.integers(0, 2)), max_size=12))
def test_whatever_comes_two_releases_differ_in_five_people_or_in_none(days):
    released = {}
    for now in days:
        after = next_release(released, now)
        keys = released.keys() | after.keys()
        changed = sum(released.get(key) != after.get(key) for key in keys)
        assert changed == 0 or changed >= SMALLEST_GROUP
        assert not after or len(after) >= SMALLEST_GROUP
        released = after


def test_the_difference_of_two_means_tells_what_one_person_learned_without_the_rule():
    """The attack that the rule is against: with it the second look is the first."""
    before, after = dict(SIX), {**SIX, "p3": 7}
    found = 6 * (np.mean(list(after.values())) - np.mean(list(before.values()))) + before["p3"]
    assert round(found) == 7
    assert next_release(before, after) is before

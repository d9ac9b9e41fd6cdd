"""What becomes of pairs: nobody is linked twice, whatever the weights; a doubt goes to a person."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from gainful.exchange.wage_linkage import Pair, UnreadableReview, apply_review
from gainful.exchange.wage_linkage.decisions import (
    BETTER,
    KEY_DISAGREES,
    SIBLING,
    TAKEN,
    TWO_PARTICIPANTS,
    Part,
    decided,
)

ACCEPT, REJECT = 10.0, -4.0


def pair(participant, wage_person, weight, *, same_key=False, first="the same", ssn4="the same"):
    parts = (Part("first_name", first, 1.0), Part("ssn4", ssn4, 1.0))
    return Pair(participant, wage_person, same_key, weight, 0.5, parts)


def states(*pairs):
    return [one.state for one in decided(pairs, ACCEPT, REJECT)]


def test_strong_pairs_are_accepted_middling_ones_reviewed_weak_ones_left():
    assert states(pair("a", "1", 12), pair("b", "2", 3), pair("c", "3", -5)) == [
        "accepted",
        "review",
        "set aside",
    ]


def test_a_wage_person_that_two_participants_fit_is_linked_to_neither():
    found = decided([pair("a", "1", 20), pair("b", "1", 18)], ACCEPT, REJECT)
    assert [(one.state, one.reason) for one in found] == [("review", TWO_PARTICIPANTS)] * 2


def test_a_far_better_pair_is_taken_and_the_other_one_is_shown_not_lost():
    best, other, weak = decided([pair("a", "1", 30), pair("b", "1", 15), pair("c", "1", 2)], ACCEPT, REJECT)
    assert (best.state, other.state, weak.state) == ("accepted", "review", "set aside")
    assert (other.reason, weak.reason) == (BETTER, TAKEN)


def test_a_twin_is_not_linked_unseen():
    one = decided([pair("a", "1", 15, first="different", ssn4="one digit apart")], ACCEPT, REJECT)[0]
    assert (one.state, one.reason) == ("review", SIBLING)
    assert states(pair("a", "1", 15, first="different")) == ["accepted"]


def test_the_same_key_is_enough_unless_everything_else_disagrees():
    agrees, disagrees = decided(
        [pair("a", "1", 2, same_key=True), pair("b", "2", -20, same_key=True)], ACCEPT, REJECT
    )
    assert (agrees.state, agrees.how) == ("accepted", "key")
    assert (disagrees.state, disagrees.reason) == ("review", KEY_DISAGREES)


PAIRS = st.lists(
    st.builds(
        pair, st.sampled_from("abcd"), st.sampled_from("1234"), st.integers(-10, 40), same_key=st.booleans(),
        first=st.sampled_from(["the same", "different"]), ssn4=st.sampled_from(["the same", "different"]),
    ),
    unique_by=lambda one: (one.participant, one.wage_person),
)  # fmt: skip


@given(PAIRS)
def test_nobody_is_ever_linked_twice_and_no_pair_is_lost(pairs):
    found = decided(pairs, ACCEPT, REJECT)
    linked = [one for one in found if one.state == "accepted"]
    assert len({one.participant for one in linked}) == len({one.wage_person for one in linked}) == len(linked)
    assert [(one.participant, one.wage_person) for one in found] == [
        (p.participant, p.wage_person) for p in pairs
    ]
    assert all(one.reason for one in found if one.state == "review")


def test_decisions_link_and_unlink_and_what_is_taken_waits_no_more():
    found = decided([pair("a", "1", 20), pair("b", "1", 18), pair("c", "2", 12)], ACCEPT, REJECT)
    done = apply_review(found, {("a", "1"): (2, "same"), ("c", "2"): (4, "different")}, "r.csv")
    assert [(one.state, one.how) for one in done] == [
        ("accepted", "review"),
        ("set aside", ""),
        ("set aside", ""),
    ]


def test_a_wage_person_is_not_linked_twice_by_decisions_either():
    found = decided(
        [pair("a", "1", 20), pair("b", "1", 18), pair("c", "2", 30), pair("d", "2", 3)], ACCEPT, REJECT
    )
    with pytest.raises(UnreadableReview, match=r"row 2 and row 3 link one wage person twice"):
        apply_review(found, {("a", "1"): (2, "same"), ("b", "1"): (3, "same")}, "r.csv")
    with pytest.raises(UnreadableReview, match=r"accepted before and row 7 link one wage person twice"):
        apply_review(found, {("d", "2"): (7, "same")}, "r.csv")
    with pytest.raises(UnreadableReview, match=r"row 9: this pair is not in these results"):
        apply_review(found, {("x", "2"): (9, "same")}, "r.csv")

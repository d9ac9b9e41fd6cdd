"""Links over several files: what a file does not name stays, what cannot both be true waits, decisions go first."""

from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st

from gainful.exchange.wage_linkage import Pair, with_decisions
from gainful.exchange.wage_linkage.decisions import TAKEN, TWO_PARTICIPANTS, TWO_WAGE_PEOPLE
from gainful.exchange.wage_linkage.runs import with_earlier


def pair(participant, wage_person, state="accepted"):
    how = "fields" if state == "accepted" else ""
    return Pair(participant, wage_person, False, 12.0, 0.99, (), state, how)


def states(pairs):
    return {(one.participant, one.wage_person): (one.state, one.reason) for one in pairs}


def test_a_link_stays_where_the_next_file_does_not_name_the_wage_person():
    kept = with_earlier([pair("b", "2")], [pair("a", "1"), pair("c", "3", "review")], "abc", "2")
    assert states(kept) == {
        ("b", "2"): ("accepted", ""),
        ("a", "1"): ("accepted", ""),
        ("c", "3"): ("review", ""),
    }


def test_a_link_goes_where_the_file_names_the_wage_person_and_no_longer_fits_or_the_person_left():
    assert with_earlier([], [pair("a", "1")], "a", "1") == []
    assert with_earlier([], [pair("a", "1")], "b", "2") == []


def test_two_sure_links_that_cannot_both_be_true_wait():
    waits = with_earlier([pair("a", "2")], [pair("a", "1")], "a", "2")
    assert states(waits) == {("a", "1"): ("review", TWO_WAGE_PEOPLE), ("a", "2"): ("review", TWO_WAGE_PEOPLE)}
    waits = with_earlier([pair("b", "2")], [pair("a", "2")], "ab", "")
    assert {reason for _state, reason in states(waits).values()} == {TWO_PARTICIPANTS}


def test_a_decision_goes_before_the_machine_and_stays_without_its_pair():
    found = [pair("a", "1"), pair("b", "1", "review"), pair("c", "3")]
    done = states(with_decisions(found, {("b", "1"): "same", ("c", "3"): "different", ("d", "9"): "same"}))
    assert done["b", "1"][0] == done["d", "9"][0] == "accepted"
    assert done["a", "1"] == ("set aside", TAKEN)
    assert done["c", "3"][0] == "set aside"


_SIDES = st.tuples(st.sampled_from("abc"), st.sampled_from("123"))


@given(
    st.dictionaries(_SIDES, st.sampled_from(["accepted", "review", "set aside"])),
    st.dictionaries(_SIDES, st.sampled_from(["accepted", "review", "set aside"])),
    st.sets(st.sampled_from("123")),
)
def test_nobody_is_linked_twice_whatever_the_files_say(found, earlier, named):
    new = [pair(*ids, state) for ids, state in found.items()]
    linked = [p for p in new if p.state == "accepted"]
    if len({p.participant for p in linked}) < len(linked) or len({p.wage_person for p in linked}) < len(
        linked
    ):
        return
    old = [pair(*ids, state) for ids, state in earlier.items()]
    accepted = [p for p in with_earlier(new, old, "abc", named) if p.state == "accepted"]
    assert len({p.participant for p in accepted}) == len(accepted) == len({p.wage_person for p in accepted})

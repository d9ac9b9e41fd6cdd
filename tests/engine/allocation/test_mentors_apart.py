"""Two who are kept apart never stand on each other's list, in whichever block of the lists they come."""

from __future__ import annotations

from gainful.engine.allocation import mentors as module
from gainful.engine.allocation.mentors import MentorRecord, PersonToMentor, match_mentors


def test_whoever_comes_next_on_the_list_comes_up(monkeypatch):
    monkeypatch.setattr(module, "AT_ONCE", 2)
    people = [PersonToMentor(f"p{n}", occupation="31-1131.00") for n in range(5)]
    mentors = [MentorRecord(f"m{n}", occupation="31-1131.00") for n in range(5)]
    before = {pair.person: pair.mentor for pair in match_mentors(people, mentors)}
    assert before == {f"p{n}": f"m{n}" for n in range(5)}
    apart = [("p4", "m4"), ("p3", "m3"), ("p0", "m0"), ("p9", "m1"), ("p1", "m9")]
    after = {pair.person: pair.mentor for pair in match_mentors(people, mentors, apart=apart)}
    assert sorted(after) == sorted(before)
    assert sorted(after.values()) == sorted(before.values())
    assert not set(apart) & set(after.items())

"""Mentors: reasons worked by hand, stable pairs, the same pairs as the `matching` library."""

from __future__ import annotations

import random

import numpy as np
from hypothesis import given
from hypothesis import strategies as st

from gainful.engine.allocation.mentors import (
    LONGEST_LIST,
    MentorRecord,
    PersonToMentor,
    _scores,
    match_mentors,
    reasons_for,
)

NURSE, CARER, COOK = "29-1141.00", "31-1131.00", "35-2014.00"
SPANISH = frozenset({"English", "Spanish"})


def person(name="p", **given):
    return PersonToMentor(name, **{"occupation": CARER, "postal_code": "55407", **given})


def mentor(name="m", **given):
    return MentorRecord(name, **{"occupation": CARER, "postal_code": "55411", **given})


def test_reasons_stand_with_the_strongest_first():
    wanted = person(
        languages=SPANISH, times=frozenset({"evening", "noon"}), employer="Lakeview", path="displaced"
    )
    found = mentor(languages=SPANISH, times=frozenset({"evening"}), employer="LAKEVIEW", path="displaced")
    told, score = reasons_for(wanted, found)
    assert told == ("occupation", "employer:LAKEVIEW", "path", "times:evening", "language:Spanish", "near")
    assert score == 6 + 4 + 2 + 2 + 1 + 1


def test_work_of_the_same_kind_counts_less_than_the_same_work():
    assert reasons_for(person(postal_code=""), mentor(occupation="31-9091.00")) == (("group",), 3)
    assert reasons_for(person(postal_code=""), mentor(occupation=COOK)) == ((), 0)
    assert reasons_for(person(occupation="", postal_code=""), mentor(occupation="")) == ((), 0)


def test_without_a_language_or_a_time_in_common_nobody_fits():
    assert reasons_for(person(languages=frozenset({"Somali"})), mentor()) == ((), 0)
    assert reasons_for(person(times=frozenset({"noon"})), mentor(times=frozenset({"evening"}))) == ((), 0)
    assert reasons_for(person(times=frozenset({"noon"})), mentor())[1] > 0, "a mentor who did not say when"


def test_the_better_fit_has_the_mentor_with_one_place():
    people = [person("a", postal_code=""), person("b", postal_code="55499")]
    found = match_mentors(people, [mentor("m", room=1)])
    assert [(each.person, each.mentor, each.reasons) for each in found] == [
        ("b", "m", ("occupation", "near"))
    ]
    both = match_mentors(people, [mentor("m", room=2)])
    assert [each.person for each in both] == ["a", "b"]
    assert match_mentors([], [mentor()]) == match_mentors([person()], []) == []
    assert match_mentors(people, [mentor(room=0)]) == []


def made(seed, many):
    chance = random.Random(seed)  # noqa: S311 - made-up people
    codes, times = (NURSE, CARER, COOK, ""), ("morning", "noon", "evening")

    def one(kind, name):
        return kind(
            name, chance.choice(codes), chance.choice(("", "Lakeview", "Mill")),
            frozenset(chance.sample(("English", "Spanish", "Somali"), chance.randint(1, 2))),
            frozenset(chance.sample(times, chance.randint(0, 2))), chance.choice(("displaced", "incumbent")),
            chance.choice(("55407", "55101", "")),
        )  # fmt: skip

    return [one(PersonToMentor, f"p{n:03}") for n in range(many)], [
        one(MentorRecord, f"m{n:03}") for n in range(many)
    ]


@given(st.integers(0, 10**6))
def test_the_points_of_all_pairs_at_once_are_those_of_each(seed):
    people, mentors = made(seed, 7)
    each = [[reasons_for(one, other)[1] for other in mentors] for one in people]
    assert np.array_equal(_scores(people, mentors), each)


def listed(names, score):
    return [name for name in sorted(names, key=lambda one: (-score(one), one)) if score(name) > 0][
        :LONGEST_LIST
    ]


def test_pairs_are_those_of_the_matching_library():
    from matching.games import HospitalResident

    people, mentors = made(5, 60)
    by = {each.id: each for each in (*people, *mentors)}
    wishes = {p.id: listed([m.id for m in mentors], lambda m, p=p: reasons_for(p, by[m])[1]) for p in people}
    ranks = {m.id: listed([p.id for p in people], lambda p, m=m: reasons_for(by[p], m)[1]) for m in mentors}
    wishes = {p: [m for m in each if p in ranks[m]] for p, each in wishes.items()}
    wishes = {p: each for p, each in wishes.items() if each}
    ranks = {m: [p for p in each if m in wishes.get(p, ())] for m, each in ranks.items()}
    ranks = {m: each for m, each in ranks.items() if each}
    game = HospitalResident.create_from_dictionaries(wishes, ranks, dict.fromkeys(ranks, 1))
    theirs = {p.name: m.name for m, held in game.solve(optimal="resident").items() for p in held}
    assert {each.person: each.mentor for each in match_mentors(people, mentors)} == theirs
    assert len(theirs) > 40

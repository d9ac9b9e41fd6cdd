"""Links over time: those of earlier files stay with the newest run's, and what a person decided goes before both."""

from __future__ import annotations

from collections.abc import Collection, Mapping, Sequence
from dataclasses import replace

from gainful.exchange.wage_linkage.decisions import (
    SAID_DIFFERENT,
    SAID_SAME,
    TAKEN,
    TWO_PARTICIPANTS,
    TWO_WAGE_PEOPLE,
    Pair,
)

Ids = tuple[str, str]
"""Participant and wage person, as keyed hashes."""


def ids_of(pair: Pair) -> Ids:
    """Return what a pair is known by in every run."""
    return pair.participant, pair.wage_person


def sides_of(ids: Ids) -> tuple[str, str]:
    """Return both sides of a pair, so that one hash on two sides is not taken for one person."""
    return f"p{ids[0]}", f"w{ids[1]}"


def with_earlier(
    found: Sequence[Pair], earlier: Sequence[Pair], people: Collection[str], wage_people: Collection[str]
) -> list[Pair]:
    """Return a run's pairs with those of earlier files that it did not look at.

    A file of the next quarter names whoever worked in it, so a wage person who is not among `wage_people` keeps their
    link; a participant who is not among `people` loses it. Two sure links of one person wait for somebody to look.
    """
    there = {ids_of(pair) for pair in found}
    old = [
        pair
        for pair in earlier
        if ids_of(pair) not in there and pair.participant in people and pair.wage_person not in wage_people
    ]
    return _clashes([*found, *(_without_words(pair) for pair in old)])


def _without_words(pair: Pair) -> Pair:
    return replace(pair, parts=())


def _clashes(pairs: Sequence[Pair]) -> list[Pair]:
    """Let pairs wait that were each sure of their own file and cannot both be true."""
    linked: dict[str, list[Pair]] = {}
    for pair in pairs:
        if pair.state == "accepted":
            for side in sides_of(ids_of(pair)):
                linked.setdefault(side, []).append(pair)
    done = []
    for pair in pairs:
        person, wage_person = (len(linked.get(side, ())) for side in sides_of(ids_of(pair)))
        if pair.state == "accepted" and max(person, wage_person) > 1:
            reason = TWO_WAGE_PEOPLE if person > 1 else TWO_PARTICIPANTS
            done.append(replace(pair, state="review", how="", reason=reason))
        else:
            done.append(pair)
    return done


def with_decisions(pairs: Sequence[Pair], said: Mapping[Ids, str]) -> list[Pair]:
    """Return the pairs as people decided them (same, different); whoever is linked so is linked to nobody else.

    A decision stands though the newest file does not name the wage person any more.
    """
    same = {ids for ids, word in said.items() if word == "same"}
    linked = {side for ids in same for side in sides_of(ids)}
    there = {ids_of(pair) for pair in pairs}
    done = [_decided(pair, said.get(ids_of(pair), ""), linked) for pair in pairs]
    missing = [
        Pair(*ids, same_key=False, weight=0.0, probability=0.0, state="accepted", how="review", reason=SAID_SAME,
             decided="same")
        for ids in sorted(same - there)
    ]  # fmt: skip
    return [*done, *missing]


def _decided(pair: Pair, word: str, linked: Collection[str]) -> Pair:
    if word == "same":
        return replace(pair, state="accepted", how="review", reason=SAID_SAME, decided=word)
    if word == "different":
        return replace(pair, state="set aside", how="", reason=SAID_DIFFERENT, decided=word)
    if pair.state != "set aside" and any(side in linked for side in sides_of(ids_of(pair))):
        return replace(pair, state="set aside", how="", reason=TAKEN)
    return pair

"""Stable matching of people with places that have room for several: deferred acceptance, best for those who propose.

Source: Gale and Shapley (1962), "College Admissions and the Stability of Marriage". With strict preferences the result
does not depend on the order of proposals. Mentors, instructors and practice places are matched with it.
"""

from __future__ import annotations

from collections.abc import Callable, Collection, Mapping, Sequence
from functools import cache
from itertools import chain, repeat
from typing import TypeAlias

import numpy as np

NOWHERE = -1
"""The place of whoever has none."""
MANY = 200_000
"""Names on lists from which on they are looked up in Arrow."""


class MatchingError(ValueError):
    """Lists that cannot be matched; the text says which."""


def stable_matching(
    wishes: Mapping[str, Sequence[str]], ranks: Mapping[str, Sequence[str]], room: Mapping[str, int]
) -> dict[str, str]:
    """Return person to place; whoever is missing has no place.

    `wishes`: each person's places, best first; `ranks`: each place's people, best first; `room`: people a place takes.
    A pair counts only where each names the other. A place without an entry in `room` takes one. MatchingError where a
    list names somebody twice.
    """
    people, places = list(wishes), list(ranks)
    found = match_lists(
        _lengths(wishes.values()),
        _numbers(wishes.values(), places),
        _lengths(ranks.values()),
        _numbers(ranks.values(), people),
        np.fromiter((room.get(place, 1) for place in places), np.int64, len(places)),
    )
    return {
        person: places[place]
        for person, place in zip(people, found.tolist(), strict=True)
        if place != NOWHERE
    }


def _lengths(lists: Collection[Sequence[str]]) -> np.ndarray:
    return np.fromiter(map(len, lists), np.int64, len(lists))


def _numbers(lists: Collection[Sequence[str]], names: list[str]) -> np.ndarray:
    """Return the lists one after the other, each name by its number; a name that is not there is NOWHERE."""
    if sum(map(len, lists)) >= MANY:
        return _many_numbers(lists, names)
    number = {name: place for place, name in enumerate(names)}
    return np.fromiter(map(number.get, chain.from_iterable(lists), repeat(NOWHERE)), np.int64)


def _many_numbers(lists: Collection[Sequence[str]], names: list[str]) -> np.ndarray:
    """Return the same by Arrow's table of names, which sits in the processor's cache where a dictionary does not."""
    import pyarrow as pa
    import pyarrow.compute as pc

    flat = pa.array(list(chain.from_iterable(lists)), pa.string())
    found = pc.fill_null(pc.index_in(flat, pa.array(names, pa.string())), NOWHERE)
    return found.to_numpy().astype(np.int64)


def match_lists(
    wish_counts: np.ndarray,
    wishes: np.ndarray,
    rank_counts: np.ndarray,
    ranks: np.ndarray,
    room: np.ndarray,
) -> np.ndarray:
    """Return each person's place, int64 [people], NOWHERE for none; for many people, by number instead of by name.

    `wishes` holds the people's lists of places one after the other, `wish_counts` [people] how long each is; `ranks`
    and `rank_counts` [places] likewise the places' lists of people; `room` [places]. Whatever is NOWHERE in a list is
    passed over. The work grows with the length of the lists alone.
    """
    given = [np.ascontiguousarray(each, np.int64) for each in (wish_counts, wishes, rank_counts, ranks, room)]
    people, places = given[0].size, given[2].size
    _require_lists(given[0], given[1], places)
    _require_lists(given[2], given[3], people)
    if given[4].size != places:
        raise MatchingError(f"There are {places} places, and room is given for {given[4].size}.")
    starts, rank_starts = (np.concatenate([[0], np.cumsum(each)]) for each in (given[0], given[2]))
    invert, join, propose = _compiled()
    named, by, rank_there = invert(rank_starts, given[3], people)
    if named[0] < 0:
        raise MatchingError(f"Place {-named[0] - 1} names one person twice.")
    rank_of = np.full(given[1].size, NOWHERE, np.int64)
    if twice := join(starts, given[1], named, by, rank_there, places, rank_of):
        raise MatchingError(f"Person {twice - 1} names one place twice.")
    place_of = np.full(people, NOWHERE, np.int64)
    propose(starts, given[1], rank_of, rank_starts, given[3], given[4], place_of)
    return place_of


def _require_lists(counts: np.ndarray, entries: np.ndarray, most: int) -> None:
    if counts.sum() != entries.size or (counts < 0).any():
        raise MatchingError("The lists are longer or shorter than it is said.")
    if entries.size and (entries.min() < NOWHERE or entries.max() >= most):
        raise MatchingError(f"A list names {int(entries.max())}; there are {most}, numbered from 0.")


Invert: TypeAlias = Callable[..., tuple[np.ndarray, np.ndarray, np.ndarray]]
Join: TypeAlias = Callable[..., int]
Propose: TypeAlias = Callable[..., None]
"""`_invert`, `_join` and `_propose` in machine code."""


@cache
def _compiled() -> tuple[Invert, Join, Propose]:
    """Compile once; numba keeps the machine code beside this file, or in the user's own cache folder."""
    import numba

    try:
        jit = numba.njit(cache=True)
        return jit(_invert), jit(_join), jit(_propose)
    except RuntimeError:  # neither folder can be written
        return numba.njit(_invert), numba.njit(_join), numba.njit(_propose)


def _invert(starts, entries, numbers):  # type: ignore[no-untyped-def]
    """Return lists of places by person (starts, places, ranks) from lists of people by place.

    The first start is minus (1 + the place) where a place names somebody twice.
    """
    named = np.zeros(numbers + 1, np.int64)
    for entry in range(entries.size):
        if entries[entry] >= 0:
            named[entries[entry] + 1] += 1
    for person in range(numbers):
        named[person + 1] += named[person]
    filled, last = named[:numbers].copy(), np.full(numbers, -1, np.int64)
    by, given = np.empty(named[numbers], np.int64), np.empty(named[numbers], np.int64)
    for place in range(starts.size - 1):
        for entry in range(starts[place], starts[place + 1]):
            person = entries[entry]
            if person < 0:
                continue
            if last[person] == place:
                named[0] = -place - 1
            last[person] = place
            by[filled[person]], given[filled[person]] = place, entry - starts[place]
            filled[person] += 1
    return named, by, given


def _join(starts, wishes, named, by, given, places, rank_of):  # type: ignore[no-untyped-def]
    """Write into `rank_of` the rank that each wished place gives the person; return 1 + who wishes a place twice."""
    mark, wished = np.full(places, -1, np.int64), np.full(places, -1, np.int64)
    for person in range(starts.size - 1):
        for entry in range(named[person], named[person + 1]):
            mark[by[entry]] = given[entry]
        for wish in range(starts[person], starts[person + 1]):
            place = wishes[wish]
            if place < 0:
                continue
            if wished[place] == person:
                return person + 1
            wished[place] = person
            rank_of[wish] = mark[place]
        for entry in range(named[person], named[person + 1]):
            mark[by[entry]] = -1
    return 0


def _propose(starts, wishes, rank_of, rank_starts, ranks, room, place_of):  # type: ignore[no-untyped-def]
    """Let everybody propose down their list; a place keeps the best, in a heap with the worst rank on top."""
    people, places = starts.size - 1, rank_starts.size - 1
    heap, held, following = np.empty(ranks.size, np.int64), np.zeros(places, np.int64), starts[:people].copy()
    for first in range(people):
        person = first
        while person >= 0:
            let_go = -1
            while following[person] < starts[person + 1]:
                wish = following[person]
                following[person] += 1
                place, rank = wishes[wish], rank_of[wish]
                if place < 0 or rank < 0 or room[place] < 1:
                    continue
                top = rank_starts[place]
                if held[place] < room[place]:
                    here = held[place]
                    held[place] += 1
                    while here > 0 and heap[top + (here - 1) // 2] < rank:
                        heap[top + here] = heap[top + (here - 1) // 2]
                        here = (here - 1) // 2
                    heap[top + here] = rank
                    place_of[person] = place
                    break
                if rank > heap[top]:
                    continue
                let_go, here = ranks[top + heap[top]], 0
                while 2 * here + 1 < held[place]:
                    child = 2 * here + 1
                    if child + 1 < held[place] and heap[top + child + 1] > heap[top + child]:
                        child += 1
                    if heap[top + child] <= rank:
                        break
                    heap[top + here] = heap[top + child]
                    here = child
                heap[top + here] = rank
                place_of[person], place_of[let_go] = place, -1
                break
            person = let_go

"""Stable matching of people with places that have room for several: deferred acceptance, best for those who propose.

Source: Gale and Shapley (1962), "College Admissions and the Stability of Marriage". With strict preferences the result
does not depend on the order of proposals. Mentors, instructors and practice places are matched with it.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from heapq import heappush, heappushpop


def stable_matching(
    wishes: Mapping[str, Sequence[str]], ranks: Mapping[str, Sequence[str]], room: Mapping[str, int]
) -> dict[str, str]:
    """Return person to place; whoever is missing has no place.

    `wishes`: each person's places, best first; `ranks`: each place's people, best first; `room`: people a place takes.
    A pair counts only where each names the other. A place without an entry in `room` takes one.
    """
    rank = {
        place: {person: number for number, person in enumerate(people)} for place, people in ranks.items()
    }
    held: dict[str, list[tuple[int, str]]] = {place: [] for place in ranks}
    following = {person: iter(places) for person, places in wishes.items()}
    waiting = list(wishes)
    while waiting:
        person = waiting.pop()
        refused = _propose(person, following[person], rank, held, room)
        if refused is not None:
            waiting.append(refused)
    return {person: place for place, people in held.items() for _, person in people}


def _propose(
    person: str,
    places: Iterator[str],
    rank: Mapping[str, Mapping[str, int]],
    held: Mapping[str, list[tuple[int, str]]],
    room: Mapping[str, int],
) -> str | None:
    """Let a person propose down their list until a place holds them; return whom it let go, if anybody."""
    for place in places:
        number = rank.get(place, {}).get(person)
        seats = room.get(place, 1)
        if number is None or seats < 1:
            continue
        holding = held[place]
        if len(holding) < seats:
            heappush(holding, (-number, person))
            return None
        let_go = heappushpop(holding, (-number, person))[1]
        if let_go != person:
            return let_go
    return None

"""Made instances of allocation and matching, the same for the same seed; bench draws its large ones with them too."""

from __future__ import annotations

import numpy as np

from gainful.engine.allocation.assignment import AllocationProblem, PlaceFloor


def allocation_instance(
    people: int, places: int, pairs: int, room: int, *, seed: int, segments: int = 1, floor: int = 0
) -> AllocationProblem:
    """People who may each go to `pairs` places drawn at random, with values between 0 and 1.

    `floor` > 0: each place keeps so many seats for the segment of its number (modulo the segments).
    """
    drawn = np.random.default_rng(seed)
    place = np.argsort(drawn.random((people, places)), axis=1)[:, :pairs].ravel()
    return AllocationProblem(
        person=np.repeat(np.arange(people), pairs),
        place=place,
        value=drawn.random(people * pairs),
        room=np.full(places, room),
        people=people,
        segment=drawn.integers(0, segments, people),
        floors=tuple(PlaceFloor(p, p % segments, floor) for p in range(places)) if floor else (),
    )


def market(people: int, places: int, wishes: int, *, seed: int) -> tuple[dict, dict]:
    """People's and places' lists of each other in random order, each person with `wishes` places."""
    drawn = np.random.default_rng(seed)
    lists = {f"p{n}": [f"m{m}" for m in drawn.choice(places, wishes, replace=False)] for n in range(people)}
    ranks: dict[str, list[str]] = {f"m{m}": [] for m in range(places)}
    for person, wanted in lists.items():
        for place in wanted:
            ranks[place].append(person)
    for order in ranks.values():
        drawn.shuffle(order)
    return lists, ranks

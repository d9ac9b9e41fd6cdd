"""People to seats or openings: who goes where, with eligibility, room and floors; the best there is, exactly.

In this order: as many floors as can be filled, as many people as then have a place, the highest sum of values. It is a
flow of least cost (`min_cost_flow.py`) over the pairs that can matter: with S seats in all, whoever is not among the S
best people of a place (of their segment, where there are floors) never has to go there, since one of the better ones
is left over. Method and figures: docs/methods/allocation.md.
"""

from __future__ import annotations

from dataclasses import dataclass, field

import numpy as np

from gainful.engine.allocation.min_cost_flow import LARGEST, FlowError, Network, cheapest_flow

FINEST = 1_000_000
"""Steps that values are told apart by, from the lowest to the highest; whole numbers closer together are exact."""
COARSEST = 1_000


class AllocationError(ValueError):
    """People and places that cannot be allocated as they stand; the text says what to change."""


@dataclass(frozen=True, slots=True, order=True)
class PlaceFloor:
    """At least so many of one place's seats go to one segment, as far as it has eligible people."""

    place: int
    segment: int
    seats: int


@dataclass(frozen=True, slots=True)
class AllocationProblem:
    """Pairs that may be made, and how much room there is; people and places are numbered from 0.

    `person`, `place` [pairs] int: who is eligible where, each pair once; `value` [pairs] float: the higher the better;
    `room` [places] int: how many each place takes; `segment` [people] int: what floors are about.
    """

    person: np.ndarray
    place: np.ndarray
    value: np.ndarray
    room: np.ndarray
    people: int
    segment: np.ndarray | None = None
    floors: tuple[PlaceFloor, ...] = ()

    def __post_init__(self) -> None:
        """Refuse what names nobody, no place, or the same pair twice."""
        for name in ("person", "place", "room"):
            object.__setattr__(self, name, _whole(name, getattr(self, name)))
        object.__setattr__(self, "value", np.asarray(self.value, np.float64))
        places = self.room.size
        if not self.person.size == self.place.size == self.value.size:
            raise AllocationError("Each pair needs a person, a place and a value.")
        _require_within("Person", self.person, self.people)
        _require_within("Place", self.place, places)
        if not np.isfinite(self.value).all():
            raise AllocationError("A value is not a number: give each eligible pair one.")
        if (self.room < 0).any():
            raise AllocationError("A place has less than no room.")
        keys = np.sort(self.person * max(places, 1) + self.place)
        if (keys[1:] == keys[:-1]).any():
            raise AllocationError("The same person is named twice for one place.")
        if self.segment is not None:
            object.__setattr__(self, "segment", _whole("segment", self.segment))
            if self.segment.size != self.people or (self.segment < 0).any():
                raise AllocationError("Each person has one segment, numbered from 0.")
        self._check_floors()

    def _check_floors(self) -> None:
        if self.floors and self.segment is None:
            raise AllocationError("Floors are about segments: say which segment each person is in.")
        asked = np.zeros(self.room.size, np.int64)
        seen: set[tuple[int, int]] = set()
        for floor in self.floors:
            if (
                not 0 <= floor.place < self.room.size
                or floor.seats < 0
                or (floor.place, floor.segment) in seen
            ):
                raise AllocationError(f"Floor for place {floor.place}, segment {floor.segment}: no such place,"
                                      " below 0, or given twice.")  # fmt: skip
            seen.add((floor.place, floor.segment))
            asked[floor.place] += floor.seats
        if (asked > self.room).any():
            place = int(np.argmax(asked > self.room))
            raise AllocationError(
                f"Place {place} has {self.room[place]} seats; its floors ask for {asked[place]}."
            )


def _whole(name: str, given: np.ndarray) -> np.ndarray:
    found = np.asarray(given)
    if found.size and not np.issubdtype(found.dtype, np.integer):
        raise AllocationError(f"“{name}” takes whole numbers.")
    return found.astype(np.int64)


def _require_within(what: str, numbers: np.ndarray, most: int) -> None:
    if numbers.size and (numbers.min() < 0 or numbers.max() >= most):
        raise AllocationError(f"{what} {int(numbers.max())} is not among the {most} that there are.")


@dataclass(frozen=True, slots=True)
class Allocation:
    """Who goes where: `place_of` [people] int, -1 where somebody has no place; the sum of values of those pairs."""

    place_of: np.ndarray
    value: float
    unfilled: tuple[PlaceFloor, ...] = field(default=())
    """Floors that could not be filled, with the number of seats that are missing."""

    @property
    def seated(self) -> int:
        """How many people have a place."""
        return int((self.place_of >= 0).sum())


@dataclass(frozen=True, slots=True)
class PriceOfFloors:
    """What floors cost: the best allocation with them beside the best without."""

    with_floors: Allocation
    without: Allocation

    @property
    def people(self) -> int:
        """How many people fewer have a place."""
        return self.without.seated - self.with_floors.seated

    @property
    def value(self) -> float:
        """How much lower the sum of values is."""
        return self.without.value - self.with_floors.value


def allocate(problem: AllocationProblem) -> Allocation:
    """Return the best allocation: floors first, then the number of people placed, then the sum of values.

    Values are told apart by a millionth of their range, whole numbers within a million exactly; with floors and very
    many seats by less, at least by a thousandth. AllocationError where there are too many for that.
    """
    chosen = _pairs_that_matter(problem)
    if not chosen.size:
        return _result(problem, np.full(problem.people, -1, np.int64), 0.0)
    network, is_pair = _network(problem, chosen)
    try:
        flow = cheapest_flow(network, as_much_as_fits=not problem.floors)
    except FlowError as error:
        raise AllocationError(f"{error} Split them into smaller groups.") from error
    made = chosen[flow[is_pair] > 0]
    place_of = np.full(problem.people, -1, np.int64)
    place_of[problem.person[made]] = problem.place[made]
    return _result(problem, place_of, float(problem.value[made].sum()))


def price_of_place_floors(problem: AllocationProblem) -> PriceOfFloors:
    """Return the best allocation with the problem's floors and without them: the difference is their price."""
    free = AllocationProblem(problem.person, problem.place, problem.value, problem.room, problem.people)
    return PriceOfFloors(allocate(problem), allocate(free))


def _result(problem: AllocationProblem, place_of: np.ndarray, value: float) -> Allocation:
    missing = []
    for floor in sorted(problem.floors):
        there = place_of == floor.place
        held = int((there & (problem.segment == floor.segment)).sum())
        if held < floor.seats:
            missing.append(PlaceFloor(floor.place, floor.segment, floor.seats - held))
    return Allocation(place_of, value, tuple(missing))


def _pairs_that_matter(problem: AllocationProblem) -> np.ndarray:
    """Return the numbers of the pairs that an optimum may need: the S best of each place, S all seats together."""
    seats = int(min(problem.people, np.minimum(problem.room, problem.people).sum()))
    group = problem.place
    if problem.floors and problem.segment is not None:
        group = problem.place * (int(problem.segment.max(initial=0)) + 1) + problem.segment[problem.person]
    open_ = problem.room[problem.place] > 0
    if not seats or np.bincount(group).max(initial=0) <= seats:
        return np.flatnonzero(open_)
    order = _by_group(group)
    ends = np.flatnonzero(np.append(np.diff(group[order]) != 0, True)) + 1
    kept, start = [], 0
    for end in ends.tolist():
        rows = order[start:end]
        start = end
        if not open_[rows[0]]:
            continue
        if rows.size > seats:
            rows = rows[np.argpartition(-problem.value[rows], seats - 1)[:seats]]
        kept.append(rows)
    return np.concatenate(kept) if kept else np.empty(0, np.int64)


def _by_group(group: np.ndarray) -> np.ndarray:
    """Return a stable order by group; NumPy counts where groups fit 16 bits, which is several times quicker."""
    small = group.astype(np.uint16) if group.max(initial=0) < 2**16 else group
    return np.argsort(small, kind="stable")


def _network(problem: AllocationProblem, chosen: np.ndarray) -> tuple[Network, slice]:
    """Return the network and which of its arcs are the chosen pairs; nodes: people, places, floors, the sink."""
    named = np.zeros(problem.people, np.int64)
    named[problem.person[chosen]] = 1
    person, place = (np.cumsum(named) - 1)[problem.person[chosen]], problem.place[chosen]
    people, places = int(named.sum()), problem.room.size
    sink = people + places + len(problem.floors)
    head = people + place
    for number, floor in enumerate(problem.floors):
        segment = problem.segment if problem.segment is not None else np.zeros(problem.people, np.int64)
        of_floor = (place == floor.place) & (segment[problem.person[chosen]] == floor.segment)
        head[of_floor] = people + places + number
    room = np.minimum(problem.room, people)
    value, step, bonus = _weights(problem, chosen, min(people, int(room.sum())), sink + 1)
    parts = [(person, head, np.ones(chosen.size, np.int64), -(value + step))]
    parts.append((people + np.arange(places), np.full(places, sink), room, np.zeros(places, np.int64)))
    for number, floor in enumerate(problem.floors):
        node, to = people + places + number, people + floor.place
        least = min(floor.seats, int(room[floor.place]))
        parts.append((np.array([node, node]), np.array([to, to]),
                      np.array([least, room[floor.place]]), np.array([-bonus, 0])))  # fmt: skip
    if (
        problem.floors
    ):  # everybody is sent, past the places where there is none: what is missing costs nothing
        alone = np.arange(people)
        parts.append((alone, np.full(people, sink), np.ones(people, np.int64), np.zeros(people, np.int64)))
    supply = np.zeros(sink + 1, np.int64)
    supply[:people], supply[sink] = 1, -people
    joined = [np.concatenate([np.asarray(part[column], np.int64) for part in parts]) for column in range(4)]
    return Network(joined[0], joined[1], joined[2], joined[3], supply), slice(0, chosen.size)


def _weights(
    problem: AllocationProblem, chosen: np.ndarray, seats: int, nodes: int
) -> tuple[np.ndarray, int, int]:
    """Return each pair's value in whole steps, what one more person placed is worth, and one floor's seat."""
    value = problem.value[chosen]
    low = float(value.min())
    span = float(value.max()) - low
    finest = FINEST
    if (
        problem.floors
    ):  # one floor's seat > every person placed > every value: each a number of the size of the last
        finest = min(FINEST, int((LARGEST / (nodes + 1)) / (2.0 * seats * (seats + 1))))
        if finest < COARSEST:
            raise AllocationError(f"{seats} seats with floors are too many at once: split them.")
    if not span:  # one pair, or all alike
        steps = np.zeros(value.size, np.int64)
    elif span <= finest and np.equal(np.mod(value, 1), 0).all():
        steps = (value - low).astype(np.int64)
    else:
        steps = np.rint((value - low) / span * finest).astype(np.int64)
    if not problem.floors:
        return steps, 0, 0
    step = seats * int(steps.max()) + 1
    return steps, step, seats * (step + int(steps.max())) + 1

"""In which order people stand on a list for a job: stated choices, none of which prefers whoever needs no support.

Ties are broken by how long a person waits, then by a lot that is drawn anew for each job and the same for every
reader; the price of support is never looked at. Method and limits: docs/methods/ranking-people.md.
"""

from __future__ import annotations

import hashlib
from collections.abc import Sequence
from dataclasses import dataclass
from enum import StrEnum
from math import ceil

import numpy as np

from gainful.engine.held.circumstances import SCENARIOS
from gainful.engine.ranking.pool import Pool

MIXED_PLACES = 10_000
"""Floors hold for so many first places of a list; behind them the order is that of least training."""
_SPREAD = np.uint64(0x9E3779B97F4A7C15)


class ListOrder(StrEnum):
    """What a list is ordered by."""

    LEAST_TRAINING = "least_training"
    LARGEST_GAIN = "largest_gain"
    """Most pay gained × the chance to finish and be hired; without data on the chance the pay gained alone."""
    LONGEST_WAITING = "longest_waiting"
    MIXED = "mixed"
    """Least training, with a floor for the share of a segment in the first places."""


class Segment(StrEnum):
    """Whom a floor can be set for. Protected characteristics are none of them: they never enter an order."""

    SUPPORT = "support"
    """People with a barrier that support can remove."""
    DISPLACED = "displaced"
    NONTRADITIONAL = "nontraditional"
    INCUMBENT = "incumbent"


@dataclass(frozen=True, slots=True)
class Floor:
    """At least this share (0-1) of the first places goes to a segment, as long as it has people on the list."""

    segment: Segment
    share: float


@dataclass(frozen=True, slots=True)
class Chance:
    """The share (0-1) of people with at most so many hours of training who finished and were hired, with its source."""

    up_to_hours: float
    share: float
    low: float
    high: float
    source: str


@dataclass(frozen=True, slots=True)
class Ordering:
    """How a list is ordered; `chances` by hours, least first, serve the largest gain, `floors` the mixed list."""

    by: ListOrder = ListOrder.LEAST_TRAINING
    chances: tuple[Chance, ...] = ()
    floors: tuple[Floor, ...] = ()

    def __post_init__(self) -> None:
        """Refuse floors that cannot all hold."""
        if any(not 0 < floor.share <= 1 for floor in self.floors):
            raise ValueError("A floor is a share above 0 and at most 1 of the first places.")
        if sum(floor.share for floor in self.floors if floor.segment is not Segment.SUPPORT) > 1 + 1e-9:
            raise ValueError("The floors of the segments add up to more than all places.")

    def chance(self, hours: float) -> Chance | None:
        """Return the chance of somebody who needs so many hours; None where there is no data on it."""
        return next((chance for chance in self.chances if hours <= chance.up_to_hours), None)


@dataclass(frozen=True, slots=True)
class Merits:
    """What an order looks at, one entry a person of the pool."""

    skills: np.ndarray
    """float: hours for the skills alone, where everybody takes a license's course alike"""
    hours: np.ndarray
    """float: hours in all"""
    gain: np.ndarray
    """float: the job's pay minus what they earn now, USD a year, NaN unknown"""
    short_of_experience: np.ndarray
    """boolean: has less experience than the job asks for"""


def ordered(rows: np.ndarray, pool: Pool, merits: Merits, ordering: Ordering, job: str) -> np.ndarray:
    """Return these rows of the pool in the order asked for; `job` (its occupation) decides the lot."""
    ties = (_lot(pool.lot[rows], job), pool.since[rows])
    tenths = (np.rint(merits.skills[rows] * 10), np.rint(merits.hours[rows] * 10))
    training = tuple(hours.astype(np.int64) for hours in tenths)
    last = merits.short_of_experience[rows]
    if ordering.by is ListOrder.LARGEST_GAIN:
        return rows[np.lexsort((*ties, *training, -_expected(rows, merits, ordering), last))]
    if ordering.by is ListOrder.LONGEST_WAITING:
        return rows[np.lexsort((ties[0], *training, ties[1], last))]
    found = rows[np.lexsort((*ties, *training, last))]
    return mixed(found, pool, ordering.floors) if ordering.by is ListOrder.MIXED else found


def _lot(lot: np.ndarray, job: str) -> np.ndarray:
    """Draw anew for each job: nobody stands first in every tie."""
    salt = np.frombuffer(hashlib.blake2b(job.encode(), digest_size=8).digest(), "<u8").astype(np.uint64)
    mixed_in = (lot ^ salt) * _SPREAD
    return np.asarray((mixed_in ^ (mixed_in >> np.uint64(29))) * _SPREAD)


def _expected(rows: np.ndarray, merits: Merits, ordering: Ordering) -> np.ndarray:
    """Return the gain times the chance; whose gain is not known stands behind all others."""
    gain = np.asarray(merits.gain[rows], float)
    if ordering.chances:
        limits = np.array([chance.up_to_hours for chance in ordering.chances])
        shares = np.array([*(chance.share for chance in ordering.chances), np.nan])
        chance = shares[np.searchsorted(limits, merits.hours[rows], side="left")]
        gain = np.where(gain > 0, gain * chance, gain)
    return np.where(np.isnan(gain), -np.inf, gain)


def segment_of(pool: Pool, rows: np.ndarray, segment: Segment) -> np.ndarray:
    """Say which of these rows belong to a segment, boolean."""
    if segment is Segment.SUPPORT:
        return np.asarray(pool.barriers[rows] != 0)
    places = [str(scenario) for scenario in SCENARIOS]
    return np.asarray(pool.scenario[rows] == places.index(segment.value))


def mixed(ranked: np.ndarray, pool: Pool, floors: Sequence[Floor]) -> np.ndarray:
    """Return the rows so that of the first k at least floor(share × k) are of each segment, else as they came."""
    count = min(len(ranked), MIXED_PLACES)
    members = [segment_of(pool, ranked, floor.segment) for floor in floors]
    queues = [np.flatnonzero(mask).tolist()[::-1] for mask in members]
    belongs = np.array(members).T.tolist() if members else [[] for _ in range(len(ranked))]
    taken, placed, held, head = bytearray(len(ranked)), list[int](), [0] * len(floors), 0
    for place in range(1, count + 1):
        for queue in queues:
            while queue and taken[queue[-1]]:
                queue.pop()
        while taken[head]:
            head += 1
        due = _due(place, floors, held, queues)
        chosen = head if due is None else queues[due][-1]
        taken[chosen] = 1
        placed.append(chosen)
        held = [have + bool(one) for have, one in zip(held, belongs[chosen], strict=True)]
    rest = np.flatnonzero(np.frombuffer(taken, np.uint8) == 0)
    return ranked[np.concatenate([np.array(placed, np.int64), rest])]


def _due(
    place: int, floors: Sequence[Floor], held: Sequence[int], queues: Sequence[Sequence[int]]
) -> int | None:
    """Return the floor whose next person must stand here so that all are met in time, None while none must."""
    waiting = [number for number, queue in enumerate(queues) if queue]
    last = {number: ceil((held[number] + 1) / floors[number].share - 1e-9) for number in waiting}
    waiting.sort(key=lambda number: (last[number], queues[number][-1]))
    tight = any(last[number] <= place + before for before, number in enumerate(waiting))
    return waiting[0] if tight else None

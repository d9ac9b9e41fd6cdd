"""In which order people stand on a list for a job: stated choices, none of which prefers whoever needs no support.

Hours are compared as they are shown, in whole hours. Ties are broken by the hours beside a license's course, then by
how long a person waits, then by a lot that is drawn anew for each job and the same for every reader; the price of
support is never looked at. Whoever has the experience that the job asks for stands before whoever lacks it. Method and
limits: docs/methods/ranking-people.md.
"""

from __future__ import annotations

import hashlib
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from enum import StrEnum
from math import ceil
from typing import TypeVar

import numpy as np

from gainful.engine.held.circumstances import SCENARIOS
from gainful.engine.ranking.kernel import tenths
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
    """hours for the skills alone, where everybody takes a license's course alike; in units of 2**-shift hours"""
    hours: np.ndarray
    """hours in all, in the same units"""
    gain: np.ndarray
    """float: the job's pay minus what they earn now, USD a year, NaN unknown; empty where no order asks for it"""
    short_of_experience: np.ndarray
    """boolean: has less experience than the job asks for; empty where it asks for none"""
    shift: int = 0


Tenths = TypeVar("Tenths", int, np.ndarray)


def whole(in_tenths: Tenths) -> Tenths:
    """Return tenths of an hour as whole hours, a half upwards: as pages, papers and files show them."""
    return (in_tenths + 5) // 10


Key = Callable[[np.ndarray], np.ndarray]
"""What some rows are ordered by, least first."""


def keys_of(pool: Pool, merits: Merits, ordering: Ordering, job: str) -> list[Key]:
    """Return what a list is ordered by, the first key first; each is worked out only for the rows it is asked for."""
    hours, skills = (
        (lambda rows, of=of: whole(tenths(of[rows], merits.shift))) for of in (merits.hours, merits.skills)
    )

    def since(rows: np.ndarray) -> np.ndarray:
        return pool.since[rows]

    def lot(rows: np.ndarray) -> np.ndarray:
        return _lot(pool.lot[rows], job)

    def gain(rows: np.ndarray) -> np.ndarray:
        return -_expected(rows, merits, ordering)

    keys: list[Key] = {
        ListOrder.LARGEST_GAIN: [gain, hours, skills, since, lot],
        ListOrder.LONGEST_WAITING: [since, hours, skills, lot],
    }.get(ordering.by, [hours, skills, since, lot])
    if len(merits.short_of_experience):
        keys.insert(0, lambda rows: merits.short_of_experience[rows])
    return keys


def ordered(
    rows: np.ndarray, pool: Pool, merits: Merits, ordering: Ordering, job: str, first: int | None = None
) -> np.ndarray:
    """Return these rows of the pool in the order asked for, or only so many first ones of them.

    `job` (its occupation) decides the lot.
    """
    keys = keys_of(pool, merits, ordering, job)
    if ordering.by is not ListOrder.MIXED:
        return _first(rows, keys, first)
    if first is None or first > MIXED_PLACES:
        return mixed(_first(rows, keys, None), pool, ordering.floors)[:first]
    members = (rows[segment_of(pool, rows, floor.segment)] for floor in ordering.floors)
    enough = [_first(some, keys, first) for some in (rows, *members)]
    return mixed(_first(np.unique(np.concatenate(enough)), keys, None), pool, ordering.floors)[:first]


def _first(rows: np.ndarray, keys: Sequence[Key], count: int | None) -> np.ndarray:
    """Return the first rows by some keys, in order: only those that tie on one key are compared by the next."""
    if count is not None and count < len(rows):
        sure, tied, missing = [rows[:0]], rows, count
        for key in keys:
            if not missing:
                break
            values = key(tied)
            limit = np.partition(values, missing - 1)[missing - 1]
            below = values < limit
            sure.append(tied[below])
            missing -= len(sure[-1])
            tied = tied[values == limit]
        rows = np.concatenate([*sure, tied[:missing]])
    return rows[np.lexsort([key(rows) for key in reversed(keys)])]


def before(row: int, rows: np.ndarray, pool: Pool, merits: Merits, ordering: Ordering, job: str) -> int:
    """Return how many of these rows stand before one of them."""
    if ordering.by is ListOrder.MIXED:
        return int(np.flatnonzero(ordered(rows, pool, merits, ordering, job) == row)[0])
    less, tied = 0, rows
    for key in keys_of(pool, merits, ordering, job):
        values, own = key(tied), key(np.array([row]))[0]
        less += int((values < own).sum())
        tied = tied[values == own]
        if len(tied) == 1:
            break
    return less


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
        chance = shares[np.searchsorted(limits, merits.hours[rows] / (1 << merits.shift), side="left")]
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

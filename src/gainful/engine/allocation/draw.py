"""The draw: from a lottery and a seed to who has a seat and who waits, the same for whoever computes it.

Each entry gets two tickets, SHA-256 of seed, round and code. Floors are filled first, within each segment by the
tickets of the round "floor"; the seats that are left go to everybody else by the tickets of the round "seat". Fresh
tickets for the second round keep everybody who was not drawn in the first alike, so that chances are exact
(`chances.py`).
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from enum import StrEnum
from hashlib import sha256

from gainful.engine.allocation.lottery import Entry, Lottery, Tier, tiers


class Outcome(StrEnum):
    """What the draw gave one person."""

    SEAT = "seat"
    WAITING = "waiting"


@dataclass(frozen=True, slots=True)
class DrawResult:
    """Outcome of one entry: its seat, or its place on the waiting list of its stratum (1 is next)."""

    code: str
    outcome: Outcome
    place: int


def ticket(seed: str, round_name: str, code: str) -> str:
    """Return an entry's ticket in a round, 64 hexadecimal digits; the lowest comes first."""
    return sha256(f"{seed}|{round_name}|{code}".encode()).hexdigest()


def draw(lottery: Lottery, seed: str) -> list[DrawResult]:
    """Return the results of all strata in order of stratum, seats before waiting list.

    `seed` is text that nobody could know when the lottery was committed; see `record.draw_seed`.
    """
    return [result for stratum in lottery.strata() for result in _draw_stratum(lottery, stratum, seed)]


def _draw_stratum(lottery: Lottery, stratum: str, seed: str) -> Iterable[DrawResult]:
    seated: list[Entry] = []
    waiting: list[Entry] = []
    for tier in tiers(lottery, stratum):
        winners = _winners(tier, seed)
        taken = {entry.code for entry in winners}
        seated += winners
        waiting += _by_ticket((entry for entry in tier.people if entry.code not in taken), seed, "seat")
    yield from (DrawResult(entry.code, Outcome.SEAT, place) for place, entry in enumerate(seated, 1))
    yield from (DrawResult(entry.code, Outcome.WAITING, place) for place, entry in enumerate(waiting, 1))


def _winners(tier: Tier, seed: str) -> list[Entry]:
    if not tier.drawn:
        return _by_ticket(tier.people, seed, "seat")[: tier.seats]
    first: list[Entry] = []
    for segment, number in sorted(tier.floors.items()):
        first += _by_ticket((entry for entry in tier.people if entry.segment == segment), seed, "floor")[
            :number
        ]
    taken = {entry.code for entry in first}
    others = _by_ticket((entry for entry in tier.people if entry.code not in taken), seed, "seat")
    return first + others[: tier.seats - len(first)]


def _by_ticket(entries: Iterable[Entry], seed: str, round_name: str) -> list[Entry]:
    return sorted(entries, key=lambda entry: (ticket(seed, round_name, entry.code), entry.code))

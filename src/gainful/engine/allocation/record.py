"""The published record of a draw: what is fixed before (commitment), what is opened after, what came of it.

The record is JSON. Its first part is hashed and the hash published before the random value exists; the second part
opens the secret and the public value; the third is recomputed by whoever wants to (docs/methods/lottery.md has a
script).
"""

from __future__ import annotations

import json
from collections.abc import Mapping, Sequence
from dataclasses import asdict, dataclass
from datetime import datetime
from fractions import Fraction
from hashlib import sha256
from typing import TypedDict

from gainful.engine.allocation.beacon import QUICKNET, random_value, round_time
from gainful.engine.allocation.chances import chance_of_a_seat
from gainful.engine.allocation.draw import draw
from gainful.engine.allocation.lottery import Entry, Floor, Lottery, LotteryError, Seats

FORMAT = "gainful-draw-1"
SECRET_CHARACTERS = 32
"""A secret shorter than this could be guessed from its published hash."""


class EntryRow(TypedDict):
    """An entry as published: no name, a code, the rules' columns and the chance of a seat as a fraction."""

    code: str
    stratum: str
    priority: int
    segment: str
    chance: str


class PublicSeed(TypedDict, total=False):
    """Where the public value will come from: a round of the beacon, or parties who each committed to a value."""

    beacon: str
    round: int
    parties: dict[str, str]


class Committed(TypedDict):
    """What is fixed and hashed before the draw."""

    format: str
    name: str
    committed_at: str
    priorities: str
    seats: list[dict[str, str | int]]
    floors: list[dict[str, str | int]]
    entries: list[EntryRow]
    secret_hash: str
    public_seed: PublicSeed


class Opened(TypedDict, total=False):
    """What is opened at the draw: the secret, and the beacon's signature or each party's value."""

    secret: str
    signature: str
    contributions: dict[str, str]


class ResultRow(TypedDict):
    """What the draw gave one code."""

    code: str
    outcome: str
    place: int


class DrawRecord(TypedDict, total=False):
    """The whole published record; `opened` and `results` come with the draw."""

    committed: Committed
    commitment: str
    opened: Opened
    results: list[ResultRow]


@dataclass(frozen=True, slots=True)
class Announcement:
    """What the person who runs the draw says about it before: its name, the stated priorities, when, and the seeds."""

    name: str
    committed_at: datetime
    """With its time zone."""
    secret_hash: str
    public_seed: PublicSeed
    priorities: str = ""


def secret_hash(secret: str) -> str:
    """Return the SHA-256 of a secret; refuses one that could be guessed."""
    if len(secret) < SECRET_CHARACTERS:
        raise LotteryError(
            f"The secret has {len(secret)} characters; use at least {SECRET_CHARACTERS} random ones."
        )
    return sha256(secret.encode()).hexdigest()


def publish(lottery: Lottery, announcement: Announcement) -> DrawRecord:
    """Return the record to publish before the draw, with each person's chance and the commitment over all of it.

    Raises LotteryError where the time has no zone, or the named round is published no later than the commitment.
    """
    _check_public_seed(announcement)
    chances = chance_of_a_seat(lottery)
    committed = Committed(
        format=FORMAT,
        name=announcement.name,
        committed_at=announcement.committed_at.isoformat(),
        priorities=announcement.priorities,
        seats=[asdict(row) for row in lottery.seats],
        floors=[asdict(row) for row in lottery.floors],
        entries=[_entry_row(entry, chances[entry.code]) for entry in lottery.entries],
        secret_hash=announcement.secret_hash,
        public_seed=announcement.public_seed,
    )
    return DrawRecord(committed=committed, commitment=commitment(committed))


def commitment(committed: Committed) -> str:
    """Return the SHA-256 of what was fixed: JSON, UTF-8, keys sorted, no white space."""
    text = json.dumps(committed, sort_keys=True, separators=(",", ":"), ensure_ascii=False)
    return sha256(text.encode()).hexdigest()


def open_record(record: DrawRecord, opened: Opened) -> DrawRecord:
    """Return the record with the draw in it.

    Raises LotteryError for a secret or contribution that was not committed, BeaconError for a wrong signature.
    """
    committed = record["committed"]
    seed = draw_seed(committed, opened)
    results = [
        ResultRow(code=row.code, outcome=str(row.outcome), place=row.place)
        for row in draw(lottery_of(committed), seed)
    ]
    return DrawRecord(committed=committed, commitment=record["commitment"], opened=opened, results=results)


def draw_seed(committed: Committed, opened: Opened) -> str:
    """Return the seed of the draw: the commitment, the secret and the public value, hashed together."""
    secret = opened.get("secret", "")
    if sha256(secret.encode()).hexdigest() != committed["secret_hash"]:
        raise LotteryError("The secret is not the one whose hash was published.")
    public = _public_value(committed["public_seed"], opened)
    return sha256(f"{FORMAT}|{commitment(committed)}|{secret}|{public}".encode()).hexdigest()


def lottery_of(committed: Committed) -> Lottery:
    """Return the lottery that a record describes."""
    return Lottery(
        entries=tuple(
            Entry(row["code"], row["stratum"], row["priority"], row["segment"])
            for row in committed["entries"]
        ),
        seats=tuple(Seats(str(row["stratum"]), int(row["seats"])) for row in committed["seats"]),
        floors=tuple(
            Floor(str(row["stratum"]), str(row["segment"]), int(row["seats"])) for row in committed["floors"]
        ),
    )


def _entry_row(entry: Entry, chance: Fraction) -> EntryRow:
    return EntryRow(
        code=entry.code,
        stratum=entry.stratum,
        priority=entry.priority,
        segment=entry.segment,
        chance=str(chance),
    )


def _check_public_seed(announcement: Announcement) -> None:
    if announcement.committed_at.tzinfo is None:
        raise LotteryError("The time of the commitment needs its time zone.")
    seed = announcement.public_seed
    if seed.get("parties"):
        if len(seed["parties"]) < 2:
            raise LotteryError("Name at least two parties who contribute, or a round of the beacon.")
        return
    if seed.get("beacon") != QUICKNET.name or "round" not in seed:
        raise LotteryError(
            f'Name a round of "{QUICKNET.name}", or the parties who contribute and their hashes.'
        )
    if round_time(seed["round"]) <= announcement.committed_at:
        raise LotteryError(
            f"Round {seed['round']} is published at {round_time(seed['round']).isoformat()}, no later than the "
            "commitment: its value may be known already. Name a later round."
        )


def _public_value(seed: PublicSeed, opened: Opened) -> str:
    if "round" in seed:
        return random_value(seed["round"], opened.get("signature", ""))
    return _joined(seed["parties"], opened.get("contributions", {}))


def _joined(hashes: Mapping[str, str], values: Mapping[str, str]) -> str:
    missing = sorted(set(hashes) - set(values))
    if missing:
        raise LotteryError(f"Still missing: the contribution of {', '.join(missing)}.")
    wrong = _wrong_parties(hashes, values)
    if wrong or set(values) - set(hashes):
        raise LotteryError(
            f"Not what was committed: the contribution of {', '.join(wrong) or 'somebody not named'}."
        )
    return sha256("|".join(values[party] for party in sorted(values)).encode()).hexdigest()


def _wrong_parties(hashes: Mapping[str, str], values: Mapping[str, str]) -> Sequence[str]:
    return [party for party in sorted(hashes) if sha256(values[party].encode()).hexdigest() != hashes[party]]

"""The published record of a draw: what is fixed before (commitment), what is opened after, what came of it.

The record is JSON. Its first part is hashed and the hash published before the random value exists; the second part
opens the secret and the public value; the third is recomputed by whoever wants to (docs/methods/lottery.md has a
script).
"""

from __future__ import annotations

import json
import re
from collections.abc import Collection, Mapping, Sequence
from dataclasses import asdict, dataclass
from datetime import datetime
from enum import StrEnum
from fractions import Fraction
from hashlib import sha256
from typing import NotRequired, TypedDict

from gainful.engine.allocation.beacon import QUICKNET, random_value, round_time
from gainful.engine.allocation.chances import chance_of_a_seat
from gainful.engine.allocation.draw import draw
from gainful.engine.allocation.lottery import Entry, Floor, Lottery, LotteryError, Seats

FORMAT = "gainful-draw-1"
SECRET_CHARACTERS = 32
"""A secret shorter than this could be guessed from its published hash."""
_HASH = re.compile(r"[0-9a-f]{64}")


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


class Known(StrEnum):
    """How much of the public value was known when an announced draw was made void."""

    NOTHING = "nothing"
    SOME = "some values"
    ALL = "every value"
    PUBLIC = "the public value"


class VoidedRow(TypedDict):
    """A draw that was announced before this one and made void; `known` says whether its result could be guessed."""

    commitment: str
    announced_at: str
    voided_at: str
    reason: str
    words: str
    known: str


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
    voided: NotRequired[list[VoidedRow]]
    """Only where there are any; records of before 2026-12 have no such row."""


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
    voided: tuple[VoidedRow, ...] = ()
    """Draws for the same seats that were announced before and made void, oldest first."""


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
    if announcement.voided:
        committed["voided"] = list(announcement.voided)
    return DrawRecord(committed=committed, commitment=commitment(committed))


def known_when_voided(seed: PublicSeed, contributed: Collection[str], *, is_past: bool) -> Known:
    """Return how much of the public value was known: the parties who had opened theirs, or whether the round was out.

    Whoever can make a draw void after that can try again until the result pleases.
    """
    if "round" in seed:
        return Known.PUBLIC if is_past else Known.NOTHING
    there = set(seed["parties"]) & set(contributed)
    if not there:
        return Known.NOTHING
    return Known.ALL if there == set(seed["parties"]) else Known.SOME


def commitment(committed: Committed) -> str:
    """Return the SHA-256 of what was fixed, as canonical JSON in UTF-8."""
    return sha256(canonical(committed).encode()).hexdigest()


def canonical(value: object) -> str:
    """Return JSON with sorted keys and no white space: the same text only for the same values of the same types."""
    return json.dumps(value, sort_keys=True, separators=(",", ":"), ensure_ascii=False)


def open_record(record: DrawRecord, opened: Opened) -> DrawRecord:
    """Return the record with the draw in it.

    Raises LotteryError for a public value that one side could choose, and for a secret or contribution that was not
    committed; BeaconError for a wrong signature.
    """
    committed = record["committed"]
    seed = draw_seed(committed, opened)
    results = [
        ResultRow(code=row.code, outcome=str(row.outcome), place=row.place)
        for row in draw(lottery_of(committed), seed)
    ]
    return DrawRecord(committed=committed, commitment=record["commitment"], opened=opened, results=results)


def draw_seed(committed: Committed, opened: Opened) -> str:
    """Return the seed of the draw: the commitment, the secret and the public value, hashed together.

    Raises what `open_record` does.
    """
    check_public_seed(committed["public_seed"])
    _check_opened(committed["public_seed"], opened)
    secret = opened.get("secret", "")
    if sha256(secret.encode()).hexdigest() != committed["secret_hash"]:
        raise LotteryError("The secret is not the one whose hash was published.")
    secret_hash(secret)  # refuses one that could be guessed
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


def check_public_seed(seed: object) -> None:
    """Raise LotteryError unless the public value comes from one source that no single side can know or choose."""
    told: Mapping[str, object] = seed if isinstance(seed, dict) else {}
    if set(told) == {"parties"}:
        _check_parties(told["parties"])
    elif (
        set(told) != {"beacon", "round"}
        or told["beacon"] != QUICKNET.name
        or type(told["round"]) is not int  # true is an int, and 5.0 equals 5
    ):
        raise LotteryError(
            f'Name a round of "{QUICKNET.name}", or the parties who contribute and their hashes; one of the two.'
        )


def _check_parties(parties: object) -> None:
    if not isinstance(parties, dict) or len(parties) < 2:
        raise LotteryError("Name at least two parties who contribute, or a round of the beacon.")
    wrong = [name for name, told in parties.items() if not (isinstance(told, str) and _HASH.fullmatch(told))]
    if wrong:
        raise LotteryError(
            f"The hash of {', '.join(sorted(wrong))} is no SHA-256: 64 hexadecimal digits, small letters."
        )
    if len(set(parties.values())) < len(parties):
        raise LotteryError("Two parties have the same hash, so the same value: each gives one of its own.")


def _check_opened(seed: PublicSeed, opened: Mapping[str, object]) -> None:
    """Refuse what does not belong to the seed's kind; what is missing is told where it is used."""
    kind = "signature" if "round" in seed else "contributions"
    extra = sorted(set(opened) - {"secret", kind})
    if extra:
        raise LotteryError(f"The draw opens secret and {kind}, and nothing else: not {', '.join(extra)}.")
    values = opened.get("contributions", {})
    texts = [opened.get("secret", ""), opened.get("signature", "")]
    texts += values.values() if isinstance(values, dict) else [values]
    if not all(isinstance(text, str) for text in texts):
        raise LotteryError("Secret, signature and contributions are texts, and one of them is not.")


def _check_public_seed(announcement: Announcement) -> None:
    if announcement.committed_at.tzinfo is None:
        raise LotteryError("The time of the commitment needs its time zone.")
    seed = announcement.public_seed
    check_public_seed(seed)
    if "parties" in seed:
        return
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

"""Check a published draw: each thing that does not hold is named; an empty list means that all of it does."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum

from gainful.engine.allocation.beacon import BeaconError, round_time
from gainful.engine.allocation.chances import chance_of_a_seat
from gainful.engine.allocation.lottery import LotteryError
from gainful.engine.allocation.record import (
    FORMAT,
    Committed,
    DrawRecord,
    Known,
    Opened,
    VoidedRow,
    canonical,
    check_public_seed,
    commitment,
    lottery_of,
    open_record,
)

_PARTS = {"committed", "commitment", "opened", "results"}


class Fault(StrEnum):
    """What can be wrong with a record."""

    SHAPE = "shape"
    COMMITMENT = "commitment"
    ENTRIES = "entries"
    CHANCES = "chances"
    EARLY = "early"
    SEED = "seed"
    RESULTS = "results"
    NOT_DRAWN = "not drawn"


@dataclass(frozen=True, slots=True)
class Finding:
    """One thing that does not hold, in words."""

    fault: Fault
    text: str


def verify_record(record: DrawRecord, *, published_commitment: str | None = None) -> list[Finding]:
    """Return what does not hold in a record, given perhaps the hash that was published before the draw.

    Without `published_commitment` a record that was written anew as a whole, after the draw, cannot be told: give it.
    """
    shape = _shape(record)
    if shape:
        return [shape]
    committed = record["committed"]
    findings = _commitment(record, published_commitment) + _inside(committed)
    if any(finding.fault in {Fault.ENTRIES, Fault.SEED} for finding in findings):
        return findings
    return findings + _drawn(record)


def _shape(record: Mapping[str, object]) -> Finding | None:
    committed = record.get("committed")
    extra = sorted(set(record) - _PARTS)
    opened = record.get("opened", {})
    wrong = (
        extra
        or not isinstance(committed, dict)
        or set(committed) | {"voided"} != set(Committed.__annotations__)
        or committed["format"] != FORMAT
        or not isinstance(opened, dict)
        or set(opened) - set(Opened.__annotations__)
        or not _is_text(record)
        or not _are_voided(committed.get("voided"))
    )
    if not wrong:
        return None
    return Finding(
        Fault.SHAPE, f"This is no record of the form {FORMAT}, or it holds more than such a record does."
    )


def _are_voided(rows: object) -> bool:
    """Whether rows of void draws are as they are published: each with every text, and how much was known."""
    if rows is None:
        return True
    if not isinstance(rows, list) or not rows:
        return False
    return all(
        isinstance(row, dict)
        and set(row) == set(VoidedRow.__annotations__)
        and all(isinstance(text, str) for text in row.values())
        and row["known"] in set(Known)
        for row in rows
    )


def void_before(record: DrawRecord) -> list[VoidedRow]:
    """Return the draws that the record says were announced before and made void, oldest first.

    A record with such rows may hold in everything else, and yet have been tried until it pleased: whoever checks it
    looks at `known`.
    """
    return list(record["committed"].get("voided", ()))


def _is_text(value: object) -> bool:
    """Whether the value can be hashed: JSON may escape half of a character, which UTF-8 cannot hold."""
    try:
        canonical(value).encode()
    except UnicodeEncodeError:
        return False
    return True


def _commitment(record: DrawRecord, published: str | None) -> list[Finding]:
    actual = commitment(record["committed"])
    findings = []
    if record.get("commitment") != actual:
        text = "Entries, seats, floors, priorities, time or seeds differ from what the record says was committed."
        findings.append(Finding(Fault.COMMITMENT, text))
    if published is not None and published.strip().lower() != actual:
        findings.append(
            Finding(Fault.COMMITMENT, "The record is not the one whose hash was published before the draw.")
        )
    return findings


def _inside(committed: Committed) -> list[Finding]:
    try:
        chances = chance_of_a_seat(lottery_of(committed))
        wrong = [row["code"] for row in committed["entries"] if row["chance"] != str(chances[row["code"]])]
    except (LotteryError, KeyError, TypeError, ValueError, AttributeError, OverflowError) as error:
        return [Finding(Fault.ENTRIES, f"The lottery of the record cannot be drawn: {error}")]
    findings = []
    if wrong:
        text = f"The chance of a seat is not what the rules give for {len(wrong)} people, first {wrong[0]}."
        findings.append(Finding(Fault.CHANCES, text))
    return findings + _source(committed)


def _source(committed: Committed) -> list[Finding]:
    try:
        check_public_seed(committed["public_seed"])
    except LotteryError as error:
        return [Finding(Fault.SEED, f"One side could choose the public value, or nobody gave one. {error}")]
    return _early(committed)


def _early(committed: Committed) -> list[Finding]:
    seed = committed["public_seed"]
    try:
        moment = datetime.fromisoformat(committed["committed_at"])
        known = "round" in seed and round_time(seed["round"]) <= moment
    except (BeaconError, TypeError, ValueError) as error:
        return [Finding(Fault.EARLY, f"The time of the commitment or the round cannot be read: {error}")]
    if moment.tzinfo is None:
        return [Finding(Fault.EARLY, "The time of the commitment has no time zone.")]
    if not known:
        return []
    return [
        Finding(Fault.EARLY, "The public value was published before the commitment: it may have been chosen.")
    ]


def _drawn(record: DrawRecord) -> list[Finding]:
    if "opened" not in record or "results" not in record:
        return [
            Finding(
                Fault.NOT_DRAWN,
                "The draw was announced and not made, or broken off: no result is in the record.",
            )
        ]
    try:
        again = open_record(record, record["opened"])
    except (LotteryError, BeaconError) as error:
        return [Finding(Fault.SEED, str(error))]
    if canonical(again["results"]) == canonical(record["results"]):  # in Python true equals 1 and 1.0
        return []
    return [Finding(Fault.RESULTS, "The results are not those that the seed gives.")]

"""The review file: pairs that a person must look at, both sides beside one another, and the decisions read back."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import replace
from pathlib import Path

from gainful.exchange.tables.errors import UnreadableTable
from gainful.exchange.tables.headings import plain
from gainful.exchange.tables.opening import Table, open_table
from gainful.exchange.tables.writing import csv_text, safe_cell
from gainful.exchange.wage_linkage.comparisons import COMPARED
from gainful.exchange.wage_linkage.decisions import (
    SAID_DIFFERENT,
    SAID_SAME,
    TAKEN,
    Pair,
)

DECISION = "decision"
ANSWERS = {
    "same": "same", "yes": "same", "y": "same", "link": "same",
    "different": "different", "no": "different", "n": "different", "not same": "different",
}  # fmt: skip
IDS = ("participant", "wage_person")


class UnreadableReview(ValueError):  # noqa: N818 - named for what the person is told
    """The decisions cannot be applied: which row and column, and what to do."""


def review_csv(pairs: Sequence[Pair]) -> str:
    """Return the pairs that wait for a person, strongest first, with a blank column for the decision."""
    both = [f"{side}: {compared.words}" for compared in COMPARED for side in ("participant", "wage record")]
    head = (DECISION, "why", "match weight", "probability", "what speaks for and against", *both, *IDS)
    rows = []
    for pair in pairs:
        if pair.state != "review":
            continue
        sides = [safe_cell(value) for part in pair.parts for value in (part.ours, part.theirs)]
        told = (f"{pair.weight:.1f}", f"{pair.probability:.4f}", in_words(pair))
        rows.append(("", pair.reason, *told, *sides, *_marked(pair)))
    return csv_text(head, rows)


def _marked(pair: Pair) -> tuple[str, str]:
    """Return the hashes with a letter before them: a spreadsheet would take 12e34 for a number."""
    return f"p-{pair.participant}", f"w-{pair.wage_person}"


def in_words(pair: Pair) -> str:
    """Return how each field agrees and what that is worth, in bits: “first name: the same (+7.1); …”."""
    names = {compared.column: compared.words for compared in COMPARED}
    said = [f"{names[part.field]}: {part.words} ({part.weight:+.1f})" for part in pair.parts]
    return "; ".join([*said, "key: the same"] if pair.same_key else said)


def read_decisions(path: Path) -> dict[tuple[str, str], tuple[int, str]]:
    """Return pair → row and decision of a filled review file; UnreadableReview with row and column."""
    try:
        table = open_table(path, path.name)
        headings = [plain(heading) for heading in table.header]
        if missing := [name for name in (DECISION, *IDS) if name not in headings]:
            raise UnreadableReview(
                f"{path.name} has no column “{missing[0]}”. Fill in the review file that was written."
            )
        return _decisions(path.name, table, headings)
    except UnreadableTable as error:
        raise UnreadableReview(f"{path} cannot be read: {error}") from None


def _decisions(name: str, table: Table, headings: Sequence[str]) -> dict[tuple[str, str], tuple[int, str]]:
    found: dict[tuple[str, str], tuple[int, str]] = {}
    for line in table.lines():
        number, row = line.number, dict(zip(headings, line.cells, strict=True))
        word = " ".join(row[DECISION].lower().split())
        if not word:
            continue
        if word not in ANSWERS:
            raise UnreadableReview(
                f"{name}, row {number}, column “{DECISION}”: “{word}” is no decision. "
                "Write same or different, or leave it empty."
            )
        pair = (_plain(row["participant"]), _plain(row["wage_person"]))
        before = found.get(pair)
        if before and before[1] != ANSWERS[word]:
            raise UnreadableReview(f"{name}, rows {before[0]} and {number} decide one pair differently.")
        found[pair] = (number, ANSWERS[word])
    return found


def _plain(cell: str | None) -> str:
    return (cell or "").strip().removeprefix("p-").removeprefix("w-")


def apply_review(
    pairs: Sequence[Pair], decisions: Mapping[tuple[str, str], tuple[int, str]], name: str
) -> list[Pair]:
    """Return the pairs with a person's decisions applied; a wage person is linked once, and so is a participant.

    UnreadableReview where a pair is not among those looked at, or where a “same” would link somebody twice.
    """
    known = {(pair.participant, pair.wage_person) for pair in pairs}
    for at, (row, _) in decisions.items():
        if at not in known:
            raise UnreadableReview(
                f"{name}, row {row}: this pair is not in these results. Use the review file that was written with them."
            )
    done = [_said(pair, decisions.get((pair.participant, pair.wage_person))) for pair in pairs]
    _refuse_double(done, decisions, name)
    linked = {side for pair in done if pair.state == "accepted" for side in _sides(pair)}
    return [
        replace(pair, state="set aside", reason=TAKEN)
        if pair.state == "review" and linked & set(_sides(pair))
        else pair
        for pair in done
    ]


def _said(pair: Pair, decision: tuple[int, str] | None) -> Pair:
    if decision is None:
        return pair
    word = decision[1]
    if word == "same":
        return replace(pair, state="accepted", how="review", reason=SAID_SAME, decided=word)
    return replace(pair, state="set aside", how="", reason=SAID_DIFFERENT, decided=word)


def _sides(pair: Pair) -> tuple[str, str]:
    return f"p{pair.participant}", f"w{pair.wage_person}"


def _refuse_double(
    pairs: Sequence[Pair], decisions: Mapping[tuple[str, str], tuple[int, str]], name: str
) -> None:
    first: dict[str, Pair] = {}
    for pair in pairs:
        if pair.state != "accepted":
            continue
        for side, words in zip(_sides(pair), ("participant", "wage person"), strict=True):
            other = first.setdefault(side, pair)
            if other is pair:
                continue
            rows = [decisions.get((one.participant, one.wage_person)) for one in (other, pair)]
            told = [f"row {row[0]}" if row else "a link that was accepted before" for row in rows]
            raise UnreadableReview(
                f"{name}: {told[0]} and {told[1]} link one {words} twice. One wage person belongs to one participant: "
                "say different to one of them. If two participants are one person, merge them first."
            )

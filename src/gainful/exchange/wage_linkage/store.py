"""A folder of links: keyed hashes, weights and states; nothing of what was compared.

DIR/
  links.csv     participant, wage_person (keyed hashes), how (key, fields, review), match_weight, probability
  pairs.csv     every pair that was looked at, above the lower threshold, with its state and reason
  model.json    the parameters (splink's settings): give it as --model to repeat the run
  summary.json  docs/schema/wages-link.schema.json
  review.csv    the pairs that a person must look at. It names people: keep it as you keep case files, and delete it
"""

from __future__ import annotations

import json
from collections.abc import Collection, Sequence
from pathlib import Path
from typing import Any, cast

from gainful.exchange.private_files import write_private
from gainful.exchange.tables.writing import csv_text, own_rows
from gainful.exchange.wage_linkage.decisions import How, Pair, State
from gainful.exchange.wage_linkage.document import WageLinkDocument
from gainful.exchange.wage_linkage.review import review_csv

LINKS = ("participant", "wage_person", "how", "match_weight", "probability")
PAIRS = (
    "participant",
    "wage_person",
    "same_key",
    "match_weight",
    "probability",
    "state",
    "how",
    "reason",
    "decided",
)


class LinkStore:
    """The folder that `gainful wages link` writes."""

    def __init__(self, folder: Path) -> None:
        self.folder = folder

    @property
    def review(self) -> Path:
        """Where the pairs for a person are."""
        return self.folder / "review.csv"

    def write(self, pairs: Sequence[Pair], summary: WageLinkDocument, model: dict[str, Any]) -> None:
        """Write everything; the review file is readable by its owner only."""
        self.folder.mkdir(parents=True, exist_ok=True)
        _write(self.folder / "model.json", json.dumps(model, indent=2) + "\n")
        _write(self.review, review_csv(pairs))
        self.update(pairs, summary)

    def update(self, pairs: Sequence[Pair], summary: WageLinkDocument) -> None:
        """Write what decisions change: links, pairs and the summary."""
        links = [
            (p.participant, p.wage_person, p.how, p.weight, p.probability)
            for p in pairs
            if p.state == "accepted"
        ]
        _write(self.folder / "links.csv", _csv(LINKS, sorted(links)))
        _write(self.folder / "pairs.csv", _csv(PAIRS, [_row(pair) for pair in pairs]))
        _write(
            self.folder / "summary.json", json.dumps(summary.to_json(), indent=2, ensure_ascii=False) + "\n"
        )

    def pairs(self) -> list[Pair]:
        """Return the pairs of an earlier run, without their fields; ValueError where there is none."""
        path = self.folder / "pairs.csv"
        if not path.exists():
            raise ValueError(
                f"{self.folder} holds no links. Make them: gainful wages link --out {self.folder} …"
            )
        return [_pair(row) for row in own_rows(path)]

    def summary(self) -> WageLinkDocument:
        """Return the summary of an earlier run, of a version too that did not say what was taken as unknown."""
        found = json.loads((self.folder / "summary.json").read_text())
        return WageLinkDocument.from_json(
            {"taken_as_unknown": {"participants": [], "wage_people": []}, **found}
        )


def links_of(folder: Path, secret_print: str) -> dict[str, str]:
    """Return participant → wage person (keyed hashes); ValueError where they were made with another key file."""
    if not (folder / "links.csv").exists():
        raise ValueError(f"{folder} holds no links. Make them with: gainful wages link --out {folder} …")
    made_with = LinkStore(folder).summary().key
    if made_with != secret_print:
        raise ValueError(
            f"{folder} was made with another key file than the wage records. Link again with theirs."
        )
    return {row["participant"]: row["wage_person"] for row in own_rows(folder / "links.csv")}


def _row(p: Pair) -> tuple[Any, ...]:
    key = "yes" if p.same_key else "no"
    return p.participant, p.wage_person, key, p.weight, p.probability, p.state, p.how, p.reason, p.decided


def _pair(row: dict[str, str]) -> Pair:
    return Pair(
        row["participant"],
        row["wage_person"],
        row["same_key"] == "yes",
        float(row["match_weight"]),
        float(row["probability"]),
        (),
        cast("State", row["state"]),
        cast("How", row["how"]),
        row["reason"],
        row["decided"],
    )


def _csv(head: Sequence[str], rows: Sequence[Sequence[Any]]) -> str:
    return csv_text(head, rows, line_end="\n")


def _write(path: Path, text: str) -> None:
    """Write a file that only its owner reads, whole or not at all."""
    write_private(path, text.encode())


def forget_links(folder: Path, hashes: Collection[str]) -> int:
    """Take lines about these people's wage records out of a folder of links; returns how many went."""
    marks, gone = {*hashes, *(f"w-{one}" for one in hashes)}, 0
    for path in sorted(folder.glob("*.csv")):
        rows = list(own_rows(path))
        kept = [row for row in rows if marks.isdisjoint(map(str, row.values()))]
        if len(kept) < len(rows):
            gone += len(rows) - len(kept)
            _write(path, _csv(list(rows[0]), [list(row.values()) for row in kept]))
    return gone

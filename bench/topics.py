"""Suggested topics of answers: precision and recall on labelled answers, the held-out third apart; kappa of the labels.

`python -m bench.topics` prints how the least score was chosen, on the open answers alone, each left out in its turn;
`python -m bench.topics texts` the answers without labels, for whoever labels them a second time.
"""

from __future__ import annotations

import csv
import sys
import time

import numpy as np

from bench import Row
from gainful.engine.text.agreement import agreement
from gainful.engine.text.encoder import encode
from gainful.engine.text.topics import (
    ANSWERS,
    LIKELY,
    STARTER,
    Labelled,
    chosen,
    examples_of,
    fitted,
    labelled_answers,
    suggest,
    truth,
)

KEYS = [topic.key for topic in STARTER]
NO_TOPIC = "-"
FLOOR = 0.7


def counted(given: list[set[str]], rows: list[Labelled]) -> tuple[float, float, int]:
    """Return precision, recall and how many topics were suggested."""
    right = sum(len(mine & row.keys) for mine, row in zip(given, rows, strict=True))
    said, wanted = sum(map(len, given)), sum(len(row.keys) for row in rows)
    return (right / said if said else 0.0), right / wanted, said


def left_out() -> tuple[list[Labelled], np.ndarray]:
    """Return the open answers, and the scores that each gets from all the other examples."""
    known = [row for row in labelled_answers() if not row.held_out]
    examples = examples_of(STARTER)
    vectors = encode([one.text for one in examples]).astype(float)
    given = truth([one.keys for one in examples], STARTER)
    first = len(examples) - len(known)
    told = []
    for place in range(first, len(examples)):
        others = np.arange(len(examples)) != place
        told.append(fitted(vectors[others], given[others], vectors[place : place + 1])[0])
    return known, np.array(told)


def by_threshold() -> None:
    """Print precision and recall at each least score: how LIKELY was chosen."""
    known, told = left_out()
    for least in np.arange(0.16, 0.52, 0.02):
        given = [{one.key for one in chosen(row, STARTER, float(least))} for row in told]
        precision, recall, said = counted(given, known)
        print(f"{least:.2f}  precision {precision:.3f}  recall {recall:.3f}  {said} suggestions")


def labels_twice() -> list[tuple[frozenset[str], frozenset[str]]]:
    """Return both labels of each answer that a second person labelled."""
    with ANSWERS.open(encoding="utf-8", newline="") as file:
        rows = [row for row in csv.DictReader(file) if row["second"]]
    return [(_keys(row["first"]), _keys(row["second"])) for row in rows]


def _keys(cell: str) -> frozenset[str]:
    return frozenset(filter(None, cell.split(";"))) - {NO_TOPIC}


def run() -> list[Row]:
    """Rows: precision and recall on the answers held out and the open ones, kappa of the labels, time an answer."""
    held = [row for row in labelled_answers() if row.held_out]
    began = time.perf_counter()
    given = [{one.key for one in told} for told in suggest([row.text for row in held], STARTER)]
    each = (time.perf_counter() - began) / len(held) * 1000
    precision, recall, said = counted(given, held)
    known, scores = left_out()
    open_ = counted([{one.key for one in chosen(row, STARTER, LIKELY)} for row in scores], known)
    twice = labels_twice()
    kappa = agreement([one for one, _ in twice], [two for _, two in twice], KEYS)[0].kappa
    return [
        Row("suggested topics: precision, held out", precision, FLOOR, note=f"{len(held)} answers, {said} suggestions"),
        Row("suggested topics: recall, held out", recall),
        Row("suggested topics: precision, open", open_[0], note=f"{len(known)} answers, each left out in its turn"),
        Row("suggested topics: recall, open", open_[1]),
        Row("labels: kappa of two labellers", kappa, note=f"{len(twice)} answers labelled twice"),
        Row("suggested topics: ms an answer", each, lower_is_better=True),
    ]  # fmt: skip


def print_texts() -> None:
    """Print the answers without their labels."""
    with ANSWERS.open(encoding="utf-8", newline="") as file:
        for row in csv.DictReader(file):
            print(f"{row['number']}\t{row['side']}\t{row['text']}")


if __name__ == "__main__":
    print_texts() if sys.argv[1:] == ["texts"] else by_threshold()

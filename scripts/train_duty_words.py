"""Weigh words for O*NET knowledge and write them to the engine's data folder (see `duty_words`).

Reads O*NET task statements below GAINFUL_SHARED and the importance ratings of the reference data. The sentences are not
kept. `--held-out` weighs with four fifths of the occupations and prints how the rest is told.

    GAINFUL_SHARED=../shared PYTHONPATH=src python scripts/train_duty_words.py
"""

from __future__ import annotations

import argparse
import os
import sys
from pathlib import Path

import numpy as np
import pandas as pd

from gainful.engine.competencies.typical import typical_lines
from gainful.engine.occupations import Reference, load_reference
from gainful.engine.skills.duty_words import LEAST, STRONGEST, WEIGHTS
from gainful.engine.skills.lexicon import LEXICON
from gainful.engine.text.word_vectors import skill_words

DOMAINS = ("knowledge",)
LEAST_OCCUPATIONS, DAMPING = 3, 12.0
"""A word must stand in tasks of three occupations; one seen in twelve tasks keeps half of its weight."""


def tasks() -> pd.DataFrame:
    """O*NET task statements with their occupations."""
    return pd.read_excel(
        Path(
            os.environ.get("GAINFUL_SHARED", "../shared"),
            "data", "skills", "onet_29_3", "Task Statements.xlsx",
        )
    )  # fmt: skip


def stands_out(reference: Reference, columns: list[int]) -> np.ndarray:
    """How far each element stands out in each occupation, in standard deviations [occupations, elements]."""
    importance = np.asarray(reference.importance, float)[:, columns]
    scaled = np.nan_to_num((importance - np.nanmean(importance, axis=0)) / np.nanstd(importance, axis=0))
    return scaled - scaled.mean(axis=1, keepdims=True)


def weigh(table: pd.DataFrame, reference: Reference, columns: list[int]) -> np.ndarray:
    """The weight of each word of the skill vocabulary for each element, [words, elements]."""
    row_of = {o.code: row for row, o in enumerate(reference.occupations) if o.rated}
    out, vectors = stands_out(reference, columns), skill_words()
    size = len(vectors.vectors)
    count, total = np.zeros(size), np.zeros((size, len(columns)))
    seen: list[set[str]] = [set() for _ in range(size)]
    for code, task in zip(table["O*NET-SOC Code"], table["Task"], strict=True):
        if code in row_of:
            words = np.unique(vectors.read(task).rows)
            count[words] += 1
            total[words] += out[row_of[code]]
            for word in words:
                seen[word].add(code[:7])
    weights = total / (count + DAMPING)[:, None]
    weights[[len(codes) < LEAST_OCCUPATIONS for codes in seen]] = 0.0
    return weights - weights.mean(axis=1, keepdims=True)


def told(weights: np.ndarray, table: pd.DataFrame, reference: Reference, ids: list[str]) -> str:
    """Of tasks where the lexicon names a typical element: how often the words without that name choose one of those."""
    vectors, right, chosen, asked = skill_words(), 0, 0, 0
    for code, rows in table.groupby("O*NET-SOC Code"):
        known = {o.code for o in reference.occupations if o.rated}
        typical = typical_lines(reference, code) if code in known else {}
        columns = [column for column, element in enumerate(ids) if element in typical]
        for task in rows["Task"] if columns else ():
            named = {element for element in typical if element in LEXICON and LEXICON[element].search(task)}
            if not named & {ids[column] for column in columns}:
                continue
            bare = task
            for element in named:
                bare = LEXICON[element].sub(" ", bare)
            words = np.unique(vectors.read(bare).rows)
            if not len(words):
                continue
            asked += 1
            totals = np.sort(weights[np.ix_(words, columns)], axis=0)[-STRONGEST:].sum(axis=0)
            if totals.max() >= LEAST:
                chosen += 1
                right += ids[columns[int(np.argmax(totals))]] in named
    return f"{asked:,} tasks, {chosen / asked:.2f} chosen, {right / max(chosen, 1):.2f} of those as the lexicon names\n"


def main() -> None:
    """Weigh, and either write or try."""
    parser = argparse.ArgumentParser()
    parser.add_argument("--held-out", action="store_true")
    reference, table = load_reference(), tasks()
    elements = [(column, e) for column, e in enumerate(reference.elements) if e.domain in DOMAINS]
    columns, ids = [column for column, _ in elements], [e.id for _, e in elements]
    if parser.parse_args().held_out:
        apart = table["O*NET-SOC Code"].map(lambda code: int(code[3:6]) % 5 == 0)
        sys.stdout.write(told(weigh(table[~apart], reference, columns), table[apart], reference, ids))
        return
    weights = weigh(table, reference, columns)
    kept = np.flatnonzero(np.abs(weights).max(axis=1) > 0.3)
    names = list(skill_words().vocabulary)
    scales = np.abs(weights[kept]).max(axis=1) / 127
    np.savez_compressed(
        WEIGHTS,
        words=np.frombuffer("\n".join(names[row] for row in kept).encode(), np.uint8),
        elements=np.frombuffer("\n".join(ids).encode(), np.uint8),
        weights=np.round(weights[kept] / scales[:, None]).astype(np.int8),
        scales=scales.astype(np.float32),
    )
    sys.stdout.write(f"{len(kept):,} words, {WEIGHTS.stat().st_size:,} bytes\n")


if __name__ == "__main__":
    main()

"""Train the learned reading of job titles (`title_model`) and write it to the engine's data folder.

Rows: O*NET's own and alternate titles, and the titles of ESCO occupations through the crosswalk (confidence 0.6 or
more, half weight). Every row that reads the same as one of O*NET's reported titles is left out, so that those can
measure what ships. The same seed and epochs give the same vectors; those that ship were trained before under a budget
of 260 seconds and read no worse (docs/methods/titles.md), so look at the bench before replacing them.

    GAINFUL_SHARED=../shared PYTHONPATH=src python scripts/train_title_vectors.py --epochs 6
"""

from __future__ import annotations

import argparse
import csv
import os
import sys
from collections import Counter
from dataclasses import dataclass
from pathlib import Path

import numpy as np
from scipy.sparse import csr_matrix

from gainful.engine.occupations import load_reference
from gainful.engine.text.encoder import encode, unit
from gainful.engine.titles.model import DATA, letter_features, word_features
from gainful.engine.titles.words import core_words, normal_title, title_forms

DIMENSIONS, KEPT, BUCKETS = 96, 80, 8192
SCALE, BATCH, WORD_DROPOUT, RATE, SMOOTHING = 8.0, 256, 0.25, 5e-3, 0.05
CROSSWALK = ("crosswalks", "esco_onet_crosswalk_Nov2020.csv")
Row = tuple[tuple[str, ...], int, float]


@dataclass
class Model:
    """Vectors of features (words, then letter buckets) and of occupations, and the occupations' bias."""

    features: list[str]
    table: np.ndarray
    classes: np.ndarray
    bias: np.ndarray


def esco_titles(codes: dict[str, int]) -> set[tuple[str, int]]:
    """Titles of ESCO occupations with the O*NET row that the crosswalk gives."""
    esco = load_reference().esco
    found: set[tuple[str, int]] = set()
    path = Path(os.environ.get("GAINFUL_SHARED", "../shared"), "data", "skills", *CROSSWALK)
    with path.open(encoding="utf-8") as file:
        for line in csv.DictReader(file):
            row = esco.occupation_row.get(line["concept_uri"].rsplit("/", 1)[-1])
            if row is not None and float(line["confidence"]) >= 0.6 and line["onet_code"] in codes:
                names = (esco.occupation_labels[row], *esco.occupation_alternatives[row])
                found |= {(name, codes[line["onet_code"]]) for name in names}
    return found


def training_rows() -> list[Row]:
    """Core words, occupation row and weight; nothing that reads like a reported title."""
    reference = load_reference()
    codes = {o.code: row for row, o in enumerate(reference.occupations)}
    titles = list(zip(reference.titles.title, reference.titles.code, reference.titles.kind, strict=True))
    held = {normal_title(title) for title, _, kind in titles if kind == "reported"}
    own = {
        (form, codes[code])
        for title, code, kind in titles
        if kind != "reported" and normal_title(title) not in held
        for form in title_forms(title)
    }
    both = [(own, 1.0), (esco_titles(codes), 0.5)]
    rows = [(core_words(t), c, w) for some, w in both for t, c in sorted(some) if normal_title(t) not in held]
    return [row for row in rows if row[0]]


def features_of(words: tuple[str, ...], place: dict[str, int]) -> tuple[list[int], list[int]]:
    """Rows of a title's word features and of its letter buckets."""
    letters = [len(place) + bucket for bucket in letter_features(words, BUCKETS)]
    return [place[name] for name in word_features(words) if name in place], letters


def start(features: list[str]) -> np.ndarray:
    """Plain words begin as the sentence model's vectors, all else at zero."""
    words = [name for name in features if "_" not in name and not name.startswith("$")]
    vectors = encode(words)
    vectors = vectors - vectors.mean(axis=0)
    basis = np.linalg.svd(vectors[::4], full_matrices=False)[2][:DIMENSIONS].T
    table = np.zeros((len(features) + BUCKETS, DIMENSIONS), np.float32)
    place = {name: row for row, name in enumerate(features)}
    table[[place[word] for word in words]] = unit(vectors @ basis)
    return table


class Adam:
    """Adam's moving means for one table of numbers, which it changes in place."""

    def __init__(self, table: np.ndarray) -> None:
        self.table, self.mean, self.square, self.done = table, np.zeros_like(table), np.zeros_like(table), 0

    def step(self, slope: np.ndarray, rate: float) -> None:
        """One step against the slope."""
        self.done += 1
        self.mean += (slope - self.mean) * np.float32(0.1)
        self.square += (slope * slope - self.square) * np.float32(0.001)
        pace = rate * np.sqrt(1 - 0.999**self.done) / (1 - 0.9**self.done)
        self.table -= np.float32(pace) * self.mean / (np.sqrt(self.square) + np.float32(1e-8))


def asked_of(read: list[tuple[list[int], list[int]]], columns: int, draw: np.random.Generator) -> csr_matrix:
    """Shares of the features of each title, some words left out by chance, [titles, columns]."""
    ids: list[int] = []
    shares: list[float] = []
    ends = [0]
    for words, letters in read:
        kept = [w for w, luck in zip(words, draw.random(len(words)), strict=True) if luck > WORD_DROPOUT]
        for some in (kept, letters):
            ids += some
            shares += [1 / max(1, len(some))] * len(some)
        ends.append(len(ids))
    return csr_matrix((np.array(shares, np.float32), ids, ends), shape=(len(read), columns))


def train(rows: list[Row], epochs: int) -> Model:
    """The model; the rate falls in a straight line to nearly nothing."""
    draw = np.random.default_rng(0)
    counts = Counter(name for words, _, _ in rows for name in set(word_features(words)))
    features = sorted(name for name, count in counts.items() if count >= 2)
    place = {name: row for row, name in enumerate(features)}
    read = [features_of(words, place) for words, _, _ in rows]
    gold, weight = np.array([c for _, c, _ in rows]), np.array([w for _, _, w in rows], np.float32)
    many = len(load_reference().occupations)
    table = start(features)
    classes = (draw.standard_normal((many, DIMENSIONS)) * 0.05).astype(np.float32)
    bias = np.zeros(many, np.float32)
    steps = [Adam(table), Adam(classes), Adam(bias)]
    per_epoch = len(rows) // BATCH
    for epoch in range(epochs):
        for step, batch in enumerate(np.array_split(draw.permutation(len(rows)), per_epoch)):
            left = 1 - (epoch * per_epoch + step) / (epochs * per_epoch)
            asked = asked_of([read[i] for i in batch], len(table), draw)
            meant = asked @ table
            guess = SCALE * meant @ classes.T + bias
            guess = np.exp(guess - guess.max(axis=1, keepdims=True))
            slope = guess / guess.sum(axis=1, keepdims=True) - np.float32(SMOOTHING / many)
            slope[np.arange(len(batch)), gold[batch]] -= np.float32(1 - SMOOTHING)
            slope *= weight[batch, None] / np.float32(len(batch))
            slopes = (
                asked.T @ (SCALE * slope @ classes),
                SCALE * slope.T @ meant + np.float32(2e-5) * classes,
                slope.sum(axis=0),
            )
            for one, change in zip(steps, slopes, strict=True):
                one.step(np.asarray(change, np.float32), RATE * max(left, 0.02))
        sys.stdout.write(f"epoch {epoch + 1} of {epochs}\n")
        sys.stdout.flush()
    return Model(features, table, classes, bias)


def write(folder: Path, model: Model) -> None:
    """Turn the vectors into the KEPT strongest directions of the occupations and write them in eight bits."""
    basis = np.linalg.svd(model.classes, full_matrices=False)[2][:KEPT].T
    table = model.table @ basis
    scales = (np.abs(table).max(axis=1) / 127).astype(np.float32)
    small = np.round(table / np.maximum(scales, 1e-12)[:, None]).astype(np.int8)
    words = len(model.features)
    names = np.frombuffer("\n".join(model.features).encode(), np.uint8)
    codes = np.frombuffer("\n".join(o.code for o in load_reference().occupations).encode(), np.uint8)
    np.savez_compressed(
        folder / "title_words.npz", features=names, vectors=small[:words], scales=scales[:words]
    )
    np.savez_compressed(
        folder / "title_classes.npz",
        letters=small[words:],
        letter_scales=scales[words:],
        codes=codes,
        classes=(SCALE * model.classes @ basis).astype(np.float16),
        bias=model.bias,
    )


def main() -> None:
    """Train and write."""
    options = argparse.ArgumentParser(description=__doc__)
    options.add_argument("--epochs", type=int, default=6)
    options.add_argument("--out", type=Path, default=DATA)
    given = options.parse_args()
    rows = training_rows()
    sys.stdout.write(f"{len(rows):,} titles\n")
    write(given.out, train(rows, given.epochs))


if __name__ == "__main__":
    main()

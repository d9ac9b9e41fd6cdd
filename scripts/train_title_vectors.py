"""Train the learned reading of job titles (`title_model`) and write it to the engine's data folder.

Rows: O*NET's own and alternate titles, and the titles of ESCO occupations through the crosswalk (confidence 0.6 or
more, half weight). Every row that reads the same as one of O*NET's reported titles is left out, so that those can
measure what ships. Needs torch in a separate environment. The same seed and epochs give the same vectors; those that
ship were trained before under a budget of 260 seconds (docs/methods/titles.md).

    GAINFUL_SHARED=../shared PYTHONPATH=src python scripts/train_title_vectors.py --epochs 12
"""

from __future__ import annotations

import argparse
import csv
import os
import random
import sys
from collections import Counter
from dataclasses import dataclass
from pathlib import Path

import numpy as np

from gainful.engine.occupations import load_reference
from gainful.engine.profiles.encoder import encode, unit
from gainful.engine.profiles.title_model import letter_features, word_features
from gainful.engine.profiles.title_words import core_words, normal_title, title_forms
from gainful.engine.profiles.word_vectors import DATA

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


def train(rows: list[Row], epochs: int) -> Model:
    """The model; the rate falls in a straight line to nearly nothing."""
    import torch
    from torch.nn import functional

    torch.manual_seed(0)
    torch.set_num_threads(1)
    chance, draw = random.Random(0), np.random.default_rng(0)  # noqa: S311 - not for secrets
    counts = Counter(name for words, _, _ in rows for name in set(word_features(words)))
    features = [name for name, count in counts.items() if count >= 2]
    place = {name: row for row, name in enumerate(features)}
    read = [features_of(words, place) for words, _, _ in rows]
    gold, weight = np.array([c for _, c, _ in rows]), np.array([w for _, _, w in rows], np.float32)
    many = len(load_reference().occupations)
    table = torch.nn.Parameter(torch.tensor(start(features)))
    classes = torch.nn.Parameter(torch.randn(many, DIMENSIONS) * 0.05)
    bias = torch.nn.Parameter(torch.zeros(many))
    steps = torch.optim.Adam([table, classes, bias], lr=RATE)
    per_epoch = len(rows) // BATCH
    for epoch in range(epochs):
        for step, batch in enumerate(np.array_split(draw.permutation(len(rows)), per_epoch)):
            left = 1 - (epoch * per_epoch + step) / (epochs * per_epoch)
            ids: list[int] = []
            shares: list[float] = []
            offsets: list[int] = []
            for i in batch:
                offsets.append(len(ids))
                words = [f for f in read[i][0] if chance.random() > WORD_DROPOUT]
                for some in (words, read[i][1]):
                    ids += some
                    shares += [1 / max(1, len(some))] * len(some)
            asked = functional.embedding_bag(
                torch.tensor(ids),
                table,
                torch.tensor(offsets),
                mode="sum",
                per_sample_weights=torch.tensor(shares),
            )
            guess = SCALE * asked @ classes.T + bias
            each = functional.cross_entropy(
                guess, torch.tensor(gold[batch]), reduction="none", label_smoothing=SMOOTHING
            )
            loss = (each * torch.tensor(weight[batch])).mean() + 1e-5 * (classes**2).sum()
            steps.zero_grad()
            loss.backward()
            steps.step()
            steps.param_groups[0]["lr"] = RATE * max(left, 0.02)
    return Model(features, table.detach().numpy(), classes.detach().numpy(), bias.detach().numpy())


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
    options.add_argument("--epochs", type=int, default=12)
    options.add_argument("--out", type=Path, default=DATA)
    given = options.parse_args()
    rows = training_rows()
    sys.stdout.write(f"{len(rows):,} titles\n")
    write(given.out, train(rows, given.epochs))


if __name__ == "__main__":
    main()

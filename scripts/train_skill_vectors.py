"""Train the word and skill vectors of `extract_esco_skills` and write them to the engine's data folder.

Reads ESCO (labels, alternative labels, first sentence of each description) and the SkillSkape training sentences
below GAINFUL_SHARED; words of SkillSpan's training postings and of O*NET titles are known too, from the sentence
model alone. Needs torch, which Gainful itself does not: use a separate environment.

    GAINFUL_SHARED=../shared PYTHONPATH=src python scripts/train_skill_vectors.py --epochs 2

Words and skills start from the sentence model's vectors, so that a skill without training text keeps its meaning.
Each text is the sum of its word vectors; it is drawn to its skills and away from 2,500 others (softmax of cosines).
The evaluation sets are not read. The same seed and epochs give the same vectors; those that ship
were trained before under a budget of time (docs/methods/text-to-competencies.md).
"""

from __future__ import annotations

import argparse
import ast
import csv
import io
import os
import random
import sys
import zipfile
from collections import Counter
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import numpy as np

from gainful.engine.occupations import load_reference
from gainful.engine.skills.esco_index import LABELS
from gainful.engine.text.encoder import encode, unit
from gainful.engine.text.word_vectors import DATA, WORD

DIMENSIONS, KEPT = 192, 128
SCALE, NEGATIVES, BATCH, WORD_DROPOUT, RATE = 16.0, 2500, 256, 0.1, 1.5e-3
SENTENCE_COPIES = 4
RARITY = 1e-3


@dataclass
class Corpus:
    """Training texts with the ESCO rows each speaks of, and how often each word occurs."""

    texts: list[tuple[str, list[int]]]
    words: Counter[str]
    seen: np.ndarray


def shared(*parts: str) -> Path:
    """A file of the raw data."""
    return Path(os.environ.get("GAINFUL_SHARED", "../shared"), "data", "skills", *parts)


def descriptions() -> dict[str, str]:
    """ESCO descriptions by uuid; vectors are computed from them, the sentences are not kept."""
    with zipfile.ZipFile(shared("esco_1_1_1", "en.zip")) as archive, archive.open("skills_en.csv") as raw:
        rows = csv.DictReader(io.TextIOWrapper(raw, "utf-8"))
        return {row["conceptUri"].rsplit("/", 1)[-1]: row["description"] or "" for row in rows}


def key(name: str) -> str:
    """A label as SkillSkape writes it, without its commas."""
    return " ".join(WORD.findall(name.lower()))


def sentences(row_of: dict[str, int]) -> list[tuple[str, list[int]]]:
    """SkillSkape training sentences with the rows of their labels."""
    with shared("skillskape", "train.csv").open(encoding="utf-8") as file:
        pairs = [
            (line["sentence"], ast.literal_eval(line["skills"] or "[]")) for line in csv.DictReader(file)
        ]
    return [(text, sorted({row_of[key(s)] for s in skills if key(s) in row_of})) for text, skills in pairs]


def posting_words() -> list[str]:
    """Lines of SkillSpan's training postings, a token each."""
    files = sorted(shared("skillspan").glob("*_train.conll"))
    return [line.split("\t")[0] for file in files for line in file.read_text(encoding="utf-8").splitlines()]


def corpus(described: list[str]) -> Corpus:
    """Everything that is trained on."""
    esco = load_reference().esco
    row_of = {key(label): row for row, label in reversed(list(enumerate(esco.labels)))}
    spoken = [(text, rows) for text, rows in sentences(row_of) if rows]
    texts = [(label, [row]) for row, label in enumerate(esco.labels)]
    texts += [(name, [row]) for row, names in enumerate(esco.alternatives) for name in names]
    named = Counter(word for text, _ in texts for word in WORD.findall(text.lower()))
    loose = Counter(
        word for text in [*described, *(t for t, _ in spoken)] for word in WORD.findall(text.lower())
    )
    words = Counter({w: c for w, c in (named + loose).items() if len(w) < 25 and (named[w] or c >= 2)})
    texts += [(text.split(".")[0], [row]) for row, text in enumerate(described)]
    seen = np.zeros(len(esco.labels), bool)
    seen[[row for _, rows in spoken for row in rows]] = True
    return Corpus(texts + spoken * SENTENCE_COPIES, words, seen)


def start(words: list[str], counts: Counter[str], described: list[str]) -> tuple[np.ndarray, np.ndarray]:
    """First word vectors (rare words long) and skill vectors (label and description), in DIMENSIONS."""
    word, label = encode(words), encode(load_reference().esco.labels)
    skill = unit(0.65 * label + 0.35 * encode(described))
    both = np.concatenate([word, skill])
    middle = both.mean(axis=0)
    basis = np.linalg.svd(both[::3] - middle, full_matrices=False)[2][:DIMENSIONS].T
    share = np.array([counts[w] for w in words], float) / sum(counts.values())
    weight = np.log(RARITY / (RARITY + share))
    return unit((word - middle) @ basis) * np.exp(weight)[:, None], unit((skill - middle) @ basis)


def train(
    data: Corpus, words: list[str], first: tuple[np.ndarray, np.ndarray], epochs: int
) -> tuple[Any, Any]:
    """Word and skill vectors; the rate falls in a straight line to nearly nothing."""
    import torch
    from torch.nn import functional

    torch.manual_seed(0)
    torch.set_num_threads(1)
    chance, place = random.Random(0), {word: row for row, word in enumerate(words)}  # noqa: S311 - not for secrets
    draw = np.random.default_rng(0)
    read = [([place[w] for w in WORD.findall(t.lower()) if w in place][:40], rows) for t, rows in data.texts]
    read = [pair for pair in read if pair[0]]
    table, skills = (torch.nn.Parameter(torch.tensor(x, dtype=torch.float32)) for x in first)
    steps = torch.optim.Adam([table, skills], lr=RATE)
    per_epoch = len(read) // BATCH
    for epoch in range(epochs):
        for step, batch in enumerate(np.array_split(draw.permutation(len(read)), per_epoch)):
            left = 1 - (epoch * per_epoch + step) / (epochs * per_epoch)
            bags = [[w for w in read[i][0] if chance.random() > WORD_DROPOUT] or read[i][0] for i in batch]
            offsets = torch.tensor(np.cumsum([0, *map(len, bags[:-1])]))
            asked = functional.embedding_bag(
                torch.tensor([w for b in bags for w in b]), table, offsets, mode="sum"
            )
            right = [(j, row, 1 / len(read[i][1])) for j, i in enumerate(batch) for row in read[i][1]]
            others = draw.integers(0, len(skills), NEGATIVES)
            offered = np.unique(np.concatenate([others, [row for _, row, _ in right]]))
            near = (
                functional.normalize(asked, dim=1)
                @ functional.normalize(skills[torch.tensor(offered)], dim=1).T
            )
            logs = torch.log_softmax(SCALE * near, 1)
            columns = np.searchsorted(offered, [row for _, row, _ in right])
            hits = logs[torch.tensor([j for j, _, _ in right]), torch.tensor(columns)]
            loss = -(hits * torch.tensor([share for _, _, share in right])).sum() / len(batch)
            steps.zero_grad()
            loss.backward()
            steps.step()
            steps.param_groups[0]["lr"] = RATE * max(left, 0.02)
    return table.detach().numpy(), skills.detach().numpy()


def eight_bits(vectors: np.ndarray) -> tuple[np.ndarray, np.ndarray]:
    """Rows as whole numbers from -127 to 127, and their scales."""
    scales = np.abs(vectors).max(axis=1) / 127
    return np.round(vectors / np.maximum(scales, 1e-12)[:, None]).astype(np.int8), scales.astype(np.float32)


def write(words: list[str], table: np.ndarray, skills: np.ndarray, seen: np.ndarray) -> None:
    """Turn both into their KEPT strongest directions and write them where the engine reads them."""
    skills = unit(skills)
    basis = np.linalg.svd(np.concatenate([skills, unit(table)]), full_matrices=False)[2][:KEPT].T
    vectors, scales = eight_bits(table @ basis)
    packed = np.frombuffer("\n".join(words).encode(), np.uint8)
    np.savez_compressed(DATA / "skill_words.npz", words=packed, vectors=vectors, scales=scales)
    ids = bytes.fromhex("".join(load_reference().esco.skill_ids).replace("-", ""))
    labels, _ = eight_bits(unit(skills @ basis))
    identity = np.frombuffer(ids, np.uint8).reshape(-1, 16)
    np.savez_compressed(LABELS, ids=identity, vectors=labels, seen=seen)


def main() -> None:
    """Train and write."""
    options = argparse.ArgumentParser(description=__doc__)
    options.add_argument("--epochs", type=int, default=2)
    given = options.parse_args()
    told = descriptions()
    described = [told.get(uuid, "") for uuid in load_reference().esco.skill_ids]
    data = corpus(described)
    words = sorted(data.words)
    sys.stdout.write(f"{len(data.texts):,} texts, {len(words):,} words\n")
    table, skills = train(data, words, start(words, data.words, described), given.epochs)
    write(words, table, skills, data.seen)


if __name__ == "__main__":
    main()

"""Text to competencies: sentence → ESCO, extracted sets, and the time of a posting.

The sentence sets are for evaluation only: nothing that ships was fitted on them.
"""

from __future__ import annotations

import csv
import tempfile
import time
from collections.abc import Callable
from pathlib import Path

import numpy as np

from bench import Row, shared_data
from bench._ranking import cross_validated, parts_of, ranked
from gainful.engine.skills.esco_index import esco_index, name_key
from gainful.engine.skills.extraction import extract_esco_skills, rank_esco_skills
from gainful.engine.text.encoder import encode

FLOORS = {"tech": (56, 60, 0.35, 0.40, 0.24), "house": (47, 50, 0.25, 0.30, 0.20)}
Annotated = list[tuple[str, set[int]]]


def annotated(name: str) -> Annotated:
    """Sentences of one validation set with the rows of their gold labels; unlabelled spans are left out."""
    row = {name_key(label): i for i, label in enumerate(esco_index().labels)}
    gold: dict[str, set[int]] = {}
    file = shared_data("skills", "skill_extraction", f"{name}_validation_annotations.csv")
    with file.open(encoding="utf-8") as lines:
        for line in csv.DictReader(lines):
            found = gold.setdefault(line["sentence"], set())
            found |= {row[key]} if (key := name_key(line["label"])) in row else set()
    return list(gold.items())


def r_precision_at_5(ranked: list[list[int]], gold: list[set[int]]) -> float:
    """Mean over sentences of |top 5 ∩ gold| / min(5, |gold|), times 100 (Decorte et al.)."""
    each = [len(set(r[:5]) & g) / min(5, len(g)) for r, g in zip(ranked, gold, strict=True) if g]
    return 100 * float(np.mean(each))


def set_f1(found: list[set[int]], gold: list[set[int]]) -> float:
    """F1 over all (sentence, label) pairs, sentences without a label included."""
    right = sum(len(f & g) for f, g in zip(found, gold, strict=True))
    return 2 * right / max(1, sum(map(len, found)) + sum(map(len, gold)))


def plain_cosine(sentences: list[str]) -> list[list[int]]:
    """The peer: MiniLM cosine of the whole sentence with ESCO's preferred labels, top five."""
    index = esco_index()
    cache = Path(tempfile.gettempdir(), "gainful-bench-esco-labels.npy")
    if cache.exists():
        labels = np.load(cache)
    else:
        labels = encode(index.labels)
        np.save(cache, labels)
    return np.argsort(-(encode(sentences) @ labels.T), axis=1, kind="stable")[:, :5].tolist()


def skill_rows(name: str) -> list[Row]:
    """R-precision and set F1 of one validation set, beside the peers."""
    floor, aim, f1_floor, f1_aim, f1_peer = FLOORS[name]
    sentences, gold = map(list, zip(*annotated(name), strict=True))
    place = {uuid: row for row, uuid in enumerate(esco_index().ids)}
    ranked = [[place[s.esco_id] for s in found] for found in rank_esco_skills(sentences, 5)]
    found = [{place[s.esco_id] for s in extract_esco_skills(text)} for text in sentences]
    unseen = [{g for g in each if not esco_index().seen[g]} for each in gold]
    peer = r_precision_at_5(plain_cosine(sentences), gold)
    title = name.upper()
    return [
        Row(
            f"sentence → ESCO, {title}, RP@5",
            r_precision_at_5(ranked, gold),
            floor,
            aim,
            "MiniLM cosine",
            peer,
        ),
        Row(f"  of it, labels never trained on, {title}", r_precision_at_5(ranked, unseen)),
        Row(
            f"extracted ESCO set F1, {title}",
            set_f1(found, gold),
            f1_floor,
            f1_aim,
            "best installable, given",
            f1_peer,
        ),
        Row(
            f"  first half, {title}",
            set_f1(found[::2], gold[::2]),
            note="threshold chosen with this in sight",
        ),
        Row(f"  second half, {title}", set_f1(found[1::2], gold[1::2]), note="weights fitted on neither"),
    ]


def posting_row() -> Row:
    """Quickest time from a posting of forty sentences to its ESCO skills, warm, beside one MiniLM pass over them."""
    sentences = [text for text, _ in annotated("house") if len(text) < 200][:40]
    text = "Requirements:\n" + "\n".join(f"- {s}" for s in sentences)
    extract_esco_skills(text)
    ours = min(_seconds(lambda: extract_esco_skills(text)) for _ in range(5))
    theirs = min(_seconds(lambda: encode(sentences)) for _ in range(3))
    measure = "forty sentences → ESCO skills, warm, ms"
    peer = "MiniLM pass alone"
    return Row(measure, 1000 * ours, 200, 50, peer, 1000 * theirs, lower_is_better=True)


def _seconds(work: Callable[[], object]) -> float:
    began = time.perf_counter()
    work()
    return time.perf_counter() - began


def ranking_rows() -> list[Row]:
    """R-precision by cross-validation, beside the word vectors alone: the weights come from the other half."""
    sets = {}
    for name in FLOORS:
        sentences, gold = map(list, zip(*annotated(name), strict=True))
        sets[name] = (parts_of(sentences), gold)
    crossed = cross_validated(sets, r_precision_at_5)
    rows = []
    for name, (parts, gold) in sets.items():
        alone = r_precision_at_5(ranked(parts, (0.0, 0.0)), gold)
        title = f"sentence → ESCO, {name.upper()}, RP@5, cross-validated"
        rows.append(Row(title, crossed[name], alone + 5, alone + 8, "word vectors alone", alone))
    return rows


def run() -> list[Row]:
    """Every figure of this topic."""
    return [*skill_rows("tech"), *skill_rows("house"), *ranking_rows(), posting_row()]

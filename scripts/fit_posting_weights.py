"""Fit the weights by which a posting's title and work speak for an occupation (`titles.ranking.IN_POSTING`).

Reads the development postings and labels of bench/data/reading (written for this project); the sealed third is not
touched. Prints the weights, the shares right with each posting held out (five parts), and how often a first place is
right by its chance, from which SURE_IN_POSTING is chosen: a posting's chance comes from weights that have not seen it.

    PYTHONPATH=src:. python scripts/fit_posting_weights.py
"""

from __future__ import annotations

import sys
from pathlib import Path

import numpy as np
from bench._labels import labelled
from scipy.optimize import minimize

from gainful.engine.occupations import load_reference
from gainful.engine.postings.job_facts import job_facts
from gainful.engine.postings.profile import context_of
from gainful.engine.text.sections import split_sections
from gainful.engine.titles.ranking import IN_POSTING, SIGNS, SUPPORT, title_ranker

CORPUS = Path(__file__).resolve().parents[1] / "bench" / "data" / "reading"
PARTS, SOFTNESS = 5, 0.02
SCALE = np.array([0.2, 0.4, 0.4, 4, 4, 0.7, 0.6, 15, 6])
START = np.array([0.16, 0.6, 0.56, 4.5, 6.2, 1.0, 0.84, 0.0, 0.0])
Example = tuple[np.ndarray, np.ndarray]


def examples() -> list[Example]:
    """The signs of every occupation, and which ones a reader accepts, of each posting with a title."""
    reference = load_reference()
    ranker = title_ranker(reference)
    codes = np.array([code[:7] for code in ranker.index.codes])
    found = []
    for doc in labelled(CORPUS, "postings"):
        given = [label.get("occupation") or {} for label in (doc.a, doc.b) if label.get("is_job", True)]
        accepted = {c[:7] for o in given for c in (o.get("first"), *(o.get("also") or [])) if c}
        sections = split_sections(doc.text)
        title = job_facts(doc.text, sections=sections, areas=reference.areas).title
        if title is None or not accepted:
            continue
        words = ranker.index.parted(title.value)
        scores, shares = ranker.index.tally(words)
        signs = ranker.signs(words, scores, shares, context_of(sections))
        found.append((signs, np.isin(codes, list(accepted))))
    return found


def loss(weights: np.ndarray, data: list[Example]) -> tuple[float, np.ndarray]:
    """Mean negative log chance of the accepted occupations, pulled to START, with its slope."""
    total, slope = 0.0, np.zeros(len(SIGNS))
    for signs, right in data:
        logs = signs @ weights
        chances = np.exp(logs - np.logaddexp.reduce(logs))
        good = chances[right].sum() + 1e-12
        total -= np.log(good)
        slope -= chances[right] @ signs[right] / good - chances @ signs
    away = (weights - START) / SCALE
    return total / len(data) + SOFTNESS * away @ away, slope / len(data) + 2 * SOFTNESS * away / SCALE


def fitted(data: list[Example]) -> np.ndarray:
    """The weights of least loss."""
    return np.asarray(minimize(loss, START, (data,), jac=True, method="L-BFGS-B").x)


def main() -> int:
    """Print everything."""
    data = examples()
    order = np.random.default_rng(0).permutation(len(data))
    seen = []
    for part in range(PARTS):
        held = set(order[part::PARTS].tolist())
        weights = fitted([each for place, each in enumerate(data) if place not in held])
        for place in held:
            signs, right = data[place]
            logs = signs @ weights
            best = np.argsort(-logs, kind="stable")[:4]
            agrees = all((signs[:, s] > signs[best[0], s]).sum() < SUPPORT for s in (7, 8))
            chance = float(np.exp(logs[best[0]] - np.logaddexp.reduce(logs)))
            seen.append((chance * agrees, bool(right[best[0]]), bool(right[best].any())))
    first, four = np.mean([s[1] for s in seen]), np.mean([s[2] for s in seen])
    sys.stdout.write(f"{len(data)} postings; held out: first {first:.3f}, in the first four {four:.3f}\n")
    for least in (0.95, 0.9, 0.85, 0.8, 0.75, 0.7, 0.6, 0.5, 0.4):
        said = [right for chance, right, _ in seen if chance >= least]
        sys.stdout.write(f"chance {least}: said of {len(said) / len(seen):.2f}, right {np.mean(said):.3f}\n")
    for name, new, old in zip(SIGNS, fitted(data), IN_POSTING, strict=True):
        sys.stdout.write(f"{name}: {new:.2f} (now {old})\n")
    return 0


if __name__ == "__main__":
    sys.exit(main())

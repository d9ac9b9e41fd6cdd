"""Fit the acceptance weights of `extract_esco_skills` on the generated SkillSkape development sentences.

Logistic regression with two fixed offsets: a skill named as ESCO writes it gets NAMED_OFFSET (generated sentences
avoid the labels, postings do not), one that occurs in the training sentences SEEN_OFFSET (a free fit would refuse
every other skill). Prints the constants to carry in src/gainful/engine/skills/extraction.py.
"""

from __future__ import annotations

import ast
import csv
import os
import sys
from pathlib import Path

import numpy as np
from scipy.optimize import minimize

from gainful.engine.skills.esco_index import esco_index, name_key
from gainful.engine.skills.extraction import _read

NAMED_OFFSET, SEEN_OFFSET = 2.0, 1.0


def development(every: int = 2) -> list[tuple[str, set[int]]]:
    """Sentences with the rows of their labels, every n-th."""
    index = esco_index()
    row = {name_key(label): i for i, label in enumerate(index.labels)}
    root = Path(os.environ.get("GAINFUL_SHARED", "../shared"), "data", "skills", "skillskape", "dev.csv")
    with root.open(encoding="utf-8") as file:
        lines = list(csv.DictReader(file))[::every]
    named = [(line["sentence"], ast.literal_eval(line["skills"] or "[]")) for line in lines]
    return [(text, {row[name_key(s)] for s in skills if name_key(s) in row}) for text, skills in named]


def fit(signs: np.ndarray, right: np.ndarray) -> np.ndarray:
    """Weights of all signs but the last two, and the bias last."""
    table = np.c_[signs[:, :-2], np.ones(len(signs))]
    offset = NAMED_OFFSET * signs[:, -2] + SEEN_OFFSET * signs[:, -1]

    def loss(weights: np.ndarray) -> tuple[float, np.ndarray]:
        odds = table @ weights + offset
        chance = 1 / (1 + np.exp(-odds))
        ridge = np.r_[weights[:-1], 0]
        return float(np.sum(np.logaddexp(0, odds) - right * odds) + 0.5 * ridge @ ridge), table.T @ (
            chance - right
        ) + ridge

    return np.asarray(minimize(loss, np.zeros(table.shape[1]), jac=True, method="L-BFGS-B").x)


def main() -> None:
    """Fit and print."""
    sentences = development()
    read = _read([text for text, _ in sentences], esco_index(), 25)
    pairs = [
        (signs, row in gold)
        for found, (_, gold) in zip(read, sentences, strict=True)
        if found
        for signs, row in zip(found[1].signs, found[1].rows.tolist(), strict=True)
    ]
    weights = fit(np.array([s for s, _ in pairs]), np.array([r for _, r in pairs], float))
    values = [*weights[:-1].round(3).tolist(), NAMED_OFFSET, SEEN_OFFSET]
    sys.stdout.write(f"WEIGHTS = np.array({values})\nBIAS = {weights[-1]:.3f}\n")


if __name__ == "__main__":
    main()

"""The two weights of the sentence model in ranking skills: fitted on one half of the sentences, measured on the other."""

from __future__ import annotations

import itertools
from collections.abc import Sequence

import numpy as np

from gainful.engine.skills.esco_index import esco_index
from gainful.engine.skills.extraction import RERANKED, _read
from gainful.engine.skills.meaning import likenesses

GRID = (0.0, 0.25, 0.5, 0.75, 1.0, 1.25, 1.5, 2.0, 2.5)
Parts = list[tuple[np.ndarray, np.ndarray, np.ndarray, np.ndarray] | None]
"""Of each sentence: its candidates' rows, own scores, likeness to the sentence and to its best clause."""


def parts_of(sentences: Sequence[str]) -> Parts:
    index = esco_index()
    read = list(_read(sentences, index, RERANKED))
    known = [(text, each) for text, each in zip(sentences, read, strict=True) if each]
    found = likenesses(known, index)
    return [(each[1].rows, each[1].scores, *next(found)) if each else None for each in read]


def ranked(parts: Parts, weights: tuple[float, float]) -> list[list[int]]:
    """The first five of each sentence with these weights."""
    return [
        []
        if part is None
        else part[0][
            np.argsort(-(part[1] + weights[0] * part[2] + weights[1] * part[3]), kind="stable")[:5]
        ].tolist()
        for part in parts
    ]


def cross_validated(sets: dict[str, tuple[Parts, list[set[int]]]], measure: object) -> dict[str, float]:
    """Each set's figure, every sentence ranked with weights that the other half of all sets chose."""
    firsts: dict[str, list[list[int]]] = {name: [[]] * len(gold) for name, (_, gold) in sets.items()}
    for fold in (0, 1):
        best = max(
            itertools.product(GRID, GRID),
            key=lambda weights: sum(
                measure(ranked(parts[1 - fold :: 2], weights), gold[1 - fold :: 2])  # type: ignore[operator]
                for parts, gold in sets.values()
            ),
        )
        for name, (parts, _) in sets.items():
            firsts[name][fold::2] = ranked(parts[fold::2], best)
    return {name: measure(firsts[name], gold) for name, (_, gold) in sets.items()}  # type: ignore[operator]

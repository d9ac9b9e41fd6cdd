"""Tables as figures: cells and every margin of a crossing of one to three dimensions."""

from __future__ import annotations

import itertools
from collections.abc import Sequence

from gainful.engine.disclosure.attack import Figure


def cross_table(shape: Sequence[int]) -> list[Figure]:
    """Return every cell and every margin of a crossing, the total last; cells are numbered row by row."""
    keys = list(itertools.product(*(range(size) for size in shape)))
    figures: list[Figure] = []
    for kept in sorted(itertools.product((True, False), repeat=len(shape)), reverse=True):
        groups: dict[tuple[int, ...], set[int]] = {}
        for cell, key in enumerate(keys):
            groups.setdefault(tuple(k for k, keep in zip(key, kept, strict=True) if keep), set()).add(cell)
        figures += [frozenset(cells) for cells in groups.values()]
    return list(dict.fromkeys(figures))


def figures_of(tables: Sequence[Sequence[Figure]]) -> list[Figure]:
    """Return the figures of several tables and filters that are released together, each once."""
    return list(dict.fromkeys(itertools.chain.from_iterable(tables)))

"""Sentence vectors of tasks and descriptions: the figures are carried, the sentences are not."""

from __future__ import annotations

from collections.abc import Callable, Sequence

import numpy as np

from gainful.exchange.reference.layouts import ReleaseTables
from gainful.exchange.reference.manifest import SnapshotWriter, fixed_bytes
from gainful.exchange.reference.onet_tables import Codes

Encode = Callable[[Sequence[str]], np.ndarray]
TITLES = 24


def write_vectors(writer: SnapshotWriter, codes: Codes, tables: ReleaseTables, encode: Encode) -> None:
    """Encode the task statements (averaged by occupation) and descriptions; int8 [occupations, 384] each.

    Minutes of work: 19,000 sentences. Raises ReleaseError where a release lacks the table.
    """
    statements, texts = tables.read("tasks"), tables.read("described")
    titled = [f"{title}: {text}" for title, text in zip(texts["title"], texts["text"], strict=True)]
    called = _called(codes, tables)
    kinds = {
        "tasks": _average(codes.rows(statements["code"]), encode(statements["text"]), len(codes.codes)),
        "description": _average(codes.rows(texts["code"]), encode(titled), len(codes.codes)),
        "titles": encode(called),
    }
    columns = {name: fixed_bytes([row.tobytes() for row in _int8(v)]) for name, v in kinds.items()}
    source = f"Computed from {tables.source('tasks')} and {tables.source('described')}"
    writer.write("vectors", columns, source)


def _called(codes: Codes, tables: ReleaseTables) -> list[str]:
    """Name each occupation with up to 24 of its other titles, evenly spaced in the alphabet."""
    others: list[set[str]] = [set() for _ in codes.codes]
    for name in ("alternate", "reported"):
        read = tables.read(name)
        for row, title in zip(codes.rows(read["code"]).tolist(), read["title"], strict=True):
            if row >= 0:
                others[row].add(title.strip())
    spaced = (sorted(names)[:: max(1, len(names) // TITLES)][:TITLES] for names in others)
    return [f"{title}: {', '.join(names)}" for title, names in zip(codes.titles, spaced, strict=True)]


def _average(rows: np.ndarray, vectors: np.ndarray, count: int) -> np.ndarray:
    total = np.zeros((count, vectors.shape[1]), dtype=np.float64)
    np.add.at(total, rows[rows >= 0], vectors[rows >= 0])
    return total


def _int8(vectors: np.ndarray) -> np.ndarray:
    """Scale each row so that its largest figure is 127: only directions matter."""
    largest = np.abs(vectors).max(axis=1, keepdims=True)
    return np.rint(vectors / np.maximum(largest, 1e-12) * 127).astype(np.int8)

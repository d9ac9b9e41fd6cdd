"""Sentence vectors of tasks and descriptions: the figures are carried, the sentences are not."""

from __future__ import annotations

from collections.abc import Callable, Sequence

import numpy as np

from gainful.exchange.reference.manifest import SnapshotWriter
from gainful.exchange.reference.onet_tables import Codes
from gainful.exchange.reference.sources import Release

Encode = Callable[[Sequence[str]], np.ndarray]
TASKS = {"code": ["O*NET-SOC Code"], "text": ["Task"]}
DESCRIBED = {"code": ["O*NET-SOC Code"], "title": ["Title"], "text": ["Description"]}


def write_vectors(
    writer: SnapshotWriter, codes: Codes, tasks: Release, described: Release, encode: Encode
) -> None:
    """Encode the task statements (averaged by occupation) and descriptions; int8 [occupations, 384] each.

    Minutes of work: 19,000 sentences. Raises ReleaseError where a release lacks the table.
    """
    import pyarrow as pa

    statements = tasks.read(["Task Statements"], TASKS)
    texts = described.read(["Occupation Data", "occupations"], DESCRIBED)
    titled = [f"{title}: {text}" for title, text in zip(texts["title"], texts["text"], strict=True)]
    kinds = {
        "tasks": _average(codes.rows(statements["code"]), encode(statements["text"]), len(codes.codes)),
        "description": _average(codes.rows(texts["code"]), encode(titled), len(codes.codes)),
    }
    columns = {
        name: pa.array([row.tobytes() for row in _int8(v)], pa.binary(v.shape[1]))
        for name, v in kinds.items()
    }
    source = f"Computed from O*NET {tasks.path.stem} task statements and {described.path.stem} descriptions"
    writer.write("vectors", columns, source)


def _average(rows: np.ndarray, vectors: np.ndarray, count: int) -> np.ndarray:
    total = np.zeros((count, vectors.shape[1]), dtype=np.float64)
    np.add.at(total, rows[rows >= 0], vectors[rows >= 0])
    return total


def _int8(vectors: np.ndarray) -> np.ndarray:
    """Scale each row so that its largest figure is 127: only directions matter."""
    largest = np.abs(vectors).max(axis=1, keepdims=True)
    return np.rint(vectors / np.maximum(largest, 1e-12) * 127).astype(np.int8)

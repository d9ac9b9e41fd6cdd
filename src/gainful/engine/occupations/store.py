"""Read the Parquet tables of one version's folder as numpy arrays and tuples."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, cast

import numpy as np

if TYPE_CHECKING:
    from pyarrow import ChunkedArray


class Columns(dict[str, "tuple[str, ...] | np.ndarray"]):
    """The columns of a table by name; who asks for one says whether it holds text or numbers."""

    def texts(self, name: str) -> tuple[str, ...]:
        """Return a column of text."""
        return cast("tuple[str, ...]", self[name])

    def numbers(self, name: str) -> np.ndarray:
        """Return a column of numbers, or of bytes of one width as a matrix."""
        return cast("np.ndarray", self[name])


class Store:
    """The tables of one snapshot folder."""

    def __init__(self, folder: Path) -> None:
        self.folder = folder

    def has(self, table: str) -> bool:
        """Say whether this version holds the table."""
        return (self.folder / f"{table}.parquet").is_file()

    def read(self, table: str) -> Columns:
        """Return the columns: text as tuples, numbers as arrays, fixed-width bytes as uint8 matrices."""
        import pyarrow as pa
        import pyarrow.parquet as pq

        path = self.folder / f"{table}.parquet"
        if not path.is_file():
            raise FileNotFoundError(
                f'The table "{table}" is missing from {self.folder.name}: load the release again.'
            )
        columns = Columns()
        content = pq.ParquetFile(path).read(use_threads=False)
        for field, column in zip(content.schema, content.columns, strict=True):
            if pa.types.is_string(field.type):
                columns[field.name] = tuple(column.to_pylist())
            elif pa.types.is_fixed_size_binary(field.type):
                data = b"".join(chunk.buffers()[1].to_pybytes() for chunk in column.chunks)
                columns[field.name] = np.frombuffer(data, dtype=np.uint8).reshape(-1, field.type.byte_width)
            else:
                columns[field.name] = _numbers(column, np.dtype(field.type.to_pandas_dtype()))
        return columns


def _numbers(column: ChunkedArray, kind: np.dtype) -> np.ndarray:
    """Return a column without gaps as one array; pyarrow's `to_numpy` would import pandas (46 MB, half a second)."""
    parts = [
        np.frombuffer(chunk.buffers()[1], dtype=kind, count=len(chunk), offset=chunk.offset * kind.itemsize)
        for chunk in column.chunks
        if len(chunk)
    ]
    return parts[0] if len(parts) == 1 else np.concatenate([np.empty(0, kind), *parts])


def by_row(rows: np.ndarray, count: int) -> np.ndarray:
    """Return where each row's stretch starts in a column sorted by row: [count + 1] offsets."""
    return np.searchsorted(rows, np.arange(count + 1))

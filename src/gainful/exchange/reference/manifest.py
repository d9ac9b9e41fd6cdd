"""What a snapshot holds and where each table came from."""

from __future__ import annotations

import hashlib
import json
import shutil
from collections.abc import Callable, Mapping, Sequence
from dataclasses import asdict, dataclass, field
from pathlib import Path
from typing import Any

FORMAT = 1


@dataclass(frozen=True, slots=True)
class TableRecord:
    """One file of a snapshot: its source, how many rows and bytes, and its checksum."""

    name: str
    source: str
    rows: int
    size: int
    sha256: str


@dataclass(frozen=True, slots=True)
class About:
    """What a reader of the list of versions wants to know of a release besides its tables."""

    released: str = ""
    """Month and year of publication, as "August 2026"; empty where unknown."""
    layout: str = ""
    """The layout that was recognised; empty where the version does not come from an O*NET release."""
    lacks: tuple[str, ...] = ()
    """What the version cannot tell, in words."""


@dataclass(frozen=True, slots=True)
class Manifest:
    """A snapshot: its version and its tables with their provenance."""

    version: str
    tables: tuple[TableRecord, ...]
    about: About = field(default_factory=About)

    @property
    def size(self) -> int:
        """Bytes of all tables together."""
        return sum(table.size for table in self.tables)

    def table(self, name: str) -> TableRecord | None:
        """Return the record of one table, or None where the snapshot does not hold it."""
        return next((table for table in self.tables if table.name == name), None)


class SnapshotWriter:
    """Write tables into a folder beside one version's, which takes its place when everything is written.

    Until then, and where writing stops half way, the version that stood there before stays whole.
    """

    def __init__(self, folder: Path, version: str) -> None:
        self.target = folder
        self.folder = folder.with_name(f".{folder.name}.incoming")
        self.version = version
        self._records: dict[str, TableRecord] = {}
        shutil.rmtree(self.folder, ignore_errors=True)
        self.folder.mkdir(parents=True)

    def write(self, name: str, columns: Mapping[str, Any], source: str) -> None:
        """Write one table as zstd Parquet; columns are arrays or lists of equal length."""
        import pyarrow as pa
        import pyarrow.parquet as pq

        table = pa.Table.from_arrays([_array(values) for values in columns.values()], names=list(columns))
        numbers = [f.name for f in table.schema if pa.types.is_integer(f.type)]
        encoding = dict.fromkeys(numbers, "DELTA_BINARY_PACKED")
        encoding |= {f.name: "DELTA_BYTE_ARRAY" for f in table.schema if pa.types.is_string(f.type)}
        path = self.folder / f"{name}.parquet"
        pq.write_table(
            table,
            path,
            compression="zstd",
            compression_level=19,
            use_dictionary=False,
            column_encoding=encoding or None,
            write_statistics=False,
            store_schema=False,
        )
        self.record(name, source, table.num_rows)

    def record(self, name: str, source: str, rows: int) -> None:
        """Note a table file that stands in the folder (also one copied from another version)."""
        data = (self.folder / f"{name}.parquet").read_bytes()
        digest = hashlib.sha256(data).hexdigest()
        self._records[name] = TableRecord(name, source, rows, len(data), digest)

    def carry(self, folder: Path, names: Callable[[str], bool]) -> None:
        """Copy the tables of another version whose name passes."""
        for table in read_manifest(folder).tables:
            if names(table.name):
                shutil.copyfile(folder / f"{table.name}.parquet", self.folder / f"{table.name}.parquet")
                self.record(table.name, table.source, table.rows)

    def finish(self, about: About | None = None) -> Manifest:
        """Write manifest.json and put the folder in place, so that a broken import never looks like a version."""
        tables = tuple(self._records[name] for name in sorted(self._records))
        manifest = Manifest(self.version, tables, about or About())
        body = {"format": FORMAT, "version": self.version, **asdict(manifest.about)}
        text = json.dumps(body | {"tables": [asdict(t) for t in tables]}, indent=1) + "\n"
        (self.folder / "manifest.json").write_text(text, encoding="utf-8")
        before = self.target.with_name(f".{self.target.name}.replaced")
        shutil.rmtree(before, ignore_errors=True)
        if self.target.exists():
            self.target.rename(before)
        self.folder.rename(self.target)
        shutil.rmtree(before, ignore_errors=True)
        return manifest

    def discard(self) -> None:
        """Remove what was written of a version that cannot be finished."""
        shutil.rmtree(self.folder, ignore_errors=True)


def _array(values: Any) -> Any:
    """Return numbers or text as an Arrow array; `pa.array` would import pandas, 46 MB, to look at them."""
    import numpy as np
    import pyarrow as pa

    if isinstance(values, pa.Array):
        return values
    if isinstance(values, np.ndarray):
        flat = np.ascontiguousarray(values)
        kind = pa.from_numpy_dtype(flat.dtype)
        return pa.Array.from_buffers(kind, len(flat), [None, pa.py_buffer(flat)])
    texts = [text.encode() for text in values]
    ends = np.cumsum([0, *map(len, texts)], dtype=np.int32)
    buffers = [None, pa.py_buffer(ends), pa.py_buffer(b"".join(texts))]
    return pa.Array.from_buffers(pa.string(), len(texts), buffers)


def fixed_bytes(rows: Sequence[bytes]) -> Any:
    """Return rows of bytes of one length as an Arrow array."""
    import pyarrow as pa

    width = len(rows[0]) if rows else 1
    return pa.Array.from_buffers(pa.binary(width), len(rows), [None, pa.py_buffer(b"".join(rows))])


def read_manifest(folder: Path) -> Manifest:
    """Read a snapshot's manifest; raises FileNotFoundError where the folder holds no snapshot."""
    body = json.loads((folder / "manifest.json").read_text(encoding="utf-8"))
    about = About(body.get("released", ""), body.get("layout", ""), tuple(body.get("lacks", ())))
    return Manifest(body["version"], tuple(TableRecord(**row) for row in body["tables"]), about)

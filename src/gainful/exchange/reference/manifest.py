"""What a snapshot holds and where each table came from."""

from __future__ import annotations

import hashlib
import json
from collections.abc import Mapping
from dataclasses import asdict, dataclass
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
class Manifest:
    """A snapshot: its version and its tables with their provenance."""

    version: str
    tables: tuple[TableRecord, ...]

    @property
    def size(self) -> int:
        """Bytes of all tables together."""
        return sum(table.size for table in self.tables)

    def table(self, name: str) -> TableRecord | None:
        """Return the record of one table, or None where the snapshot does not hold it."""
        return next((table for table in self.tables if table.name == name), None)


class SnapshotWriter:
    """Write tables into one version's folder, then the manifest that makes the folder count as a version."""

    def __init__(self, folder: Path, version: str) -> None:
        self.folder = folder
        self.version = version
        self._records: dict[str, TableRecord] = {}
        folder.mkdir(parents=True, exist_ok=True)

    def write(self, name: str, columns: Mapping[str, Any], source: str) -> None:
        """Write one table as zstd Parquet; columns are arrays or lists of equal length."""
        import pyarrow as pa
        import pyarrow.parquet as pq

        table = pa.table(dict(columns))
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

    def finish(self) -> Manifest:
        """Write manifest.json last, so that a broken import never looks like a version."""
        manifest = Manifest(self.version, tuple(self._records[name] for name in sorted(self._records)))
        body = {"format": FORMAT, "version": self.version, "tables": [asdict(t) for t in manifest.tables]}
        (self.folder / "manifest.json").write_text(json.dumps(body, indent=1) + "\n", encoding="utf-8")
        return manifest


def read_manifest(folder: Path) -> Manifest:
    """Read a snapshot's manifest; raises FileNotFoundError where the folder holds no snapshot."""
    body = json.loads((folder / "manifest.json").read_text(encoding="utf-8"))
    return Manifest(body["version"], tuple(TableRecord(**row) for row in body["tables"]))

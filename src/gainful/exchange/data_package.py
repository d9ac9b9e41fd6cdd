"""Tables with a dictionary of their columns, as a Frictionless Data Package: CSV, Parquet and `datapackage.json`.

Table Schema and Tabular Data Resource, version 1 (specs.frictionlessdata.io). The library of that name checks in a
test what is written here; the site does not install it: a package below it is under the Artistic License or the GPL.
"""

from __future__ import annotations

import hashlib
import io
import json
import zipfile
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, field
from datetime import date, datetime
from pathlib import Path
from typing import Any, Literal

from gainful.exchange.private_files import private_folder, write_private
from gainful.exchange.tables.writing import csv_text, safe_cell

Kind = Literal["string", "number", "integer", "boolean", "date", "datetime"]
PROFILE, RESOURCE = "tabular-data-package", "tabular-data-resource"


@dataclass(frozen=True, slots=True)
class Column:
    """One column: its name, what kind of cell it has, and what it means with its unit and source."""

    name: str
    kind: Kind
    about: str
    values: tuple[str, ...] = ()
    """What may stand there, where it is one of few words; empty is not known."""


@dataclass(frozen=True, slots=True)
class ResultTable:
    """One table of results: its name, what a row is, its columns, and its rows (None: not known)."""

    name: str
    title: str
    about: str
    columns: tuple[Column, ...]
    rows: Sequence[Sequence[Any]] = field(default=(), repr=False)


def descriptor(
    tables: Sequence[ResultTable],
    *,
    name: str,
    title: str,
    about: str,
    created: datetime,
    files: dict[str, bytes],
) -> dict[str, Any]:
    """Return what `datapackage.json` says: every table with its columns, size and hash."""
    return {
        "profile": PROFILE,
        "name": name,
        "title": title,
        "description": about,
        "created": created.isoformat(timespec="seconds"),
        "resources": [_resource(table, files[f"data/{table.name}.csv"]) for table in tables],
    }


def _resource(table: ResultTable, content: bytes) -> dict[str, Any]:
    return {
        "profile": RESOURCE,
        "name": table.name,
        "path": f"data/{table.name}.csv",
        "title": table.title,
        "description": table.about,
        "format": "csv",
        "mediatype": "text/csv",
        "encoding": "utf-8",
        "bytes": len(content),
        "hash": f"sha256:{hashlib.sha256(content).hexdigest()}",
        "schema": {"fields": [_field(column) for column in table.columns], "missingValues": [""]},
    }


def _field(column: Column) -> dict[str, Any]:
    told: dict[str, Any] = {"name": column.name, "type": column.kind, "description": column.about}
    if column.values:
        told["constraints"] = {"enum": list(column.values)}
    return told


def package_files(
    tables: Sequence[ResultTable], *, name: str, title: str, about: str, created: datetime
) -> dict[str, bytes]:
    """Return every file of a package by its path: the descriptor, tables as CSV and as Parquet, and a dictionary."""
    files = {f"data/{table.name}.csv": _csv(table) for table in tables}
    told = descriptor(tables, name=name, title=title, about=about, created=created, files=files)
    files |= {f"parquet/{table.name}.parquet": parquet_bytes(table.columns, table.rows) for table in tables}
    files["dictionary.csv"] = csv_text(DICTIONARY, dictionary_rows(tables), line_end="\n").encode()
    files["datapackage.json"] = (json.dumps(told, indent=2, ensure_ascii=False) + "\n").encode()
    return files


def write_package(folder: Path, files: dict[str, bytes]) -> None:
    """Write the files of a package into a folder, for its owner alone: exact figures can name a person."""
    for path, content in files.items():
        target = private_folder(folder) / path
        private_folder(target.parent)
        write_private(target, content)


def zipped(files: dict[str, bytes]) -> bytes:
    """Return the files of a package as one ZIP."""
    made = io.BytesIO()
    with zipfile.ZipFile(made, "w", zipfile.ZIP_DEFLATED) as pack:
        for path, content in files.items():
            pack.writestr(path, content)
    return made.getvalue()


DICTIONARY = ("table", "column", "type", "values", "meaning")


def dictionary_rows(tables: Iterable[ResultTable]) -> Iterator[tuple[str, ...]]:
    """Yield a row a column of every table."""
    for table in tables:
        for column in table.columns:
            yield table.name, column.name, column.kind, ", ".join(column.values), column.about


def _csv(table: ResultTable) -> bytes:
    rows = (
        [_cell(value, column) for value, column in zip(row, table.columns, strict=True)] for row in table.rows
    )
    return csv_text([column.name for column in table.columns], rows, line_end="\n").encode()


def _cell(value: Any, column: Column) -> Any:
    if value is None or value == "":
        return ""
    if column.kind == "boolean":
        return "true" if value else "false"
    if isinstance(value, date | datetime):
        return value.isoformat()
    return safe_cell(value) if column.kind == "string" else value


def parquet_bytes(columns: Sequence[Column], rows: Iterable[Sequence[Any]]) -> bytes:
    """Return a table as Parquet; null is what is not known, and each column carries its meaning."""
    import pyarrow as pa
    import pyarrow.parquet as pq

    kinds = {
        "string": pa.string(), "number": pa.float64(), "integer": pa.int64(), "boolean": pa.bool_(),
        "date": pa.date32(), "datetime": pa.timestamp("us", tz="UTC"),
    }  # fmt: skip
    held = list(rows)
    cells = [
        pa.array([_typed(row[place], column.kind) for row in held], kinds[column.kind])
        for place, column in enumerate(columns)
    ]
    schema = pa.schema(
        [
            pa.field(column.name, kinds[column.kind], metadata={"description": column.about})
            for column in columns
        ]
    )
    made = io.BytesIO()
    pq.write_table(pa.table(cells, schema=schema), made)
    return made.getvalue()


def _typed(value: Any, kind: Kind) -> Any:
    if value is None or value == "":
        return None
    if kind == "string":
        return str(value)
    if kind == "number":
        return float(value)
    if kind == "date" and isinstance(value, str):
        return date.fromisoformat(value)
    return value

"""O*NET releases: check names and columns, keep figures only, write one version of the snapshot."""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping, Sequence
from pathlib import Path

from gainful.engine.occupations import shipped_folder
from gainful.engine.occupations.store import Store
from gainful.exchange.reference.errors import ReleaseError
from gainful.exchange.reference.manifest import Manifest, SnapshotWriter, read_manifest
from gainful.exchange.reference.onet_tables import TABLES, WRITERS, Codes, Tables
from gainful.exchange.reference.sources import Columns, Release
from gainful.exchange.reference.vectors import Encode, write_vectors

Progress = Callable[[str, int, int], None]
"""Called with the table being read, how many are done and how many there are."""

OUR_TABLES = frozenset(
    name for writer in WRITERS for name in writer.writes
)  # the rest of a snapshot (wages, ESCO, crosswalks) is carried over


def import_onet(
    path: Path | str | Sequence[Path | str],
    out_dir: Path | str,
    progress: Progress | None = None,
    *,
    version: str | None = None,
    carry_from: Path | None = None,
    encode: Encode | None = None,
) -> Manifest:
    """Import an official O*NET release into `out_dir/<version>` and return what was written.

    `path` is the release as published (text zip, text or xlsx folder); with several, later ones fill the
    tables that earlier ones lack. Wages, ESCO and crosswalks come from `carry_from` (default: as shipped).
    `encode` makes sentence vectors of tasks and descriptions (minutes); without it those of `carry_from` stay.
    Raises ReleaseError naming the missing table or column; then nothing counts as a version.
    """
    paths = [path] if isinstance(path, str | Path) else list(path)
    releases = [Release(Path(p)) for p in paths]
    version = version or guess_version(Path(paths[0]), releases[0])
    tables, sources = _read_all(releases, progress)
    codes = Codes.from_tables(tables)
    writer = SnapshotWriter(Path(out_dir) / version, version)
    for write in WRITERS:
        if all(name in tables for name in write.reads):
            for table, columns in write.run(codes, tables).items():
                writer.write(table, columns, _provenance(write.reads, sources))
    folder = carry_from or shipped_folder()
    if encode:
        holder = next((r for r in releases if r.find(["Task Statements"])), releases[0])
        write_vectors(writer, codes, holder, releases[0], encode)
    elif folder:
        _carry_vectors(writer, codes, folder)
    if folder and folder != writer.folder:
        _carry_over(writer, folder)
    return writer.finish()


def guess_version(path: Path, release: Release) -> str:
    """Read the version out of the folder or file name (`db_30_0_text` gives `onet-30.0`)."""
    names = [path.stem, path.parent.name, *(Path(f).parts[0] for f in release.holdings())]
    for name in names:
        found = re.search(r"(?<!\d)(\d{2})[._](\d)(?!\d)", name)
        if found:
            return f"onet-{found[1]}.{found[2]}"
    raise ReleaseError(
        f"The version of the release at {path.name} cannot be read from its name.",
        "Keep the name as downloaded (for example db_30_0_text.zip), or give the version.",
    )


def _read_all(releases: Sequence[Release], progress: Progress | None) -> tuple[Tables, dict[str, str]]:
    tables: dict[str, Columns] = {}
    sources: dict[str, str] = {}
    for done, (name, spec) in enumerate(TABLES.items()):
        if progress:
            progress(spec.names[0], done, len(TABLES))
        holder = next((r for r in releases if r.find(spec.names)), releases[0])
        if holder.find(spec.names) is None and not spec.required:
            continue
        tables[name] = holder.read(spec.names, spec.columns)
        sources[name] = f"O*NET {holder.path.stem}: {spec.names[0]}"
    if progress:
        progress("done", len(TABLES), len(TABLES))
    return tables, sources


def _provenance(reads: Sequence[str], sources: Mapping[str, str]) -> str:
    return "; ".join(sources[name] for name in reads) + " (modified: figures only)"


def _carry_over(writer: SnapshotWriter, folder: Path) -> None:
    """Copy the tables that do not come from O*NET, so that the new version is whole."""
    for table in read_manifest(folder).tables:
        if table.name not in OUR_TABLES and table.name != "vectors":
            data = (folder / f"{table.name}.parquet").read_bytes()
            (writer.folder / f"{table.name}.parquet").write_bytes(data)
            writer.record(table.name, table.source, table.rows)


def _carry_vectors(writer: SnapshotWriter, codes: Codes, folder: Path) -> None:
    """Take each occupation's sentence vectors from the older snapshot by code; a new occupation has zeros."""
    import pyarrow as pa

    record, store = read_manifest(folder).table("vectors"), Store(folder)
    if record is None:
        return
    before = {code: row for row, code in enumerate(store.read("occupations")["code"])}
    columns = {}
    for name, raw in store.read("vectors").items():
        empty = bytes(raw.shape[1])
        found = (before.get(code) for code in codes.codes)
        rows = [empty if row is None else raw[row].tobytes() for row in found]
        columns[name] = pa.array(rows, pa.binary(raw.shape[1]))
    writer.write("vectors", columns, record.source)

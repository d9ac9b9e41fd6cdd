"""O*NET releases: check names and columns, keep figures only, write one version of the snapshot."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from pathlib import Path

from gainful.engine.occupations import shipped_folder
from gainful.engine.occupations.store import Store
from gainful.exchange.reference.errors import ReleaseError
from gainful.exchange.reference.layouts import TABLES, ReleaseTables, differences, files_of, recognise
from gainful.exchange.reference.manifest import About, Manifest, SnapshotWriter, fixed_bytes, read_manifest
from gainful.exchange.reference.onet_tables import WRITERS, Codes
from gainful.exchange.reference.sources import Release
from gainful.exchange.reference.vectors import Encode, write_vectors
from gainful.exchange.reference.versions import (
    checked_version,
    guess_version,
    refuse_to_replace,
    release_month,
)

Progress = Callable[[str, int, int], None]
"""Called with the table being read, how many are done and how many there are."""

ESCO_MARK = "skillGroups_en"
"""A table that only ESCO has."""
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
    replace: bool = True,
) -> Manifest:
    """Import an official O*NET release into `out_dir/<version>` and return what was written.

    `path` is the release as published (zip or folder of text, CSV or Excel); with several, later ones fill the
    tables that earlier ones lack. Wages, ESCO and crosswalks come from `carry_from` (default: as shipped).
    `encode` makes sentence vectors of tasks and descriptions (minutes); without it those of `carry_from` stay.
    Raises ReleaseError naming every table or column that is missing, and without `replace` where a version of that name
    is there, shipped or loaded; then nothing counts as a version.
    """
    paths = [Path(path)] if isinstance(path, str | Path) else [Path(p) for p in path]
    releases = [Release(p) for p in paths]
    tables = ReleaseTables(releases)
    _check(releases, tables)
    version = version or guess_version(paths[0], releases[0])
    checked_version(version)
    if not replace:
        refuse_to_replace(version, Path(out_dir))
    writer = SnapshotWriter(Path(out_dir) / version, version)
    try:
        _write(writer, tables, progress)
        folder = carry_from or shipped_folder()
        if encode:
            write_vectors(writer, Codes.from_tables(tables), tables, encode)
        elif folder:
            _carry_vectors(writer, Codes.from_tables(tables), folder)
        if folder:
            writer.carry(folder, lambda name: name not in OUR_TABLES and name != "vectors")
        layout = recognise(releases)
        about = About(release_month(version, releases), layout.name if layout else "", tables.lacks())
        return writer.finish(about)
    finally:
        writer.discard()


def _check(releases: Sequence[Release], tables: ReleaseTables) -> None:
    """Refuse what is no release, or not a whole one, with every difference to the known layouts."""
    if any(release.find([ESCO_MARK]) for release in releases):
        raise ReleaseError(
            f"{releases[0].path.name} is a release of ESCO.", "Use: gainful reference load-esco PATH"
        )
    if not any(release.holdings() for release in releases):
        raise ReleaseError(
            f"{releases[0].path.name} holds no table of an O*NET release.", releases[0].what_is_here()
        )
    missing = tables.missing()
    if not missing:
        return
    layout = recognise(releases)
    wanted = [file for table in missing for file in files_of(TABLES[table], layout)[0]]
    files = [f'"{file}"' for file in wanted if not any(release.find([file]) for release in releases)]
    kind = "The table" if len(files) == 1 else f"{len(files)} tables"
    verb = "is" if len(files) == 1 else "are"
    known = f"Its layout is that {layout.name}." if layout else "Its layout is none that is known."
    raise ReleaseError(
        f"{kind} {', '.join(files)} {verb} missing from {releases[0].path.name}. {known}",
        f"{differences(releases)}\nGive the whole release as published, or a second one that has what is missing.",
    )


def _write(writer: SnapshotWriter, tables: ReleaseTables, progress: Progress | None) -> None:
    codes = Codes.from_tables(tables)
    for done, step in enumerate(WRITERS):
        if progress:
            progress(", ".join(step.reads), done, len(WRITERS))
        if all(tables.has(name) for name in step.reads):
            source = "; ".join(tables.source(name) for name in step.reads) + " (modified: figures only)"
            for table, columns in step.run(codes, tables).items():
                writer.write(table, columns, source)
    if progress:
        progress("done", len(WRITERS), len(WRITERS))


def _carry_vectors(writer: SnapshotWriter, codes: Codes, folder: Path) -> None:
    """Take each occupation's sentence vectors from the older snapshot by code; a new occupation has zeros."""
    record, store = read_manifest(folder).table("vectors"), Store(folder)
    if record is None:
        return
    before = {code: row for row, code in enumerate(store.read("occupations").texts("code"))}
    columns = {}
    vectors = store.read("vectors")
    for name in vectors:
        raw = vectors.numbers(name)
        empty = bytes(raw.shape[1])
        found = (before.get(code) for code in codes.codes)
        rows = [empty if row is None else raw[row].tobytes() for row in found]
        columns[name] = fixed_bytes(rows)
    writer.write("vectors", columns, record.source)

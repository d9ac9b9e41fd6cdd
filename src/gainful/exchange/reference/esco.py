"""ESCO CSV, zipped or not: labels, and relations as numbers; no descriptions."""

from __future__ import annotations

import re
from collections.abc import Sequence
from pathlib import Path, PurePosixPath
from uuid import UUID

import numpy as np

from gainful.engine.occupations import available_versions
from gainful.exchange.reference.errors import ReleaseError
from gainful.exchange.reference.manifest import Manifest, SnapshotWriter, fixed_bytes, read_manifest
from gainful.exchange.reference.sources import Columns, Release
from gainful.exchange.reference.versions import checked_version, refuse_to_replace

SKILL = "http://data.europa.eu/esco/skill/"
TABLES = ("esco_skills", "esco_occupations", "esco_groups", "esco_broader", "esco_relations")
LABELLED = {"uri": ["conceptUri"], "label": ["preferredLabel"], "other": ["altLabels"]}


def import_esco(
    paths: Sequence[Path], out_dir: Path, *, onto: str, version: str | None = None, replace: bool = True
) -> Manifest:
    """Join an ESCO download (English CSV, one or two folders or zips) to the O*NET version `onto`.

    The result is a version of its own, such as `onet-30.0+esco-1.2.0`, beside the one it builds on.
    Raises ReleaseError naming what is missing, and without `replace` where such a version is there; then nothing
    counts as a version.
    """
    releases = [Release(Path(p)) for p in paths]
    base = available_versions(out_dir).get(onto)
    if base is None:
        raise ReleaseError(f'There is no reference data "{onto}".', "See: gainful reference")
    number = (version or _guess_version(paths)).removeprefix("v")
    name = checked_version(f"{onto.split('+', maxsplit=1)[0]}+esco-{number}")
    if any(release.find(["Occupation Data"]) for release in releases):
        raise ReleaseError(
            f"{releases[0].path.name} is a release of O*NET.", "Use: gainful reference load PATH"
        )
    if not replace:
        refuse_to_replace(name, out_dir)
    _check_language(releases)
    writer = SnapshotWriter(out_dir / name, name)
    try:
        names, links = _holder(releases, "skills_en"), _holder(releases, "occupationSkillRelations")
        write_esco(writer, names, links, f"ESCO {number}, European Commission")
        writer.carry(base, lambda table: table not in TABLES)
        return writer.finish(read_manifest(base).about)
    finally:
        writer.discard()


def _holder(releases: Sequence[Release], table: str) -> Path:
    """Return the place that holds a table; the first place where none does, which then names what is missing."""
    return next((r for r in releases if r.find([table])), releases[0]).path


def _check_language(releases: Sequence[Release]) -> None:
    files = [PurePosixPath(file).stem for release in releases for file in release.holdings()]
    others = sorted({found[1] for file in files if (found := re.fullmatch(r"skills_([a-z]{2})", file))})
    if others and "en" not in others:
        raise ReleaseError(
            f"{releases[0].path.name} is ESCO in another language ({', '.join(others)}).",
            "Download it in English: postings are read in English.",
        )


def _guess_version(paths: Sequence[Path]) -> str:
    for path in paths:
        for name in (path.resolve().name, path.resolve().parent.name):
            if found := re.search(r"(?<!\d)v?(\d+\.\d+(?:\.\d+)?)(?!\d)", name.replace("_", ".")):
                return found[1]
    raise ReleaseError(
        f"The version of ESCO cannot be read from the name {paths[0].name}.",
        "Give it with --version, as --version 1.2.1.",
    )


def write_esco(writer: SnapshotWriter, classification: Path, relations: Path, source: str) -> None:
    """Write skills, skill groups, occupations and their links.

    Raises ReleaseError naming the file or column that is missing.
    """
    names, links = Release(classification), Release(relations)
    skills = _write_labelled(
        writer, "esco_skills", names.read(["skills_en"], LABELLED | {"kind": ["skillType"]}), source
    )
    jobs = _write_labelled(
        writer, "esco_occupations", names.read(["occupations_en"], LABELLED | {"isco": ["iscoGroup"]}), source
    )
    groups = names.read(["skillGroups_en"], {"uri": ["conceptUri"], "label": ["preferredLabel"]})
    pairs = sorted(set(zip((_tail(u) for u in groups["uri"]), groups["label"], strict=True)))
    writer.write("esco_groups", {"id": [p[0] for p in pairs], "label": [p[1] for p in pairs]}, source)
    places = dict(skills) | {key: len(skills) + row for row, (key, _) in enumerate(pairs)}
    _write_broader(writer, links, skills, places, source)
    _write_relations(writer, links, skills, jobs, source)


def _tail(uri: str) -> str:
    return uri.rsplit("/", 1)[-1]


def _uuid_bytes(table: str, uri: str) -> bytes:
    try:
        return UUID(_tail(uri)).bytes
    except ValueError as error:
        raise ReleaseError(
            f"The conceptUri “{uri}” of ESCO's {table.removeprefix('esco_')} does not end in a uuid.",
            "Use the file as published.",
        ) from error


def _write_labelled(writer: SnapshotWriter, table: str, columns: Columns, source: str) -> dict[str, int]:
    uuids = [_tail(uri) for uri in columns["uri"]]
    if not uuids:
        raise ReleaseError(
            f"The table of ESCO's {table.removeprefix('esco_')} holds no row.",
            "Download it again: no release is without.",
        )
    order = [row for _, row in sorted({uuid: row for row, uuid in enumerate(uuids)}.items())]
    raw = [_uuid_bytes(table, columns["uri"][row]) for row in order]
    labels = [columns["label"][row] for row in order]
    others = [columns["other"][row].split("\n") for row in order]
    merged = [
        "\n".join(dict.fromkeys(o.strip() for o in other if o.strip() and o.strip() != label))
        for label, other in zip(labels, others, strict=True)
    ]
    written = {"uuid": fixed_bytes(raw), "label": labels, "alternatives": merged}
    if "kind" in columns:
        written["knowledge"] = np.array([columns["kind"][row] == "knowledge" for row in order], dtype=np.int8)
    else:
        written["isco"] = [columns["isco"][row] for row in order]
    writer.write(table, written, source)
    return {uuids[row]: number for number, row in enumerate(order)}


def _columns_of(rows: Sequence[tuple[int, ...]], table: str, noun: str) -> np.ndarray:
    """Lay rows of numbers out as int16 columns; ReleaseError where none names what the other tables hold."""
    if not rows:
        raise ReleaseError(f"No row of {table} names a known {noun}.", "Give tables of one release.")
    return np.array(rows, dtype=np.int16).T


def _write_broader(
    writer: SnapshotWriter, links: Release, skills: dict[str, int], places: dict[str, int], source: str
) -> None:
    table = links.read(["broaderRelationsSkillPillar"], {"uri": ["conceptUri"], "above": ["broaderUri"]})
    pairs = sorted(
        {
            (skills[_tail(uri)], places[_tail(above)])
            for uri, above in zip(table["uri"], table["above"], strict=True)
            if _tail(uri) in skills and _tail(above) in places
        }
    )
    columns = _columns_of(pairs, "broaderRelationsSkillPillar", "skill")
    writer.write("esco_broader", {"skill": columns[0], "broader": columns[1]}, source)


def _write_relations(
    writer: SnapshotWriter, links: Release, skills: dict[str, int], jobs: dict[str, int], source: str
) -> None:
    words = {"job": ["occupationUri"], "skill": ["skillUri"], "kind": ["relationType"]}
    table = links.read(["occupationSkillRelations"], words)
    needed: dict[tuple[int, int], int] = {}
    for job, skill, kind in zip(table["job"], table["skill"], table["kind"], strict=True):
        if _tail(job) in jobs and _tail(skill) in skills:
            pair = jobs[_tail(job)], skills[_tail(skill)]
            needed[pair] = max(needed.get(pair, 0), int(kind == "essential"))
    rows = [(*pair, essential) for pair, essential in sorted(needed.items())]
    columns = _columns_of(rows, "occupationSkillRelations", "occupation")
    relations = {"occupation": columns[0], "skill": columns[1], "essential": columns[2].astype(np.int8)}
    writer.write("esco_relations", relations, source)

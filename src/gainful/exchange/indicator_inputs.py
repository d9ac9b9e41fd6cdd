"""What indicators are computed from: the files of one run, wages from a file or from a store of wage records."""

from __future__ import annotations

from pathlib import Path
from typing import Any

from gainful.engine.indicators import Inputs
from gainful.engine.indicators.vocabulary import EVIDENCE as EVIDENCE_KINDS
from gainful.engine.indicators.vocabulary import SERVICE_TYPES
from gainful.exchange.outcome_files.columns import (
    COMPLETION_SYNONYMS,
    COMPLETIONS,
    COSTS,
    EVIDENCE,
    EVIDENCE_SYNONYMS,
    PARTICIPANTS,
    PLACEMENTS,
    SERVICES,
    STATUS_SYNONYMS,
    STATUSES,
    SYNONYMS,
)
from gainful.exchange.outcome_files.file_checks import refuse_empty, refuse_strangers
from gainful.exchange.outcome_files.person_keys import align_keys, matched_note, restore_zeros, without_zeros
from gainful.exchange.outcome_files.reading import Loaded, OutcomeTables
from gainful.exchange.outcome_files.wage_checks import settle_wages
from gainful.exchange.tables.errors import UnreadableColumns
from gainful.exchange.tables.headings import Column


def load_inputs(
    connection: Any,
    participants: Path,
    services: Path,
    wages: Path,
    evidence: Path | None = None,
    by: str | None = None,
    *,
    placements: Path | None = None,
    costs: Path | None = None,
    wage_key: Path | None = None,
    links: Path | None = None,
    dates: str | None = None,
) -> Loaded:
    """Load the files into an Ibis DuckDB connection; UnreadableColumns where something cannot be read.

    `wages` is a file, or a folder that `gainful wages import` made; then people are found by the hash of their key,
    or by `links`, a folder that `gainful wages link` made. `dates` says how the files write numeric days (mdy, dmy)
    where their rows do not show it.
    """
    reader = OutcomeTables(connection.con, dates)
    segment = [] if by is None else [Column("segment", (by,), "answer", needed=True, said=by)]
    reader.table("p", participants, [*PARTICIPANTS, *segment])
    reader.table("s", services, SERVICES)
    wages_in = None
    if links is not None and not wages.is_dir():
        raise UnreadableColumns(
            "Links lead to a folder of wage records: give --wages that folder, not a file."
        )
    restore_zeros(reader, {"s": services})
    if wages.is_dir():
        wages_in = wages_of_store(reader, wages, wage_key, links)
    else:
        reader.wages(wages)
        settle_wages(reader, wages.name)
    if evidence:
        reader.table("e", evidence, EVIDENCE)
    if placements:
        reader.table("j", placements, PLACEMENTS)
    if costs:
        reader.table("c", costs, COSTS)
    reader.one_row_a_person(participants.name)
    for table, file in (("p", participants), ("s", services)):
        refuse_empty(reader.rows, table, file.name)
    wage_file = None if wages.is_dir() else wages
    align_keys(reader, {"s": services, "w": wage_file, "e": evidence, "j": placements})
    refuse_strangers(reader.rows, services.name, participants.name)
    reader.words("s", services.name, "type", SYNONYMS, SERVICE_TYPES)
    reader.words("s", services.name, "status", STATUS_SYNONYMS, STATUSES)
    reader.words("s", services.name, "completed", COMPLETION_SYNONYMS, COMPLETIONS)
    if evidence:
        reader.words("e", evidence.name, "kind", EVIDENCE_SYNONYMS, EVIDENCE_KINDS)
        reader.proofs(evidence.name)
    reader.final(with_evidence=evidence is not None, segment=by is not None)
    extras = reader.extras(connection, placements=placements is not None, costs=costs is not None)
    pending = bool(reader.rows("SELECT 1 FROM wages WHERE wages IS NULL LIMIT 1"))
    inputs = Inputs(
        connection.table("participants"),
        connection.table("services"),
        connection.table("wages"),
        connection.table("evidence"),
        pending,
    )
    return Loaded(inputs, reader.notes, extras, wages_in=wages_in)


def wages_of_store(
    reader: OutcomeTables, folder: Path, wage_key: Path | None, links: Path | None
) -> tuple[int, int] | None:
    """Make the wage table of a store, its hashes put back into the participants' keys; return the quarters in."""
    from gainful.exchange.wage_linkage.store import links_of
    from gainful.exchange.wage_records import WageStore, load_or_make_key, person_hash
    from gainful.exchange.wage_records.keys import fingerprint

    if not (folder / "store.json").exists():
        raise UnreadableColumns(
            f"{folder} holds no wage records. Bring some in: gainful wages import FILE --store {folder}"
        )
    try:
        secret = load_or_make_key(wage_key, beside=folder)
        found = WageStore(folder, secret)
        linked = {} if links is None else links_of(links, fingerprint(secret))
    except ValueError as error:
        raise UnreadableColumns(str(error)) from None
    keys = [key for (key,) in reader.rows("SELECT DISTINCT person FROM p")]
    bare = without_zeros(reader, keys)
    hashes = [person_hash(secret, key) for key in [*keys, *bare.values()]]
    hashes[: len(keys)] = [linked.get(own, own) for own in hashes[: len(keys)]]
    reader.rows(
        "CREATE OR REPLACE TEMP TABLE known AS SELECT unnest(?) AS key, unnest(?) AS hash, unnest(?) AS bare",
        [[*keys, *bare], hashes, [False] * len(keys) + [True] * len(bare)],
    )
    reader.rows(
        'CREATE OR REPLACE TABLE w AS SELECT key AS person, employer, "at" // 4 AS year, '
        f'"at" % 4 + 1 AS quarter, wages, bare FROM ({found.sql()}) JOIN known ON person = hash'
    )
    if bare and (lost := reader.rows("SELECT count(DISTINCT person) FROM w WHERE bare")[0][0]):
        reader.notes.append(matched_note(folder.name, lost, "zeros in front that are missing there"))
    reader.rows("ALTER TABLE w DROP COLUMN bare")
    arrived = [quarter.at for quarter in found.quarters() if quarter.arrived]
    return (arrived[0], arrived[-1]) if arrived else None

"""What indicators are computed from: the files of one run, wages from a file or from a store of wage records."""

from __future__ import annotations

from pathlib import Path
from typing import Any

from gainful.engine.indicators import Inputs
from gainful.engine.indicators.vocabulary import EVIDENCE as EVIDENCE_KINDS
from gainful.engine.indicators.vocabulary import SERVICE_TYPES
from gainful.exchange.outcome_files.columns import (
    COSTS,
    EVIDENCE,
    EVIDENCE_SYNONYMS,
    PARTICIPANTS,
    PLACEMENTS,
    SERVICES,
    SYNONYMS,
    Column,
    UnreadableColumns,
    plain,
)
from gainful.exchange.outcome_files.file_checks import refuse_empty, refuse_strangers
from gainful.exchange.outcome_files.reading import Loaded, TableReader


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
) -> Loaded:
    """Load the files into an Ibis DuckDB connection; UnreadableColumns where something cannot be read.

    `wages` is a file, or a folder that `gainful wages import` made; then people are found by the hash of their key,
    or by `links`, a folder that `gainful wages link` made.
    """
    reader = TableReader(connection.con)
    segment = [] if by is None else [Column("segment", (plain(by),), needed=True, said=by)]
    reader.table("p", participants, [*PARTICIPANTS, *segment])
    reader.table("s", services, SERVICES)
    wages_in = None
    if links is not None and not wages.is_dir():
        raise UnreadableColumns(
            "Links lead to a folder of wage records: give --wages that folder, not a file."
        )
    if wages.is_dir():
        wages_in = wages_of_store(reader, wages, wage_key, links)
    else:
        reader.wages(wages)
    if evidence:
        reader.table("e", evidence, EVIDENCE)
    if placements:
        reader.table("j", placements, PLACEMENTS)
    if costs:
        reader.table("c", costs, COSTS)
    reader.one_row_a_person(participants.name)
    for table, file in (("p", participants), ("s", services)):
        refuse_empty(reader.rows, table, file.name)
    refuse_strangers(reader.rows, services.name, participants.name)
    reader.words("s", services.name, "type", SYNONYMS, SERVICE_TYPES)
    if evidence:
        reader.words("e", evidence.name, "kind", EVIDENCE_SYNONYMS, EVIDENCE_KINDS)
        reader.proofs(evidence.name)
    reader.final(with_evidence=evidence is not None, segment=by is not None)
    tables = (connection.table(name) for name in ("participants", "services", "wages", "evidence"))
    extras = reader.extras(connection, placements=placements is not None, costs=costs is not None)
    return Loaded(Inputs(*tables), reader.notes, extras, wages_in=wages_in)


def wages_of_store(
    reader: TableReader, folder: Path, wage_key: Path | None, links: Path | None
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
    known = "CREATE OR REPLACE TEMP TABLE known AS SELECT unnest(?) AS key, unnest(?) AS hash"
    hashes = [person_hash(secret, key) for key in keys]
    reader.duck.execute(known, [keys, [linked.get(own, own) for own in hashes]])
    reader.rows(
        'CREATE OR REPLACE TABLE w AS SELECT key AS person, employer, "at" // 4 AS year, '
        f'"at" % 4 + 1 AS quarter, wages FROM ({found.sql()}) JOIN known ON person = hash'
    )
    arrived = [quarter.at for quarter in found.quarters() if quarter.arrived]
    return (arrived[0], arrived[-1]) if arrived else None

"""One person written in two ways: with and without dashes, or without the zeros that a spreadsheet took."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from pathlib import Path

from gainful.engine.tables.cell_sql import person_key
from gainful.exchange.tables.large import LargeTables

SHORTEST = 6
"""Digits from which keys of one length are taken for keys of a fixed length, such as social security numbers."""


def fixed_length(tables: LargeTables) -> int | None:
    """Return the length that every participant's key has where all are digits (dashes aside), else None."""
    return _length_in(tables, "p")


def _length_in(tables: LargeTables, table: str) -> int | None:
    low, high, digits = tables.rows(
        f"SELECT min(length(key)), max(length(key)), bool_and(regexp_full_match(key, '[0-9]+')) "
        f"FROM (SELECT {person_key('person')} AS key FROM {table})"
    )[0]
    return low if low is not None and low == high >= SHORTEST and digits else None


def align_keys(tables: LargeTables, files: Mapping[str, Path | None]) -> None:
    """Write each person in services, wages and evidence as in the participants file, where it is clear who is meant.

    Spaces, dashes, case and a spreadsheet's marks (an apostrophe in front, “.0” behind) do not tell people apart.
    Zeros in front are put back where every key of the file that has them has the same number of digits; elsewhere such
    keys are told and not joined.
    """
    restore_zeros(tables, files)
    _spell(tables)
    length = fixed_length(tables)
    letters = bool(tables.rows("SELECT 1 FROM p WHERE regexp_matches(person, '[A-Za-z]') LIMIT 1"))
    for table, path in files.items():
        if path is not None:
            _align(tables, table, path.name, length, letters=letters)


def restore_zeros(tables: LargeTables, files: Mapping[str, Path | None]) -> None:
    """Give participants the zeros that their file lost, before their keys are hashed for a store of wage records."""
    if fixed_length(tables) is not None:
        return
    _spell(tables)
    for table, path in files.items():
        if path is not None:
            _restore_zeros(tables, table, path.name)


def _spell(tables: LargeTables) -> None:
    """Make the table of the participants' keys without the signs that say nothing, each with its own spelling."""
    tables.rows(
        "CREATE OR REPLACE TEMP TABLE spelling AS SELECT plain, min(person) AS person FROM "
        f"(SELECT person, {person_key('person')} AS plain FROM p) GROUP BY plain HAVING count(*) = 1"
    )


def _restore_zeros(tables: LargeTables, table: str, file: str) -> None:
    """Give participants the zeros in front that their file lost and another, whose keys have one length, still has."""
    theirs = _length_in(tables, table)
    if not theirs:
        return
    tables.rows(
        "CREATE OR REPLACE TEMP TABLE same AS SELECT spelling.person, there FROM "
        f"(SELECT DISTINCT person AS there FROM {table} WHERE starts_with(person, '0')) JOIN spelling "
        f"ON {person_key('there')} = lpad(plain, {theirs}, '0') AND length(plain) < {theirs}"
    )
    found = tables.rows("SELECT count(*) FROM same")[0][0]
    if found:
        tables.rows("UPDATE p SET person = same.there FROM same WHERE p.person = same.person")
        tables.notes.append(
            matched_note(file, found, "zeros in front that are missing in the participants file")
        )


def _align(tables: LargeTables, table: str, file: str, length: int | None, *, letters: bool) -> None:
    """Look only at keys that can be another spelling: of another length than any participant's, or in other case."""
    other = "length(person) NOT IN (SELECT DISTINCT length(person) FROM p)"
    other += " OR person <> upper(person) OR person IN (SELECT upper(person) FROM p)" if letters else ""
    tables.rows(
        f"CREATE OR REPLACE TEMP TABLE strange AS SELECT DISTINCT person AS there FROM {table} "
        f"WHERE ({other}) AND person NOT IN (SELECT person FROM p)"
    )
    plain = person_key("there")
    tables.rows(
        f"CREATE OR REPLACE TEMP TABLE same AS SELECT there, person FROM strange JOIN spelling ON plain = {plain}"
    )
    _told(tables, table, file, "another spelling (dashes, spaces or case)")
    tables.rows("DELETE FROM strange WHERE there IN (SELECT there FROM same)")
    padded = f"lpad({plain}, {length}, '0') AND length({plain}) < {length}" if length else f"'0' || {plain}"
    tables.rows(
        f"CREATE OR REPLACE TEMP TABLE same AS SELECT there, person FROM strange JOIN spelling ON plain = {padded}"
    )
    if length:
        _told(tables, table, file, "zeros in front that are missing there")
    elif found := tables.rows("SELECT count(*) FROM same")[0][0]:
        tables.notes.append(
            f"{file}: {found:,} keys would belong to a participant with a zero in front. Nobody was joined by "
            "that: write the keys alike in both files."
        )


def _told(tables: LargeTables, table: str, file: str, why: str) -> None:
    """Write the people of a table as the participants file does, and say of how many."""
    found = tables.rows("SELECT count(*) FROM same")[0][0]
    if not found:
        return
    tables.rows(f"UPDATE {table} SET person = same.person FROM same WHERE {table}.person = same.there")
    tables.notes.append(matched_note(file, found, why))


def matched_note(file: str, people: int, why: str) -> str:
    """Return what is told of people whose keys are written in another way."""
    if people == 1:
        return f"{file}: 1 person is written with {why}, and was matched."
    return f"{file}: {people:,} people are written with {why}, and were matched."


def without_zeros(tables: LargeTables, keys: Sequence[str]) -> dict[str, str]:
    """Return key → the same without zeros in front, of keys that have some, where all have one number of digits."""
    if fixed_length(tables) is None:
        return {}
    return {key: key.lstrip("0- ") for key in keys if key.startswith("0") and key.strip("0- ")}

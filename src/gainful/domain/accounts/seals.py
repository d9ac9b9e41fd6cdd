"""History that shows when it was altered: sealed each minute, verified at will, exported for an auditor."""

from __future__ import annotations

import json
from collections.abc import Iterable, Iterator
from dataclasses import dataclass

from django.db import connection

from gainful.domain.accounts.actor import acting_as_system

AT_A_TIME = 5000
"""Rows of one table that are sealed in one transaction."""


@dataclass(frozen=True, slots=True)
class Broken:
    """A row of history, or its seal, that does not fit; `place` is the seal's number, None where there is none."""

    place: int | None
    table: str
    row: str
    problem: str

    def __str__(self) -> str:
        return f"{self.table} row {self.row}: {self.problem}" + (
            f" (seal {self.place})" if self.place is not None else ""
        )


def seal() -> int:
    """Seal every row of history, and every erasure, that is new; returns how many."""
    return sum(_seal_table(table) for table in _tables()) + seal_erasures()


def seal_erasures() -> int:
    """Seal what the list of erasures says and which seals each freed, once; returns how many were new."""
    with acting_as_system("seal erasures"), connection.cursor() as cursor:
        cursor.execute("SELECT gainful.seal_erasures()")
        return int(cursor.fetchone()[0])


def _tables() -> list[str]:
    with acting_as_system("seal history"), connection.cursor() as cursor:
        cursor.execute("SELECT gainful.history_tables()")
        return [name for (name,) in cursor.fetchall()]


def _seal_table(table: str) -> int:
    total = 0
    while True:
        with acting_as_system("seal history"), connection.cursor() as cursor:
            cursor.execute("SELECT gainful.seal_table(%s, %s)", [table, AT_A_TIME])
            made = int(cursor.fetchone()[0])
        total += made
        if made < AT_A_TIME:
            return total


def verify() -> list[Broken]:
    """Return every row of history and every seal that does not fit, in the order of the chain."""
    with acting_as_system("verify history"), connection.cursor() as cursor:
        cursor.execute("SELECT * FROM gainful.seals_broken() ORDER BY 1 NULLS LAST, 2, 3, 4")
        return [Broken(*row) for row in cursor.fetchall()]


def head() -> tuple[int, str]:
    """Return the number and the link of the newest seal: written down elsewhere, it proves all before it."""
    with acting_as_system("head of history"), connection.cursor() as cursor:
        cursor.execute("SELECT number, encode(link, 'hex') FROM gainful.seal ORDER BY number DESC LIMIT 1")
        found = cursor.fetchone()
    return (int(found[0]), str(found[1])) if found else (0, "")


def export() -> Iterator[str]:
    """Yield the chain as lines of JSON, without content or salt: what an auditor keeps and can check alone."""
    with acting_as_system("export history"), connection.cursor() as cursor:
        cursor.execute(
            "SELECT number, sealed_at, table_name, row_id, encode(digest, 'hex'), encode(link, 'hex'), erasure::text"
            " FROM gainful.seal ORDER BY number"
        )
        for number, at, table, row, digest, link, erasure in cursor.fetchall():
            line = {"number": number, "at": at.isoformat(), "table": table, "row": row, "digest": digest}
            yield json.dumps({**line, "link": link, "erasure": erasure})


def differences(lines: Iterable[str]) -> list[str]:
    """Compare an auditor's export with the living chain: what the auditor holds must still stand there."""
    with acting_as_system("compare history"), connection.cursor() as cursor:
        cursor.execute("SELECT number, encode(link, 'hex') FROM gainful.seal")
        living = dict(cursor.fetchall())
    held = (json.loads(line) for line in lines)
    return [
        f"seal {found['number']} ({found['table']} row {found['row']}) is not what the auditor holds"
        for found in held
        if living.get(found["number"]) != found["link"]
    ]

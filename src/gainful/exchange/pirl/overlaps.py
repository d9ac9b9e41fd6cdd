"""Periods of one identifier that cannot both be: gathered as numbers, found by DuckDB, which spills to disk."""

from __future__ import annotations

import hashlib
from collections.abc import Iterator
from datetime import date

from gainful.engine.tables import open_duckdb

GAP_DAYS = 90
TWICE = """
    SELECT line FROM (SELECT line, row_number() OVER (PARTITION BY person, entry ORDER BY line) AS nth FROM periods)
    WHERE nth > 1 ORDER BY line
"""
BATCH = 5_000
FIND = """
    WITH following AS (
        SELECT line, entry, left_on, lead(entry) OVER (PARTITION BY person ORDER BY entry, line) AS next_entry
        FROM periods
    )
    SELECT line FROM following
    WHERE next_entry > entry AND (left_on IS NULL OR next_entry <= left_on + $gap)
    ORDER BY line
"""


class Overlaps:
    """Collects row, identifier and dates of each period; identifiers only as a hash of eight bytes."""

    def __init__(self) -> None:
        self._duck = open_duckdb(threads=2).con
        self._duck.execute("CREATE TABLE periods(line BIGINT, person BIGINT, entry INTEGER, left_on INTEGER)")
        self._rows: list[tuple[int, int, int, int | None]] = []

    def add(self, line: int, person: str, entry: date | None, left: date | None) -> None:
        """Remember a period; rows without identifier or entry fail other checks and are left out."""
        if not person or entry is None:
            return
        digest = hashlib.blake2b(person.encode(), digest_size=8).digest()
        hashed = int.from_bytes(digest, "big", signed=True)
        self._rows.append((line, hashed, entry.toordinal(), left.toordinal() if left else None))
        if len(self._rows) >= BATCH:
            self._flush()

    def found(self) -> Iterator[int]:
        """Yield rows whose next period begins before a gap of 90 days, or that never end although another follows."""
        yield from self._lines(FIND, {"gap": GAP_DAYS})

    def twice(self) -> Iterator[int]:
        """Yield rows that repeat identifier and date of entry of an earlier row."""
        yield from self._lines(TWICE, {})

    def _lines(self, query: str, values: dict[str, int]) -> Iterator[int]:
        self._flush()
        cursor = self._duck.execute(query, values)
        while rows := cursor.fetchmany(BATCH):
            for (line,) in rows:
                yield int(line)

    def _flush(self) -> None:
        import pyarrow as pa

        if not self._rows:
            return
        names = ("line", "person", "entry", "left_on")
        types = (pa.int64(), pa.int64(), pa.int32(), pa.int32())
        columns = [pa.array(c, t) for c, t in zip(zip(*self._rows, strict=True), types, strict=True)]
        self._duck.register("batch", pa.table(columns, names=list(names)))
        self._duck.execute("INSERT INTO periods SELECT line, person, entry, left_on FROM batch")
        self._duck.unregister("batch")
        self._rows.clear()

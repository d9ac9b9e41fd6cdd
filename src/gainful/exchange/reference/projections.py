"""Official employment projections in: the national table of BLS, or the states' long-term projections."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from functools import lru_cache
from math import isfinite
from pathlib import Path
from typing import Any

import numpy as np

from gainful.engine.occupations import load_reference
from gainful.engine.occupations.store import Store
from gainful.engine.postings.place import STATES
from gainful.exchange.reference.errors import ReleaseError
from gainful.exchange.reference.manifest import Manifest, SnapshotWriter
from gainful.exchange.tables.errors import UnreadableTable
from gainful.exchange.tables.published import published_sheets

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
FIPS_DIGITS = 2
MOST_CHANGE, MOST_OPENINGS = 10_000.0, 1_000_000_000
"""Per cent and openings a year beyond which a figure is a mistake."""


@dataclass(frozen=True, slots=True)
class _Header:
    places: dict[str, int]
    years: tuple[int, int] | None
    """The first and last year where the headings say them."""

    @property
    def has_areas(self) -> bool:
        """Whether rows name their area, as states' files do; BLS's table is of the nation and counts in thousands."""
        return bool({"area", "state"} & set(self.places))


def import_projections(path: Path, out_dir: Path, *, source: str = "") -> Manifest:
    """Read a file of projections into `out_dir` and return what was written.

    Those of the same state, or of the nation, are replaced; those of other areas that were loaded before stay.
    Raises ReleaseError saying what is missing; what was loaded before then stays.
    """
    if not path.is_file():
        raise ReleaseError(
            f"There is no file at {path}.", "Give the workbook or CSV file of the projections."
        )
    header, rows = _table(path)
    found = _once_each(record for row in rows if (record := _record(row, header)))
    if not found:
        places = " of a state or the nation" if header.has_areas else ""
        raise ReleaseError(
            f"{path.name} holds no occupation{places} with a projected change.",
            "Use it as published, with the states' names or FIPS codes.",
        )
    return _write(out_dir, found, source or f"employment projections, {path.name}")


COLUMNS = ("state", "area", "soc", "first_year", "last_year", "change", "openings", "source")


def _write(out_dir: Path, found: Sequence[tuple[Any, ...]], source: str) -> Manifest:
    states = {record[0] for record in found}
    rows = sorted(
        [*((*record, source) for record in found), *(r for r in _loaded(out_dir) if r[0] not in states)]
    )
    writer = SnapshotWriter(out_dir, "projections")
    try:
        columns: dict[str, Any] = dict(zip(COLUMNS, map(list, zip(*rows, strict=True)), strict=True))
        for name in ("first_year", "last_year", "change", "openings"):
            columns[name] = np.array(columns[name], dtype=np.int32)
        writer.write("projections", columns, "; ".join(sorted({row[-1] for row in rows})))
        return writer.finish()
    finally:
        writer.discard()


def _loaded(out_dir: Path) -> list[tuple[Any, ...]]:
    """Return the rows that were loaded before, none where nothing was."""
    store = Store(out_dir)
    if not store.has("projections"):
        return []
    table = store.read("projections")
    columns = (
        column if isinstance(column, tuple) else column.tolist() for column in map(table.__getitem__, COLUMNS)
    )
    return list(zip(*columns, strict=True))


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
    try:
        yield from published_sheets(path)
    except UnreadableTable as error:
        raise ReleaseError(f"{path.name} is no readable workbook or CSV.", "Download it again.") from error


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
    place = _area(cells) if header.has_areas else NATION
    if code == "00-0000" or years[0] is None or years[1] is None or place is None:
        return None
    if not -100 <= change <= MOST_CHANGE:
        raise ReleaseError(
            f"“{cells['change']}” for {code} is no change in per cent.", "Use it as published."
        )
    openings, scale = _figure(cells.get("openings", "")), 1 if header.has_areas else 1000
    yearly = -1 if openings is None else round(openings * scale)
    if yearly > MOST_OPENINGS:
        raise ReleaseError(
            f"“{cells['openings']}” openings for {code} cannot be right.", "Use it as published."
        )
    return *place, code, int(years[0]), int(years[1]), round(change * 10), yearly


def _once_each(records: Iterable[tuple[Any, ...]]) -> list[tuple[Any, ...]]:
    """Keep the longest projection of each occupation and area; ReleaseError where two as long disagree."""
    found: dict[tuple[str, str], tuple[Any, ...]] = {}
    for record in records:
        state, area, soc, first, last, *_ = record
        other = found.setdefault((state, soc), record)
        if last - first > other[4] - other[3]:
            found[state, soc] = record
        elif last - first == other[4] - other[3] and record != other:
            raise ReleaseError(
                f"Occupation {soc} stands twice for {area}, with different figures.",
                "Give one projection, of the whole state.",
            )
    return sorted(found.values())


@lru_cache(maxsize=1)
def _state_names() -> dict[str, str]:
    """Return the name of each state by its FIPS code."""
    return {area.state_fips: area.name for area in load_reference().areas if area.kind == "state"}


@lru_cache(maxsize=1)
def _states() -> dict[str, str]:
    """Return the FIPS code of each state by its name and its two letters, in lower case; the nation's is 00."""
    fips = {name.lower(): code for code, name in _state_names().items()}
    letters = {short.lower(): fips[name.lower()] for name, short in STATES.items() if name.lower() in fips}
    return fips | letters | {"united states": "00", "us": "00", "u.s.": "00", "national": "00"}


def _area(cells: dict[str, str]) -> tuple[str, str] | None:
    """Return a state's FIPS code and name, or the nation; None for a part of a state, which stands for no state."""
    told, name = re.sub(r"\.0$", "", cells.get("state", "")), cells.get("area", "")
    known = _states().get(name.lower())
    fips = told.zfill(FIPS_DIGITS)[:FIPS_DIGITS] if told.isdigit() else _states().get(told.lower(), known)
    if fips is None or fips not in _states().values() or (name and known != fips):
        return None
    if fips == NATION[0]:
        return NATION
    return fips, _state_names()[fips]


def _figure(text: str) -> float | None:
    """Read a figure as published: 1,440.0, 2.1 %, −2.1, (2.1); None for a dash and the like."""
    plain = re.sub(r"^\((.+)\)$", r"-\1", text.replace(",", "").replace("−", "-").replace("%", "").strip())
    try:
        figure = float(plain)
    except ValueError:
        return None
    return figure if isfinite(figure) else None

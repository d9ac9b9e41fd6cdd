"""How each table of an O*NET release becomes rows of numbers; one table at a time is in memory as text."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import Any, Protocol

import numpy as np

from gainful.engine.occupations.job_zones import PUBLISHED_RANGES
from gainful.engine.occupations.reference import CATEGORIES
from gainful.exchange.reference.errors import ReleaseError
from gainful.exchange.reference.sources import Columns


class Tables(Protocol):
    """What is needed of a release's tables."""

    def has(self, name: str) -> bool:
        """Say whether a table is there."""
        ...

    def read(self, name: str) -> Columns:
        """Read a table."""
        ...


RATING_TABLES = {
    "skills": "skill",
    "knowledge": "knowledge",
    "abilities": "ability",
    "activities": "work_activity",
}


@dataclass(frozen=True, slots=True)
class Codes:
    """The occupations of a release in code order: every other table points at their row number."""

    codes: tuple[str, ...]
    titles: tuple[str, ...]

    @classmethod
    def from_tables(cls, tables: Tables) -> Codes:
        """Sort the occupation table by code; raises ReleaseError on a code that is not an O*NET-SOC code."""
        listed = tables.read("occupations")
        pairs = sorted(set(zip(listed["code"], listed["title"], strict=True)))
        for code, _ in pairs:
            if not re.fullmatch(r"\d\d-\d{4}\.\d\d", code):
                raise ReleaseError(
                    f'"{code}" in Occupation Data is not an O*NET-SOC code.', "Expected 31-1131.00."
                )
        return cls(tuple(code for code, _ in pairs), tuple(title for _, title in pairs))

    def rows(self, codes: Sequence[str]) -> np.ndarray:
        """Return the int16 row of each code, -1 where the release does not list it."""
        index = {code: row for row, code in enumerate(self.codes)}
        return np.array([index.get(code, -1) for code in codes], dtype=np.int16)


@dataclass(frozen=True, slots=True)
class Writer:
    """A step from published tables to snapshot tables."""

    reads: tuple[str, ...]
    writes: tuple[str, ...]
    run: Callable[[Codes, Tables], dict[str, dict[str, Any]]]


def slug(name: str) -> str:
    """Fold a name to lower-case words joined by hyphens, as in `technology:microsoft-excel`."""
    plain = unicodedata.normalize("NFKD", name).encode("ascii", "ignore").decode().lower()
    plain = plain.replace("c++", "c-plus-plus").replace("c#", "c-sharp").replace(".net", "dot-net")
    return re.sub(r"[^a-z0-9]+", "-", plain).strip("-")


def _occupations(codes: Codes, tables: Tables) -> dict[str, dict[str, Any]]:
    listed = tables.read("zones")
    known = (
        set(map(_zone, tables.read("zone_ranges")["zone"]))
        if tables.has("zone_ranges")
        else {*PUBLISHED_RANGES}
    )
    zones = {code: _zone(zone) for code, zone in zip(listed["code"], listed["zone"], strict=True)}
    if strange := {*zones.values()} - known - {0}:
        raise ReleaseError(
            f"“{min(strange)}” in Job Zones has no row in Job Zone Reference.", "Use the files as published."
        )
    zone = np.array([zones.get(code, 0) for code in codes.codes], dtype=np.int8)
    return {"occupations": {"code": list(codes.codes), "title": list(codes.titles), "job_zone": zone}}


def _zone(cell: str) -> int:
    if not cell or cell == "n/a":
        return 0
    if not re.fullmatch(r"[1-9]", cell):
        raise ReleaseError(f"“{cell}” in Job Zones is no job zone.", "Use the file as published.")
    return int(cell)


def _zone_ranges(_: Codes, tables: Tables) -> dict[str, dict[str, Any]]:
    """Read each zone's range of specific vocational preparation, "(4.0 to < 6.0)", as tenths of SVP levels."""
    listed = tables.read("zone_ranges")
    ranges = sorted(
        (_zone(zone), *_svp_range(svp)) for zone, svp in zip(listed["zone"], listed["svp"], strict=True)
    )
    columns = np.array(ranges, dtype=np.int16).reshape(-1, 3).T
    return {"job_zones": {"zone": columns[0], "svp_low": columns[1], "svp_high": columns[2]}}


def _svp_range(text: str) -> tuple[int, int]:
    """Return where a range begins and ends in tenths: below 4.0 begins at 0, 8.0 and above ends at 100."""
    figures = [round(float(figure) * 10) for figure in re.findall(r"\d+(?:\.\d+)?", text)]
    words = text.lower()
    if len(figures) == 2 and figures[0] < figures[1]:
        return figures[0], figures[1]
    if len(figures) == 1 and "below" in words:
        return 0, figures[0]
    if len(figures) == 1 and "above" in words:
        return figures[0], 100
    raise ReleaseError(f"“{text}” in Job Zone Reference is no SVP range.", "Use the file as published.")


def hundredths(values: Sequence[str]) -> np.ndarray:
    """Turn published decimals into int32 hundredths, -1 where empty; raises ReleaseError on text."""
    try:
        return np.array(
            [round(float(v) * 100) if v not in {"", "n/a"} else -1 for v in values], dtype=np.int32
        )
    except (ValueError, OverflowError) as error:
        raise ReleaseError(
            f"A Data Value is not a number ({error}).", "Use the file as published."
        ) from error


@dataclass(frozen=True, slots=True)
class _Rated:
    """One rating table as numbers: a row each of occupation, place in `elements`, scale (0 level, 1 importance)."""

    elements: tuple[tuple[str, str], ...]
    rows: np.ndarray
    places: np.ndarray
    scale: np.ndarray
    values: np.ndarray
    flags: np.ndarray


SCALES = ("LV", "IM")
RANGES = {"LV": (0, 7), "IM": (1, 5)}
"""Least and most value of each scale (O*NET Scales Reference)."""


def _check_values(name: str, table: Columns, values: np.ndarray) -> None:
    """Refuse a rating without an element or outside its scale: it would be taken for a level that nobody gave."""
    if "" in table["element"]:
        raise ReleaseError(f"A row of {name} names no Element ID.", "Use the file as published.")
    scales = np.array(table["scale"])
    for scale, (least, most) in RANGES.items():
        wrong = (scale == scales) & (values != -1) & ((values < 100 * least) | (values > 100 * most))
        if wrong.any():
            at = int(wrong.argmax())
            raise ReleaseError(
                f"“{table['value'][at]}” for {table['code'][at]}, {table['element'][at]} in {name} is outside the "
                f"scale {scale}, {least} to {most}.",
                "Use the file as published.",
            )


def _rated(codes: Codes, name: str, table: Columns) -> _Rated:
    """Turn one rating table into numbers; flags: 1 level or 2 importance suppressed, 4 not relevant."""
    rows, values = codes.rows(table["code"]), hundredths(table["value"])
    _check_values(name, table, values)
    names = dict(zip(table["element"], table["name"], strict=True))
    number = {element: place for place, element in enumerate(names)}
    scale = np.array([SCALES.index(s) if s in SCALES else -1 for s in table["scale"]], dtype=np.int8)
    suppressed = np.array([cell == "Y" for cell in table["suppress"]])
    irrelevant = np.array([cell == "Y" for cell in table["irrelevant"]])
    flags = np.where(suppressed, scale + 1, 0) | np.where(irrelevant, 4, 0)
    places = np.array([number[e] for e in table["element"]], dtype=np.int16)
    keep = (rows >= 0) & (scale >= 0)
    if not keep.any():
        raise ReleaseError(
            f"No row of {name} rates an occupation that Occupation Data lists.",
            "Give tables of one release, or of releases with the same codes.",
        )
    figures = (rows[keep], places[keep], scale[keep], values[keep], flags[keep].astype(np.int8))
    return _Rated(tuple(names.items()), *figures)


def _ratings(codes: Codes, tables: Tables) -> dict[str, dict[str, Any]]:
    found = {
        kind: _rated(codes, name, tables.read(name))
        for name, kind in RATING_TABLES.items()
        if tables.has(name)
    }
    described = [(kind, *element) for kind, table in found.items() for element in sorted(table.elements)]
    column = {element: place for place, (_, element, _) in enumerate(described)}
    shape = (len(codes.codes), len(described))
    figures = np.full((2, *shape), -1, dtype=np.int16)
    flags = np.zeros(shape, dtype=np.int8)
    for table in found.values():
        places = np.array([column[element] for element, _ in table.elements], dtype=np.int64)[table.places]
        figures[table.scale, table.rows, places] = table.values
        np.bitwise_or.at(flags, (table.rows, places), table.flags)
    rated = np.nonzero((figures[1] >= 0).any(axis=1))[0]
    rows, columns = np.meshgrid(rated, np.arange(len(described)), indexing="ij")
    ratings: dict[str, Any] = {"occupation": rows.ravel().astype(np.int16)}
    ratings |= {"element": columns.ravel().astype(np.int16)}
    ratings |= {"level": figures[0][rated].ravel(), "importance": figures[1][rated].ravel()}
    elements = {"id": [f"onet:{e}" for _, e, _ in described], "name": [n for _, _, n in described]}
    elements |= {"domain": [kind for kind, _, _ in described]}
    return {"elements": elements, "ratings": ratings | {"flags": flags[rated].ravel()}}


WHOLE = 10_100
"""Most that a share may be in hundredths of a per cent: 100, and what rounding adds."""


def _education(codes: Codes, tables: Tables) -> dict[str, dict[str, Any]]:
    table = tables.read("education")
    rows, scale = codes.rows(table["code"]), np.array(table["scale"])
    values = hundredths(table["value"])
    scales = ["RL", "RW", "PT", "OJ"]  # in the order of CATEGORIES
    keep = (rows >= 0) & np.isin(scale, scales) & (values > 0) & (np.array(table["suppress"]) != "Y")
    kind = np.array([scales.index(s) if s in scales else -1 for s in table["scale"]], dtype=np.int8)
    category = np.array(
        [int(c) if re.fullmatch(r"\d{1,2}", c) else 0 for c in table["category"]], dtype=np.int8
    )
    most = np.array(CATEGORIES)[kind]
    wrong = keep & ((category < 1) | (category > most) | (values > WHOLE))
    if wrong.any():
        at = int(wrong.argmax())
        raise ReleaseError(
            f"“{table['value'][at]}” per cent in category “{table['category'][at]}” of {table['scale'][at]} for "
            f"{table['code'][at]} is no share of a known category (1 to {most[at]}).",
            "Use the file as published.",
        )
    order = np.lexsort((category[keep], kind[keep], rows[keep]))
    columns = {"occupation": rows, "scale": kind, "category": category, "share": values.astype(np.int16)}
    return {"education": {name: column[keep][order] for name, column in columns.items()}}


def _titles(codes: Codes, tables: Tables) -> dict[str, dict[str, Any]]:
    listed: set[tuple[int, int, str]] = {(row, 0, title) for row, title in enumerate(codes.titles)}
    for kind, name in ((1, "alternate"), (2, "reported")):
        table = tables.read(name)
        rows = codes.rows(table["code"]).tolist()
        listed |= {
            (r, kind, t.strip()) for r, t in zip(rows, table["title"], strict=True) if r >= 0 and t.strip()
        }
    ordered = sorted(listed, key=lambda item: (item[1], item[0], item[2]))
    columns = list(zip(*ordered, strict=True))
    row, kinds = np.array(columns[0], dtype=np.int16), np.array(columns[1], dtype=np.int8)
    return {"titles": {"occupation": row, "kind": kinds, "title": list(columns[2])}}


def _technologies(codes: Codes, tables: Tables) -> dict[str, dict[str, Any]]:
    table = tables.read("technology")
    nothing = [""] * len(table["code"])
    hot_cells, demand_cells = table.get("hot", nothing), table.get("demand", nothing)
    names: dict[str, str] = {}
    for name in sorted(set(table["name"])):
        names.setdefault(slug(name), name)
    ids = sorted(names)
    place = {key: number for number, key in enumerate(ids)}
    rows = codes.rows(table["code"])
    used: dict[tuple[int, int], tuple[int, int]] = {}
    for row, name, hot, demand in zip(rows.tolist(), table["name"], hot_cells, demand_cells, strict=True):
        if row >= 0:
            used[row, place[slug(name)]] = (int(hot == "Y"), int(demand == "Y"))
    pairs = sorted(used)
    uses = {"occupation": np.array([p[0] for p in pairs], dtype=np.int16)}
    uses |= {"technology": np.array([p[1] for p in pairs], dtype=np.int16)}
    uses |= {"flags": np.array([used[p][0] + 2 * used[p][1] for p in pairs], dtype=np.int8)}
    listed = {"slug": ids, "name": [names[key] for key in ids]}
    return {"technologies": listed, "technology_uses": uses}


def _number(task: str) -> int:
    if not task.isdigit():
        raise ReleaseError(f"“{task}” in Tasks to DWAs is no task number.", "Use the file as published.")
    return int(task)


def _activities(codes: Codes, tables: Tables) -> dict[str, dict[str, Any]]:
    described = tables.read("activities_detailed")
    listed = sorted(set(zip(described["id"], described["name"], strict=True)))
    place = {key: number for number, (key, _) in enumerate(listed)}
    links = tables.read("task_links")
    rows = codes.rows(links["code"]).tolist()
    triples = sorted(
        {
            (row, _number(task), place[dwa])
            for row, task, dwa in zip(rows, links["task"], links["dwa"], strict=True)
            if row >= 0 and dwa in place
        }
    )
    columns = np.array(triples, dtype=np.int32).reshape(-1, 3).T
    linked = {
        "occupation": columns[0].astype(np.int16),
        "task": columns[1],
        "activity": columns[2].astype(np.int16),
    }
    return {
        "activities": {"id": [k for k, _ in listed], "name": [n for _, n in listed]},
        "task_activities": linked,
    }


WRITERS: tuple[Writer, ...] = (
    Writer(("skills", "knowledge", "abilities"), ("elements", "ratings"), _ratings),
    Writer(("occupations", "zones"), ("occupations",), _occupations),
    Writer(("zone_ranges",), ("job_zones",), _zone_ranges),
    Writer(("education",), ("education",), _education),
    Writer(("occupations", "alternate", "reported"), ("titles",), _titles),
    Writer(("technology",), ("technologies", "technology_uses"), _technologies),
    Writer(("activities_detailed", "task_links"), ("activities", "task_activities"), _activities),
)

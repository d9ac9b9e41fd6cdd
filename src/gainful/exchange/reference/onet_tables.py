"""Which O*NET tables are read, and how each becomes rows of numbers."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

import numpy as np

from gainful.exchange.reference.errors import ReleaseError
from gainful.exchange.reference.sources import Columns

Tables = Mapping[str, Columns]

RATED = {
    "code": ["O*NET-SOC Code"],
    "element": ["Element ID"],
    "name": ["Element Name"],
    "scale": ["Scale ID"],
}
RATED |= {"value": ["Data Value"], "suppress": ["Recommend Suppress"]}
RATINGS = RATED | {"irrelevant": ["Not Relevant"]}
RATING_TABLES = {
    "skills": "skill",
    "knowledge": "knowledge",
    "abilities": "ability",
    "activities": "work_activity",
}


@dataclass(frozen=True, slots=True)
class Spec:
    """A table as published: the names and headers it may go by, and whether an import can do without it."""

    names: Sequence[str]
    columns: Mapping[str, Sequence[str]]
    required: bool = True


TABLES: dict[str, Spec] = {
    "occupations": Spec(["Occupation Data", "occupations"], {"code": ["O*NET-SOC Code"], "title": ["Title"]}),
    "skills": Spec(["Skills"], RATINGS),
    "knowledge": Spec(["Knowledge"], RATINGS),
    "abilities": Spec(["Abilities"], RATINGS),
    "activities": Spec(["Work Activities"], RATINGS, required=False),
    "zones": Spec(["Job Zones"], {"code": ["O*NET-SOC Code"], "zone": ["Job Zone"]}),
    "education": Spec(
        ["Education, Training, and Experience"],
        {k: v for k, v in RATED.items() if k not in {"element", "name"}} | {"category": ["Category"]},
    ),
    "alternate": Spec(["Alternate Titles"], {"code": ["O*NET-SOC Code"], "title": ["Alternate Title"]}),
    "reported": Spec(
        ["Sample of Reported Titles"], {"code": ["O*NET-SOC Code"], "title": ["Reported Job Title"]}
    ),
    "technology": Spec(
        ["Technology Skills"],
        {
            "code": ["O*NET-SOC Code"],
            "name": ["Example"],
            "commodity": ["Commodity Code"],
            "hot": ["Hot Technology"],
            "demand": ["In Demand"],
        },
    ),
    "activities_detailed": Spec(["DWA Reference"], {"id": ["DWA ID"], "name": ["DWA Title"]}),
    "task_links": Spec(
        ["Tasks to DWAs"], {"code": ["O*NET-SOC Code"], "task": ["Task ID"], "dwa": ["DWA ID"]}
    ),
}


@dataclass(frozen=True, slots=True)
class Codes:
    """The occupations of a release in code order: every other table points at their row number."""

    codes: tuple[str, ...]
    titles: tuple[str, ...]

    @classmethod
    def from_tables(cls, tables: Tables) -> Codes:
        """Sort the occupation table by code; raises ReleaseError on a code that is not an O*NET-SOC code."""
        pairs = sorted(set(zip(tables["occupations"]["code"], tables["occupations"]["title"], strict=True)))
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
    zones = dict(zip(tables["zones"]["code"], tables["zones"]["zone"], strict=True))
    zone = np.array([int(zones.get(code) or 0) for code in codes.codes], dtype=np.int8)
    return {"occupations": {"code": list(codes.codes), "title": list(codes.titles), "job_zone": zone}}


def hundredths(values: Sequence[str]) -> np.ndarray:
    """Turn published decimals into int32 hundredths, -1 where empty; raises ReleaseError on text."""
    try:
        return np.array(
            [round(float(v) * 100) if v not in {"", "n/a"} else -1 for v in values], dtype=np.int32
        )
    except ValueError as error:
        raise ReleaseError(
            f"A Data Value is not a number ({error}).", "Use the file as published."
        ) from error


def _ratings(codes: Codes, tables: Tables) -> dict[str, dict[str, Any]]:
    found = {name: tables[name] for name in RATING_TABLES if name in tables}
    names = {e: n for t in found.values() for e, n in zip(t["element"], t["name"], strict=True)}
    kinds = {e: RATING_TABLES[name] for name, t in found.items() for e in t["element"]}
    elements = sorted(names, key=lambda e: (list(RATING_TABLES.values()).index(kinds[e]), e))
    column = {element: place for place, element in enumerate(elements)}
    shape = (len(codes.codes), len(elements))
    figures = {s: np.full(shape, -1, dtype=np.int32) for s in ("LV", "IM")}
    flags = np.zeros(shape, dtype=np.int8)
    for table in found.values():
        _place(codes, column, table, figures, flags)
    rated = np.nonzero((figures["IM"] >= 0).any(axis=1))[0]
    grid = np.ix_(rated, np.arange(len(elements)))
    rows, columns = np.meshgrid(rated, np.arange(len(elements)), indexing="ij")
    ratings: dict[str, Any] = {"occupation": rows.ravel().astype(np.int16)}
    ratings |= {"element": columns.ravel().astype(np.int16)}
    ratings |= {"level": figures["LV"][grid].ravel().astype(np.int16)}
    ratings |= {"importance": figures["IM"][grid].ravel().astype(np.int16), "flags": flags[grid].ravel()}
    described = {"id": [f"onet:{e}" for e in elements], "name": [names[e] for e in elements]}
    return {"elements": described | {"domain": [kinds[e] for e in elements]}, "ratings": ratings}


def _place(
    codes: Codes, column: Mapping[str, int], table: Columns, figures: dict[str, np.ndarray], flags: np.ndarray
) -> None:
    """Put one rating table into the grids; flags: 1 level or 2 importance suppressed, 4 not relevant."""
    rows, values = codes.rows(table["code"]), hundredths(table["value"])
    columns = np.array([column[e] for e in table["element"]])
    scale = np.array(table["scale"])
    suppressed = np.array(table["suppress"]) == "Y"
    irrelevant = np.array(table["irrelevant"]) == "Y"
    for name, bit in (("LV", 1), ("IM", 2)):
        pick = (scale == name) & (rows >= 0)
        place = rows[pick], columns[pick]
        figures[name][place] = values[pick]
        flags[place] |= np.where(suppressed[pick], bit, 0).astype(np.int8)
        flags[place] |= np.where(irrelevant[pick], 4, 0).astype(np.int8)


def _education(codes: Codes, tables: Tables) -> dict[str, dict[str, Any]]:
    table = tables["education"]
    rows, scale = codes.rows(table["code"]), np.array(table["scale"])
    values = hundredths(table["value"])
    scales = ["RL", "RW", "PT", "OJ"]
    keep = (rows >= 0) & np.isin(scale, scales) & (values > 0) & (np.array(table["suppress"]) != "Y")
    kind = np.array([scales.index(s) if s in scales else -1 for s in table["scale"]], dtype=np.int8)
    category = np.array([int(c) if c.isdigit() else 0 for c in table["category"]], dtype=np.int8)
    order = np.lexsort((category[keep], kind[keep], rows[keep]))
    columns = {"occupation": rows, "scale": kind, "category": category, "share": values.astype(np.int16)}
    return {"education": {name: column[keep][order] for name, column in columns.items()}}


def _titles(codes: Codes, tables: Tables) -> dict[str, dict[str, Any]]:
    listed: set[tuple[int, int, str]] = {(row, 0, title) for row, title in enumerate(codes.titles)}
    for kind, name in ((1, "alternate"), (2, "reported")):
        rows = codes.rows(tables[name]["code"]).tolist()
        listed |= {(r, kind, t.strip()) for r, t in zip(rows, tables[name]["title"], strict=True) if r >= 0}
    ordered = sorted(listed, key=lambda item: (item[1], item[0], item[2]))
    columns = list(zip(*ordered, strict=True))
    row, kinds = np.array(columns[0], dtype=np.int16), np.array(columns[1], dtype=np.int8)
    return {"titles": {"occupation": row, "kind": kinds, "title": list(columns[2])}}


def _technologies(codes: Codes, tables: Tables) -> dict[str, dict[str, Any]]:
    table = tables["technology"]
    names: dict[str, str] = {}
    for name in sorted(set(table["name"])):
        names.setdefault(slug(name), name)
    ids = sorted(names)
    place = {key: number for number, key in enumerate(ids)}
    rows = codes.rows(table["code"])
    used: dict[tuple[int, int], tuple[int, int]] = {}
    for row, name, hot, demand in zip(
        rows.tolist(), table["name"], table["hot"], table["demand"], strict=True
    ):
        if row >= 0:
            used[row, place[slug(name)]] = (int(hot == "Y"), int(demand == "Y"))
    pairs = sorted(used)
    uses = {"occupation": np.array([p[0] for p in pairs], dtype=np.int16)}
    uses |= {"technology": np.array([p[1] for p in pairs], dtype=np.int16)}
    uses |= {"flags": np.array([used[p][0] + 2 * used[p][1] for p in pairs], dtype=np.int8)}
    listed = {"slug": ids, "name": [names[key] for key in ids]}
    return {"technologies": listed, "technology_uses": uses}


def _activities(codes: Codes, tables: Tables) -> dict[str, dict[str, Any]]:
    listed = sorted(
        set(zip(tables["activities_detailed"]["id"], tables["activities_detailed"]["name"], strict=True))
    )
    place = {key: number for number, (key, _) in enumerate(listed)}
    links = tables["task_links"]
    rows = codes.rows(links["code"]).tolist()
    triples = sorted(
        {
            (row, int(task), place[dwa])
            for row, task, dwa in zip(rows, links["task"], links["dwa"], strict=True)
            if row >= 0 and dwa in place
        }
    )
    columns = list(zip(*triples, strict=True))
    linked = {
        "occupation": np.array(columns[0], dtype=np.int16),
        "task": np.array(columns[1], dtype=np.int32),
    }
    linked |= {"activity": np.array(columns[2], dtype=np.int16)}
    return {
        "activities": {"id": [k for k, _ in listed], "name": [n for _, n in listed]},
        "task_activities": linked,
    }


WRITERS: tuple[Writer, ...] = (
    Writer(("occupations", "zones"), ("occupations",), _occupations),
    Writer(("skills", "knowledge", "abilities"), ("elements", "ratings"), _ratings),
    Writer(("education",), ("education",), _education),
    Writer(("occupations", "alternate", "reported"), ("titles",), _titles),
    Writer(("technology",), ("technologies", "technology_uses"), _technologies),
    Writer(("activities_detailed", "task_links"), ("activities", "task_activities"), _activities),
)

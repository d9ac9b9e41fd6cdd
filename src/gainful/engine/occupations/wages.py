"""Look up wages and employment by occupation and area."""

from __future__ import annotations

from collections.abc import Mapping
from functools import cached_property
from typing import Any

import numpy as np

from gainful.engine.occupations.facts import Area, Wage
from gainful.engine.occupations.store import Store

NATIONAL = "0000000"
KEY_DIGITS, CBSA_DIGITS = 7, 5
JOINED = {
    "21-1011": "21-1018",
    "21-1014": "21-1018",
    "25-2055": "25-2052",
    "25-2056": "25-2052",
    "25-9042": "25-9045",
    "25-9043": "25-9045",
    "25-9049": "25-9045",
    "51-2022": "51-2028",
    "51-2023": "51-2028",
    "53-1042": "53-1047",
    "53-1043": "53-1047",
    "53-1044": "53-1047",
    "53-1049": "53-1047",
}
"""Occupations that BLS publishes together under a code of its own (OEWS May 2025 occupation list)."""
KINDS = {"N": "national", "S": "state", "M": "metro"}
FIGURES = ("p10", "p25", "median", "p75", "p90")


class Wages:
    """OEWS wages: US dollars a year; areas by their seven-digit OEWS code."""

    def __init__(self, store: Store) -> None:
        self._store = store
        self._rows_of: dict[tuple[str, ...], np.ndarray] = {}
        self._found: dict[str, str] = {}

    @cached_property
    def areas(self) -> tuple[Area, ...]:
        """Every area wages are published for, the nation among them."""
        table = self._store.read("areas")
        rows = zip(table["code"], table["name"], table["kind"], table["state"], strict=True)
        return tuple(Area(code, name, KINDS.get(kind, kind), state) for code, name, kind, state in rows)

    @cached_property
    def _described(self) -> Mapping[str, Any]:
        return self._store.read("wage_occupations")

    @cached_property
    def _soc(self) -> dict[str, int]:
        return {soc: row for row, soc in enumerate(self._described["soc"])}

    @cached_property
    def _area_row(self) -> dict[str, int]:
        return {area.code: row for row, area in enumerate(self.areas)}

    @cached_property
    def _table(self) -> Mapping[str, Any]:
        return self._store.read("wages")

    @cached_property
    def _keys(self) -> np.ndarray:
        table = self._table
        return table["occupation"].astype(np.int64) * 10_000 + table["area"]

    def soc_row(self, code: str) -> int | None:
        """Return the wage occupation's row for an O*NET code: itself, else the broad group BLS publishes."""
        soc = code[:7]
        for candidate in (soc, JOINED.get(soc, ""), f"{soc[:6]}0"):
            if candidate in self._soc:
                return self._soc[candidate]
        return None

    def _cell(self, soc: int, area: int) -> int | None:
        key = soc * 10_000 + area
        at = int(np.searchsorted(self._keys, key))
        return at if at < len(self._keys) and self._keys[at] == key else None

    def area_row(self, area: str) -> int:
        """Return the row of an area given by code or name; raises KeyError with what is close to it.

        The key of a metropolitan area is its five-digit CBSA code behind two zeros. Both are read, and so is the key
        of a state that lost its first zero in a spreadsheet.
        """
        key = area.zfill(KEY_DIGITS) if area.isdigit() and len(area) >= CBSA_DIGITS else area
        if key in self._area_row:
            return self._area_row[key]
        close = self.areas_like(area)
        exact = [known for known in close if known.name.casefold() == area.casefold()]
        if exact or len(close) == 1:
            return self._area_row[(exact or close)[0].code]
        names = ", ".join(f"{known.name} ({known.code})" for known in close[:5])
        raise KeyError(
            f'No wage area "{area}". {"Did you mean: " + names if names else "See reference.areas."}'
        )

    def areas_like(self, name: str) -> list[Area]:
        """Return the areas whose name holds these words."""
        wanted = name.casefold()
        return [known for known in self.areas if wanted in known.name.casefold()]

    def find_area(self, area: str) -> str | None:
        """Return the seven-digit key of an area given by key, by its CBSA code (33460) or by name; None for no area."""
        if area not in self._found:
            try:
                self._found[area] = self.areas[self.area_row(area)].code
            except KeyError:
                return None
        return self._found[area]

    def look_up(self, code: str, area: str | None = None) -> Wage | None:
        """Return an area's wage, else the national one marked `fallback`; None where none is published."""
        soc = self.soc_row(code)
        if soc is None:
            return None
        asked = self.area_row(area or NATIONAL)
        at, fallback = self._cell(soc, asked), False
        if at is None or self._table["median"][at] < 0:
            national = self._cell(soc, self._area_row[NATIONAL])
            fallback = asked != self._area_row[NATIONAL]
            at, asked = national, self._area_row[NATIONAL]
        return None if at is None else self._wage(at, soc, asked, fallback=fallback)

    def _wage(self, at: int, soc: int, area: int, *, fallback: bool) -> Wage:
        tens = (int(self._table[name][at]) for name in FIGURES)
        p10, p25, median, p75, p90 = (ten * 10.0 if ten >= 0 else None for ten in tens)
        people = int(self._table["employment"][at])
        place, described = self.areas[area], self._described
        return Wage(
            p10=p10,
            p25=p25,
            median=median,
            p75=p75,
            p90=p90,
            employment=people * 10 if people >= 0 else None,
            area_code=place.code,
            area_name=place.name,
            fallback=fallback,
            soc=described["soc"][soc],
            soc_name=described["name"][soc],
        )

    def medians(self, codes: tuple[str, ...], area: str | None = None) -> tuple[np.ndarray, np.ndarray]:
        """Return median wage and employment of many occupations at once, NaN where unknown.

        The wage falls back to the nation where the area has none; employment does not.
        """
        wanted = self._soc_rows(codes)
        wage, _ = self._column(wanted, self._area_row[NATIONAL])
        _, people = self._column(wanted, self._area_row[NATIONAL])
        if area is not None and area != NATIONAL:
            local, people = self._column(wanted, self.area_row(area))
            wage = np.where(np.isnan(local), wage, local)
        return wage, people

    def _soc_rows(self, codes: tuple[str, ...]) -> np.ndarray:
        if codes not in self._rows_of:
            rows = [-1 if (row := self.soc_row(code)) is None else row for code in codes]
            self._rows_of = {codes: np.array(rows)}
        return self._rows_of[codes]

    def _column(self, soc: np.ndarray, area: int) -> tuple[np.ndarray, np.ndarray]:
        keys = soc.astype(np.int64) * 10_000 + area
        at = np.minimum(np.searchsorted(self._keys, keys), len(self._keys) - 1)
        hit = (self._keys[at] == keys) & (soc >= 0)
        wage, people = self._table["median"][at] * 10.0, self._table["employment"][at] * 10.0
        return np.where(hit & (wage >= 0), wage, np.nan), np.where(hit & (people >= 0), people, np.nan)

"""Look up wages and employment by occupation and area."""

from __future__ import annotations

from collections.abc import Mapping
from functools import cached_property
from typing import Any

import numpy as np

from gainful.engine.occupations.facts import Area, Wage
from gainful.engine.occupations.store import Store

NATIONAL = "0000000"
KINDS = {"N": "national", "S": "state", "M": "metro"}
FIGURES = ("p10", "p25", "median", "p75", "p90")


class Wages:
    """OEWS wages: US dollars a year; areas by their seven-digit OEWS code."""

    def __init__(self, store: Store) -> None:
        self._store = store

    @cached_property
    def areas(self) -> tuple[Area, ...]:
        """Every area wages are published for, the nation among them."""
        table = self._store.read("areas")
        rows = zip(table["code"], table["name"], table["kind"], table["state"], strict=True)
        return tuple(Area(code, name, KINDS.get(kind, kind), state) for code, name, kind, state in rows)

    @cached_property
    def _soc(self) -> dict[str, int]:
        return {soc: row for row, soc in enumerate(self._store.read("wage_occupations")["soc"])}

    @cached_property
    def _soc_names(self) -> tuple[str, ...]:
        return tuple(self._store.read("wage_occupations")["name"])

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
        for candidate in (soc, f"{soc[:6]}0", f"{soc[:5]}00"):
            if candidate in self._soc:
                return self._soc[candidate]
        return None

    def _cell(self, soc: int, area: int) -> int | None:
        key = soc * 10_000 + area
        at = int(np.searchsorted(self._keys, key))
        return at if at < len(self._keys) and self._keys[at] == key else None

    def area_row(self, area: str) -> int:
        """Return the row of an area given by code or exact name; raises KeyError with what is close to it."""
        if area in self._area_row:
            return self._area_row[area]
        wanted = area.casefold()
        close = [row for row, known in enumerate(self.areas) if wanted in known.name.casefold()]
        exact = [row for row in close if self.areas[row].name.casefold() == wanted]
        if exact or len(close) == 1:
            return (exact or close)[0]
        names = ", ".join(f"{self.areas[row].name} ({self.areas[row].code})" for row in close[:5])
        raise KeyError(
            f'No wage area "{area}". {"Did you mean: " + names if names else "See reference.areas."}'
        )

    def look_up(self, code: str, area: str | None = None) -> Wage | None:
        """Return the wage in an area, else the national one marked `fallback`; None where none is published."""
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
        figures = [int(self._table[name][at]) * 10 for name in FIGURES]
        money = [float(figure) if figure >= 0 else None for figure in figures]
        people = int(self._table["employment"][at]) * 10
        place, name = self.areas[area], self._soc_names[soc]
        code = next(key for key, row in self._soc.items() if row == soc)
        counted = people if people >= 0 else None
        return Wage(*money, counted, place.code, place.name, fallback, code, name)

    def medians(self, codes: tuple[str, ...], area: str | None = None) -> tuple[np.ndarray, np.ndarray]:
        """Return median wage and employment of many occupations at once, NaN where unknown.

        The wage falls back to the nation where the area has none; employment does not.
        """
        wanted = np.array([-1 if (row := self.soc_row(code)) is None else row for code in codes])
        wage, _ = self._column(wanted, self._area_row[NATIONAL])
        _, people = self._column(wanted, self._area_row[NATIONAL])
        if area is not None and area != NATIONAL:
            local, people = self._column(wanted, self.area_row(area))
            wage = np.where(np.isnan(local), wage, local)
        return wage, people

    def _column(self, soc: np.ndarray, area: int) -> tuple[np.ndarray, np.ndarray]:
        keys = soc.astype(np.int64) * 10_000 + area
        at = np.minimum(np.searchsorted(self._keys, keys), len(self._keys) - 1)
        hit = (self._keys[at] == keys) & (soc >= 0)
        wage, people = self._table["median"][at] * 10.0, self._table["employment"][at] * 10.0
        return np.where(hit & (wage >= 0), wage, np.nan), np.where(hit & (people >= 0), people, np.nan)

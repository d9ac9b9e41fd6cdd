"""Look up wages and employment by occupation and area."""

from __future__ import annotations

from dataclasses import dataclass
from functools import cached_property

import numpy as np

from gainful.engine.occupations.connecticut import connecticut_area_of
from gainful.engine.occupations.facts import Area, Wage
from gainful.engine.occupations.store import Columns, Store

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
PLACES = ("area", "state", "nation")


@dataclass(frozen=True, slots=True)
class Medians:
    """Median wages (US dollars a year) and employment of many occupations, an array each [occupations]."""

    wage: np.ndarray
    """NaN where BLS releases none."""
    at_least: np.ndarray
    """True where the wage is only known to reach the highest that BLS publishes: the figure is a lower bound."""
    employment: np.ndarray
    """Of the asked area itself, NaN where not released; of the whole group where BLS publishes several together."""
    place: np.ndarray
    """Place in PLACES of where the wage comes from: the asked area, its state or the nation."""
    group: np.ndarray
    """Row of the wage occupation, -1 where there is none: occupations of one group share their figures."""


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
        rows = zip(
            table.texts("code"), table.texts("name"), table.texts("kind"), table.texts("state"), strict=True
        )
        return tuple(Area(code, name, KINDS.get(kind, kind), state) for code, name, kind, state in rows)

    @cached_property
    def _described(self) -> Columns:
        return self._store.read("wage_occupations")

    @cached_property
    def _soc(self) -> dict[str, int]:
        return {soc: row for row, soc in enumerate(self._described.texts("soc"))}

    @cached_property
    def _area_row(self) -> dict[str, int]:
        return {area.code: row for row, area in enumerate(self.areas)}

    @cached_property
    def _table(self) -> Columns:
        return self._store.read("wages")

    @cached_property
    def _keys(self) -> np.ndarray:
        table = self._table
        return table.numbers("occupation").astype(np.int64) * 10_000 + table.numbers("area")

    @cached_property
    def _translated(self) -> dict[str, set[str]]:
        """SOC 2018 codes of each SOC 2010 code, for releases up to 25.0, whose codes are of 2010."""
        if not self._store.has("soc_2010_2018"):
            return {}
        table, found = self._store.read("soc_2010_2018"), dict[str, set[str]]()
        for old, new in zip(table.texts("soc_2010"), table.texts("soc_2018"), strict=True):
            found.setdefault(old, set()).add(new)
        return found

    def soc_row(self, code: str) -> int | None:
        """Return the wage occupation's row for an O*NET code: itself, else the group that BLS publishes it in."""
        soc = code[:7]
        row = self._published(soc)
        if row is not None:
            return row
        rows = {self._published(new) for new in self._translated.get(soc, ())}
        return next(iter(rows)) if len(rows) == 1 else None

    def _published(self, soc: str) -> int | None:
        found = (c for c in (soc, JOINED.get(soc, ""), f"{soc[:6]}0") if c in self._soc)
        return self._soc.get(next(found, ""))

    def _cell(self, soc: int, area: int) -> int | None:
        key = soc * 10_000 + area
        at = int(np.searchsorted(self._keys, key))
        return at if at < len(self._keys) and self._keys[at] == key else None

    def area_row(self, area: str) -> int:
        """Return the row of an area given by code or name; raises KeyError with what is close to it.

        The key of a metropolitan area is its five-digit CBSA code behind two zeros. Both are read, and so is the key
        of a state that lost its first zero in a spreadsheet. A town, planning region or former county of Connecticut
        ("Danbury, CT", 09190) stands for its area.
        """
        key = area.zfill(KEY_DIGITS) if area.isdigit() and len(area) >= CBSA_DIGITS else area
        if key in self._area_row:
            return self._area_row[key]
        close = self.areas_like(area)
        exact = [known for known in close if known.name.casefold() == area.casefold()]
        if exact or len(close) == 1:
            return self._area_row[(exact or close)[0].code]
        town = connecticut_area_of(area)
        if town in self._area_row:
            return self._area_row[town]
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

    @cached_property
    def _state_row(self) -> dict[str, int]:
        """The row of each state by its FIPS code."""
        return {area.state_fips: row for row, area in enumerate(self.areas) if area.kind == "state"}

    def _sources(self, area: str | None) -> list[tuple[int, int]]:
        """Return which areas to ask, in order: (place in PLACES, row of the area)."""
        nation = self._area_row[NATIONAL]
        asked = nation if area is None else self.area_row(area)
        if asked == nation:
            return [(0, nation)]
        state = self._state_row.get(self.areas[asked].state_fips, asked)
        return [(0, asked), *([(1, state)] if state != asked else []), (2, nation)]

    def look_up(self, code: str, area: str | None = None) -> Wage | None:
        """Return an area's wage, else its state's, else the nation's (`place` says which); None where there is none."""
        soc = self.soc_row(code)
        if soc is None:
            return None
        for place, row in self._sources(area):
            at = self._cell(soc, row)
            if at is not None and (self._table.numbers("median")[at] >= 0 or row == self._area_row[NATIONAL]):
                return self._wage(at, soc, row, place=PLACES[place], combined=self._is_combined(code, soc))
        return None

    def _is_combined(self, code: str, soc: int) -> bool:
        """Whether the wage occupation is a group that BLS made of several occupations."""
        published = self._described.texts("soc")[soc]
        return bool(published != code[:7] and self._translated.get(code[:7]) != {published})

    @cached_property
    def _top(self) -> np.ndarray:
        """Which figures of a cell are lower bounds: one bit each, in the order of FIGURES."""
        table = self._table
        return (
            np.asarray(table.numbers("top"))
            if "top" in table
            else np.zeros(len(table.numbers("median")), np.int8)
        )

    def _wage(self, at: int, soc: int, area: int, *, place: str, combined: bool) -> Wage:
        tens = (int(self._table[name][at]) for name in FIGURES)
        p10, p25, median, p75, p90 = (ten * 10.0 if ten >= 0 else None for ten in tens)
        people, top = int(self._table.numbers("employment")[at]), int(self._top[at])
        described = self._described
        return Wage(
            p10=p10,
            p25=p25,
            median=median,
            p75=p75,
            p90=p90,
            employment=people * 10 if people >= 0 else None,
            area_code=self.areas[area].code,
            area_name=self.areas[area].name,
            place=place,
            soc=described.texts("soc")[soc],
            soc_name=described.texts("name")[soc],
            combined=combined,
            at_least=frozenset(name for bit, name in enumerate(FIGURES) if top >> bit & 1),
        )

    def medians(self, codes: tuple[str, ...], area: str | None = None) -> Medians:
        """Return median wages and employment of many occupations at once.

        The wage falls back to the state's and then to the nation's where the area has none; employment does not.
        """
        group = self._soc_rows(codes)
        wage, people = np.full(len(codes), np.nan), np.full(len(codes), np.nan)
        at_least, source = np.zeros(len(codes), bool), np.full(len(codes), len(PLACES) - 1, np.int8)
        for number, (place, row) in enumerate(self._sources(area)):
            local, bound, count = self._column(group, row)
            people = count if number == 0 else people
            new = np.isnan(wage) & ~np.isnan(local)
            wage[new], at_least[new], source[new] = local[new], bound[new], place
        return Medians(wage, at_least, people, source, group)

    def group_name(self, group: int) -> str:
        """Return the published name of a wage occupation by its row."""
        return str(self._described.texts("name")[group])

    def _soc_rows(self, codes: tuple[str, ...]) -> np.ndarray:
        if codes not in self._rows_of:
            rows = [-1 if (row := self.soc_row(code)) is None else row for code in codes]
            self._rows_of = {codes: np.array(rows)}
        return self._rows_of[codes]

    def _column(self, soc: np.ndarray, area: int) -> tuple[np.ndarray, np.ndarray, np.ndarray]:
        keys = soc.astype(np.int64) * 10_000 + area
        at = np.minimum(np.searchsorted(self._keys, keys), len(self._keys) - 1)
        hit = (self._keys[at] == keys) & (soc >= 0)
        wage, people = self._table.numbers("median")[at] * 10.0, self._table.numbers("employment")[at] * 10.0
        bound = hit & (self._top[at] >> FIGURES.index("median") & 1 > 0)
        return np.where(hit & (wage >= 0), wage, np.nan), bound, np.where(hit & (people >= 0), people, np.nan)

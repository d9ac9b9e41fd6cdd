"""One version of the reference data, read table by table when first asked for."""

from __future__ import annotations

import difflib
from collections import Counter
from dataclasses import replace
from functools import cached_property
from pathlib import Path

import numpy as np

from gainful.engine.occupations.crosswalks import Crosswalks
from gainful.engine.occupations.education import Education
from gainful.engine.occupations.esco import Esco
from gainful.engine.occupations.facts import (
    Area,
    DetailedActivity,
    Element,
    Occupation,
    RatingFlags,
    Technology,
    Titles,
    Wage,
)
from gainful.engine.occupations.job_zones import ZonePreparation, preparation_by_zone
from gainful.engine.occupations.outlook import Outlook, outlook
from gainful.engine.occupations.store import Columns, Store, by_row
from gainful.engine.occupations.wages import Wages

KINDS = ("occupation", "alternate", "reported")
CATEGORIES = (12, 11, 9, 9)
USABLE_SHARE = 0.75
"""Education answers are unknown when O*NET suppresses more than a quarter of them: the rest would mislead."""


class Reference:
    """Occupations with their ratings, titles, technologies, preparation, wages, and ESCO beside them."""

    def __init__(self, folder: Path) -> None:
        self.folder = folder
        self.version = folder.name
        self._store = Store(folder)
        self.wages = Wages(self._store)
        self._answers: dict[str, Education] = {}

    def __repr__(self) -> str:
        """Name the version."""
        return f"Reference({self.version})"

    @cached_property
    def _ratings(self) -> tuple[np.ndarray, np.ndarray, np.ndarray]:
        table = self._store.read("ratings")
        shape = (len(self._codes), len(self.elements))
        level = np.full(shape, np.nan, dtype=np.float32)
        importance = np.full(shape, np.nan, dtype=np.float32)
        flags = np.zeros(shape, dtype=np.int8)
        place = table.numbers("occupation"), table.numbers("element")
        for grid, name in ((level, "level"), (importance, "importance")):
            grid[place] = np.where(table.numbers(name) >= 0, table.numbers(name) / 100.0, np.nan)
        flags[place] = table.numbers("flags")
        level[(flags & 1) > 0] = np.nan
        importance[(flags & 2) > 0] = np.nan
        level[(flags & 4) > 0] = 0.0
        for grid in (level, importance):
            grid.setflags(write=False)
        return level, importance, flags

    @property
    def level(self) -> np.ndarray:
        """float32 [occupations, elements], 0-7; NaN unknown or suppressed, 0 where not relevant."""
        return self._ratings[0]

    @property
    def importance(self) -> np.ndarray:
        """float32 [occupations, elements], 1-5; NaN unknown or suppressed."""
        return self._ratings[1]

    @cached_property
    def flags(self) -> RatingFlags:
        """Why ratings are unknown or zero: boolean [occupations, elements] each."""
        bits = self._ratings[2]
        return RatingFlags((bits & 1) > 0, (bits & 2) > 0, (bits & 4) > 0)

    @cached_property
    def _listed(self) -> tuple[tuple[str, ...], tuple[str, ...], np.ndarray]:
        table = self._store.read("occupations")
        return table.texts("code"), table.texts("title"), table.numbers("job_zone")

    @property
    def _codes(self) -> tuple[str, ...]:
        return self._listed[0]

    @cached_property
    def occupations(self) -> tuple[Occupation, ...]:
        """Every occupation in code order; a row number points here and into the rating arrays."""
        rated = np.zeros(len(self._codes), dtype=bool)
        rated[self._store.read("ratings").numbers("occupation")] = True
        rows = zip(*self._listed, rated.tolist(), strict=True)
        return tuple(Occupation(code, title, int(zone) or None, known) for code, title, zone, known in rows)

    @cached_property
    def zone_preparation(self) -> dict[int, ZonePreparation]:
        """What each job zone of this release stands for, in years."""
        if not self._store.has("job_zones"):
            return preparation_by_zone()
        table = self._store.read("job_zones")
        rows = zip(*(table.numbers(name).tolist() for name in ("zone", "svp_low", "svp_high")), strict=True)
        return preparation_by_zone({zone: (low / 10, high / 10) for zone, low, high in rows})

    @cached_property
    def preparation_years(self) -> np.ndarray:
        """Middle years of preparation of every occupation, float64 [occupations]; NaN where O*NET gives no job zone.

        Comparable between releases, which job zones are not.
        """
        zones = self.zone_preparation
        years = [zones[zone].middle if zone in zones else np.nan for zone in self._listed[2].tolist()]
        found = np.array(years)
        found.setflags(write=False)
        return found

    def preparation_of(self, code: str) -> ZonePreparation | None:
        """Return an occupation's preparation in years, None where O*NET gives no job zone."""
        return self.zone_preparation.get(int(self._listed[2][self.row(code)]))

    @cached_property
    def elements(self) -> tuple[Element, ...]:
        """The rated elements, in the order of the rating arrays' columns.

        O*NET calls a skill and a knowledge alike (Mathematics): those say which they are.
        """
        table = self._store.read("elements")
        found = tuple(map(Element, table.texts("id"), table.texts("name"), table.texts("domain")))
        times = Counter(each.name for each in found)
        return tuple(
            replace(each, name=f"{each.name} ({each.domain})") if times[each.name] > 1 else each
            for each in found
        )

    @cached_property
    def _row(self) -> dict[str, int]:
        return {code: row for row, code in enumerate(self._codes)}

    @cached_property
    def _column(self) -> dict[str, int]:
        return {element.id: place for place, element in enumerate(self.elements)}

    def row(self, code: str) -> int:
        """Return an occupation's row; 31-1131 is read as 31-1131.00; KeyError names the nearest codes."""
        row = self._row.get(code if len(code) != len("31-1131") else f"{code}.00")
        if row is None:
            near = difflib.get_close_matches(code, self._codes, n=4, cutoff=0.5)
            hint = f"Nearest codes: {', '.join(near)}." if near else "Codes look like 31-1131.00."
            raise KeyError(f'O*NET {self.version} has no occupation "{code}". {hint}')
        return row

    def column(self, element_id: str) -> int:
        """Return an element's column (`onet:2.A.1.a` or `2.A.1.a`); KeyError where it is not rated."""
        key = element_id if element_id.startswith("onet:") else f"onet:{element_id}"
        if key not in self._column:
            raise KeyError(
                f'O*NET {self.version} rates no element "{element_id}". They look like onet:2.A.1.a.'
            )
        return self._column[key]

    def occupation(self, code: str) -> Occupation:
        """Return an occupation; KeyError with the nearest codes where there is none."""
        return self.occupations[self.row(code)]

    @cached_property
    def titles(self) -> Titles:
        """Every title: O*NET's own, alternates, and those that workers reported."""
        table = self._store.read("titles")
        codes = tuple(self._codes[row] for row in table.numbers("occupation").tolist())
        return Titles(
            table.texts("title"), codes, tuple(KINDS[kind] for kind in table.numbers("kind").tolist())
        )

    @cached_property
    def technology_list(self) -> tuple[Technology, ...]:
        """Every technology that O*NET names, without an occupation's flags."""
        table = self._store.read("technologies")
        return tuple(
            Technology(f"technology:{s}", n)
            for s, n in zip(table.texts("slug"), table.texts("name"), strict=True)
        )

    @cached_property
    def technology_uses(self) -> tuple[np.ndarray, np.ndarray, np.ndarray]:
        """Parallel arrays: occupation row (sorted), place in technology_list, flags (1 hot, 2 in demand)."""
        table = self._store.read("technology_uses")
        return table.numbers("occupation"), table.numbers("technology"), table.numbers("flags")

    def technologies(self, code: str) -> tuple[Technology, ...]:
        """Return the technologies of an occupation, in demand and hot ones first."""
        start, stop = self._uses(code)
        _, places, flags = self.technology_uses
        found = [
            Technology(self.technology_list[p].id, self.technology_list[p].name, bool(f & 1), bool(f & 2))
            for p, f in zip(places[start:stop].tolist(), flags[start:stop].tolist(), strict=True)
        ]
        return tuple(sorted(found, key=lambda t: (not t.in_demand, not t.hot, t.name)))

    def technology_ids(self, code: str) -> frozenset[str]:
        """Return the ids of the technologies of an occupation."""
        start, stop = self._uses(code)
        places = self.technology_uses[1][start:stop].tolist()
        return frozenset(self.technology_list[place].id for place in places)

    def _uses(self, code: str) -> tuple[int, int]:
        """Where an occupation's technologies stand in `technology_uses`."""
        row = self.row(code)
        start, stop = np.searchsorted(self.technology_uses[0], [row, row + 1]).tolist()
        return start, stop

    @cached_property
    def dwas(self) -> tuple[DetailedActivity, ...]:
        """The detailed work activities."""
        table = self._store.read("activities")
        return tuple(map(DetailedActivity, table.texts("id"), table.texts("name")))

    @cached_property
    def task_activities(self) -> tuple[np.ndarray, np.ndarray, np.ndarray]:
        """Parallel arrays sorted by occupation row: occupation row, task number, place in `dwas`."""
        table = self._store.read("task_activities")
        return table.numbers("occupation"), table.numbers("task"), table.numbers("activity")

    @cached_property
    def _education(self) -> tuple[np.ndarray, Columns]:
        table = self._store.read("education")
        return by_row(table.numbers("occupation"), len(self._codes)), table

    def education(self, code: str) -> Education:
        """Return what workers in the occupation say it takes: school, experience, training."""
        if code not in self._answers:
            self._answers[code] = self._read_education(code)
        return self._answers[code]

    def _read_education(self, code: str) -> Education:
        offsets, table = self._education
        row = self.row(code)
        stretch = slice(offsets[row], offsets[row + 1])
        scales: list[np.ndarray | None] = []
        for scale, count in enumerate(CATEGORIES):
            pick = table.numbers("scale")[stretch] == scale
            shares = np.zeros(count)
            shares[table.numbers("category")[stretch][pick] - 1] = (
                table.numbers("share")[stretch][pick] / 10_000.0
            )
            scales.append(shares if shares.sum() >= USABLE_SHARE else None)
        return Education(*scales)

    def wage(self, code: str, area: str | None = None) -> Wage | None:
        """Return annual wages and employment in an area (code or name; default the nation), or None."""
        self.row(code)
        return self.wages.look_up(code, area)

    def outlook(self, code: str, area: str | None = None) -> Outlook | None:
        """Return whether an occupation grows in an area's state or the nation; None where no projections are loaded."""
        state = self.areas[self.wages.area_row(area)].state_fips if area else None
        return outlook(self.occupation(code).code, state)

    @property
    def areas(self) -> tuple[Area, ...]:
        """Every wage area."""
        return self.wages.areas

    @cached_property
    def vectors(self) -> dict[str, np.ndarray]:
        """Unit float32 vectors [occupations, 384] by kind, zero where unknown; empty if not carried."""
        if not self._store.has("vectors"):
            return {}
        table = self._store.read("vectors")
        return {name: _unit(table.numbers(name).view(np.int8).astype(np.float32)) for name in table}

    @property
    def task_vectors(self) -> np.ndarray | None:
        """Each occupation's task vectors averaged: float32 [occupations, 384], None if not carried."""
        return self.vectors.get("tasks")

    @cached_property
    def esco(self) -> Esco:
        """The European classification: skills, occupations and which skill each needs."""
        return Esco(self._store)

    @cached_property
    def crosswalks(self) -> Crosswalks:
        """From SOC 2010, fields of study and ESCO occupations to these codes, with confidence."""
        return Crosswalks(self._store)


def _unit(rows: np.ndarray) -> np.ndarray:
    norms = np.linalg.norm(rows, axis=1, keepdims=True)
    return np.divide(rows, norms, out=np.zeros_like(rows), where=norms > 0)

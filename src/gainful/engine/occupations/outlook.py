"""Whether an occupation grows, from official employment projections; only where the user has loaded them.

Projections are facts of their own, not of an O*NET release: they stand beside the versions, by SOC code.
"""

from __future__ import annotations

from dataclasses import dataclass
from functools import lru_cache
from pathlib import Path

from gainful.engine.occupations.folders import loaded_folder
from gainful.engine.occupations.store import Store
from gainful.engine.occupations.wages import JOINED

FOLDER = ".projections"
"""In the folder of loaded versions; the leading point keeps it from being taken for one."""
STEADY = 1.0
"""Change in per cent up to which an occupation is said to stay about the same."""


@dataclass(frozen=True, slots=True)
class Outlook:
    """The projected change of an occupation's employment in an area, in per cent from the first to the last year."""

    area: str
    first_year: int
    last_year: int
    change: float
    openings: int | None
    """Openings a year, from growth and from people who leave the occupation; None where not published."""
    soc: str
    source: str

    @property
    def grows(self) -> str:
        """`grows`, `shrinks` or `steady`."""
        if abs(self.change) <= STEADY:
            return "steady"
        return "grows" if self.change > 0 else "shrinks"

    @property
    def sentence(self) -> str:
        """The outlook in a sentence, with years, area and source."""
        years = f"from {self.first_year} to {self.last_year}"
        if self.grows == "steady":
            said = f"This work is projected to stay about the same {years} ({self.change:+.1f} %)"
        else:
            verb = "grow" if self.grows == "grows" else "shrink"
            said = f"This work is projected to {verb} by {abs(self.change):.1f} % {years}"
        openings = "" if self.openings is None else f", with about {self.openings:,} openings a year"
        return f"{said} in {self.area}{openings} ({self.source})."


def projections_folder() -> Path | None:
    """Return where loaded projections stand, None where no data folder is set."""
    base = loaded_folder()
    return base / FOLDER if base else None


def outlook(code: str, state_fips: str | None = None, folder: Path | None = None) -> Outlook | None:
    """Return an occupation's outlook: the state's where it is loaded, else the nation's; None where neither is."""
    table = _load(folder or projections_folder())
    soc = code[:7]
    for area in (state_fips, "00"):
        for candidate in (soc, JOINED.get(soc, ""), f"{soc[:6]}0"):
            if area and (area, candidate) in table:
                return table[area, candidate]
    return None


def _load(folder: Path | None) -> dict[tuple[str, str], Outlook]:
    path = folder / "projections.parquet" if folder else None
    if path is None or not path.is_file():
        return {}
    return _read(path.parent, path.stat().st_mtime_ns)


@lru_cache(maxsize=2)
def _read(folder: Path, _changed: int) -> dict[tuple[str, str], Outlook]:
    table = Store(folder).read("projections")
    numbers = ("first_year", "last_year", "change", "openings")
    figures = zip(*(table.numbers(name).tolist() for name in numbers), strict=True)
    rows = zip(
        table.texts("state"),
        table.texts("area"),
        table.texts("soc"),
        table.texts("source"),
        figures,
        strict=True,
    )
    return {
        (state, soc): Outlook(area, first, last, change / 10, None if openings < 0 else openings, soc, source)
        for state, area, soc, source, (first, last, change, openings) in rows
    }

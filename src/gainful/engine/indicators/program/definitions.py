"""Program metrics as data: id, version, meaning in words, population, lag, citation, what file they need."""

from __future__ import annotations

import tomllib
from dataclasses import dataclass, fields
from functools import cache
from pathlib import Path

DATA = Path(__file__).parents[1] / "data" / "program-metrics.toml"


@dataclass(frozen=True, slots=True)
class Metric:
    """What one figure means, so that it can be printed beside the figure."""

    id: str
    version: int
    name: str
    unit: str
    definition: str
    population: str
    lag: str
    citation: str
    ours: str
    """What this project chose."""
    needs: str
    """Which file or column must be there; without it the metric is said to be missing, not zero."""
    times: tuple[int, ...] = ()
    """When a curve is read off, in `times_in` (days or quarters) since it began."""
    times_in: str = ""

    def filled(self, **values: int) -> Metric:
        """Return it with its window written into its words."""
        told = {
            field.name: getattr(self, field.name).format(**values)
            if isinstance(getattr(self, field.name), str)
            else getattr(self, field.name)
            for field in fields(self)
        }
        return Metric(**told)


@cache
def load_metrics() -> tuple[Metric, ...]:
    """Return the metrics in the order in which they are reported."""
    rows = tomllib.loads(DATA.read_text(encoding="utf-8"))["metric"]
    return tuple(Metric(**{**row, "times": tuple(row.get("times", ()))}) for row in rows)

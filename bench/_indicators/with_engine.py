"""The indicators by the engine: Ibis on DuckDB in bounded memory, as `gainful indicators` runs them."""

from __future__ import annotations

from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any

from bench._indicators import AS_OF, YEAR, Figures


def figures(folder: Path) -> Figures:
    """Return every count and the medians."""
    from gainful.engine.indicators import Inputs, coverage_of
    from gainful.engine.tables import open_duckdb

    with TemporaryDirectory(prefix="gainful-spill-") as spill:
        connection = open_duckdb(spill=Path(spill))
        tables = [
            connection.read_parquet(str(folder / f"{files}.parquet"), table_name=files.split("-")[0])
            for files in ("participants", "services", "wages-*", "evidence")
        ]
        inputs = Inputs(*tables)
        return measured(inputs, coverage_of(inputs.wages, AS_OF))


def measured(inputs: Any, coverage: Any) -> Figures:
    """Return the engine's counts for everybody and by segment in the form that is compared."""
    from gainful.engine.indicators import needed, outcomes, summarise
    from gainful.engine.tables import kept

    found = kept(needed(outcomes(inputs, AS_OF, coverage, YEAR), "segment"))
    return told(summarise(found, by="segment"))


def told(groups: Any) -> Figures:
    """Return groups in the form that is compared."""
    body: Figures = {}
    for group in groups:
        lines: dict[str, list[int] | float | None] = {
            m.indicator.column: [m.numerator, m.denominator, m.pending, m.excluded] for m in group.measured
        }
        median = next(m.value for m in group.measured if m.indicator.column == "median_earnings_q2")
        body[group.segment or ""] = lines | {
            "periods": [group.periods], "exits": [group.exits], "median": median,
        }  # fmt: skip
    return body

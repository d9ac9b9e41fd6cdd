"""Adjusted levels of performance from a CSV file, joined with what the other files show."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from decimal import Decimal
from fractions import Fraction
from pathlib import Path

from gainful.engine.indicators import Group, load_indicators
from gainful.engine.indicators.scores import STATEWIDE, Level, adjusted_level, exact
from gainful.exchange.tables.cells import filled
from gainful.exchange.tables.errors import UnreadableColumns, UnreadableTable
from gainful.exchange.tables.headings import plain
from gainful.exchange.tables.opening import open_table

MODEL = ("negotiated", "estimate_before", "estimate_after")
ACTUAL = ("numerator", "denominator", "actual")
COLUMNS = ("program", "indicator", "adjusted", *MODEL, *ACTUAL)


@dataclass(frozen=True, slots=True)
class LevelRow:
    """One row: what is held to, and what was reached where the file says it itself."""

    program: str
    indicator: str
    adjusted: Fraction
    actual: Fraction | None


def read_levels(path: Path) -> list[LevelRow]:
    """Return the rows of a levels file; UnreadableColumns with row and column where one cannot be read."""
    try:
        table = open_table(path, path.name)
        heads = [plain(heading) for heading in table.header]
        rows = [
            (line.number, dict(zip(heads, map(filled, line.cells), strict=True))) for line in table.lines()
        ]
    except UnreadableTable as error:
        raise UnreadableColumns(
            f"{path} cannot be read: {error} Give a table with the columns {', '.join(COLUMNS)}."
        ) from error
    if not rows:
        raise UnreadableColumns(f"{path.name} has no rows. Its columns are {', '.join(COLUMNS)}.")
    return [_row(path.name, line, cells) for line, cells in rows]


def filled_levels(rows: Sequence[LevelRow], summary_of: Callable[[str], Group]) -> list[Level]:
    """Return levels with actual results; those that the file does not say are taken from everybody in the program."""
    found: dict[str, Group] = {}
    levels = []
    for row in rows:
        if row.actual is not None:
            levels.append(Level(row.program, row.indicator, row.adjusted, row.actual))
            continue
        program = "" if row.indicator == STATEWIDE else row.program
        group = found.setdefault(program, summary_of(program)) if program not in found else found[program]
        measured = next(m for m in group.measured if m.indicator.id == row.indicator)
        actual = None
        if measured.value is not None and row.indicator == "median-earnings-q2":
            actual = Fraction(Decimal(str(measured.value)))
        elif measured.value is not None:
            actual = Fraction(measured.numerator, measured.denominator)
        levels.append(Level(row.program, row.indicator, row.adjusted, actual, measured.pending))
    return levels


def _row(file: str, line: int, cells: dict[str, str]) -> LevelRow:
    indicator = cells.get("indicator", "")
    known = [found.id for found in load_indicators()]
    if indicator not in known:
        raise UnreadableColumns(
            f"{file}, row {line}, column “indicator”: “{indicator}” is not known. Use one of: {', '.join(known)}."
        )

    def figure(name: str) -> Fraction | None:
        text = cells.get(name, "")
        if not text:
            return None
        try:
            return exact(text)
        except ValueError as error:
            raise UnreadableColumns(f"{file}, row {line}, column “{name}”: {error}") from error

    adjusted, (negotiated, before, after) = figure("adjusted"), (figure(name) for name in MODEL)
    if adjusted is None:
        if negotiated is None or before is None or after is None:
            raise UnreadableColumns(
                f"{file}, row {line}: give “adjusted”, or all of “negotiated”, “estimate_before” and “estimate_after”."
            )
        adjusted = adjusted_level(negotiated, before, after)
    if adjusted <= 0:
        raise UnreadableColumns(f"{file}, row {line}: the adjusted level must be above 0.")
    numerator, denominator, actual = (figure(name) for name in ACTUAL)
    if numerator is not None and denominator:
        actual = numerator / denominator
    return LevelRow(cells.get("program", ""), indicator, adjusted, actual)

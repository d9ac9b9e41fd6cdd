"""How DuckDB reads the cells of a file: what is a date, an amount, a word that is allowed, and what is none."""

from __future__ import annotations

from gainful.exchange.outcome_files.columns import PERIODS, Column

DATE_FORMS = (
    "['%Y-%m-%d', '%m/%d/%y', '%m/%d/%Y', '%Y%m%d', '%Y-%m-%d %H:%M:%S', '%m/%d/%Y %H:%M:%S', '%Y/%m/%d', "
    "'%d-%b-%Y', '%d %b %Y', '%b %d, %Y', '%d.%m.%Y']"
)
"""Ways to write a day that can be read in one way only, where days with slashes are American."""
DAYS = "BETWEEN DATE '1900-01-01' AND DATE '2199-12-31'"
FOREVER = "DATE '9999-12-31'"
AMOUNT = r"[-+]?\$?\s?[-+]?(\d+|\d{1,3}(,\d{3})+)(\.\d*)?|[-+]?\$?\.\d+"
"""Commas stand between thousands only: 5.120,50 is not five dollars."""
EXPONENT = r"[-+]?\d+(\.\d+)?[eE][-+]?\d+"
"""As files of numbers say the very small and the very large."""


def quoted(name: str) -> str:
    """Return a name of a column as SQL writes it."""
    return '"' + name.replace('"', '""') + '"'


def text(value: str) -> str:
    """Return a text as SQL writes it."""
    return "'" + value.replace("'", "''") + "'"


def wrong(column: Column) -> str:
    """Return the SQL that is true of a cell that cannot be read, or that is empty and must not be."""
    if column.filled:
        return f"{cast(column)} IS NULL"
    if column.kind == "text":
        return "false"
    return f"({quoted(column.name)} IS NOT NULL AND {cast(column)} IS NULL)"


def cast(column: Column) -> str:
    """Return the SQL that reads a cell of text as what the column holds; NULL where it cannot."""
    name = quoted(column.name)
    whole = f"try_cast({name} AS INTEGER)"
    if "|" in column.kind:
        allowed = ", ".join(text(word) for word in column.kind.split("|"))
        return f"CASE WHEN lower({name}) IN ({allowed}) THEN lower({name}) END"
    return {
        "date": _day(name),
        "number": _amount(name),
        "whole": whole,
        "quarter": f"CASE WHEN {whole} BETWEEN 1 AND 4 THEN {whole} END",
        "period": f"coalesce({', '.join(_period(name, *way) for way in PERIODS)})",
    }.get(column.kind, name)


def _day(name: str) -> str:
    day = f"coalesce(try_cast({name} AS DATE), CAST(try_strptime({name}, {DATE_FORMS}) AS DATE))"
    return f"CASE WHEN {day} {DAYS} OR {day} = {FOREVER} THEN {day} END"


def _amount(name: str) -> str:
    plain = f"regexp_full_match({name}, {text(AMOUNT)})"
    power = f"regexp_full_match({name}, {text(EXPONENT)})"
    return (
        f"CASE WHEN {plain} THEN try_cast(regexp_replace({name}, '[$,\\s]', '', 'g') AS DOUBLE) "
        f"WHEN {power} THEN try_cast({name} AS DOUBLE) END"
    )


def _period(name: str, pattern: str, year: int, quarter: int) -> str:
    """Return the SQL of year × 4 + quarter − 1; NULL where a cell is not written this way."""
    said, quarters = (
        f"try_cast(regexp_extract({name}, {text(pattern)}, {at}) AS INTEGER)" for at in (year, quarter)
    )
    return f"{said} * 4 + {quarters} - 1"


def as_text(heading: str, kind: str) -> str:
    """Return the SQL of a cell as text; whole numbers that a file keeps as decimals (1.0) lose the point."""
    name = quoted(heading)
    said = f"CAST({name} AS VARCHAR)"
    if kind in {"DOUBLE", "FLOAT"}:
        whole = f"{name} = floor({name}) AND abs({name}) < 1e15"
        said = f"CASE WHEN {whole} THEN CAST(CAST({name} AS BIGINT) AS VARCHAR) ELSE {said} END"
    return f"nullif(trim({said}), '')"


EXPECTED = {
    "date": "Write dates as 2026-06-30 or 06/30/2026.",
    "number": "Write an amount such as 5120.50.",
    "whole": "Write a whole number.",
    "quarter": "A quarter is 1, 2, 3 or 4.",
    "period": "Write a quarter as 2025Q2.",
}


def expected(column: Column) -> str:
    """Return what to write in a column."""
    if "|" in column.kind:
        return f"Use one of: {', '.join(column.kind.split('|'))}."
    return EXPECTED.get(column.kind, "Fill it in.")

"""Large tables: read by DuckDB with the same rules for file, headings and cells, column by column, by all cores."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Any

from gainful.engine.tables import cell_sql as sql
from gainful.engine.tables import read_errors
from gainful.exchange.tables.cells import DateOrder, date_order
from gainful.exchange.tables.errors import UnreadableColumns
from gainful.exchange.tables.furniture import TOTALS, is_furniture
from gainful.exchange.tables.headings import Column, matched
from gainful.exchange.tables.large_source import Source, source_of

Asked = Sequence[Column] | Callable[[Sequence[str]], Sequence[Column]]
GLANCE = 20_000
"""Rows from which the way of writing days is told at first; where a cell then fails, all rows are looked at."""
MOST_ODD = 500
"""Rows that cannot be read among which totals and footers are looked for."""
TWO_WAYS = (
    "Days such as 1/2/2024 can be read in two ways, and no other row of the file shows which. "
    "Say --dates mdy (month first) or --dates dmy (day first)."
)
EXPECTED = {
    "day": "Write dates as 2026-06-30 or 06/30/2026.",
    "until": "Write dates as 2026-06-30 or 06/30/2026.",
    "birth": "Write dates as 1985-06-30 or 06/30/1985.",
    "number": "Write a number such as 12.5.",
    "amount": "Write an amount such as 5120.50.",
    "wage": "Write an amount such as 5120.50; leave what is not known yet empty.",
    "wage-number": "Write an amount such as 5120.50; leave what is not known yet empty.",
    "key": "Fill it in. A number such as 1.23E+11 has lost its last digits in a spreadsheet: format the column as text "
    "there, take the whole numbers from the system again, and save it once more.",
    "whole": "Write a whole number.",
    "year": "Write a year as 2026.",
    "quarter": "A quarter is 1, 2, 3 or 4.",
    "period": "Write a quarter as 2025Q2.",
}


@dataclass(frozen=True, slots=True)
class _Plan:
    """How one file becomes one table: its source, the SQL of its raw cells, and how its days are written."""

    name: str
    file: str
    source: Source
    wanted: Sequence[Column]
    found: Mapping[str, str]
    kinds: Mapping[str, str]
    order: str = ""

    def cell(self, column: Column) -> str:
        """Return the SQL of a column's raw cell."""
        heading = self.found.get(column.name)
        if heading is None:
            return "NULL::VARCHAR"
        return sql.as_text(heading, self.kinds[heading])

    @property
    def raw(self) -> str:
        """Return the SQL of all raw cells by the names of their columns."""
        return ", ".join(f"{self.cell(column)} AS {sql.quoted(column.name)}" for column in self.wanted)

    @property
    def numbered(self) -> str:
        """Return the query of the raw cells with their row numbers in the file, and every cell of the row."""
        cells = ", ".join(f"coalesce(CAST({sql.quoted(h)} AS VARCHAR), '')" for h in self.kinds)
        line = f"row_number() OVER () + {self.source.heading_number} AS line"
        return f"SELECT {line}, [{cells}] AS cells, {self.raw} FROM {self.source.in_order}"

    @property
    def days(self) -> list[Column]:
        """Return the columns whose days a file may write in two ways."""
        return [
            column
            for column in self.wanted
            if column.kind in sql.DAY_KINDS and self.kinds.get(self.found.get(column.name, "")) == "VARCHAR"
        ]

    def wrong(self, column: Column, read: str = "") -> str:
        """Return the SQL that is true of a cell that cannot be read, or that is empty and must not be.

        `read` is the SQL of its reading where that is at hand.
        """
        name = sql.quoted(column.name)
        if not column.filled and column.name not in self.found:
            return "false"
        if column.filled:
            return f"{sql.settled(column.kind, read or sql.reading(column.kind, name, self.order))} IS NULL"
        return sql.unreadable(column.kind, name, self.order, read=read)

    def typed(self, rows: str, *also: str) -> str:
        """Return the query of the typed cells of a query of raw ones, and whether one of them is wrong.

        Each cell is read once: the longest part of a small file is to plan the SQL that reads a day.
        """
        reads = {column.name: sql.quoted(f"{column.name} as read") for column in self.wanted}
        inner = ", ".join(
            [*also, *(sql.quoted(column.name) for column in self.wanted)]
            + [f"{self._reading(column)} AS {reads[column.name]}" for column in self.wanted]
        )
        values = [
            f"{sql.settled(column.kind, reads[column.name])} AS {sql.quoted(column.name)}"
            for column in self.wanted
        ]
        wrong = " OR ".join(self.wrong(column, reads[column.name]) for column in self.wanted)
        made = ", ".join([*also, *values, f"coalesce({wrong}, false) AS wrong"])
        return f"SELECT {made} FROM (SELECT {inner} FROM ({rows}))"

    def _reading(self, column: Column) -> str:
        if column.name not in self.found:
            return sql.nothing_of(column.kind)
        return sql.reading(column.kind, sql.quoted(column.name), self.order)

    @property
    def bad(self) -> str:
        """Return the SQL that is true of a row with a cell that is wrong."""
        return " OR ".join(self.wrong(column) for column in self.wanted)


class LargeTables:
    """Files become typed tables in a DuckDB connection, or it is said which column or row is wrong."""

    def __init__(self, duck: Any, dates: str | None = None) -> None:
        self.duck, self.dates, self.notes = duck, dates, list[str]()
        self.plans: dict[str, _Plan] = {}

    def rows(self, query: str, values: Sequence[Any] = ()) -> list[tuple]:
        """Run a query and return its rows."""
        found: list[tuple] = self.duck.execute(query, list(values)).fetchall()
        return found

    def table(self, name: str, path: Path, asked: Asked, *, lines: bool = False) -> Sequence[Column]:
        """Make a typed table of one file, or say which column or row is wrong; `lines` keeps the row numbers.

        `asked` are the columns to look for, or what says them by the headings; those are returned.

        Millions of rows are read once, by all cores, and not kept as text; only where a cell is wrong is the file
        read again, row by row, to say which.
        """
        source = source_of(self.duck, path)
        self.notes.extend(f"{path.name}: {note}" for note in source.notes)
        kinds = {row[0]: row[1] for row in self.rows(f"DESCRIBE SELECT * FROM {source.sql}")}
        wanted = asked(list(kinds)) if callable(asked) else asked
        found = matched(path.name, list(kinds), wanted)
        wanted = [_typed(column, kinds.get(found.get(column.name, ""), "")) for column in wanted]
        plan = _Plan(name, path.name, source, wanted, found, kinds)
        plan = replace(plan, order=self.dates or self._order(plan, f" LIMIT {GLANCE}"))
        self._create(plan, lines=lines)
        if self._any_wrong(plan) and not self.dates and plan.days:
            order = self._order(plan, "")
            if order != plan.order:
                plan = replace(plan, order=order)
                self._create(plan, lines=lines)
        self._leave_out(plan)
        self.rows(f"ALTER TABLE {name} DROP COLUMN wrong")
        self.plans[name] = plan
        return wanted

    def _order(self, plan: _Plan, limit: str) -> str:
        """Return how the file writes numeric days, as far as the rows up to a limit show."""
        if not plan.days:
            return ""
        counts = ", ".join(sql.order_counts(sql.quoted(column.name)) for column in plan.days)
        row = self.rows(f"SELECT {counts} FROM (SELECT {plan.raw} FROM {plan.source.sql}{limit})")[0]
        numeric, day_first, month_first = (sum(row[at::3]) > 0 for at in range(3))
        order = date_order(numeric=numeric, day_first=day_first, month_first=month_first)
        return "" if order is None else order.value

    def _create(self, plan: _Plan, *, lines: bool) -> None:
        """Make the table; by one core where several cannot read the file (a quoted cell over several lines)."""
        begin = f"CREATE OR REPLACE TABLE {plan.name} AS"
        if lines:
            self.rows("SET preserve_insertion_order = true")
            self.rows(f"{begin} {plan.typed(plan.numbered, 'line')}")
            return
        try:
            self.rows(f"{begin} {plan.typed(f'SELECT {plan.raw} FROM {plan.source.sql}')}")
        except read_errors():
            self.rows(f"{begin} {plan.typed(f'SELECT {plan.raw} FROM {plan.source.in_order}')}")

    def _any_wrong(self, plan: _Plan) -> bool:
        return bool(self.rows(f"SELECT 1 FROM {plan.name} WHERE wrong LIMIT 1"))

    def _leave_out(self, plan: _Plan) -> None:
        """Take totals and footers out of the table; UnreadableColumns where another row cannot be read."""
        keys = [column for column in plan.wanted if column.kind == "key"]
        alone = (
            sum(1 for column in plan.wanted if column.filled) == 1
        )  # then a footer alone in its row is not wrong
        odd = " OR ".join(_odd(sql.quoted(column.name)) for column in keys if alone) or "false"
        suspects = self.rows(f"SELECT count(*) FROM {plan.name} WHERE wrong OR {odd}")[0][0]
        if not suspects:
            return
        self.rows("SET preserve_insertion_order = true")  # row numbers are those of the file
        rows = self.rows(
            f"SELECT line, cells, coalesce({plan.bad}, false), {sql.quoted(keys[0].name) if keys else 'NULL'} "
            f"FROM ({plan.numbered}) WHERE coalesce({plan.bad}, false) OR {odd} ORDER BY line LIMIT {MOST_ODD + 1}"
        )
        header = tuple(plan.kinds)
        out = [row for row in rows if is_furniture([cell.strip() for cell in row[1]], header)]
        left_out = {row[0] for row in out}
        if len(rows) > MOST_ODD or any(bad and line not in left_out for line, _, bad, _ in rows):
            for column in plan.wanted:
                self._refuse(plan, column, left_out)
        if out:
            self._delete(plan, out)

    def _delete(self, plan: _Plan, out: Sequence[tuple]) -> None:
        self.rows(f"DELETE FROM {plan.name} WHERE wrong")
        keys = [key for _, _, bad, key in out if not bad]
        if keys:
            name = sql.quoted(next(column.name for column in plan.wanted if column.kind == "key"))
            self.rows(f"DELETE FROM {plan.name} WHERE {name} IN (SELECT unnest(?))", [keys])
        named = ", ".join(
            f"row {line} (“{' '.join(c for c in cells if c)[:40]}”)" for line, cells, *_ in out[:3]
        )
        more = f" and {len(out) - 3:,} more" if len(out) > 3 else ""
        self.notes.append(f"{plan.file}: left out as no records: {named}{more}.")

    def _refuse(self, plan: _Plan, column: Column, left_out: set[int]) -> None:
        """Raise UnreadableColumns with the first rows of a column that cannot be read."""
        name = sql.quoted(column.name)
        bad = self.rows(
            f"SELECT line, {name} FROM ({plan.numbered}) WHERE {plan.wrong(column)} "
            f"AND line NOT IN (SELECT unnest(?::BIGINT[])) ORDER BY line LIMIT 4",
            [sorted(left_out)],
        )
        if not bad:
            return
        told = "; ".join(
            f"row {line}: {'empty' if value is None else f'“{value}”'}" for line, value in bad[:3]
        )
        more = " and more" if len(bad) > 3 else ""
        heading = plan.found.get(column.name, column.name)
        what = (
            TWO_WAYS
            if column.kind in sql.DAY_KINDS and plan.order == DateOrder.ASK.value
            else expected(column)
        )
        raise UnreadableColumns(f"{plan.file}, column “{heading}”: {told}{more}. {what}")

    def lines_where(self, name: str, condition: str, most: int = 3) -> list[int]:
        """Return the rows of the file of a table whose raw cells fulfil a condition, the first ones."""
        plan = self.plans[name]
        self.rows("SET preserve_insertion_order = true")
        found = self.rows(
            f"SELECT line FROM ({plan.typed(plan.numbered, 'line')}) WHERE {condition} ORDER BY line LIMIT {most}"
        )
        return [line for (line,) in found]


def _typed(column: Column, kind: str) -> Column:
    """Return a column as the file types it: of an amount that is a number, 512.125 is no 512,125."""
    numbers = {"amount": "number", "wage": "wage-number"}
    return (
        replace(column, kind=numbers.get(column.kind, column.kind)) if kind not in {"", "VARCHAR"} else column
    )


def _odd(key: str) -> str:
    """Return the SQL that is true of keys that no system gives: words with spaces, totals, copyright lines."""
    signs = " OR ".join(f"contains({key}, '{sign}')" for sign in (" ", ":", "©"))
    return f"({signs} OR regexp_matches({key}, {sql.text(f'^(?i:{TOTALS})')}))"


def expected(column: Column) -> str:
    """Return what to write in a column."""
    if "|" in column.kind:
        return f"Use one of: {', '.join(column.kind.split('|'))}."
    return EXPECTED.get(column.kind, "Fill it in.")

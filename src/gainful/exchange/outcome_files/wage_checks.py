"""What wage rows must hold beside cells that can be read: the same checks as `gainful wages import` makes."""

from __future__ import annotations

from gainful.engine.tables import cell_rules as rules
from gainful.exchange.tables.large import LargeTables

PENDING = f"wages = {rules.PENDING_AMOUNT}"
LEFT_OUT = (
    ("wages < 0", "are below zero: net a correction against its record first"),
    (f"wages > {rules.MOST_WAGES}", "are above $9,999,999.99 in a quarter"),
    (
        "(ltrim(person, '0-') = '' OR person IN ('111111111', '111-11-1111', '999999999', '999-99-9999'))",
        "have a person key that is a placeholder",
    ),
    (f"year < {rules.FIRST_WAGE_YEAR}", "are of a year before 1990"),
)


def settle_wages(tables: LargeTables, file: str) -> None:
    """Turn amounts that are not known yet into NULL and leave out rows that are no wage records; both are told."""
    counts = ", ".join(
        f"count(*) FILTER ({condition})" for condition in (PENDING, *(of for of, _ in LEFT_OUT))
    )
    pending, *others = tables.rows(f"SELECT {counts} FROM w")[0]
    if pending:
        tables.notes.append(
            f"{file}: {pending:,} amounts are not known yet (999,999.99), pending or empty: these quarters of these "
            "people are pending."
        )
        tables.rows(f"UPDATE w SET wages = NULL WHERE {PENDING}")
    for count, (condition, why) in zip(others, LEFT_OUT, strict=True):
        if count:
            where = "period // 4 < 1990" if condition.startswith("year") and _by_period(tables) else condition
            lines = ", ".join(f"{line:,}" for line in tables.lines_where("w", where))
            more = " and more" if count > 3 else ""
            tables.notes.append(f"{file}: {count:,} rows {why}, and are left out (row {lines}{more}).")
            tables.rows(f"DELETE FROM w WHERE {condition}")


def _by_period(tables: LargeTables) -> bool:
    return any(column.name == "period" for column in tables.plans["w"].wanted)

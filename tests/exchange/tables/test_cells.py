"""The table of cells in Python and in DuckDB: the same cases, the same values."""

from __future__ import annotations

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from gainful.engine.tables import cell_sql, open_duckdb
from gainful.exchange.tables.cells import (
    FOREVER,
    DateOrder,
    detect_date_order,
    filled,
    parse_day,
    parse_key,
    parse_number,
    parse_period,
    parse_quarter,
    refuse_error,
)
from gainful.exchange.tables.errors import CellError
from tests.exchange.tables.cases import CASES, REFUSED

IN_SQL_ALONE = {"wage"}
"""Files of wages are read by DuckDB, however small."""


def in_python(kind, cell, order):  # noqa: PLR0911
    known = DateOrder(order) if order else None
    try:
        match kind:
            case "text" | "answer":
                found = filled(cell, words_are_answers=kind == "answer")
                refuse_error(found)
                return found or None
            case "key":
                return parse_key(cell) or None
            case "until":
                return parse_day(cell, known)
            case "day" | "month" | "birth":
                day = parse_day(cell, known, months=kind == "month", birth=kind == "birth")
                return None if day == FOREVER else day
            case "number" | "amount":
                return parse_number(cell, money=kind == "amount")
            case "quarter":
                return parse_quarter(cell)
            case "period":
                return parse_period(cell)
    except CellError:
        return REFUSED


@pytest.fixture(scope="module")
def in_duckdb():
    """Every case read by DuckDB, each kind and order as one column of a table."""
    duck = open_duckdb(threads=1).con
    found = {}
    for kind, order in sorted({(kind, order) for kind, _, order, _ in CASES}):
        cells = [cell for of, cell, said, _ in CASES if (of, said) == (kind, order)]
        duck.execute("CREATE OR REPLACE TABLE cells AS SELECT nullif(trim(unnest(?)), '') AS cell", [cells])
        wrong, value = cell_sql.unreadable(kind, "cell", order), cell_sql.value(kind, "cell", order)
        rows = duck.execute(f"SELECT {wrong}, {value} FROM cells").fetchall()
        found |= {
            (kind, cell, order): REFUSED if bad else value
            for cell, (bad, value) in zip(cells, rows, strict=True)
        }
    return found


@pytest.mark.parametrize("kind", sorted({case[0] for case in CASES} - IN_SQL_ALONE))
def test_python_reads_the_table_of_cells(kind):
    wrong = {
        (cell, order): found
        for of, cell, order, value in CASES
        if of == kind and (found := in_python(kind, cell, order)) != value
    }
    assert wrong == {}


@pytest.mark.parametrize("kind", sorted({case[0] for case in CASES}))
def test_duckdb_reads_the_table_of_cells(in_duckdb, kind):
    wrong = {
        (cell, order): found
        for of, cell, order, value in CASES
        if of == kind and (found := in_duckdb[kind, cell, order]) != value
    }
    assert wrong == {}


COLUMNS = [
    (["1/2/2024"], DateOrder.ASK),
    (["1/2/2024", "12/31/2024"], DateOrder.MONTH_FIRST),
    (["1/2/24", "31/12/24"], DateOrder.DAY_FIRST),
    (["31/12/2024", "12/31/2024"], DateOrder.ASK),
    (["5/5/2024", "2024-12-31", "March 2024"], None),
    (["1/2/2024", "N/A", "0/0/0000"], DateOrder.ASK),
]


@pytest.mark.parametrize(("values", "order"), COLUMNS)
def test_other_rows_settle_the_order_of_days_in_both(values, order):
    assert detect_date_order(values) == order
    duck = open_duckdb(threads=1).con
    duck.execute("CREATE TABLE cells AS SELECT unnest(?) AS cell", [values])
    numeric, day_first, month_first = duck.execute(
        f"SELECT {cell_sql.order_counts('cell')} FROM cells"
    ).fetchone()
    told = (
        None
        if not numeric
        else "ask"
        if bool(day_first) == bool(month_first)
        else "mdy"
        if month_first
        else "dmy"
    )
    assert told == (order.value if order else None)


@given(st.decimals(min_value=0, max_value=9_999_999, places=2))
def test_an_amount_is_the_same_however_it_is_written(amount):
    plain = f"{amount:,.2f}"
    swapped = plain.translate(str.maketrans(",.", ".,"))
    spaced = plain.replace(",", " ")
    ways = {plain, swapped, spaced, f"${plain}", f"{amount:.2f}", f"{plain} USD"}
    assert {parse_number(way, money=True) for way in ways} == {float(amount)}


KINDS = ("day", "amount", "quarter", "period", "text")


@settings(max_examples=60, deadline=None)
@given(st.lists(st.text(alphabet="0123456789/-., $QTJanMrdec:()", max_size=12), min_size=1, max_size=20))
def test_no_text_is_read_differently_by_the_two_engines(texts):
    """Whatever stands in a cell, both refuse it or give the same day, amount or quarter."""
    cells = [" ".join(text.split()) for text in texts]
    read = ", ".join(f"{cell_sql.unreadable(kind, 'cell')}, {cell_sql.value(kind, 'cell')}" for kind in KINDS)
    rows = _DUCK.execute(
        f"SELECT {read} FROM (SELECT nullif(trim(unnest(?)), '') AS cell)", [cells]
    ).fetchall()
    for cell, row in zip(cells, rows, strict=True):
        for place, kind in enumerate(KINDS):
            bad, found = row[2 * place : 2 * place + 2]
            assert (REFUSED if bad else found) == in_python(kind, cell, ""), (kind, cell)


_DUCK = open_duckdb(threads=1).con

"""What is written for people to open in a spreadsheet runs nothing there."""

from __future__ import annotations

import io

from gainful.exchange.tables.writing import SafeWriter


def test_the_terminals_tables_hold_no_formulas():
    out = io.StringIO()
    table = SafeWriter(out)
    table.writerow(("name", "points"))
    table.writerows([("=HYPERLINK(1)", -3), (None, 1.5)])
    assert out.getvalue() == "name,points\r\n'=HYPERLINK(1),-3\r\n,1.5\r\n"

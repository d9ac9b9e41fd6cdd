"""A wage record names its employer or does not: an empty name and none at all are the same."""

from __future__ import annotations

import ibis

from gainful.engine.indicators.earnings import named


def test_neither_nothing_nor_an_empty_text_is_an_employer():
    table = ibis.memtable(
        {"at": [1, 2, 3], "employer": [None, "", "E"]}, schema={"at": "int8", "employer": "string"}
    )
    rows = table.select("at", told=named(table.employer)).to_pyarrow().to_pylist()
    assert {row["at"]: row["told"] for row in rows} == {1: False, 2: False, 3: True}

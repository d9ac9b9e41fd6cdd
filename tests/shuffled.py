"""A query that names no order may answer in any: with `-p tests.shuffled` it answers in a random one.

A page, a file or a rule that hangs on the order in which PostgreSQL happens to hold its rows then fails some test.
What is distinct, or put together of several queries, stays as it is: its order may name nothing but its columns.
"""

from __future__ import annotations

from typing import Any

from django.db.models import Func
from django.db.models.sql.compiler import SQLCompiler


class Anyhow(Func):
    """An order that says nothing."""

    template = "random()"

    def get_group_by_cols(self) -> list[Any]:
        """Divide no groups."""
        return []


def install() -> None:
    """Give every query without an order a random one."""
    named = SQLCompiler.get_order_by

    def shuffled(self: SQLCompiler) -> Any:
        found = named(self)
        query = self.query
        if found or query.subquery or query.distinct or query.combinator:
            return found
        return [(Anyhow(), ("random()", (), False))]

    SQLCompiler.get_order_by = shuffled


def pytest_configure() -> None:
    """Shuffle from the first test on."""
    install()

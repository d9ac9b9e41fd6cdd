"""Rows that all tests of a file start from, made once: each test's own changes are undone, these stay until its end."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from typing import Any

from django.db import transaction


def rows_of_module(blocker: Any, make: Callable[[], Any]) -> Iterator[Any]:
    """Make rows in a transaction around those of the file's tests; yields what `make` returned.

    For a fixture of scope module: `yield from rows_of_module(django_db_blocker, make)`. Every test of the file sees
    the rows, so each of them must ask for the fixture; PostgreSQL's `now()` is the moment of the first.
    """
    around = transaction.atomic()
    with blocker.unblock():
        around.__enter__()
        try:
            made = make()
        except BaseException:
            transaction.set_rollback(True)
            around.__exit__(None, None, None)
            raise
    yield made
    with blocker.unblock():
        transaction.set_rollback(True)
        around.__exit__(None, None, None)

"""Open a PIRL file: CSV in UTF-8, as the federal system takes it, and nothing else."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from gainful.exchange.tables.errors import UnreadableTable
from gainful.exchange.tables.opening import Table, open_table


class PirlFileError(ValueError):
    """A file cannot be checked at all: why, and what to do."""


@contextmanager
def opened_pirl(path: Path) -> Iterator[Table]:
    """Give the table of a PIRL file; PirlFileError where it cannot be read, also further down."""
    try:
        table = open_table(path, path.name, bounded=False, tidy=False)
        if table.text is None or not table.text.encoding.plain:
            raise PirlFileError(
                f"{path} is no CSV in UTF-8, which a PIRL file must be. Save it as CSV UTF-8."
            )
        yield table
    except UnreadableTable as error:
        raise PirlFileError(f"{path}: {error}") from error

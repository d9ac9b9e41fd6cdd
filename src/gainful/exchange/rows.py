"""One row at a time: read each mapped cell, collect what is wrong, never stop at the first error."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from typing import TypeVar

from gainful.exchange.cells import CellError
from gainful.exchange.mapping import Problem

T = TypeVar("T")


class RowReader:
    """Reads the cells of one line by field key and keeps the problems found."""

    def __init__(self, cells: Sequence[str], places: Mapping[str, int], header: Sequence[str]) -> None:
        self._cells, self._places, self._header = cells, places, header
        self.problems: list[Problem] = []

    def text(self, key: str, *, most: int = 200) -> str:
        """Return the cell's text; longer than the field allows is a problem."""
        place = self._places.get(key)
        value = self._cells[place].strip() if place is not None and place < len(self._cells) else ""
        if len(value) > most:
            self.complain(key, f"The text is longer than {most} characters.")
            return value[:most]
        return value

    def read(self, key: str, parse: Callable[[str], T], default: T) -> T:
        """Return the parsed cell, or the default with a problem noted."""
        value = self.text(key, most=20_000)
        if not value:
            return default
        try:
            return parse(value)
        except CellError as error:
            self.complain(key, str(error))
            return default

    def complain(self, key: str, message: str) -> None:
        """Note a problem in the field's column."""
        place = self._places.get(key)
        heading = self._header[place] if place is not None else key
        value = self._cells[place] if place is not None and place < len(self._cells) else ""
        self.problems.append(Problem(heading, message, value))

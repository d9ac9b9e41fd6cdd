"""One row at a time: read each mapped cell, collect what is wrong, never stop at the first error."""

from __future__ import annotations

from abc import ABC, abstractmethod
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import ClassVar, Generic, Literal, Self, TypeVar

from gainful.engine.occupations import Reference
from gainful.exchange.tables.cells import DateOrder, filled, parse_key, refuse_error
from gainful.exchange.tables.errors import CellError, UnreadableTable
from gainful.exchange.tables.headings import Field, Problem, check_mapping, guess_mapping, positions
from gainful.exchange.tables.opening import Table, open_table

T = TypeVar("T")
R = TypeVar("R")


class Unclear(UnreadableTable):
    """The file can be read, but not what its columns or its dates mean; `what` says which must be told."""

    def __init__(self, what: Literal["columns", "dates"], message: str, hint: str = "") -> None:
        super().__init__(message, hint)
        self.what = what


@dataclass(frozen=True)
class Row(Generic[R]):
    """One line: the record if it can be used, what is wrong if not, and notes that stop nothing."""

    line: int
    cells: tuple[str, ...]
    record: R | None
    problems: tuple[Problem, ...] = ()
    notes: tuple[str, ...] = ()


@dataclass
class RowsFile(ABC, Generic[R]):
    """An opened table with its columns mapped; `rows()` streams it as often as it is asked."""

    fields: ClassVar[Sequence[Field]] = ()
    table: Table
    mapping: dict[str, str]
    date_order: DateOrder | None
    reference: Reference | None = None

    @classmethod
    def opened(
        cls,
        source: bytes | Path,
        filename: str,
        *,
        mapping: Mapping[str, str] | None = None,
        renamed: Mapping[str, str] | None = None,
        date_order: DateOrder | None = None,
        reference: Reference | None = None,
        detect: bool = True,
    ) -> Self:
        """Open a file; columns are guessed unless `mapping` is given, `renamed` corrects single guesses.

        To find out how dates are written, the whole file is read; `detect` says whether to.
        """
        table = cls.table_of(source, filename)
        chosen = dict(mapping) if mapping is not None else guess_mapping(table.header, cls.fields)
        chosen = _corrected(chosen, renamed or {})
        file = cls(table, chosen, date_order, reference)
        file.date_order = date_order or (file.detect_dates() if detect else None)
        return file

    @classmethod
    def table_of(cls, source: bytes | Path, filename: str) -> Table:
        """Open the file's table; a kind of file that comes in other forms too says so here."""
        return open_table(source, filename, cls.fields)

    @property
    def needs_date_order(self) -> bool:
        """Whether the numeric dates can be read in two ways and nobody has said which."""
        return self.date_order is DateOrder.ASK

    def messages(self) -> list[str]:
        """Return what must be put right in the mapping before any row can be read."""
        return check_mapping(self.mapping, self.table.header, self.fields)

    def understood(self) -> list[str]:
        """Return how the file was read: letters, separators, columns that fill nothing, lines that are no records.

        The last as far as the rows have been read.
        """
        used = set(self.mapping.values())
        left = [heading for heading in self.table.header if heading and heading not in used]
        columns = [f"Not used: {', '.join(f'“{heading}”' for heading in left[:12])}."] if left else []
        return [*self.table.notes, *columns, *self.table.left_out_note()]

    def require_clear(self, dates_hint: str = "") -> None:
        """Raise `Unclear` where columns are missing or dates can be read in two ways."""
        if messages := self.messages():
            raise Unclear("columns", " ".join(messages), f"Its columns are: {', '.join(self.table.header)}.")
        if self.needs_date_order:
            raise Unclear("dates", "Its dates can be read in two ways.", dates_hint)

    def places(self) -> dict[str, int]:
        """Return field key → place of its column."""
        return positions(self.mapping, self.table.header)

    @abstractmethod
    def detect_dates(self) -> DateOrder | None:
        """Return how the file writes numeric dates, ASK where it cannot be told, None where it has none."""

    @abstractmethod
    def rows(self) -> Iterator[Row[R]]:
        """Yield every line as a record or as problems, in the file's order."""


def _corrected(guessed: Mapping[str, str], renamed: Mapping[str, str]) -> dict[str, str]:
    """Return the guesses with the given ones in their place; a heading serves one field."""
    taken = set(renamed.values())
    return {**{key: heading for key, heading in guessed.items() if heading not in taken}, **renamed}


class RowReader:
    """Reads the cells of one line by field key and keeps the problems found."""

    def __init__(
        self,
        cells: Sequence[str],
        places: Mapping[str, int],
        header: Sequence[str],
        answers: frozenset[str] = frozenset(),
    ) -> None:
        self._cells, self._places, self._header, self._answers = cells, places, header, answers
        self.problems: list[Problem] = []

    def text(self, key: str, *, most: int = 200) -> str:
        """Return the cell's text, empty where it says nothing; longer than the field allows is a problem."""
        place = self._places.get(key)
        if place is None or place >= len(self._cells) or not self._cells[place]:
            return ""
        value = filled(self._cells[place], words_are_answers=key in self._answers)
        if value.startswith("#"):
            try:
                refuse_error(value)
            except CellError as error:
                self.complain(key, str(error))
                return ""
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

    def identifier(self, key: str, *, most: int = 60) -> str:
        """Return the text of a person's or course's identifier; one that a spreadsheet cut short is a problem."""
        value = self.text(key, most=most)
        try:
            return parse_key(value)
        except CellError as error:
            self.complain(key, str(error))
            return value

    def heading(self, key: str) -> str:
        """Return the heading of the field's column, empty where it has none."""
        place = self._places.get(key)
        return self._header[place] if place is not None else ""

    def complain(self, key: str, message: str) -> None:
        """Note a problem in the field's column, each once."""
        place = self._places.get(key)
        heading = self._header[place] if place is not None else key
        value = self._cells[place] if place is not None and place < len(self._cells) else ""
        problem = Problem(heading, message, value)
        if problem not in self.problems:
            self.problems.append(problem)


def answer_fields(fields: Sequence[Field]) -> frozenset[str]:
    """Return the fields in which “none” and “unknown” are answers."""
    return frozenset(field.key for field in fields if field.words_are_answers)

"""What is said where a table, its columns or a cell cannot be read."""

from __future__ import annotations


class UnreadableTable(ValueError):  # noqa: N818 - named for what the person is told
    """The file cannot be read as a table: what is wrong, and what to do."""

    def __init__(self, message: str, hint: str = "") -> None:
        super().__init__(f"{message} {hint}".strip())
        self.message, self.hint = message, hint


class UnreadableColumns(ValueError):  # noqa: N818 - named for what the person is told
    """A file cannot be used: which file, column and row, and what to do."""


class CellError(ValueError):
    """A cell that cannot be read; the message says what was expected."""

"""A table as a data frame for statistics: columns of numbers where every cell is one, text as it stands elsewhere."""

from __future__ import annotations

from pathlib import Path
from tempfile import TemporaryDirectory
from typing import TYPE_CHECKING, Any

from gainful.engine.tables import cell_rules as rules
from gainful.exchange.tables import columnar
from gainful.exchange.tables.cells import filled, parse_number
from gainful.exchange.tables.errors import CellError, UnreadableTable
from gainful.exchange.tables.plain_text import plain_text

if TYPE_CHECKING:
    import pandas as pd

MARKS = frozenset({
    "na", "nan", "-nan", "null", "<na>", "#n/a", "#na", "#n/a n/a", "1.#ind", "-1.#ind", "1.#qnan", "-1.#qnan",
})  # fmt: skip
"""What statistics programs write for a missing value, in lower case; not "None", which may be an arm of a trial."""
EMPTY = rules.EMPTY_SIGNS | MARKS
FEW = 1_000_000
"""Different texts of a column up to which it is tried whether they are all numbers."""


def read_frame(path: Path) -> pd.DataFrame:
    """Return a table of any kind as a data frame; UnreadableTable where it cannot be read.

    Words such as none and unknown stay text in a column of words, where they may be an arm of a trial; among numbers
    they are empty.
    """
    try:
        return columnar.frame_of(path) if columnar.is_columnar(path) else _text(path)
    except (ValueError, OSError, ArithmeticError) as error:
        if isinstance(error, UnreadableTable):
            raise
        raise UnreadableTable(str(error).splitlines()[0], "Export it again as CSV in UTF-8.") from error


def _text(path: Path) -> pd.DataFrame:
    import pandas as pd

    with TemporaryDirectory(prefix="gainful-table-") as folder:
        plain = plain_text(path, Path(folder))
        frame = pd.read_csv(
            plain.path,
            sep=plain.separator,
            encoding="utf-8-sig",
            skiprows=plain.heading_number - 1,
            low_memory=False,
            skipinitialspace=True,
            decimal="," if plain.separator == ";" else ".",  # there commas stand before decimals
            keep_default_na=False,
            na_values=sorted({*EMPTY, *map(str.upper, EMPTY), "NaN", "-NaN"}),
        )
    for name in frame.columns:
        if not pd.api.types.is_numeric_dtype(frame[name]):
            frame[name] = _numbers(frame[name])
    return frame


def _numbers(column: Any) -> Any:
    """Return a column of texts as numbers where every one that says something is one, else as it stands."""
    texts = column.dropna().unique()
    if len(texts) > FEW:
        return column
    try:
        values = {text: parse_number(text) if isinstance(text, str) else float(text) for text in texts}
    except CellError:
        return column
    if not any(value is not None for value in values.values()):
        return column.where(column.map(lambda cell: bool(filled(str(cell)))))
    return column.map(values).astype(float)

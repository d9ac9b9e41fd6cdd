"""Files that hold typed columns (Parquet, Arrow, Stata): their headings, and their rows some at a time."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from pathlib import Path
from typing import TYPE_CHECKING, Any

from gainful.exchange.tables.errors import UnreadableTable

if TYPE_CHECKING:
    import pandas as pd
    import pyarrow as pa

PARQUET, STATA, ARROW = {".parquet", ".pq"}, {".dta"}, {".arrow", ".feather", ".ipc"}
KINDS = PARQUET | STATA | ARROW
STATA_ROWS = 200_000
LARGEST_WHOLE = 1e15
"""Numbers below this one are exact as decimals."""
AGAIN = "Save it again, or as CSV (UTF-8)."


def is_columnar(path: Path) -> bool:
    """Return whether a file of this name holds typed columns."""
    return path.suffix.lower() in KINDS


def headings(path: Path) -> tuple[str, ...]:
    """Return the names of the columns; UnreadableTable where the file is not what its name says."""
    import pandas as pd

    kind = path.suffix.lower()
    try:
        if kind in STATA:
            with pd.read_stata(path, iterator=True) as file:
                return tuple(file.variable_labels())
        opened = _parquet(path).schema_arrow if kind in PARQUET else _arrow(path).schema
        return tuple(opened.names)
    except (ValueError, OSError, KeyError) as error:
        raise _unreadable(path, error) from error


def batches(
    path: Path, columns: Sequence[str] | None = None, begin: int = 0
) -> Iterator[tuple[int, pa.Table]]:
    """Yield tables of some rows in the file's order, each with the place behind it, from a place on.

    A place is a row group (Parquet), a record batch (Arrow) or a row (Stata, which is read from its beginning and what
    lies before the place is passed over): memory holds one of them. Labels of Stata stand for their codes.
    """
    kind = path.suffix.lower()
    read = _stata_batches if kind in STATA else _parquet_batches if kind in PARQUET else _arrow_batches
    try:
        yield from read(path, columns, begin)
    except (ValueError, OSError, KeyError) as error:
        raise _unreadable(path, error) from error


def frame_of(path: Path) -> pd.DataFrame:
    """Return a whole file as a data frame, codes of Stata as numbers; UnreadableTable where it cannot be read."""
    import pandas as pd

    kind = path.suffix.lower()
    try:
        if kind in STATA:
            return pd.read_stata(path, convert_categoricals=False)
        if kind in PARQUET:
            return pd.read_parquet(path)
        return _arrow(path).read_all().to_pandas()
    except (ValueError, OSError, KeyError) as error:
        raise _unreadable(path, error) from error


def as_text(cells: Any, *, decimals: int | None = None) -> Any:
    """Return an Arrow column as text, empty where it says nothing.

    Whole numbers that a file keeps as decimals (1.0) lose the point; `decimals` rounds the others, so that an amount
    of 512.125 is not taken for 512,125.
    """
    import pyarrow as pa
    import pyarrow.compute as pc

    if pa.types.is_floating(cells.type):
        known = pc.if_else(pc.is_finite(cells), cells, None)
        whole = pc.and_(pc.equal(known, pc.floor(known)), pc.less(pc.abs(known), LARGEST_WHOLE))
        if pc.all(whole).as_py() is not False:
            cells = pc.cast(known, pa.int64())
        elif decimals is not None:
            cells = pc.round(cells, decimals)
    return pc.fill_null(pc.cast(cells, pa.string()), "")


def _unreadable(path: Path, error: Exception) -> UnreadableTable:
    kind = path.suffix.lower()
    name = "Stata" if kind in STATA else "Parquet" if kind in PARQUET else "Arrow"
    return UnreadableTable(f"The file cannot be read as {name}: {str(error)[:120].rstrip('.')}.", AGAIN)


def _parquet(path: Path) -> Any:
    import pyarrow.parquet as pq

    return pq.ParquetFile(path)


def _arrow(path: Path) -> Any:
    """Open an Arrow file; the map of its bytes goes with it."""
    import pyarrow as pa

    return pa.ipc.open_file(pa.memory_map(str(path)))


def _parquet_batches(path: Path, columns: Sequence[str] | None, begin: int) -> Iterator[tuple[int, pa.Table]]:
    file = _parquet(path)
    for group in range(begin, file.num_row_groups):
        yield group + 1, file.read_row_group(group, columns=None if columns is None else list(columns))


def _arrow_batches(path: Path, columns: Sequence[str] | None, begin: int) -> Iterator[tuple[int, pa.Table]]:
    import pyarrow as pa

    file = _arrow(path)
    for place in range(begin, file.num_record_batches):
        whole = pa.Table.from_batches([file.get_batch(place)])
        yield place + 1, whole if columns is None else whole.select(list(columns))


def _stata_batches(path: Path, columns: Sequence[str] | None, begin: int) -> Iterator[tuple[int, pa.Table]]:
    import pandas as pd
    import pyarrow as pa

    place = 0
    with pd.read_stata(
        path, chunksize=STATA_ROWS, columns=None if columns is None else list(columns)
    ) as file:
        for rows in file:
            place += len(rows)
            if place > begin:
                yield place, pa.Table.from_pandas(_with_labels(rows), preserve_index=False)


def _with_labels(rows: pd.DataFrame) -> pd.DataFrame:
    """Return rows of Stata with text in place of coded labels; numbers and days stay."""
    import pandas as pd

    texts = [
        name
        for name in rows.columns
        if not pd.api.types.is_numeric_dtype(rows[name]) and not pd.api.types.is_datetime64_dtype(rows[name])
    ]
    return rows.astype(dict.fromkeys(texts, "string"))

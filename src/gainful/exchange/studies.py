"""Read the table of a study: text, a spreadsheet, Parquet, Arrow or Stata."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

from gainful.engine.impact.columns import StudyError
from gainful.exchange.tables import columnar
from gainful.exchange.tables.errors import UnreadableTable
from gainful.exchange.tables.frames import read_frame

if TYPE_CHECKING:
    import pandas as pd

KINDS = (".csv", ".tsv", ".txt", ".xlsx", *sorted(columnar.KINDS))


def read_study(path: Path) -> pd.DataFrame:
    """Return the table as it stands; raises StudyError where it cannot be read or is empty."""
    if not path.is_file():
        raise StudyError(f"There is no file {path}.", "Check the name.")
    if path.suffix.lower() not in KINDS:
        raise StudyError(
            f'"{path.name}" is no CSV, spreadsheet, Parquet, Arrow or Stata file.',
            f"Readable: {', '.join(KINDS)}.",
        )
    try:
        frame = read_frame(path)
    except UnreadableTable as error:
        raise StudyError(f'"{path.name}" could not be read: {error.message}', error.hint) from error
    if frame.empty:
        raise StudyError(f'"{path.name}" has no rows.', "Give a header and one row a person.")
    frame.columns = [str(name).strip() for name in frame.columns]
    return frame.drop(columns=[name for name in frame.columns if name.startswith("Unnamed:")])

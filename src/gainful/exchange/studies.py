"""Read the table of a study: CSV, Parquet or Stata."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

from gainful.engine.impact.columns import StudyError

if TYPE_CHECKING:
    import pandas as pd

KINDS = (".csv", ".tsv", ".txt", ".parquet", ".dta")


def read_study(path: Path) -> pd.DataFrame:
    """Return the table as it stands; raises StudyError where it cannot be read or is empty."""
    if not path.is_file():
        raise StudyError(f"There is no file {path}.", "Check the name.")
    kind = path.suffix.lower()
    if kind not in KINDS:
        raise StudyError(f'"{path.name}" is no CSV, Parquet or Stata file.', f"Readable: {', '.join(KINDS)}.")
    try:
        frame = _read(path, kind)
    except (ValueError, OSError, ArithmeticError) as error:
        raise StudyError(
            f'"{path.name}" could not be read: {str(error).splitlines()[0]}',
            "Export it again as CSV in UTF-8.",
        ) from error
    if frame.empty:
        raise StudyError(f'"{path.name}" has no rows.', "Give a header and one row a person.")
    frame.columns = [str(name).strip() for name in frame.columns]
    return frame.drop(columns=[name for name in frame.columns if name.startswith("Unnamed:")])


def _read(path: Path, kind: str) -> pd.DataFrame:
    import pandas as pd

    if kind == ".parquet":
        return pd.read_parquet(path)
    if kind == ".dta":
        return pd.read_stata(path, convert_categoricals=False)
    with path.open("rb") as file:
        head = file.read(65536)
    encoding = "utf-8-sig"
    try:
        head.decode(encoding)
    except UnicodeDecodeError as error:
        if error.start < len(head) - 4:  # not merely a letter cut in two
            encoding = "cp1252"
    first = head.decode(encoding, errors="replace").split("\n", maxsplit=1)[0]
    mark = max(",;\t|", key=first.count)
    comma = "," if mark == ";" else "."  # where fields are split by semicolons, commas stand before decimals
    return pd.read_csv(
        path, sep=mark, encoding=encoding, low_memory=False, skipinitialspace=True, decimal=comma
    )

"""Read the table of a study: CSV, Parquet or Stata."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

from gainful.engine.impact.columns import StudyError

if TYPE_CHECKING:
    import pandas as pd

KINDS = (".csv", ".tsv", ".txt", ".parquet", ".dta")
EMPTY = ("", "#N/A", "#N/A N/A", "#NA", "-1.#IND", "-1.#QNAN", "-NaN", "-nan", "1.#IND", "1.#QNAN", "<NA>", "N/A", "NA",
         "NULL", "NaN", "n/a", "nan", "null")  # fmt: skip
"""What pandas takes for empty, but for "None": beside "Some" and "Marked" it says how much."""
NONE = "None"


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
    frame = pd.read_csv(
        path,
        sep=mark,
        encoding=encoding,
        low_memory=False,
        skipinitialspace=True,
        decimal=comma,
        keep_default_na=False,
        na_values=EMPTY,
    )
    for name in frame.select_dtypes(exclude=["number", "bool", "datetime"]):
        frame[name] = _without_none_among_figures(frame[name])
    return frame


def _without_none_among_figures(column: pd.Series) -> pd.Series:
    """Return the column with "None" as unknown where all else are figures; among words it is an answer."""
    import pandas as pd

    none = column == NONE
    if not none.any():
        return column
    figures = pd.to_numeric(column[~none], errors="coerce")
    return figures.reindex(column.index) if (figures.notna() == column[~none].notna()).all() else column

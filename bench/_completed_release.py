"""O*NET 29.3 completed: the folder at hand lacks Abilities, taken from 30.0, and Work Activities, generated."""

from __future__ import annotations

import random
import shutil
from collections.abc import Iterable, Sequence
from pathlib import Path

from bench import shared_data

HEADER = (
    "O*NET-SOC Code", "Title", "Element ID", "Element Name", "Scale ID", "Scale Name", "Data Value", "N",
    "Standard Error", "Lower CI Bound", "Upper CI Bound", "Recommend Suppress", "Not Relevant", "Date", "Domain Source",
)  # fmt: skip
ACTIVITIES = 41
"""Generalized work activities that O*NET rates."""


def completed(folder: Path) -> Path:
    """Write the folder `db_29_3_excel` below `folder` and return it; about a minute, most of it the two workbooks."""
    release = folder / "db_29_3_excel"
    if (release / "Work Activities.xlsx").is_file():
        return release
    release.mkdir(parents=True, exist_ok=True)
    for file in shared_data("skills", "onet_29_3").iterdir():
        shutil.copyfile(file, release / file.name)
    rated = _abilities()
    _write(release / "Abilities.xlsx", rated)
    codes = {row[0]: row[1] for row in rated}
    _write(release / "Work Activities.xlsx", _work_activities(codes))
    return release


def _abilities() -> list[tuple[object, ...]]:
    import pyarrow.parquet as pq

    table = pq.read_table(shared_data("skills", "onet_30_0", "abilities.parquet"), columns=list(HEADER))
    return list(zip(*(column.to_pylist() for column in table.columns), strict=True))


def _work_activities(codes: dict[str, str]) -> Iterable[Sequence[object]]:
    """Figures drawn with a fixed seed: their size is real, what they say is not."""
    draw = random.Random(29_3)  # noqa: S311 - no secret
    for code, title in codes.items():
        for number in range(ACTIVITIES):
            element = f"4.A.{number // 11 + 1}.a.{number % 11 + 1}"
            for scale, name, low, high in (("IM", "Importance", 1, 5), ("LV", "Level", 0, 7)):
                value = round(draw.uniform(low, high), 2)
                bounds = (25, 0.1333, round(value - 0.26, 4), round(value + 0.26, 4))
                relevant = "N" if scale == "LV" else None
                yield (code, title, element, f"Work activity {number + 1}", scale, name, value, *bounds, "N", relevant,
                       "08/2024", "Incumbent")  # fmt: skip


def _write(path: Path, rows: Iterable[Sequence[object]]) -> None:
    from openpyxl import Workbook

    book = Workbook(write_only=True)
    sheet = book.create_sheet(path.stem)
    sheet.append(HEADER)
    for row in rows:
        sheet.append(row)
    book.save(path)

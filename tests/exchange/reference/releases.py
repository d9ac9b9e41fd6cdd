"""A tiny O*NET release, written in each published form."""

from __future__ import annotations

import zipfile
from pathlib import Path

RATING = [
    "O*NET-SOC Code",
    "Element ID",
    "Element Name",
    "Scale ID",
    "Data Value",
    "Recommend Suppress",
    "Not Relevant",
]
NURSE, CREW = "31-1131.00", "53-2031.00"


def _rated(element: str, name: str) -> list[list[str]]:
    rows = [RATING]
    for code, level in ((NURSE, "3.12"), (CREW, "2.5")):
        rows += [[code, element, name, "IM", "4.0", "N", ""], [code, element, name, "LV", level, "N", "N"]]
    return rows


def tables() -> dict[str, list[list[str]]]:
    """Every required table with two occupations."""
    skills = _rated("2.A.1.a", "Reading Comprehension")
    skills += [[NURSE, "2.A.1.b", "Active Listening", "LV", "3.0", "Y", "N"]]
    skills += [[CREW, "2.A.1.b", "Active Listening", "LV", "1.0", "Y", "Y"]]
    return {
        "Occupation Data": [
            ["O*NET-SOC Code", "Title"],
            [CREW, "Flight Attendants"],
            [NURSE, "Nursing Assistants"],
        ],
        "Skills": skills,
        "Knowledge": _rated("2.C.5.a", "Medicine and Dentistry"),
        "Abilities": _rated("1.A.1.a.1", "Oral Comprehension"),
        "Job Zones": [["O*NET-SOC Code", "Job Zone"], [NURSE, "3"], [CREW, "2"]],
        "Education, Training, and Experience": [
            ["O*NET-SOC Code", "Scale ID", "Category", "Data Value", "Recommend Suppress"],
            [NURSE, "RL", "2", "60", "N"],
            [NURSE, "RL", "3", "40", "N"],
        ],
        "Alternate Titles": [["O*NET-SOC Code", "Alternate Title"], [NURSE, "Nurse Aide"]],
        "Sample of Reported Titles": [["O*NET-SOC Code", "Reported Job Title"], [NURSE, "CNA"]],
        "Technology Skills": [
            ["O*NET-SOC Code", "Example", "Commodity Code", "Hot Technology", "In Demand"],
            [NURSE, "Microsoft Excel", "43232110", "Y", "N"],
        ],
        "DWA Reference": [["DWA ID", "DWA Title"], ["4.A.1.a.1.I01.D01", "Assist patients"]],
        "Tasks to DWAs": [["O*NET-SOC Code", "Task ID", "DWA ID"], [NURSE, "12", "4.A.1.a.1.I01.D01"]],
    }


def write_text(folder: Path, skip: str = "") -> Path:
    """Write tab-separated text files, as in db_30_0_text."""
    folder.mkdir(parents=True, exist_ok=True)
    for name, rows in tables().items():
        if name != skip:
            text = "\n".join("\t".join(row) for row in rows)
            (folder / f"{name}.txt").write_text(text + "\n", encoding="utf-8")
    return folder


def write_zip(folder: Path) -> Path:
    """Write the text release as one zip with a folder inside."""
    source, path = write_text(folder / "text"), folder / "db_29_3_text.zip"
    with zipfile.ZipFile(path, "w") as archive:
        for file in sorted(source.iterdir()):
            archive.write(file, f"db_29_3_text/{file.name}")
    return path


def write_xlsx(folder: Path) -> Path:
    """Write one workbook a table."""
    from openpyxl import Workbook

    folder.mkdir(parents=True, exist_ok=True)
    for name, rows in tables().items():
        book = Workbook()
        sheet = book.active
        for row in rows:
            sheet.append(row)
        book.save(folder / f"{name}.xlsx")
    return folder


def write_parquet(folder: Path) -> Path:
    """Write the ratings as Parquet, the way a data hub republishes them."""
    import pyarrow as pa
    import pyarrow.parquet as pq

    folder.mkdir(parents=True, exist_ok=True)
    for name in ("Skills", "Knowledge", "Abilities"):
        head, *rows = tables()[name]
        columns = {column: [row[place] for row in rows] for place, column in enumerate(head)}
        columns["Data Value"] = [float(value) for value in columns["Data Value"]]
        pq.write_table(pa.table(columns), folder / f"{name.lower()}.parquet")
    return folder

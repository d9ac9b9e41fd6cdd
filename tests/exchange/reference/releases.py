"""Tiny O*NET releases, made up in each published layout and form.

No release is committed: names of files and columns are those of the data dictionaries and of 29.3 itself (up to 30.0),
and for 30.3 and 31.0 those that three public loaders and a data dictionary agree on. The few rows are ours.
"""

from __future__ import annotations

import csv
import zipfile
from dataclasses import dataclass
from pathlib import Path

CREW = "53-2031.00"
CODE = "O*NET-SOC Code"
Rows = list[list[str]]


@dataclass(frozen=True)
class Layout:
    """What differs between releases."""

    version: str
    nurse: str = "31-1131.00"
    tools: str = "Technology Skills"
    demand: bool = True
    renamed: bool = False
    """The names since 30.3."""
    zones: tuple[tuple[str, str, str], ...] = (
        ("1", "Job Zone One: Little or No Preparation Needed", "(Below 4.0)"),
        ("2", "Job Zone Two: Some Preparation Needed", "(4.0 to < 6.0)"),
        ("3", "Job Zone Three: Medium Preparation Needed", "(6.0 to < 7.0)"),
        ("4", "Job Zone Four: Considerable Preparation Needed", "(7.0 to < 8.0)"),
        ("5", "Job Zone Five: Extensive Preparation Needed", "(8.0 and above)"),
    )
    forms: tuple[str, ...] = ("txt", "xlsx")


FOUR_ZONES = (
    ("2", "Job Zone 1-2: Very Little to Some Preparation Needed", "(Below 6.0)"),
    *Layout("").zones[2:],
)
LAYOUTS = {
    layout.version: layout
    for layout in (
        Layout("20.3", nurse="31-1014.00", tools="Tools and Technology", demand=False),
        Layout("24.2", nurse="31-1014.00", demand=False),
        Layout("27.3"),
        Layout("29.3"),
        Layout("30.0"),
        Layout("30.3", renamed=True, zones=FOUR_ZONES, forms=("txt", "xlsx", "csv")),
        Layout("31.0", renamed=True, zones=FOUR_ZONES, forms=("txt", "xlsx", "csv")),
    )
}
NURSE = "31-1131.00"
EVERY = [
    (version, form, packed)
    for version, layout in LAYOUTS.items()
    for form in layout.forms
    for packed in (False, True)
]
"""Every layout in every form that it was published in, as a folder and as a zip."""


def tables(layout: Layout = LAYOUTS["29.3"]) -> dict[str, Rows]:
    """Every table that is read, with two occupations, and one that is not."""
    nurse, new = layout.nurse, layout.renamed
    skills = _rated(nurse, "2.A.1.a", "Reading Comprehension")
    skills += _rows([nurse, "2.A.1.b", "Active Listening", "LV", "3.0", "Y", "N"])
    skills += _rows([CREW, "2.A.1.b", "Active Listening", "LV", "1.0", "Y", "Y"])
    social = _rated(nurse, "2.B.1.a", "Social Perceptiveness")
    school = [[nurse, "2.D.1", "RL", "2", "60", "N"], [nurse, "2.D.1", "RL", "3", "40", "N"]]
    work = [[nurse, "3.A.1", "OJ", "3", "100", "N"]]
    distributed = [CODE, "Element ID", "Scale ID", "Category", "Data Value", "Recommend Suppress"]
    title, activity = "Job Title" if new else "Alternate Title", "DWA Element ID" if new else "DWA ID"
    place = "4.A.4.a.5.b.1" if new else "4.A.4.a.5.I02.D01"
    found = {
        "Occupation Data": [[CODE, "Title"], [CREW, "Flight Attendants"], [nurse, "Nursing Assistants"]],
        "Knowledge": [RATING, *_rated(nurse, "2.C.5.a", "Medicine and Dentistry")],
        "Abilities": [RATING, *_rated(nurse, "1.A.1.a.1", "Oral Comprehension")],
        "Work Activities": [RATING, *_rated(nurse, "4.A.1.a.1", "Getting Information")],
        "Job Zones": [[CODE, "Job Zone", "Date"], [nurse, "3", "08/2024"], [CREW, "2", "08/2024"]],
        "Job Zone Reference": [["Job Zone", "Name", "SVP Range"], *map(list, layout.zones)],
        "Job Titles" if new else "Alternate Titles": [[CODE, title, "Short Title"], [nurse, "Nurse Aide", ""]],
        "Sample of Reported Titles": [[CODE, "Reported Job Title"], [nurse, "CNA"]],
        _tools(layout): _technology(layout),
        "GWAs to IWAs to DWAs" if new else "DWA Reference": [
            [activity, "DWA Element Name" if new else "DWA Title"], [place, "Assist patients with daily activities"]],
        "Tasks to DWAs": [[CODE, "Task ID", activity], [nurse, "12", place]],
        "Task Statements": [[CODE, "Task ID", "Task"], [nurse, "12", "Help residents, as needed, to dress."]],
        "Work Context": [[CODE, "Element ID", "Data Value"], [nurse, "4.C.1", "3"]],
    }  # fmt: skip
    if new:
        found |= {"Essential Skills": [RATING, *skills], "Transferable Skills": [RATING, *social]}
        blank = [nurse, "3.A.1", "IM", "", "4.0", "N"]
        found |= {"Education": [distributed, *school], "Training and Experience": [distributed, *work, blank]}
    else:
        found |= {"Skills": [RATING, *skills, *social]}
        found |= {"Education, Training, and Experience": [distributed, *school, *work]}
    return found


RATING = [CODE, "Element ID", "Element Name", "Scale ID", "Data Value", "Recommend Suppress", "Not Relevant"]


def _rows(*rows: list[str]) -> Rows:
    return list(rows)


def _rated(nurse: str, element: str, name: str) -> Rows:
    rows = []
    for code, level in ((nurse, "3.12"), (CREW, "2.5")):
        rows += [[code, element, name, "IM", "4.0", "N", ""], [code, element, name, "LV", level, "N", "N"]]
    return rows


def _tools(layout: Layout) -> str:
    return "Software Skills" if layout.renamed else layout.tools


def _technology(layout: Layout) -> Rows:
    if layout.tools == "Tools and Technology":
        kind = [CODE, "T2 Type", "T2 Example", "Commodity Code", "Commodity Title"]
        return [kind, [layout.nurse, "Technology", "Microsoft Excel", "43232110", "Spreadsheet software"],
                [layout.nurse, "Tools", "Bed scales", "41111509", "Weighing scales"]]  # fmt: skip
    if layout.renamed:
        kind = [CODE, "Workplace Example", "Element ID", "Element Name", "Hot Technology", "In Demand"]
        return [kind, [layout.nurse, "Microsoft Excel", "2.E.1.a", "Spreadsheet software", "Y", "Y"]]
    kind = [CODE, "Example", "Commodity Code", "Commodity Title", "Hot Technology"]
    row = [layout.nurse, "Microsoft Excel", "43232110", "Spreadsheet software", "Y"]
    return [[*kind, "In Demand"], [*row, "Y"]] if layout.demand else [kind, row]


def write(
    folder: Path, version: str = "29.3", form: str = "txt", *, packed: bool = False, skip: str = ""
) -> Path:
    """Write a release as published, named as the download is; `skip` leaves a table out. Returns its path."""
    named = {"txt": "text", "xlsx": "excel", "csv": "csv"}[form]
    place = folder / f"db_{version.replace('.', '_')}_{named}"
    place.mkdir(parents=True, exist_ok=True)
    for name, rows in tables(LAYOUTS[version]).items():
        if name != skip:
            write_table(place, name, rows, form)
    return pack(place) if packed else place


def write_table(place: Path, name: str, rows: Rows, form: str) -> None:
    """Write one table: text as O*NET does (tabs, no quotation, Windows line ends), CSV in snake_case, or a workbook."""
    if form == "txt":
        text = "\r\n".join("\t".join(row) for row in rows)
        (place / f"{name}.txt").write_bytes(f"{text}\r\n".encode())
    elif form == "csv":
        snake = name.replace(",", "").replace(" ", "_").lower()
        with (place / f"{snake}.csv").open("w", newline="", encoding="utf-8") as file:
            csv.writer(file).writerows(rows)
    else:
        _write_workbook(place / f"{name}.xlsx", rows)


def _write_workbook(path: Path, rows: Rows) -> None:
    """Write figures as numbers, as the published workbooks have them."""
    from openpyxl import Workbook

    book = Workbook()
    sheet = book.active
    sheet.append(rows[0])
    for row in rows[1:]:
        sheet.append([_number(cell) for cell in row])
    book.save(path)


def _number(cell: str) -> str | float | None:
    try:
        return float(cell)
    except ValueError:
        return cell or None


def pack(place: Path) -> Path:
    """Zip a release with its folder inside, as the download is."""
    path = place.with_suffix(".zip")
    with zipfile.ZipFile(path, "w") as archive:
        for file in sorted(place.iterdir()):
            archive.write(file, f"{place.name}/{file.name}")
    return path


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

"""The shipped figures written again as a release in another layout: the same work, named and zoned otherwise."""

from __future__ import annotations

import csv
from pathlib import Path

from gainful.engine.occupations import Reference
from tests.exchange.reference.releases import CODE, LAYOUTS, RATING, Rows

FILES = {"skill": "Skills", "knowledge": "Knowledge", "ability": "Abilities"}
SCALES = ("RL", "RW", "PT", "OJ")
KINDS = {"alternate": "Alternate Titles", "reported": "Sample of Reported Titles"}
EDUCATION = [CODE, "Element ID", "Scale ID", "Category", "Data Value", "Recommend Suppress"]


def write(reference: Reference, folder: Path, version: str) -> Path:
    """Write every table of a version as text in the layout of `version`; zones 1 and 2 become one where it has four."""
    layout = LAYOUTS[version]
    four = len(layout.zones) == 4
    codes = [o.code for o in reference.occupations]
    zones = [
        [o.code, str(2 if four and o.job_zone == 1 else o.job_zone)]
        for o in reference.occupations
        if o.job_zone
    ]
    found = {
        "Occupation Data": [[CODE, "Title"], *([o.code, o.title] for o in reference.occupations)],
        "Job Zones": [[CODE, "Job Zone"], *zones],
        "Job Zone Reference": [["Job Zone", "Name", "SVP Range"], *map(list, layout.zones)],
    }
    found |= (
        _ratings(reference, codes)
        | _titles(reference)
        | _education(reference, codes)
        | _work(reference, codes)
    )
    for name, rows in (_renamed(found) if layout.renamed else found).items():
        _write(folder / f"db_{version.replace('.', '_')}_text", name, rows)
    return folder / f"db_{version.replace('.', '_')}_text"


def _write(place: Path, name: str, rows: Rows) -> None:
    place.mkdir(parents=True, exist_ok=True)
    with (place / f"{name}.txt").open("w", newline="", encoding="utf-8") as file:
        csv.writer(file, delimiter="\t", quoting=csv.QUOTE_NONE, quotechar=None).writerows(rows)


def _ratings(reference: Reference, codes: list[str]) -> dict[str, Rows]:
    table = reference._store.read("ratings")
    found: dict[str, Rows] = {name: [list(RATING)] for name in FILES.values()}
    columns = (table[name].tolist() for name in ("occupation", "element", "level", "importance", "flags"))
    for row, place, level, importance, flags in zip(*columns, strict=True):
        element = reference.elements[place]
        rows = found[FILES[element.domain]]
        key = [codes[row], element.id.removeprefix("onet:"), element.name]
        for scale, value, bit in (("IM", importance, 2), ("LV", level, 1)):
            if value >= 0:
                relevant = "" if scale == "IM" else "Y" if flags & 4 else "N"
                rows.append([*key, scale, f"{value / 100:.2f}", "Y" if flags & bit else "N", relevant])
    return found


def _titles(reference: Reference) -> dict[str, Rows]:
    found: dict[str, Rows] = {
        "Alternate Titles": [[CODE, "Alternate Title"]],
        "Sample of Reported Titles": [[CODE, "Reported Job Title"]],
    }
    titles = reference.titles
    for title, code, kind in zip(titles.title, titles.code, titles.kind, strict=True):
        if kind in KINDS:
            found[KINDS[kind]].append([code, title])
    return found


def _education(reference: Reference, codes: list[str]) -> dict[str, Rows]:
    table = reference._store.read("education")
    columns = (table[name].tolist() for name in ("occupation", "scale", "category", "share"))
    rows = [
        [codes[row], "2.D.1", SCALES[scale], str(category), f"{share / 100:.2f}", "N"]
        for row, scale, category, share in zip(*columns, strict=True)
    ]
    return {"Education, Training, and Experience": [EDUCATION, *rows]}


def _work(reference: Reference, codes: list[str]) -> dict[str, Rows]:
    rows, places, flags = (column.tolist() for column in reference.technology_uses)
    names = [tool.name for tool in reference.technology_list]
    tools = [
        [codes[row], names[place], "YN"[not flag & 1], "YN"[not flag & 2]]
        for row, place, flag in zip(rows, places, flags, strict=True)
    ]
    at, tasks, links = (column.tolist() for column in reference.task_activities)
    linked = [
        [codes[row], str(task), reference.dwas[link].id]
        for row, task, link in zip(at, tasks, links, strict=True)
    ]
    return {
        "Technology Skills": [[CODE, "Example", "Hot Technology", "In Demand"], *tools],
        "DWA Reference": [["DWA ID", "DWA Title"], *([dwa.id, dwa.name] for dwa in reference.dwas)],
        "Tasks to DWAs": [[CODE, "Task ID", "DWA ID"], *linked],
    }


def _renamed(found: dict[str, Rows]) -> dict[str, Rows]:
    """Name and split the tables as releases since 30.3 do."""
    heading, *skills = found.pop("Skills")
    school, *answers = found.pop("Education, Training, and Experience")
    tools, activities, links = (
        found.pop("Technology Skills"),
        found.pop("DWA Reference"),
        found.pop("Tasks to DWAs"),
    )
    titles = found.pop("Alternate Titles")
    return found | {
        "Essential Skills": [heading, *(row for row in skills if row[1].startswith("2.A"))],
        "Transferable Skills": [heading, *(row for row in skills if row[1].startswith("2.B"))],
        "Education": [school, *(row for row in answers if row[2] == "RL")],
        "Training and Experience": [school, *(row for row in answers if row[2] != "RL")],
        "Software Skills": [[CODE, "Workplace Example", "Hot Technology", "In Demand"], *tools[1:]],
        "Job Titles": [[CODE, "Job Title"], *titles[1:]],
        "GWAs to IWAs to DWAs": [["DWA Element ID", "DWA Element Name"], *activities[1:]],
        "Tasks to DWAs": [[CODE, "Task ID", "DWA Element ID"], *links[1:]],
    }

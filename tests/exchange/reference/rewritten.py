"""The shipped figures written again as a release in another layout: the same work, named and zoned otherwise.

`data/ratings_29_3.parquet` holds, as our importer wrote them, the skill and knowledge ratings of O*NET 29.3 (U.S.
Department of Labor/ETA, CC BY 4.0, modified: figures only) for the 78 occupations that 30.0 rated anew. All other
tables of the shipped 30.0 are those of 29.3, so that with them it is 29.3 as far as figures go.
"""

from __future__ import annotations

import csv
import random
from functools import lru_cache
from pathlib import Path

from gainful.engine.occupations import Reference
from tests.exchange.reference.releases import CODE, LAYOUTS, RATING, Rows

FILES = {"skill": "Skills", "knowledge": "Knowledge", "ability": "Abilities"}
SCALES = ("RL", "RW", "PT", "OJ")
KINDS = {"alternate": "Alternate Titles", "reported": "Sample of Reported Titles"}
EDUCATION = [CODE, "Element ID", "Scale ID", "Category", "Data Value", "Recommend Suppress"]


Ratings = dict[tuple[str, str], tuple[int, int, int]]
"""Level and importance in hundredths and flags by occupation and element."""


@lru_cache(maxsize=1)
def ratings_of_29_3() -> Ratings:
    """Return the ratings that 30.0 replaced."""
    import pyarrow.parquet as pq

    table = pq.read_table(Path(__file__).parent / "data" / "ratings_29_3.parquet").to_pydict()
    keys = zip(table["code"], table["element"], strict=True)
    figures = zip(table["level"], table["importance"], table["flags"], strict=True)
    return dict(zip(keys, figures, strict=True))


def renewed() -> frozenset[str]:
    """Return the occupations whose ratings carry the date 08/2025 in 30.0 and an earlier one in 29.3."""
    return frozenset(code for code, _ in ratings_of_29_3())


def write(
    reference: Reference,
    folder: Path,
    version: str,
    *,
    ratings: Ratings | None = None,
    activities: bool = False,
) -> Path:
    """Write every table of a version as text in the layout of `version`; zones 1 and 2 become one where it has four.

    `ratings` replace those of the version. With `activities` there are ratings of work activities, made up.
    """
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
        _ratings(reference, codes, ratings or {})
        | _titles(reference)
        | _education(reference, codes)
        | _work(reference, codes)
    )
    if activities:
        found["Work Activities"] = _made_up_activities([row[0] for row in found["Abilities"][1:]])
    for name, rows in (_renamed(found) if layout.renamed else found).items():
        _write(folder / f"db_{version.replace('.', '_')}_text", name, rows)
    return folder / f"db_{version.replace('.', '_')}_text"


def _write(place: Path, name: str, rows: Rows) -> None:
    place.mkdir(parents=True, exist_ok=True)
    with (place / f"{name}.txt").open("w", newline="", encoding="utf-8") as file:
        csv.writer(file, delimiter="\t", quoting=csv.QUOTE_NONE, quotechar=None).writerows(rows)


def _made_up_activities(codes: list[str]) -> Rows:
    draw = random.Random(29_3)  # noqa: S311 - no secret
    rows: Rows = [list(RATING)]
    for code in dict.fromkeys(codes):
        for number in range(41):
            key = [code, f"4.A.{number // 11 + 1}.a.{number % 11 + 1}", f"Work activity {number + 1}"]
            rows.append([*key, "IM", f"{draw.uniform(1, 5):.2f}", "N", ""])
            rows.append([*key, "LV", f"{draw.uniform(0, 7):.2f}", "N", "N"])
    return rows


def _ratings(reference: Reference, codes: list[str], replaced: Ratings) -> dict[str, Rows]:
    table = reference._store.read("ratings")
    found: dict[str, Rows] = {name: [list(RATING)] for name in FILES.values()}
    columns = (table[name].tolist() for name in ("occupation", "element", "level", "importance", "flags"))
    for row, place, level, importance, flags in zip(*columns, strict=True):
        element = reference.elements[place]
        rows = found[FILES[element.domain]]
        key = [codes[row], element.id.removeprefix("onet:"), element.name]
        now = replaced.get((key[0], key[1]), (level, importance, flags))
        for scale, value, bit in (("IM", now[1], 2), ("LV", now[0], 1)):
            if value >= 0:
                relevant = "" if scale == "IM" else "Y" if now[2] & 4 else "N"
                rows.append([*key, scale, f"{value / 100:.2f}", "Y" if now[2] & bit else "N", relevant])
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

"""Which tables an O*NET release has, under the names of each layout, and what of them is read.

Names and columns: O*NET data dictionaries 20.3, 24.2, 26.0 and 30.2, the 29.3 release itself, and for 30.3 and 31.0
three public loaders and a data dictionary that agree with each other.
"""

from __future__ import annotations

import difflib
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from pathlib import PurePosixPath

from gainful.exchange.reference.errors import ReleaseError
from gainful.exchange.reference.sources import Columns, MissingColumnError, Release, folded

CODE = ["O*NET-SOC Code"]
DISTRIBUTED = {
    "code": CODE,
    "scale": ["Scale ID"],
    "value": ["Data Value"],
    "suppress": ["Recommend Suppress"],
}
RATINGS = DISTRIBUTED | {
    "element": ["Element ID"],
    "name": ["Element Name"],
    "irrelevant": ["Not Relevant"],
}


@dataclass(frozen=True, slots=True)
class Spec:
    """A table: the files that make it up in each layout, and the headers that its columns may go by."""

    files: Sequence[Sequence[str]]
    columns: Mapping[str, Sequence[str]]
    required: bool = True
    lack: str = ""
    """What a version without the table cannot tell, in a user's words."""
    optional: Mapping[str, str] = field(default_factory=dict)
    """Columns that some releases do not have, each with what is then unknown."""
    only: tuple[str, str] | None = None
    """Keep the rows whose column has this value, where the column is there."""


TABLES: dict[str, Spec] = {
    "occupations": Spec([["Occupation Data"], ["occupations"]], {"code": CODE, "title": ["Title"]}),
    "skills": Spec([["Skills"], ["Essential Skills", "Transferable Skills"]], RATINGS),
    "knowledge": Spec([["Knowledge"]], RATINGS),
    "abilities": Spec([["Abilities"]], RATINGS),
    "activities": Spec([["Work Activities"]], RATINGS, required=False, lack="work activities"),
    "zones": Spec([["Job Zones"]], {"code": CODE, "zone": ["Job Zone"]}),
    "zone_ranges": Spec(
        [["Job Zone Reference"]],
        {"zone": ["Job Zone"], "svp": ["SVP Range"]},
        required=False,
        lack="the preparation range of each job zone (the ranges of releases up to 30.1 are used)",
    ),
    "education": Spec(
        [["Education, Training, and Experience"], ["Education", "Training and Experience"]],
        DISTRIBUTED | {"category": ["Category"]},
    ),
    "alternate": Spec(
        [["Alternate Titles"], ["Job Titles"]], {"code": CODE, "title": ["Alternate Title", "Job Title"]}
    ),
    "reported": Spec([["Sample of Reported Titles"]], {"code": CODE, "title": ["Reported Job Title"]}),
    "technology": Spec(
        [["Technology Skills"], ["Software Skills"], ["Tools and Technology"]],
        {
            "code": CODE,
            "name": ["Example", "Workplace Example", "T2 Example"],
            "hot": ["Hot Technology"],
            "demand": ["In Demand"],
            "type": ["T2 Type"],
        },
        optional={
            "hot": "which technologies are hot",
            "demand": "which technologies are in demand",
            "type": "",
        },
        only=("type", "Technology"),
    ),
    "activities_detailed": Spec(
        [["DWA Reference"], ["GWAs to IWAs to DWAs"]],
        {"id": ["DWA ID", "DWA Element ID"], "name": ["DWA Title", "DWA Element Name"]},
    ),
    "task_links": Spec(
        [["Tasks to DWAs"]], {"code": CODE, "task": ["Task ID"], "dwa": ["DWA ID", "DWA Element ID"]}
    ),
    "tasks": Spec([["Task Statements"]], {"code": CODE, "text": ["Task"]}, required=False),
    "described": Spec(
        [["Occupation Data"], ["occupations"]],
        {"code": CODE, "title": ["Title"], "text": ["Description"]},
        required=False,
    ),
}


@dataclass(frozen=True, slots=True)
class Layout:
    """A family of releases with the same names; `marks` are tables that only this family has."""

    name: str
    marks: Sequence[str]
    tables: Sequence[str]
    """The first file of each table that goes by several names."""


LAYOUTS = (
    Layout(
        "of releases since 30.3 (Essential Skills, Software Skills)",
        ["Essential Skills", "Software Skills"],
        ["Essential Skills", "Education", "Job Titles", "Software Skills", "GWAs to IWAs to DWAs"],
    ),
    Layout(
        "of releases 24 to 30.2 (Skills, Technology Skills)", ["Technology Skills"], ["Technology Skills"]
    ),
    Layout(
        "of releases up to 23 (Skills, Tools and Technology)",
        ["Tools and Technology"],
        ["Tools and Technology"],
    ),
)
NOT_READ = (
    "Abilities to Work Activities", "Abilities to Work Context", "Basic Interests to RIASEC",
    "Career Interest Type Keywords", "Career Interest Types", "Content Model Reference",
    "Education Categories", "Education, Training, and Experience Categories", "Emerging Tasks",
    "Essential Skills to Work Activities", "Essential Skills to Work Context", "GWAs to IWAs",
    "Green Occupations", "Green Task Statements", "IWA Reference", "Interests",
    "Interests Illustrative Activities", "Interests Illustrative Occupations", "Level Scale Anchors",
    "Occupation Level Metadata", "RIASEC Keywords", "Read Me", "Related Occupations", "Scales Reference",
    "Skills to Work Activities", "Skills to Work Context", "Specific Interest Areas",
    "Specific Interest Areas to Career Interest Types", "Survey Booklet Locations", "Task Categories",
    "Task Ratings", "Tools Used", "Training and Experience Categories",
    "Transferable Skills to Work Activities", "Transferable Skills to Work Context", "UNSPSC Reference",
    "Work Context", "Work Context Categories", "Work Styles", "Work Styles to Work Activities",
    "Work Styles to Work Context", "Work Values",
)  # fmt: skip
"""Published tables that Gainful knows and does not use."""


def recognise(releases: Sequence[Release]) -> Layout | None:
    """Return the layout of the first release that has a table only one layout has; None where none has."""
    found = (layout for r in releases for layout in LAYOUTS if any(r.find([mark]) for mark in layout.marks))
    return next(found, None)


def files_of(spec: Spec, layout: Layout | None) -> Sequence[Sequence[str]]:
    """Return the files that make up a table in a layout; every alternative where the layout is not known."""
    published = [files for files in spec.files if files[0] != "occupations"]
    if layout is None:
        return published
    return [next((files for files in published if files[0] in layout.tables), published[0])]


class ReleaseTables:
    """The tables of one release, or of several of which later ones fill what earlier ones lack; read when asked for."""

    def __init__(self, releases: Sequence[Release]) -> None:
        self.releases = releases
        self._held = {name: self._holder(spec) for name, spec in TABLES.items()}
        self.unknown: set[str] = set()
        """What the columns that a release does not have leave unknown; grows as tables are read."""

    def _holder(self, spec: Spec) -> tuple[Release, Sequence[str]] | None:
        """Return the release that holds a whole table, and the files that make it up there."""
        for release in self.releases:
            whole = [files for files in spec.files if all(release.find([file]) for file in files)]
            if len(whole) > 1 and len({release.find([files[0]]) for files in whole}) > 1:
                names = " and ".join(f"“{files[0]}”" for files in whole)
                raise ReleaseError(
                    f"{release.path.name} holds tables of two layouts: {names}.",
                    "Give one release, unpacked into a folder of its own.",
                )
            if whole:
                return release, whole[0]
        return None

    def has(self, name: str) -> bool:
        """Say whether a table is there whole."""
        return self._held[name] is not None

    def source(self, name: str) -> str:
        """Say where a table comes from, for the manifest."""
        held = self._held[name]
        return f"O*NET {held[0].path.stem}: {', '.join(held[1])}" if held else ""

    def read(self, name: str) -> Columns:
        """Read a table; raises ReleaseError naming the table or column that is not there."""
        spec, held = TABLES[name], self._held[name]
        if held is None:
            raise ReleaseError(f'The table "{spec.files[0][0]}" is missing.', differences(self.releases))
        release, files = held
        try:
            parts = [release.read([file], spec.columns, tuple(spec.optional)) for file in files]
        except MissingColumnError as error:
            raise ReleaseError(error.message, f"{error.hint}\n{differences(self.releases)}") from error
        for file, part in zip(files, parts, strict=True):
            if spec.required and not next(iter(part.values())):
                raise ReleaseError(
                    f"“{file}” in {release.path.name} holds no row.",
                    "Download it again: no release is without.",
                )
        whole = {word: [cell for part in parts for cell in part.get(word, [])] for word in parts[0]}
        self.unknown |= {lack for column, lack in spec.optional.items() if lack and column not in whole}
        if spec.only and spec.only[0] in whole:
            keep = [cell == spec.only[1] for cell in whole[spec.only[0]]]
            return {w: [c for c, k in zip(cells, keep, strict=True) if k] for w, cells in whole.items()}
        return whole

    def missing(self) -> list[str]:
        """Name the required tables that no release holds whole."""
        return [name for name, spec in TABLES.items() if spec.required and not self.has(name)]

    def lacks(self) -> tuple[str, ...]:
        """Say in a user's words what this release does not tell."""
        absent = {s.lack for name, s in TABLES.items() if s.lack and not self.has(name)}
        return tuple(sorted(absent | self.unknown))


def differences(releases: Sequence[Release]) -> str:
    """Say table by table how a release differs from every layout that is known, so that its reader can compare."""
    known = {folded(file) for spec in TABLES.values() for files in spec.files for file in files}
    known |= {folded(name) for name in NOT_READ}
    new = {
        PurePosixPath(f).stem: f
        for r in releases
        for f in r.holdings()
        if folded(PurePosixPath(f).stem) not in known
    }
    layout = recognise(releases)
    wanted = [spec for spec in TABLES.values() if spec.required]
    lines = [line for spec in wanted for line in _difference(releases, spec, list(new), layout)]
    if new:
        lines.append(f"  Tables that no known layout has: {', '.join(sorted(new.values())[:20])}.")
    return "Compared with the known layouts:\n" + "\n".join(lines)


def _difference(
    releases: Sequence[Release], spec: Spec, new: Sequence[str], layout: Layout | None
) -> list[str]:
    published = files_of(spec, layout)
    names = [file for files in published for file in files]
    label = " or ".join(" with ".join(f"“{file}”" for file in files) for files in published)
    for release in releases:
        whole = next((files for files in spec.files if all(release.find([f]) for f in files)), None)
        if whole:
            return [line for file in whole for line in _column_differences(release, file, spec)]
    half = [file for file in names if any(release.find([file]) for release in releases)]
    near = [
        name
        for name in new
        if difflib.get_close_matches(folded(name), [folded(n) for n in names], n=1, cutoff=0.6)
    ]
    said = f"  {label}: not found"
    said += f", only “{'”, “'.join(half)}”" if half else ""
    return [said + (f"; near it by name: “{'”, “'.join(near)}”." if near else ".")]


def _column_differences(release: Release, file: str, spec: Spec) -> list[str]:
    place = release.find([file])
    header = release.header(place) if place else []
    known = {folded(cell) for cell in header}
    wanted = {word: options for word, options in spec.columns.items() if word not in spec.optional}
    absent = [
        " or ".join(f"“{o}”" for o in options)
        for options in wanted.values()
        if not known & set(map(folded, options))
    ]
    if not absent:
        return []
    return [f"  {file}: column {', '.join(absent)} not found; its columns are {', '.join(header) or 'none'}."]

"""Lines and branches that no test takes: `python -m scripts.mutants.branches [--write]`, from the map of the tests.

The list that is kept beside the tests names each file of the rooms below that is not covered fully, with how many lines
and branches of it no test takes. It may only shrink: a file that is not on it must be covered fully, one that is on it
may lack no more than it did. With `--all` what engine and domain lack elsewhere is printed; another room is held once
it stands in ROOMS and the list was written anew.
"""

from __future__ import annotations

import json
import sys
import tempfile
from pathlib import Path

from scripts.mutants import FOLDER, ROOT

KEPT = ROOT / "tests" / "branches_without_a_test.txt"
SOURCE = ROOT / "src" / "gainful"
STOREYS = ("engine/", "domain/")
ROOMS = ("engine/impact/gates/", "engine/disclosure/", "domain/ledger/")
"""Where every branch must be taken but for what stands on the list."""
NO_TEST_RUNS = (r"if TYPE_CHECKING:", r"if __name__ == .__main__.:")
"""What only a type checker reads, and what a command of its own runs."""


def lacking(rooms: tuple[str, ...] = ROOMS) -> dict[str, int]:
    """Return what no test takes of each file of these rooms, by its name; a file that lacks nothing is left out."""
    from coverage import Coverage

    parts = sorted(str(path.with_suffix("")) for path in FOLDER.glob("lines-*.json"))
    if not parts:
        raise SystemExit("No map of the tests: make test-map.")
    with tempfile.TemporaryDirectory() as folder:
        whole = Coverage(
            data_file=str(Path(folder, "whole")),
            branch=True,
            source=[str(SOURCE)],
            config_file=False,
            messages=False,
        )
        for pattern in NO_TEST_RUNS:
            whole.exclude(pattern)
        whole.combine(parts, keep=True)
        report = Path(folder, "report.json")
        whole.json_report(outfile=str(report), omit=["*/migrations/*"], ignore_errors=True)
        files = json.loads(report.read_text())["files"]
    found = {}
    for path, told in files.items():
        name = (ROOT / path).resolve().relative_to(SOURCE.resolve()).as_posix()
        count = told["summary"]["missing_lines"] + told["summary"]["missing_branches"]
        if count and name.startswith(rooms):
            found[name] = count
    return found


def kept() -> dict[str, int]:
    """Return the list that is kept."""
    rows = (line.rsplit(" ", 1) for line in KEPT.read_text().splitlines())
    return {name: int(count) for name, count in rows}


def main() -> int:
    """Compare what no test takes with the list that is kept; 1 where it grew."""
    if "--all" in sys.argv:
        for name, count in sorted(lacking(STOREYS).items(), key=lambda one: -one[1]):
            sys.stdout.write(f"{count:>5} {name}\n")
        return 0
    found = lacking()
    if "--write" in sys.argv:
        KEPT.write_text("".join(f"{name} {count}\n" for name, count in sorted(found.items())))
        return 0
    before, grown = kept(), 0
    for name in sorted({*found, *before}):
        now, then = found.get(name, 0), before.get(name, 0)
        grown += now > then
        if now > then:
            sys.stdout.write(f"{name}: {now} lines and branches that no test takes, {then} before\n")
        elif now < then:
            sys.stdout.write(f"{name}: {then} before, {now or 'nothing'} now: write the list anew\n")
    sys.stdout.write(f"{len(found)} files of {', '.join(ROOMS)} have lines or branches that no test takes.\n")
    return int(grown > 0)


if __name__ == "__main__":
    sys.exit(main())

"""`python -m bench [topic ...]`: run the topics and print one table; exit 1 when a floor is missed."""

from __future__ import annotations

import importlib
import pkgutil
import sys
import time

import bench
from bench import Row, SkipBench

TOOLS = {"against", "loads", "people_to_link"}
"""What topics use: commands of their own and data."""
HEADS = ("measure", "value", "floor", "aim", "", "peer", "peer value", "x peer", "note")


def topics() -> list[str]:
    """Names of the topic modules in this folder, those beginning with an underscore left out."""
    names = (m.name for m in pkgutil.iter_modules(bench.__path__) if not m.name.startswith("_"))
    return sorted(name for name in names if name not in TOOLS)


def run_topic(name: str) -> list[Row]:
    """Rows of one topic; a topic that cannot run here gives one row that says why."""
    try:
        return list(importlib.import_module(f"bench.{name}").run())
    except SkipBench as reason:
        return [Row(name, None, note=f"skipped: {reason}")]


def number(value: float | None) -> str:
    """A figure with about four significant digits, or nothing."""
    if value is None:
        return ""
    if float(value).is_integer() and abs(value) >= 1:
        return f"{value:,.0f}"
    return f"{value:,.1f}" if abs(value) >= 100 else f"{value:.3g}"


def cells(row: Row) -> tuple[str, ...]:
    """The printed cells of one row, in the order of HEADS."""
    figures = (number(row.value), number(row.floor), number(row.aim), row.verdict)
    return (row.measure, *figures, row.peer, number(row.peer_value), number(row.times_peer), row.note)


def print_table(rows: list[Row]) -> None:
    """Print the rows aligned, numbers to the right."""
    table = [HEADS, *map(cells, rows)]
    widths = [max(len(line[i]) for line in table) for i in range(len(HEADS))]
    right = {1, 2, 3, 6, 7}
    for line in table:
        aligned = (
            c.rjust(w) if i in right else c.ljust(w)
            for i, (c, w) in enumerate(zip(line, widths, strict=True))
        )
        print("  ".join(aligned).rstrip())


def main(arguments: list[str]) -> int:
    """Run the named topics, or all of them, and report missed floors in the exit code."""
    known = topics()
    unknown = [name for name in arguments if name not in known]
    if unknown:
        print(f"no topic {', '.join(unknown)}; there are: {', '.join(known) or 'none yet'}")
        return 2
    every: list[Row] = []
    for name in arguments or known:
        began = time.perf_counter()
        rows = run_topic(name)
        every += rows
        print(f"\n{name} ({time.perf_counter() - began:.1f} s)")
        print_table(rows)
    missed = [row.measure for row in every if row.verdict == "MISS"]
    print(
        f"\n{len(every)} measures, {len(missed)} below the floor"
        + (": " + "; ".join(missed) if missed else "")
    )
    return 1 if missed else 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))

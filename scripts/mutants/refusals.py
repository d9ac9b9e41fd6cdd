"""Refusals that no test runs: `python -m scripts.mutants.refusals [--write]`, from the map of the tests.

Every `raise` in domain, api and www is listed unless a test runs its line. The list that is kept beside the tests may
only shrink: a refusal that is not on it and that no test runs ends this with 1.
"""

from __future__ import annotations

import ast
import sys
from collections.abc import Iterator
from pathlib import Path

from scripts.mutants import FOLDER, ROOT
from scripts.mutants.covering import Covering

KEPT = ROOT / "tests" / "refusals_without_a_test.txt"
STOREYS = ("domain", "api", "www")


def refusals(path: Path) -> Iterator[tuple[int, str]]:
    """Yield the line of each `raise` and how the list names it: file, function, what is raised; no line number."""
    name = path.relative_to(ROOT / "src" / "gainful").as_posix()

    def within(node: ast.AST, function: str) -> Iterator[tuple[int, str]]:
        for child in ast.iter_child_nodes(node):
            inner = getattr(child, "name", function) if isinstance(child, ast.FunctionDef) else function
            if isinstance(child, ast.Raise) and child.exc is not None:
                words = " ".join(ast.unparse(child.exc).split())
                yield child.lineno, f"{name} {inner}: {words[:100]}"
            yield from within(child, inner)

    yield from within(ast.parse(path.read_text()), "")


def files_of(storey: str) -> list[Path]:
    """Return the files of a storey whose refusals count."""
    return sorted(
        path for path in (ROOT / "src" / "gainful" / storey).rglob("*.py") if "migrations" not in path.parts
    )


def without_a_test(covering: Covering) -> list[str]:
    """Return the refusals that no test runs, in the order of their names."""
    found = []
    for path in (path for storey in STOREYS for path in files_of(storey)):
        lines = covering.lines(path.relative_to(ROOT).as_posix())
        found += [name for line, name in refusals(path) if not lines.get(line)]
    return sorted(found)


def main() -> int:
    """Compare what no test runs with the list that is kept; 1 where it grew."""
    found = without_a_test(Covering(FOLDER, ROOT))
    if "--write" in sys.argv:
        KEPT.write_text("".join(f"{line}\n" for line in found))
        return 0
    kept = KEPT.read_text().splitlines()
    new, gone = [name for name in found if name not in kept], [name for name in kept if name not in found]
    for name in new:
        sys.stdout.write(f"no test runs this refusal: {name}\n")
    for name in gone:
        sys.stdout.write(f"take it off the list: {name}\n")
    sys.stdout.write(f"{len(found)} refusals of domain, api and www are run by no test.\n")
    return int(bool(new))


if __name__ == "__main__":
    sys.exit(main())

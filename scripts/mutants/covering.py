"""Which tests run a line, from what `contexts` wrote down."""

from __future__ import annotations

import json
from collections import defaultdict
from collections.abc import Iterable
from functools import lru_cache
from pathlib import Path

from scripts.mutants.changes import Change

MOST_TESTS, MOST_SECONDS = 250, 150.0
"""Where very many tests run a line, the quickest of them are asked: so many, or so many seconds."""


class Covering:
    """The map of one or more runs of the tests."""

    def __init__(self, folder: Path, root: Path) -> None:
        from coverage import CoverageData

        self.root = root
        self.data = CoverageData(no_disk=True)
        self.seconds: dict[str, float] = {}
        for path in sorted(folder.glob("lines-*.json")):
            part = CoverageData(str(path.with_suffix("")))
            part.read()
            self.data.update(part)
            self.seconds |= json.loads(path.read_text())
        if not self.seconds:
            raise SystemExit(
                "No map of the tests: make test-map, or ARGS=tests/engine make test-map for a part."
            )
        self.lines = lru_cache(maxsize=None)(self._lines)

    def _lines(self, path: str) -> dict[int, set[str]]:
        found: dict[int, set[str]] = defaultdict(set)
        for line, names in self.data.contexts_by_lineno(str(self.root / path)).items():
            found[line] |= {name for name in names if name}
        return found

    def tests(self, change: Change) -> list[str]:
        """Return the tests that can notice a change, quickest first; empty where nothing runs it.

        A line that runs at import (a constant, a class body) is noticed by whatever runs the file.
        """
        lines = self.lines(change.path)
        names = set[str]().union(*(lines.get(line, set()) for line in change.lines))
        if not names:
            imported = any(line in lines for line in change.lines)
            names = set[str]().union(*lines.values()) if imported else set()
        names = set[str]().union(*(self._tests_of(name) for name in names))
        return self._quickest(names, change.path)

    def _tests_of(self, name: str) -> set[str]:
        """Return the tests of a file or class whose shared fixture runs a line, or the one test that is named."""
        if name in self.seconds:
            return {name}
        return {test for test in self.seconds if test.startswith(f"{name}::")}

    def quickest_of_all(self) -> list[str]:
        """Return a few quick tests of every room, which must pass before anything is changed."""
        rooms: dict[str, list[str]] = defaultdict(list)
        for name in sorted(self.seconds, key=self.seconds.__getitem__):
            rooms["/".join(name.split("/")[:3])].append(name)
        return [name for names in rooms.values() for name in names[:2]]

    def _quickest(self, names: Iterable[str], path: str) -> list[str]:
        """Return the tests of the same room first, each room's quickest first."""
        room = str(Path(path.replace("src/gainful", "tests", 1)).parent)
        order = sorted(names, key=lambda one: (not one.startswith(room), self.seconds.get(one, 1.0)))
        kept, spent = [], 0.0
        for name in order:
            spent += self.seconds.get(name, 1.0)
            if len(kept) >= MOST_TESTS or (kept and spent > MOST_SECONDS):
                break
            kept.append(name)
        return kept

"""Sample changes of each package, try them, and print the share that a test notices."""

from __future__ import annotations

import argparse
import json
import random
import re
import sys
from collections import defaultdict
from pathlib import Path

from scripts.mutants import FOLDER, ROOT
from scripts.mutants.changes import Change, changes_of
from scripts.mutants.covering import Covering
from scripts.mutants.named import NAMED
from scripts.mutants.trial import IN_THE_DATABASE, Copy, warm_up

SOURCE = "src/gainful/"
DEEP = {"engine", "domain", "www", "exchange"}
"""Storeys whose packages are sampled one by one."""
WORDS = ("_words.py", "/static/", "/migrations/", "/templates/")
"""Files that are lists of words."""
RULES = {
    "gates": re.compile(r"engine/impact/gates/"),
    "access": re.compile(r"\baccess\.py$|_access\.py$"),
    "exits": re.compile(r"(engine/indicators|domain/measures)/(\w+/)*exit\w*\.py$"),
}
"""Rules that are sampled by themselves, wherever their files stand."""
STRICT = (*RULES, "engine/disclosure", "domain/rights", "domain/ledger", "engine/indicators")
FLOOR, STRICT_FLOOR = 0.85, 0.95


def package_of(path: str) -> str:
    """Return the package that a file counts to: engine/indicators, domain/plans, api; or the rule: access, exits."""
    for rule, files in RULES.items():
        if files.search(path):
            return rule
    parts = path.removeprefix(SOURCE).split("/")
    if len(parts) == 1:
        return "gainful"
    return "/".join(parts[:2]) if parts[0] in DEEP and len(parts) > 2 else parts[0]


def packages() -> dict[str, list[str]]:
    """Return every package with its files."""
    found: dict[str, list[str]] = defaultdict(list)
    for path in sorted((ROOT / "src" / "gainful").rglob("*.py")):
        name = path.relative_to(ROOT).as_posix()
        if not any(word in name for word in WORDS):
            found[package_of(name)].append(name)
    return found


def sample(files: list[str], count: int, seed: str) -> list[Change]:
    """Return so many changes of the files, at most one a line, chosen by the seed."""
    every = [change for path in files for change in changes_of(path, (ROOT / path).read_bytes())]
    random.Random(seed).shuffle(every)  # noqa: S311 - a sample, no secret
    chosen: dict[tuple[str, int], Change] = {}
    for change in every:
        if len(chosen) >= count:
            break
        chosen.setdefault((change.path, change.line), change)
    return list(chosen.values())


def chosen(asked: list[str], each: int, seed: int) -> dict[str, list[Change]]:
    """Return the sample of each package; a file or a folder may be named in place of a package."""
    whole = packages()
    if not asked:
        return {name: sample(files, each, f"{seed}/{name}") for name, files in sorted(whole.items())}
    found = {}
    for name in asked:
        files = whole.get(name) or [
            path for paths in whole.values() for path in paths if path.removeprefix(SOURCE).startswith(name)
        ]
        if not files:
            raise SystemExit(f"No package {name}: choose from {', '.join(sorted(whole))}, or name a file.")
        found[name] = sample(files, each, f"{seed}/{name}")
    return found


def tried(change: Change, covering: Covering, copy: Copy) -> list[str] | None:
    """Return the test that notices a change, an empty list where none does, None where no test runs it."""
    tests = covering.tests(change)
    if not tests:
        return None
    with copy.changed(change):
        return copy.failing(tests, fresh_database=bool(IN_THE_DATABASE.search(change.path)))


def main() -> int:
    """Try a sample; the exit code is 1 where a package stays below its floor."""
    ask = argparse.ArgumentParser(prog="python -m scripts.mutants", description=__doc__)
    ask.add_argument(
        "packages", nargs="*", help="engine/indicators, domain/plans, or a file below src/gainful"
    )
    ask.add_argument("--each", type=int, default=20, help="changes a package")
    ask.add_argument("--seed", type=int, default=1)
    ask.add_argument("--named", action="store_true", help="only the changes that once passed every test")
    ask.add_argument("--list", action="store_true", help="print the sample and try nothing")
    ask.add_argument("--report", type=Path, default=FOLDER / "report.json")
    given = ask.parse_args()
    if given.named:
        return _try_named()
    samples = chosen(given.packages, given.each, given.seed)
    texts = {c.path: (ROOT / c.path).read_bytes() for changes in samples.values() for c in changes}
    if given.list:
        _say("\n".join(c.told(texts[c.path]) for changes in samples.values() for c in changes))
        return 0
    warm_up()
    covering, copy = Covering(FOLDER, ROOT), Copy(ROOT)
    _must_pass(copy, covering.quickest_of_all())
    results: dict[str, list[tuple[str, list[str] | None]]] = {}
    try:
        for name, changes in samples.items():
            results[name] = []
            for change in changes:
                noticed = tried(change, covering, copy)
                told = change.told(texts[change.path])
                verdict = "noticed  " if noticed else "unnoticed"
                _say(f"{verdict} {told}{'  (no test runs it)' if noticed is None else ''}")
                results[name].append((told, noticed))
        broken = _broken_anyway(results, copy)
    finally:
        copy.close()
    given.report.write_text(json.dumps(results, indent=1))
    return _summary(results, broken)


def _must_pass(copy: Copy, tests: list[str]) -> None:
    """Stop where tests fail on the untouched tree: then every change would seem to be noticed."""
    failed = copy.failing(tests, first=False)
    if failed:
        raise SystemExit(
            f"Without any change these fail already: {', '.join(failed)}\n{copy.output()[-3000:]}"
        )


def _try_named() -> int:
    """Try the changes that have a name; 1 where one passes its tests again."""
    warm_up()
    copy, passed = Copy(ROOT), 0
    try:
        _must_pass(copy, sorted({test for one in NAMED for test in one.tests}))
        for one in NAMED:
            with copy.changed(one.change(ROOT)):
                noticed = bool(copy.failing(list(one.tests)))
            passed += not noticed
            _say(f"{'noticed  ' if noticed else 'unnoticed'} {one.sentence}")
    finally:
        copy.close()
    return int(passed > 0)


def _broken_anyway(results: dict[str, list[tuple[str, list[str] | None]]], copy: Copy) -> set[str]:
    """Return the tests that fail without any change too: what they noticed does not count."""
    names = sorted(
        {test for rows in results.values() for _, found in rows for test in found or () if "::" in test}
    )
    return set(copy.failing(names, first=False)) if names else set()


def _summary(results: dict[str, list[tuple[str, list[str] | None]]], broken: set[str]) -> int:
    """Print the share of each package; 1 where one is below its floor."""
    below = 0
    for name, rows in results.items():
        noticed = sum(bool(found) and not set(found or ()) <= broken for _, found in rows)
        floor = STRICT_FLOOR if name.startswith(STRICT) else FLOOR
        share = noticed / len(rows) if rows else 1.0
        below += share < floor
        _say(f"{name:<28}{noticed:>4} of {len(rows):<4}{share:>6.0%}   floor {floor:.0%}")
    if broken:
        _say(f"Fail without any change, and so count for nothing: {', '.join(sorted(broken))}")
    return int(below > 0)


def _say(text: str) -> None:
    sys.stdout.write(text + "\n")
    sys.stdout.flush()


if __name__ == "__main__":
    sys.exit(main())

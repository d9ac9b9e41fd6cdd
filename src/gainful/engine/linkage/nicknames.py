"""Which first names a familiar form may stand for."""

from __future__ import annotations

import tomllib
from collections import defaultdict
from functools import cache
from pathlib import Path

DATA = Path(__file__).parent / "data" / "nicknames.toml"


@cache
def _full_names() -> dict[str, frozenset[str]]:
    found: defaultdict[str, set[str]] = defaultdict(set)
    for name, forms in tomllib.loads(DATA.read_text(encoding="utf-8"))["names"].items():
        for form in (name, *forms):
            found[form].add(name)
    return {form: frozenset(names) for form, names in found.items()}


def full_names(first: str) -> list[str]:
    """Return the names that a first name (capitals, no marks) may stand for; itself where it is no familiar form."""
    return sorted(_full_names().get(first, {first}))

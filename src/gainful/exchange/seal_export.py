"""Check an auditor's export of the chain of history with nothing but the file.

A line fits when its `link` is SHA-256(link of the line before + "table:row:" + digest), the first one over nothing.
"""

from __future__ import annotations

import hashlib
import json
from collections.abc import Iterable


def check_export(lines: Iterable[str]) -> tuple[int, list[str]]:
    """Return how many seals the export holds and what does not fit."""
    link, number, problems = b"", 0, []
    for line in lines:
        found = json.loads(line)
        named = f"{found['table']}:{found['row']}:".encode()
        digest = bytes.fromhex(found["digest"])
        if found["number"] != number + 1:
            problems.append(f"seals between {number} and {found['number']} are missing")
        if found["link"] != hashlib.sha256(link + named + digest).hexdigest():
            problems.append(f"seal {found['number']} ({found['table']} row {found['row']}) does not fit")
        link, number = bytes.fromhex(found["link"]), found["number"]
    return number, problems

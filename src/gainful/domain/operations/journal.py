"""What was done to this installation and when: a line of JSON for each backup and drill, in the data folder.

Beside it the state of the continuous archive, which changes each minute: a file that is written anew.
"""

from __future__ import annotations

import json
import os
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Any

NAME = "operations.jsonl"
ARCHIVE_STATE = "recovery/state.json"
LONGEST_LAG = timedelta(minutes=5)
"""What may be lost: the promise of docs/guides/server/recovery.md."""


def note(folder: Path, what: str, **details: Any) -> None:
    """Add a line in this data folder; the file is for its owner only."""
    line = json.dumps({"what": what, "at": datetime.now(UTC).isoformat(timespec="seconds"), **details})
    file = os.open(folder / NAME, os.O_WRONLY | os.O_APPEND | os.O_CREAT, 0o600)
    with os.fdopen(file, "a", encoding="utf-8") as opened:
        opened.write(line + "\n")


def newest(folder: Path, what: str) -> dict[str, Any] | None:
    """Return the last line of this kind; None where there is none. A line that cannot be read is passed over."""
    try:
        lines = (folder / NAME).read_text(encoding="utf-8").splitlines()
    except OSError:
        return None
    for line in reversed(lines):
        try:
            told = json.loads(line)
            told["at"] = datetime.fromisoformat(told["at"])
        except (ValueError, KeyError, TypeError):
            continue
        if told.get("what") == what:
            return dict(told)
    return None


def archive_state(folder: Path) -> dict[str, Any]:
    """Return how the continuous archive stands: `reached` (a moment or None), `error` (words), `waiting` (bytes).

    Empty where it never ran.
    """
    try:
        told = dict(json.loads((folder / ARCHIVE_STATE).read_text(encoding="utf-8")))
        reached = told.get("reached")
        return told | {"reached": datetime.fromisoformat(reached) if reached else None}
    except (OSError, ValueError, TypeError):
        return {}

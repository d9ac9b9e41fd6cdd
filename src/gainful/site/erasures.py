"""The list of erasures beside the backups: an older backup that is restored loses those people again."""

from __future__ import annotations

import json
from datetime import UTC, datetime
from pathlib import Path
from uuid import UUID

from gainful.exchange.data_folder import data_dir

NAME = "erasures.jsonl"


def note(person: UUID) -> None:
    """Add an erasure to the list of this data folder."""
    line = json.dumps({"person": str(person), "at": datetime.now(UTC).isoformat()})
    path = data_dir() / NAME
    path.touch(mode=0o600)
    with path.open("a", encoding="utf-8") as file:
        file.write(f"{line}\n")


def listed(*folders: Path) -> list[UUID]:
    """Return everybody on the lists of these folders, each once."""
    lines = [
        line
        for folder in folders
        if (folder / NAME).is_file()
        for line in (folder / NAME).read_text(encoding="utf-8").splitlines()
    ]
    return list(dict.fromkeys(UUID(json.loads(line)["person"]) for line in lines))


def copy_beside(folder: Path) -> None:
    """Write the list beside the backups too, with what stands there already."""
    people = listed(folder, data_dir())
    if people:
        path = folder / NAME
        path.touch(mode=0o600)
        path.write_text(
            "".join(f"{json.dumps({'person': str(person)})}\n" for person in people), encoding="utf-8"
        )

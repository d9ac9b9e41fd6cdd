"""What every command on files shares: saying, failing, reading a posting, writing all or nothing."""

from __future__ import annotations

import sys
import tempfile
from collections.abc import Mapping
from pathlib import Path
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from gainful.engine.postings.model import RequiredProfile

COULD_NOT = 1
"""Exit code where a command was asked rightly and could not be done; argparse uses 2 for asked wrongly."""


def say(text: str) -> None:
    """Print a line of the answer at once."""
    print(text, flush=True)  # noqa: T201


def note(text: str) -> None:
    """Print a line beside the answer, on standard error."""
    sys.stderr.write(f"{text}\n")


def fail(*lines: str) -> int:
    """Print what went wrong and what to do; return the exit code."""
    note("\n".join(line for line in lines if line))
    return COULD_NOT


def read_profile(path: Path, *, code: str | None = None, title: str | None = None) -> RequiredProfile | int:
    """Read a posting file into its profile, or say why not and return the exit code."""
    from gainful.engine.postings.profile import required_profile
    from gainful.exchange.documents import UnreadableFile
    from gainful.exchange.job_postings import read_posting

    try:
        document = read_posting(path.read_bytes(), path.name)
    except OSError as error:
        return fail(f"{path} could not be opened: {error.strerror}.")
    except UnreadableFile as error:
        return fail(error.message, error.hint)
    for said in document.notes:
        note(said)
    try:
        return required_profile(document.text, structured=document.fields, title=title, code=code)
    except KeyError:
        return fail(f"There is no occupation {code}.", "Give an O*NET-SOC code such as 31-1131.00.")


def write_all(folder: Path, files: Mapping[str, bytes]) -> None:
    """Write every file or none: all are made beside the folder first, then put in place. OSError where it cannot be."""
    folder.parent.mkdir(parents=True, exist_ok=True)
    with tempfile.TemporaryDirectory(dir=folder.parent, prefix=f".{folder.name}-") as made:
        for name, content in files.items():
            Path(made, name).write_bytes(content)
        folder.mkdir(exist_ok=True)
        for name in files:
            Path(made, name).replace(folder / name)

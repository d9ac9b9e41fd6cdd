"""Whether this installation is fit to hold people's records: read by `gainful doctor` and the operator's first page."""

from __future__ import annotations

from collections.abc import Callable, Iterator

from django.db import DatabaseError

from gainful.domain.operations.health import catalogue, database, files, machine, settings, work
from gainful.domain.operations.health.model import Finding, State

__all__ = ["LOOKS", "Finding", "State", "findings"]

LOOKS: tuple[Callable[[], Iterator[Finding]], ...] = (
    *database.LOOKS, *catalogue.LOOKS, *files.LOOKS, *settings.LOOKS, *work.LOOKS, *machine.LOOKS,
)  # fmt: skip


def findings() -> list[Finding]:
    """Look at everything; a look that fails is itself a bad finding, never a crash."""
    found: list[Finding] = []
    for look in LOOKS:
        try:
            found.extend(look())
        except (DatabaseError, OSError, LookupError, ValueError) as error:
            said = (str(error).strip().splitlines() or [type(error).__name__])[0]
            found.append(Finding(str(look.__doc__).split(":")[0], State.BAD, said))
    return found

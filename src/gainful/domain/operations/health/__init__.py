"""Whether this installation is fit to hold people's records: read by `gainful doctor` and the operator's first page."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from datetime import datetime, timedelta

from django.db import DatabaseError
from django.utils import timezone
from django.utils.translation import get_language

from gainful.domain.operations.health import catalogue, database, files, machine, settings, work
from gainful.domain.operations.health.model import Finding, State

__all__ = ["LOOKS", "Finding", "State", "findings", "recent_findings"]

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


REMEMBERED = timedelta(minutes=10)
"""A look compares some thousands of entries of the schema: who opens the page again at once reads the last one."""
_last: dict[str | None, tuple[datetime, list[Finding]]] = {}


def recent_findings(*, now: bool = False) -> tuple[datetime, list[Finding]]:
    """Return when everything was looked at and what was found, of the last ten minutes by preference.

    `now` looks again.
    """
    language = get_language()  # findings are words
    at, found = _last.get(language, (None, []))
    if now or at is None or timezone.now() - at > REMEMBERED:
        at, found = timezone.now(), findings()
        _last[language] = (at, found)
    return at, found

"""Save the workers of a file: all or none, the same file twice changes nothing; a worker's own answer stays."""

from __future__ import annotations

import json
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass, field
from datetime import date
from itertools import islice

from django.db import connection, transaction
from django.utils.translation import gettext as _

from gainful.domain.accounts.actor import Actor, acting_in
from gainful.domain.workforce.access import require_employer
from gainful.domain.workforce.errors import WorkforceError
from gainful.domain.workforce.rights import KEEPS
from gainful.domain.workforce.roles import occupation_of
from gainful.engine.records import WorkerRecord

CHUNK = 2000


@dataclass(slots=True)
class SavedWorkers:
    """How many were added and brought up to date, and the numbers of those who said no: they stay unseen."""

    added: int = 0
    updated: int = 0
    closed: list[str] = field(default_factory=list)


@transaction.atomic
def save_workers(
    actor: Actor, records: Iterable[WorkerRecord], *, progress: Callable[[int], None] | None = None
) -> SavedWorkers:
    """Add workers and bring those known by their number up to date, in one transaction."""
    require_employer(actor)
    done, result = 0, SavedWorkers()
    stream = iter(records)
    while some := list(islice(stream, CHUNK)):
        given = json.dumps([_plain(record) for record in some])
        with acting_in(KEEPS), connection.cursor() as cursor:
            cursor.execute("SELECT * FROM gainful.save_workers(%s::jsonb)", [given])
            added, updated, closed = cursor.fetchone()
        result.added += added
        result.updated += updated
        result.closed += closed
        done += len(some)
        if progress is not None:
            progress(done)
    return result


def _plain(record: WorkerRecord) -> dict[str, str | None]:
    return dict(_columns(record))


def _columns(record: WorkerRecord) -> Iterator[tuple[str, str | None]]:
    for name in ("number", "name", "email", "title", "code", "site", "agreed_by"):
        yield name, getattr(record, name)
    for name in ("since", "left_on", "agreed_on", "until"):
        day: date | None = getattr(record, name)
        yield name, day.isoformat() if day else None


@transaction.atomic
def name_role(actor: Actor, title: str, code: str) -> int:
    """Say which occupation a role title is, for everybody who has it; returns how many rows changed."""
    require_employer(actor)
    code = occupation_of(code, "occupation")
    with acting_in(KEEPS), connection.cursor() as cursor:
        cursor.execute("SELECT gainful.name_role(%s, %s)", [title, code])
        changed: int = cursor.fetchone()[0]
    if not changed:
        raise WorkforceError(_("Nobody has this role now, or it has this occupation already."), field="title")
    return changed

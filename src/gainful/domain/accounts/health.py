"""Whether this installation is fit to hold people's records: read by `gainful doctor` and the operator's first page."""

from __future__ import annotations

import os
import shutil
import time
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from enum import StrEnum
from pathlib import Path

from django.conf import settings
from django.db import DatabaseError, connection
from django.utils.translation import gettext as _

from gainful.domain.rights.apply import is_current

LOW_DISK_GB = 2.0
LOW_MEMORY_GB = 2.0


class State(StrEnum):
    """How a finding stands."""

    GOOD = "good"
    LOOK = "look"
    BAD = "bad"


@dataclass(frozen=True, slots=True)
class Finding:
    """One thing that was looked at: its name, how it stands, and what was found or what to do."""

    name: str
    state: State
    said: str


def findings() -> list[Finding]:
    """Look at everything; a look that fails is itself a bad finding, never a crash."""
    found: list[Finding] = []
    for look in LOOKS:
        try:
            found.extend(look())
        except (DatabaseError, OSError, LookupError, ValueError) as error:
            found.append(Finding(str(look.__doc__).split(":")[0], State.BAD, str(error).strip()))
    return found


def _rows(sql: str, values: list[list[str]] | None = None) -> list[tuple]:
    with connection.cursor() as cursor:
        cursor.execute(sql, values)
        return cursor.fetchall()


def _database() -> Iterator[Finding]:
    """Database: which server, how large, safe against power loss."""
    sql = (
        "SELECT split_part(version(), ' ', 2), pg_size_pretty(pg_database_size(current_database())),"
        " current_setting('fsync'), current_setting('listen_addresses'), current_setting('shared_buffers')"
    )
    version, size, fsync, listens, buffers = _rows(sql)[0]
    host = str(connection.settings_dict["HOST"])
    place = _("embedded") if host.startswith("/") else host
    yield Finding(
        _("Database"), State.GOOD, f"PostgreSQL {version} ({place}), {size}, shared_buffers {buffers}"
    )
    lasting = fsync == "on"
    told = _("fsync is on") if lasting else _("fsync is off: a power cut can lose records. Turn it on.")
    yield Finding(_("Safe against power loss"), State.GOOD if lasting else State.BAD, told)
    if host.startswith("/"):
        closed = not listens
        told = _("socket only, no network") if closed else _("the embedded server listens on %s") % listens
        yield Finding(_("Closed to the network"), State.GOOD if closed else State.BAD, told)


def _schema() -> Iterator[Finding]:
    """Schema: every migration is applied."""
    from django.db.migrations.executor import MigrationExecutor

    executor = MigrationExecutor(connection)
    waiting = executor.migration_plan(executor.loader.graph.leaf_nodes())
    told = _("%d changes wait; restart `gainful serve`.") % len(waiting) if waiting else _("up to date")
    yield Finding(_("Schema"), State.BAD if waiting else State.GOOD, told)


def database_role() -> tuple[str, bool]:
    """Return the database user and whether it could get round row security: owner, superuser or bypass."""
    sql = (
        "SELECT rolname, rolsuper OR rolbypassrls OR EXISTS (SELECT FROM pg_class c WHERE c.relowner = r.oid"
        " AND c.relkind = 'r') FROM pg_roles r WHERE rolname = current_user"
    )
    name, unsafe = _rows(sql)[0]
    return name, unsafe


def _role() -> Iterator[Finding]:
    """Database user: owns nothing, bypasses nothing."""
    name, unsafe = database_role()
    told = (
        _("%s can bypass row security: serve with a plain user.")
        if unsafe
        else _("%s owns and bypasses nothing")
    )
    yield Finding(_("Database user"), State.BAD if unsafe else State.GOOD, told % name)


def unprotected_tables() -> list[str]:
    """Return the tables without forced row security."""
    sql = (
        "SELECT relname FROM pg_class WHERE relkind IN ('r', 'p') AND relnamespace = 'public'::regnamespace"
        " AND NOT (relrowsecurity AND relforcerowsecurity)"
    )
    return sorted(row[0] for row in _rows(sql))


def _row_security() -> Iterator[Finding]:
    """Row security: forced on every table, as this version's table of rights says."""
    bare = unprotected_tables()
    told = _("missing on: %s") % ", ".join(bare) if bare else _("forced on every table")
    if not bare and not is_current():
        bare, told = ["rights"], _("not as this version states: restart `gainful serve`")
    yield Finding(_("Row security"), State.BAD if bare else State.GOOD, told)


def _reference() -> Iterator[Finding]:
    """Reference data: the releases that are loaded."""
    from gainful.engine.occupations import available_versions

    versions = available_versions()
    told = ", ".join(sorted(versions)) or _("none: run `gainful reference load PATH`")
    yield Finding(_("Reference data"), State.GOOD if versions else State.BAD, told)


def _text_model() -> Iterator[Finding]:
    """Text model: present and answering."""
    from gainful.engine.text.encoder import encode

    encode(["warm"])
    start = time.perf_counter()
    encode(["Help residents bathe, dress, eat and move safely."])
    told = _("%.0f ms a sentence") % ((time.perf_counter() - start) * 1000)
    yield Finding(_("Text model"), State.GOOD, told)


def _machine() -> Iterator[Finding]:
    """Machine: memory and disk."""
    memory = os.sysconf("SC_PAGE_SIZE") * os.sysconf("SC_PHYS_PAGES") / 2**30
    small = memory < LOW_MEMORY_GB
    told = _("%.1f GB, %d processors") % (memory, os.cpu_count() or 1)
    yield Finding(_("Memory"), State.LOOK if small else State.GOOD, told)
    folder = Path(settings.STATIC_ROOT).parent
    free = shutil.disk_usage(folder).free / 2**30
    told = _("%.1f GB free at %s") % (free, folder)
    yield Finding(_("Disk"), State.LOOK if free < LOW_DISK_GB else State.GOOD, told)


def _safety() -> Iterator[Finding]:
    """Safety: sample data, encryption on the way."""
    if settings.DEMO:
        yield Finding(_("Mode"), State.LOOK, _("sample data: anybody who reaches this address can sign in"))
    elif missing := {"operator", "program_manager", "coach"} - settings.SECOND_STEP_ROLES:
        told = _("not asked of: %s. Unset GAINFUL_SECOND_STEP.") % ", ".join(sorted(missing))
        yield Finding(_("Second step"), State.LOOK, told)
    if not settings.HTTPS:
        told = _("plain HTTP: for one machine only. For others set GAINFUL_PUBLIC_URL=https://…")
        yield Finding(_("Encryption on the way"), State.LOOK, told)


LOOKS: tuple[Callable[[], Iterator[Finding]], ...] = (
    _database, _schema, _role, _row_security, _reference, _text_model, _machine, _safety,
)  # fmt: skip

"""The living schema, its rights, guards and roles against what this version expects, entry by entry."""

from __future__ import annotations

from collections.abc import Iterator

from django.db import connection
from django.utils.translation import gettext as _

from gainful.domain.operations.health.model import Finding, State, rows
from gainful.domain.rights import catalogue
from gainful.domain.rights.catalogue import Difference

MOST = 60
"""How many differences are named one by one: a page of words, not a flood."""


def _migrations() -> Iterator[Finding]:
    """Schema: every migration is applied."""
    from django.db.migrations.executor import MigrationExecutor

    executor = MigrationExecutor(connection)
    waiting = executor.migration_plan(executor.loader.graph.leaf_nodes())
    told = _("%d changes wait; restart `gainful serve`.") % len(waiting) if waiting else _("up to date")
    yield Finding(_("Schema"), State.BAD if waiting else State.GOOD, told)


def _entries() -> Iterator[Finding]:
    """Schema and rights: every entry is as this version expects it."""
    with connection.cursor() as cursor:
        there = catalogue.living(cursor)
    server = int(rows("SELECT current_setting('server_version_num')::int")[0][0]) // 10_000
    wanted = catalogue.expected(server)
    found = catalogue.differences(there, wanted)
    for one in found[:MOST]:
        yield Finding(one.entry, State.BAD, told(one))
    if len(found) > MOST:
        yield Finding(_("Schema and rights"), State.BAD, _("%d further differences.") % (len(found) - MOST))
    if not found:
        yield Finding(
            _("Schema and rights"), State.GOOD, _("%d entries, each as this version expects") % len(wanted)
        )
    if found and server not in catalogue.tried_servers():
        known = ", ".join(map(str, catalogue.tried_servers()))
        said = _("PostgreSQL %(server)d was not tried; this version knows %(known)s.") % {
            "server": server,
            "known": known,
        }
        yield Finding(_("Database"), State.LOOK, said)


def told(one: Difference) -> str:
    """Say how an entry differs, and what puts it right."""
    if one.should_be is None:
        said = _("is there and should not be") + (
            f": {one.is_}" if one.is_ and not _is_digest(one.is_) else ""
        )
    elif one.is_ is None:
        said = _("is missing")
    elif _is_digest(one.is_) or _is_digest(one.should_be):
        said = _("is not as this version states it")
    else:
        said = _("is “%(is_)s”, should be “%(should)s”") % {"is_": one.is_, "should": one.should_be}
    return f"{said}. {_remedy(one)}"


def _is_digest(said: str | None) -> bool:
    return bool(said and said.startswith("sha256 "))


def _remedy(one: Difference) -> str:
    if one.kind in {"role", "member", "setting-of"}:
        return _("The SQL in docs/guides/operator.md says what each role may be.")
    if one.kind == "checks-of-keys":
        return _("As an administrator run: ALTER TABLE %s ENABLE TRIGGER ALL.") % one.entry.split(" ", 1)[1]
    if one.kind in {"policy", "schema", "grants-to-come"} or _is_right(one):
        return _("`gainful doctor --mend` puts the rights back.")
    if one.should_be is None:
        return _("If nobody of yours made it, find out who did; then drop it.")
    return _("Restore a backup from before it changed, or put it back by hand.")


def _is_right(one: Difference) -> bool:
    """Say whether the entry is written anew whenever the rights are put in force."""
    name = one.entry.split(" ", 1)[1]
    if one.kind == "trigger":
        return ".gainful_" in name or (".pgtrigger_" in name and one.should_be is not None)
    if one.kind == "function":
        return name.startswith("gainful.") and one.should_be is not None
    return one.kind == "table" and one.is_ is not None and one.should_be is not None


LOOKS = (_migrations, _entries)

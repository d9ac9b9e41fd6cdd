"""How long what is left behind is kept: one table of rules, run each night by the worker, shown to the operator."""

from __future__ import annotations

import shutil
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Any

from django.db import connection
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from gainful.domain.accounts.actor import acting_as_system
from gainful.domain.participants.models import ImportBatch, ImportRow, ImportStatus

UNSAVED = (ImportStatus.MAPPING, ImportStatus.PREVIEW, ImportStatus.STOPPED, ImportStatus.FAILED)
BEFORE_RESTORE, UNDER_WAY = "before-restore", ("incoming", "drill", "unpacked")
DATABASES = """
SELECT d.datname, pg_database_size(d.oid) FROM pg_database d
WHERE d.datname ~ ('^' || %s || '_(before|incoming|outgoing|drill)')
  AND (pg_stat_file('base/' || d.oid || '/PG_VERSION')).modification < %s"""


@dataclass(frozen=True, slots=True)
class Held:
    """What a rule finds: how many, and how many bytes where that can be said."""

    count: int
    bytes: int = 0


@dataclass(frozen=True, slots=True)
class Rule:
    """One kind of thing that is left behind."""

    key: str
    what: str | Promise
    days: int
    """How long it is kept after it was last of use."""
    find: Callable[[datetime], Held]
    """What is older than this moment."""
    clear: Callable[[datetime], None]
    everything: Callable[[], Held]
    """What there is of it, old or not."""


def _asked(sql: str, values: list[Any]) -> Held:
    with connection.cursor() as cursor:
        cursor.execute(sql, values)
        count, size = cursor.fetchone() or (0, 0)
    return Held(int(count or 0), int(size or 0))


def _done(sql: str, values: list[Any]) -> None:
    with connection.cursor() as cursor:
        cursor.execute(sql, values)


def _rows(key: str, what: str | Promise, days: int, table: str, old: str, size: str = "0") -> Rule:
    """Return the rule of a table: `old` is a condition with one moment in it; names are ours."""
    counted = f"SELECT count(*), coalesce(sum({size}), 0) FROM {table}"  # noqa: S608
    return Rule(
        key, what, days,
        find=lambda before: _asked(f"{counted} WHERE {old}", [before]),
        clear=lambda before: _done(f"DELETE FROM {table} WHERE {old}", [before]),  # noqa: S608
        everything=lambda: _asked(counted, []),
    )  # fmt: skip


def _uploads(before: datetime | None) -> Any:
    found = ImportBatch.objects.filter(status__in=UNSAVED)
    return found.filter(created_at__lt=before) if before else found


def _held_uploads(before: datetime | None = None) -> Held:
    sizes = [len(data or b"") for data in _uploads(before).values_list("data", flat=True).iterator(20)]
    return Held(len(sizes), sum(sizes))


def _refused(before: datetime | None) -> Any:
    found = ImportRow.objects.filter(batch__status=ImportStatus.DONE)
    return found.filter(batch__finished_at__lt=before) if before else found


def _folder() -> Path:
    from django.conf import settings

    return Path(settings.DATA_FOLDER)


def _paths(names: tuple[str, ...], *, inside: bool) -> list[Path]:
    found = [_folder() / name for name in names]
    there = [path for path in found if path.is_dir()]
    return [one for path in there for one in path.iterdir()] if inside else there


def _files(key: str, what: str | Promise, days: int, names: tuple[str, ...], *, inside: bool) -> Rule:
    def held(before: datetime | None = None) -> Held:
        found = [path for path in _paths(names, inside=inside) if before is None or _is_older(path, before)]
        return Held(len(found), sum(map(size_of, found)))

    def clear(before: datetime) -> None:
        for path in _paths(names, inside=inside):
            if _is_older(path, before):
                shutil.rmtree(path, ignore_errors=True) if path.is_dir() else path.unlink(missing_ok=True)

    return Rule(key, what, days, held, clear, held)


def _is_older(path: Path, moment: datetime) -> bool:
    return datetime.fromtimestamp(path.stat().st_mtime, UTC) < moment


def size_of(path: Path) -> int:
    """Return the bytes of a file, or of all files below a folder; one that goes meanwhile counts for nothing."""
    total = 0
    for one in [path, *path.rglob("*")] if path.is_dir() else [path]:
        try:
            total += one.stat().st_size if one.is_file() else 0
        except OSError:
            continue
    return total


@contextmanager
def _superuser() -> Iterator[Any]:
    """Connect to the embedded server as who may drop databases; None where the server is the agency's own."""
    import psycopg

    host = str(connection.settings_dict["HOST"])
    if not host.startswith("/"):
        yield None
        return
    with psycopg.connect(host=host, user="postgres", dbname="postgres", autocommit=True) as admin:
        yield admin


def _databases(before: datetime | None = None) -> Held:
    with _superuser() as admin:
        values = [connection.settings_dict["NAME"], before or datetime.now(UTC) + timedelta(days=1)]
        found = admin.execute(DATABASES, values).fetchall() if admin else []
    return Held(len(found), sum(size for _name, size in found))


def _drop_databases(before: datetime) -> None:
    from psycopg import sql

    with _superuser() as admin:
        found = (
            admin.execute(DATABASES, [connection.settings_dict["NAME"], before]).fetchall() if admin else []
        )
        for name, _size in found:
            admin.execute(sql.SQL("DROP DATABASE IF EXISTS {}").format(sql.Identifier(name)))


RULES: tuple[Rule, ...] = (
    Rule("uploads", _("Uploaded files of people or courses that nobody saved"), 30, _held_uploads,
         lambda before: _uploads(before).delete(), _held_uploads),
    Rule("refused_lines", _("Lines of saved files that were refused, for whoever corrects them"), 90,
         lambda before: Held(_refused(before).count()), lambda before: _refused(before).delete(),
         lambda: Held(_refused(None).count())),
    _rows("sessions", _("Sessions that are over"), 0, "django_session", "expire_date < %s",
          "octet_length(session_data)"),
    _rows("counts", _("Counts against limits whose time is over"), 0, "accounts_count", "ends_at < %s"),
    _rows("failed_sign_ins", _("Failed sign-ins, with the address that was typed"), 30, "axes_accessattempt",
          "attempt_time < %s"),
    _rows("listed_sign_ins", _("The list of sign-ins"), 90, "axes_accesslog", "attempt_time < %s"),
    _rows("listed_failures", _("The list of failed sign-ins"), 90, "axes_accessfailurelog", "attempt_time < %s"),
    _rows("release_looks", _("Looks at what would leave of the figures, with the small counts behind them"), 30,
          "measures_releasepreview", "made_at < %s", "octet_length(body::text)"),
    _files("before_restore", _("What restores replaced"), 30, (BEFORE_RESTORE,), inside=True),
    _files("broken_off", _("Restores and drills that broke off"), 1, UNDER_WAY, inside=False),
    Rule("databases", _("Databases of restores and drills that broke off"), 1, _databases, _drop_databases, _databases),
)  # fmt: skip


@dataclass(frozen=True, slots=True)
class Standing:
    """How a rule stands now."""

    rule: Rule
    held: Held
    overdue: Held


def standing(now: datetime) -> list[Standing]:
    """Return for each rule what there is, and what should be gone already."""
    with acting_as_system("retention looked at"):
        return [
            Standing(rule, rule.everything(), rule.find(now - timedelta(days=rule.days))) for rule in RULES
        ]


def apply(now: datetime) -> dict[str, Held]:
    """Remove what is overdue, each rule in a transaction of its own; returns what was removed by rule."""
    gone = {}
    for rule in RULES:
        before = now - timedelta(days=rule.days)
        with acting_as_system(f"retention: {rule.key}"):
            found = rule.find(before)
            if found.count:
                rule.clear(before)
                gone[rule.key] = found
    return gone

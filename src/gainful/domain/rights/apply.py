"""Puts the table of rights in force: after every migration, as the owner of the tables."""

from __future__ import annotations

import hashlib
from collections.abc import Iterable
from typing import Any

from django.db import connections, transaction
from django.db.backends.utils import CursorWrapper

from gainful.domain.rights.gather import all_rights, all_sql
from gainful.domain.rights.policies import WEB, history_sql, table_sql

COLUMNS = """
SELECT c.relname, array_agg(a.attname::text) FROM pg_class c JOIN pg_attribute a ON a.attrelid = c.oid
WHERE c.relnamespace = 'public'::regnamespace AND c.relkind IN ('r', 'p') AND a.attnum > 0 AND NOT a.attisdropped
GROUP BY c.relname"""
POLICIES = "SELECT tablename, policyname FROM pg_policies WHERE schemaname = 'public'"
PROTECTED = "SELECT relname FROM pg_class WHERE relrowsecurity AND relnamespace = 'public'::regnamespace"
TRIGGERS = """
SELECT c.relname, t.tgname FROM pg_trigger t JOIN pg_class c ON c.oid = t.tgrelid
WHERE NOT t.tgisinternal AND t.tgname LIKE 'gainful\\_%' AND c.relnamespace = 'public'::regnamespace"""


CLOSED = f"""
ALTER DEFAULT PRIVILEGES IN SCHEMA public REVOKE ALL ON TABLES FROM {WEB};
ALTER DEFAULT PRIVILEGES IN SCHEMA public REVOKE ALL ON SEQUENCES FROM {WEB};
REVOKE ALL ON ALL TABLES IN SCHEMA public FROM {WEB}, PUBLIC;
REVOKE ALL ON ALL SEQUENCES IN SCHEMA public FROM {WEB}, PUBLIC;
CREATE SCHEMA IF NOT EXISTS gainful;"""
"""A table without an entry is closed to the web role."""
GRANTED = f"""
GRANT USAGE ON SCHEMA gainful, public TO {WEB};
REVOKE ALL ON ALL FUNCTIONS IN SCHEMA gainful FROM PUBLIC;
GRANT EXECUTE ON ALL FUNCTIONS IN SCHEMA gainful TO {WEB};
GRANT USAGE ON ALL SEQUENCES IN SCHEMA public TO {WEB};"""


class RolesMissingError(RuntimeError):
    """The database has no role of a name that rights are granted to; the message holds the SQL that makes it."""


def fingerprint(columns: dict[str, set[str]]) -> str:
    """Return the digest of everything that `apply` would run on a database with these tables."""
    return hashlib.sha256("\n".join(_statements(columns)).encode()).hexdigest()


def is_current(using: str = "default") -> bool:
    """Say whether the database holds the rights as this version states them; any role may ask."""
    with connections[using].cursor() as cursor:
        return _mark(cursor) == f"rights {fingerprint(_columns(cursor))}"


def _mark(cursor: CursorWrapper) -> str | None:
    cursor.execute("SELECT obj_description(oid, 'pg_namespace') FROM pg_namespace WHERE nspname = 'gainful'")
    found = cursor.fetchone()
    return found[0] if found else None


def apply(using: str = "default") -> bool:
    """Drop every policy and guard and make them anew from the data; says whether anything had changed."""
    with transaction.atomic(using), connections[using].cursor() as cursor:
        _require_roles(cursor)
        columns = _columns(cursor)
        wanted = f"rights {fingerprint(columns)}"
        if _mark(cursor) == wanted:
            return False
        drop(cursor)
        for statement in _statements(columns):
            if statement.strip():
                cursor.execute(statement)
        cursor.execute(f"COMMENT ON SCHEMA gainful IS '{wanted}'")
    return True


def drop(cursor: CursorWrapper) -> None:
    """Drop every policy and every trigger of ours, so that a migration can change the columns they read."""
    cursor.execute(POLICIES)
    for table, policy in cursor.fetchall():
        cursor.execute(f'DROP POLICY "{policy}" ON "{table}"')
    cursor.execute(TRIGGERS)
    for table, trigger in cursor.fetchall():
        cursor.execute(f'DROP TRIGGER "{trigger}" ON "{table}"')
    if _mark(cursor) is not None:
        cursor.execute("COMMENT ON SCHEMA gainful IS NULL")


def _columns(cursor: CursorWrapper) -> dict[str, set[str]]:
    cursor.execute(COLUMNS)
    return {name: set(columns) for name, columns in cursor.fetchall()}


def _statements(columns: dict[str, set[str]]) -> Iterable[str]:
    functions, triggers = all_sql()
    rights = {name: entry for name, entry in all_rights().items() if name in columns}
    yield CLOSED
    yield functions
    yield GRANTED
    for name, entry in rights.items():
        yield table_sql(entry, columns[name])
        if f"{name}event" in columns:
            yield history_sql(entry)
    yield triggers


def _require_roles(cursor: CursorWrapper) -> None:
    cursor.execute("SELECT count(*) FROM pg_roles WHERE rolname = %s", [WEB])
    if not cursor.fetchone()[0]:
        raise RolesMissingError(
            f"The database has no role {WEB}. As an administrator: CREATE ROLE {WEB} LOGIN;"
        )


def before_migrate(using: str, plan: list[Any], **_: Any) -> None:
    """Take the rights off while migrations run: the owner reads every row, the web role none (a signal's receiver)."""
    if plan:
        with transaction.atomic(using), connections[using].cursor() as cursor:
            drop(cursor)
            cursor.execute(PROTECTED)
            for (table,) in cursor.fetchall():
                cursor.execute(
                    f'CREATE POLICY gainful_trusted ON "{table}" TO CURRENT_USER USING (true) WITH CHECK (true)'
                )


def after_migrate(using: str, **_: Any) -> None:
    """Apply the rights once all migrations of a run are done (a signal's receiver)."""
    apply(using)

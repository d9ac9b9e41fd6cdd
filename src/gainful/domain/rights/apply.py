"""Puts the table of rights in force: after every migration, as the owner of the tables."""

from __future__ import annotations

import hashlib
from collections.abc import Iterable
from typing import Any

from django.db import connections, transaction
from django.db.backends.utils import CursorWrapper

from gainful.domain.rights.gather import all_rights, all_sql
from gainful.domain.rights.policies import history_sql, table_sql
from gainful.domain.rights.roles import ERASER, SYSTEM, WEB

COLUMNS = """
SELECT c.relname, array_agg(a.attname::text) FROM pg_class c JOIN pg_attribute a ON a.attrelid = c.oid
WHERE c.relnamespace = 'public'::regnamespace AND c.relkind IN ('r', 'p') AND a.attnum > 0 AND NOT a.attisdropped
GROUP BY c.relname"""
POLICIES = "SELECT tablename, policyname FROM pg_policies WHERE schemaname = 'public'"
PROTECTED = "SELECT relname FROM pg_class WHERE relrowsecurity AND relnamespace = 'public'::regnamespace"
TRIGGERS = """
SELECT c.relname, t.tgname FROM pg_trigger t JOIN pg_class c ON c.oid = t.tgrelid
WHERE NOT t.tgisinternal
AND (t.tgname LIKE 'gainful\\_%' OR t.tgname = 'plans_links_end')
AND c.relnamespace = 'public'::regnamespace"""


CLOSED = f"""
ALTER DEFAULT PRIVILEGES IN SCHEMA public REVOKE ALL ON TABLES FROM {WEB};
ALTER DEFAULT PRIVILEGES IN SCHEMA public REVOKE ALL ON SEQUENCES FROM {WEB};
REVOKE ALL ON ALL TABLES IN SCHEMA public FROM {WEB}, {SYSTEM}, {ERASER}, PUBLIC;
REVOKE ALL ON ALL SEQUENCES IN SCHEMA public FROM {WEB}, {SYSTEM}, {ERASER}, PUBLIC;
CREATE SCHEMA IF NOT EXISTS gainful;"""
"""A table without an entry is closed to the web role."""
HISTORY = """
CREATE OR REPLACE FUNCTION public._pgtrigger_should_ignore(trigger_name name) RETURNS boolean LANGUAGE sql STABLE
  RETURN false;
CREATE OR REPLACE FUNCTION public._pgh_attach_context() RETURNS uuid LANGUAGE plpgsql
  SET search_path = public, pg_temp AS $$
DECLARE
  who text[] := gainful.actor();
  told jsonb := coalesce(nullif(current_setting('pghistory.context_metadata', true), ''), '{}')::jsonb;
  grouped uuid := md5(concat_ws('|', current_setting('pghistory.context_id', true), pg_backend_pid(),
    extract(epoch FROM transaction_timestamp())))::uuid;
BEGIN
  IF coalesce(nullif(current_setting('role'), 'none'), session_user) = 'gainful_web' THEN
    told := told || jsonb_build_object('user', coalesce(who[1], ''), 'organization', coalesce(who[2], ''),
      'role', coalesce(who[3], ''));
    IF who[3] = 'link' THEN told := told || jsonb_build_object('link', gainful.open_link()); END IF;
  END IF;
  INSERT INTO pghistory_context (id, metadata, created_at, updated_at) VALUES (grouped, told, now(), now())
    ON CONFLICT (id) DO UPDATE SET metadata = excluded.metadata, updated_at = excluded.updated_at
    WHERE pghistory_context.metadata <> excluded.metadata;
  RETURN grouped;
END $$;
DO $$ DECLARE made regprocedure; BEGIN
  FOR made IN SELECT oid FROM pg_proc WHERE pronamespace = 'public'::regnamespace AND proname LIKE 'pgtrigger\\_%' LOOP
    EXECUTE format('ALTER FUNCTION %s SECURITY DEFINER SET search_path = public, pg_temp', made);
    EXECUTE format('REVOKE ALL ON FUNCTION %s FROM PUBLIC', made);
  END LOOP;
END $$;"""
"""History is written by triggers that run as the owner, and the actor in it is the one that was proven.

The libraries' own functions believe settings that any session can make: which trigger to ignore, who acts, and which
context to rewrite. A context belongs to one transaction here, so that no later one changes it.
"""
QUEUE = """
DO $$ DECLARE made regprocedure; BEGIN
  FOR made IN SELECT oid FROM pg_proc WHERE pronamespace = 'public'::regnamespace
    AND proname LIKE 'procrastinate\\_%' LOOP
    EXECUTE format('ALTER FUNCTION %s SET search_path = public, pg_temp', made);
    EXECUTE format('REVOKE ALL ON FUNCTION %s FROM PUBLIC', made);
    EXECUTE format('GRANT EXECUTE ON FUNCTION %s TO gainful_system', made);
  END LOOP;
END $$;"""
"""The queue's functions look their tables up where they are, whatever a session sets; the system alone calls them."""
GRANTED = f"""
GRANT USAGE ON SCHEMA gainful, public TO {WEB}, {SYSTEM}, {ERASER};
REVOKE ALL ON ALL FUNCTIONS IN SCHEMA gainful FROM PUBLIC;
GRANT EXECUTE ON ALL FUNCTIONS IN SCHEMA gainful TO {WEB}, {SYSTEM}, {ERASER};
DO $$ DECLARE made regprocedure; BEGIN
  FOR made IN SELECT oid FROM pg_proc WHERE pronamespace = 'gainful'::regnamespace
    AND prorettype = 'trigger'::regtype LOOP
    EXECUTE format('REVOKE ALL ON FUNCTION %s FROM {WEB}, {SYSTEM}, {ERASER}', made);
  END LOOP;
END $$;
GRANT USAGE ON ALL SEQUENCES IN SCHEMA public TO {SYSTEM}, {ERASER};"""
"""A trigger function that runs as the owner must not be put on a table of the caller's own making."""


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


def apply(using: str = "default", *, anew: bool = False) -> bool:
    """Drop every policy and guard and make them anew from the data; says whether anything had changed.

    With `anew` it does so where nothing has changed, too: somebody may have altered the database by hand.
    """
    with transaction.atomic(using), connections[using].cursor() as cursor:
        _require_roles(cursor)
        columns = _columns(cursor)
        wanted = f"rights {fingerprint(columns)}"
        if _mark(cursor) == wanted and not anew:
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
    functions, triggers, exceptions = all_sql()
    rights = {name: entry for name, entry in all_rights().items() if name in columns}
    yield CLOSED
    yield functions
    if "pghistory_context" in columns:
        yield HISTORY
    if "procrastinate_jobs" in columns:
        yield QUEUE
    for name, entry in rights.items():
        yield table_sql(entry, columns[name])
        if f"{name}event" in columns:
            yield history_sql(entry)
    yield triggers
    yield GRANTED  # it covers the functions that guards are made with, too
    yield exceptions  # functions that only some of the roles may call


def _require_roles(cursor: CursorWrapper) -> None:
    cursor.execute("SELECT rolname FROM pg_roles")
    there = {name for (name,) in cursor.fetchall()}
    if missing := [role for role in (WEB, SYSTEM, ERASER) if role not in there]:
        raise RolesMissingError(
            f"The database has no role {', '.join(missing)}. docs/guides/operator.md has the SQL that makes them."
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


def after_migrate(using: str) -> None:
    """Apply the rights once all migrations of a run are done; nobody makes tables of a session's own."""
    apply(using)
    with connections[using].cursor() as cursor:
        cursor.execute(
            "DO $$ BEGIN EXECUTE format('REVOKE TEMPORARY ON DATABASE %I FROM PUBLIC', current_database()); END $$"
        )

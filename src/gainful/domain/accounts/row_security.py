"""Row-level security: who sees a row is decided by PostgreSQL, from the actor set in the transaction."""

from __future__ import annotations

from django.db.migrations.operations import RunSQL

FUNCTIONS = """
CREATE SCHEMA IF NOT EXISTS gainful;
CREATE OR REPLACE FUNCTION gainful.actor_user() RETURNS uuid LANGUAGE sql STABLE PARALLEL SAFE AS
  $$ SELECT nullif(current_setting('gainful.user_id', true), '')::uuid $$;
CREATE OR REPLACE FUNCTION gainful.actor_organization() RETURNS uuid LANGUAGE sql STABLE PARALLEL SAFE AS
  $$ SELECT nullif(current_setting('gainful.organization_id', true), '')::uuid $$;
CREATE OR REPLACE FUNCTION gainful.actor_role() RETURNS text LANGUAGE sql STABLE PARALLEL SAFE AS
  $$ SELECT coalesce(current_setting('gainful.role', true), '') $$;
CREATE OR REPLACE FUNCTION gainful.is_system() RETURNS boolean LANGUAGE sql STABLE PARALLEL SAFE AS
  $$ SELECT coalesce(current_setting('gainful.role', true), '') = 'system' $$;
CREATE OR REPLACE FUNCTION gainful.require_actor() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  IF gainful.actor_user() IS NULL AND NOT gainful.is_system() THEN
    RAISE EXCEPTION 'write to % without an actor', TG_TABLE_NAME USING ERRCODE = 'insufficient_privilege';
  END IF;
  RETURN NULL;
END $$;
CREATE OR REPLACE FUNCTION gainful.refuse_change() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  IF gainful.is_system() THEN RETURN NEW; END IF;
  RAISE EXCEPTION '%.% decides who may see the row and cannot be changed', TG_TABLE_NAME, TG_ARGV[0]
    USING ERRCODE = 'insufficient_privilege';
END $$;
"""
"""What policies ask: who acts."""

GRANTS = """
DO $$ BEGIN
  IF EXISTS (SELECT FROM pg_roles WHERE rolname = 'gainful_web') THEN
    GRANT USAGE ON SCHEMA gainful, public TO gainful_web;
    GRANT EXECUTE ON ALL FUNCTIONS IN SCHEMA gainful TO gainful_web;
    ALTER DEFAULT PRIVILEGES IN SCHEMA public GRANT SELECT, INSERT, UPDATE, DELETE ON TABLES TO gainful_web;
    ALTER DEFAULT PRIVILEGES IN SCHEMA public GRANT USAGE, SELECT ON SEQUENCES TO gainful_web;
    GRANT SELECT, INSERT, UPDATE, DELETE ON ALL TABLES IN SCHEMA public TO gainful_web;
    GRANT USAGE, SELECT ON ALL SEQUENCES IN SCHEMA public TO gainful_web;
  END IF;
END $$;
"""


def protect(table: str, *, read: str, write: str | None = None) -> RunSQL:
    """Return a migration step: force row security on `table`, with SQL conditions for reading and writing.

    `read` and `write` are boolean SQL over the row's columns; `write` defaults to `read`. The system actor
    (migrations' data steps, seeding, background tasks) passes both; no actor passes neither.
    A statement that writes without any actor is refused by a trigger.
    """
    allow_write = write or read
    return RunSQL(
        f"""
        ALTER TABLE {table} ENABLE ROW LEVEL SECURITY;
        ALTER TABLE {table} FORCE ROW LEVEL SECURITY;
        CREATE POLICY gainful_read ON {table} FOR SELECT USING (gainful.is_system() OR ({read}));
        CREATE POLICY gainful_insert ON {table} FOR INSERT WITH CHECK (gainful.is_system() OR ({allow_write}));
        CREATE POLICY gainful_update ON {table} FOR UPDATE
          USING (gainful.is_system() OR ({allow_write})) WITH CHECK (gainful.is_system() OR ({allow_write}));
        CREATE POLICY gainful_delete ON {table} FOR DELETE USING (gainful.is_system() OR ({allow_write}));
        CREATE TRIGGER gainful_require_actor BEFORE INSERT OR UPDATE OR DELETE ON {table}
          FOR EACH STATEMENT EXECUTE FUNCTION gainful.require_actor();
        """,
        f"""
        DROP TRIGGER IF EXISTS gainful_require_actor ON {table};
        DROP POLICY IF EXISTS gainful_read ON {table}; DROP POLICY IF EXISTS gainful_insert ON {table};
        DROP POLICY IF EXISTS gainful_update ON {table}; DROP POLICY IF EXISTS gainful_delete ON {table};
        ALTER TABLE {table} NO FORCE ROW LEVEL SECURITY; ALTER TABLE {table} DISABLE ROW LEVEL SECURITY;
        """,
    )


def protect_history(table: str, *, read: str) -> RunSQL:
    """Return a migration step: a history table is added to by triggers, read under `read`, never changed."""
    return RunSQL(
        f"""
        ALTER TABLE {table} ENABLE ROW LEVEL SECURITY;
        ALTER TABLE {table} FORCE ROW LEVEL SECURITY;
        CREATE POLICY gainful_read ON {table} FOR SELECT USING (gainful.is_system() OR ({read}));
        CREATE POLICY gainful_insert ON {table} FOR INSERT
          WITH CHECK (gainful.is_system() OR gainful.actor_user() IS NOT NULL);
        """,
        f"""
        DROP POLICY IF EXISTS gainful_read ON {table}; DROP POLICY IF EXISTS gainful_insert ON {table};
        ALTER TABLE {table} NO FORCE ROW LEVEL SECURITY; ALTER TABLE {table} DISABLE ROW LEVEL SECURITY;
        """,
    )

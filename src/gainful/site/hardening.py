"""What only a superuser can close: doors of PostgreSQL itself that every role finds open, in one database.

- A condition of a reader's own on text or ids may run before a policy where its function is marked leakproof, and
  EXPLAIN and the counters of the current transaction tell whether the policy's own look-ups followed: letter by letter
  a hidden text could be read. Ordering functions of text and uuid lose the mark, counters are closed. Equality keeps
  it, or no index would serve: a whole value that was guessed can still be confirmed.
- Advisory locks outlive a transaction, and whoever holds one that the worker needs stops it.
- Large objects are a store beside all rights.
- A session could end every other one of its role, and so nobody would be served.
- A failed statement would stand in the server's log with the names in it.

An embedded server gets it at each start; an agency's superuser once: `python -m gainful.site.hardening OWNER | psql`.
"""

from __future__ import annotations

import sys

from gainful.domain.rights.roles import SYSTEM

LEAKPROOF = """
DO $$ DECLARE each regprocedure; BEGIN
  FOR each IN SELECT p.oid FROM pg_proc p WHERE p.pronamespace = 'pg_catalog'::regnamespace AND p.proleakproof
    AND (p.proargtypes[0] IN ('text'::regtype, 'bpchar'::regtype, 'name'::regtype, 'uuid'::regtype, 'bytea'::regtype)
      OR p.proargtypes[1] IN
        ('text'::regtype, 'bpchar'::regtype, 'name'::regtype, 'uuid'::regtype, 'bytea'::regtype))
    AND p.proname !~ '(eq|ne|hash|hashextended|hash_extended)(fast)?$'
  LOOP
    EXECUTE format('ALTER FUNCTION %s NOT LEAKPROOF', each);
  END LOOP;
END $$;
"""
FUNCTIONS = """
DO $$ DECLARE each regprocedure; keeper text; BEGIN
  FOR each IN SELECT p.oid FROM pg_proc p WHERE p.pronamespace = 'pg_catalog'::regnamespace
    AND (p.proname LIKE 'pg\\_%advisory%' OR p.proname LIKE 'lo\\_%' OR p.proname IN ('loread', 'lowrite')
      OR p.proname IN ('pg_terminate_backend', 'pg_cancel_backend')
      OR p.proname LIKE 'pg\\_stat\\_get\\_xact\\_%'
      OR p.proname IN ('pg_stat_get_tuples_returned', 'pg_stat_get_tuples_fetched', 'pg_stat_get_tuples_inserted',
        'pg_stat_get_tuples_updated', 'pg_stat_get_tuples_deleted', 'pg_stat_get_live_tuples',
        'pg_stat_get_dead_tuples', 'pg_stat_get_numscans', 'pg_stat_get_lastscan', 'pg_stat_get_blocks_fetched',
        'pg_stat_get_blocks_hit', 'pg_stat_get_mod_since_analyze', 'pg_stat_get_ins_since_vacuum'))
  LOOP
    EXECUTE format('REVOKE EXECUTE ON FUNCTION %s FROM PUBLIC', each);
    FOREACH keeper IN ARRAY %L::text[] LOOP
      EXECUTE format('GRANT EXECUTE ON FUNCTION %s TO %I', each, keeper);
    END LOOP;
  END LOOP;
END $$;
"""
LOG = """
DO $$ BEGIN
  EXECUTE format('ALTER DATABASE %I SET log_min_error_statement = panic', current_database());
  EXECUTE format('ALTER DATABASE %I SET log_error_verbosity = terse', current_database());
  EXECUTE format('ALTER DATABASE %I SET log_parameter_max_length_on_error = 0', current_database());
END $$;
"""


def hardening(owner: str) -> str:
    """Return the SQL that a superuser runs once in a database; again it changes nothing."""
    keepers = f"{{{SYSTEM}, {owner}}}"
    return LEAKPROOF + FUNCTIONS.replace("%L", f"'{keepers}'") + LOG


SETTINGS = (
    "search_path=public,pg_catalog",
    "row_security=on",
    "default_transaction_read_only=off",
    "default_transaction_isolation=read\\ committed",
)
"""Given by each connection of the site, so that nothing counts that its role was made to begin with."""
CONNECTION_OPTIONS = " ".join(f"-c {setting}" for setting in SETTINGS)

if __name__ == "__main__":
    sys.stdout.write(hardening(sys.argv[1] if len(sys.argv) > 1 else "gainful_owner"))

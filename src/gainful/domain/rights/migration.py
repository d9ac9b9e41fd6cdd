"""Row security in the migration that makes a table: closed to everybody but the owner until the rights are applied."""

from __future__ import annotations

from django.db.migrations.operations import RunSQL


def closed(*tables: str) -> RunSQL:
    """Return a migration step that forces row security on tables; `apply` opens them as the table of rights says."""
    return RunSQL(
        "\n".join(
            f"ALTER TABLE {table} ENABLE ROW LEVEL SECURITY; ALTER TABLE {table} FORCE ROW LEVEL SECURITY;"
            f" CREATE POLICY gainful_trusted ON {table} TO CURRENT_USER USING (true) WITH CHECK (true);"
            for table in tables
        ),
        RunSQL.noop,
    )

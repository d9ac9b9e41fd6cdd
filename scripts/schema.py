"""Write what the migrations make, on a private server that goes again: `schema.sql` and `expected.json`.

The first makes an empty database in one go; against the second `gainful doctor` compares a living one.

Policies and grants are not in it: rights are put in force after every migration from their own table, which also
replaces the functions and guards of rights that are in it.
"""

from __future__ import annotations

import os
import re
import subprocess
import tempfile
from pathlib import Path

NOISE = re.compile(
    r"^(?:--.*|COMMENT ON SCHEMA gainful .*|SET .*|SELECT pg_catalog\.set_config.*|\\(?:un)?restrict .*|\s*)$"
)
"""The comment on the schema of rights says that they are in force, which a loaded schema cannot know."""
QUOTE = re.compile(r"\$\w*\$")
SAME_ON: dict[int, dict[str, str]] = {15: {}, 16: {}, 17: {}}
"""Other servers on which `tests/install/test_server_guide.py` finds the same entries (GAINFUL_TEST_SERVERS)."""
OPTIONS = ("--schema-only", "--no-owner", "--no-privileges", "--no-policies")


def statements(dump: str) -> str:
    """Return the dump without what pg_dump says about itself; function bodies stay as they are."""
    kept, in_body = [], False
    for line in dump.splitlines():
        if in_body or not NOISE.match(line):
            kept.append(line)
        if len(QUOTE.findall(line)) % 2:
            in_body = not in_body
    return "\n".join(kept)


def schema_of(database: str) -> str:
    """Return the schema file for a migrated database of the private server."""
    import psycopg

    from gainful.site.database import program, socket_dir
    from gainful.site.schema import HEADER, MADE_OF, MIGRATION, digest

    host = str(socket_dir())
    command = [str(program("pg_dump")), "-h", host, "-U", "postgres", *OPTIONS, database]
    dump = subprocess.run(command, capture_output=True, text=True, check=True).stdout
    with psycopg.connect(host=host, user="postgres", dbname=database) as connection:
        done = connection.execute("SELECT app, name FROM django_migrations ORDER BY id").fetchall()
        version = connection.info.server_version // 10_000
    rows = [MIGRATION.format(app=app, name=name) for app, name in done]
    return "\n".join(
        [HEADER.format(version=version), MADE_OF.format(digest=digest()), statements(dump), *rows, ""]
    )


def main() -> None:
    """Migrate an empty private database and write its schema."""
    with tempfile.TemporaryDirectory(prefix="gainful-schema-") as folder:
        os.environ |= {
            "GAINFUL_DATA": folder,
            "GAINFUL_DB_ROLE": "owner",
            "DJANGO_SETTINGS_MODULE": "gainful.site.settings",
        }
        os.environ.pop("DATABASE_URL", None)
        import django
        from django.core.management import call_command
        from django.db import connections

        from gainful.domain.rights import catalogue
        from gainful.site.database import DATABASE, start_server, stop_server
        from gainful.site.schema import FILE

        server = start_server()
        try:
            django.setup()
            call_command("migrate", verbosity=0)
            Path(FILE).write_text(schema_of(DATABASE))
            with connections["default"].cursor() as cursor:
                entries = catalogue.living(cursor)
            server_version = connections["default"].pg_version // 10_000
            catalogue.FILE.write_text(catalogue.written(entries, server_version, SAME_ON))
        finally:
            connections.close_all()
            stop_server(server)


if __name__ == "__main__":
    main()

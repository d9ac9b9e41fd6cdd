"""A first start's schema comes from one file; it must be what the migrations make, to the last grant."""

from __future__ import annotations

import re
import subprocess
import sys
from pathlib import Path

import pytest
from django.db.migrations.loader import MigrationLoader

from gainful.site import schema
from tests.site.running import environment, gainful

LOAD = """
import os
from gainful.site.database import start_server, stop_server
server = start_server()
os.environ |= {"GAINFUL_DB_ROLE": "owner", "DJANGO_SETTINGS_MODULE": "gainful.site.settings"}
import django; django.setup()
from django.db.migrations.loader import MigrationLoader

from gainful.site import schema
assert schema.load()
assert not schema.load(), "a database that holds tables is left alone"
from django.core.management import call_command
call_command("migrate", verbosity=0)
from django.db import connections
connections.close_all()
stop_server(server)
"""
DUMP = """
import subprocess, sys
from gainful.site.database import program, socket_dir, start_server, stop_server
server = start_server()
command = [program("pg_dump"), "-h", socket_dir(), "-U", "postgres", "--schema-only", "gainful"]
done = subprocess.run([str(word) for word in command], capture_output=True, text=True, check=True)
rows = ""
for query in (
    "SELECT app, name FROM django_migrations ORDER BY 1, 2",
    "SELECT app_label, model FROM django_content_type ORDER BY 1, 2",
    "SELECT codename FROM auth_permission ORDER BY 1",
    "SELECT domain FROM django_site",
):
    command = [str(program("psql")), "-h", str(socket_dir()), "-U", "postgres", "-At", "gainful", "-c", query]
    rows += subprocess.run(command, capture_output=True, text=True, check=True).stdout
print(done.stdout, rows)
stop_server(server)
"""


def python(code: str, data: Path) -> str:
    """Run code on a data folder."""
    done = subprocess.run(
        [sys.executable, "-c", code], env=environment(data), capture_output=True, text=True, check=False
    )
    assert done.returncode == 0, done.stderr
    return done.stdout


def comparable(dump: str) -> list[str]:
    """The dump's statements; PostgreSQL writes a list of allowed words in another way once it is read back."""
    lines = [line for line in dump.splitlines() if line and not re.match(r"--|\\(un)?restrict", line)]
    return [
        re.sub(r"[()]|::character varying|::text(\[\])?", "", line) if "ANY (" in line else line
        for line in lines
    ]


def test_the_file_names_the_migrations_that_it_was_made_of():
    assert schema.MADE_OF.format(digest=schema.digest()) in schema.FILE.read_text(), "run `make schema`"


@pytest.mark.slow
def test_the_file_makes_what_the_migrations_make(tmp_path):
    one, other = tmp_path / "migrated", tmp_path / "loaded"
    done = gainful(one, "manage", "migrate", "--verbosity", "0")
    assert done.returncode == 0, done.stderr
    python(LOAD, other)
    expected, made = comparable(python(DUMP, one)), comparable(python(DUMP, other))
    assert made == expected, "run `make schema` after a change of the migrations"


def test_the_file_holds_every_migration_of_this_version():
    loader = MigrationLoader(connection=None)
    replaced = {one for migration in loader.replacements.values() for one in migration.replaces}
    assert schema.recorded(schema.FILE.read_text()) - replaced == set(loader.graph.nodes) - replaced


@pytest.mark.parametrize(
    ("version", "known", "does"),
    [
        (18, {("people", "0001_initial"), ("people", "0002_more")}, True),
        (18, {("people", "0001_initial"), ("people", "0002_more"), ("people", "0003_new")}, True),
        (18, {("people", "0001_initial")}, False),
        (17, {("people", "0001_initial"), ("people", "0002_more")}, False),
        (19, {("people", "0001_initial"), ("people", "0002_more")}, False),
    ],
)
def test_a_file_fits_its_own_server_version_and_code_that_has_its_migrations(version, known, does):
    rows = [schema.MIGRATION.format(app="people", name=name) for name in ("0001_initial", "0002_more")]
    text = "\n".join([schema.HEADER.format(version=18), "CREATE TABLE people ();", *rows])
    assert schema.fits(text, version, known) is does


def test_a_file_without_a_single_migration_is_not_used():
    assert not schema.fits(schema.HEADER.format(version=18), 18, {("people", "0001_initial")})

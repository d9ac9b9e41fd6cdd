"""Backup and restore: one archive with the database, the secret key, uploads and loaded reference releases."""

from __future__ import annotations

import os
import re
import shutil
import subprocess
import tarfile
import tempfile
import time
from collections.abc import Iterable, Iterator
from contextlib import contextmanager, suppress
from datetime import UTC, datetime
from pathlib import Path
from typing import IO, Any, cast

from gainful.domain.operations import journal
from gainful.exchange.data_folder import data_dir
from gainful.exchange.private_files import private_folder
from gainful.imports import erasures, revocations
from gainful.site import manifest
from gainful.site.after_restore import BackupError, close_again, end_sessions, take_lists
from gainful.site.archives import unpack
from gainful.site.database import DATABASE, OWNER, is_embedded, parse_url, program, socket_dir
from gainful.site.encrypted_way import door
from gainful.site.server_location import SOCKET_NAME
from gainful.site.swap import BEFORE, KEPT, POOLS, bring_back, remove

DUMP = "database.dump"
KNOWS_OUR_SETTINGS = 17
"""The first server that knows each setting a dump of ours begins with."""
UNKNOWN_SETTINGS = (b"SET transaction_timeout",)
FIRST_LINES = 60
"""Where a dump's settings stand."""
VERSION_OF_COLUMN = re.compile(rb"ALTER [A-Z ]+ .+ SET \(pg_attver=\d+\);\n")
"""What servers of November 2026 on (15.20 …) keep with each column: a pg_dump of before writes it, their own do not,
and a server of before, such as the wheel's 18.4, refuses it."""
UNDER_WAY, LONGEST_S = ".gainful-", 86_400
"""What the folder begins with in which an archive grows, and after how many seconds it is one that broke off."""
UNPACKED = "unpacked"
"""Folder of the data folder in which archives are unpacked."""

LEFT_OUT = (
    "--exclude-table-data=gainful.actor_key",
    "--exclude-table-data=gainful.pool_*",
    "--exclude-schema=pg_catalog",
)
"""The key of claims, what stores of levels are compared with, and what was closed of PostgreSQL itself: another
server's superuser closes it anew."""


def backup(target: Path) -> Path:
    """Write everything to `target` (a .tar file, or a folder that gets a dated one), readable by its owner only."""
    start = time.monotonic()
    if target.is_dir():
        target /= f"gainful-{datetime.now(UTC):%Y%m%d-%H%M%S}.tar"
    if not target.parent.is_dir():
        raise BackupError(f"there is no folder {target.parent}. Make it, or choose another place.")
    remove_broken_off(target.parent)
    if not (migrations := _migrations()):
        raise BackupError(
            "the database is empty. Run `gainful manage migrate`, or look whether it is the right one."
        )
    with tempfile.TemporaryDirectory(dir=target.parent, prefix=UNDER_WAY) as folder:
        dump, partial = Path(folder) / DUMP, Path(folder) / target.name
        options = ["--format=custom", f"--file={dump}", *LEFT_OUT]
        if not is_embedded():  # an owner that may not bypass row security reads every row as the system actor
            options.append("--enable-row-security")
        with counted() as (snapshot, rows):
            _run("pg_dump", [*options, f"--snapshot={snapshot}", *_connection()])
        kept = {name: data_dir() / name for name in KEPT if (data_dir() / name).exists()}
        files, told = {DUMP: dump, **kept}, Path(folder) / manifest.NAME
        told.write_text(manifest.describe(files, migrations, rows), encoding="utf-8")
        partial.touch(mode=0o600)
        with tarfile.open(partial, "w") as archive:
            for name, path in {manifest.NAME: told, **files}.items():
                archive.add(path, name)
        partial.replace(target)
    erasures.remember_folder(target.parent)
    for lists in (erasures, revocations):
        lists.copy_beside(target.parent)
    journal.note(data_dir(), "backup", said=str(target), seconds=round(time.monotonic() - start, 1))
    return target


def remove_broken_off(folder: Path) -> None:
    """Remove what backups that were killed left in their folder: the whole database, readable, for good otherwise."""
    for path in folder.glob(f"{UNDER_WAY}*"):
        if path.is_dir() and time.time() - path.stat().st_mtime > LONGEST_S:
            shutil.rmtree(path, ignore_errors=True)


@contextmanager
def counted() -> Iterator[tuple[str, dict[str, int]]]:
    """Hold one moment of the database: its snapshot's name for `pg_dump`, and the rows of each table in it."""
    import psycopg

    with psycopg.connect(**connection_words()) as connection:
        connection.isolation_level = psycopg.IsolationLevel.REPEATABLE_READ
        yield _snapshot(connection), count_rows(connection)


def _snapshot(connection: Any) -> str:
    found = connection.execute("SELECT pg_export_snapshot()").fetchone()
    return str(found[0])


def count_rows(connection: Any) -> dict[str, int]:
    """Return the rows of every table; the key that proves who acts is no record and is left out."""
    from psycopg import sql

    tables = connection.execute(
        "SELECT schemaname, tablename FROM pg_tables WHERE schemaname IN ('public', 'gainful')"
        " AND tablename <> 'actor_key' ORDER BY 1, 2"
    ).fetchall()
    query = sql.SQL("SELECT count(*) FROM {}")
    return {
        f"{schema}.{table}": connection.execute(query.format(sql.Identifier(schema, table))).fetchone()[0]
        for schema, table in tables
    }


def restore(source: Path) -> str:
    """Bring a backup back and say where what was there before now stands; nothing is thrown away."""
    with unpacked(source) as folder:
        dump = folder / DUMP
        take_lists(source.parent)
        said = _restore_embedded(dump) if is_embedded() else _restore_into_empty(dump)
        remove(data_dir() / POOLS)
        for name in KEPT:
            bring_back(folder / name, data_dir() / name)
    return said + close_again()


@contextmanager
def unpacked(source: Path) -> Iterator[Path]:
    """Hold an archive unpacked in a folder; BackupError where this version may not restore it.

    It lies in the data folder: /tmp is often too small for it, and what a kill leaves goes as the retention rules say.
    """
    home = private_folder(data_dir() / UNPACKED)
    try:
        with tempfile.TemporaryDirectory(dir=home) as folder:
            _unpack(source, Path(folder))
            yield Path(folder)
    finally:
        with suppress(OSError):  # another one may be at work
            home.rmdir()


def _unpack(source: Path, folder: Path) -> None:
    try:
        unpack(source, folder)
    except (tarfile.TarError, OSError) as error:
        raise BackupError(f"{source} is not a backup that can be read: {error}.") from error
    if not (folder / DUMP).is_file():
        raise BackupError(f"{source} holds no {DUMP}: it was not made by `gainful backup`.")
    if refusal := manifest.refusal(folder):
        raise BackupError(f"{source} may not be restored: {refusal}")


def _set_aside() -> str:
    """Write a backup of what a restore is about to replace, and say where; nothing where there is nothing yet."""
    if not _migrations():
        return ""
    folder = data_dir() / BEFORE
    folder.mkdir(mode=0o700, exist_ok=True)
    try:
        kept = backup(folder)
    except BackupError as error:
        raise BackupError(
            f"what is there now could not be set aside first, so it stands as it was. {error}\n"
            f"To go on without it, move {data_dir()} away and restore into a new folder."
        ) from error
    return f" What was there before is kept as the backup {kept}; remove it once you do not need it."


def _refuse_running() -> None:
    with _admin() as admin:
        asked = "SELECT count(*) FROM pg_stat_activity WHERE datname = %s"
        busy = admin.execute(asked, [DATABASE]).fetchone()
    if busy and busy[0]:
        raise BackupError("Gainful is running on this data folder. Stop it first, then restore.")


def _admin() -> Any:
    import psycopg

    return psycopg.connect(host=str(socket_dir()), user="postgres", dbname="postgres", autocommit=True)


def _restore_embedded(dump: Path) -> str:
    """Restore beside the present database, then swap names, so that a failed restore changes nothing."""
    import psycopg
    from psycopg import sql

    incoming, outgoing = f"{DATABASE}_incoming", f"{DATABASE}_outgoing"
    owned = "CREATE DATABASE {} OWNER {} TEMPLATE template0 ENCODING 'UTF8'"
    _refuse_running()
    with _admin() as admin:

        def drop(name: str) -> None:
            admin.execute(sql.SQL("DROP DATABASE IF EXISTS {}").format(sql.Identifier(name)))

        drop(incoming)
        admin.execute(sql.SQL(owned).format(sql.Identifier(incoming), sql.Identifier(OWNER)))
        admin.execute(sql.SQL("REVOKE TEMPORARY ON DATABASE {} FROM PUBLIC").format(sql.Identifier(incoming)))
        pg_restore(dump, incoming)
        _refuse_other_version(incoming)
        with psycopg.connect(**connection_words(incoming)) as restored:
            end_sessions(restored)
        said = _set_aside()
        _refuse_running()
        drop(outgoing)
        rename = sql.SQL("ALTER DATABASE {} RENAME TO {}")
        with (
            admin.transaction()
        ):  # killed in between, the next start would find no database and make an empty one
            admin.execute(rename.format(sql.Identifier(DATABASE), sql.Identifier(outgoing)))
            admin.execute(rename.format(sql.Identifier(incoming), sql.Identifier(DATABASE)))
        drop(outgoing)
    return f"Restored.{said}"


def _refuse_other_version(incoming: str) -> None:
    import django
    import psycopg

    from gainful.site.other_version import SELECT, THERE, refusal

    django.setup()
    with psycopg.connect(host=str(socket_dir()), user="postgres", dbname=incoming) as connection:
        there = connection.execute(THERE).fetchone()
        recorded = connection.execute(SELECT).fetchall() if there and there[0] else []
    if said := refusal((app, name) for app, name in recorded):
        raise BackupError(f"the backup was not brought back. {said}")


def _restore_into_empty(dump: Path) -> str:
    import psycopg
    from psycopg import sql

    with psycopg.connect(_owner_url()) as connection:
        found = connection.execute("SELECT count(*) FROM pg_tables WHERE schemaname = 'public'").fetchone()
    if found and found[0]:
        raise BackupError(
            "The database in DATABASE_OWNER_URL is not empty. Make an empty one, point to it, and restore again."
        )
    pg_restore(dump)
    with psycopg.connect(_owner_url(), autocommit=True) as connection:
        end_sessions(connection)
        name = sql.Identifier(str(connection.info.dbname))
        connection.execute(sql.SQL("REVOKE TEMPORARY ON DATABASE {} FROM PUBLIC").format(name))
    return "Restored."


def pg_restore(dump: Path, database: str = DATABASE) -> None:
    """Bring a dump into an empty database, whole or not at all."""
    options = [] if is_embedded() else ["--no-owner"]
    if _has_what_not_every_server_knows(dump, database):
        _restore_as_text(dump, database, options)
        return
    _run(
        "pg_restore", [*options, "--exit-on-error", "--single-transaction", *_connection(database), str(dump)]
    )


def _has_what_not_every_server_knows(dump: Path, database: str) -> bool:
    if not is_embedded() and _server_version(database) < KNOWS_OUR_SETTINGS:
        return True
    tables = _run("pg_restore", ["--section=pre-data", "--file=-", str(dump)])
    return any(map(VERSION_OF_COLUMN.fullmatch, tables.encode().splitlines(keepends=True)))


def _server_version(database: str) -> int:
    return int(_run("psql", ["-X", "-At", "-c", "SHOW server_version_num", *_connection(database)])) // 10_000


def for_any_server(lines: Iterable[bytes]) -> Iterator[bytes]:
    """Leave out of a dump's text what some servers do not know; rows of tables go through as they are."""
    is_row = False
    for number, line in enumerate(lines):
        if is_row:
            is_row = line != b"\\.\n"
        elif line.startswith(b"COPY ") and line.endswith(b" FROM stdin;\n"):
            is_row = True
        elif (number <= FIRST_LINES and line.startswith(UNKNOWN_SETTINGS)) or VERSION_OF_COLUMN.fullmatch(
            line
        ):
            continue
        yield line


def _restore_as_text(dump: Path, database: str, options: list[str]) -> None:
    """Do the same through psql, without what the server does not know."""
    tools = [str(program("pg_restore")), *options, "--exit-on-error", "--file=-", str(dump)]
    words = ["-X", "-q", "-o", os.devnull, "-v", "ON_ERROR_STOP=1", "--single-transaction"]
    reading = [str(program("psql")), *words, *_connection(database)]
    with (
        tempfile.TemporaryFile() as said,
        subprocess.Popen(tools, stdout=subprocess.PIPE, stderr=said) as writer,
        subprocess.Popen(reading, stdin=subprocess.PIPE, stderr=said, env=_environment()) as reader,
    ):
        lines, given = cast("IO[bytes]", writer.stdout), cast("IO[bytes]", reader.stdin)
        try:
            with suppress(BrokenPipeError):  # psql has stopped and says why
                given.writelines(for_any_server(lines))
            whole = writer.wait() == 0
        except BaseException:
            reader.kill()  # at the end of what it is given it would commit half a dump
            raise
        if not whole:
            reader.kill()
        with suppress(BrokenPipeError):
            given.close()
        if reader.wait() or writer.returncode:
            said.seek(0)
            raise BackupError(f"pg_restore stopped:\n{said.read().decode(errors='replace').strip()[-2000:]}")


def _owner_url() -> str:
    url = os.environ.get("DATABASE_OWNER_URL", "")
    if not url:
        raise BackupError(
            "Set DATABASE_OWNER_URL to the database's owner: the web user may not read everything."
        )
    return url


def connection_words(database: str = DATABASE) -> dict[str, Any]:
    """Return where psycopg connects as who may read everything."""
    if is_embedded():
        return {"host": str(socket_dir()), "user": "postgres", "dbname": database}
    parts = parse_url(_owner_url())
    named = {
        "host": parts["HOST"], "port": parts["PORT"], "user": parts["USER"], "password": parts["PASSWORD"],
        "dbname": parts["NAME"] if database == DATABASE else database,
    }  # fmt: skip
    return {name: value for name, value in {**named, **parts["OPTIONS"]}.items() if value}


def _connection(database: str = DATABASE) -> list[str]:
    """Return where the tools connect; a password goes through the environment, never the command line."""
    if is_embedded():
        return [f"--host={socket_dir()}", "--username=postgres", f"--dbname={database}"]
    parts = parse_url(_owner_url())
    name = parts["NAME"] if database == DATABASE else database
    where = {"host": parts["HOST"], "port": parts["PORT"]}
    if folder := door(_owner_url()):
        where = {"host": str(folder), "port": SOCKET_NAME.rpartition(".")[2]}
    named = {**where, "username": parts["USER"], "dbname": name}
    return [f"--{name}={value}" for name, value in named.items() if value]


def _environment() -> dict[str, str]:
    """Return what the tools see; of TLS they know nothing, and `prefer` takes it where it is, which is nowhere."""
    extra: dict[str, str] = {}
    if not is_embedded():
        extra = {"PGPASSWORD": parse_url(_owner_url())["PASSWORD"], "PGSSLMODE": "prefer"}
    return {**os.environ, **extra}


def _migrations() -> list[str]:
    """Return the migrations that the database holds, as `app.name`; none where there is no schema yet."""
    there = "SELECT to_regclass('public.django_migrations') IS NOT NULL"
    if _run("psql", ["-At", "-c", there, *_connection()]).strip() != "t":
        return []
    held = "SELECT app || '.' || name FROM public.django_migrations"
    return _run("psql", ["-At", "-c", held, *_connection()]).split()


def _run(tool: str, arguments: list[str]) -> str:
    command = [str(program(tool)), *arguments]
    done = subprocess.run(command, env=_environment(), capture_output=True, text=True, check=False)
    if done.returncode:
        raise BackupError(f"{tool} stopped:\n{done.stderr.strip()[-2000:]}")
    return done.stdout

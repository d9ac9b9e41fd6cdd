"""The first start is killed while the cluster is being made: the next one begins anew, and removes nothing else."""

from __future__ import annotations

import subprocess
import sys
import time
from contextlib import suppress
from itertools import product

import psutil
import psycopg
import pytest

from gainful.site.database import OUR_SETTINGS, remove_half_made, socket_dir, start_server, stop_server
from tests.site.running import environment

START = "from gainful.site.database import start_server; start_server()"
BOUND = 60


def killed_in_initdb(data, wait):
    """Start on an empty folder and kill that process once initdb has written this file."""
    process = subprocess.Popen([sys.executable, "-c", START], env=environment(data))
    until = time.monotonic() + BOUND
    while not (data / "postgres" / wait).exists() and time.monotonic() < until:
        time.sleep(0.002)
    process.kill()
    process.wait()


@pytest.mark.parametrize(
    ("wait", "together"),
    [
        ("PG_VERSION", True),
        *(
            pytest.param(wait, together, marks=pytest.mark.slow)
            for wait, together in product(("pg_wal", "PG_VERSION", "global/pg_control"), (True, False))
            if (wait, together) != ("PG_VERSION", True)
        ),
    ],
)
def test_the_next_start_begins_anew(tmp_path, wait, together):
    data = tmp_path / "var"
    data.mkdir()
    killed_in_initdb(data, wait)
    if together:  # as a power cut: the programs of PostgreSQL are gone too
        for process in psutil.process_iter():
            with suppress(psutil.Error):  # one that has just ended
                told = " ".join([*process.cmdline(), process.cwd()])
                if process.name() in {"initdb", "postgres"} and str(data) in told:
                    process.kill()
    server = start_server(data)
    try:
        with psycopg.connect(
            host=str(socket_dir(data)), user="gainful_owner", dbname="gainful"
        ) as connection:
            assert connection.execute("SELECT 7").fetchone() == (7,)
        assert OUR_SETTINGS in (data / "postgres" / "postgresql.conf").read_text()
    finally:
        stop_server(server)


def files(folder):
    return sorted(str(path.relative_to(folder)) for path in folder.rglob("*"))


@pytest.mark.parametrize(
    "sign",
    [("postmaster.opts", "postgres -D x"), ("postgresql.conf", f"fsync = on\n{OUR_SETTINGS}fsync = on\n")],
)
def test_a_cluster_on_which_a_server_ran_is_never_removed(tmp_path, sign):
    (tmp_path / "pg_wal").mkdir()
    (tmp_path / "PG_VERSION").write_text("18\n")
    (tmp_path / sign[0]).write_text(sign[1])
    before = files(tmp_path)
    remove_half_made(tmp_path)
    assert files(tmp_path) == before


def test_files_that_are_not_of_a_cluster_are_never_removed(tmp_path):
    (tmp_path / "lost+found").mkdir()
    (tmp_path / "letter.txt").write_text("mine")
    remove_half_made(tmp_path)
    assert files(tmp_path) == ["letter.txt", "lost+found"]

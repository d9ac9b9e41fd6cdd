"""The server is killed while an unlogged table is being made: the next start comes back by itself.

A restore makes one (what is counted against limits). PostgreSQL's first replay after that ends with "could not create
file: File exists"; the second one gets through (PostgreSQL bug 17731).
"""

from __future__ import annotations

import os
import signal
import time

import psycopg
import pytest

from gainful.site import database
from gainful.site.database import socket_dir, start_server, stop_server
from tests.site.running import postmaster

BOUND = 60


def connected(data):
    return psycopg.connect(host=str(socket_dir(data)), user="postgres", dbname="postgres", autocommit=True)


@pytest.fixture
def killed(tmp_path):
    """A folder whose server was killed in the middle of a transaction that makes an unlogged table."""
    data = tmp_path / "var"
    data.mkdir()
    start_server(data)
    making, other = connected(data), connected(data)
    other.execute("CREATE TABLE kept AS SELECT 7 AS n")
    other.execute("CHECKPOINT")
    making.execute("BEGIN")
    making.execute("CREATE UNLOGGED TABLE counts (n int)")
    other.execute("CREATE TABLE later AS SELECT 8 AS n")  # its commit writes the log up to here to the disk
    os.kill(postmaster(data), signal.SIGKILL)
    until = time.monotonic() + BOUND
    while database._has_processes(data / "postgres") and time.monotonic() < until:
        time.sleep(0.05)
    for connection in (making, other):
        connection.close()
    return data


def test_the_next_start_gets_through(killed):
    server = start_server(killed)
    try:
        with connected(killed) as connection:
            assert connection.execute("SELECT kept.n, later.n FROM kept, later").fetchone() == (7, 8)
            assert connection.execute("SELECT to_regclass('counts')").fetchone() == (None,)
        said = (killed / "postgres" / "log").read_text()
        assert "File exists" in said, "PostgreSQL's fault is gone: the second attempt may go"
    finally:
        stop_server(server)

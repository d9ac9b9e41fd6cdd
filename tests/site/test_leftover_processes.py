"""A new server waits for what a killed one left behind, whether or not its lock file is still there."""

from __future__ import annotations

import os

import pytest

from gainful.site import database


@pytest.fixture
def left(monkeypatch):
    """Two looks find a process of the killed server, the third none."""
    found = iter([True, True, False])
    looks = []

    def look(pgdata):
        looks.append(pgdata)
        return next(found)

    monkeypatch.setattr(database, "_has_processes", look)
    monkeypatch.setattr(database.time, "sleep", lambda _seconds: None)
    return looks


@pytest.mark.parametrize("lock", [None, "", "no number\n", "999999999\n"])
def test_processes_of_a_killed_server_are_waited_for(tmp_path, left, lock):
    pgdata = tmp_path / "postgres"
    pgdata.mkdir()
    if lock is not None:
        (pgdata / "postmaster.pid").write_text(lock)
    database._clear_stale_lock(pgdata)
    assert left == [pgdata] * 3
    assert not (pgdata / "postmaster.pid").exists()


def test_beside_a_living_server_nothing_is_cleared(tmp_path, left, monkeypatch):
    pgdata = tmp_path / "postgres"
    pgdata.mkdir()
    (pgdata / "postmaster.pid").write_text(f"{os.getpid()}\n")
    monkeypatch.setattr(database, "_is_server", lambda pid, folder: pid == os.getpid() and folder == pgdata)
    database._clear_stale_lock(pgdata)
    assert left == []
    assert (pgdata / "postmaster.pid").exists()

"""Two who act at the same moment: threads with transactions that commit, in a copy of the test database."""

from __future__ import annotations

import threading
import time
from collections.abc import Callable, Iterator
from contextlib import AbstractContextManager
from typing import Any

import pytest
from django.db import connection, connections

from gainful.domain.accounts.actor import Actor
from gainful.domain.accounts.binding import store_key

PATIENCE_S = 120
Step = tuple[Callable[[], AbstractContextManager[Actor]], Callable[[Actor], Any]]
"""How somebody comes in, and what they do."""


@pytest.fixture
def own_database(
    django_db_modify_db_settings: None, django_db_blocker: Any, worker_id: str
) -> Iterator[None]:
    """Lead the connection to a copy of the migrated database; what a test commits there goes with it."""
    name, template = connection.settings_dict["NAME"], connection.settings_dict["TEST"]["TEMPLATE"]
    copy = f"side_by_side_{worker_id}"
    # not WITH (FORCE): it fails where a vacuum of the server is at work, which a plain drop waits for
    drop = f'DROP DATABASE IF EXISTS "{copy}"'
    with django_db_blocker.unblock():
        _manage(drop, f'CREATE DATABASE "{copy}" TEMPLATE "{template}"')
        connection.settings_dict["NAME"] = copy
        try:
            with connection.cursor() as cursor:
                store_key(cursor)
            yield
        finally:
            connection.settings_dict["NAME"] = name
            _manage(drop)


def _manage(*statements: str) -> None:
    connection.close()
    with connection._nodb_cursor() as cursor:
        for statement in statements:
            cursor.execute(statement)


def _somebody_waits() -> bool:
    with connection.cursor() as cursor:
        # who is connected is remembered for a whole transaction: without this a second connection is never seen
        cursor.execute("SELECT pg_stat_clear_snapshot()")
        cursor.execute(
            "SELECT EXISTS (SELECT FROM pg_locks l JOIN pg_stat_activity a USING (pid)"
            " WHERE NOT l.granted AND a.datname = current_database())"
        )
        return bool(cursor.fetchone()[0])


def one_waits_for_the_other(first: Step, second: Step) -> tuple[Any, Any]:
    """Let the second act while what the first did is not committed yet; returns what came of each, or its error.

    The first commits once the second waits for it, or has ended without waiting.
    """
    acted, ended = threading.Event(), threading.Event()
    came: dict[int, Any] = {}

    def leading() -> None:
        enter, act = first
        with enter() as actor:
            try:
                came[0] = act(actor)
            finally:
                acted.set()
            until = time.monotonic() + PATIENCE_S
            while not ended.is_set() and not _somebody_waits() and time.monotonic() < until:
                time.sleep(0.02)

    def following() -> None:
        assert acted.wait(PATIENCE_S)
        enter, act = second
        try:
            with enter() as actor:
                came[1] = act(actor)
        finally:
            ended.set()

    _run(came, leading, following)
    return came.get(0), came.get(1)


def _run(came: dict[int, Any], *parts: Callable[[], None]) -> None:
    def alone(place: int, part: Callable[[], None]) -> None:
        try:
            part()
        except Exception as error:  # noqa: BLE001 - what came of it is what the test looks at
            came[place] = error
        finally:
            connections.close_all()

    threads = [threading.Thread(target=alone, args=found) for found in enumerate(parts)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join(PATIENCE_S)
        assert not thread.is_alive(), "they wait for each other"

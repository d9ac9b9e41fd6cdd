"""The system's own connection: where the site serves as the web role, the system acts beside it, never through it."""

from __future__ import annotations

import threading
from collections.abc import Iterator
from contextlib import contextmanager

import pghistory.runtime
from django.conf import settings
from django.core.exceptions import ImproperlyConfigured
from django.db import DEFAULT_DB_ALIAS, connections
from django.db.backends.base.base import BaseDatabaseWrapper
from django.db.utils import load_backend

from gainful.domain.rights.roles import WEB

LOCK_WAIT = "20s"
"""How long the system waits for a row that the request around it may hold: it would wait for ever."""
_thread = threading.local()


def is_web(wrapper: BaseDatabaseWrapper) -> bool:
    """Say whether this connection signs in as the web role, which cannot become the system."""
    return bool(wrapper.settings_dict["USER"] == WEB)


@contextmanager
def system_connection() -> Iterator[None]:
    """Let the block's queries go through a connection of the system's own, with transactions of its own.

    Where the process does not serve as the web role (tests, migrations) there is nothing to change.
    """
    web = connections[DEFAULT_DB_ALIAS]
    if not is_web(web):
        yield
        return
    system = _wrapper(web)
    connections[DEFAULT_DB_ALIAS] = system
    try:
        if hasattr(pghistory.runtime._tracker, "value"):  # noqa: SLF001 - the context was entered on the other connection
            with system.execute_wrapper(pghistory.runtime._inject_history_context):  # noqa: SLF001
                yield
        else:
            yield
    finally:
        connections[DEFAULT_DB_ALIAS] = web


def close_system_connection() -> None:
    """Close this thread's connection as the system, if there is one."""
    if wrapper := getattr(_thread, "wrapper", None):
        wrapper.close()


@contextmanager
def system_lock(name: str) -> Iterator[bool]:
    """Hold a lock for the installation, on a connection of its own; False where another process has it.

    The web role may take no lock that outlives its transaction, or it could stop the work of the system.
    """
    web = connections[DEFAULT_DB_ALIAS]
    holder, mine = _connect(web) if is_web(web) else web, False
    try:
        with holder.cursor() as cursor:
            cursor.execute("SELECT pg_try_advisory_lock(hashtext(%s))", [name])
            mine = bool(cursor.fetchone()[0])
        yield mine
    finally:
        if holder is not web:
            holder.close()
        elif mine and holder.is_usable():
            with holder.cursor() as cursor:
                cursor.execute("SELECT pg_advisory_unlock(hashtext(%s))", [name])


def _connect(web: BaseDatabaseWrapper) -> BaseDatabaseWrapper:
    if not settings.SYSTEM_DATABASE:
        raise ImproperlyConfigured(
            "Set DATABASE_SYSTEM_URL to the database user gainful_system (docs/guides/operator.md)."
        )
    options = {**web.settings_dict, **settings.SYSTEM_DATABASE}
    asked = f"{options['OPTIONS'].get('options', '')} -c lock_timeout={LOCK_WAIT}".strip()
    options["OPTIONS"] = {**options["OPTIONS"], "options": asked}
    return load_backend(options["ENGINE"]).DatabaseWrapper(options, DEFAULT_DB_ALIAS)


def _wrapper(web: BaseDatabaseWrapper) -> BaseDatabaseWrapper:
    wrapper = getattr(_thread, "wrapper", None)
    if wrapper is None or wrapper.settings_dict["HOST"] != web.settings_dict["HOST"]:
        wrapper = _thread.wrapper = _connect(web)
    if not wrapper.in_atomic_block:
        wrapper.close_if_unusable_or_obsolete()
    return wrapper

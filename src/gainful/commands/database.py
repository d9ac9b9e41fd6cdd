"""Runs a command with the database up and Django ready."""

from __future__ import annotations

import os
from collections.abc import Callable


def with_database(work: Callable[[], int], *, setup: bool = True) -> int:
    """Run a command with the database up and Django ready; an embedded server stops after its last user."""
    from gainful.site.database import is_embedded, start_server, stop_server

    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "gainful.site.settings")
    server = start_server() if is_embedded() else None
    try:
        if setup:
            import django

            django.setup()
        return work()
    except KeyboardInterrupt:
        return 0
    finally:
        if server is not None:
            stop_server(server)

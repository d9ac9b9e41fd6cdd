"""Runs a command with the database up and Django ready."""

from __future__ import annotations

import argparse
import os
import sys
from collections.abc import Callable, Iterable, Sequence

Rows = Iterable[Sequence[object]]
"""Rows of a list as the terminal prints them, the heading first."""
WORDS = {
    "database": "The database does not answer. Is it running, and does DATABASE_URL name it?",
    "disk": "The disk of the database is full. Make room and try again.",
    "schema of this version": "The database is being brought up to date, or waits for `gainful manage migrate`. "
    "Try again when that is done.",
}


def with_database(work: Callable[[], int], *, setup: bool = True, watch: bool = False) -> int:
    """Run a command with the database up and Django ready; an embedded server stops after its last user.

    `watch` starts a server again that dies meanwhile, and waits for `migrate`, for commands that run for days.
    """
    from gainful.site.database import is_embedded, start_server, stop_server

    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "gainful.site.settings")
    server = start_server() if is_embedded() else None
    try:
        if setup:
            import django

            django.setup()
            if watch:
                from gainful.site.import_worker import wait_for_schema

                wait_for_schema()
            if other_version_is_told():
                return 2
        from gainful.site.database_watch import watched

        with watched(server if watch else None):
            return work()
    except KeyboardInterrupt:
        return 0
    except Exception as error:
        from gainful.site.outage import outage_of, what_is_missing

        if (outage := (what_is_missing if setup else outage_of)(error)) is None:
            raise
        said = (str(error).strip().splitlines() or [""])[0]
        sys.stderr.write(f"{WORDS[outage]}\n{said}\n")
        return 1
    finally:
        if server is not None:
            stop_server(server)


def other_version_is_told() -> bool:
    """Say on the terminal that another version made the database, where it did; Django is set up."""
    from gainful.site.other_version import database_refusal

    if refusal := database_refusal():
        sys.stderr.write(f"{refusal}\n")
    return refusal is not None


def lister(rows: Callable[[str], Rows]) -> Callable[[argparse.Namespace], int]:
    """Return a command that prints rows as CSV, read as the system; `rows` takes the state that is asked for."""

    def run(args: argparse.Namespace) -> int:
        def work() -> int:
            from gainful.domain.accounts.actor import acting_as_system
            from gainful.exchange.tables.writing import SafeWriter

            with acting_as_system("listed at the terminal"):
                SafeWriter(sys.stdout).writerows(rows(args.state))
            return 0

        return with_database(work)

    return run

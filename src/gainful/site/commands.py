"""Commands that need the site: serve, manage, worker, backup, restore, doctor."""

from __future__ import annotations

import argparse
import os
import sys
from typing import Any

OWNER_COMMANDS = {"migrate", "makemigrations", "flush", "sqlmigrate", "dbshell"}


def register(commands: Any) -> None:
    """Add the site commands to the parser."""
    parser = commands.add_parser("manage", help="run a Django management command", add_help=False)
    parser.add_argument("arguments", nargs=argparse.REMAINDER)
    parser.set_defaults(run=lambda args: manage(args.arguments))


def manage(arguments: list[str]) -> int:
    """Run Django's own command line; schema commands run as the database owner."""
    from gainful.site.database import is_embedded, start_server, stop_server

    if arguments[:1] and arguments[0] in OWNER_COMMANDS:
        os.environ["GAINFUL_DB_ROLE"] = "owner"
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "gainful.site.settings")
    server = start_server() if is_embedded() else None
    try:
        from django.core.management import execute_from_command_line

        execute_from_command_line([sys.argv[0], *arguments])
    finally:
        if server is not None:
            stop_server(server)
    return 0

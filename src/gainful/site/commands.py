"""Commands that need the site: serve and manage; the rest live beside what they do."""

from __future__ import annotations

import argparse
import os
import sys
from typing import Any

OWNER_COMMANDS = {"migrate", "makemigrations", "flush", "sqlmigrate", "dbshell"}


def register(commands: Any) -> None:
    """Add the site commands to the parser."""
    serving = commands.add_parser("serve", help="start Gainful and serve it at a local address")
    serving.add_argument("--host", default="127.0.0.1")
    serving.add_argument("--port", type=int, default=int(os.environ.get("PORT", "8000")))
    serving.add_argument(
        "--demo", action="store_true", help="sample data and one-click sign-in, never with DATABASE_URL"
    )
    serving.set_defaults(run=_serve)
    managing = commands.add_parser("manage", help="run a Django management command", add_help=False)
    managing.add_argument("arguments", nargs=argparse.REMAINDER)
    managing.set_defaults(run=lambda args: manage(args.arguments))


def _serve(args: argparse.Namespace) -> int:
    from gainful.site.serve import serve

    return serve(args.host, args.port, demo=args.demo)


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

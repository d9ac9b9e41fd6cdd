"""Commands that need the site: serve, manage, worker, doctor, unlock and first-run."""

from __future__ import annotations

import argparse
import os
import subprocess
import sys
from typing import Any

from gainful.commands.database import other_version_is_told, with_database
from gainful.commands.terminal import fail, note, say

OWNER_COMMANDS = {
    "migrate",
    "makemigrations",
    "flush",
    "sqlmigrate",
    "dbshell",
    "after_restore",
    "put_rights_back",
}


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

    working = commands.add_parser("worker", help="run queued background work until stopped")
    working.set_defaults(run=lambda args: with_database(_worker, watch=True))  # noqa: ARG005 - argparse's signature
    checking = commands.add_parser("doctor", help="check database, rights, files, settings and machine")
    checking.add_argument("--mend", action="store_true", help="put policies, grants and guards back first")
    checking.set_defaults(run=lambda args: with_database(lambda: _doctor(mend=args.mend)))
    opening = commands.add_parser("unlock", help="let somebody sign in who gave too many wrong passwords")
    opening.add_argument("address", help="the email address they sign in with")
    opening.set_defaults(run=lambda args: with_database(lambda: _unlock(args.address)))
    beginning = commands.add_parser("first-run", help="a fresh link by which the first operator comes in")
    beginning.set_defaults(run=lambda args: with_database(_first_run))  # noqa: ARG005 - argparse's signature


def _worker() -> int:
    from gainful.site.import_worker import work_until_stopped
    from gainful.site.recovery.worker import RecoveryWatcher
    from gainful.site.stopping import end_on_sigterm

    end_on_sigterm()  # before it says that it is there
    say("Waiting for long imports. Stop with Ctrl-C.")
    recovery = RecoveryWatcher()
    recovery.start()
    try:
        work_until_stopped()
    finally:
        recovery.end()
    return 0


def _doctor(*, mend: bool) -> int:
    from gainful.domain.accounts.actor import acting_as_system
    from gainful.domain.operations.health import State, findings
    from gainful.site.refusals import role_refusal

    if mend and not _put_rights_back():
        return 1
    marks = {State.GOOD: "ok  ", State.LOOK: "look", State.BAD: "BAD "}
    refusal = role_refusal()  # asked before the system takes its own, safe user
    with acting_as_system("doctor"):
        found = findings()
    if refusal:
        say(f"{marks[State.BAD]}  {'DATABASE_URL':<26}  {' '.join(refusal.split())}")
    for finding in found:
        say(f"{marks[finding.state]}  {finding.name:<26}  {finding.said}")
    return int(bool(refusal) or any(finding.state == State.BAD for finding in found))


def _put_rights_back() -> bool:
    """As the owner, in a process of its own: this one stays who it is."""
    command = [sys.executable, "-m", "gainful", "manage", "put_rights_back"]
    done = subprocess.run(command, capture_output=True, text=True, check=False)
    if done.returncode:
        sys.stderr.write(f"The rights were not put back:\n{done.stderr.strip()[-2000:]}\n")
    return done.returncode == 0


def _unlock(address: str) -> int:
    from gainful.domain.accounts.actor import acting_as_system
    from gainful.domain.accounts.lock_out import unlock
    from gainful.domain.accounts.models import User

    with acting_as_system("sign-in unlocked, by the terminal"):
        if not User.objects.filter(email__iexact=address).exists():
            sys.stderr.write(f"No account has the address {address}.\n")
            return 1
        tries = unlock(address)
    say(f"{tries} failed sign-ins are forgotten." if tries else "Nothing was locked.")
    return 0


def _first_run() -> int:
    from django.conf import settings

    from gainful.site.refusals import first_run_link

    link = first_run_link(settings.SITE_ADDRESS)
    if link is None:
        return fail(
            "There is an operator already.", "Let them invite you: People and organizations, Invite somebody."
        )
    say(link)
    note("It makes the operator's account once, within 24 hours.")
    return 0


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
        import django
        from django.core.management import execute_from_command_line

        if arguments[:1] == ["migrate"]:
            django.setup()
            if other_version_is_told():
                return 2
        execute_from_command_line([sys.argv[0], *arguments])
    finally:
        if server is not None:
            stop_server(server)
    return 0

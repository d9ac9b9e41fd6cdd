"""Commands that save and bring back: backup, restore, drill and recovery."""

from __future__ import annotations

import argparse
import sys
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

from gainful.commands.database import with_database
from gainful.commands.terminal import fail, note, say


def register(commands: Any) -> None:
    """Add the commands to the parser."""
    saving = commands.add_parser("backup", help="write everything into one archive")
    saving.add_argument("target", type=Path, help="a .tar file, or a folder that gets a dated one")
    saving.set_defaults(run=lambda args: with_database(lambda: _backup(args.target), setup=False))
    bringing = commands.add_parser("restore", help="bring a backup back; what is there now is kept aside")
    bringing.add_argument("source", help="an archive; or a store: a folder, s3://bucket/prefix")
    bringing.add_argument(
        "--at", metavar="TIME", help="from a store: to this moment, “2026-11-30 14:05” in TIME_ZONE"
    )
    bringing.add_argument("--key", type=Path, metavar="FILE", help="from a store: the agency's private key")
    bringing.set_defaults(run=_restore)
    trying = commands.add_parser(
        "drill", help="restore a backup beside the running site, compare, throw away"
    )
    trying.add_argument(
        "source",
        type=Path,
        nargs="?",
        help="an archive; without one the store, or the newest archive that is known",
    )
    trying.set_defaults(run=lambda args: with_database(lambda: _drill(args.source), setup=False))
    keeping = commands.add_parser("recovery", help="continuous archiving: its key, and how far it reaches")
    steps = keeping.add_subparsers(dest="step", metavar="STEP", required=True)
    making = steps.add_parser("key", help="make the agency's pair of keys")
    making.add_argument(
        "file", type=Path, help="where the private key is written; keep it away from this machine"
    )
    making.set_defaults(run=_key)
    showing = steps.add_parser(
        "status", help="what a store holds; exit 1 where it lags behind or is not set up"
    )
    showing.set_defaults(run=_status)


def _backup(target: Path) -> int:
    from gainful.site.after_restore import BackupError
    from gainful.site.backup import backup

    try:
        made = backup(target)
    except (BackupError, OSError) as error:
        sys.stderr.write(f"No backup was made: {error}\n")
        return 1
    say(
        f"{made}  {made.stat().st_size / 2**20:.1f} MB. It holds personal records and the secret key: keep it safe."
    )
    return 0


def _restore(args: argparse.Namespace) -> int:
    from gainful.site.recovery.restoring import is_store

    if is_store(args.source):
        return _restore_from_store(args.source, args.key, args.at)
    if args.at or args.key:
        return fail(
            "--at and --key belong to a store, not to one archive.", "Name the folder or s3://bucket/prefix."
        )
    return with_database(lambda: _restore_archive(Path(args.source)), setup=False)


def _restore_archive(source: Path) -> int:
    from gainful.site.after_restore import BackupError
    from gainful.site.backup import restore

    try:
        say(restore(source))
    except BackupError as error:
        sys.stderr.write(f"Nothing was restored: {error}\n")
        return 1
    return 0


def _restore_from_store(place: str, key: Path | None, at: str | None) -> int:
    from gainful.site.after_restore import BackupError
    from gainful.site.recovery.configuration import RecoveryError
    from gainful.site.recovery.restoring import moment, restore

    try:
        say(restore(place, key, moment(at, datetime.now(UTC)) if at else None))
    except (BackupError, RecoveryError) as error:
        sys.stderr.write(f"Nothing was restored: {error}\n")
        return 1
    return 0


def _drill(source: Path | None) -> int:
    from gainful.exchange.storage.model import StorageError
    from gainful.site.after_restore import BackupError
    from gainful.site.drill import drill, newest_archive
    from gainful.site.recovery.by_hand import drill_store
    from gainful.site.recovery.configuration import RecoveryError, is_on

    archive = source or (None if is_on() else newest_archive())
    if archive is None and not is_on():
        sys.stderr.write("No backup is known here. Name one: gainful drill FILE\n")
        return 2
    try:
        found = drill(archive) if archive else drill_store()
    except (BackupError, RecoveryError, StorageError) as error:
        sys.stderr.write(f"The backup was not restored: {error}\n")
        return 1
    say(str(found))
    return int(bool(found.differences))


def _key(args: argparse.Namespace) -> int:
    from gainful.exchange.sealed import KeyProblemError, make_key

    try:
        public = make_key(args.file)
    except (KeyProblemError, OSError) as error:
        return fail(f"No key was made: {error}", "Name a file that is not there yet.")
    say(f"GAINFUL_RECOVERY_KEY={public}")
    note(
        f"{args.file} is the private key: nobody can read the copies without it. Keep it in two places, neither here."
    )
    return 0


def _status(_args: argparse.Namespace) -> int:
    from gainful.exchange.storage.model import StorageError
    from gainful.site.recovery.by_hand import told
    from gainful.site.recovery.configuration import RecoveryError

    try:
        lines, good = told(datetime.now(UTC))
    except (RecoveryError, StorageError) as error:
        return fail(f"Recovery is not set up: {error}", "docs/guides/server/recovery.md goes through it.")
    for line in lines:
        say(line)
    return int(not good)

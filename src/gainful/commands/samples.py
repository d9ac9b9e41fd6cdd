"""The command that takes sample data out of a folder which holds, or is to hold, real records."""

from __future__ import annotations

import argparse
import sys
from typing import TYPE_CHECKING, Any

from gainful.commands.database import with_database
from gainful.commands.terminal import note, say

if TYPE_CHECKING:
    from gainful.domain.operations.samples import Samples


def register(commands: Any) -> None:
    """Add `remove-samples` to the parser."""
    removing = commands.add_parser(
        "remove-samples",
        help="remove the sample data, with its files and history, from a folder that turns real",
        description="Without --yes it only says what would go. It removes everything or nothing.",
    )
    removing.add_argument("--yes", action="store_true", help="do it; make a backup first")
    removing.add_argument(
        "--also",
        action="append",
        default=[],
        metavar="ID",
        help="a row that it named: let it go with the samples",
    )
    removing.set_defaults(run=lambda args: with_database(lambda: _run(args)))


def _run(args: argparse.Namespace) -> int:
    from gainful.domain.operations.samples import HeldError, look
    from gainful.imports.sample_removal import remove_samples

    samples = look(args.also)
    if not samples.rows:
        say("There is no sample data here.")
        return 0
    if samples.held:
        return _refuse(samples)
    if not args.yes:
        _tell(samples)
        return 0
    try:
        done = remove_samples("terminal", args.also)
    except HeldError as error:  # somebody wrote it since the look
        return _refuse(error.samples)
    rows = sum(done.samples.counts().values())
    say(
        f"Removed: {rows:,} rows of sample data and {done.history_rows:,} rows of history. The chain of history stays."
    )
    note("Backups made before hold it until their retention ends. Look once more: gainful doctor")
    return 0


def _tell(samples: Samples) -> None:
    counts = samples.counts()
    say("Would go, with its history and files:")
    for table, count in counts.items():
        say(f"  {table:<40}{count:>12,}")
    for column, count in samples.loosened.items():
        say(f"  {column:<40}{count:>12,} stay and name nobody there any more")
    say(f"{sum(counts.values()):,} rows in {len(counts)} tables. Make a backup, then say --yes to do it.")


def _refuse(samples: Samples) -> int:
    for hold in samples.holds:
        say(f"{hold.table}  {hold.said}")
    if len(samples.holds) < samples.held:
        say(f"… and {samples.held - len(samples.holds):,} more like these.")
    sys.stderr.write(f"{samples.held:,} real rows hang on sample data. Nothing was removed.\n")
    return 1

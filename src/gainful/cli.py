"""The `gainful` command: a thin dispatcher; each command lives in its room and is imported when called."""

from __future__ import annotations

import argparse
import importlib
import os
import sys
from collections.abc import Sequence
from pathlib import Path

from gainful import __version__
from gainful.extras import MissingExtraError

HOMES = {
    "plan": "plan",
    "profile": "profile",
    "feeders": "feeders",
    "claim": "claims",
    "costbenefit": "claims",
    "evaluate": "evaluate",
    "import": "import_files",
    "wages": "wages",
    "indicators": "indicators",
    "pirl": "pirl",
    "serve": "installation",
    "manage": "installation",
    "worker": "installation",
    "remove-samples": "samples",
    "doctor": "installation",
    "first-run": "installation",
    "unlock": "installation",
    "backup": "recovery",
    "restore": "recovery",
    "drill": "recovery",
    "recovery": "recovery",
    "cohorts": "cohorts",
    "badge": "badge",
    "openings": "promises",
    "submitted-jobs": "promises",
    "requests": "promises",
    "messages": "promises",
    "inbox": "promises",
    "partnerships": "curricula",
    "curricula": "curricula",
    "curriculum": "curricula",
    "introductions": "introductions",
    "placements": "placements",
    "measures": "measures",
    "needs": "needs",
    "mentors": "mentors",
    "practice": "mentors",
    "participants": "participants",
    "history": "history",
    "erase": "history",
    "reference": "reference",
    "schema": "schema",
    "draw": "draw",
    "services": "services",
    "workforce": "workforce",
}
"""Command → its module in `gainful.commands`, which has `register(subparsers)`.

A command sets `run=callable(args) -> int` as its default.
"""


def build_parser(command: str = "") -> argparse.ArgumentParser:
    """Return the parser of one command, or of all where the name is none of them."""
    about = "Job-centric upskilling, from the job that needs doing."
    parser = argparse.ArgumentParser(prog="gainful", description=about)
    parser.add_argument("--version", action="version", version=f"gainful {__version__}")
    commands = parser.add_subparsers(dest="command", metavar="COMMAND", required=True)
    for home in dict.fromkeys([HOMES[command]] if command in HOMES else HOMES.values()):
        importlib.import_module(f"gainful.commands.{home}").register(commands)
    return parser


def _find_loaded_releases() -> None:
    """Let commands that need no data folder find what was loaded into the default one."""
    default = Path("var")
    if "GAINFUL_DATA" not in os.environ and (default / "reference").is_dir():
        os.environ["GAINFUL_DATA"] = str(default.resolve())


def main(argv: Sequence[str] | None = None) -> int:
    """Run one command; return its exit code (0 done, 1 could not be done, 2 asked wrongly)."""
    arguments = list(sys.argv[1:] if argv is None else argv)
    if arguments == ["--version"]:  # asked by scripts: no command is imported for it
        print(f"gainful {__version__}")
        return 0
    os.umask(0o077)  # what a command writes may name people: its owner alone reads it
    try:
        return run(arguments)
    except MissingExtraError as missing:
        sys.stderr.write(f"{missing}\n")
        return 1
    except BrokenPipeError:  # `gainful … | head` has read enough
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
        return 0


def run(arguments: list[str]) -> int:
    """Import the command's module, parse its options, run it."""
    if arguments[:1] == ["manage"]:  # Django parses its own options
        from gainful.commands.installation import manage

        return manage(arguments[1:])
    args = build_parser(arguments[0] if arguments else "").parse_args(arguments)
    _find_loaded_releases()
    code = int(args.run(args))
    sys.stdout.flush()
    return code

"""The `gainful` command: a thin dispatcher; each command lives in its room and is imported when called."""

from __future__ import annotations

import argparse
import importlib
import os
import sys
from collections.abc import Sequence

MODULES = (
    "gainful.commands.plan",
    "gainful.commands.profile",
    "gainful.commands.feeders",
    "gainful.commands.claims",
    "gainful.commands.evaluate",
    "gainful.commands.import_files",
    "gainful.commands.wages",
    "gainful.commands.indicators",
    "gainful.commands.pirl",
    "gainful.commands.installation",
    "gainful.commands.reference",
    "gainful.commands.schema",
)
"""Each has `register(subparsers)`; a command sets `run=callable(args) -> int` as its default."""


def build_parser() -> argparse.ArgumentParser:
    """Return the parser with every command registered."""
    from gainful import __version__

    about = "Job-centric upskilling, from the job that needs doing."
    parser = argparse.ArgumentParser(prog="gainful", description=about)
    parser.add_argument("--version", action="version", version=f"gainful {__version__}")
    commands = parser.add_subparsers(dest="command", metavar="COMMAND", required=True)
    for name in MODULES:
        importlib.import_module(name).register(commands)
    return parser


def main(argv: Sequence[str] | None = None) -> int:
    """Run one command; return its exit code (0 done, 1 could not be done, 2 asked wrongly)."""
    arguments = list(sys.argv[1:] if argv is None else argv)
    if arguments[:1] == ["manage"]:  # Django parses its own options
        from gainful.commands.installation import manage

        return manage(arguments[1:])
    args = build_parser().parse_args(arguments)
    try:
        code = int(args.run(args))
        sys.stdout.flush()
    except BrokenPipeError:  # `gainful … | head` has read enough
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
        return 0
    return code

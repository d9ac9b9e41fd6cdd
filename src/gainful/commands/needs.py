"""Commands about needs: list and load instruments, retire a version, load benefits by income."""

from __future__ import annotations

import argparse
import sys
import tomllib
from collections.abc import Callable
from pathlib import Path
from typing import Any

from gainful.commands.database import with_database
from gainful.commands.terminal import say
from gainful.exchange.tables.writing import SafeWriter


def register(commands: Any) -> None:
    """Add the commands to the parser."""
    parser = commands.add_parser("needs", help="instruments of needs assessments, benefits by income")
    verbs = parser.add_subparsers(dest="verb", metavar="VERB", required=True)
    listing = verbs.add_parser(
        "list", help="list instruments with version, language, reading grade and licence, as CSV"
    )
    listing.set_defaults(run=lambda _args: _list())
    load = verbs.add_parser("load", help="load a version of an instrument (TOML) for an agency")
    benefits = verbs.add_parser("benefits", help="load benefits by income (CSV) for an agency")
    for each, what in ((load, _load), (benefits, _benefits)):
        each.add_argument("file", type=Path)
        each.add_argument("--agency", required=True, help="the agency's name")
        each.set_defaults(run=_writer(what))
    retire = verbs.add_parser("retire", help="let a version that an agency loaded not be begun any more")
    retire.add_argument("code")
    retire.add_argument("version", type=int)
    retire.add_argument("--language", default="en")
    retire.add_argument("--agency", required=True, help="the agency's name")
    retire.set_defaults(run=_writer(_retire))


def _list() -> int:
    from gainful.engine.support.instruments import packaged_instruments

    rows = SafeWriter(sys.stdout)
    rows.writerow(("code", "version", "language", "title", "questions", "scores", "reading_grade", "licence"))
    for item in packaged_instruments():
        rows.writerow(
            (item.code, item.version, item.language, item.title, len(item.questions), len(item.scores),
             item.reading_grade, item.licence)
        )  # fmt: skip
    return 0


def _writer(work: Callable[[Any, argparse.Namespace], str]) -> Callable[[argparse.Namespace], int]:
    """Return a command that acts for an agency, as the system; a refusal is said in words and ends with 1."""

    def run(args: argparse.Namespace) -> int:
        def act() -> int:
            from gainful.domain.accounts.actor import SYSTEM_ROLE, acting_as
            from gainful.domain.organizations.models import Organization
            from gainful.domain.support.errors import SupportError

            with acting_as(None, None, role=SYSTEM_ROLE, reason="at the terminal"):
                agency = Organization.objects.filter(name=args.agency).first()
            if agency is None:
                say(f"There is no organization called “{args.agency}”.")
                return 1
            try:
                with acting_as(None, agency, role=SYSTEM_ROLE, reason="at the terminal") as actor:
                    say(work(actor, args))
            except (SupportError, ValueError, OSError) as error:
                say(str(error))
                return 1
            return 0

        return with_database(act)

    return run


def _load(actor: Any, args: argparse.Namespace) -> str:
    from gainful.domain.support.actions.needs import load_instrument

    row = load_instrument(actor, tomllib.loads(args.file.read_text(encoding="utf-8")))
    return f"Loaded {row.title}, version {row.version} ({row.language}). New assessments begin with it."


def _benefits(actor: Any, args: argparse.Namespace) -> str:
    from gainful.domain.support.actions.money import load_benefits
    from gainful.exchange.benefits import read_benefits

    made = load_benefits(actor, read_benefits(args.file.read_bytes(), args.file.name))
    return f"Loaded {len(made)} rules."


def _retire(actor: Any, args: argparse.Namespace) -> str:
    from gainful.domain.support.actions.needs import retire_instrument

    row = retire_instrument(actor, args.code, args.version, args.language)
    return (
        f"{row.title}, version {row.version}, is not begun any more. Those that were begun can be finished."
    )

"""Commands about the service directory: import, export and check files of Open Referral HSDS."""

from __future__ import annotations

import argparse
from collections.abc import Sequence
from pathlib import Path
from typing import TYPE_CHECKING, Any

from gainful.commands.database import with_database
from gainful.commands.terminal import note, say

if TYPE_CHECKING:
    from gainful.domain.organizations.models import Organization
    from gainful.exchange.hsds.records import Directory

MOST = 20
"""Problems and losses that are printed one by one."""


def register(commands: Any) -> None:
    """Add the command to the parser."""
    parser = commands.add_parser("services", help="the service directory: HSDS files in, out and checked")
    verbs = parser.add_subparsers(dest="verb", metavar="VERB", required=True)
    check = verbs.add_parser("check", help="check a file or folder; needs no database")
    check.add_argument("file", type=Path, help="JSON file, folder or ZIP archive of HSDS tables")
    check.add_argument(
        "--schemas",
        type=Path,
        help="the folder “schema” of the HSDS specification, to check against its own files",
    )
    check.set_defaults(run=_check)
    bring = verbs.add_parser("import", help="bring a directory into an agency; without --save only looks")
    bring.add_argument("file", type=Path)
    bring.add_argument("--agency", default="", help="its name, where there is more than one")
    bring.add_argument("--save", action="store_true", help="store it")
    bring.set_defaults(run=_import)
    take = verbs.add_parser("export", help="write an agency's directory as HSDS 3 JSON")
    take.add_argument("file", type=Path)
    take.add_argument("--agency", default="")
    take.set_defaults(run=_export)


def _read(path: Path) -> Directory | None:
    from gainful.exchange.hsds.reading import read_directory
    from gainful.exchange.hsds.records import UnreadableDirectory

    try:
        return read_directory(path)
    except FileNotFoundError:
        note(f"There is no {path}.")
    except UnreadableDirectory as error:
        note(f"{error.message} {error.hint}".strip())
    return None


def _listed(title: str, lines: Sequence[str]) -> None:
    if lines:
        say(f"{title} ({len(lines):,}):")
        for line in lines[:MOST]:
            say(f"  {line}")
        if len(lines) > MOST:
            say(f"  and {len(lines) - MOST:,} more")


def _check(args: argparse.Namespace) -> int:
    from gainful.exchange.hsds.check import check_records

    found = _read(args.file)
    if found is None:
        return 2
    try:
        problems = [
            *check_records(found.services, schemas=args.schemas),
            *check_records(found.organizations, "organization", schemas=args.schemas),
        ]
    except FileNotFoundError as error:
        note(str(error))
        return 2
    against = (
        "the specification's own schema files"
        if args.schemas
        else "the fields of HSDS 3 that Gainful carries"
    )
    say(f"HSDS {found.version}: {len(found.services):,} services; checked against {against}.")
    _listed("Not as HSDS 3 has it", [f"{each.where}: {each.what}" for each in problems])
    _listed("Lost in reading", found.losses)
    _listed("Changed in reading", found.notes)
    if not problems and not found.losses:
        say("No errors, nothing lost.")
    return int(bool(problems))


def _agency(name: str) -> Organization:
    from gainful.domain.organizations.models import Organization

    found = Organization.objects.filter(kind="agency")
    rows = list((found.filter(name__iexact=name) if name else found)[:2])
    if len(rows) != 1:
        raise SystemExit("Name the agency with --agency: there is none of that name, or more than one.")
    return rows[0]


def _import(args: argparse.Namespace) -> int:
    found = _read(args.file)
    return 2 if found is None else with_database(lambda: _store(found, args.agency, save=args.save))


def _store(found: Directory, agency: str, *, save: bool) -> int:
    from django.db import transaction

    from gainful.domain.accounts.actor import SYSTEM_ROLE, Actor, acting_as_system
    from gainful.domain.support.errors import SupportError
    from gainful.imports.directories import import_directory

    with acting_as_system("service directory at the terminal"):
        try:
            done = import_directory(Actor(None, _agency(agency), SYSTEM_ROLE), found)
        except SupportError as error:
            note(f"{error.message} {error.hint}".strip())
            return 1
        if not save:
            transaction.set_rollback(True)
    stored = done.stored
    verb = "Stored" if save else "Would store (nothing is saved without --save)"
    say(f"{verb}: {stored.new:,} new services, {stored.changed:,} changed, {stored.same:,} the same.")
    _listed(
        "Not as HSDS 3 has it, stored as it came", [f"{each.where}: {each.what}" for each in done.problems]
    )
    _listed("Lost", done.losses)
    _listed("To know", done.notes)
    return 0


def _export(args: argparse.Namespace) -> int:
    def work() -> int:
        from gainful.domain.accounts.actor import SYSTEM_ROLE, Actor, acting_as_system
        from gainful.exchange.hsds.writing import as_json
        from gainful.imports.directories import export_directory

        with acting_as_system("service directory exported at the terminal"):
            services, organizations = export_directory(Actor(None, _agency(args.agency), SYSTEM_ROLE))
        args.file.write_text(as_json(services, organizations), encoding="utf-8")
        say(f"{args.file}: {len(services):,} services.")
        return 0

    return with_database(work)

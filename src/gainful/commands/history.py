"""Commands for history: seal it, verify it, export it for an auditor, check an export; erase a person."""

from __future__ import annotations

import argparse
import sys
from pathlib import Path
from typing import Any
from uuid import UUID

from gainful.commands.database import with_database
from gainful.commands.terminal import say


def register(commands: Any) -> None:
    """Add `history` and `erase` to the parser."""
    history = commands.add_parser("history", help="seal, verify and export the history of changes")
    verbs = history.add_subparsers(dest="verb", metavar="VERB", required=True)
    verbs.add_parser("seal", help="seal what is new now").set_defaults(run=lambda _args: with_database(_seal))
    verify = verbs.add_parser("verify", help="name every row that was altered or is missing; exit 1 if any")
    verify.add_argument("--against", type=Path, metavar="FILE", help="an export that an auditor holds")
    verify.set_defaults(run=lambda args: with_database(lambda: _verify(args.against)))
    export = verbs.add_parser("export", help="write the chain of seals, without content, for an auditor")
    export.add_argument("file", type=Path)
    export.set_defaults(run=lambda args: with_database(lambda: _export(args.file)))
    check = verbs.add_parser("check", help="check an export by itself; needs no database")
    check.add_argument("file", type=Path)
    check.set_defaults(run=lambda args: _check(args.file))
    erase = commands.add_parser("erase", help="erase a person for good, as they asked")
    erase.add_argument("person", type=UUID, help="the person's id, as in the address of their page")
    erase.add_argument("--reason", required=True, help="kept in the list of erasures")
    erase.add_argument("--yes", action="store_true", help="do it; without this only say what would be erased")
    erase.set_defaults(run=lambda args: with_database(lambda: _erase(args)))


def _seal() -> int:
    from gainful.domain.accounts.seals import head, seal

    made = seal()
    number, link = head()
    say(f"{made:,} rows sealed; seal {number:,} is {link}")
    return 0


def _verify(against: Path | None) -> int:
    from gainful.domain.accounts.seals import differences, head, verify

    problems = [str(each) for each in verify()]
    if against is not None:
        problems += differences(against.read_text(encoding="utf-8").splitlines())
    for problem in problems:
        say(problem)
    number, link = head()
    if problems:
        sys.stderr.write(f"{len(problems):,} things do not fit among {number:,} seals.\n")
        return 1
    say(f"All {number:,} seals fit; the newest is {link}. Written down elsewhere, it proves all before it.")
    return 0


def _export(file: Path) -> int:
    from gainful.domain.accounts.seals import export

    with file.open("w", encoding="utf-8") as target:
        lines = sum(1 for line in export() if target.write(f"{line}\n"))
    say(f"{file}  {lines:,} seals. Anybody can check it: gainful history check {file}")
    return 0


def _check(file: Path) -> int:
    from gainful.exchange.seal_export import check_export

    try:
        with file.open(encoding="utf-8") as lines:
            number, problems = check_export(lines)
    except (OSError, ValueError, KeyError) as error:
        sys.stderr.write(f"{file} is not an export of history: {error}\n")
        return 2
    for problem in problems:
        say(problem)
    say(f"{number:,} seals, {len(problems):,} that do not fit.")
    return int(bool(problems))


def _erase(args: argparse.Namespace) -> int:
    from gainful.domain.accounts.actor import acting_as_system
    from gainful.domain.participants.models import Participant
    from gainful.imports.erasures import erase_and_note

    with acting_as_system("erasure asked"):
        person = Participant.objects.filter(pk=args.person).first()
    if person is None:
        sys.stderr.write(f"There is no person {args.person}.\n")
        return 1
    if not args.yes:
        say(f"Would erase {person.code} with everything about them, also from history. Say --yes to do it.")
        return 0
    done = erase_and_note(args.person, asked_by="terminal", reason=args.reason)
    say(
        f"Erased: {done.rows:,} rows and {done.history_rows:,} rows of history. Backups end with their retention."
    )
    return 0

"""`gainful import people FILE`, `… courses FILE`, `… workforce FILE`: into the database, all or none."""

from __future__ import annotations

import argparse
import json
import sys
from collections.abc import Mapping
from datetime import timedelta
from pathlib import Path
from typing import Any

from gainful.commands.terminal import fail, note, say

PROBLEMS_TOLD = 20
ASKED_WRONGLY = 2
ROLES = {
    "people": "program_manager", "courses": "program_manager", "workforce": "employer", "exchange": "program_manager"
}  # fmt: skip
WHO = {kind: role.replace("_", " ") for kind, role in ROLES.items()}
SAY = {"columns": "Use --map.", "dates": "Say --dates mdy or --dates dmy."}


def register(commands: Any) -> None:
    """Add the command to the parser."""
    bring = commands.add_parser(
        "import", help="bring people, courses or a workforce into the database from a spreadsheet"
    )
    kinds = bring.add_subparsers(dest="kind", metavar="KIND", required=True)
    for kind in ROLES:
        words = "another system's people" if kind == "exchange" else kind
        one = kinds.add_parser(kind, help=f"a CSV or XLSX file of {words}")
        one.add_argument("file", type=Path)
        one.add_argument(
            "--by", required=True, metavar="EMAIL", help=f"the {WHO[kind]} in whose name it is done"
        )
        one.add_argument(
            "--map", action="append", default=[], metavar="FIELD=COLUMN", help="a column by another name"
        )
        one.add_argument("--dates", choices=("mdy", "dmy"), help="how numeric dates are written")
        one.add_argument("--dry-run", action="store_true", help="only look; save nothing")
        one.add_argument("--json", action="store_true")
        if kind == "people":
            one.add_argument(
                "--situation",
                choices=("displaced", "incumbent", "nontraditional"),
                default="",
                help="of those whose situation the file does not say",
            )
            one.add_argument("--basis", choices=("signed_form", "verbal"), default="signed_form")
            one.add_argument(
                "--consent-days", type=int, default=365, help="how long the consents last (default 365)"
            )
        one.set_defaults(run=_import)


def _import(args: argparse.Namespace) -> int:
    from gainful.commands.database import with_database

    wrong = [pair for pair in args.map if "=" not in pair]
    if wrong:
        fail(f"--map {wrong[0]}: write it as FIELD=COLUMN, such as --map code=ClientNo.")
        return ASKED_WRONGLY
    return with_database(lambda: _bring(args))


def _bring(args: argparse.Namespace) -> int:
    from django.core.exceptions import PermissionDenied, ValidationError

    from gainful.domain.accounts.actor import acting_as, acting_as_system
    from gainful.domain.organizations.queries import membership_for
    from gainful.exchange.tables.errors import UnreadableTable
    from gainful.imports.incoming import Unclear

    with acting_as_system("gainful import"):
        membership = membership_for(args.by, ROLES[args.kind])
    if membership is None:
        return fail(
            f"No {WHO[args.kind]} has the address {args.by}.\nAn operator gives the role on “People and organizations”."
        )
    try:
        with acting_as(
            membership.user, membership.organization, role=membership.role, reason="gainful import"
        ) as actor:
            report = _run(actor, args)
    except Unclear as error:
        return fail(
            f"{args.file.name}: {error.message}\n{error.hint} {SAY[error.what]}".strip()
            + "\nNothing was saved."
        )
    except UnreadableTable as error:
        return fail(f"{args.file.name}: {error.message}\n{error.hint}\nNothing was saved.")
    except (ValidationError, PermissionDenied) as error:
        return fail(f"{' '.join(getattr(error, 'messages', [str(error)]))}\nNothing was saved.")
    _tell(report, args)
    return 0


def _run(actor: Any, args: argparse.Namespace) -> dict[str, Any]:
    from gainful.imports.incoming import COURSES, Tally, open_incoming, save

    renamed = dict(pair.split("=", 1) for pair in args.map)
    incoming = open_incoming(
        args.kind, args.file, args.file.name, renamed=renamed, dates=args.dates,
        situation=getattr(args, "situation", ""),
    )  # fmt: skip
    told_before = incoming.file.understood()
    for said in told_before:
        note(f"{args.file.name}: {said}")
    incoming.file.require_clear()
    tally = Tally(PROBLEMS_TOLD)
    records = tally.usable(incoming.rows())
    if args.dry_run:
        outcome: dict[str, Any] = {"saved": False, "ready": sum(1 for _ in records)}
    else:
        done = save(actor, args.kind, records, _attested(args), progress=_progress)
        outcome = {"added": done.added, "updated": done.updated, "saved": True}
        outcome |= {"closed": list(done.closed)} if args.kind != COURSES else {}
        for said in done.notes:
            note(said)
    if sys.stderr.isatty():
        sys.stderr.write("\n")
    unsaid: list[str] = getattr(incoming.file, "unsaid_note", list)()
    for said in (*incoming.file.table.left_out_note(), *unsaid):
        if said not in told_before:
            note(f"{args.file.name}: {said}")
    if unsaid and not args.situation:
        note("Say --situation to choose another.")
    told = {"rows": tally.rows, "refused": tally.refused, "problems": tally.problems}
    return {"file": args.file.name, **told, **outcome}


def _attested(args: argparse.Namespace) -> Any:
    from django.utils import timezone

    from gainful.domain.participants.actions import Attestation, end_of

    if args.kind != "people":
        return None
    return Attestation(end_of(timezone.localdate() + timedelta(days=args.consent_days)), args.basis)


def _progress(done: int) -> None:
    if sys.stderr.isatty():
        sys.stderr.write(f"\r{done:,} people")
        sys.stderr.flush()


def _tell(report: Mapping[str, Any], args: argparse.Namespace) -> None:
    if args.json:
        say(json.dumps(report, indent=2, ensure_ascii=False))
        return
    if report["saved"]:
        say(
            f"{report['added']:,} added, {report['updated']:,} brought up to date, "
            f"{report['refused']:,} need correction."
        )
    else:
        say(f"{report['ready']:,} rows are ready, {report['refused']:,} need correction. Nothing was saved.")
    for problem in report["problems"]:
        say(f"  line {problem['line']}, {problem['column']}: {problem['message']}")
    if report.get("closed"):
        left = "count and stay unseen" if args.kind == "workforce" else "were left alone"
        say(f"{len(report['closed']):,} people took their consent back and {left}.")

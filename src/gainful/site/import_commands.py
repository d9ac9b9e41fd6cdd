"""`gainful import people FILE` and `gainful import courses FILE`: into the database, all or none."""

from __future__ import annotations

import argparse
import json
import sys
from collections.abc import Iterator, Mapping
from datetime import datetime, time, timedelta
from pathlib import Path
from typing import Any

from gainful.site.files import fail, say

PROBLEMS_TOLD = 20
ASKED_WRONGLY = 2


def register(commands: Any) -> None:
    """Add the command to the parser."""
    bring = commands.add_parser("import", help="bring people or courses into the database from a spreadsheet")
    kinds = bring.add_subparsers(dest="kind", metavar="KIND", required=True)
    for kind in ("people", "courses"):
        one = kinds.add_parser(kind, help=f"a CSV or XLSX file of {kind}")
        one.add_argument("file", type=Path)
        one.add_argument(
            "--by", required=True, metavar="EMAIL", help="the program manager in whose name it is done"
        )
        one.add_argument(
            "--map", action="append", default=[], metavar="FIELD=COLUMN", help="a column by another name"
        )
        one.add_argument("--dates", choices=("mdy", "dmy"), help="how numeric dates are written")
        one.add_argument("--dry-run", action="store_true", help="only look; save nothing")
        one.add_argument("--json", action="store_true")
        if kind == "people":
            one.add_argument("--basis", choices=("signed_form", "verbal"), default="signed_form")
            one.add_argument(
                "--consent-days", type=int, default=365, help="how long the consents last (default 365)"
            )
        one.set_defaults(run=_import)


def _import(args: argparse.Namespace) -> int:
    from gainful.site.commands import with_database

    wrong = [pair for pair in args.map if "=" not in pair]
    if wrong:
        fail(f"--map {wrong[0]}: write it as FIELD=COLUMN, such as --map code=ClientNo.")
        return ASKED_WRONGLY
    return with_database(lambda: _bring(args))


def _bring(args: argparse.Namespace) -> int:
    from django.core.exceptions import PermissionDenied, ValidationError

    from gainful.domain.accounts.actor import acting_as, acting_as_system
    from gainful.domain.organizations.queries import membership_for
    from gainful.exchange.tabular import UnreadableTable

    with acting_as_system("gainful import"):
        membership = membership_for(args.by, "program_manager")
    if membership is None:
        return fail(
            f"No program manager has the address {args.by}.\nAn operator gives the role on “People and organizations”."
        )
    try:
        with acting_as(
            membership.user, membership.organization, role=membership.role, reason="gainful import"
        ) as actor:
            report = _run(actor, args)
    except UnreadableTable as error:
        return fail(f"{args.file.name}: {error.message}\n{error.hint}\nNothing was saved.")
    except (ValidationError, PermissionDenied) as error:
        return fail(f"{' '.join(getattr(error, 'messages', [str(error)]))}\nNothing was saved.")
    _tell(report, args)
    return 0


def _run(actor: Any, args: argparse.Namespace) -> dict[str, Any]:
    from gainful.domain.organizations.courses.actions import import_courses
    from gainful.domain.organizations.courses.queries import known_codes
    from gainful.engine.occupations import load_reference
    from gainful.exchange import courses, people
    from gainful.exchange.cells import DateOrder

    order = DateOrder(args.dates) if args.dates else None
    is_people = args.kind == "people"
    opener: Any = people.open_people if is_people else courses.open_courses
    file = opener(args.file, args.file.name, date_order=order, reference=load_reference())
    file.mapping.update(dict(pair.split("=", 1) for pair in args.map))
    _check(file)
    report: dict[str, Any] = {"file": args.file.name, "rows": 0, "refused": 0, "problems": [], "saved": False}
    rows = (
        file.rows() if is_people else courses.check_catalogue(list(file.rows()), file.mapping, known_codes())
    )
    records = _usable(rows, report)
    if args.dry_run:
        report["ready"] = sum(1 for _ in records)
        return report
    if is_people:
        done = _save_people(actor, records, args)
        report |= {"added": done.added, "updated": done.updated, "closed": done.closed, "saved": True}
    else:
        added, updated = import_courses(actor, list(records))
        report |= {"added": added, "updated": updated, "saved": True}
    return report


def _check(file: Any) -> None:
    from gainful.exchange.tabular import UnreadableTable

    if messages := file.messages():
        raise UnreadableTable(
            " ".join(messages), f"Its columns are: {', '.join(file.table.header)}. Use --map."
        )
    if file.needs_date_order:
        raise UnreadableTable("Its dates can be read in two ways.", "Say --dates mdy or --dates dmy.")


def _usable(rows: Any, report: dict[str, Any]) -> Iterator[Any]:
    for row in rows:
        report["rows"] += 1
        if row.record is not None:
            yield row.record
            continue
        report["refused"] += 1
        if len(report["problems"]) < PROBLEMS_TOLD:
            report["problems"] += [
                {"line": row.line, "column": p.column, "message": p.message} for p in row.problems
            ]


def _save_people(actor: Any, records: Iterator[Any], args: argparse.Namespace) -> Any:
    from django.utils import timezone

    from gainful.domain.participants.actions import Attestation, import_people

    last = timezone.localdate() + timedelta(days=args.consent_days)
    until = timezone.make_aware(datetime.combine(last, time.max))

    def progress(done: int) -> None:
        if sys.stderr.isatty():
            sys.stderr.write(f"\r{done:,} people")
            sys.stderr.flush()

    done = import_people(actor, records, Attestation(until, args.basis), progress=progress)
    if sys.stderr.isatty():
        sys.stderr.write("\n")
    return done


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
        say(f"{len(report['closed']):,} people took their consent back and were left alone.")

"""`gainful measures`: indicators out of the database, their files, the waves; as a manager of an agency sees them."""

from __future__ import annotations

import argparse
import json
from collections.abc import Callable
from pathlib import Path
from typing import Any

from gainful.commands.database import Rows, lister, with_database
from gainful.commands.indicators import day
from gainful.commands.terminal import fail, note, say

MOST = 10_000
DECISIONS = {"same": "say_same", "different": "say_different", "unsure": "cannot_tell", "open": "open_again"}


def register(commands: Any) -> None:
    """Add the commands to the parser."""
    asked = commands.add_parser(
        "measures", help="indicators out of the database, and the files that they come from"
    )
    parts = asked.add_subparsers(dest="part", metavar="PART", required=True)
    for name, about, work in (
        ("indicators", "the figures of the page as data (docs/schema/indicators.schema.json)", _indicators),
        ("files", "the files that gainful indicators reads, people by their ID", _files),
        ("package", "every table of results as a Frictionless Data Package, CSV and Parquet", _package),
    ):
        part = parts.add_parser(name, help=about)
        part.add_argument(
            "--agency", required=True, metavar="NAME", help="whose figures, as a manager of it sees them"
        )
        part.add_argument(
            "--as-of", type=day, metavar="DAY", help="the day that the answer is true for (default today)"
        )
        part.set_defaults(run=_run(work))
        if name != "indicators":
            part.add_argument("--out", type=Path, required=True, metavar="DIR")
        if name == "package":
            part.add_argument("--no-people", action="store_true", help="leave out tables with a row a person")
        if name != "files":
            part.add_argument(
                "--by", default="", metavar="CUT", help="our_program, site, cohort, curriculum, …"
            )
            part.add_argument("--exits-from", type=day, metavar="DAY")
            part.add_argument("--exits-to", type=day, metavar="DAY")
    _add_release(parts)
    wages = parts.add_parser("wages", help="bring files of wage records into an agency's store")
    wages.add_argument("files", type=Path, nargs="+", metavar="FILE")
    wages.add_argument("--agency", required=True, metavar="NAME", help="whose store, as a manager of it")
    wages.set_defaults(run=_run(_wages))
    link = parts.add_parser("link", help="compare an agency's people with the people behind its wage records")
    link.add_argument(
        "file", type=Path, metavar="FILE", help="person, first_name, last_name, birth_date, ssn4, zip"
    )
    link.add_argument(
        "--own",
        type=Path,
        metavar="FILE",
        help="person, birth_date, ssn4 of the agency's people; it is not kept",
    )
    link.add_argument("--agency", required=True, metavar="NAME", help="whose people, as a manager of it")
    link.set_defaults(run=_run(_link))
    pairs = parts.add_parser("pairs", help="doubtful links of wage records as CSV")
    pairs.add_argument(
        "--agency", required=True, metavar="NAME", help="whose pairs, as a manager of it sees them"
    )
    pairs.add_argument("--show", choices=("waits", "unsure", "decided"), default="waits")
    pairs.set_defaults(run=_run(_pairs))
    decide = parts.add_parser("decide", help="decide a doubtful link, or take a decision back")
    decide.add_argument("pair", metavar="PAIR", help="its id, from gainful measures pairs")
    decide.add_argument("decision", choices=tuple(DECISIONS))
    decide.add_argument("--note", default="", help="what the decision rests on")
    decide.add_argument("--agency", required=True, metavar="NAME", help="whose pair, as a manager of it")
    decide.set_defaults(run=_run(_decide))
    said = parts.add_parser("self-reports", help="answers beside the wage records of their quarter, as CSV")
    said.add_argument(
        "--agency", required=True, metavar="NAME", help="whose answers, as a manager of it sees them"
    )
    said.add_argument("--all", action="store_true", help="those that agree with the record too")
    said.set_defaults(run=_run(_self_reports))
    words = parts.add_parser("said", help="answers that two people read for topics, as CSV")
    words.add_argument("--agency", required=True, metavar="NAME", help="whose answers, as a manager of it")
    words.add_argument("--topics", action="store_true", help="the topics with counts and kappa instead")
    words.set_defaults(run=_run(_said))
    waves = parts.add_parser("waves", help="who was asked how it goes, and where it stands, as CSV")
    waves.add_argument("--state", default="", help="only questions in this state")
    waves.set_defaults(run=lister(_waves))


def _add_release(parts: Any) -> None:
    leaving = parts.add_parser(
        "release", help="what would leave the agency, what would be held back and why; then release it"
    )
    leaving.add_argument("--agency", required=True, metavar="NAME", help="whose figures, as a manager of it")
    leaving.add_argument("--by", default="our_program", metavar="CUT", help="our_program (default), site, …")
    leaving.add_argument("--json", action="store_true", help="as data")
    leaving.add_argument(
        "--preview", metavar="ID", help="release what this look of today showed; without it nothing leaves"
    )
    leaving.set_defaults(run=_run(_release))


def _run(work: Callable[[argparse.Namespace, Any], int]) -> Callable[[argparse.Namespace], int]:
    """Return a command that works as a manager of the agency: the database shows whom they may see, no more."""

    def inside(args: argparse.Namespace) -> int:
        from gainful.domain.accounts.actor import acting_as, acting_as_system
        from gainful.domain.job_orders.errors import JobOrderError
        from gainful.domain.organizations.models import Membership

        with acting_as_system("measures at the terminal"):
            held = Membership.objects.filter(
                organization__name=args.agency, role="program_manager", ended_at=None, user__is_active=True
            ).select_related("user", "organization")
            manager = held.order_by("pk").first()
        if manager is None:
            return fail(
                f"There is no agency “{args.agency}” with a program manager.",
                "Write its name as it stands there.",
            )
        try:
            with acting_as(
                manager.user, manager.organization, role="program_manager", reason="terminal"
            ) as actor:
                return work(args, actor)
        except JobOrderError as error:
            return fail(f"{error.message} {error.hint}".strip())

    return lambda args: with_database(lambda: inside(args))


def _indicators(args: argparse.Namespace, actor: Any) -> int:
    from gainful.imports.measured import Wanted, measure

    wanted = Wanted(args.by, None, args.as_of, args.exits_from, args.exits_to)
    found = measure(actor, wanted, again=True)
    if found is None:
        return fail("There is nobody to count yet: figures begin with a service.")
    say(json.dumps(found.body, indent=2, ensure_ascii=False, allow_nan=False))
    return 0


def _files(args: argparse.Namespace, actor: Any) -> int:
    from gainful.imports.measured import WEEKS, Wanted, export_files

    args.out.mkdir(parents=True, exist_ok=True, mode=0o700)
    names = export_files(actor.organization, args.out, Wanted(as_of=args.as_of).checked())
    if not names:
        return fail("There is nobody to count yet: figures begin with a service.")
    for name in names:
        say(str(args.out / name))
    note(f"The page counts a placement within {WEEKS} weeks: --placement-weeks {WEEKS}.")
    return 0


def _package(args: argparse.Namespace, actor: Any) -> int:
    from gainful.exchange.data_package import write_package
    from gainful.imports.measured import Wanted
    from gainful.imports.result_tables import result_package

    wanted = Wanted(args.by, None, args.as_of, args.exits_from, args.exits_to)
    made = result_package(actor, wanted, people=not args.no_people)
    write_package(args.out, made)
    for name in made:
        say(str(args.out / name))
    note("Exact figures: what may leave the agency is data/released.csv alone.")
    return 0


def _release(args: argparse.Namespace, actor: Any) -> int:
    """Show what would leave; release what was looked at where its ID is given."""
    from gainful.domain.measures.actions import release
    from gainful.domain.measures.queries import preview
    from gainful.exchange.outcome_files.held_back import held_back, held_back_lines
    from gainful.exchange.outcome_files.present_published import published_lines
    from gainful.imports.measured import preview_release

    if args.preview:
        seen = preview(actor, args.preview) if _is_id(args.preview) else None
        if seen is None:
            return fail(f"There is no preview {args.preview}.", "Look first: leave --preview out.")
        say(f"Released: {release(actor, seen)}, as of {seen.as_of}. The next set leaves in another quarter.")
        return 0
    found = preview_release(actor, args.by)
    if args.json:
        held = [one.data() for one in held_back(found.body, found.counts)]
        told = {"id": str(found.pk), "body": found.body, "held_back": held}
        say(json.dumps(told, indent=2, ensure_ascii=False, allow_nan=False))
    else:
        say("\n".join(published_lines(found.body)))
        say("\n".join(["", *held_back_lines(found.body, found.counts)]))
    note(
        "Nothing has left. To release exactly this today:\n"
        f"  gainful measures release --agency {args.agency!r} --preview {found.pk}"
    )
    return 0


def _is_id(text: str) -> bool:
    from uuid import UUID

    try:
        return bool(UUID(text))
    except ValueError:
        return False


def _wages(args: argparse.Namespace, actor: Any) -> int:
    from gainful.commands.wages import progress_bar
    from gainful.imports.wage_files import bring_in, records_of

    for file in args.files:
        done = bring_in(actor, file, progress=progress_bar(file.name))
        known = " (was brought in before; nothing changed)" if done.was_known else ""
        say(f"{done.name}: {done.rows:,} rows, {done.refused:,} refused{known}")
    for each in records_of(actor).quarters:
        say(f"{each.quarter}  {each.rows:>12,}  {'in' if each.is_in else 'still arriving'}")
    return 0


def _link(args: argparse.Namespace, actor: Any) -> int:
    from gainful.imports.wage_linking import link_records

    done = link_records(actor, args.file, args.own)
    say(
        f"{done.linked:,} of {done.people:,} people are linked, among {done.wage_people:,} in {done.name}. "
        f"{done.waiting:,} pairs wait for a person: gainful measures pairs --agency {args.agency!r}"
    )
    return 0


def _pairs(args: argparse.Namespace, actor: Any) -> int:
    import sys

    from gainful.domain.measures.pair_queries import wage_pairs
    from gainful.domain.participants.actions import record_reads
    from gainful.exchange.tables.writing import csv_lines
    from gainful.imports.wage_linking import PAIR_COLUMNS, pair_line

    rows = list(wage_pairs(actor, args.show)[:MOST])
    record_reads(actor, [row.participant_id for row in rows], what="List of wage records exported")
    sys.stdout.writelines(csv_lines(PAIR_COLUMNS, map(pair_line, rows)))
    return 0


def _decide(args: argparse.Namespace, actor: Any) -> int:
    from uuid import UUID

    from gainful.domain.measures.actions import decide_pair

    try:
        pair = UUID(args.pair)
    except ValueError:
        return fail(f"{args.pair} is no id of a pair.", "List them: gainful measures pairs --agency NAME")
    done = decide_pair(actor, pair, DECISIONS[args.decision], args.note)
    say(f"{done.pk}: {done.state}")
    return 0


def _self_reports(args: argparse.Namespace, actor: Any) -> int:
    import sys

    from gainful.domain.participants.actions import record_reads
    from gainful.exchange.tables.writing import csv_lines
    from gainful.imports.self_reports import COLUMNS, beside

    rows = beside(actor, only_differing=not args.all)
    record_reads(actor, [row.participant.pk for row in rows], what="Answers and wage records exported")
    cells = (["" if cell is None else cell for cell in row.row()] for row in rows)
    sys.stdout.writelines(csv_lines(COLUMNS, cells))
    return 0


def _said(args: argparse.Namespace, actor: Any) -> int:
    import sys

    from gainful.domain.measures import said_queries as said
    from gainful.domain.participants.actions import record_reads
    from gainful.exchange.tables.writing import csv_lines
    from gainful.imports.result_tables import SAID, said_rows

    if args.topics:
        sys.stdout.writelines(csv_lines([column.name for column in SAID], said_rows(actor)))
        return 0
    rows = said.coded_rows(actor)
    record_reads(actor, said.people_of(row[0] for row in rows), what="Their words exported")
    sys.stdout.writelines(csv_lines(said.CODED, rows))
    return 0


def _waves(state: str) -> Rows:
    from gainful.domain.measures.models import FollowUp

    yield ("id", "agency", "person_id", "side", "clock", "moment", "group", "began", "due", "state")
    found = FollowUp.objects.select_related("organization", "participant").order_by("due_on", "id")
    for row in (found.filter(state=state) if state else found)[:MOST]:
        yield (
            row.pk, row.organization, row.participant.code, row.side, row.clock, row.moment, row.arm, row.began_on,
            row.due_on, row.state,
        )  # fmt: skip

"""Commands about people: records of one person put together and taken apart, records passed on by file."""

from __future__ import annotations

import argparse
import sys
from collections.abc import Callable
from typing import Any
from uuid import UUID

from gainful.commands.database import with_database
from gainful.commands.terminal import note, say
from gainful.exchange.tables.writing import SafeWriter

AGENCY = "the agency that registered them, by name or id"


def register(commands: Any) -> None:
    """Add `participants` with its verbs to the parser."""
    parser = commands.add_parser(
        "participants", help="find people who are registered twice, put them together, take apart"
    )
    verbs = parser.add_subparsers(dest="verb", metavar="VERB", required=True)
    found = verbs.add_parser(
        "duplicates", help="look through an agency's people; print pairs to look at, as CSV"
    )
    found.add_argument("agency", help=AGENCY)
    found.set_defaults(run=_run(_duplicates))
    merge = verbs.add_parser(
        "merge", help="put one record into another; without --yes only say what would happen"
    )
    merge.add_argument("agency", help=AGENCY)
    merge.add_argument("kept", help="person ID that is kept")
    merge.add_argument("other", help="person ID whose record is put into it")
    merge.add_argument("--reason", required=True, help="how it is known; the person reads it")
    merge.add_argument("--yes", action="store_true", help="do it")
    merge.set_defaults(run=_run(_merge))
    undo = verbs.add_parser("unmerge", help="take two records apart again; prints what went where")
    undo.add_argument("merge", type=UUID, help="the id that `merge` printed")
    undo.add_argument("--reason", required=True, help="why these are two people; the person reads it")
    undo.add_argument(
        "--go", action="append", default=[], metavar="TABLE[/ROW]",
        help="what was added since and goes to the other record; the rest stays with the kept one",
    )  # fmt: skip
    undo.add_argument("--dry-run", action="store_true", help="only print what was added since")
    undo.set_defaults(run=_run(_unmerge))
    out = verbs.add_parser("pass-on", help="print the file of people who agreed to it, for another system")
    out.add_argument(
        "--by", required=True, metavar="EMAIL", help="the program manager in whose name it is done"
    )
    out.add_argument(
        "--partner", required=True, help="the agency that gets the file; each person reads the name"
    )
    out.set_defaults(run=_run(_pass_on))


def _run(work: Callable[[argparse.Namespace], int]) -> Callable[[argparse.Namespace], int]:
    def told(args: argparse.Namespace) -> int:
        from django.core.exceptions import PermissionDenied, ValidationError

        try:
            return work(args)
        except ValidationError as error:
            sys.stderr.write(" ".join(error.messages) + "\n")
        except (PermissionDenied, LookupError) as error:
            sys.stderr.write(f"{error}\n")
        return 1

    return lambda args: with_database(lambda: told(args))


def _agency(words: str) -> Any:
    from gainful.domain.organizations.models import Organization

    found = list(Organization.objects.filter(name=words))
    if not found:
        try:
            found = list(Organization.objects.filter(pk=UUID(words)))
        except ValueError:
            found = []
    if len(found) != 1:
        raise LookupError(f"{len(found)} agencies are called {words!r}. Give the id of one.")
    return found[0]


def _duplicates(args: argparse.Namespace) -> int:
    from gainful.domain.accounts.actor import acting_as_system
    from gainful.domain.participants.actions import find_duplicates
    from gainful.domain.participants.duplicate_queries import reasons
    from gainful.domain.participants.models import DuplicatePair
    from gainful.domain.participants.states import PairState

    with acting_as_system("duplicates looked for at the terminal") as actor:
        agency = _agency(args.agency)
        find_duplicates(actor, agency)
        out = SafeWriter(sys.stdout)
        out.writerow(("person_id", "other_person_id", "weight_bits", "agrees"))
        rows = DuplicatePair.objects.filter(organization=agency, state=PairState.OPEN)
        for row in rows.select_related("first", "second").order_by("-weight", "id"):
            out.writerow((row.first.code, row.second.code, row.weight, "; ".join(reasons(row))))
    return 0


def _merge(args: argparse.Namespace) -> int:
    from gainful.domain.accounts.actor import acting_as_system
    from gainful.domain.participants.actions import merge_people
    from gainful.domain.participants.actions.merge_consents import shown_less
    from gainful.domain.participants.models import Participant

    with acting_as_system("merge at the terminal") as actor:
        people = Participant.objects.filter(registered_by=_agency(args.agency), merged_into=None)
        both = []
        for code in (args.kept, args.other):
            person = people.filter(code=code).select_related("registered_by").first()
            if person is None:
                raise LookupError(f"{args.agency} has nobody with the person ID {code}.")
            both.append(person)
        if less := shown_less(*both):
            say(f"Sees neither record afterwards: {', '.join(less)}")
        if not args.yes:
            say(f"Would put {args.other} into {args.kept}. Say --yes to do it.")
            return 0
        merge = merge_people(actor, *both, reason=args.reason)
    for line, count in sorted(merge.moved.items()):
        say(f"{line}: {count:,}")
    say(f"Put together as {merge.pk}. To take apart: gainful participants unmerge {merge.pk} --reason WHY")
    return 0


def _pass_on(args: argparse.Namespace) -> int:
    from gainful.domain.accounts.actor import acting_as, acting_as_system
    from gainful.domain.organizations.queries import membership_for
    from gainful.exchange.tables.writing import csv_lines
    from gainful.imports.exchanged import file_for

    with acting_as_system("gainful participants pass-on"):
        membership = membership_for(args.by, "program_manager")
    if membership is None:
        raise LookupError(f"No program manager has the address {args.by}.")
    with acting_as(
        membership.user, membership.organization, role=membership.role, reason="passed on"
    ) as actor:
        made = file_for(actor, args.partner)
        lines = list(csv_lines(made.header, made.lines))
    sys.stdout.writelines(lines)
    note(f"{made.people:,} people, {made.ended:,} ended records.")
    return 0


def _unmerge(args: argparse.Namespace) -> int:
    from gainful.domain.accounts.actor import acting_as_system
    from gainful.domain.participants.actions import unmerge_people
    from gainful.domain.participants.actions.unmerge import rows_since
    from gainful.domain.participants.models import RecordMerge

    with acting_as_system("unmerge at the terminal") as actor:
        merge = RecordMerge.objects.filter(pk=args.merge).select_related("organization").first()
        if merge is None:
            raise LookupError(f"There is no merge {args.merge}.")
        if args.dry_run:
            for table, rows in rows_since(merge).items():
                for pk, words in rows:
                    say(f"added {table}/{pk}: {words}")
            return 0
        done = unmerge_people(actor, merge, reason=args.reason, choices=dict.fromkeys(args.go, "go"))
    for word in ("back", "changed", "added", "sent", "removed"):
        for line, count in sorted(done.given_back[word].items()):
            say(f"{word} {line}: {count:,}")
    for line in done.given_back["kept"]:
        say(f"stays as decided since: {line}")
    return 0

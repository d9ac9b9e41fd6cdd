"""`gainful mentors` and `gainful practice`: the register, who fits whom of all of it, practice work, as CSV."""

from __future__ import annotations

import argparse
import sys
from collections.abc import Callable
from typing import Any

from gainful.commands.database import Rows, with_database
from gainful.commands.terminal import fail
from gainful.exchange.tables.writing import SafeWriter

BY = ("program_manager", "coach")
"""In which role somebody acts at the terminal: the first of these that they hold."""


def register(commands: Any) -> None:
    """Add both commands to the parser."""
    mentors = commands.add_parser("mentors", help="the register of mentors, and who fits whom and why")
    verbs = mentors.add_subparsers(dest="verb", metavar="VERB", required=True)
    listing = verbs.add_parser("list", help="print who gives what, to how many, as CSV")
    match = verbs.add_parser(
        "match", help="print stable pairs of everybody who wants a mentor and every mentor with room, as CSV"
    )
    practice = commands.add_parser("practice", help="practice employment and internships")
    of_practice = practice.add_subparsers(dest="verb", metavar="VERB", required=True)
    agreements = of_practice.add_parser("list", help="print agreements with confirmed hours, as CSV")
    for verb, rows in ((listing, _mentors), (match, _match), (agreements, _agreements)):
        verb.add_argument("--by", required=True, metavar="EMAIL", help="the member of staff who looks")
        verb.set_defaults(run=_as_staff(rows))


def _as_staff(rows: Callable[[Any], Rows]) -> Callable[[argparse.Namespace], int]:
    """Return a command that prints what a named member of staff may see; each person's read log notes it."""

    def inside(args: argparse.Namespace) -> int:
        from gainful.domain.accounts.actor import acting_as, acting_as_system
        from gainful.domain.organizations.queries import membership_for

        with acting_as_system("gainful mentors"):
            held = next((found for role in BY if (found := membership_for(args.by, role))), None)
        if held is None:
            return fail(
                f"No manager and no coach has the address {args.by}.",
                "An operator gives the role on “People and organizations”.",
            )
        with acting_as(held.user, held.organization, role=held.role, reason="gainful mentors") as actor:
            lines = list(rows(actor))
        SafeWriter(sys.stdout).writerows(lines)
        return 0

    return lambda args: with_database(lambda: inside(args))


def _mentors(actor: Any) -> Rows:
    from gainful.domain.participants.actions import record_reads
    from gainful.domain.support.mentor_queries import mentors

    rows = list(mentors(actor))
    graduates = {row.participant_id for row in rows if row.participant_id}
    record_reads(actor, graduates, what="Register of mentors read at the terminal")
    yield "id", "name", "job", "employer", "gives", "languages", "times", "people_at_once", "meets", "state"
    for row in rows:
        yield (
            row.pk, row.name, row.job_title, row.employer_name, ";".join(row.gives), ";".join(row.languages),
            ";".join(row.times), row.capacity, getattr(row, "meets", 0), row.state,
        )  # fmt: skip


def _match(actor: Any) -> Rows:
    from gainful.domain.participants.actions import record_reads
    from gainful.domain.support.mentor_queries import suggestions

    found = suggestions(actor, most=(None, None))
    people = [each.person.pk for each in found]
    record_reads(actor, people, what="Seen among people who want a mentor, at the terminal")
    yield "person_id", "mentor_id", "mentor", "points", "reasons"
    for each in found:
        yield (
            each.person.code,
            each.mentor.pk,
            each.mentor.name,
            each.pair.score,
            "; ".join(each.pair.reasons),
        )


def _agreements(actor: Any) -> Rows:
    from gainful.domain.participants.actions import record_reads
    from gainful.domain.support.practice_queries import agreements

    rows = list(agreements(actor).select_related("participant"))
    record_reads(actor, {row.participant_id for row in rows}, what="Practice work read at the terminal")
    yield (
        "id", "person_id", "kind", "work", "host", "from", "until", "hours_a_week", "hours_confirmed", "state",
        "outcome",
    )  # fmt: skip
    for row in rows:
        yield (
            row.pk, row.participant.code, row.kind, row.work, row.host_name, row.starts_on, row.ends_on,
            row.hours_per_week, getattr(row, "confirmed", 0), row.state, row.outcome,
        )  # fmt: skip

"""`gainful workforce inventory` and `gainful workforce needs`: an employer's own people, as CSV; nobody is named."""

from __future__ import annotations

import argparse
import sys
from collections.abc import Callable
from typing import Any

from gainful.commands.database import Rows, with_database
from gainful.commands.terminal import fail
from gainful.exchange.tables.writing import SafeWriter


def register(commands: Any) -> None:
    """Add the commands to the parser."""
    parser = commands.add_parser("workforce", help="an employer's skills inventory and what it needs, as CSV")
    verbs = parser.add_subparsers(dest="verb", metavar="VERB", required=True)
    for verb, about, rows in (
        ("inventory", "levels by role; an empty cell is not known or not shown", _inventory),
        ("needs", "what is needed by when, what is there, and which role is nearest", _needs),
    ):
        one = verbs.add_parser(verb, help=about)
        one.add_argument("--by", required=True, metavar="EMAIL", help="the employer in whose name it is read")
        one.set_defaults(run=_printer(rows))


def _printer(rows: Callable[[Any], Rows]) -> Callable[[argparse.Namespace], int]:
    def run(args: argparse.Namespace) -> int:
        def work() -> int:
            from gainful.domain.accounts.actor import acting_as, acting_as_system
            from gainful.domain.organizations.queries import membership_for

            with acting_as_system("gainful workforce"):
                member = membership_for(args.by, "employer")
            if member is None:
                return fail(f"No employer has the address {args.by}.")
            with acting_as(
                member.user, member.organization, role=member.role, reason="gainful workforce"
            ) as actor:
                SafeWriter(sys.stdout).writerows(rows(actor))
            return 0

        return with_database(work)

    return run


def _inventory(actor: Any) -> Rows:
    import numpy as np

    from gainful.domain.workforce import queries

    found = queries.inventory(actor)
    names = [found.reference.elements[int(place)].name for place in found.columns]
    yield ("code", "role", "people", "agreed", "counted_in_levels", "by_own_profile", *names)
    for row, code in enumerate(found.roles):
        levels = ("" if np.isnan(level) else f"{level:.2f}" for level in found.mean[row])
        counts = (found.headcount[row], found.agreed[row], found.counted[row], found.told[row])
        yield (code, found.reference.occupation(code).title, *counts, *levels)


def _needs(actor: Any) -> Rows:
    from gainful.domain.workforce import queries

    yield (
        "by", "people", "occupation", "competency", "level", "have", "missing", "nearest", "hours_low", "hours_high",
        "courses",
    )  # fmt: skip
    found = queries.inventory(actor)
    for target in queries.targets(actor):
        stands = queries.standing(found, target)
        near = stands.movers[0] if stands.movers else None
        plan = near.plan if near else None
        yield (
            target.due_on, target.people, target.occupation_code, target.competency_id, target.level, stands.have,
            stands.missing, near.title if near else "", round(near.hours_low) if near else "",
            round(near.hours_high) if near else "",
            "; ".join(item.course.title for item in plan.courses) if plan else "",
        )  # fmt: skip

"""Commands about partnerships and curricula: list them, write a version as JSON, show what changed between two."""

from __future__ import annotations

import argparse
import json
import sys
from collections.abc import Iterable, Sequence
from typing import TYPE_CHECKING, Any
from uuid import UUID

from gainful.commands.database import with_database
from gainful.commands.terminal import fail, say
from gainful.exchange.tables.writing import SafeWriter

if TYPE_CHECKING:
    from gainful.domain.curricula.models import CurriculumVersion

MOST = 10_000
"""Rows that a list prints."""
ANSWERS = ("yes", "no", "unknown", "pending")
Rows = Iterable[Sequence[object]]


def register(commands: Any) -> None:
    """Add the commands to the parser."""
    partnerships = commands.add_parser(
        "partnerships", help="list partnerships with their next action, as CSV"
    )
    partnerships.set_defaults(run=lambda _args: _listed(_partnerships))
    curricula = commands.add_parser(
        "curricula", help="list versions of curricula with who signed them, as CSV"
    )
    curricula.set_defaults(run=lambda _args: _listed(_curricula))
    one = commands.add_parser(
        "curriculum", help="one version of a curriculum as JSON, or what changed since another"
    )
    one.add_argument("id", type=UUID, help="the curriculum's id, from `gainful curricula`")
    one.add_argument("--version", type=int, help="its number; without it, the newest")
    one.add_argument("--since", type=int, help="say what changed of each module since this version")
    one.add_argument(
        "--outcomes",
        action="store_true",
        help="what came of each version that cohorts were trained from, as CSV",
    )
    one.set_defaults(run=lambda args: with_database(lambda: _show(args)))


def _listed(rows: Any) -> int:
    def work() -> int:
        from gainful.domain.accounts.actor import acting_as_system

        with acting_as_system("listed at the terminal"):
            SafeWriter(sys.stdout).writerows(rows())
        return 0

    return with_database(work)


def _partnerships() -> Rows:
    from django.db.models import Min, Q

    from gainful.domain.organizations.models import Partnership

    yield ("id", "agency", "name", "kind", "looked_after_by", "next_action_by", "active")
    waits = Q(contacts__done_at=None) & ~Q(contacts__next_action="")
    found = Partnership.objects.select_related("agency", "owner").order_by("agency__name", "name", "id")
    for row in found.annotate(next_on=Min("contacts__next_on", filter=waits))[:MOST]:
        yield (row.pk, row.agency, row.name, row.kind, row.owner or "", row.next_on or "", row.is_open)


def _curricula() -> Rows:
    from gainful.domain.curricula.models import CurriculumVersion

    yield (
        "curriculum",
        "agency",
        "title",
        "version",
        "status",
        "modules",
        "signed_by",
        "used_from",
        "replaced",
    )
    found = CurriculumVersion.objects.select_related("curriculum__agency").prefetch_related(
        "signatures", "modules"
    )
    for row in found.order_by("curriculum__title", "curriculum", "-number")[:MOST]:
        signed = "; ".join(each.on_behalf_of for each in row.signatures.all())
        yield (
            row.curriculum_id, row.curriculum.agency, row.curriculum.title, row.number, row.status,
            len(row.modules.all()), signed, row.used_from and f"{row.used_from:%Y-%m-%d}",
            row.replaced_at and f"{row.replaced_at:%Y-%m-%d}",
        )  # fmt: skip


def _show(args: argparse.Namespace) -> int:
    from gainful.domain.accounts.actor import acting_as_system
    from gainful.domain.curricula import queries
    from gainful.domain.curricula.document import version_document

    with acting_as_system("read at the terminal"):
        version = queries.version(args.id, args.version)
        if version is None:
            return fail("There is no such version of a curriculum.", "List them: gainful curricula")
        if args.outcomes:
            SafeWriter(sys.stdout).writerows(_outcomes(version))
            return 0
        if args.since is None:
            say(json.dumps(version_document(version).to_json(), indent=1, ensure_ascii=False))
            return 0
        before = queries.version(args.id, args.since)
        if before is None:
            return fail(f"There is no version {args.since}.", "List them: gainful curricula")
        for row in queries.compare(before, version).modules:
            say(f"{row.change:<8} {row.title}")
            for field in row.fields:
                say(f"         {field.name}: {_one_line(field.before)} -> {_one_line(field.after)}")
    return 0


def _outcomes(version: CurriculumVersion) -> Rows:
    """Yield a header and a row a version: people, and how many of those in a job still were after 180 and 365 days."""
    from gainful.domain.curricula.queries import versions_of
    from gainful.domain.placements.version_outcomes import outcomes_of_versions

    marks = [f"{part}_{answer}" for part in ("180", "365") for answer in ANSWERS]
    yield (
        "version", "status", "seats", "in_training", "completed", "left", "did_not_start", "hired", "other_job",
        "school", "other", "no_outcome_yet", *(f"in_work_after_{each}" for each in marks),
    )  # fmt: skip
    found = outcomes_of_versions(version.curriculum_id)
    for row in versions_of(version.curriculum):
        if (had := found.get(row.pk)) is None:
            continue
        known = {stay.days: stay.employed for stay in had.stays}
        answers = [getattr(known[days], name) for days in (180, 365) for name in ANSWERS]
        yield (
            row.number, row.status, had.seats, had.in_training, had.completed, had.left, had.did_not_start, had.hired,
            had.other_job, had.school, had.other, had.no_outcome_yet, *answers,
        )  # fmt: skip


def _one_line(text: str) -> str:
    return "; ".join(text.split("\n")) or "(nothing)"

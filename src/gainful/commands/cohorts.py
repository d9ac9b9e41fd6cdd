"""Commands about cohorts: what there is, who waits, hours planned and attended, and the record of a draw."""

from __future__ import annotations

import argparse
import sys
from collections.abc import Iterable, Sequence
from pathlib import Path
from typing import Any

from gainful.commands.database import with_database
from gainful.commands.terminal import fail, say
from gainful.exchange.tables.writing import SafeWriter

MOST = 10_000
Rows = Iterable[Sequence[object]]


def register(commands: Any) -> None:
    """Add the command to the parser."""
    parser = commands.add_parser("cohorts", help="list cohorts and who waits; write the record of a draw")
    verbs = parser.add_subparsers(dest="verb", metavar="VERB", required=True)
    listing = verbs.add_parser("list", help="list cohorts with seats and the openings behind them, as CSV")
    listing.add_argument("--state", default="", help="only cohorts in this state")
    listing.set_defaults(run=lambda args: with_database(lambda: _print(_cohorts(args.state))))
    waiting = verbs.add_parser(
        "applications", help="list a cohort's applications by code, without names, as CSV"
    )
    waiting.add_argument("cohort", help="the cohort's id")
    waiting.set_defaults(run=lambda args: with_database(lambda: _applications(args)))
    end = verbs.add_parser("end", help="end an application for somebody who told you so, with their reason")
    end.add_argument("code", help="the application's code")
    end.add_argument("how", choices=["decline", "withdraw"], help="decline the seat, or withdraw")
    end.add_argument(
        "--reason", required=True, help="work, school, times, way, care, health, moved, changed, other"
    )
    end.add_argument("--words", default="", help="in words; the applicant reads it")
    end.set_defaults(run=lambda args: with_database(lambda: _end(args)))
    record = verbs.add_parser("record", help="write the record of a cohort's draw for `gainful draw verify`")
    record.add_argument("cohort", help="the cohort's id")
    record.add_argument("file", type=Path)
    record.add_argument("--number", type=int, help="which draw; the last without it")
    record.set_defaults(run=lambda args: with_database(lambda: _record(args)))
    teaching = verbs.add_parser(
        "instructors", help="propose who teaches which cohort of each agency, with the reasons, as CSV"
    )
    teaching.set_defaults(run=lambda _args: with_database(lambda: _print(_instructors())))
    hours = verbs.add_parser(
        "hours", help="list planned, held and attended hours of each cohort, as CSV; it names nobody"
    )
    hours.set_defaults(run=lambda _args: with_database(lambda: _print(_hours())))


def _print(rows: Rows) -> int:
    from gainful.domain.accounts.actor import acting_as_system

    with acting_as_system("listed at the terminal"):
        SafeWriter(sys.stdout).writerows(rows)
    return 0


def _cohorts(state: str) -> Rows:
    from gainful.domain.cohorts.models import Cohort
    from gainful.domain.cohorts.seats import seat_counts, seat_limits

    yield ("id", "agency", "program", "cohort", "state", "starts_on", "seats", "taken", "openings", "completion_rate",
           "seats_allowed", "seats_beyond", "allowed_by", "reason", "waiting")  # fmt: skip
    found = Cohort.objects.select_related("organization", "program").order_by("starts_on", "id")
    rows = list((found.filter(status=state) if state else found)[:MOST])
    limits, counts = seat_limits(rows), seat_counts(row.pk for row in rows)
    for row in rows:
        limit, count = limits[row.pk], counts[row.pk]
        allowed = limit.override if limit.beyond else None
        yield (
            row.pk, row.organization, row.program, row.name, row.status, row.starts_on, row.seats, count.taken,
            limit.openings, f"{float(limit.rate.rate):.3f}", limit.limit, limit.beyond, allowed and allowed.name,
            allowed and allowed.reason, count.applications("waiting"),
        )  # fmt: skip


def _instructors() -> Rows:
    from gainful.domain.accounts.actor import SYSTEM_ROLE, Actor
    from gainful.domain.cohorts.models import Cohort
    from gainful.domain.cohorts.teaching import proposed_instructors, reason_words
    from gainful.domain.organizations.models import Organization

    yield ("agency", "cohort_id", "cohort", "starts_on", "ends_on", "instructor", "why", "others_who_fit")
    agencies = Organization.objects.filter(pk__in=Cohort.objects.order_by().values("organization"))
    for agency in agencies.order_by("name", "id"):
        for row in proposed_instructors(Actor(None, agency, SYSTEM_ROLE)):
            yield (
                agency, row.cohort.pk, row.cohort.name, row.cohort.starts_on, row.cohort.ends_on, row.instructor or "",
                reason_words(row), row.others,
            )  # fmt: skip


def _hours() -> Rows:
    from gainful.domain.cohorts.hours import cohort_sums, in_hours
    from gainful.domain.cohorts.models import Cohort
    from gainful.domain.cohorts.seats import seat_limits

    yield ("id", "agency", "program", "cohort", "state", "people", "planned_hours", "held_hours", "attended_hours",
           "made_up_hours", "percent_of_held", "seats_beyond", "allowed_by", "reason")  # fmt: skip
    found = Cohort.objects.exclude(status="draft").select_related("organization", "program")
    rows = list(found.order_by("starts_on", "id")[:MOST])
    sums, limits = cohort_sums(row.pk for row in rows), seat_limits(rows)
    for row in rows:
        one, limit = sums[row.pk], limits[row.pk]
        yield (
            row.pk, row.organization, row.program, row.name, row.status, one.people, in_hours(one.planned),
            in_hours(one.held), in_hours(one.attended), in_hours(one.made_up), one.percent,
            limit.beyond, limit.allowed and limit.allowed.name, limit.allowed and limit.allowed.reason,
        )  # fmt: skip


def _found(told: str) -> Any:
    from uuid import UUID

    from gainful.domain.accounts.actor import acting_as_system
    from gainful.domain.cohorts.models import Cohort

    try:
        wanted = UUID(told)
    except ValueError:
        return None
    with acting_as_system("looked up at the terminal"):
        return Cohort.objects.filter(pk=wanted).first()


def _applications(args: argparse.Namespace) -> int:
    cohort = _found(args.cohort)
    if cohort is None:
        return fail(f"There is no cohort {args.cohort}.", "List them: gainful cohorts list")

    def rows() -> Rows:
        yield ("code", "state", "applied", "hears_by", "place", "may_follow", "refusal", "left_reason")
        for row in cohort.applications.order_by("applied_at", "id").iterator(2_000):
            yield (
                row.code,
                row.status,
                row.applied_at.date(),
                row.decide_by,
                row.place,
                row.follow,
                row.refusal,
                row.left_reason,
            )

    return _print(rows())


def _end(args: argparse.Namespace) -> int:
    from gainful.domain.accounts.actor import SYSTEM_ROLE, Actor, acting_as_system
    from gainful.domain.cohorts import actions
    from gainful.domain.cohorts.models import Application
    from gainful.domain.cohorts.words import left_words
    from gainful.domain.job_orders.errors import JobOrderError

    step = {"decline": actions.decline_seat, "withdraw": actions.withdraw_application}[args.how]
    with acting_as_system("ended at the terminal"):
        row = (
            Application.objects.select_related("organization", "cohort")
            .filter(code=args.code.upper())
            .first()
        )
        if row is None:
            return fail(
                f"There is no application {args.code}.", "List them: gainful cohorts applications COHORT"
            )
        try:
            done = step(Actor(None, row.organization, SYSTEM_ROLE), row, reason=args.reason, words=args.words)
        except JobOrderError as error:
            return fail(error.message, error.hint)
        say(f"{done.code}  {done.get_status_display()}: {left_words(done)}. The applicant is told.")
    return 0


def _record(args: argparse.Namespace) -> int:
    from gainful.domain.accounts.actor import acting_as_system
    from gainful.exchange.draws import record_json

    cohort = _found(args.cohort)
    if cohort is None:
        return fail(f"There is no cohort {args.cohort}.", "List them: gainful cohorts list")
    with acting_as_system("record of a draw"):
        draws = cohort.draws.order_by("-number")
        draw = (draws.filter(number=args.number) if args.number else draws).first()
    if draw is None:
        return fail("This cohort has no such draw.")
    args.file.write_text(record_json(draw.record), encoding="utf-8")
    say(f"{args.file}  draw {draw.number}, {draw.status}; check it: gainful draw verify {args.file} --commitment"
        f" {draw.commitment}")  # fmt: skip
    return 0

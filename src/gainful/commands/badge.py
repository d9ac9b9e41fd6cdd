"""Commands about certificates: check a badge without a database, issue, revoke, list."""

from __future__ import annotations

import argparse
import json
import sys
from datetime import UTC, datetime
from pathlib import Path
from typing import Any
from uuid import UUID

from gainful.commands.database import with_database
from gainful.commands.terminal import COULD_NOT, fail, say
from gainful.exchange.tables.writing import SafeWriter

MOST = 10_000


def register(commands: Any) -> None:
    """Add the command to the parser."""
    parser = commands.add_parser("badge", help="check a digital badge; issue and revoke certificates")
    verbs = parser.add_subparsers(dest="verb", metavar="VERB", required=True)
    verify = verbs.add_parser(
        "verify",
        help="check a badge or learner record: JSON, PNG, SVG, PDF or JWT; exit code 1 unless it counts",
    )
    verify.add_argument("file", type=Path)
    verify.add_argument(
        "--with", dest="documents", type=Path, action="append", default=[], metavar="FILE",
        help="what its issuer publishes: did.json, a status list; may be given several times",
    )  # fmt: skip
    verify.add_argument(
        "--fetch",
        action="store_true",
        help="look up over HTTPS what is missing; without it nothing is looked up",
    )
    verify.add_argument("--json", action="store_true", help="print the answers as JSON")
    verify.set_defaults(run=_verify)
    again = verbs.add_parser(
        "recheck",
        help="look up at their issuers whether badges that people brought were taken back since",
    )
    again.add_argument(
        "--fetch", action="store_true", help="do it, over HTTPS; without it only the number is told"
    )
    again.set_defaults(run=lambda args: with_database(lambda: recheck(args)))
    listing = verbs.add_parser("list", help="list certificates with their states, without names, as CSV")
    listing.add_argument("--cohort", default="", help="only those of this cohort")
    listing.set_defaults(run=lambda args: with_database(lambda: _list(args.cohort)))
    issue = verbs.add_parser(
        "issue", help="issue a certificate to everybody who completed a cohort and has none"
    )
    issue.add_argument("cohort", help="the cohort's id")
    issue.add_argument("--until", help="last day, YYYY-MM-DD")
    issue.add_argument("--really", action="store_true", help="do it; without it only the number is told")
    issue.set_defaults(run=lambda args: with_database(lambda: _issue(args)))
    for verb, about in (("revoke", "for good"), ("suspend", "for now"), ("reinstate", "let it count again")):
        step = verbs.add_parser(verb, help=f"{verb} a certificate: {about}")
        step.add_argument("certificate", help="the certificate's id")
        step.add_argument("--reason", required=True, help="why; its holder reads it")
        step.set_defaults(run=lambda args: with_database(lambda: _move(args)))


def _verify(args: argparse.Namespace) -> int:
    from gainful.exchange.badges.errors import BadgeError
    from gainful.exchange.badges.plain import as_data, lines
    from gainful.exchange.badges.resolving import Resolver
    from gainful.exchange.badges.verifying import Kind, verify

    try:
        content = args.file.read_bytes()
        given = [path.read_bytes() for path in args.documents]
    except OSError as error:
        return fail(f"{error.filename} could not be opened: {error.strerror}.")
    resolver = Resolver(given, _fetched) if args.fetch else Resolver(given)
    try:
        report = verify(content, resolver, datetime.now(UTC))
    except BadgeError as error:
        return fail(error.message, error.hint)
    if args.json:
        say(json.dumps(as_data(report), indent=1, ensure_ascii=False))
    else:
        for line in lines(report):
            say(line)
        if report.missing and not args.fetch:
            say("Save these and give them with --with FILE, or look them up with --fetch.")
    members = report.members if report.kind == Kind.ENVELOPE else ()
    whole = members and not report.left_out and all(each.is_held for each in members)
    return 0 if report.is_held or whole else COULD_NOT


def _fetched(address: str) -> bytes | None:
    """Return what stands at an address, None where it cannot be had; HTTPS alone, and no more than a few megabytes."""
    from openbadgeslib.util import download_file

    try:
        return bytes(download_file(address))
    except Exception:  # noqa: BLE001 - whatever hinders it, the document is not here
        return None


def recheck(args: argparse.Namespace) -> int:
    """Look up at their issuers the badges that people brought: those taken back leave the profile."""
    from functools import lru_cache

    from django.db import transaction

    from gainful.domain.accounts.actor import SYSTEM_ROLE, Actor, acting_as_system
    from gainful.domain.cohorts.certificate_queries import badges_to_recheck, held_badge
    from gainful.exchange.badges.errors import BadgeError
    from gainful.imports.badges import look_again

    fetched = lru_cache(maxsize=1_000)(_fetched)
    with acting_as_system("badges looked up at their issuers"):
        ids = badges_to_recheck()
    if not args.fetch:
        say(f"{len(ids)} badges can be looked up at their issuers. Do it with --fetch.")
        return 0
    counts = {"count": 0, "do not count": 0, "could not be looked up and stay as they were": 0}
    for number in ids:
        with acting_as_system("badges looked up at their issuers"), transaction.atomic():
            row = held_badge(number)
            if row is None:
                continue
            try:
                report = look_again(Actor(None, None, SYSTEM_ROLE), row, fetched)
            except BadgeError:
                report = None
            row.refresh_from_db()
        counts[
            "could not be looked up and stay as they were"
            if report is None
            else "count"
            if row.is_held
            else "do not count"
        ] += 1
    say(", ".join(f"{n} {words}" for words, n in counts.items()) + ".")
    return 0


def _list(cohort: str) -> int:
    from gainful.domain.accounts.actor import acting_as_system
    from gainful.domain.cohorts.models import Certificate

    with acting_as_system("listed at the terminal"):
        rows = (
            Certificate.objects.select_related("organization").defer("document").order_by("-issued_at", "id")
        )
        found = rows.filter(cohort=_uuid(cohort)) if cohort else rows
        table = SafeWriter(sys.stdout)
        table.writerow(
            ("id", "agency", "cohort", "title", "state", "since", "issued", "valid_until", "replaces")
        )
        table.writerows(
            (row.pk, row.organization, row.cohort_id, row.title, row.status, row.status_at.date(),
             row.issued_at.date(), row.valid_until, row.replaces_id)
            for row in found[:MOST]
        )  # fmt: skip
    return 0


def _uuid(text: str) -> UUID:
    """Return an id; one that no row has where the text is none."""
    try:
        return UUID(text)
    except ValueError:
        return UUID(int=0)


def _issue(args: argparse.Namespace) -> int:
    from datetime import date

    from gainful.domain.accounts.actor import SYSTEM_ROLE, Actor, acting_as_system
    from gainful.domain.cohorts.actions.certificates import CertificateDraft, issue_all
    from gainful.domain.cohorts.certificate_queries import without_certificate
    from gainful.domain.cohorts.models import Cohort
    from gainful.domain.job_orders.errors import JobOrderError
    from gainful.imports.badges import SIGNER

    try:
        until = date.fromisoformat(args.until) if args.until else None
    except ValueError:
        return fail(f"{args.until} is no day.", "Write it as YYYY-MM-DD.")
    with acting_as_system("certificates issued at the terminal"):
        cohort = Cohort.objects.select_related("organization").filter(pk=_uuid(args.cohort)).first()
        if cohort is None:
            return fail(f"There is no cohort {args.cohort}.", "List them: gainful cohorts list")
        count = without_certificate(cohort).count()
        if not args.really:
            say(f"{count} people completed {cohort} and have no certificate. Issue them with --really.")
            return 0
        try:
            made = issue_all(
                Actor(None, cohort.organization, SYSTEM_ROLE),
                cohort,
                SIGNER,
                CertificateDraft(valid_until=until),
            )
        except JobOrderError as error:
            return fail(error.message, error.hint)
    say(f"Issued {len(made)} certificates.")
    return 0


def _move(args: argparse.Namespace) -> int:
    from gainful.domain.accounts.actor import SYSTEM_ROLE, Actor, acting_as_system
    from gainful.domain.cohorts.actions.certificates import move_certificate
    from gainful.domain.cohorts.models import Certificate
    from gainful.domain.job_orders.errors import JobOrderError

    with acting_as_system(f"certificate: {args.verb} at the terminal"):
        rows = Certificate.objects.select_related("cohort", "organization", "participant")
        found = rows.filter(pk=_uuid(args.certificate)).first()
        if found is None:
            return fail(f"There is no certificate {args.certificate}.", "List them: gainful badge list")
        actor = Actor(None, found.organization, SYSTEM_ROLE)
        try:
            moved = move_certificate(actor, found, args.verb, reason=args.reason)
        except JobOrderError as error:
            return fail(error.message, error.hint)
    say(f"{moved.pk}  {moved.status}; its holder is told why")
    return 0

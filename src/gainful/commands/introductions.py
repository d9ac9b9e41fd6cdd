"""`gainful introductions`: who is introduced to whom, whom of a cohort to introduce, and a person's answer."""

from __future__ import annotations

import argparse
import sys
from collections.abc import Callable
from typing import Any
from uuid import UUID

from gainful.commands.database import Rows, lister, with_database
from gainful.commands.terminal import fail, note, say
from gainful.exchange.tables.writing import SafeWriter

MOST = 10_000
"""Rows that the list prints."""
BY = ("program_manager", "operator", "coach")
"""In which role somebody acts at the terminal: the first of these that they hold."""
HOW_SAID = ("verbal", "signed_form")


def register(commands: Any) -> None:
    """Add the command to the parser; without a verb it lists."""
    parser = commands.add_parser(
        "introductions", help="list introductions to employers, propose them for a cohort, enter an answer"
    )
    parser.add_argument("--state", default="", help="only rows in this state")
    parser.set_defaults(run=lister(_introductions))
    verbs = parser.add_subparsers(dest="verb", metavar="VERB")
    listing = verbs.add_parser(
        "list", help="who is introduced to which employer, and where it stands, as CSV"
    )
    listing.add_argument("--state", default="", help="only rows in this state")
    propose = verbs.add_parser(
        "propose",
        help="whom of a cohort to introduce for which job behind it, by code, without names, as CSV",
    )
    propose.add_argument("cohort", help="the cohort's id")
    propose.add_argument(
        "--per-opening", type=int, default=1, metavar="N", help="people for an opening, 1 to 5"
    )
    propose.add_argument(
        "--floor", action="append", default=[], metavar="JOB:PEOPLE:SEGMENT",
        help="at least so many of a segment for a job, by its id; may be given several times",
    )  # fmt: skip
    propose.add_argument("--ask", action="store_true", help="ask them whether they may be introduced")
    propose.add_argument("--only", nargs="+", metavar="CODE", help="with --ask: only these people")
    propose.add_argument("--note", default="", help="with --ask: what the person and the employer read")
    propose.set_defaults(run=_as_staff(_propose))
    answer = verbs.add_parser("answer", help="enter what a person said to an introduction or to a job offer")
    answer.add_argument("introduction", help="the introduction's id")
    answer.add_argument("says", choices=("yes", "no"))
    answer.add_argument("--said", choices=HOW_SAID, required=True, help="how the person told you")
    answer.add_argument("--reason", default="", help="why no: pay, hours, place, …")
    answer.add_argument("--words", default="", help="the reason in words")
    answer.add_argument(
        "--hide",
        action="append",
        default=[],
        metavar="PART",
        help="what the employer does not read: contact, jobs, credentials",
    )
    answer.set_defaults(run=_as_staff(_answer))
    for verb in (propose, answer):
        verb.add_argument("--by", required=True, metavar="EMAIL", help="the member of staff who does it")


def _introductions(state: str) -> Rows:
    from gainful.domain.placements.models import Introduction

    yield (
        "id", "agency", "person_id", "job", "employer", "internal", "state", "asked", "agreed", "shared_until",
    )  # fmt: skip
    found = Introduction.objects.select_related("organization", "participant").order_by("-changed_at", "id")
    for row in (found.filter(status=state) if state else found)[:MOST]:
        yield (
            row.pk, row.organization, row.participant.code, row.job_title, row.job.get("employer", ""), row.is_internal,
            row.status, f"{row.asked_at:%Y-%m-%d}", row.agreed_at and f"{row.agreed_at:%Y-%m-%d}", row.shared_until,
        )  # fmt: skip


def _as_staff(work: Callable[[Any, argparse.Namespace], int]) -> Callable[[argparse.Namespace], int]:
    """Return a command that works as a named member of staff: what they may not see or do is refused here too."""

    def inside(args: argparse.Namespace) -> int:
        from gainful.domain.accounts.actor import acting_as, acting_as_system
        from gainful.domain.job_orders.errors import JobOrderError
        from gainful.domain.organizations.queries import membership_for

        with acting_as_system("gainful introductions"):
            held = next((found for role in BY if (found := membership_for(args.by, role))), None)
        if held is None:
            return fail(
                f"Nobody on an agency's staff has the address {args.by}.",
                "An operator gives the role on “People and organizations”.",
            )
        try:
            with acting_as(
                held.user, held.organization, role=held.role, reason="gainful introductions"
            ) as actor:
                return work(actor, args)
        except JobOrderError as error:
            return fail(error.message, error.hint)

    return lambda args: with_database(lambda: inside(args))


def _uuid(text: str) -> UUID:
    """Return an id; one that no row has where the text is none."""
    try:
        return UUID(text)
    except ValueError:
        return UUID(int=0)


def _floor(text: str) -> Any:
    from gainful.domain.placements.errors import PlacementError
    from gainful.domain.placements.proposals import SegmentFloor

    order, people, segment = ([*text.split(":", maxsplit=2), "", ""])[:3]
    try:
        return SegmentFloor(UUID(order), segment, int(people))
    except ValueError:
        raise PlacementError(
            f"“{text[:60]}” is no floor.", hint="Write JOB:PEOPLE:SEGMENT, such as 3f…:2:North side."
        ) from None


def _propose(actor: Any, args: argparse.Namespace) -> int:
    from gainful.domain.cohorts.queries import our_cohort
    from gainful.domain.participants.actions import record_reads
    from gainful.domain.placements.actions import introduce_chosen
    from gainful.domain.placements.proposals import propose

    cohort = our_cohort(actor, _uuid(args.cohort))
    if cohort is None:
        return fail(f"Your agency has no cohort {args.cohort}.", "List them: gainful cohorts list")
    floors = [_floor(text) for text in args.floor]
    found = propose(actor, cohort, per_opening=args.per_opening, floors=floors)
    people = [row.enrolment.participant_id for row in found.rows]
    record_reads(actor, people, what="Proposed for introductions at the terminal")
    if args.ask:
        chosen = [
            row for row in found.proposed if not args.only or row.enrolment.participant.code in args.only
        ]
        missing = set(args.only or ()) - {row.enrolment.participant.code for row in chosen}
        if missing:
            return fail(f"No job is proposed for {', '.join(sorted(missing))}.", "Nobody was asked.")
        pairs = [(row.enrolment.pk, row.order.pk) for row in chosen if row.order is not None]
        for made in introduce_chosen(actor, cohort, pairs, note=args.note):
            say(str(made.pk))
        note(f"{len(pairs)} asked. The employer sees nobody before they say yes.")
        return 0
    SafeWriter(sys.stdout).writerows(_proposed(found))
    _tell_price(found)
    return 0


def _proposed(found: Any) -> Rows:
    """Give a line for each person: the job proposed, or what each job behind the cohort is closed by."""
    yield ("person_id", "segment", "job_id", "job", "hours_to_learn", "not_open")
    for row in found.rows:
        order, closed = row.order, "; ".join(f"{job.title}: {why}" for job, why in row.closed)
        yield (
            row.enrolment.participant.code, row.segment, order and order.pk, order and order.title,
            None if row.hours is None else round(row.hours), closed,
        )  # fmt: skip


def _tell_price(found: Any) -> None:
    if found.price_people:
        note(f"What is kept costs {found.price_people} people a proposal.")
    if round(found.price_hours):
        note(f"What is kept costs {round(found.price_hours)} hours more to learn, for all together.")
    for each in found.unfilled:
        note(f"{each.people} people of “{each.segment}” are missing for {each.order}.")


def _answer(actor: Any, args: argparse.Namespace) -> int:
    from gainful.domain.placements.actions import Why, accept_offer, agree, decline, step_back
    from gainful.domain.placements.models import Introduction
    from gainful.domain.placements.states import IntroductionStatus

    rows = Introduction.objects.select_related("organization", "participant", "job_order", "employer")
    row = rows.filter(pk=_uuid(args.introduction), organization=actor.organization).first()
    if row is None:
        return fail(
            f"Your agency has no introduction {args.introduction}.", "List them: gainful introductions list"
        )
    why = Why(args.reason, args.words, args.said)
    asked = row.status == IntroductionStatus.ASKED
    if args.says == "no":
        (decline if asked else step_back)(actor, row, why)
    elif asked:
        agree(actor, row, hide=args.hide, why=why)
    else:
        accept_offer(actor, row, why=why)
    say(row.status)
    return 0

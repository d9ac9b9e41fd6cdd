"""Parts of a cohort: roles, who teaches, money, rules of eligibility, floors of seats."""

from __future__ import annotations

from datetime import date
from decimal import Decimal
from typing import Any
from uuid import UUID

from django.db import transaction
from django.db.models import Max
from django.utils.translation import gettext as _

from gainful.domain.accounts.actor import Actor, acting_in
from gainful.domain.accounts.models import User
from gainful.domain.cohorts.access import hold, require_cohort
from gainful.domain.cohorts.actions.change_seats import require_floors
from gainful.domain.cohorts.actions.saving import one_line, saved
from gainful.domain.cohorts.errors import CohortError
from gainful.domain.cohorts.models import (
    Cohort,
    CohortFund,
    EligibilityRule,
    Instructor,
    RuleKind,
    SeatFloor,
    Track,
)
from gainful.domain.job_orders.models import JobOrder
from gainful.domain.programs.models import Fund

MOST_PARTS = 60
"""Tracks, rules or floors of one cohort."""


def _editable(actor: Actor, cohort: Cohort, rows: Any = None) -> None:
    hold(cohort)
    require_cohort(actor, "edit", cohort)
    if rows is not None and rows.count() >= MOST_PARTS:
        raise CohortError(_("A cohort has at most %d of these.") % MOST_PARTS)


@transaction.atomic
def add_track(
    actor: Actor, cohort: Cohort, *, name: str, seats: int, job_order: JobOrder | None = None, target: int = 0,
    target_on: date | None = None,
) -> Track:  # fmt: skip
    """Add a role with seats of its own and how many hires are aimed at by when."""
    _editable(actor, cohort, cohort.tracks)
    if everywhere := cohort.floors.filter(track=None).select_related("rule").first():
        raise CohortError(
            _("The floor for %s names no role, and a draw is held for each role of its own.")
            % everywhere.rule.label,
            hint=_("Remove that floor, add the roles, and promise the seats in a role."), field="name",
        )  # fmt: skip
    if target and target_on is None:
        raise CohortError(_("Say by when."), field="target_on")
    row = Track(
        cohort=cohort,
        name=one_line(name),
        seats=seats,
        job_order=job_order,
        target=target,
        target_on=target_on,
    )
    return saved(row)


@transaction.atomic
def add_instructor(actor: Actor, cohort: Cohort, *, name: str, user: User | None = None) -> Instructor:
    """Name who teaches; with an account of the agency they see who is in the cohort."""
    hold(cohort)
    require_cohort(actor, "change_dates", cohort)
    return saved(Instructor(cohort=cohort, name=one_line(name) or str(user or ""), user=user))


@transaction.atomic
def add_fund(actor: Actor, cohort: Cohort, *, fund: Fund, amount: Decimal) -> CohortFund:
    """Say which money of the program pays; USD, no more than the fund has left."""
    hold(cohort)
    require_cohort(actor, "change_dates", cohort)
    if fund.program_id != cohort.program_id:
        raise CohortError(_("This fund is of another program."), field="fund")
    used = sum(CohortFund.objects.filter(fund=fund).values_list("amount", flat=True), Decimal(0))
    if amount + used > fund.amount:
        raise CohortError(
            _("%(fund)s has $%(left)s left.") % {"fund": fund.name, "left": f"{fund.amount - used:,.2f}"},
            field="amount",
        )
    return saved(CohortFund(cohort=cohort, fund=fund, amount=amount))


@transaction.atomic
def add_rule(actor: Actor, cohort: Cohort, *, kind: str, question: str, **more: Any) -> EligibilityRule:
    """Add a rule of eligibility; what bars somebody cites the law or licence and a job order that says so.

    A form sent twice is one rule: applicants are not asked the same twice.
    """
    _editable(actor, cohort, cohort.rules)
    if (twice := cohort.rules.filter(kind=kind, question__iexact=one_line(question)).first()) is not None:
        return twice
    rule = EligibilityRule(cohort=cohort, kind=kind, question=one_line(question), **more)
    rule.number = 1 + (cohort.rules.aggregate(n=Max("number"))["n"] or 0)
    if kind == RuleKind.BARS and not rule.law.strip():
        raise CohortError(_("Cite the law or licence that bars: nothing else excludes anybody."), field="law")
    if kind == RuleKind.BARS and rule.job_order is None:
        raise CohortError(_("Name the job order that says which records exclude."), field="job_order")
    if kind == RuleKind.PRIORITY and not rule.rank:
        raise CohortError(_("Say in which order it is served: 1 is first."), field="rank")
    if kind == RuleKind.SEGMENT and not rule.label.strip():
        raise CohortError(_("Give the segment a short name; it is published in a draw."), field="label")
    return saved(rule)


@transaction.atomic
def add_floor(
    actor: Actor,
    cohort: Cohort,
    *,
    rule: EligibilityRule,
    seats: int,
    reason: str,
    track: Track | None = None,
) -> SeatFloor:
    """Promise a segment at least so many seats, with the reason that is published before the draw."""
    _editable(actor, cohort, cohort.floors)
    if rule.cohort_id != cohort.pk or rule.kind != RuleKind.SEGMENT:
        raise CohortError(_("Choose a rule of this cohort that names a segment."), field="rule")
    if track is None and cohort.tracks.exists():
        raise CohortError(_("Choose the role: a draw is held for each role of its own."), field="track")
    if not reason.strip():
        raise CohortError(_("Say why: it is published before the draw."), field="reason")
    row = saved(SeatFloor(cohort=cohort, rule=rule, seats=seats, reason=one_line(reason), track=track))
    require_floors(cohort)
    return row


@transaction.atomic
def lower_floor(actor: Actor, cohort: Cohort, floor_id: UUID, *, seats: int, reason: str) -> SeatFloor:
    """Promise fewer seats than applicants read, before a draw that could not be held otherwise; it is published."""
    hold(cohort)
    require_cohort(actor, "lower_floor", cohort)
    row = cohort.floors.select_related("rule", "track").filter(pk=floor_id).first()
    if row is None:
        raise CohortError(_("There is no such floor."), hint=_("Reload the page."))
    if cohort.draws.exclude(status="void").exists():
        raise CohortError(
            _("The draw is announced with this floor in it."), hint=_("Void the draw first, with the reason.")
        )
    if not row.seats:
        raise CohortError(_("This floor is taken away already."), hint=_("Reload the page."))
    if not 0 <= seats < row.seats:
        raise CohortError(
            _("Give fewer seats than %(n)s; 0 takes the floor away.") % {"n": row.seats}, field="seats"
        )
    if not reason.strip():
        raise CohortError(_("Say why: it is published before the draw."), field="reason")
    row.promised, row.seats, row.lowered_reason = row.promised or row.seats, seats, one_line(reason)[:400]
    with acting_in("lower_floor"):
        return saved(row)


PARTS: dict[str, tuple[str, str]] = {
    "track": ("tracks", "edit"),
    "rule": ("rules", "edit"),
    "floor": ("floors", "edit"),
    "instructor": ("instructors", "change_dates"),
    "fund": ("fund_rows", "change_dates"),
}


@transaction.atomic
def remove_part(actor: Actor, cohort: Cohort, kind: str, part_id: UUID) -> None:
    """Take a track, rule, floor, instructor or fund away again."""
    if kind not in PARTS:
        raise CohortError(_("There is no such part of a cohort."))
    related, verb = PARTS[kind]
    hold(cohort)
    require_cohort(actor, verb, cohort)
    _number, gone = getattr(cohort, related).filter(pk=part_id).delete()
    if not gone:
        raise CohortError(_("There is no such part of a cohort."), hint=_("Reload the page."))

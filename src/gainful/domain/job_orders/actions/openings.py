"""Write openings: as many as the job order states, committed, withdrawn, offered again, filled."""

from __future__ import annotations

from uuid import UUID

from django.db import transaction
from django.db.models import Max
from django.utils import timezone
from django.utils.translation import gettext as _

from gainful.domain.accounts.actor import Actor, acting_in
from gainful.domain.job_orders.access import require_opening
from gainful.domain.job_orders.actions.hold_order import hold_order
from gainful.domain.job_orders.errors import JobOrderError
from gainful.domain.job_orders.models import JobOrder, Opening
from gainful.domain.job_orders.states import OPENING_RULES, OpeningStatus

MOST_ROWS = 1_000
"""Openings of one job order that are kept as rows; a job order that states more is split."""
LIVE = frozenset({OpeningStatus.OFFERED, OpeningStatus.COMMITTED, OpeningStatus.FILLED, OpeningStatus.PAUSED})


def match_openings(order: JobOrder) -> None:
    """Keep as many openings as the job order states: new ones are offered, offered ones too many are withdrawn.

    What an employer committed to is left alone, and offered ones take over what the job order says of pay and place.
    """
    rows = list(order.opening_rows.select_for_update())
    offered = [row for row in rows if row.status == OpeningStatus.OFFERED]
    missing = min(order.openings, MOST_ROWS) - sum(row.status in LIVE for row in rows)
    surplus = offered[missing:] if missing < 0 else []
    first = 1 + max((row.number for row in rows), default=0)
    fresh = [Opening(job_order=order, number=first + place) for place in range(max(0, missing))]
    for row in surplus:
        row.status, row.reason = OpeningStatus.WITHDRAWN, _("The job order states fewer openings.")
    kept = [row for row in offered if row not in surplus]
    for row in (*kept, *fresh):
        row.wage, row.wage_unit = order.wage_low or order.wage_high, order.wage_unit
        row.contract, row.place, row.shift = order.contract, order.place, order.schedule
    Opening.objects.bulk_create(fresh)
    fields = ["status", "reason", "wage", "wage_unit", "contract", "place", "shift"]
    with acting_in("move_opening"):
        Opening.objects.bulk_update([*kept, *surplus], fields)


def _opening(order: JobOrder, opening_id: UUID) -> Opening:
    found = order.opening_rows.select_for_update(of=("self",)).filter(pk=opening_id).first()
    if found is None:
        raise JobOrderError(_("There is no such opening."), hint=_("Reload the page."))
    return found


def _move(
    actor: Actor, order: JobOrder, opening_id: UUID, verb: str, *, more: int = 0, reason: str = ""
) -> Opening:
    """Take the step; `more` is what the number of openings of the job order changes by (it stays at least 1)."""
    hold_order(order)
    opening = _opening(order, opening_id)
    require_opening(actor, verb, order, opening)
    opening.status = str(OPENING_RULES[verb].to)
    opening.reason, opening.changed_at = reason[:400], timezone.now()
    with acting_in("move_opening"):
        opening.save()
    order.openings, order.updated_at = max(1, order.openings + more), timezone.now()
    order.save(update_fields=["openings", "updated_at"])
    return opening


@transaction.atomic
def withdraw_opening(actor: Actor, order: JobOrder, opening_id: UUID, *, reason: str) -> Opening:
    """Withdraw one opening, with the reason that everyone concerned will read; plans made for it are out of date."""
    reason = reason.strip()
    if not reason:
        raise JobOrderError(_("Say in a few words why the opening is withdrawn."), field="reason")
    return _move(actor, order, opening_id, "withdraw", more=-1, reason=reason)


@transaction.atomic
def offer_opening_again(actor: Actor, order: JobOrder, opening_id: UUID) -> Opening:
    """Offer a withdrawn opening again; it waits for a new commitment."""
    live = order.opening_rows.filter(status__in=LIVE).exists()
    opening = _move(actor, order, opening_id, "offer_again", more=int(live))
    opening.commitment = None
    with acting_in("move_opening"):
        opening.save(update_fields=["commitment"])
    return opening


@transaction.atomic
def fill_opening(actor: Actor, order: JobOrder, opening_id: UUID) -> Opening:
    """Say that a committed opening is filled."""
    return _move(actor, order, opening_id, "fill")


@transaction.atomic
def resume_opening(actor: Actor, order: JobOrder, opening_id: UUID) -> Opening:
    """Offer a paused opening again: somebody has heard from the employer."""
    return _move(actor, order, opening_id, "resume")


def pause_openings(order: JobOrder) -> int:
    """Pause what the employer has not committed to, after silence; returns how many openings that are."""
    hold_order(order)
    rows = [
        row
        for row in order.opening_rows.select_for_update(of=("self",)).select_related("commitment")
        if row.current_status in OPENING_RULES["pause"].states
    ]
    for row in rows:
        row.status, row.reason, row.commitment = (
            OpeningStatus.PAUSED,
            _("The employer has not answered."),
            None,
        )
        row.changed_at = timezone.now()
    with acting_in("move_opening"):
        Opening.objects.bulk_update(rows, ["status", "reason", "commitment", "changed_at"])
    return len(rows)


def next_commitment_number(order: JobOrder) -> int:
    """Return the number of the order's next commitment."""
    return 1 + (order.commitments.aggregate(n=Max("number"))["n"] or 0)

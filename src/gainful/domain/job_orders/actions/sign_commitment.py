"""The employer's commitment: openings, wage, first day, until when they are held, and what is paid toward training."""

from __future__ import annotations

import hashlib
import json
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, timedelta
from decimal import Decimal, InvalidOperation
from uuid import UUID

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from gainful.domain.accounts.actor import Actor, acting_in
from gainful.domain.job_orders.access import require_commitment
from gainful.domain.job_orders.actions.hold_order import hold_order
from gainful.domain.job_orders.actions.openings import MOST_ROWS, match_openings, next_commitment_number
from gainful.domain.job_orders.errors import JobOrderError
from gainful.domain.job_orders.models import Commitment, JobOrder, Opening, WageUnit
from gainful.domain.job_orders.states import OpeningStatus
from gainful.domain.job_orders.versions import content_hash, current_version

HELD_FOR = timedelta(days=90)
"""How long openings are held where the employer names no day: a plan's courses and the hire fit in (assumption)."""
LONGEST = timedelta(days=730)
MOST_PAID = Decimal(1_000_000)


@dataclass(frozen=True, slots=True)
class CommitmentTerms:
    """What the employer commits to; USD."""

    openings: int
    wage: Decimal
    wage_unit: str
    until: date
    starts_on: date | None = None
    contribution: Decimal = Decimal(0)


def usual_terms(order: JobOrder) -> CommitmentTerms:
    """Return the terms as the job order states them: where a form begins. JobOrderError where it states no pay."""
    wage = order.wage_low or order.wage_high
    if wage is None or order.wage_unit not in WageUnit.values:
        raise JobOrderError(
            _("The job order states no pay."),
            hint=_("Say what the job pays, then commit to it."),
            field="wage",
        )
    return CommitmentTerms(order.openings, wage, order.wage_unit, timezone.localdate() + HELD_FOR)


def read_terms(order: JobOrder, given: Mapping[str, str]) -> CommitmentTerms:
    """Return the terms of a form; what it leaves empty is as the job order states it, else JobOrderError."""
    text = {
        name: str(given.get(name) or "").strip()
        for name in ("openings", "wage", "until", "starts_on", "contribution")
    }
    unit = str(given.get("wage_unit") or order.wage_unit)
    if text["wage"] and unit in WageUnit.values:
        usual = CommitmentTerms(
            order.openings, _amount(text["wage"], "wage"), unit, timezone.localdate() + HELD_FOR
        )
    else:
        usual = usual_terms(order)
    return CommitmentTerms(
        openings=_count(text["openings"]) if text["openings"] else usual.openings,
        wage=usual.wage,
        wage_unit=usual.wage_unit,
        until=_day(text["until"], "until") if text["until"] else usual.until,
        starts_on=_day(text["starts_on"], "starts_on") if text["starts_on"] else None,
        contribution=_amount(text["contribution"], "contribution") if text["contribution"] else Decimal(0),
    )


def _amount(text: str, field: str) -> Decimal:
    try:
        amount = Decimal(text.replace(",", "").removeprefix("$").strip())
    except InvalidOperation:
        amount = Decimal("NaN")
    if not amount.is_finite():
        raise JobOrderError(_("“%(text)s” is not an amount in USD.") % {"text": text[:20]}, field=field)
    return round(amount, 2)


def _count(text: str) -> int:
    if not (text.isascii() and text.isdecimal()):
        raise JobOrderError(
            _("“%(text)s” is not a number of openings.") % {"text": text[:20]}, field="openings"
        )
    return int(text[:9])


def _day(text: str, field: str) -> date:
    try:
        return date.fromisoformat(text)
    except ValueError:
        raise JobOrderError(_("“%(text)s” is not a day.") % {"text": text[:20]}, field=field) from None


def _check(order: JobOrder, terms: CommitmentTerms, today: date) -> None:
    if not 1 <= terms.openings <= min(order.openings, MOST_ROWS):
        words = ngettext(
            "This job order has %(n)s opening; commit to one.",
            "This job order has %(n)s openings; commit to 1 up to all of them.",
            order.openings,
        )
        raise JobOrderError(words % {"n": order.openings}, field="openings")
    if not 0 < terms.wage < MOST_PAID:
        raise JobOrderError(_("Say what the job pays, above 0 USD."), field="wage")
    if not 0 <= terms.contribution < MOST_PAID:
        raise JobOrderError(_("What you pay toward training is 0 USD or more."), field="contribution")
    if not today <= terms.until <= today + LONGEST:
        raise JobOrderError(
            _("Openings are held until today or later, at most two years ahead."), field="until"
        )


def commitment_basis(order: JobOrder) -> str:
    """Return what a form that commits openings shows beside its fields, as `number:hash`: a signer sends it back.

    The number is that of the newest commitment, the hash one of the profile and of what the job order says of the work.
    """
    version = current_version(order)
    body = [order.contract, order.place, order.schedule, content_hash(version) if version else ""]
    digest = hashlib.sha256(json.dumps(body, ensure_ascii=False).encode()).hexdigest()
    return f"{next_commitment_number(order) - 1}:{digest[:32]}"


def _require_as_seen(order: JobOrder, seen: str) -> None:
    now = commitment_basis(order)
    if seen == now:
        return
    newest = order.commitments.order_by("-number").first()
    if newest is not None and seen.partition(":")[0] != now.partition(":")[0]:
        words = ngettext(
            "%(name)s signed for %(n)s opening while you were reading, held until %(day)s.",
            "%(name)s signed for %(n)s openings while you were reading, held until %(day)s.",
            newest.openings,
        ) % {"name": newest.name, "n": newest.openings, "day": newest.until.isoformat()}
        raise JobOrderError(
            words, hint=_("If that is right, you need not sign. Sign again only to replace it.")
        )
    raise JobOrderError(
        _("The job changed while you were reading it."), hint=_("Look at it again, then sign.")
    )


@transaction.atomic
def sign_commitment(
    actor: Actor,
    order: JobOrder,
    terms: CommitmentTerms,
    *,
    name: str,
    title: str,
    link_id: UUID | None = None,
    seen: str = "",
) -> Commitment:
    """Sign the next version of the commitment; the openings it names are committed, others of before offered again.

    `seen` is `commitment_basis` of what the signer looked at: refused if somebody signed, or the job changed, since.
    """
    hold_order(order)
    require_commitment(actor, order)
    name, title = name.strip(), title.strip()
    for field, value, label in (("name", name, _("full name")), ("title", title, _("job title"))):
        if not value:
            raise JobOrderError(_("Type your %(what)s to sign.") % {"what": label}, field=field)
    version = current_version(order)
    if version is None:
        raise JobOrderError(_("This job order has no profile yet."), hint=_("Read the posting first."))
    if seen:
        _require_as_seen(order, seen)
    _check(order, terms, timezone.localdate())
    match_openings(order)
    commitment = Commitment(
        job_order=order,
        number=next_commitment_number(order),
        openings=terms.openings,
        until=terms.until,
        starts_on=terms.starts_on,
        wage=terms.wage,
        wage_unit=terms.wage_unit,
        contract=order.contract,
        place=order.place,
        shift=order.schedule,
        contribution=terms.contribution,
        profile_number=version.number,
        profile_hash=content_hash(version),
        name=name[:200],
        title=title[:200],
        on_behalf_of=order.employer_label,
        role=actor.role,
        user=actor.user,
        link_id=link_id,
    )
    commitment.content_hash = commitment_hash(commitment)
    with acting_in("sign_commitment"):
        commitment.save()
    _commit(order, commitment)
    return commitment


TERMS = ("starts_on", "wage", "wage_unit", "contract", "place", "shift", "contribution")


def commitment_hash(commitment: Commitment) -> str:
    """Return the SHA-256 of what is signed: terms, number of openings, last day and the profile behind them."""
    fields = (*TERMS, "job_order_id", "number", "openings", "until", "profile_number", "profile_hash")
    body = {name: str(getattr(commitment, name)) for name in fields}
    return hashlib.sha256(json.dumps(body, sort_keys=True, ensure_ascii=False).encode()).hexdigest()


def _commit(order: JobOrder, commitment: Commitment) -> None:
    unfilled = [OpeningStatus.OFFERED, OpeningStatus.COMMITTED, OpeningStatus.PAUSED]
    filled = order.opening_rows.filter(status=OpeningStatus.FILLED).count()
    rows = list(order.opening_rows.select_for_update(of=("self",)).filter(status__in=unfilled))
    held = max(0, commitment.openings - filled)
    now = timezone.now()
    for place, row in enumerate(rows):
        if place < held:
            row.status, row.commitment = OpeningStatus.COMMITTED, commitment
            for field in TERMS:
                setattr(row, field, getattr(commitment, field))
        else:
            row.status, row.commitment = OpeningStatus.OFFERED, None
        row.changed_at, row.reason = now, ""
    with acting_in("move_opening"):
        Opening.objects.bulk_update(rows, ["status", "commitment", "changed_at", "reason", *TERMS])

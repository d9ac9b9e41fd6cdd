"""Every write to the ledger by hand: what happened, and taking a wrong row back."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from uuid import UUID

from django.core.exceptions import PermissionDenied, ValidationError
from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from gainful.domain.accounts.actor import SYSTEM_ROLE, Actor
from gainful.domain.accounts.roles import STAFF
from gainful.domain.job_orders.access import is_agency
from gainful.domain.ledger.models import LedgerRow
from gainful.domain.participants.models import Participant
from gainful.domain.plans.models import Plan, Share
from gainful.domain.programs.models import Fund

MOST_MINUTES, MOST_COST = 1_000_000, Decimal(10_000_000)


class LedgerError(ValueError):
    """A row that cannot be entered: `message` says what, `field` where."""

    def __init__(self, message: str, *, field: str = "") -> None:
        super().__init__(message)
        self.message, self.field = str(message), field


@dataclass(frozen=True, slots=True)
class Entry:
    """What happened: minutes, USD or both."""

    part: str
    label: str
    day: date
    minutes: int | None = None
    cost: Decimal | None = None
    participant: Participant | None = None
    fund: Fund | None = None


def _require(actor: Actor, plan: Plan) -> None:
    if actor.role not in STAFF or not is_agency(actor, plan.job_order):
        raise PermissionDenied("Only staff of the agency enter what a plan took.")


def _check(entry: Entry, program_id: object) -> None:
    """Refuse what cannot have happened, naming the field."""
    if entry.part not in Share.values:
        raise LedgerError(_("Choose train, support or measure."), field="part")
    if not entry.label.strip():
        raise LedgerError(_("Say what it was."), field="label")
    if entry.minutes is None and entry.cost is None:
        raise LedgerError(_("Enter hours, a cost, or both."), field="cost")
    if entry.day > timezone.localdate():
        raise LedgerError(_("This day has not come yet: only what happened is entered."), field="day")
    if entry.minutes is not None and not 0 <= entry.minutes <= MOST_MINUTES:
        raise LedgerError(_("Hours are 0 or more."), field="hours")
    if entry.cost is not None and not 0 <= entry.cost <= MOST_COST:
        raise LedgerError(_("A cost is 0 USD or more, at most 10,000,000."), field="cost")
    if entry.fund is not None and entry.fund.program_id != program_id:
        raise LedgerError(_("This fund is of another program."), field="fund")


@transaction.atomic
def enter_actual(actor: Actor, plan: Plan, entry: Entry) -> LedgerRow:
    """Enter what happened under a plan; LedgerError names the field that cannot be used."""
    _require(actor, plan)
    order = plan.job_order
    _check(entry, order.program_id)
    if entry.participant and not plan.people.filter(participant=entry.participant).exists():
        raise LedgerError(_("This person is not in the plan."), field="person")
    return _enter(actor, Source("plan", plan.pk, order.agency_id, order.program_id), entry)


@dataclass(frozen=True, slots=True)
class Source:
    """What a row comes from, by kind and number, and whose it is."""

    kind: str
    id: UUID
    organization_id: UUID
    program_id: UUID | None = None


@transaction.atomic
def enter_from(actor: Actor, source: Source, entry: Entry) -> LedgerRow:
    """Enter what happened outside a plan, such as a payment or a coach's time; the caller owns the source."""
    if actor.role not in STAFF | {SYSTEM_ROLE} or actor.organization_id != source.organization_id:
        raise PermissionDenied("Only staff of the agency enter what it took.")
    _check(entry, source.program_id)
    return _enter(actor, source, entry)


def _enter(actor: Actor, source: Source, entry: Entry) -> LedgerRow:
    row = LedgerRow(
        organization_id=source.organization_id, participant=entry.participant, program_id=source.program_id,
        fund=entry.fund, source_kind=source.kind, source_id=str(source.id), is_actual=True, part=entry.part,
        label=entry.label.strip()[:200], day=entry.day, minutes=entry.minutes, cost=entry.cost, entered_by=actor.user,
    )  # fmt: skip
    try:
        row.clean_fields(exclude=["participant", "fund", "program", "organization", "entered_by", "corrects"])
    except ValidationError as error:
        field, words = next(iter(error.message_dict.items()))
        raise LedgerError(words[0], field=field) from error
    row.save()
    return row


@transaction.atomic
def take_back(actor: Actor, plan: Plan, row: LedgerRow) -> LedgerRow:
    """Take back an actual row that was wrong, by a row with the opposite sign; LedgerError where it was already."""
    _require(actor, plan)
    if row.source_kind != "plan" or row.source_id != str(plan.pk) or not row.is_actual or row.corrects_id:
        raise LedgerError(_("Only a row that was entered by hand is taken back."))
    if LedgerRow.objects.filter(corrects=row).exists():
        raise LedgerError(_("This row was taken back already."))
    return _opposite(actor, row)


@transaction.atomic
def take_back_from(actor: Actor, source: Source) -> list[LedgerRow]:
    """Take back what was entered from a source that another corrects; nothing where it was taken back already."""
    if actor.role not in STAFF | {SYSTEM_ROLE} or actor.organization_id != source.organization_id:
        raise PermissionDenied("Only staff of the agency take back what it took.")
    rows = LedgerRow.objects.filter(
        organization_id=source.organization_id, source_kind=source.kind, source_id=str(source.id), is_actual=True,
        corrects=None, corrected_by=None,
    )  # fmt: skip
    return [_opposite(actor, row) for row in rows]


def _opposite(actor: Actor, row: LedgerRow) -> LedgerRow:
    """Enter the same with the opposite sign; a second time the database refuses it."""
    return LedgerRow.objects.create(
        organization_id=row.organization_id, participant_id=row.participant_id, program_id=row.program_id,
        fund_id=row.fund_id, source_kind=row.source_kind, source_id=row.source_id, is_actual=True, part=row.part,
        label=row.label, day=row.day, corrects=row, entered_by=actor.user,
        minutes=None if row.minutes is None else -row.minutes, cost=None if row.cost is None else -row.cost,
    )  # fmt: skip

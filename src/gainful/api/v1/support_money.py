"""Support money, and what a raise would leave, as JSON."""

from __future__ import annotations

from datetime import date
from decimal import Decimal
from typing import Any, Literal
from uuid import UUID

from ninja import Query, Router, Schema
from pydantic import Field

from gainful.api.v1.common import PROBLEMS, Refused, actor_of
from gainful.api.v1.supported import supported_person
from gainful.domain.accounts.requests import ActorRequest
from gainful.domain.participants import queries as people
from gainful.domain.participants.actions import record_reads
from gainful.domain.programs.models import Fund
from gainful.domain.support import plan_queries as queries
from gainful.domain.support.actions import money
from gainful.domain.support.helping import staff_organization
from gainful.domain.support.models import MoneyRequest
from gainful.domain.support.states.money import MoneyState
from gainful.engine.support.benefits import Pay, cliff

router = Router(tags=["Support plans"])
MOST = 100
KindName = Literal[
    "transport",
    "child_care",
    "housing",
    "food",
    "clothing",
    "digital",
    "fees",
    "health",
    "stipend",
    "income",
    "other",
]


class MoneyOut(Schema):
    """A sum, USD."""

    id: UUID
    kind: str
    words: str
    asked: Decimal
    approved: Decimal | None
    spent: Decimal | None
    state: str
    needed_by: date | None
    reason: str


class MoneyIn(Schema):
    """What is asked for, USD."""

    kind: KindName
    words: str = Field(min_length=1, max_length=400)
    amount: Decimal = Field(gt=0, le=100_000, decimal_places=2)
    needed_by: date | None = None
    key: UUID | None = None
    """A number of the caller's own: sent twice, it is one request."""


class GiveIn(Schema):
    """How approved money was given: a payment stands in the books now, a voucher once its receipt is here."""

    way: Literal["voucher", "payment"]
    payee: str = Field(min_length=1, max_length=200)
    reference: str = Field(min_length=1, max_length=80)
    day: date


class ProveIn(Schema):
    """The receipt; `spent`, USD, of a voucher that was not used up."""

    receipt: str = Field(min_length=1, max_length=200)
    day: date
    spent: Decimal | None = Field(None, ge=0, le=100_000, decimal_places=2)


class ApproveIn(Schema):
    """A sum from a fund, USD."""

    fund: UUID
    amount: Decimal = Field(gt=0, le=100_000, decimal_places=2)
    over_cap_reason: str = Field("", max_length=400)


class WhyNotIn(Schema):
    """Why not, for the person."""

    reason: str = Field(min_length=1, max_length=400)


class PayIn(Schema):
    """Hours a week and pay an hour, USD."""

    hours: Decimal = Field(ge=0, le=168, decimal_places=2)
    wage: Decimal = Field(ge=0, le=10_000, decimal_places=2)


class RaiseIn(Schema):
    """Pay now and then, and what the household gets."""

    before: PayIn
    after: PayIn
    household: int = Field(1, ge=1, le=20)
    benefits: list[str] = Field(default_factory=list, max_length=20)
    other_income: Decimal = Field(Decimal(0), ge=0, le=1_000_000, decimal_places=2)
    day: date


class BenefitLineOut(Schema):
    """One benefit, USD a month; null where no rule in force says."""

    name: str
    before: Decimal | None
    after: Decimal | None
    source: str
    why_not: str


class RaiseOut(Schema):
    """What a raise brings, USD a month before taxes; `change` is null where it is not computed."""

    pay_before: Decimal
    pay_after: Decimal
    lines: list[BenefitLineOut]
    change: Decimal | None
    is_cliff: bool


@router.get(
    "/participants/{person_id}/money", response={200: list[MoneyOut], **PROBLEMS}, summary="Support money"
)
def money_of(
    request: ActorRequest, person_id: UUID, offset: int = Query(0, ge=0, le=100_000)
) -> list[MoneyRequest]:
    """Return what was asked for a person, a hundred at once, the newest first."""
    return list(queries.money_of(supported_person(request, person_id))[offset : offset + MOST])


@router.post(
    "/participants/{person_id}/money", response={201: MoneyOut, **PROBLEMS}, summary="Ask for support money"
)
def ask(request: ActorRequest, person_id: UUID, given: MoneyIn) -> tuple[int, MoneyRequest]:
    """Ask for a sum."""
    wanted = money.Ask(given.kind, given.amount, given.words, given.needed_by, key=given.key)
    return 201, money.ask_money(actor_of(request), supported_person(request, person_id), wanted)


def _sum(request: ActorRequest, money_id: UUID) -> MoneyRequest:
    found = queries.money(money_id)
    if found is None:
        raise Refused(404, "There is no such request, or it is not shared with you.")
    supported_person(request, found.participant_id)
    return found


@router.get("/support-money", response={200: list[MoneyOut], **PROBLEMS}, summary="Requests of the agency")
def money_list(
    request: ActorRequest,
    state: Literal["asked", "approved", "refused", "withdrawn", "given", "proven", "all"] = "asked",
    offset: int = Query(0, ge=0, le=100_000),
) -> list[MoneyRequest]:
    """Return the agency's requests in a state, a hundred at once, those needed soonest first."""
    actor = actor_of(request)
    staff_organization(actor)
    rows = list(queries.money_list(actor, state=state if state != "all" else "")[offset : offset + MOST])
    record_reads(
        actor, [row.participant_id for row in rows], what="List of support money read through the API"
    )
    return rows


@router.post(
    "/support-money/{money_id}/approve", response={200: MoneyOut, **PROBLEMS}, summary="Approve a sum"
)
def approve(request: ActorRequest, money_id: UUID, given: ApproveIn) -> MoneyRequest:
    """Approve a sum from a fund; somebody else than whoever asked."""
    row = _sum(request, money_id)
    fund = Fund.objects.filter(pk=given.fund).select_related("program").first()
    if fund is None:
        raise Refused(404, "There is no such fund.", field="fund")
    terms = {"amount": given.amount, "over_cap_reason": given.over_cap_reason}
    return money.approve_money(actor_of(request), row, fund=fund, **terms)  # type: ignore[arg-type]


@router.post(
    "/support-money/{money_id}/refuse", response={200: MoneyOut, **PROBLEMS}, summary="Say no to a sum"
)
def refuse(request: ActorRequest, money_id: UUID, given: WhyNotIn) -> MoneyRequest:
    """Say no, or take an approval back, with the reason that the person reads."""
    row = _sum(request, money_id)
    verb = "take_back" if row.state == MoneyState.APPROVED else "refuse"
    return money.refuse_money(actor_of(request), row, reason=given.reason, verb=verb)


@router.post(
    "/support-money/{money_id}/withdraw", response={200: MoneyOut, **PROBLEMS}, summary="Ask no longer"
)
def withdraw(request: ActorRequest, money_id: UUID) -> MoneyRequest:
    """Ask for a sum no longer."""
    return money.withdraw_money(actor_of(request), _sum(request, money_id))


@router.post("/support-money/{money_id}/give", response={200: MoneyOut, **PROBLEMS}, summary="Give a sum")
def give(request: ActorRequest, money_id: UUID, given: GiveIn) -> MoneyRequest:
    """Say how approved money was given."""
    return money.give_money(actor_of(request), _sum(request, money_id), **given.dict())


@router.post(
    "/support-money/{money_id}/prove", response={200: MoneyOut, **PROBLEMS}, summary="Enter a receipt"
)
def prove(request: ActorRequest, money_id: UUID, given: ProveIn) -> MoneyRequest:
    """Enter the receipt of a sum that was given."""
    return money.prove_money(actor_of(request), _sum(request, money_id), **given.dict())


@router.post("/raise", response={200: RaiseOut, **PROBLEMS}, summary="What a raise would change")
def raise_in_pay(request: ActorRequest, given: RaiseIn) -> dict[str, Any]:
    """Return what more hours or pay would leave, by the rules that the agency loaded; nothing is stored."""
    actor = actor_of(request)
    mine = None if actor.organization_id is not None else people.my_record(actor)
    rules = [money.rule_of(row) for row in queries.benefits_for(actor, mine)]
    found = cliff(
        Pay(given.before.hours, given.before.wage), Pay(given.after.hours, given.after.wage),
        benefits=list(dict.fromkeys(given.benefits)), household=given.household, rules=rules, day=given.day,
        other_income=given.other_income,
    )  # fmt: skip
    lines = [
        {name: getattr(line, name) for name in ("name", "before", "after", "source", "why_not")}
        for line in found.lines
    ]
    pay = {"pay_before": found.pay_before, "pay_after": found.pay_after}
    return {**pay, "lines": lines, "change": found.change, "is_cliff": found.is_cliff}

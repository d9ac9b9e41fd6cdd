"""Every write to support money: ask, decide, give, prove; caps and what an agency knows of benefits."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from decimal import Decimal
from uuid import UUID

from django.db import connection, transaction
from django.db.models import Sum
from django.db.models.functions import Coalesce
from django.utils import timezone
from django.utils.translation import gettext as _

from gainful.domain.accounts.actor import Actor, acting_in
from gainful.domain.ledger.actions import Entry, LedgerError, Source, enter_from
from gainful.domain.organizations.models import Organization
from gainful.domain.participants.access import is_self
from gainful.domain.participants.models import Participant
from gainful.domain.programs.models import Fund
from gainful.domain.support.errors import NotAllowedError, SupportError
from gainful.domain.support.form_keys import create_once, sent_before
from gainful.domain.support.helping import helping_organization, manager_organization, require_rule
from gainful.domain.support.models import BenefitTable, Goal, MoneyCap, MoneyKind, MoneyRequest, Way
from gainful.domain.support.states.money import MONEY_RULES, MoneyState
from gainful.engine.support.benefits import BenefitRule, BenefitRuleError

MOST = Decimal(100_000)
MOST_NAME = 80
LONG_BEFORE = timedelta(days=31)
"""How long before a request money may have been given (assumption): a ride to the first interview is paid at once."""
COUNTED = (MoneyState.APPROVED, MoneyState.GIVEN, MoneyState.PROVEN)
SOURCE = "support_money"


@dataclass(frozen=True, slots=True)
class Ask:
    """What is asked for: kind, USD, in words, by when."""

    kind: str
    amount: Decimal
    words: str
    needed_by: date | None = None
    goal: Goal | None = None
    key: UUID | None = None
    """The number of the form: sent twice, it is one request."""


@transaction.atomic
def ask_money(
    actor: Actor, person: Participant, ask: Ask, *, organization: Organization | None = None
) -> MoneyRequest:
    """Ask for support money, as the person or for them; SupportError names the field that cannot be used."""
    agency = helping_organization(actor, person, organization)
    if (again := sent_before(MoneyRequest, ask.key, participant=person)) is not None:
        return again
    words = " ".join(ask.words.split())
    if ask.kind not in MoneyKind.values:
        raise SupportError(_("Choose what the money is for."), field="kind")
    if not words or len(words) > 400:
        raise SupportError(_("Say what the money is for, in at most 400 characters."), field="words")
    if not 0 < ask.amount <= MOST or ask.amount != ask.amount.quantize(Decimal("0.01")):
        raise SupportError(
            _("Ask for more than 0 USD, at most 100,000, in dollars and cents."), field="amount"
        )
    if ask.needed_by is not None and ask.needed_by < timezone.localdate():
        raise SupportError(_("This day is past."), field="needed_by")
    if ask.goal is not None and ask.goal.participant_id != person.pk:
        raise SupportError(_("This goal is another person's."), field="goal")
    return create_once(
        MoneyRequest, ask.key, participant=person, organization=agency, kind=ask.kind, words=words, asked=ask.amount,
        needed_by=ask.needed_by, goal=ask.goal, asked_by=actor.user, asked_by_person=is_self(actor, person),
    )  # fmt: skip


def cap_of(organization_id: UUID, kind: str) -> MoneyCap | None:
    """Return the cap that counts for a kind, or None where the agency set none."""
    return (
        MoneyCap.objects.filter(organization_id=organization_id, kind=kind)
        .order_by("-created_at", "-id")
        .first()
    )


def left_under_cap(row: MoneyRequest) -> Decimal | None:
    """Return what a person may still get of this kind, USD; None where there is no cap. This request is not counted."""
    cap = cap_of(row.organization_id, row.kind)
    if cap is None:
        return None
    since = timezone.now() - timedelta(days=cap.days)
    got = MoneyRequest.objects.filter(
        participant=row.participant_id, organization=row.organization_id, kind=row.kind, state__in=COUNTED,
        decided_at__gt=since,
    ).exclude(pk=row.pk).aggregate(sum=Sum(Coalesce("spent", "approved")))["sum"]  # fmt: skip
    return max(cap.amount - (got or Decimal(0)), Decimal(0))


def left_in_fund(fund: Fund) -> Decimal:
    """Return what a fund can still promise, USD: its amount less what is spent and what is promised already."""
    with connection.cursor() as cursor:
        cursor.execute("SELECT gainful.fund_used(%s)", [fund.pk])
        return fund.amount - Decimal(cursor.fetchone()[0])


def _held(row: MoneyRequest, actor: Actor, verb: str) -> MoneyRequest:
    """Return the request, held until the end of the transaction, once the step is open to the actor."""
    found = (
        MoneyRequest.objects.select_for_update(of=("self",))
        .select_related("participant", "fund", "organization").filter(pk=row.pk).first()
    )  # fmt: skip
    if found is None:
        raise SupportError(_("There is no such request."), hint=_("Reload the page."))
    require_rule(actor, MONEY_RULES[verb], found.state, found.get_state_display())
    return found


def _hold_what_shares_the_cap(row: MoneyRequest) -> None:
    """Wait for whoever decides on the same kind of money for the same person now: two funds share one cap."""
    alike = MoneyRequest.objects.filter(
        participant=row.participant_id, organization=row.organization_id, kind=row.kind
    )
    list(alike.select_for_update(of=("self",)).order_by("pk").values_list("pk", flat=True))


def _moved(row: MoneyRequest, verb: str) -> MoneyRequest:
    row.state, row.updated_at = str(MONEY_RULES[verb].to), timezone.now()
    with acting_in("move_money"):
        row.save()
    return row


@transaction.atomic
def withdraw_money(actor: Actor, row: MoneyRequest) -> MoneyRequest:
    """Ask for it no longer."""
    found = _held(row, actor, "withdraw")
    found.state, found.updated_at = MoneyState.WITHDRAWN, timezone.now()
    with acting_in("move_money"):
        found.save(update_fields=["state", "updated_at"])
    return found


@transaction.atomic
def approve_money(
    actor: Actor, row: MoneyRequest, *, fund: Fund, amount: Decimal, over_cap_reason: str = ""
) -> MoneyRequest:
    """Approve a sum from a fund: by somebody else than whoever asked, under the cap or with the reason written down."""
    _hold_what_shares_the_cap(row)
    found = _held(row, actor, "approve")
    if found.asked_by_id is not None and found.asked_by_id == actor.signed_in_user.pk:
        raise NotAllowedError(
            _("You asked for this money yourself."), hint=_("Somebody else of your agency decides.")
        )
    fund = Fund.objects.select_for_update(of=("self",)).select_related("program").get(pk=fund.pk)
    if fund.program.organization_id != found.organization_id:
        raise SupportError(_("This fund is another agency's."), field="fund")
    today = timezone.localdate()
    if (fund.starts_on and today < fund.starts_on) or (fund.ends_on and today > fund.ends_on):
        raise SupportError(
            _("This fund cannot be used today."), hint=_("See its first and last day."), field="fund"
        )
    if not 0 < amount <= found.asked:
        raise SupportError(_("Approve more than 0 USD and at most what was asked for."), field="amount")
    if amount > (left := left_in_fund(fund)):
        raise SupportError(
            _("“%(fund)s” has only $%(left)s left to promise.") % {"fund": fund, "left": f"{left:,.2f}"},
            field="fund",
        )
    under_cap = left_under_cap(found)
    if under_cap is not None and amount > under_cap and not over_cap_reason.strip():
        raise SupportError(
            _("The cap leaves $%(left)s for this.") % {"left": f"{under_cap:,.2f}"},
            hint=_("Approve less, or write down why this person needs more."), field="over_cap_reason",
        )  # fmt: skip
    is_over = under_cap is not None and amount > under_cap
    found.approved, found.fund, found.program_id = amount, fund, fund.program_id
    found.over_cap_reason = over_cap_reason.strip()[:400] if is_over else ""
    found.decided_by, found.decided_at = actor.user, timezone.now()
    return _moved(found, "approve")


@transaction.atomic
def refuse_money(actor: Actor, row: MoneyRequest, *, reason: str, verb: str = "refuse") -> MoneyRequest:
    """Say no, or take an approval back before anything was given, with the reason that the person reads."""
    found = _held(row, actor, verb)
    if not reason.strip():
        raise SupportError(_("Say why not: the person reads it."), field="reason")
    found.reason, found.decided_by, found.decided_at = reason.strip()[:400], actor.user, timezone.now()
    return _moved(found, verb)


@transaction.atomic
def give_money(
    actor: Actor, row: MoneyRequest, *, way: str, payee: str, reference: str, day: date
) -> MoneyRequest:
    """Give what was approved: a payment counts in the ledger now, a voucher once its receipt says what was used."""
    found = _held(row, actor, "give")
    if way not in Way.values:
        raise SupportError(_("Choose voucher or payment."), field="way")
    if not payee.strip():
        raise SupportError(_("Say to whom it goes."), field="payee")
    if not reference.strip():
        raise SupportError(_("Write the number of the voucher or payment."), field="reference")
    if day > timezone.localdate():
        raise SupportError(_("This day has not come yet."), field="day")
    if day < timezone.localdate(found.asked_at) - LONG_BEFORE:
        raise SupportError(_("This day is long before it was asked for: look at the year."), field="day")
    found.way, found.payee, found.reference = way, payee.strip()[:200], reference.strip()[:80]
    found.given_on = day
    if way == Way.PAYMENT:
        found.spent = found.approved
        _to_ledger(actor, found, found.approved or Decimal(0), day)
    return _moved(found, "give")


@transaction.atomic
def prove_money(
    actor: Actor, row: MoneyRequest, *, receipt: str, day: date, spent: Decimal | None = None
) -> MoneyRequest:
    """Enter the receipt: what a voucher was used for goes into the ledger; of a payment the receipt proves it."""
    found = _held(row, actor, "prove")
    if not receipt.strip():
        raise SupportError(_("Write the number of the receipt, or where it is."), field="receipt")
    if day > timezone.localdate() or (found.given_on and day < found.given_on):
        raise SupportError(
            _("A receipt is from the day of the payment or later, not from the future."), field="day"
        )
    if found.way == Way.VOUCHER:
        used = found.approved if spent is None else spent
        if used is None or not 0 <= used <= (found.approved or 0):
            raise SupportError(_("No more can have been spent than was approved."), field="spent")
        found.spent = used
        if used:
            _to_ledger(actor, found, used, day)
    elif spent is not None and spent != found.spent:
        raise SupportError(
            _("The payment was $%(usd)s.") % {"usd": f"{found.spent:,.2f}"},
            hint=_("Where it was not all needed, have the rest paid back and correct the ledger."), field="spent",
        )  # fmt: skip
    found.receipt, found.receipt_on = receipt.strip()[:200], day
    return _moved(found, "prove")


def _to_ledger(actor: Actor, row: MoneyRequest, usd: Decimal, day: date) -> None:
    source = Source(SOURCE, row.pk, row.organization_id, row.program_id)
    label = f"{row.get_kind_display()}: {row.words}"
    entry = Entry("support", label, day, None, usd, row.participant, row.fund)
    try:
        enter_from(actor, source, entry)
    except LedgerError as error:
        raise SupportError(error.message, field=error.field) from error


@transaction.atomic
def set_cap(actor: Actor, kind: str, *, amount: Decimal, days: int, source: str = "") -> MoneyCap:
    """Set the most that one person may get of a kind; what was approved before stays."""
    organization = manager_organization(actor)
    if kind not in MoneyKind.values:
        raise SupportError(_("Choose what the cap is for."), field="kind")
    if not 0 < amount <= MOST:
        raise SupportError(_("A cap is more than 0 USD, at most 100,000."), field="amount")
    if not 1 <= days <= 3660:
        raise SupportError(_("A cap holds for 1 to 3,660 days."), field="days")
    return MoneyCap.objects.create(
        organization=organization, kind=kind, amount=amount, days=days, source=source.strip()[:200],
        created_by=actor.user,
    )  # fmt: skip


@transaction.atomic
def load_benefits(actor: Actor, rules: Sequence[BenefitRule]) -> list[BenefitTable]:
    """Load benefits by income for the agency; one that is loaded again from the same day replaces the earlier one."""
    organization = manager_organization(actor)
    made = []
    for rule in rules:
        if not 0 < len(rule.name) <= MOST_NAME:
            raise SupportError(_("Name a benefit in at most %d characters.") % MOST_NAME, field="benefit")
        BenefitTable.objects.filter(
            organization=organization, name=rule.name, household=rule.household, valid_from=rule.valid_from
        ).delete()
        made.append(
            BenefitTable.objects.create(
                organization=organization, name=rule.name, household=rule.household, valid_from=rule.valid_from,
                valid_to=rule.valid_to, is_step=rule.is_step, source=rule.source[:400], loaded_by=actor.user,
                points=[[str(income), str(benefit)] for income, benefit in rule.points],
            )
        )  # fmt: skip
    return made


def rule_of(row: BenefitTable) -> BenefitRule:
    """Return a loaded table as the engine's rule."""
    points = tuple((Decimal(income), Decimal(benefit)) for income, benefit in row.points)
    return BenefitRule(row.name, row.household, row.valid_from, row.valid_to, row.is_step, points, row.source)


__all__ = [
    "Ask",
    "BenefitRuleError",
    "approve_money",
    "ask_money",
    "cap_of",
    "give_money",
    "left_in_fund",
    "left_under_cap",
    "load_benefits",
    "prove_money",
    "refuse_money",
    "rule_of",
    "set_cap",
    "withdraw_money",
]

"""Support money: asked, decided by somebody else, given from a fund, proven; every dollar in the ledger."""

from __future__ import annotations

from datetime import date, timedelta
from decimal import Decimal
from uuid import uuid4

import pytest
from django.core.exceptions import PermissionDenied
from django.db import Error, transaction
from django.utils import timezone

from gainful.domain.accounts.actor import acting_as_system, acting_in
from gainful.domain.ledger.models import LedgerRow
from gainful.domain.programs.models import Fund
from gainful.domain.support.actions.money import (
    Ask,
    approve_money,
    ask_money,
    give_money,
    left_in_fund,
    left_under_cap,
    load_benefits,
    prove_money,
    refuse_money,
    rule_of,
    set_cap,
    withdraw_money,
)
from gainful.domain.support.errors import NotAllowedError, SupportError
from gainful.domain.support.form_keys import create_once
from gainful.domain.support.models import BenefitTable, MoneyRequest
from gainful.domain.support.plan_queries import benefits_for
from gainful.engine.support.benefits import BenefitRule
from tests.helped import as_member, as_self, fund, revoke
from tests.person import ana
from tests.town import town

__all__ = ["ana", "fund", "town"]
TODAY = timezone.localdate()


def asked(town, ana, amount="90", kind="transport"):
    with as_member(town.coach) as actor:
        return ask_money(actor, ana.person, Ask(kind, Decimal(amount), "Bus pass for December"))


def approved(town, ana, fund, amount="90", **more):
    row = asked(town, ana, amount)
    with as_member(town.manager) as actor:
        return approve_money(actor, row, fund=fund, amount=Decimal(amount), **more)


def ledger():
    with acting_as_system("test"):
        return list(
            LedgerRow.objects.order_by("created_at").values_list("part", "cost", "fund__name", "is_actual")
        )


def test_a_payment_is_one_row_of_the_ledger_from_its_fund(town, ana, fund):
    row = approved(town, ana, fund)
    assert ledger() == []
    with as_member(town.coach) as actor:
        given = give_money(actor, row, way="payment", payee="Metro Transit", reference="P-1", day=TODAY)
        assert (given.state, given.spent) == ("given", Decimal(90))
        assert prove_money(actor, given, receipt="R-7", day=TODAY).state == "proven"
    assert ledger() == [("support", Decimal("90.00"), "Title I", True)]
    with as_member(town.manager):
        assert left_in_fund(fund) == Decimal(910)


def test_a_voucher_counts_with_what_was_used_of_it(town, ana, fund):
    row = approved(town, ana, fund)
    with as_member(town.coach) as actor:
        given = give_money(actor, row, way="voucher", payee="Metro Transit", reference="V-1", day=TODAY)
        assert ledger() == []
        assert left_in_fund(fund) == Decimal(910), "promised already"
        with pytest.raises(SupportError, match="No more can have been spent than was approved"):
            prove_money(actor, given, receipt="R-7", day=TODAY, spent=Decimal(91))
        prove_money(actor, given, receipt="R-7", day=TODAY, spent=Decimal("61.50"))
        assert left_in_fund(fund) == Decimal("938.50"), "what was not used is free again"
    assert ledger() == [("support", Decimal("61.50"), "Title I", True)]


@pytest.mark.parametrize(
    ("ask", "field"),
    [
        (Ask("moon", Decimal(1), "x"), "kind"),
        (Ask("food", Decimal(0), "x"), "amount"),
        (Ask("food", Decimal("1.005"), "x"), "amount"),
        (Ask("food", Decimal(100_001), "x"), "amount"),
        (Ask("food", Decimal(1), " "), "words"),
        (Ask("food", Decimal(1), "x", needed_by=date(2020, 1, 1)), "needed_by"),
    ],
)
def test_what_cannot_be_asked_for_is_refused_with_its_field(town, ana, ask, field):
    with as_member(town.coach) as actor, pytest.raises(SupportError) as refused:
        ask_money(actor, ana.person, ask)
    assert refused.value.field == field


def test_whoever_asked_does_not_decide(town, ana, fund, as_web_role):
    with as_member(town.manager) as actor:
        row = ask_money(actor, ana.person, Ask("food", Decimal(5), "Lunch"))
        with pytest.raises(NotAllowedError, match="You asked for this money yourself"):
            approve_money(actor, row, fund=fund, amount=Decimal(5))
        with (
            pytest.raises(Error, match="support_money_two_people"),
            transaction.atomic(),
            acting_in("move_money"),
        ):
            MoneyRequest.objects.filter(pk=row.pk).update(
                state="approved", approved=5, fund=fund, decided_by=actor.user, decided_at=timezone.now()
            )
    with as_member(town.operator) as actor:
        assert approve_money(actor, row, fund=fund, amount=Decimal(5)).state == "approved"


def test_a_coach_decides_nothing_in_the_database_either(town, ana, fund, as_web_role):
    row = asked(town, ana)
    with as_member(town.coach) as actor:
        with pytest.raises(NotAllowedError, match="role does not allow"):
            approve_money(actor, row, fund=fund, amount=Decimal(90))
        with (
            pytest.raises(Error, match="a manager of the agency decides"),
            transaction.atomic(),
            acting_in("move_money"),
        ):
            MoneyRequest.objects.filter(pk=row.pk).update(state="refused", reason="x", decided_by=actor.user)
        with pytest.raises(Error), transaction.atomic():
            MoneyRequest.objects.filter(pk=row.pk).update(state="withdrawn")


def test_more_than_the_fund_has_left_is_refused(town, ana, fund):
    approved(town, ana, fund, "950")
    row = asked(town, ana, "51")
    with as_member(town.manager) as actor:
        with pytest.raises(SupportError, match=r"only \$50.00 left to promise") as refused:
            approve_money(actor, row, fund=fund, amount=Decimal(51))
        assert refused.value.field == "fund"
        assert approve_money(actor, row, fund=fund, amount=Decimal(50)).approved == 50


def test_money_promised_to_somebody_whose_consent_ended_still_counts(town, ana, fund):
    approved(town, ana, fund, "950")
    revoke(ana)
    with as_member(town.manager):
        assert left_in_fund(fund) == Decimal(50)


def test_the_cap_holds_unless_somebody_writes_down_why_not(town, ana, fund):
    with as_member(town.manager) as actor:
        set_cap(actor, "transport", amount=Decimal(500), days=365)
        set_cap(actor, "transport", amount=Decimal(100), days=365, source="Handbook 4.2")
    approved(town, ana, fund, "90")
    row = asked(town, ana, "20")
    with as_member(town.manager) as actor:
        with pytest.raises(SupportError, match=r"cap leaves \$10.00") as refused:
            approve_money(actor, row, fund=fund, amount=Decimal(20))
        assert refused.value.field == "over_cap_reason"
        found = approve_money(
            actor, row, fund=fund, amount=Decimal(20), over_cap_reason="Night shift, no bus"
        )
    assert found.over_cap_reason == "Night shift, no bus"


def test_what_was_approved_before_the_caps_days_does_not_count(town, ana, fund):
    old = approved(town, ana, fund, "90")
    with acting_as_system("test"):
        MoneyRequest.objects.filter(pk=old.pk).update(decided_at=timezone.now() - timedelta(days=31))
    with as_member(town.manager) as actor:
        set_cap(actor, "transport", amount=Decimal(100), days=30)
    assert approved(town, ana, fund, "100").over_cap_reason == ""


def test_a_fund_that_has_ended_pays_nothing(town, ana, fund):
    with acting_as_system("test"):
        Fund.objects.filter(pk=fund.pk).update(ends_on=TODAY - timedelta(days=1))
    row = asked(town, ana)
    with as_member(town.manager) as actor, pytest.raises(SupportError, match="cannot be used today"):
        approve_money(actor, row, fund=fund, amount=Decimal(90))


def test_a_no_has_a_reason_that_the_person_reads(town, ana):
    row = asked(town, ana)
    with as_member(town.manager) as actor:
        with pytest.raises(SupportError, match="Say why not"):
            refuse_money(actor, row, reason=" ")
        refuse_money(actor, row, reason="The center pays for the bus")
    with as_self(ana):
        assert MoneyRequest.objects.get().reason == "The center pays for the bus"


def test_an_approval_is_taken_back_before_anything_is_given_and_not_after(town, ana, fund):
    row = approved(town, ana, fund)
    with as_member(town.manager) as actor:
        refuse_money(actor, row, reason="Wrong person", verb="take_back")
        assert left_in_fund(fund) == Decimal(1000)
    other = approved(town, ana, fund)
    with as_member(town.coach) as actor:
        give_money(actor, other, way="payment", payee="x", reference="1", day=TODAY)
    with as_member(town.manager) as actor, pytest.raises(NotAllowedError, match="not open while"):
        refuse_money(actor, other, reason="Too late", verb="take_back")


@pytest.mark.parametrize(
    ("given", "field"),
    [
        ({"way": "cash"}, "way"),
        ({"payee": ""}, "payee"),
        ({"reference": " "}, "reference"),
        ({"day": TODAY + timedelta(days=1)}, "day"),
    ],
)
def test_what_cannot_have_been_given_is_refused(town, ana, fund, given, field):
    row = approved(town, ana, fund)
    terms = {"way": "payment", "payee": "Metro", "reference": "1", "day": TODAY, **given}
    with as_member(town.coach) as actor, pytest.raises(SupportError) as refused:
        give_money(actor, row, **terms)
    assert refused.value.field == field


@pytest.mark.parametrize(
    ("given", "field"),
    [
        ({"receipt": " "}, "receipt"),
        ({"day": TODAY - timedelta(days=1)}, "day"),
        ({"spent": Decimal(1)}, "spent"),
    ],
)
def test_a_receipt_that_proves_nothing_is_refused(town, ana, fund, given, field):
    row = approved(town, ana, fund)
    with as_member(town.coach) as actor:
        paid = give_money(actor, row, way="payment", payee="Metro", reference="1", day=TODAY)
        with pytest.raises(SupportError) as refused:
            prove_money(actor, paid, **{"receipt": "R", "day": TODAY, **given})
    assert refused.value.field == field


def test_the_person_asks_sees_and_withdraws_their_own_and_nothing_else(town, ana, fund, as_web_role):
    with as_self(ana) as actor:
        mine = ask_money(actor, ana.person, Ask("food", Decimal(30), "Food until payday"))
        assert mine.asked_by_person
        assert withdraw_money(actor, mine).state == "withdrawn"
        with pytest.raises(Error), transaction.atomic(), acting_in("move_money"):
            MoneyRequest.objects.filter(pk=mine.pk).update(state="approved", approved=30)
    row = approved(town, ana, fund)
    with as_self(ana) as actor, pytest.raises(NotAllowedError, match="not open while it is “Approved”"):
        withdraw_money(actor, row)
    for other in (town.stranger, town.employer):
        with as_member(other):
            assert not MoneyRequest.objects.exists()


def rule(**more):
    points = ((Decimal(0), Decimal(700)), (Decimal(2500), Decimal(0)))
    return BenefitRule(
        **{"name": "SNAP", "household": 3, "valid_from": date(2026, 10, 1), "valid_to": None, "is_step": False,
           "points": points, "source": "Made up", **more}
    )  # fmt: skip


def test_of_a_voucher_only_what_was_spent_counts_under_the_cap(town, ana, fund):
    with as_member(town.manager) as actor:
        set_cap(actor, "transport", amount=Decimal(100), days=365)
    row = approved(town, ana, fund, "90")
    with as_member(town.coach) as actor:
        given = give_money(actor, row, way="voucher", payee="Metro", reference="V", day=TODAY)
        later = ask_money(actor, ana.person, Ask("transport", Decimal(60), "Bus"))
        assert left_under_cap(later) == 10, "as long as nobody knows what was used, all of it counts"
        prove_money(actor, given, receipt="R", day=TODAY, spent=Decimal(30))
        assert left_under_cap(later) == 70


def test_a_day_that_is_years_off_is_refused(town, ana, fund):
    row = approved(town, ana, fund)
    with as_member(town.coach) as actor, pytest.raises(SupportError, match="look at the year"):
        give_money(actor, row, way="payment", payee="Metro", reference="1", day=date(1, 1, 1))


def test_a_benefit_with_a_long_name_is_refused_and_not_cut(town):
    with as_member(town.manager) as actor:
        for name in ("", "x" * 81):
            with pytest.raises(SupportError, match="at most 80 characters"):
                load_benefits(actor, [rule(name=name)])
        load_benefits(actor, [rule(name="x" * 80)])
        load_benefits(actor, [rule(name="x" * 80, source="Again")])
        assert BenefitTable.objects.get().source == "Again"


def test_a_form_that_is_sent_twice_asks_once(town, ana):
    ask = Ask("food", Decimal(30), "Food", key=uuid4())
    with as_self(ana) as actor:
        assert ask_money(actor, ana.person, ask) == ask_money(actor, ana.person, ask)
        assert MoneyRequest.objects.count() == 1
        with pytest.raises(
            SupportError, match="sent already"
        ):  # the second looked before the first had written
            create_once(
                MoneyRequest, ask.key, participant=ana.person, organization=town.agency, kind="food", words="x",
                asked=Decimal(1), asked_by=ana.user, asked_by_person=True,
            )  # fmt: skip


def test_rules_of_the_agency_that_helps_count_though_another_registered_the_person(town, ana):
    with as_member(town.manager) as actor:
        load_benefits(actor, [rule()])
    with acting_as_system("test"):
        ana.person.registered_by = town.stranger.organization
        ana.person.save()
    with as_self(ana) as actor:
        assert [row.name for row in benefits_for(actor, ana.person)] == ["SNAP"]


def test_benefits_are_loaded_by_managers_and_a_day_is_loaded_once(town, as_web_role):
    with as_member(town.manager) as actor:
        load_benefits(actor, [rule(), rule(household=2)])
        load_benefits(actor, [rule(source="The state's notice")])
        found = BenefitTable.objects.order_by("household")
        assert [(row.household, row.source) for row in found] == [(2, "Made up"), (3, "The state's notice")]
        assert rule_of(found[0]) == rule(household=2)
    with as_member(town.coach) as actor:
        assert BenefitTable.objects.count() == 2
        with pytest.raises(PermissionDenied):
            load_benefits(actor, [rule()])
    with as_member(town.stranger):
        assert not BenefitTable.objects.exists()

"""A correction is about the same person, fund and program; who may enter; what was planned is never taken back."""

from __future__ import annotations

from datetime import timedelta
from decimal import Decimal

import pytest
from django.utils import timezone

from gainful.domain.accounts.actor import acting_as, acting_as_system
from gainful.domain.ledger.actions import Entry, LedgerError, enter_actual, take_back
from gainful.domain.ledger.models import LedgerRow
from gainful.domain.programs.models import Fund, Program
from tests.person import ana
from tests.plans import planned
from tests.town import town

__all__ = ["ana", "town"]
TOLD = (
    "organization_id", "participant_id", "program_id", "fund_id", "source_kind", "source_id", "is_actual", "part",
    "label", "day",
)  # fmt: skip


def test_a_correction_stands_beside_its_row_in_everything_but_the_sign(town, ana):
    plan = planned(town, ana.person)
    with acting_as_system("test"):
        program = Program.objects.create(organization=town.agency, name="Nurses")
        fund = Fund.objects.create(program=program, name="Grant", amount=100)
        type(plan.job_order).objects.filter(pk=plan.job_order_id).update(program=program)
        plan.job_order.refresh_from_db()
    day = timezone.localdate() - timedelta(days=3)
    with acting_as(town.coach.user, town.agency, role="coach") as actor:
        entered = Entry(
            "measure", "  Records ", day, minutes=30, cost=Decimal("7.25"), participant=ana.person, fund=fund
        )
        row = enter_actual(actor, plan, entered)
        back = take_back(actor, plan, row)
    assert {name: getattr(row, name) for name in TOLD} == {name: getattr(back, name) for name in TOLD} == {
        "organization_id": town.agency.pk, "participant_id": ana.person.pk, "program_id": program.pk,
        "fund_id": fund.pk, "source_kind": "plan", "source_id": str(plan.pk), "is_actual": True, "part": "measure",
        "label": "Records", "day": day,
    }  # fmt: skip
    assert (row.minutes, row.cost, row.corrects_id) == (30, Decimal("7.25"), None)
    assert (back.minutes, back.cost, back.corrects_id) == (-30, Decimal("-7.25"), row.pk)
    assert row.entered_by_id == back.entered_by_id == town.coach.user.pk


def test_what_was_planned_is_not_taken_back_by_hand(town, ana):
    plan = planned(town, ana.person)
    with acting_as_system("test"):
        row = LedgerRow.objects.create(
            organization=town.agency, source_kind="plan", source_id=str(plan.pk), is_actual=False, part="train",
            label="Planned", day=timezone.localdate(), cost=Decimal(300),
        )  # fmt: skip
    with acting_as(town.manager.user, town.agency, role="program_manager") as actor:
        with pytest.raises(LedgerError, match="Only a row that was entered by hand"):
            take_back(actor, plan, row)
        assert not LedgerRow.objects.filter(corrects=row).exists()

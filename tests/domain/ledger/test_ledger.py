"""The ledger: a signed plan becomes its rows to the cent; what happened is entered, corrected, and adds up."""

from __future__ import annotations

from datetime import timedelta
from decimal import Decimal

import pytest
from django.core.exceptions import PermissionDenied
from django.db import DatabaseError, transaction
from django.urls import reverse
from django.utils import timezone

from gainful.domain.accounts.actor import acting_as, acting_as_system
from gainful.domain.ledger.actions import Entry, LedgerError, enter_actual, take_back
from gainful.domain.ledger.models import LedgerRow
from gainful.domain.ledger.queries import (
    person_against_actual,
    plan_against_actual,
    rows_of_person,
    rows_of_plan,
)
from gainful.domain.participants.models import Consent
from gainful.domain.plans.models import BudgetLine, Plan
from tests.person import ana
from tests.plans import planned
from tests.town import town

__all__ = ["ana", "town"]
LINES = (
    ("train", "Patient care, 1 person", 1, "person", 1400), ("train", "Somebody else's course", 1, "person", 1400),
    ("train", "Books", 2, "person", 50), ("support", "Job coach", 7, "hour", 33),
    ("support", "Legal help", 1, "person", 500),
    ("measure", "Records", 3, "hour", "33.33"),
)  # fmt: skip


@pytest.fixture
def plan(town, ana):
    made = planned(town, ana.person, status="sent_to_employer")
    with acting_as_system("test"):
        for place, (share, label, quantity, unit, price) in enumerate(LINES):
            amount = Decimal(price) * quantity
            BudgetLine.objects.create(
                plan=made, position=place, share=share, label=label, quantity=quantity, unit=unit, unit_price=price,
                amount=amount,
            )  # fmt: skip
    return made


def sign(plan: Plan) -> None:
    with acting_as_system("test"):
        plan.status = "signed"
        plan.save(update_fields=["status"])


def as_manager(town):
    return acting_as(town.manager.user, town.agency, role="program_manager")


def planned_sum(plan: Plan) -> Decimal:
    with acting_as_system("test"):
        rows = LedgerRow.objects.filter(source_kind="plan", source_id=str(plan.pk), is_actual=False)
        return sum((row.cost for row in rows if row.cost is not None), Decimal(0))


def test_a_signed_plan_is_in_the_ledger_to_the_cent(town, ana, plan):
    assert planned_sum(plan) == 0
    sign(plan)
    assert planned_sum(plan) == sum(Decimal(price) * quantity for _s, _l, quantity, _u, price in LINES)
    with acting_as_system("test"):
        rows = LedgerRow.objects.filter(participant=ana.person)
        assert {row.label for row in rows} == {"Patient care", "Job coach", "Records"}
        assert sum(row.minutes or 0 for row in rows.filter(label="Patient care")) == 120 * 60
        legal = LedgerRow.objects.get(label="Legal help")
        assert legal.cost == 500
        assert legal.participant.name == "Bo Marrowbone"


def test_signed_again_it_is_there_once(town, plan):
    sign(plan)
    before = planned_sum(plan)
    with acting_as_system("test"):
        Plan.objects.filter(pk=plan.pk).update(status="sent_to_employer")
    sign(plan)
    assert planned_sum(plan) == before


def test_a_newer_signed_plan_takes_the_rows_of_the_older_back(town, ana, plan):
    sign(plan)
    newer = planned(town, ana.person, status="sent_to_employer", order=plan.job_order)
    sign(newer)
    assert planned_sum(plan) == 0
    with acting_as_system("test"):
        assert (
            LedgerRow.objects.filter(source_id=str(plan.pk)).count()
            == 2 * LedgerRow.objects.filter(source_id=str(plan.pk), corrects=None).count()
        )


def test_a_plans_rows_are_its_own_alone(town, ana, plan):
    """One agency, one person, one job, signed twice: nothing but the plan keeps the rows apart."""
    sign(plan)
    other = planned(town, ana.person, status="sent_to_employer", order=plan.job_order)
    with acting_as_system("test"):
        BudgetLine.objects.create(
            plan=other, position=0, share="train", label="Welding", quantity=1, unit="person", unit_price=800,
            amount=800,
        )  # fmt: skip
    sign(other)
    with as_manager(town):
        older, newer = ([row.label for row in rows_of_plan(one.pk)] for one in (plan, other))
    assert newer
    assert ("Records" in older, "Records" in newer) == (True, False)


def entry(**values):
    return Entry(
        **{"part": "train", "label": "Class", "day": timezone.localdate(), "cost": Decimal(100), **values}
    )


def test_what_happened_is_entered_and_taken_back(town, ana, plan):
    sign(plan)
    with as_manager(town) as actor:
        row = enter_actual(actor, plan, entry(minutes=90, participant=ana.person))
        assert plan_against_actual(plan.pk).actual_total == 100
        take_back(actor, plan, row)
        assert plan_against_actual(plan.pk).actual_total == 0
        with pytest.raises(LedgerError, match="already"):
            take_back(actor, plan, row)


@pytest.mark.parametrize(
    ("values", "field"),
    [
        ({"part": "party"}, "part"), ({"label": " "}, "label"), ({"cost": None}, "cost"),
        ({"cost": Decimal(-1)}, "cost"), ({"minutes": -1}, "hours"),
        ({"day": timezone.localdate() + timedelta(days=1)}, "day"),
    ],
)  # fmt: skip
def test_what_cannot_be_is_refused_with_its_field(town, plan, values, field):
    with as_manager(town) as actor, pytest.raises(LedgerError) as refused:
        enter_actual(actor, plan, entry(**values))
    assert refused.value.field == field


def test_only_the_agency_enters(town, plan):
    with (
        acting_as(town.employer.user, town.employer_org, role="employer") as actor,
        pytest.raises(PermissionDenied),
    ):
        enter_actual(actor, plan, entry())


def test_rows_stay_as_they_are(town, plan):
    sign(plan)
    with acting_as_system("test"), pytest.raises(DatabaseError), transaction.atomic():
        LedgerRow.objects.update(cost=1)
    with acting_as_system("test"), pytest.raises(DatabaseError), transaction.atomic():
        LedgerRow.objects.all().delete()


def test_a_person_who_takes_consent_back_leaves_the_sums(town, ana, plan):
    sign(plan)
    with as_manager(town):
        before, seen = plan_against_actual(plan.pk), rows_of_plan(plan.pk).count()
    with acting_as_system("test"):
        Consent.objects.update(revoked_at=timezone.now())
    with as_manager(town):
        assert plan_against_actual(plan.pk) == before
        assert rows_of_plan(plan.pk).count() < seen


def test_sums_and_rows_of_another_agency_are_not_seen(town, plan):
    sign(plan)
    with acting_as(town.stranger.user, town.stranger.organization, role="program_manager"):
        assert plan_against_actual(plan.pk).planned_total is None
        assert not rows_of_plan(plan.pk).exists()


def test_the_person_reads_their_own_rows(town, ana, plan):
    sign(plan)
    with acting_as(ana.user, None, role="participant"):
        assert set(LedgerRow.objects.values_list("participant_id", flat=True)) == {ana.person.pk}


def test_a_person_against_actual_is_their_part_alone(town, ana, plan):
    sign(plan)
    with as_manager(town) as actor:
        loaded = Plan.objects.select_related("job_order").get(pk=plan.pk)
        enter_actual(
            actor, loaded, Entry("train", "Books", timezone.localdate(), 90, Decimal("40.50"), ana.person)
        )
        enter_actual(actor, loaded, Entry("support", "Office rent", timezone.localdate(), None, Decimal(900)))
        found = person_against_actual(ana.person.pk)
        assert found.actual_total == Decimal("40.50")
        assert next(each for each in found.parts if each.part == "train").actual.minutes == 90
        assert found.planned_total is not None
        assert found.planned_total < plan_against_actual(plan.pk).planned_total
        page = town.manager.client.get(
            reverse("program:person_ledger", args=[ana.person.pk])
        ).content.decode()
    assert "$40.50 is spent so far, 1.5 hours." in " ".join(page.split())
    assert "Office rent" not in page
    mine = " ".join(ana.client.get(reverse("participant:ledger")).content.decode().split())
    assert "$40.50 is spent so far, 1.5 hours." in mine, "two doors, one figure"
    assert "You pay none of this." in mine
    rows = town.coach.client.get(reverse("coach:person_ledger_export", args=[ana.person.pk])).content.decode()
    assert "Books" in rows
    assert "Ana Silva" not in rows
    file = ana.client.get(reverse("participant:download")).json()
    assert "Books" in [row["label"] for row in file["hours_and_costs"]]


def test_the_page_of_somebody_without_a_plan_says_what_belongs_there(ana):
    assert "Nothing yet." in ana.client.get(reverse("participant:ledger")).content.decode()
    assert ana.client.get(reverse("participant:ledger_export")).status_code == 200


def test_another_agency_sees_no_persons_ledger(town, ana, plan):
    sign(plan)
    client = town.stranger.client
    assert client.get(reverse("program:person_ledger", args=[ana.person.pk])).status_code == 404
    with acting_as(town.stranger.user, town.stranger.organization, role="program_manager"):
        assert not rows_of_person(ana.person.pk).exists()
        assert person_against_actual(ana.person.pk).planned_total is None

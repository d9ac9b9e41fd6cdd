"""Openings are rows that follow the job order; a commitment names its terms and holds until its day."""

from __future__ import annotations

from datetime import timedelta
from decimal import Decimal

import pytest
from django.db import IntegrityError, transaction
from django.utils import timezone

from gainful.domain.accounts.actor import acting_as, acting_as_system
from gainful.domain.job_orders.actions import (
    CommitmentTerms,
    create_job_order,
    match_openings,
    read_terms,
    sign_commitment,
    update_job_order,
    withdraw_opening,
)
from gainful.domain.job_orders.actions.sign_commitment import LONGEST, commitment_hash
from gainful.domain.job_orders.errors import JobOrderError
from gainful.domain.job_orders.models import JobOrder, ProfileVersion, RequiredCompetency
from gainful.domain.job_orders.queries import commitment_in_force
from tests.town import town

__all__ = ["town"]


@pytest.fixture
def order(town, system):
    """A shared job order with three openings and a profile of one line."""
    with acting_as(town.manager.user, town.agency, role="program_manager") as actor:
        order = create_job_order(
            actor, text="", title="Aide", employer=town.employer_org, openings=3, wage_low=Decimal("18.50"),
            wage_unit="hour",
        )  # fmt: skip
    with acting_as_system("test"):
        JobOrder.objects.filter(pk=order.pk).update(status="profile_ready")
        version = ProfileVersion.objects.create(job_order=order, number=1, reference_version="onet-30.0")
        RequiredCompetency.objects.create(
            version=version, competency_id="onet:2.A.1.b", taxonomy="onet", domain="skill", name="Listening",
            level=3, evidence_kind="stated",
        )  # fmt: skip
    order.refresh_from_db()
    return order


def states(order):
    return [row.current_status.value for row in order.opening_rows.all()]


def terms(**changed):
    usual = {"openings": 2, "wage": Decimal("18.50"), "wage_unit": "hour", "until": timezone.localdate()}
    return CommitmentTerms(**{**usual, **changed})


def commit(town, order, **changed):
    with acting_as(town.employer.user, town.employer_org, role="employer") as actor:
        return sign_commitment(actor, order, terms(**changed), name="Pat Lee", title="Director")


def test_a_job_order_brings_as_many_openings_as_it_states(town, order):
    assert states(order) == ["offered"] * 3
    assert {row.wage for row in order.opening_rows.all()} == {Decimal("18.50")}
    with acting_as(town.manager.user, town.agency, role="program_manager") as actor:
        update_job_order(actor, order, {"openings": 5})
        assert states(order) == ["offered"] * 5
        update_job_order(actor, order, {"openings": 4})
    assert states(order) == ["offered"] * 4 + ["withdrawn"]


def test_fewer_openings_leave_those_that_somebody_committed_to(town, order):
    commit(town, order, openings=2)
    order.openings = 1
    match_openings(order)
    assert states(order) == ["committed", "committed", "withdrawn"]


def test_the_employer_commits_some_on_terms_and_a_new_commitment_replaces_the_old(town, order):
    first = commit(town, order, openings=2, wage=Decimal(19), contribution=Decimal(500))
    assert states(order) == ["committed", "committed", "offered"]
    assert order.opening_rows.first().wage == Decimal(19)
    assert (first.role, first.on_behalf_of, first.number) == ("employer", "Lakeside Care", 1)
    second = commit(town, order, openings=1)
    assert second.number == 2
    assert states(order) == ["committed", "offered", "offered"]


def test_a_commitment_holds_through_its_last_day(town, order):
    today = timezone.localdate()
    commit(town, order, until=today)
    opening = order.opening_rows.first()
    assert opening.status_on(today) == "committed"
    assert opening.status_on(today + timedelta(days=1)) == "expired"
    assert commitment_in_force(order, today) is not None
    assert commitment_in_force(order, today + timedelta(days=1)) is None


def test_a_changed_profile_reopens_the_commitment(town, order):
    commit(town, order)
    with acting_as_system("test"):
        RequiredCompetency.objects.filter(version__job_order=order).update(level=4)
    assert commitment_in_force(order, timezone.localdate()) is None


@pytest.mark.parametrize(
    ("changed", "field"),
    [
        ({"openings": 0}, "openings"),
        ({"openings": 4}, "openings"),
        ({"wage": Decimal(0)}, "wage"),
        ({"contribution": Decimal("-0.01")}, "contribution"),
        ({"until": timezone.localdate() - timedelta(days=1)}, "until"),
        ({"until": timezone.localdate() + LONGEST + timedelta(days=2)}, "until"),
    ],
)
def test_terms_outside_their_bounds_are_refused_by_field(town, order, changed, field):
    with pytest.raises(JobOrderError) as refused:
        commit(town, order, **changed)
    assert refused.value.field == field
    assert states(order) == ["offered"] * 3


@pytest.mark.parametrize("changed", [{"openings": 1}, {"openings": 3}, {"wage": Decimal("0.01")}])
def test_terms_at_their_bounds_are_taken(town, order, changed):
    assert commit(town, order, **changed).pk


@pytest.mark.parametrize(
    ("given", "field"),
    [
        ({"openings": "two"}, "openings"),
        ({"wage": "much"}, "wage"),
        ({"until": "soon"}, "until"),
        ({"starts_on": "2027-02-30"}, "starts_on"),
        ({"contribution": "half"}, "contribution"),
        ({"wage": "NaN"}, "wage"),
    ],
)
def test_what_a_form_brings_is_refused_by_field(order, given, field):
    with pytest.raises(JobOrderError) as refused:
        read_terms(order, given)
    assert refused.value.field == field


def test_a_form_left_empty_stands_for_the_job_order(order):
    read = read_terms(order, {})
    assert (read.openings, read.wage, read.wage_unit) == (3, Decimal("18.50"), "hour")
    assert read_terms(order, {"wage": "$1,200.5", "wage_unit": "month"}).wage == Decimal("1200.50")


def test_a_job_order_without_pay_asks_for_it(order):
    order.wage_low = None
    with pytest.raises(JobOrderError, match="states no pay"):
        read_terms(order, {})


def test_the_hash_covers_the_terms_and_nothing_signed_changes(town, order):
    signed = commit(town, order)
    assert signed.content_hash == commitment_hash(signed)
    signed.wage = Decimal(1)
    assert signed.content_hash != commitment_hash(signed)
    with pytest.raises(IntegrityError, match="cannot be changed"), transaction.atomic():
        signed.save()


def test_a_withdrawn_opening_lowers_the_number_and_keeps_its_row(town, order):
    opening = order.opening_rows.first()
    with acting_as(town.employer.user, town.employer_org, role="employer") as actor:
        withdraw_opening(actor, order, opening.pk, reason="The ward closes")
    order.refresh_from_db()
    assert (order.openings, states(order)) == (2, ["withdrawn", "offered", "offered"])
    assert order.opening_rows.first().reason == "The ward closes"

"""A wage that cannot be meant is told with what it comes to an hour, wherever one is stated."""

from __future__ import annotations

from decimal import Decimal

import pytest
from django.utils import timezone

from gainful.domain.job_orders.errors import JobOrderError as Refused
from gainful.domain.placements.actions import Change, hire, make_offer, record_change
from tests.person import ana
from tests.placements import terms, way
from tests.town import town

__all__ = ["ana", "town", "way"]
pytestmark = pytest.mark.django_db


@pytest.mark.parametrize(
    ("wage", "unit", "words"),
    [
        ("0", "hour", "above 0 USD, below 1,000,000"),
        ("-5", "hour", "above 0 USD, below 1,000,000"),
        ("1000000000", "year", "above 0 USD, below 1,000,000"),
        ("41600", "hour", r"comes to \$41,600.00 an hour"),
        ("19.50", "year", r"comes to \$0.01 an hour"),
        ("41600", "week", r"comes to \$1,155.56 an hour"),
    ],
)
def test_an_offer_whose_wage_cannot_be_meant_is_refused(way, wage, unit, words):
    row = way.introduced()
    with way.as_employer() as actor, pytest.raises(Refused, match=words) as refused:
        make_offer(actor, row, terms(wage=Decimal(wage), wage_unit=unit), answer_by=timezone.localdate())
    assert refused.value.field == "wage"


def test_a_wage_of_0_at_the_hire_is_not_taken_for_the_offers(way):
    row = way.accepted()
    with way.as_employer() as actor, pytest.raises(Refused, match="above 0 USD"):
        hire(actor, row, wage=Decimal(0))


def test_a_raise_whose_wage_cannot_be_meant_is_refused(way):
    _row, placed = way.hired()
    day = timezone.localdate()
    with way.as_coach() as actor, pytest.raises(Refused, match=r"comes to \$43,000.00 an hour"):
        record_change(actor, placed, Change(kind="raise", day=day, wage=Decimal(43_000), wage_unit="hour"))

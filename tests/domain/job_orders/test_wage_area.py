"""A place typed into the form sets the wage area, and another place another one."""

from __future__ import annotations

import pytest

from gainful.domain.accounts.actor import acting_as
from gainful.domain.job_orders.actions import create_job_order, read_posting_into_profile, update_job_order
from gainful.domain.job_orders.models import JobOrder
from gainful.domain.plans.engine_inputs import constraints_of
from tests.town import town

__all__ = ["town"]

MINNEAPOLIS, DULUTH = "0033460", "0020260"
TEXT = "Nursing Assistant\n\nWe are hiring nursing assistants in Minneapolis, MN. $18 an hour."


@pytest.mark.parametrize(
    ("typed", "area"), [("Duluth, MN", DULUTH), ("Somewhere else", ""), ("", MINNEAPOLIS)]
)
def test_what_is_typed_goes_before_what_the_posting_says(town, typed, area):
    with acting_as(town.manager.user, town.agency, role="program_manager", reason="test") as actor:
        order = create_job_order(actor, text=TEXT, place=typed)
        read_posting_into_profile(actor, order)
        assert (order.place or "", order.area_code) == (typed or "Minneapolis, MN", area)
        assert constraints_of(JobOrder.objects.get(pk=order.pk)).area == (area or None)


def test_another_place_is_in_another_wage_area(town):
    with acting_as(town.manager.user, town.agency, role="program_manager", reason="test") as actor:
        order = create_job_order(actor, text=TEXT, place="Minneapolis, MN")
        update_job_order(actor, order, {"place": "Duluth, MN"})
        assert order.area_code == DULUTH
        update_job_order(actor, order, {"place": "Duluth harbor, MN", "title": "Aide"})
        assert order.area_code == ""
        update_job_order(actor, order, {"place": "Lakeside", "area_code": MINNEAPOLIS})
        assert order.area_code == MINNEAPOLIS

"""An order is shown only where the page that asks for it shows it."""

from __future__ import annotations

import pytest
from django.http import Http404

from gainful.domain.job_orders.models import JobOrder
from gainful.www.components.orders import find_order


def test_an_order_that_the_database_shows_and_the_page_does_not_is_not_there(town, system):
    order = JobOrder.objects.create(agency=town.agency, title="Welder")
    assert find_order(order.pk, lambda found: found == order) == order
    with pytest.raises(Http404):
        find_order(order.pk, lambda _found: False)

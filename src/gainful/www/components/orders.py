"""The job order that an address names."""

from __future__ import annotations

from collections.abc import Callable
from uuid import UUID

from django.http import Http404

from gainful.domain.job_orders import queries
from gainful.domain.job_orders.models import JobOrder


def find_order(order_id: UUID, shown: Callable[[JobOrder], bool]) -> JobOrder:
    """Return the order, or 404 where the database shows none or it is not to be shown here."""
    try:
        order = queries.job_order(order_id)
    except JobOrder.DoesNotExist:
        raise Http404 from None
    if not shown(order):
        raise Http404
    return order

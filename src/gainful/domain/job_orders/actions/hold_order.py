"""One writer of a job order at a time: whoever comes second sees what the first one did."""

from __future__ import annotations

from django.db import connection, transaction

from gainful.domain.job_orders.models import JobOrder


def hold_order(order: JobOrder) -> None:
    """Wait until nobody else writes to the order, its profile, openings or plans; then read the order again.

    Held until the transaction ends. Every action that signs, changes or ends something of an order begins with it,
    before any row is locked, so that two of them cannot wait for each other. It locks the order's row as its owner,
    since the holder of a link may sign and yet lock no row; triggers lock it too, so that SQL beside the actions
    slips no line into what is being signed. Whoever cannot see the order is refused by what follows.
    """
    if not connection.in_atomic_block:
        raise transaction.TransactionManagementError("An order is held by a transaction.")
    with connection.cursor() as cursor:
        cursor.execute("SELECT gainful.hold_order(%s)", [order.pk])
    if JobOrder.objects.filter(pk=order.pk).exists():
        order.refresh_from_db()

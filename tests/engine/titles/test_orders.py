"""Who picks orders in a warehouse is an order filler; who only moves freight stays a laborer."""

from __future__ import annotations

import pytest

from gainful.engine.postings.profile import HAND_LABORER, ORDER_FILLER, required_profile


@pytest.mark.parametrize(
    ("duties", "code"),
    [
        (
            "receive and put away pallets, pick orders with a scanner, load trailers, count stock",
            ORDER_FILLER,
        ),
        ("pull orders, wrap pallets, load trailers", ORDER_FILLER),
        ("fill customer orders, load trailers by hand", ORDER_FILLER),
    ],
)
def test_orders_are_picked_by_order_fillers(duties, code):
    read = required_profile(f"Warehouse Associate\n\nDuties: {duties}.")
    assert read.occupation.code == code


def test_freight_is_moved_by_hand():
    read = required_profile("Freight Handler\n\nDuties: load and unload trailers by hand, stack boxes.")
    assert read.occupation.code == HAND_LABORER

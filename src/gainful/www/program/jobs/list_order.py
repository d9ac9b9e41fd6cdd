"""In which order the list of people stands, as asked in the address of the page, and what that order means in words."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from gainful.domain.plans.engine_inputs import ordering_of
from gainful.engine.ranking.order import ListOrder, Segment
from gainful.www.components.paging import whole_number

ORDERS = {
    ListOrder.LEAST_TRAINING: (
        gettext_lazy("Least training first"),
        gettext_lazy("Whoever needs the fewest training hours stands first. Support never counts."),
    ),
    ListOrder.LARGEST_GAIN: (
        gettext_lazy("Largest gain in pay first"),
        gettext_lazy(
            "The job's pay minus what they earn now. How likely each is to finish and be hired is not known here"
            " and not guessed: only the pay counts."
        ),
    ),
    ListOrder.LONGEST_WAITING: (
        gettext_lazy("Longest waiting first"),
        gettext_lazy("By the day on which they asked for help, or were registered."),
    ),
    ListOrder.MIXED: (
        gettext_lazy("Least training, with a share for each group"),
        gettext_lazy(
            "At every place of the list, at least these shares of the people so far are of these groups."
        ),
    ),
}
FLOORS = {
    Segment.SUPPORT: gettext_lazy("People whom support would bring within reach"),
    Segment.DISPLACED: gettext_lazy("People who lost a job"),
    Segment.NONTRADITIONAL: gettext_lazy("People new or returning to work"),
    Segment.INCUMBENT: gettext_lazy("People who work and move to a new role"),
}


def order_asked(query: Mapping[str, str]) -> dict[str, Any]:
    """Return the `order` and `floors` of an address as a ranking takes them; what cannot all hold is left out.

    `order` names one of ORDERS; `floor-SEGMENT` is a whole percentage.
    """
    named = query.get("order", "")
    if named not in set(ListOrder) or named == ListOrder.LEAST_TRAINING:
        return {}
    asked: dict[str, Any] = {"order": named}
    if named == ListOrder.MIXED:
        asked["floors"] = tuple((name.value, share / 100) for name, share in _shares(query).items() if share)
    return asked if refusal(query) is None else {"order": named, "floors": ()}


def refusal(query: Mapping[str, str]) -> str | None:
    """Say why the shares asked for cannot all hold; None where they can."""
    if query.get("order") != ListOrder.MIXED:
        return None
    shares = _shares(query)
    if any(share > 100 for share in shares.values()):
        return _("A share is at most 100 %.")
    floors = [(name.value, share / 100) for name, share in shares.items() if share]
    try:
        ordering_of({"order": ListOrder.MIXED, "floors": floors})
    except ValueError:
        return _("The shares of those who lost a job, who are new to work and who have work exceed 100 %.")
    return None


def _shares(query: Mapping[str, str]) -> dict[Segment, int]:
    """Return the whole percentages of an address, 0 where none stands there."""
    return {name: whole_number(query.get(f"floor-{name.value}", "")) or 0 for name in Segment}


def order_context(query: Mapping[str, str]) -> dict[str, Any]:
    """Return what the page shows of the order: the choices, the one in force in words, the shares, what is wrong.

    Without a share that can hold, the list stands by training, and the words say so.
    """
    asked = order_asked(query)
    now = ListOrder(asked.get("order", ListOrder.LEAST_TRAINING))
    shares = _shares(query)
    kept = ListOrder.LEAST_TRAINING if now == ListOrder.MIXED and not asked.get("floors") else now
    return {
        "orders": [(order.value, label, order == now) for order, (label, _words) in ORDERS.items()],
        "order_words": ORDERS[kept][1],
        "order_caption": ORDERS[kept][0],
        "is_mixed": now == ListOrder.MIXED,
        "floors": [(name.value, FLOORS[name], shares[name] or "") for name in Segment],
        "order_refusal": refusal(query),
    }

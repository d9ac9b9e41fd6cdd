"""In which order the list of people stands, as asked in the address of the page, and what that order means in words."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext

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
TIES = {
    ListOrder.LARGEST_GAIN: gettext_lazy(
        "Where that is equal: the fewest training hours, then whoever waits longest, then a lot that is drawn for"
        " each job."
    ),
    ListOrder.LONGEST_WAITING: gettext_lazy(
        "Where that is equal: the fewest training hours, then a lot that is drawn for each job."
    ),
}
"""What breaks a tie, by order; the others stand by hours."""
TIES_BY_HOURS = gettext_lazy(
    "Where whole hours are equal: whoever needs fewer beside a license's course, then whoever waits longest, then a lot"
    " that is drawn for each job."
)
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


def years_words(years: float) -> str:
    """Return years of experience in words: "6 months", "1 year", "2.5 years"."""
    if years < 1:
        months = round(years * 12)
        return ngettext("%(n)s month", "%(n)s months", months) % {"n": months}
    return ngettext("%(n)s year", "%(n)s years", 1 if years == 1 else 2) % {"n": f"{years:g}"}


def experience_first(years: float | None) -> str:
    """Say who stands before all others where a job asks for experience; nothing where it does not."""
    if years is None:
        return ""
    words = _(
        "People with the experience that the posting asks for (%(years)s) stand before all others: no training gives"
        " it."
    )
    return words % {"years": years_words(years)} + " "


def order_context(query: Mapping[str, str], experience: float | None = None) -> dict[str, Any]:
    """Return what the page shows of the order: the choices, the one in force in words, the shares, what is wrong.

    `experience` is the years that the job asks for: whoever has them stands before the others, whatever the order.

    Without a share that can hold, the list stands by training, and the words say so.
    """
    asked = order_asked(query)
    now = ListOrder(asked.get("order", ListOrder.LEAST_TRAINING))
    shares = _shares(query)
    kept = ListOrder.LEAST_TRAINING if now == ListOrder.MIXED and not asked.get("floors") else now
    return {
        "orders": [(order.value, label, order == now) for order, (label, _words) in ORDERS.items()],
        "order_words": f"{experience_first(experience)}{ORDERS[kept][1]}",
        "tie_words": TIES.get(kept, TIES_BY_HOURS),
        "experience_words": "" if experience is None else years_words(experience),
        "order_caption": ORDERS[kept][0],
        "is_mixed": now == ListOrder.MIXED,
        "floors": [(name.value, FLOORS[name], shares[name] or "") for name in Segment],
        "order_refusal": refusal(query),
    }

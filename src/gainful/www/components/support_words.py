"""The reasons for a choice of service and the week of its hours, in words."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date
from itertools import groupby
from typing import Any

from django.utils.dates import WEEKDAYS
from django.utils.functional import Promise
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from gainful.domain.support.queries import Choice, Delivery
from gainful.engine.support.fit import Why
from gainful.engine.support.hours import week_of

WORDS: dict[Why, str | Promise] = {
    Why.FULL: gettext_lazy("no place is free"),
    Why.FREE: gettext_lazy("a place is free"),
    Why.PLACES_UNKNOWN: gettext_lazy("free places are not known: call first"),
    Why.SPEAKS: gettext_lazy("speaks the language"),
    Why.SPEAKS_NOT: gettext_lazy("does not say that it speaks the language"),
    Why.SAME_AREA: gettext_lazy("in the same area"),
    Why.NEAR: gettext_lazy("near"),
    Why.FAR: gettext_lazy("far"),
    Why.PLACE_UNKNOWN: gettext_lazy("distance not known"),
    Why.DELIVERS: gettext_lazy("most people whom you sent got the service"),
    Why.SELDOM_DELIVERS: gettext_lazy("fewer than half of the people whom you sent got the service"),
    Why.EMERGENCY: gettext_lazy("helps at once, day or night"),
}


@dataclass(frozen=True, slots=True)
class Proposal:
    """A service to choose, with the reasons for its place in words."""

    choice: Choice
    reasons: list[str]
    delivery: str


def delivery_words(delivery: Delivery) -> str:
    """Return what came of a year's referrals in one sentence; what is open counts as neither."""
    if not delivery.sent:
        return _("nobody was sent there in the last year")
    words = {"got": delivery.received, "ended": delivery.resolved, "open": delivery.waiting}
    if not delivery.resolved:
        return _("%(open)s sent, none has ended yet") % words
    said = _("%(got)s of %(ended)s got the service") % words
    return f"{said}; " + _("%(open)s still open") % words if delivery.waiting else said


def proposal(choice: Choice) -> Proposal:
    """Return a choice in words."""
    reasons = [str(WORDS[each]) for each in choice.fit.reasons if each in WORDS]
    if choice.miles is not None:
        reasons.append(_("about %(miles)s miles") % {"miles": f"{choice.miles:.0f}"})
    return Proposal(choice, reasons, delivery_words(choice.delivery))


def hours_words(schedules: Iterable[Mapping[str, Any]], day: date) -> list[str]:
    """Return the week of a service, one line a weekday, then what stands beside it."""
    week = week_of(schedules, day)
    lines = []
    for number, rows in groupby(week.hours, key=lambda each: each.day):
        spans = ", ".join(
            f"{row.opens}–{row.closes}" + (f" ({row.rule})" if row.rule else "") for row in rows
        )
        lines.append(f"{WEEKDAYS[number]}: {spans}")
    return [*lines, *week.notes]

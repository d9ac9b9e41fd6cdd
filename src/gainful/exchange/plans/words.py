"""How a plan's figures and texts are written on paper."""

from __future__ import annotations

import re
import unicodedata
from datetime import date

from gainful.engine.planning.hours import whole_hours
from gainful.engine.ranking.pay_change import of_the_loss

LONGEST = 900
"""Characters of a text."""
LONG_WORD = 30
"""Characters after which a word may break."""


def clean(value: object, most: int = LONGEST) -> str:
    """Return text that can be set and read: no control or direction marks, long words breakable, bounded length."""
    text = "" if value is None else str(value)
    text = text.encode("utf-8", "replace").decode()
    text = "".join(
        " " if c in "\n\r\t" else c for c in text if c in "\n\r\t" or unicodedata.category(c)[0] != "C"
    )
    text = re.sub(r"\s+", " ", text).strip()
    text = text if len(text) <= most else f"{text[: most - 1]}…"
    return re.sub(rf"\S{{{LONG_WORD}}}(?=\S)", lambda found: f"{found[0]}\u200b", text)


def dollars(amount: float) -> str:
    """Return an amount with cents."""
    return f"{amount:,.2f}"


BOUNDS = {"at_least": "at least ", "at_most": "at most "}


def change(amount: float | None, bound: str = "exact") -> str:
    """Return a yearly change with its sign, a dash where it is not known; `bound` says what is known of it.

    Of a loss that is only bounded the loss is said: "at most −5,000" would read as if 5,000 were the most.
    """
    if amount is None:
        return "–"
    if amount < 0 and bound in BOUNDS:
        return f"{BOUNDS[of_the_loss(bound)]}{-amount:,.0f} less"
    return BOUNDS.get(bound, "") + f"{amount:+,.0f}".replace("-", "−")


def span(low: float | None, high: float | None) -> str:
    """Return a range of hours in whole hours, one figure where both ends are the same."""
    if low is None or high is None:
        return "–"
    first, last = f"{whole_hours(low):,}", f"{whole_hours(high):,}"
    return last if first == last else f"{first} to {last}"


def day(moment: date) -> str:
    """Return a date as the pages write it: Feb 5, 2027."""
    return f"{moment:%b} {moment.day}, {moment.year}"


def between(start: date, end: date) -> str:
    """Return two dates, the year only where it has to be said: Jan 4 – Feb 5, 2027."""
    first = f"{start:%b} {start.day}" if start.year == end.year else day(start)
    return f"{first} – {day(end)}"


def amount_of(quantity: float, unit: str) -> str:
    """Return a quantity with its unit: "3 people"."""
    plural = {"person": "people", "wave": "follow-ups"}.get(unit, f"{unit}s")
    return f"{round(quantity, 2):,g} {unit if quantity == 1 else plural}"


def years_in_words(years: float) -> str:
    """Return years of experience: "6 months", "1 year", "2.5 years"."""
    if years < 1:
        months = round(years * 12)
        return f"{months} month{'' if months == 1 else 's'}"
    return f"{years:g} year{'' if years == 1 else 's'}"

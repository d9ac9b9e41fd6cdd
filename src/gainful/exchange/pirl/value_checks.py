"""Whether a value is written as its element asks: type and codes."""

from __future__ import annotations

import re

from gainful.exchange.pirl.elements import Element
from gainful.exchange.pirl.row_checks import ALL_NINES, day_of

AMOUNT = re.compile(r"^\d+(\.\d{1,2})?$")


def badly_written(element: Element, text: str) -> tuple[str, str] | None:
    """Return what is wrong with a value and what to do, or None."""
    if not text:
        return None
    kind, _, size = element.type.partition(" ")
    wrong = _TYPES[kind](text, size) if kind else None
    if wrong is None and element.codes and text not in {code for code, _ in element.codes}:
        known = ", ".join(f"{code} ({words})" if words else code for code, words in element.codes)
        return "The code is not one of those of the element", f"Use one of: {known}."
    return wrong


def _day(text: str, _: str) -> tuple[str, str] | None:
    if re.fullmatch(r"\d{8}", text) and day_of(text):
        return None
    return "It is no date of 8 digits", "Write the day as year, month, day: 20240630."


def _digits(text: str, size: str) -> tuple[str, str] | None:
    if text.isascii() and text.isdigit() and len(text) <= int(size):
        return None
    return f"It is no number of up to {size} digits", f"Write up to {size} digits and nothing else."


def _letters(text: str, size: str) -> tuple[str, str] | None:
    if len(text) <= int(size):
        return None
    return f"It has more than {size} characters", f"Shorten it to {size} characters."


def _amount(text: str, _: str) -> tuple[str, str] | None:
    if AMOUNT.match(text) or ALL_NINES.match(text):
        return None
    return "It is no amount in dollars", "Write digits with two decimals, such as 5120.50."


_TYPES = {"DT": _day, "IN": _digits, "AN": _letters, "DE": _amount}

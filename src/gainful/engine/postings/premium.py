"""A fixed amount on top of the pay for a shift: kept in the posting's words, and never counted into the pay."""

from __future__ import annotations

import re

from gainful.engine.competencies.model import Span
from gainful.engine.postings.facts import Fact

_AMOUNT = r"(?:\$\s?\d{1,2}(?:\.\d{1,2})?|\d{1,2}\s?(?:cents|¢)|\d{1,2}(?:\.\d)?\s?%)"
_SHIFT = r"(?:shift|night|evening|weekend|holiday|second[- ]shift|third[- ]shift|overnight|bilingual)"
_KIND = r"(?:differential|diff\b|premium)"
_PREMIUM = re.compile(
    rf"{_AMOUNT}(?:\s?(?:/|an |per )(?:hr|hour)\b)?(?: (?:more|extra|for))?(?: (?:the|a|an))?"
    rf"(?: {_SHIFT}){{0,2}} {_KIND}|{_KIND}(?: (?:of|is))? {_AMOUNT}(?:\s?(?:/|an |per )(?:hr|hour)\b)?",
    re.IGNORECASE,
)


def premium_fact(text: str) -> Fact[str] | None:
    """Return what the posting says of a premium: "$2 night premium", "75 cents evening differential"."""
    found = _PREMIUM.search(text)
    if found is None:
        return None
    words = re.sub(r"\s+", " ", found[0])
    return Fact(words, Span(found.start(), found.end(), found[0]))

"""Tables of pay without signs: a head that says pay, rows of figures beneath it."""

from __future__ import annotations

import re
from bisect import bisect_right
from collections.abc import Iterable, Iterator
from dataclasses import replace

from gainful.engine.postings.amounts import Amount

_HEAD = re.compile(
    r"\b(?:salary|salaries|pay|wages?|rates?|hourly|monthly|compensation|range|grade|step|schedule)\b",
    re.IGNORECASE,
)
_PAY = re.compile(r"\b(?:salary|salaries|pay|wages?|rates?|hourly|monthly|compensation)\b", re.IGNORECASE)
_UNIT = re.compile(
    r"\b(hourly|monthly|annual(?:ly)?|bi-?weekly|weekly|daily|per (?:hour|month|year|annum|day|week)|/ ?(?:hr|hour|mo|month|yr|year))\b",
    re.IGNORECASE,
)
_CENTS = r"(?<![\d.,:$-])\d{1,3}\.\d\d(?![\d:])"
_THOUSANDS = r"(?<![\d.,])\d{1,3},\d{3}(?:\.\d\d)?(?![\d,])"
_ROW = re.compile(rf"{_CENTS}|{_THOUSANDS}.*{_THOUSANDS}")
_GRADED = re.compile(r"\b(?:range|grade|step|level|class|tier|band)\s+[A-Z\d]{1,4}[\s:.-]+$", re.IGNORECASE)
_AFTER_PAY = re.compile(
    r"\b(?:h&w|health (?:and|&) welfare|pension|fringe|annuity|vacation|dues|benefits)\W*$", re.IGNORECASE
)


def table_rates(text: str, every: Iterable[Amount]) -> Iterator[Amount]:
    """Return the amounts of a text; those in a table of pay count as labelled, in the unit that the table's head says."""
    regions = list(_regions(text))
    starts = [start for start, _, _ in regions]
    for each in every:
        if each.signed:
            yield each
            continue
        place = bisect_right(starts, each.span.start) - 1
        inside = place >= 0 and each.span.start < regions[place][1]
        money = re.match(rf"{_CENTS}|{_THOUSANDS}", each.span.text) is not None
        if money and _AFTER_PAY.search(each.before):
            continue
        if money and inside:
            yield replace(each, labelled=True, prior=each.prior or regions[place][2])
        elif money and each.high is not None and _GRADED.search(each.before):
            yield replace(each, labelled=True)
        else:
            yield each


def _regions(text: str) -> Iterator[tuple[int, int, str | None]]:
    """The rows of each table of pay: where they begin and end, and the unit of the head."""
    lines = text.splitlines(keepends=True)
    offsets = [0]
    for line in lines:
        offsets.append(offsets[-1] + len(line))
    place = 0
    while place < len(lines):
        head = lines[place]
        place += 1
        if len(head) > 120 or not _PAY.search(head) or "$" in head:
            continue
        first = place + (place < len(lines) and not _ROW.search(lines[place]) and len(lines[place]) < 80)
        last = first
        while last < len(lines) and len(lines[last]) < 160 and _ROW.search(lines[last]):
            last += 1
        if last > first:
            unit = _UNIT.search(head)
            yield offsets[first], offsets[last], unit[1] if unit else None
            place = last

"""Pages of a list that stay quick however long it is: no count of everything, one row too many tells of a next page."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any
from urllib.parse import urlencode

from django.db.models import QuerySet

from gainful.domain.accounts.requests import ActorRequest

PAGE_SIZE = 25
LAST_PAGE = 400
COUNT_TO = 10_000
WORK_TO = 1_000
"""Work that waits is counted no further: whoever has more than a thousand things to do needs no exact number."""
LONGEST_NUMBER = 6
"""Digits of a page number that are worth reading."""

Fetch = Callable[[int, int], list[Any]]
"""From a place in the list and a number of rows to these rows."""


@dataclass(frozen=True, slots=True)
class Page:
    """Rows of one page and the addresses of its neighbours; `of` is the number of pages where it is known."""

    rows: list[Any]
    number: int
    earlier: str
    later: str
    of: int | None = None


def whole_number(text: str) -> int | None:
    """Return the number that an address holds, None where it is none."""
    sane = text.isascii() and text.isdigit() and len(text) <= LONGEST_NUMBER
    return int(text) if sane else None


def _asked(request: ActorRequest, last: int) -> int:
    """Return the page asked for; a number that makes no sense gives the first."""
    return min(max(1, whole_number(request.GET.get("page", "1")) or 1), last)


def _address(request: ActorRequest, number: int) -> str:
    kept = [(key, value) for key, values in request.GET.lists() for value in values if key != "page"]
    return "?" + urlencode([*kept, ("page", number)])


def open_page(request: ActorRequest, fetch: Fetch, *, size: int = PAGE_SIZE, last: int = LAST_PAGE) -> Page:
    """Return the page asked for of a list whose length nobody counts."""
    number = _asked(request, last)
    found = fetch((number - 1) * size, size + 1)
    more = len(found) > size and number < last
    return Page(
        found[:size],
        number,
        _address(request, number - 1) if number > 1 else "",
        _address(request, number + 1) if more else "",
    )


def page_of(request: ActorRequest, rows: QuerySet[Any]) -> Page:
    """Return the page asked for of the rows of a query."""
    return open_page(request, lambda start, size: list(rows[start : start + size]))


def numbered_page(request: ActorRequest, total: int, fetch: Fetch, *, size: int = PAGE_SIZE) -> Page:
    """Return the page asked for of a list whose length is known."""
    pages = max(1, -(-total // size))
    number = _asked(request, pages)
    return Page(
        fetch((number - 1) * size, size),
        number,
        _address(request, number - 1) if number > 1 else "",
        _address(request, number + 1) if number < pages else "",
        pages,
    )


def counted_page(request: ActorRequest, rows: QuerySet[Any], *, size: int = PAGE_SIZE) -> Page:
    """Return the page asked for of a query that is short enough to be counted."""
    return numbered_page(
        request, rows.count(), lambda start, count: list(rows[start : start + count]), size=size
    )


def count_of(rows: QuerySet[Any], to: int | None = None) -> tuple[int, bool]:
    """Return how many rows there are, counted no further than `to` (COUNT_TO), and whether there are more."""
    to = to or COUNT_TO
    counted = rows.order_by().values("pk")[: to + 1].count()
    return min(counted, to), counted > to


def count_words(rows: QuerySet[Any], to: int | None = None) -> tuple[int, str]:
    """Return how many rows there are, for the grammar, and in words: "1,234", or "10,000+" where there are more."""
    count, more = count_of(rows, to)
    return count, f"{count:,}+" if more else f"{count:,}"

"""Pages of a list that stay quick however long it is: no count of everything, one row too many tells of a next page."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any
from urllib.parse import urlencode

from django.db.models import QuerySet
from django.http import HttpRequest

PAGE_SIZE = 25
LAST_PAGE = 400
COUNT_TO = 10_000


@dataclass(frozen=True, slots=True)
class Page:
    """Rows of one page and the addresses of its neighbours."""

    rows: list[Any]
    number: int
    earlier: str
    later: str


def page_of(request: HttpRequest, rows: QuerySet[Any]) -> Page:
    """Return the page asked for; a number that makes no sense gives the first."""
    asked = request.GET.get("page", "1")
    number = min(int(asked), LAST_PAGE) if asked.isdigit() and int(asked) > 0 else 1
    found = list(rows[(number - 1) * PAGE_SIZE : number * PAGE_SIZE + 1])

    def address(to: int) -> str:
        return "?" + urlencode({**{k: v for k, v in request.GET.items() if k != "page"}, "page": to})

    more = len(found) > PAGE_SIZE and number < LAST_PAGE
    return Page(
        found[:PAGE_SIZE],
        number,
        address(number - 1) if number > 1 else "",
        address(number + 1) if more else "",
    )


def count_of(rows: QuerySet[Any]) -> tuple[int, bool]:
    """Return how many rows there are, counted no further than COUNT_TO, and whether there are more."""
    counted = rows.order_by().values("pk")[: COUNT_TO + 1].count()
    return min(counted, COUNT_TO), counted > COUNT_TO

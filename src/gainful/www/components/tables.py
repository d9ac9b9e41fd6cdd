"""Lists out of the door as CSV."""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from django.http import HttpResponse

from gainful.exchange.tables.writing import csv_lines


def csv_response(name: str, header: Sequence[str], rows: Iterable[Sequence[object]]) -> HttpResponse:
    """Return the rows as a CSV download; empty stands for unknown, formulas are made harmless."""
    response = HttpResponse("".join(csv_lines(header, rows)), content_type="text/csv; charset=utf-8")
    response["Content-Disposition"] = f'attachment; filename="{name}.csv"'
    return response

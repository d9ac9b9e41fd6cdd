"""Every figure of a report as a row, the words of its definition beside it: one table for CSV, Parquet and package."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from typing import Any

from gainful.exchange.data_package import Column

COLUMNS = (
    Column("segment", "string", "Which group; empty: everybody together."),
    Column("indicator", "string", "Which figure: the id of its definition."),
    Column("version", "integer", "Version of the definition; a changed definition has another one."),
    Column("name", "string", "The figure in words."),
    Column("unit", "string", "share (0 to 1), dollars a quarter, or as the definition says."),
    Column(
        "value", "number", "The figure; empty: not known, hidden, or of nobody. Never a zero in their place."
    ),
    Column("low_95", "number", "Lower end of the 95 percent interval."),
    Column("high_95", "number", "Upper end of the 95 percent interval."),
    Column("numerator", "integer", "People for whom it holds."),
    Column("denominator", "integer", "People of whom it is known, pending and excluded ones left out."),
    Column("pending", "integer", "People of whom it is not known yet; they count neither as yes nor as no."),
    Column("excluded", "integer", "People whom the regulation leaves out, such as by a long illness."),
    Column("gap_to_others", "number", "The group's share minus that of everybody else."),
    Column("gap_low_95", "number", "Lower end of the gap's 95 percent interval."),
    Column("gap_high_95", "number", "Upper end of the gap's 95 percent interval."),
    Column("least_difference", "number", "The least gap that groups of this size could show."),
    Column("as_of", "date", "The day that the figure is true for."),
    Column("definition", "string", "What is counted."),
    Column("population", "string", "Who counts."),
    Column("lag", "string", "How late it is known."),
    Column("citation", "string", "Where it stands."),
)
TABLE = tuple(column.name for column in COLUMNS)


def flat_rows(body: Mapping[str, Any]) -> Iterator[tuple[Any, ...]]:
    """Yield every figure of the data as a row of `TABLE`; None is what is not known or hidden."""
    words = {one["id"]: one for kind in ("indicators", "program_metrics") for one in body[kind]}
    groups = [("", body), *((segment["segment"], segment) for segment in body.get("segments", ()))]
    for name, group in groups:
        for one in (*group["indicators"], *group["program_metrics"]):
            of, (low, high) = words[one["id"]], one["interval_95"] or (None, None)
            apart = one.get("gap_to_others")
            gap = (
                (None, None, None, None)
                if apart is None
                else (apart["difference"], *apart["interval_95"], apart["least_difference"])
            )
            yield (
                name, one["id"], one["version"], of["name"], one["unit"], one["value"], low, high, one["numerator"],
                one["denominator"], one["pending"], one["excluded"], *gap, body["as_of"], of["definition"],
                of["population"], of["lag"], of["citation"],
            )  # fmt: skip


TREND = (
    Column("program_year", "integer", "The year in whose July the program year of exit begins."),
    Column("exits", "integer", "Exits of that year."),
    Column("indicator", "string", "Which figure: the id of its definition."),
    Column("value", "number", "The figure; empty: not known or of nobody."),
    Column("low_95", "number", "Lower end of the 95 percent interval."),
    Column("high_95", "number", "Upper end of the 95 percent interval."),
    Column("numerator", "integer", "People for whom it holds."),
    Column("denominator", "integer", "People of whom it is known."),
    Column("pending", "integer", "People of whom it is not known yet."),
)


def trend_table_rows(trend: Sequence[Mapping[str, Any]]) -> Iterator[tuple[Any, ...]]:
    """Yield each figure of each program year of exit as a row of `TREND`."""
    for year in trend:
        for one in year["indicators"]:
            yield (
                year["program_year"], year["exits"], one["id"], one["value"], one["low"], one["high"],
                one["numerator"], one["denominator"], one["pending"],
            )  # fmt: skip

"""`gainful indicators`: the WIOA primary indicators from three files."""

from __future__ import annotations

import argparse
import json
from datetime import date
from pathlib import Path
from typing import Any

from gainful.site.files import fail, say

ASKED_WRONGLY = 2


def _day(text: str) -> date:
    try:
        return date.fromisoformat(text)
    except ValueError as error:
        raise argparse.ArgumentTypeError(f"“{text}” is no date. Write it as 2026-06-30.") from error


def _quarter(text: str) -> int:
    from gainful.engine.indicators import quarter_of

    try:
        return quarter_of(text)
    except ValueError as error:
        raise argparse.ArgumentTypeError(str(error)) from error


def register(commands: Any) -> None:
    """Add the command to the parser."""
    asked = commands.add_parser(
        "indicators",
        help="employment, earnings, credentials, skill gains and retention, with what is pending",
    )
    files = "CSV or Parquet"
    asked.add_argument("--participants", type=Path, required=True, help=f"{files}: a row a person")
    asked.add_argument(
        "--services", type=Path, required=True, help=f"{files}: person, type, start, end, status"
    )
    asked.add_argument(
        "--wages", type=Path, required=True, help=f"{files}: person, employer, year, quarter, wages"
    )
    asked.add_argument("--evidence", type=Path, help=f"{files}: person, kind, start, end, amount")
    asked.add_argument(
        "--as-of", type=_day, required=True, help="the day the answer is true for, as 2026-06-30"
    )
    asked.add_argument(
        "--by", metavar="COLUMN", help="a column of the participants file to compare groups by"
    )
    asked.add_argument("--exits-from", type=_day, metavar="DAY")
    asked.add_argument("--exits-to", type=_day, metavar="DAY")
    asked.add_argument(
        "--program-year", type=int, metavar="YEAR", help="for skill gains: the July that it begins in"
    )
    asked.add_argument(
        "--wages-from", type=_quarter, metavar="2023Q1", help="first quarter whose records are in"
    )
    asked.add_argument(
        "--wages-through", type=_quarter, metavar="2025Q4", help="last quarter whose records are in"
    )
    asked.add_argument(
        "--wage-lag-days", type=int, default=30, help="days after a quarter before it can be in"
    )
    asked.add_argument("--json", action="store_true", help="as data (docs/schema/indicators.schema.json)")
    asked.set_defaults(run=_indicators)


def _indicators(args: argparse.Namespace) -> int:
    from gainful.engine.indicators import coverage_of, outcomes, program_year, summarise
    from gainful.engine.tables import open_duckdb
    from gainful.exchange.outcome_files import UnreadableColumns, load_inputs
    from gainful.exchange.outcome_files.present import indicator_lines, indicators_to_json

    connection = open_duckdb()
    try:
        loaded = load_inputs(connection, args.participants, args.services, args.wages, args.evidence, args.by)
    except UnreadableColumns as error:
        return fail(str(error))
    coverage = coverage_of(
        loaded.inputs.wages, args.as_of, args.wages_from, args.wages_through, args.wage_lag_days
    )
    year = program_year(date(args.program_year, 7, 1) if args.program_year else args.as_of)
    found = outcomes(loaded.inputs, args.as_of, coverage, year)
    groups = summarise(
        connection.create_table("outcomes", found, temp=True),
        by="segment" if args.by else None,
        exits_from=args.exits_from,
        exits_to=args.exits_to,
    )
    if args.json:
        body = indicators_to_json(
            groups, as_of=args.as_of, coverage=coverage, year=year, by=args.by, notes=loaded.notes
        )
        say(json.dumps(body, indent=2, ensure_ascii=False, allow_nan=False))
    else:
        say("\n".join(indicator_lines(groups, loaded.notes)))
    return 0

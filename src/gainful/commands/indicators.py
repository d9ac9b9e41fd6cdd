"""`gainful indicators`: WIOA primary indicators from three files, program metrics and scores where more is given."""

from __future__ import annotations

import argparse
import json
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import date
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any

from gainful.commands.terminal import fail, note, say
from gainful.commands.wages import add_store

ASKED_WRONGLY = 2


def day(text: str) -> date:
    """Return a day of the command line; argparse's error with what was expected."""
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


def _metrics(text: str) -> tuple[str, ...]:
    from gainful.engine.indicators.program import load_metrics

    known = tuple(metric.id for metric in load_metrics())
    if text in {"all", "none"}:
        return known if text == "all" else ()
    named = tuple(name.strip() for name in text.split(",") if name.strip())
    for name in named:
        if name not in known:
            raise argparse.ArgumentTypeError(f"“{name}” is no metric. Use all, none or: {', '.join(known)}.")
    return named


def register(commands: Any) -> None:
    """Add the command to the parser."""
    asked = commands.add_parser(
        "indicators",
        help="employment, earnings, credentials, skill gains and retention, with what is pending",
    )
    add_files(asked)
    files = "CSV, .xlsx, Parquet or Stata"
    asked.add_argument("--placements", type=Path, help=f"{files}: person, start, end, reason of each job")
    asked.add_argument("--costs", type=Path, help=f"{files}: kind (train, support, measure, other), amount")
    asked.add_argument(
        "--levels", type=Path, help="CSV: program, indicator, adjusted level; gives performance scores"
    )
    asked.add_argument(
        "--metrics",
        type=_metrics,
        metavar="NAMES",
        help="program metrics to measure: all, none, or names such as wage-gain,advancement "
        "(default: all where --placements or --costs is given, else none)",
    )
    asked.add_argument(
        "--by", metavar="COLUMN", help="a column of the participants file to compare groups by"
    )
    asked.add_argument("--exits-from", type=day, metavar="DAY")
    asked.add_argument("--exits-to", type=day, metavar="DAY")
    asked.add_argument(
        "--program-year", type=int, metavar="YEAR", help="for skill gains: the July that it begins in"
    )
    add_quarters(asked)
    asked.add_argument(
        "--placement-weeks", type=int, default=13, metavar="N", help="weeks after training for a placement"
    )
    asked.add_argument(
        "--retention-days", type=int, default=180, metavar="N", help="day at which staying in the job is told"
    )
    asked.add_argument(
        "--publish", action="store_true", help="hide small counts, and others so that nothing gives them back"
    )
    asked.add_argument("--json", action="store_true", help="as data (docs/schema/indicators.schema.json)")
    asked.set_defaults(run=_indicators)


def add_files(asked: argparse.ArgumentParser) -> None:
    """Add the files that outcomes are found from, and the day of the report."""
    files = "CSV, .xlsx, Parquet or Stata"
    asked.add_argument("--participants", type=Path, required=True, help=f"{files}: a row a person")
    asked.add_argument(
        "--services", type=Path, required=True, help=f"{files}: person, type, start, end, status"
    )
    asked.add_argument(
        "--wages",
        type=Path,
        required=True,
        help=f"{files}: person, employer, year, quarter, wages; or a folder of gainful wages import",
    )
    add_store(asked)
    asked.add_argument(
        "--links",
        type=Path,
        metavar="DIR",
        help="a folder of gainful wages link; --wages is then a folder too",
    )
    asked.add_argument("--evidence", type=Path, help=f"{files}: person, kind, start, end, amount")
    asked.add_argument(
        "--dates",
        choices=("mdy", "dmy"),
        help="how the files write days such as 1/2/2024, where no row shows it",
    )
    asked.add_argument(
        "--as-of", type=day, required=True, help="the day the answer is true for, as 2026-06-30"
    )


def add_quarters(asked: argparse.ArgumentParser) -> None:
    """Add which quarters of wage records are in."""
    asked.add_argument(
        "--wages-from", type=_quarter, metavar="2023Q1", help="first quarter whose records are in"
    )
    asked.add_argument(
        "--wages-through", type=_quarter, metavar="2025Q4", help="last quarter whose records are in"
    )
    asked.add_argument(
        "--wage-lag-days", type=int, default=30, help="days after a quarter before it can be in"
    )


def _indicators(args: argparse.Namespace) -> int:
    from gainful.engine.tables import open_duckdb

    with private_folder() as folder:
        return _read_and_report(args, open_duckdb(folder / "indicators.duckdb", spill=folder))


def _read_and_report(args: argparse.Namespace, connection: Any) -> int:
    from gainful.exchange.indicator_inputs import load_inputs
    from gainful.exchange.outcome_files import UnreadableColumns
    from gainful.exchange.outcome_files.levels import read_levels

    try:
        levels = read_levels(args.levels) if args.levels else []
        loaded = load_inputs(
            connection,
            args.participants,
            args.services,
            args.wages,
            args.evidence,
            args.by,
            placements=args.placements,
            costs=args.costs,
            wage_key=args.wage_key,
            links=args.links,
            dates=args.dates,
        )
        return _report(args, loaded, levels)
    except UnreadableColumns as error:
        return fail(str(error))
    finally:
        connection.disconnect()


@contextmanager
def private_folder() -> Iterator[Path]:
    """Give a folder that only this user can read, for tables that do not fit in memory; it goes in the end."""
    with TemporaryDirectory(prefix="gainful-indicators-", ignore_cleanup_errors=True) as folder:
        yield Path(folder)


def covered(args: argparse.Namespace, loaded: Any) -> Any:
    """Return which quarters are in: as the command line says, else as a store of wage records knows."""
    from gainful.engine.indicators import coverage_of

    first, last = loaded.wages_in or (None, None)
    first = first if args.wages_from is None else args.wages_from
    last = last if args.wages_through is None else args.wages_through
    return coverage_of(loaded.inputs.wages, args.as_of, first, last, args.wage_lag_days)


def _report(args: argparse.Namespace, loaded: Any, levels: Any) -> int:
    from gainful.engine.indicators import (
        needed,
        outcomes,
        program_year,
        summarise,
        with_evidence,
        with_median_interval,
    )
    from gainful.engine.indicators.program import Asked, metrics_by_segment, program_metrics, tell
    from gainful.engine.indicators.summary import within
    from gainful.engine.tables import kept
    from gainful.exchange.outcome_files import present, present_program

    coverage = covered(args, loaded)
    year = program_year(date(args.program_year, 7, 1) if args.program_year else args.as_of)
    by, wanted = ("segment" if args.by else None), _wanted(args)
    rows = within(outcomes(loaded.inputs, args.as_of, coverage, year), args.exits_from, args.exits_to)
    found = kept(rows if wanted or levels else needed(rows, by))
    groups = summarise(found, by=by)
    groups[0] = with_median_interval(groups[0], found)
    asked = Asked(args.as_of, coverage, args.placement_weeks, args.retention_days)
    told = tell(found, loaded.inputs, loaded.extras, asked, wanted, by if wanted else None)
    figures = program_metrics(found, loaded.inputs, loaded.extras, groups[0], asked, wanted, told)
    names = [group.segment or "" for group in groups[1:]]
    parts = metrics_by_segment(told, names, wanted) if wanted and by else []
    if args.publish:
        return _published(args, found, groups, (told, figures, parts), loaded, coverage, year)
    groups = with_evidence(groups, found, "segment" if args.by else None)
    scored = _scores(args.levels, levels, found, year[0].year) if levels else []
    if args.json:
        body = present.indicators_to_json(
            groups, as_of=args.as_of, coverage=coverage, year=year, by=args.by, notes=loaded.notes
        )
        body["program_metrics"] = present_program.figures_to_json(figures)
        _join(body, present_program.segment_figures_to_json(parts))
        body["performance_scores"] = present_program.scores_to_json(scored)
        say(json.dumps(body, indent=2, ensure_ascii=False, allow_nan=False))
    else:
        lines = present.indicator_lines(groups, loaded.notes)
        lines += present_program.figure_lines(figures) if figures else []
        lines += present_program.segment_lines(parts) if parts else []
        lines += ["", NOT_ASKED] if args.metrics is None and not wanted else []
        say("\n".join(lines + (present_program.score_lines(scored) if scored else [])))
    return 0


def _wanted(args: argparse.Namespace) -> tuple[str, ...]:
    """Return the metrics to measure: those named, else all where a file is given that only they need."""
    if args.metrics is not None:
        named: tuple[str, ...] = args.metrics
        return named
    return _metrics("all" if args.placements or args.costs else "none")


NOT_ASKED = "Program metrics were not asked for: --metrics all adds them."
NO_SCORES = "Performance scores are left out: they are not protected with these counts."
NO_CURVES = "Curves and reasons for leaving are left out: a step of them can be a single person."


def _join(body: dict[str, Any], parts: list[dict[str, Any]]) -> None:
    """Put the metrics of each segment beside its indicators."""
    of = {part["segment"]: part["program_metrics"] for part in parts}
    for segment in body.get("segments", ()):
        segment["program_metrics"] = of.get(segment["segment"], [])


def _published(
    args: argparse.Namespace, found: Any, groups: Any, metrics: Any, loaded: Any, coverage: Any, year: Any
) -> int:
    """Print what may be given away."""
    from gainful.engine.indicators.program.publishing import publishable_metrics
    from gainful.exchange.outcome_files import present, present_program, present_published

    told, figures, parts = metrics
    safe = publishable_metrics(found, told, by="segment" if args.by else None)
    note("\n".join(loaded.notes))  # for whoever runs it: counts of odd rows can be small
    said = [*([NO_SCORES] if args.levels else ()), *([NO_CURVES] if figures else ())]
    body = present.indicators_to_json(
        groups, as_of=args.as_of, coverage=coverage, year=year, by=args.by, notes=said
    )
    body["program_metrics"] = present_published.masked_metrics(
        present_program.figures_to_json(figures), None, safe
    )
    body["performance_scores"] = []
    _join(
        body,
        [
            part
            | {
                "program_metrics": present_published.masked_metrics(
                    part["program_metrics"], part["segment"], safe
                )
            }
            for part in present_program.segment_figures_to_json(parts)
        ],
    )
    body = present_published.masked(body, safe.counts)
    lines = present_published.published_lines(body)
    say(json.dumps(body, indent=2, ensure_ascii=False, allow_nan=False) if args.json else "\n".join(lines))
    return 0


def _scores(path: Path, levels: Any, found: Any, program_year: int) -> Any:
    from gainful.engine.indicators import Group, summarise
    from gainful.engine.indicators.scores import scores
    from gainful.engine.tables import trimmed
    from gainful.exchange.outcome_files import UnreadableColumns
    from gainful.exchange.outcome_files.levels import filled_levels

    def of(program: str) -> Group:
        rows = found if not program else found.filter(trimmed(found.program).lower() == program.lower())
        whole = summarise(rows)[0]
        if program and not whole.periods:
            raise UnreadableColumns(
                f"{path.name}: nobody in the participants file has the program “{program}”. "
                "Leave the program empty for everybody, or give numerator and denominator."
            )
        return whole

    try:
        return scores(filled_levels(levels, of), program_year)
    except UnreadableColumns:
        raise
    except ValueError as error:
        raise UnreadableColumns(f"{path.name}: {error}") from error

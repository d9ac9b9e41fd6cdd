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


def question_of(args: argparse.Namespace, metrics: tuple[str, ...] = (), *, scored: bool = False) -> Any:
    """Return what the command line asks, for `report.work_out`."""
    from gainful.exchange.outcome_files.report import Question

    return Question(
        as_of=args.as_of,
        by=getattr(args, "by", None),
        exits_from=getattr(args, "exits_from", None),
        exits_to=getattr(args, "exits_to", None),
        program_year=getattr(args, "program_year", None),
        wages_from=args.wages_from,
        wages_through=args.wages_through,
        wage_lag_days=args.wage_lag_days,
        weeks=getattr(args, "placement_weeks", 13),
        days=getattr(args, "retention_days", 180),
        metrics=metrics,
        scored=scored,
    )


def covered(args: argparse.Namespace, loaded: Any) -> Any:
    """Return which quarters are in: as the command line says, else as a store of wage records knows."""
    from gainful.exchange.outcome_files import report

    return report.covered(question_of(args), loaded)


def _report(args: argparse.Namespace, loaded: Any, levels: Any) -> int:
    from gainful.exchange.outcome_files import present, present_program, report

    wanted = _wanted(args)
    answer = report.work_out(question_of(args, wanted, scored=bool(levels)), loaded)
    if args.publish:
        return _published(args, answer)
    groups = report.with_basis(answer)
    scored = _scores(args.levels, levels, answer.found, answer.question.year[0].year) if levels else []
    if args.json:
        body = report.report_document(answer, groups, scored)
        say(json.dumps(body.to_json(), indent=2, ensure_ascii=False, allow_nan=False))
    else:
        lines = present.indicator_lines(groups, loaded.notes)
        lines += present_program.figure_lines(answer.figures) if answer.figures else []
        lines += present_program.segment_lines(answer.parts) if answer.parts else []
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


def _published(args: argparse.Namespace, answer: Any) -> int:
    """Print what may be given away."""
    from gainful.exchange.outcome_files import present_published, report

    note("\n".join(answer.notes))  # for whoever runs it: counts of odd rows can be small
    body = report.published_document(answer, [NO_SCORES] if args.levels else []).to_json()
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

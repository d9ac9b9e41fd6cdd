"""`gainful pirl check|export|elements`: PIRL-shaped files, with what is unverified said each time."""

from __future__ import annotations

import argparse
import dataclasses
import json
import sys
from collections.abc import Callable, Iterator
from datetime import date
from pathlib import Path
from typing import Any, Self

from gainful.commands.indicators import add_files, add_quarters, covered, day
from gainful.commands.terminal import fail, note, say
from gainful.exchange.tables.line import Line
from gainful.exchange.tables.writing import csv_writer, safe_cell

ROWS_FAIL = 3
"""Exit code where a file was checked and rows fail."""
TOLD = 20


def register(commands: Any) -> None:
    """Add the commands to the parser."""
    pirl = commands.add_parser("pirl", help="participant records by element number: check, export, list")
    kinds = pirl.add_subparsers(dest="kind", metavar="KIND", required=True)
    checking = kinds.add_parser("check", help="look at every row of a PIRL CSV and say what fails")
    checking.add_argument("file", type=Path)
    checking.add_argument("--as-of", type=day, default=None, help="day of the report (default today)")
    checking.add_argument("--failures", type=Path, metavar="CSV", help="write every finding to this file")
    checking.add_argument("--limit", type=int, default=TOLD, help=f"findings to show here (default {TOLD})")
    checking.add_argument(
        "--layout",
        type=Path,
        metavar="FILE",
        help="official layout (CSV, XLSX): number and order of columns must fit",
    )
    checking.add_argument(
        "--version", default="", metavar="NAME", help="version of the layout, such as PIRL2025"
    )
    checking.add_argument("--strict", action="store_true", help="unverified checks make the file fail too")
    checking.add_argument("--json", action="store_true", help="as data (docs/schema/pirl-check.schema.json)")
    checking.set_defaults(run=_check)
    writing = kinds.add_parser("export", help="write periods of participation as a PIRL-shaped CSV")
    add_files(writing)
    add_quarters(writing)
    writing.add_argument("--out", type=Path, required=True, help="the CSV file to write")
    writing.add_argument("--json", action="store_true")
    writing.set_defaults(run=_export)
    serving = kinds.add_parser("employers", help="both reports on serving employers, from a PIRL CSV")
    serving.add_argument("file", type=Path)
    serving.add_argument("--exits-from", type=day, required=True, help="first day of exits that count")
    serving.add_argument("--exits-to", type=day, required=True, help="last day of exits that count")
    serving.add_argument(
        "--json", action="store_true", help="as data (docs/schema/pirl-employers.schema.json)"
    )
    serving.set_defaults(run=_employers)
    listing = kinds.add_parser("elements", help="the elements and checks that are known, and how sure")
    listing.add_argument("--json", action="store_true")
    listing.set_defaults(run=_elements)


def _check(args: argparse.Namespace) -> int:
    from gainful.exchange.pirl import PirlFileError, check_file
    from gainful.exchange.pirl.document import check_document
    from gainful.exchange.pirl.present import report_lines
    from gainful.exchange.pirl.schemas import LayoutError, accepted_schema, load_layout

    try:
        if args.version:
            accepted_schema(args.version)
        layout = load_layout(args.layout) if args.layout else ()
    except LayoutError as error:
        return fail(str(error))
    as_of = args.as_of or date.today()  # noqa: DTZ011 - the day where the person sits
    shown: list[Any] = []
    try:
        with _Findings(args.failures) as findings:

            def found(finding: Any) -> None:
                findings.write(finding)
                if len(shown) < args.limit:
                    shown.append(finding)

            report = check_file(args.file, as_of, found, progress=_progress(), layout=layout)
    except PirlFileError as error:
        return fail(str(error))
    except OSError as error:
        return fail(f"{args.failures} cannot be written: {error.strerror}. Give another place.")
    if args.json:
        body = check_document(report, shown, as_of=as_of, strict=args.strict).to_json()
        say(json.dumps(body, indent=2, ensure_ascii=False))
    else:
        say("\n".join(report_lines(report, shown, strict=args.strict, where=args.failures)))
    return ROWS_FAIL if report.failed(strict=args.strict) else 0


def _employers(args: argparse.Namespace) -> int:
    from gainful.exchange.pirl import PirlFileError
    from gainful.exchange.pirl.employers import employer_lines, serving_employers
    from gainful.exchange.pirl.employers_document import employers_document

    if args.exits_to < args.exits_from:
        return fail("--exits-to lies before --exits-from. Give the first day first.")
    try:
        found = serving_employers(args.file, args.exits_from, args.exits_to)
    except PirlFileError as error:
        return fail(str(error))
    if args.json:
        say(json.dumps(employers_document(found).to_json(), indent=2, ensure_ascii=False))
    else:
        say("\n".join(employer_lines(found)))
    return 0


class _Findings:
    """A CSV file of findings, or nothing where none was asked for."""

    def __init__(self, path: Path | None) -> None:
        self._path = path
        self._file: Any = None
        self._rows: Any = None

    def __enter__(self) -> Self:
        from gainful.exchange.pirl import Finding

        if self._path is not None:
            self._file = self._path.open("w", encoding="utf-8", newline="")
            self._rows = csv_writer(self._file)
            self._rows.writerow(field.name for field in dataclasses.fields(Finding))
        return self

    def write(self, finding: Any) -> None:
        """Write one finding; a value that a spreadsheet would run as a formula is made text."""
        if self._rows is not None:
            self._rows.writerow([safe_cell(cell) for cell in dataclasses.astuple(finding)])

    def __exit__(self, *_: object) -> None:
        if self._file is not None:
            self._file.close()


def _progress() -> Callable[[Iterator[Line]], Iterator[Line]]:
    from tqdm import tqdm

    def watched(rows: Iterator[Line]) -> Iterator[Line]:
        yield from tqdm(rows, unit=" rows", disable=None, file=sys.stderr)

    return watched


def _export(args: argparse.Namespace) -> int:
    from gainful.engine.indicators import outcomes, program_year
    from gainful.engine.tables import open_duckdb
    from gainful.exchange.indicator_inputs import load_inputs
    from gainful.exchange.outcome_files import UnreadableColumns
    from gainful.exchange.pirl.export import NOT_TOLD, export_pirl

    connection = open_duckdb()
    try:
        loaded = load_inputs(
            connection,
            args.participants,
            args.services,
            args.wages,
            args.evidence,
            wage_key=args.wage_key,
            dates=args.dates,
        )
        coverage = covered(args, loaded)
        found = outcomes(loaded.inputs, args.as_of, coverage, program_year(args.as_of))
        table = connection.create_table("outcomes", found, temp=True)
        written = export_pirl(connection, loaded, table, coverage, args.participants, args.out)
    except UnreadableColumns as error:
        return fail(str(error))
    except OSError as error:
        return fail(f"{args.out} cannot be written: {error.strerror}. Give another place.")
    if args.json:
        body = {**dataclasses.asdict(written), "layout": str(written.layout), "not_told": list(NOT_TOLD)}
        say(json.dumps(body, indent=2))
        return 0
    say(f"{args.out}: {written.rows:,} periods of participation, {len(written.elements)} elements.")
    say(f"UNVERIFIED number or name: {', '.join(written.unverified) or 'none'}.")
    say(f"UNVERIFIED type or codes: {', '.join(written.unverified_format) or 'none'}.")
    say(f"{written.layout} says of each element where it comes from. Check it against the official layout.")
    say(f"The files do not tell: {'; '.join(NOT_TOLD)}.")
    if written.shortened:
        note(f"{written.shortened:,} identifiers of more than 12 characters were replaced by 12 characters.")
    for told in loaded.notes:
        note(told)
    return 0


def _elements(args: argparse.Namespace) -> int:
    from gainful.exchange.pirl import load_checks, load_elements

    elements, checks = list(load_elements().values()), load_checks()
    if args.json:
        body = {
            "schema": "gainful.pirl-elements/1",
            "elements": [dataclasses.asdict(element) for element in elements],
            "checks": [dataclasses.asdict(check) for check in checks],
        }
        say(json.dumps(body, indent=2, ensure_ascii=False))
        return 0
    for e in elements:
        how = e.format_status or "not known"
        say(f"{e.number:6} {e.status:10} {e.type or '-':7} {how:10} {e.name}")
    verified = sum(e.status == "verified" for e in elements)
    say(f"{len(elements)} elements, number and name verified for {verified}; {len(checks)} checks.")
    return 0

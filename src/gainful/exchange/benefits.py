"""Benefits by income from a file that an agency keeps: one line a point, each with its day and its source."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from datetime import date
from decimal import Decimal

from gainful.engine.support.benefits import BenefitRule, BenefitRuleError
from gainful.exchange.tables.cells import (
    DateOrder,
    detect_date_order,
    parse_amount,
    parse_choice,
    parse_date,
    parse_whole,
)
from gainful.exchange.tables.errors import CellError, UnreadableTable
from gainful.exchange.tables.headings import Field
from gainful.exchange.tables.line import Line
from gainful.exchange.tables.rows import Row, RowReader, RowsFile

FIELDS = (
    Field("benefit", "Benefit", ("program", "benefit name"), required=True),
    Field("household", "Household", ("household size", "people"), required=True),
    Field("valid_from", "Valid from", ("from", "effective", "effective date"), required=True),
    Field("valid_to", "Valid to", ("to", "until", "ends")),
    Field("shape", "Shape", ("kind",), required=True),
    Field("income", "Income", ("monthly income",), required=True),
    Field("amount", "Amount", ("monthly amount",), required=True),
    Field("source", "Source", ("citation",), required=True),
)
SHAPES: dict[str, tuple[str, ...]] = {"line": (), "step": ()}
MOST_LINES = 20_000


class BenefitFileError(ValueError):
    """A file that cannot be used: the message names the line."""


@dataclass(frozen=True, slots=True)
class Point:
    """One line: how much of a benefit there is at an income, USD a month."""

    benefit: str
    household: int
    valid_from: date
    valid_to: date | None
    is_step: bool
    income: Decimal
    amount: Decimal
    source: str


@dataclass
class BenefitsFile(RowsFile[Point]):
    """An opened file of benefits."""

    fields = FIELDS

    def detect_dates(self) -> DateOrder | None:
        """Look at both days of every line."""
        places = [place for key, place in self.places().items() if key in {"valid_from", "valid_to"}]
        return detect_date_order(line.cells[place] for line in self.table.lines() for place in places)

    def rows(self) -> Iterator[Row[Point]]:
        """Yield every line as a point or as problems."""
        places = self.places()
        for line in self.table.lines():
            yield self._row(line, places)

    def _row(self, line: Line, places: Mapping[str, int]) -> Row[Point]:
        reader = RowReader(line.cells, places, self.table.header)
        for field in FIELDS:
            if field.required and field.key in places and not reader.text(field.key):
                reader.complain(field.key, "This must be filled.")
        point = Point(
            reader.text("benefit"),
            reader.read("household", lambda text: parse_whole(text, low=1, high=50), None) or 1,
            reader.read("valid_from", lambda text: parse_date(text, self.date_order), None) or date.max,
            reader.read("valid_to", lambda text: parse_date(text, self.date_order), None),
            reader.read("shape", _shape, "line") == "step",
            reader.read("income", _dollars, Decimal(0)),
            reader.read("amount", _dollars, Decimal(0)),
            reader.text("source", most=400),
        )
        problems = tuple(reader.problems)
        return Row(line.number, line.cells, None if problems else point, problems)


def _shape(text: str) -> str:
    try:
        return parse_choice(text, SHAPES)
    except CellError:
        raise CellError("The shape is line or step.") from None


def _dollars(text: str) -> Decimal:
    return Decimal(str(parse_amount(text) or 0))


def read_benefits(data: bytes, filename: str = "benefits.csv") -> list[BenefitRule]:
    """Return the rules of a CSV file or a spreadsheet; BenefitFileError names the line that cannot be used.

    Columns: benefit, household (people), valid_from, valid_to (may be empty), shape (line or step), income and amount
    (USD a month), source. Lines of one benefit, household and first day are one rule.
    """
    try:
        file = BenefitsFile.opened(data, filename)
        file.require_clear("Write days as 2026-10-01.")
        return _rules(file.rows())
    except UnreadableTable as error:
        raise BenefitFileError(str(error)) from error


def _rules(rows: Iterable[Row[Point]]) -> list[BenefitRule]:
    found: dict[tuple[str, int, date], list[tuple[int, Point]]] = {}
    for count, row in enumerate(rows, start=1):
        if count > MOST_LINES:
            raise BenefitFileError(f"A file has at most {MOST_LINES:,} lines.")
        if row.record is None:
            problem = row.problems[0]
            raise BenefitFileError(f"Line {row.line}, column “{problem.column}”: {problem.message}")
        point = row.record
        lines = found.setdefault((point.benefit, point.household, point.valid_from), [])
        lines.append((row.line, point))
        number, first = lines[0]
        if (point.valid_to, point.is_step) != (first.valid_to, first.is_step):
            raise BenefitFileError(f"Line {row.line}: end and shape differ from those in line {number}.")
    if not found:
        raise BenefitFileError("The file holds no line.")
    return [_rule(lines) for lines in found.values()]


def _rule(lines: list[tuple[int, Point]]) -> BenefitRule:
    number, first = lines[0]
    points = tuple((point.income, point.amount) for _number, point in lines)
    try:
        return BenefitRule(
            first.benefit,
            first.household,
            first.valid_from,
            first.valid_to,
            first.is_step,
            points,
            first.source,
        )
    except BenefitRuleError as error:
        raise BenefitFileError(
            f"Line {number}, {first.benefit}, household of {first.household}: {error}"
        ) from error

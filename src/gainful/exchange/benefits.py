"""Benefits by income from a CSV file that an agency keeps: one line a point, each with its day and its source."""

from __future__ import annotations

import csv
import io
from collections.abc import Iterable
from datetime import date
from decimal import Decimal, InvalidOperation

from gainful.engine.support.benefits import BenefitRule, BenefitRuleError

COLUMNS = ("benefit", "household", "valid_from", "valid_to", "shape", "income", "amount", "source")
MOST_LINES = 20_000


class BenefitFileError(ValueError):
    """A file that cannot be used: the message names the line."""


def read_benefits(data: bytes) -> list[BenefitRule]:
    """Return the rules of a CSV file (UTF-8); BenefitFileError names the line that cannot be used.

    Columns: benefit, household (people), valid_from, valid_to (may be empty), shape (line or step), income and amount
    (USD a month), source. Lines of one benefit, household and first day are one rule.
    """
    try:
        text = data.decode("utf-8-sig")
    except UnicodeDecodeError as error:
        raise BenefitFileError("Save the file as CSV in UTF-8.") from error
    reader = csv.DictReader(io.StringIO(text))
    if missing := [name for name in COLUMNS if name not in (reader.fieldnames or ())]:
        raise BenefitFileError(
            f"There is no column “{missing[0]}”. The first line names: {', '.join(COLUMNS)}."
        )
    return _rules(reader)


def _rules(reader: Iterable[dict[str, str]]) -> list[BenefitRule]:
    points: dict[tuple[str, int, date], list[tuple[Decimal, Decimal]]] = {}
    heads: dict[tuple[str, int, date], tuple[date | None, bool, str, int]] = {}
    for number, row in enumerate(reader, start=2):
        if number > MOST_LINES:
            raise BenefitFileError(f"A file has at most {MOST_LINES:,} lines.")
        key, head, point = _line(row, number)
        if (kept := heads.setdefault(key, (*head, number)))[:2] != head[:2]:
            raise BenefitFileError(f"Line {number}: end and shape differ from those in line {kept[3]}.")
        points.setdefault(key, []).append(point)
    if not points:
        raise BenefitFileError("The file holds no line.")
    return [_rule(key, heads[key], points[key]) for key in points]


def _line(
    row: dict[str, str], number: int
) -> tuple[tuple[str, int, date], tuple[date | None, bool, str], tuple[Decimal, Decimal]]:
    try:
        name, shape = row["benefit"].strip(), row["shape"].strip().lower()
        if not name:
            raise ValueError("the benefit has no name")
        if shape not in {"line", "step"}:
            raise ValueError("the shape is line or step")
        ends = row["valid_to"].strip()
        key = (name, int(row["household"]), date.fromisoformat(row["valid_from"].strip()))
        head = (date.fromisoformat(ends) if ends else None, shape == "step", row["source"].strip())
        point = (Decimal(row["income"].strip()), Decimal(row["amount"].strip()))
        if not all(value.is_finite() for value in point):
            raise ValueError("an amount is no number")
    except (ValueError, InvalidOperation, AttributeError, TypeError) as error:
        raise BenefitFileError(f"Line {number} cannot be read: {error}.") from error
    return key, head, point


def _rule(
    key: tuple[str, int, date],
    head: tuple[date | None, bool, str, int],
    points: list[tuple[Decimal, Decimal]],
) -> BenefitRule:
    name, household, start = key
    try:
        return BenefitRule(name, household, start, head[0], head[1], tuple(points), head[2])
    except BenefitRuleError as error:
        raise BenefitFileError(f"Line {head[3]}, {name}, household of {household}: {error}") from error

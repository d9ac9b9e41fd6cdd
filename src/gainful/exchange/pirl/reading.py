"""Check a PIRL CSV row by row: a file of millions takes no more memory than one of ten."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, field
from datetime import date
from pathlib import Path

from gainful.exchange.pirl.checks import Check, load_checks
from gainful.exchange.pirl.elements import PERSONAL, Element, element_of, load_elements
from gainful.exchange.pirl.opening import PirlFileError, opened_pirl
from gainful.exchange.pirl.overlaps import Overlaps
from gainful.exchange.pirl.row_checks import Row, fails
from gainful.exchange.pirl.schemas import COLUMNS_SOURCE, differences
from gainful.exchange.pirl.value_checks import badly_written
from gainful.exchange.tables.line import Line

SHAPE = Check(
    "cells-in-row", "", "reject", "", "The row has another number of cells than the heading",
    "Look for a comma or a quotation mark too many.", "What a CSV file is", "logic",
)  # fmt: skip
OVERLAP = Check(
    "periods-overlap", "900", "reject", "",
    "Another period of the same identifier begins before 90 days have passed since this one ended, or it has no end",
    "Join the two periods, or correct elements 900 and 901.", "20 CFR 677.150(c)(1)", "logic",
)  # fmt: skip

DUPLICATE = Check(
    "period-twice", "100", "reject", "", "Identifier and date of entry stand in an earlier row too",
    "Keep one row a period of participation.", "dol.gov/agencies/eta/performance/wips: duplicates are refused",
    "verified",
)  # fmt: skip
SPACES = Check(
    "space-in-empty", "", "reject", "", "A cell holds nothing but spaces", "Leave it empty.",
    "Grand Rapids Community College, support article 4526 (2025-26)", "unverified",
)  # fmt: skip
COLUMNS = "columns-of-schema"
STAGES = ("values", "duplicates", "logic")
"""The federal system checks in this order and stops after a step that fails; here all three are told at once."""


def stage_of(check: str) -> str:
    """Return the step of the federal system in which a check belongs."""
    if check in {COLUMNS, SHAPE.id, SPACES.id, "written"}:
        return "values"
    return "duplicates" if check == DUPLICATE.id else "logic"


KEPT = 5_000
"""Well-written values of an element that are remembered."""


@dataclass(frozen=True, slots=True)
class Finding:
    """One row that fails one check."""

    row: int
    element: str
    check: str
    level: str
    status: str
    words: str
    do: str
    value: str
    """As written; empty for elements that could name somebody."""
    stage: str = "logic"
    """Step of the federal system: values, duplicates, logic."""


@dataclass(slots=True)
class Report:
    """What was looked at and what was found."""

    rows: int = 0
    failed_rows: int = 0
    """Rows with at least one finding that makes the file fail; overlaps of periods are counted apart."""
    counts: Counter[tuple[str, str, str, str]] = field(default_factory=Counter)
    """(check, element, level, status) → rows"""
    columns: tuple[str, ...] = ()
    unknown: tuple[str, ...] = ()
    """Headings that are no element in the table; not looked at."""
    skipped: tuple[str, ...] = ()
    """Checks that need a column that is not there."""

    @property
    def by_stage(self) -> dict[str, int]:
        """Findings that make the file fail, by step of the federal system."""
        totals = dict.fromkeys(STAGES, 0)
        for (check, _, level, status), rows in self.counts.items():
            if level == "reject" and status != "unverified":
                totals[stage_of(check)] += rows
        return totals

    def failed(self, *, strict: bool = False) -> bool:
        """Return whether the file fails; `strict` lets unverified checks count too."""
        if strict:
            return any(level == "reject" for _, _, level, _ in self.counts)
        return any(level == "reject" and status != "unverified" for _, _, level, status in self.counts)


def check_file(
    path: Path,
    as_of: date,
    found: Callable[[Finding], None],
    *,
    progress: Callable[[Iterator[Line]], Iterator[Line]] = iter,
    layout: Sequence[str] = (),
) -> Report:
    """Check every row, handing each finding on as it comes; PirlFileError where the file cannot be read.

    `layout` holds the element numbers of the schema in order; the file must have them all, in that order.
    """
    run = _Run(path, as_of, found, layout)
    with opened_pirl(path) as table:
        run.begin(table.header)
        for line in progress(table.lines_as_written()):
            run.row(line.number, line.cells)
    run.end()
    return run.report


class _Run:
    """One file being checked."""

    def __init__(
        self, path: Path, as_of: date, found: Callable[[Finding], None], layout: Sequence[str] = ()
    ) -> None:
        self.path, self.as_of, self.found, self.layout = path, as_of, found, layout
        self.report = Report()
        self.places: list[str | None] = []
        self.checks: list[Check] = []
        self.overlaps: Overlaps | None = None
        self.good: dict[str, set[str]] = {}
        """Values of each element that were well written; bounded, and most values come again."""

    def begin(self, headings: Sequence[str]) -> None:
        """Find the elements in the headings, and the checks that they allow."""
        known = load_elements()
        numbers = [element_of(heading) for heading in headings]
        self.places = [number if number in known else None for number in numbers]
        there = [element for element in self.places if element]
        if not there:
            raise PirlFileError(
                f"{self.path.name} has no column of a PIRL element. Head each column with its number, such as 901 "
                "or “901 Date of Program Exit”. `gainful pirl elements` lists those that are known."
            )
        self._compare(headings, numbers)
        twice = [number for number, times in Counter(there).items() if times > 1]
        if twice:
            raise PirlFileError(
                f"{self.path.name} has element {', '.join(twice)} in two columns. Keep one of them."
            )
        self.checks = [c for c in load_checks() if {c.element, *c.others} <= set(there)]
        skipped = [check.id for check in load_checks() if check not in self.checks]
        if {"100", "900", "901"} <= set(there):
            self.overlaps = Overlaps()
        else:
            skipped.append(OVERLAP.id)
        self.good = {number: {""} for number in there if known[number].format_status}
        self.report.columns, self.report.skipped = tuple(there), tuple(skipped)
        self.report.unknown = tuple(h for h, e in zip(headings, self.places, strict=True) if e is None)

    def _compare(self, headings: Sequence[str], numbers: Sequence[str | None]) -> None:
        """Hold number and order of the columns against the schema, where one was given."""
        if not self.layout:
            return
        wanted = {number.replace("-", ""): number for number in self.layout}
        there = [wanted.get(str(n).replace("-", ""), n or h) for n, h in zip(numbers, headings, strict=True)]
        for words, do in differences(there, self.layout):
            self._tell(Check(COLUMNS, "", "reject", "", words, do, COLUMNS_SOURCE, "verified"), 1, "")

    def row(self, number: int, cells: Sequence[str]) -> None:
        """Look at one row."""
        self.report.rows += 1
        if len(cells) != len(self.places):
            self.report.failed_rows += 1
            self._tell(SHAPE, number, f"{len(cells)} instead of {len(self.places)}")
            return
        if any(cell and not cell.strip() for cell in cells):
            self._tell(SPACES, number, "")
        row = Row({e: cell.strip() for e, cell in zip(self.places, cells, strict=True) if e}, self.as_of)
        failing = [check for check in self.checks if fails(check, row)]
        hits = [*self._badly_written(row), *failing]
        for check in hits:
            self._tell(check, number, row.text(check.element))
        self.report.failed_rows += any(check.fails_file for check in hits)
        if self.overlaps is not None:
            self.overlaps.add(number, row.text("100"), row.day("900"), row.day("901"))

    def end(self) -> None:
        """Find the periods that overlap."""
        if self.overlaps is None:
            return
        for number in self.overlaps.twice():
            self._tell(DUPLICATE, number, "")
        for number in self.overlaps.found():
            self._tell(OVERLAP, number, "")

    def _badly_written(self, row: Row) -> Iterator[Check]:
        """Yield a check for each value that is not written as its element asks."""
        for number, good in self.good.items():
            text = row.cells[number]
            if text in good:
                continue
            check = _written(load_elements()[number], row)
            if check:
                yield check
            elif len(good) < KEPT:
                good.add(text)

    def _tell(self, check: Check, row: int, value: str) -> None:
        self.report.counts[check.id, check.element, check.level, check.status] += 1
        shown = "" if check.element in PERSONAL else value[:60]
        self.found(
            Finding(
                row,
                check.element,
                check.id,
                check.level,
                check.status,
                check.words,
                check.do,
                shown,
                stage_of(check.id),
            )
        )


def _written(element: Element, row: Row) -> Check | None:
    """Return a check of how a value is written; what the table does not know for sure is only looked at."""
    wrong = badly_written(element, row.text(element.number))
    if wrong is None:
        return None
    level = "reject" if element.format_status == "verified" else "look"
    return Check("written", element.number, level, "", *wrong, element.source, element.format_status)

"""Effectiveness in serving employers from a PIRL file: one report statewide over six programs, one for local title I.

Retention with the same employer (final rule of 23 February 2024, in force since 25 March 2024; ETA's reporting page):
of those who exited in the period and were employed in the second quarter by wage records, who was with the same
employer in the second and the fourth.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from datetime import date
from pathlib import Path

from gainful.exchange.pirl.elements import element_of
from gainful.exchange.pirl.opening import PirlFileError, opened_pirl
from gainful.exchange.pirl.row_checks import day_of

PROGRAMS = {"903": "Adult", "904": "Dislocated Worker", "905": "Youth", "910": "Adult Education",
            "917": "Vocational Rehabilitation", "918": "Wagner-Peyser"}  # fmt: skip
TITLE_ONE = ("903", "904", "905")
IN_PROGRAM, WORKING, BY_RECORDS = {"1", "2", "3"}, {"1", "2", "3"}, {"1", "2", "3"}
NEEDED = ("901", "1602", "1603", "1618")
BOARD = "108A"


@dataclass(slots=True)
class Retention:
    """Counts of one group; the rate is of those whose fourth quarter is in."""

    employed: int = 0
    same_employer: int = 0
    waiting: int = 0
    """employed in the second quarter, but 1618 is empty: not yet known, and neither yes nor no"""

    @property
    def rate(self) -> float | None:
        """Share with the same employer, None where nobody's fourth quarter is in."""
        known = self.employed - self.waiting
        return self.same_employer / known if known else None


@dataclass(slots=True)
class EmployerReports:
    """Both reports and what could not be counted."""

    statewide: Retention = field(default_factory=Retention)
    programs: dict[str, Retention] = field(default_factory=dict)
    local: dict[str, Retention] = field(default_factory=dict)
    missing: tuple[str, ...] = ()
    """programs without a column in the file"""
    no_board: int = 0
    """title I participants without a local board; counted statewide only"""


def serving_employers(path: Path, exits_from: date, exits_to: date) -> EmployerReports:
    """Count both reports from a PIRL CSV, a row a period; PirlFileError where it lacks what is needed."""
    with opened_pirl(path) as table:
        places = {
            number.replace("-", ""): place
            for place, heading in enumerate(table.header)
            if (number := element_of(heading))
        }
        if lacking := [number for number in NEEDED if number not in places]:
            raise PirlFileError(f"{path.name} has no element {', '.join(lacking)}. Both reports need them.")
        lines = (line.cells for line in table.lines_as_written())
        return _counted(lines, places, exits_from, exits_to)


def _counted(
    lines: Iterable[Sequence[str]], places: dict[str, int], exits_from: date, exits_to: date
) -> EmployerReports:
    found = EmployerReports(
        programs={name: Retention() for number, name in PROGRAMS.items() if number in places},
        missing=tuple(name for number, name in PROGRAMS.items() if number not in places),
    )
    local: defaultdict[str, Retention] = defaultdict(Retention)
    for cells in lines:
        row = {n: cells[place].strip() for n, place in places.items() if place < len(cells)}
        left = day_of(row.get("901", ""))
        if left is None or not exits_from <= left <= exits_to:
            continue
        if row["1602"] not in WORKING or row["1603"] not in BY_RECORDS:
            continue
        inside = [number for number in PROGRAMS if row.get(number, "") in IN_PROGRAM]
        if not inside:
            continue
        counted = [found.statewide, *(found.programs[PROGRAMS[number]] for number in inside)]
        if set(inside) & set(TITLE_ONE):
            board = row.get(BOARD, "")
            found.no_board += not board
            counted += [local[board]] if board else []
        for group in counted:
            group.employed += 1
            group.same_employer += row["1618"] == "1"
            group.waiting += row["1618"] not in {"0", "1"}
    found.local = dict(local)
    return found


def employer_lines(found: EmployerReports) -> list[str]:
    """Return both reports as lines to read."""
    lines = ["Statewide, six core programs (report 1)", _line("all", found.statewide)]
    lines += [_line(name, counts) for name, counts in found.programs.items()]
    lines += ["", "Title I by local board (report 2)"]
    lines += [_line(name, counts) for name, counts in sorted(found.local.items())] or [
        "  nobody with a local board"
    ]
    if found.no_board:
        lines.append(
            f"  {found.no_board:,} title I participants have no local board (108-A) and are in report 1 only."
        )
    if found.missing:
        lines.append(f"No column in the file, so not counted: {', '.join(found.missing)}.")
    lines.append("UNVERIFIED codes: those of programs (903 to 918) and of the match (1603) are from memory.")
    return lines


def _line(name: str, counts: Retention) -> str:
    rate = "not known yet" if counts.rate is None else f"{counts.rate:.1%}"
    known = counts.employed - counts.waiting
    waits = f"; {counts.waiting:,} not yet known" if counts.waiting else ""
    return f"  {name}: {rate} ({counts.same_employer:,} of {known:,}{waits})"

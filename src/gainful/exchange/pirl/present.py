"""What a check of a PIRL file found, as lines."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path

from gainful.exchange.pirl.elements import load_elements
from gainful.exchange.pirl.reading import Finding, Report


def report_lines(report: Report, shown: Sequence[Finding], *, strict: bool, where: Path | None) -> list[str]:
    """Return the findings, row first, then what was counted and what is unverified."""
    lines = [_line(finding) for finding in shown]
    total = sum(report.counts.values())
    if total > len(shown):
        place = f"all are in {where}" if where else "--failures FILE writes them all"
        lines.append(f"… and {total - len(shown):,} more; {place}.")
    if report.counts:
        lines += ["", "Findings by check:"]
        lines += [
            f"  {rows:7,}  {level:6} {status or 'unverified':10} element {element or '-':6} {check}"
            for (check, element, level, status), rows in report.counts.most_common()
        ]
    lines += ["", *_looked_at(report), _stages(report)]
    fails = report.failed(strict=strict)
    lines.append(
        f"{'FAILS' if fails else 'Passes'}: {report.rows:,} rows, {report.failed_rows:,} cannot be right."
    )
    return lines


def _stages(report: Report) -> str:
    """Say where the federal system would stop, and what it would not have told yet."""
    told = ", ".join(f"{stage} {count:,}" for stage, count in report.by_stage.items())
    first = next((stage for stage, count in report.by_stage.items() if count), None)
    stop = f" It would stop after {first}; the rest is told here all the same." if first else ""
    return f"In the order of the federal system: {told}.{stop}"


def _line(finding: Finding) -> str:
    value = f" (“{finding.value}”)" if finding.value else ""
    element = f"element {finding.element}" if finding.element else "the row"
    mark = "" if finding.status in {"verified", "logic"} else " [unverified check]"
    return f"Row {finding.row:,}, {element}{value}: {finding.words}. {finding.do} [{finding.level}]{mark}"


def _looked_at(report: Report) -> list[str]:
    known = load_elements()
    unsure = [e for e in report.columns if known[e].status != "verified"]
    lines = [f"Looked at {len(report.columns)} elements."]
    if unsure:
        lines.append(f"UNVERIFIED number or name, no federal text was seen: {', '.join(unsure)}.")
    if report.unknown:
        lines.append(f"Not in the table, not looked at: {', '.join(report.unknown[:20])}.")
    if report.skipped:
        lines.append(f"Not possible, a column is missing: {', '.join(report.skipped)}.")
    lines.append("The official list of logical rules was not at hand: passing here is not acceptance there.")
    return lines

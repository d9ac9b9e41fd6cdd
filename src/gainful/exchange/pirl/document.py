"""What a check of a PIRL file found, as one typed JSON document (docs/schema/pirl-check.schema.json)."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date
from typing import Annotated, ClassVar, Literal

from pydantic import Field

from gainful.engine.records.document import Document, Part
from gainful.exchange.pirl.elements import load_elements
from gainful.exchange.pirl.reading import Finding, Report

Count = Annotated[int, Field(ge=0)]
Level = Literal["reject", "look"]
Stage = Literal["values", "duplicates", "logic"]
Status = Annotated[
    Literal["verified", "logic", "unverified", ""],
    Field(
        description="verified: a federal text says so; logic: from what the elements mean; unverified: from memory or "
        "analogy."
    ),
]


class CheckPart(Part):
    """How many rows fail one check."""

    check: str
    element: str
    level: Level
    status: Status
    rows: Count


class StagesPart(Part):
    """Findings that make the file fail, in the order in which the federal system checks."""

    values: Count
    duplicates: Count
    logic: Count


class FindingPart(Part):
    """One row that fails one check."""

    row: Annotated[int, Field(ge=1, description="The heading is row 1.")]
    element: str
    check: str
    level: Level
    status: Status
    words: str
    do: str
    value: Annotated[str, Field(description="Empty for elements that could name somebody.")]
    stage: Stage


class PirlCheckDocument(Document):
    """What `gainful pirl check --json` prints. Unverified checks never make a file fail, except with --strict."""

    published_as: ClassVar[str] = "pirl-check"

    schema_version: Literal["gainful.pirl-check/1"] = "gainful.pirl-check/1"
    as_of: date
    rows: Count
    failed_rows: Count
    failed: bool
    findings_by_check: tuple[CheckPart, ...]
    by_stage: StagesPart
    first_findings: tuple[FindingPart, ...]
    unverified_elements: tuple[str, ...]
    unknown_columns: tuple[str, ...]
    checks_not_possible: tuple[str, ...]


def check_document(
    report: Report, shown: Sequence[Finding], *, as_of: date, strict: bool
) -> PirlCheckDocument:
    """Return counts by check, the first findings, and what was not looked at."""
    return PirlCheckDocument.model_validate(
        {
            "as_of": as_of,
            "rows": report.rows,
            "failed_rows": report.failed_rows,
            "failed": report.failed(strict=strict),
            "findings_by_check": [
                {"check": check, "element": element, "level": level, "status": status, "rows": rows}
                for (check, element, level, status), rows in sorted(report.counts.items())
            ],
            "by_stage": report.by_stage,
            "first_findings": shown,
            "unverified_elements": [e for e in report.columns if load_elements()[e].status != "verified"],
            "unknown_columns": report.unknown,
            "checks_not_possible": report.skipped,
        }
    )

"""The reports on serving employers as one typed JSON document (docs/schema/pirl-employers.schema.json)."""

from __future__ import annotations

from typing import Annotated, ClassVar, Literal

from pydantic import Field

from gainful.engine.records.document import Document, Part
from gainful.exchange.pirl.employers import EmployerReports, Retention

Count = Annotated[int, Field(ge=0)]


class RetentionPart(Part):
    """Counts of one group; the rate is of those whose fourth quarter is in, null where nobody's is."""

    employed_second_quarter: Count
    same_employer: Count
    not_yet_known: Count
    rate: Annotated[float, Field(ge=0, le=1)] | None


class PirlEmployersDocument(Document):
    """What `gainful pirl employers --json` prints: retention with the same employer, statewide and by local board."""

    published_as: ClassVar[str] = "pirl-employers"

    schema_version: Literal["gainful.pirl-employers/1"] = "gainful.pirl-employers/1"
    statewide: RetentionPart
    by_program: dict[str, RetentionPart]
    title_one_by_local_board: dict[str, RetentionPart]
    programs_not_in_the_file: tuple[str, ...]
    title_one_without_board: Count


def employers_document(found: EmployerReports) -> PirlEmployersDocument:
    """Return both reports as a document, local boards in the order of their codes."""
    return PirlEmployersDocument(
        statewide=_part(found.statewide),
        by_program={name: _part(counts) for name, counts in found.programs.items()},
        title_one_by_local_board={name: _part(counts) for name, counts in sorted(found.local.items())},
        programs_not_in_the_file=found.missing,
        title_one_without_board=found.no_board,
    )


def _part(counts: Retention) -> RetentionPart:
    return RetentionPart(
        employed_second_quarter=counts.employed,
        same_employer=counts.same_employer,
        not_yet_known=counts.waiting,
        rate=counts.rate,
    )

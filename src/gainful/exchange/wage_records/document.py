"""What a store of wage records holds, as one typed JSON document (docs/schema/wages.schema.json)."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Annotated, ClassVar, Literal

from pydantic import Field

from gainful.engine.indicators.coverage import quarter_text
from gainful.engine.records.document import Count, Document, Part
from gainful.exchange.wage_records.store import Imported, WageStore

Quarter = Annotated[str, Field(pattern=r"^\d{4}Q[1-4]$")]


class ImportedPart(Part):
    """A file of this call."""

    name: str
    rows: Count
    rejected: Count
    resumed: Annotated[bool, Field(description="went on where an earlier import had stopped")]
    known: Annotated[bool, Field(description="the same content was there before; nothing changed")]


class FilePart(Part):
    """A file that the records came from."""

    number: Annotated[int, Field(ge=1)]
    name: str
    rows: int | None
    rejected: int | None
    done: Annotated[
        bool, Field(description="false: stopped before its end; counts nothing until imported again")
    ]


class QuarterPart(Part):
    """A quarter and whether its records are in."""

    quarter: Quarter
    rows: Count
    state: Annotated[Literal["in", "pending"], Field(description="pending is never counted as no work")]


class WagesDocument(Document):
    """What `gainful wages import --json` and `gainful wages status --json` print."""

    published_as: ClassVar[str] = "wages"

    imported: tuple[ImportedPart, ...]
    files: tuple[FilePart, ...]
    doubles: Annotated[
        Literal["last", "sum"],
        Field(description="of different amounts for one person, employer and quarter in one file"),
    ]
    quarters: tuple[QuarterPart, ...]


def wages_document(store: WageStore, imported: Sequence[Imported] = ()) -> WagesDocument:
    """Return what became of the files of this call, and what the store holds."""
    return WagesDocument.model_validate(
        {
            "imported": imported,
            "files": [{name: known.get(name) for name in FilePart.model_fields} for known in store.files()],
            "doubles": store.settings["doubles"],
            "quarters": [
                {
                    "quarter": quarter_text(found.at),
                    "rows": found.rows,
                    "state": "in" if found.arrived else "pending",
                }
                for found in store.quarters()
            ],
        }
    )

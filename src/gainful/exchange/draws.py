"""A draw's files: the list of who takes part, the published record, its results as a table for an evaluation."""

from __future__ import annotations

import json
import re
from collections.abc import Iterator
from dataclasses import dataclass
from fractions import Fraction
from pathlib import Path
from typing import cast

from gainful.engine.allocation.lottery import Entry
from gainful.engine.allocation.record import DrawRecord, EntryRow, ResultRow
from gainful.exchange.tables.cells import DateOrder, parse_whole
from gainful.exchange.tables.errors import UnreadableTable
from gainful.exchange.tables.headings import Field
from gainful.exchange.tables.rows import Row, RowReader, RowsFile
from gainful.exchange.tables.writing import csv_lines

NOT_A_CODE = re.compile(r"@|\d{3}-?\d{2}-?\d{4}$|\s\S+\s")
"""A mail address, a Social Security number or a name: the list is published, so a code must say nothing."""
FIELDS = (
    Field(
        "code", "Code", ("entry", "applicant code", "applicant id", "application id"), True, person_id=True
    ),
    Field("stratum", "Stratum", ("site", "track", "program", "group")),
    Field("priority", "Priority", ("priority group", "priority of service", "tier")),
    Field("segment", "Segment", ("population",)),
)
RESULT_HEADINGS = ("code", "stratum", "priority", "segment", "outcome", "place", "offered", "probability")


@dataclass
class EntriesFile(RowsFile[Entry]):
    """An opened list of who takes part: a code each, and what the rules of the draw look at."""

    fields = FIELDS

    def detect_dates(self) -> DateOrder | None:
        """Return None: the list has no dates."""
        return None

    def rows(self) -> Iterator[Row[Entry]]:
        """Yield every line as an entry or as problems."""
        places = self.places()
        for line in self.table.lines():
            reader = RowReader(line.cells, places, self.table.header)
            code = reader.identifier("code")
            if not code:
                reader.complain("code", "This must be filled.")
            elif NOT_A_CODE.search(code):
                reader.complain(
                    "code", "The list is published: give a code that says nothing about the person."
                )
            entry = Entry(
                code,
                reader.text("stratum"),
                reader.read("priority", parse_whole, None) or 0,
                reader.text("segment"),
            )
            problems = tuple(reader.problems)
            yield Row(line.number, line.cells, None if problems else entry, problems)


def read_entries(path: Path) -> tuple[list[Entry], list[Row[Entry]]]:
    """Return (entries, lines that cannot be used). Raises UnreadableTable."""
    file = EntriesFile.opened(path, path.name)
    file.require_clear()
    rows = list(file.rows())
    return [row.record for row in rows if row.record], [row for row in rows if row.record is None]


def read_record(path: Path) -> DrawRecord:
    """Return a draw's published record as it stands; raises UnreadableTable where the file is no JSON object."""
    try:
        found = json.loads(path.read_text(encoding="utf-8"))
    except (ValueError, UnicodeError) as error:
        raise UnreadableTable(f"{path.name} is not JSON: {error}.", "Give the record of the draw.") from None
    if not isinstance(found, dict):
        raise UnreadableTable(f"{path.name} is not the record of a draw.", "Give the record of the draw.")
    return cast("DrawRecord", found)


def record_json(record: DrawRecord) -> str:
    """Return a record as the text that is published."""
    return json.dumps(record, indent=1, sort_keys=True, ensure_ascii=False) + "\n"


def results_csv(record: DrawRecord) -> str:
    """Return a row a person: what the draw gave, 1 where a seat was offered, the chance beforehand (0 to 1).

    `gainful evaluate … --design lottery --treatment offered --probability probability` reads it joined with outcomes.
    """
    outcomes = {row["code"]: row for row in record["results"]}
    return "".join(
        csv_lines(
            RESULT_HEADINGS,
            (_result(entry, outcomes[entry["code"]]) for entry in record["committed"]["entries"]),
        )
    )


def _result(entry: EntryRow, drawn: ResultRow) -> tuple[object, ...]:
    traits = (entry["code"], entry["stratum"], entry["priority"], entry["segment"])
    seated = int(drawn["outcome"] == "seat")
    return (*traits, drawn["outcome"], drawn["place"], seated, float(Fraction(entry["chance"])))

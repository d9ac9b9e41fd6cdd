"""Write a PIRL-shaped CSV and, beside it, what is verified of each column."""

from __future__ import annotations

import os
import tempfile
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from gainful.engine.indicators import Coverage
from gainful.engine.tables.cell_sql import as_text, quoted
from gainful.exchange.outcome_files import Loaded
from gainful.exchange.outcome_files.columns import PARTICIPANTS
from gainful.exchange.pirl.elements import element_of, load_elements
from gainful.exchange.pirl.layout import laid_out
from gainful.exchange.tables.errors import UnreadableColumns
from gainful.exchange.tables.headings import matched
from gainful.exchange.tables.large_source import source_of
from gainful.exchange.tables.writing import RISKY, write_csv

ID_LENGTH = 12
LAYOUT = (
    "element", "name", "type", "status", "format_status", "rows_filled", "codes", "source", "note",
)  # fmt: skip
NOT_TOLD = (
    "1303, 1310, 1315 where a service is only called training",
    "1806 to 1810 (skill gains by type)",
    "1800 of postsecondary credentials",
    "1900, 1901 (youth placed in education)",
)
"""What the files do not tell; give it as columns of the participants file headed by the element number."""


@dataclass(frozen=True, slots=True)
class Written:
    """What was written, and what is not verified of it."""

    rows: int
    elements: tuple[str, ...]
    unverified: tuple[str, ...]
    """Elements whose number or name no federal text was seen for."""
    unverified_format: tuple[str, ...]
    """Elements whose type or codes no federal text was seen for."""
    shortened: int
    """Identifiers longer than 12 characters that were replaced."""
    layout: Path


def export_pirl(
    connection: Any, loaded: Loaded, found: Any, coverage: Coverage, participants: Path, target: Path
) -> Written:
    """Write one row a period of participation; UnreadableColumns where identifiers must not or cannot be reported."""
    shortened = _identifiers(connection.con)
    inputs = loaded.inputs
    table = laid_out(found, inputs.wages, loaded.extras.services, inputs.evidence, coverage)
    table = _with_given(connection, table, participants)
    ids = connection.table("pirl_ids")
    table = table.inner_join(ids, table["100"] == ids.person).mutate(**{"100": ids.reported})
    elements = sorted((c for c in table.columns if c in load_elements()), key=_order)
    made = connection.create_table(
        "pirl", table.select(elements).order_by("100", "900"), temp=True, overwrite=True
    )
    _refuse_formulas(made, elements)
    _put(made, target)
    filled = (
        made.agg(**{f"n{e}": made[e].count() for e in elements}, rows=made.count())
        .to_pyarrow()
        .to_pylist()[0]
    )
    layout = target.with_name(f"{target.name}.layout.csv")
    _write_layout(layout, elements, {e: int(filled[f"n{e}"]) for e in elements})
    known = load_elements()
    return Written(
        int(filled["rows"]),
        tuple(elements),
        tuple(e for e in elements if known[e].status != "verified"),
        tuple(e for e in elements if known[e].format_status == "unverified"),
        shortened,
        layout,
    )


def _refuse_formulas(made: Any, elements: Sequence[str]) -> None:
    """Refuse what a spreadsheet would run: an apostrophe before it would change what the validator reads."""
    text = [element for element in elements if made[element].type().is_string()]
    risky = [made[element].left(1).isin(RISKY).sum().fill_null(0).name(element) for element in text]
    counts = made.agg(risky).to_pyarrow().to_pylist()[0] if risky else {}
    for element, count in counts.items():
        if count:
            raise UnreadableColumns(
                f"{count:,} values of element {element} begin with a sign such as = + - or @, which a "
                "spreadsheet would run as a formula. No element is written so: correct them in the participants file."
            )


def _order(element: str) -> tuple[int, str]:
    return int(element.partition("-")[0]), element


def _identifiers(duck: Any) -> int:
    """Make the table of identifiers to report; refuse what looks like a social security number."""
    ssn = r"^\d{3}-\d{2}-\d{4}$|^\d{9}$"
    bad = duck.execute("SELECT count(*) FROM participants WHERE regexp_matches(person, ?)", [ssn]).fetchone()[
        0
    ]
    if bad:
        raise UnreadableColumns(
            f"{bad:,} identifiers are written like social security numbers. Element 100 may not report those. "
            "Give every person an identifier of your own, up to 12 letters and digits, in all files."
        )
    duck.execute(
        "CREATE OR REPLACE TABLE pirl_ids AS SELECT person, "
        "CASE WHEN length(person) > ? THEN upper(substr(sha256(person), 1, ?)) ELSE person END AS reported "
        "FROM participants",
        [ID_LENGTH, ID_LENGTH],
    )
    people, distinct, longer = duck.execute(
        "SELECT count(*), count(DISTINCT reported), coalesce(sum((reported <> person)::INT), 0) FROM pirl_ids"
    ).fetchone()
    if people != distinct:
        raise UnreadableColumns(
            "Two long identifiers become the same one when shortened to 12 characters. Give identifiers of your own, "
            "up to 12 letters and digits."
        )
    return int(longer)


def _with_given(connection: Any, table: Any, participants: Path) -> Any:
    """Add columns of the participants file that are headed by an element; theirs come before our figures."""
    duck = connection.con
    source = source_of(duck, participants).sql
    kinds = dict(row[:2] for row in duck.execute(f"DESCRIBE SELECT * FROM {source}").fetchall())
    headings = list(kinds)
    person = matched(participants.name, headings, PARTICIPANTS)["person"]
    given = {
        element: h for h in headings if (element := element_of(h)) in load_elements() and element != "100"
    }
    given = {element: h for element, h in given.items() if h != person and h.strip()[:1].isdigit()}
    if not given:
        return table
    cells = ", ".join(f"{as_text(h, kinds[h])} AS {quoted(_given(e))}" for e, h in given.items())
    who = f"{as_text(person, kinds[person])} AS who"
    duck.execute(f"CREATE OR REPLACE TEMP TABLE given AS SELECT {who}, {cells} FROM {source}")
    theirs = connection.table("given")
    joined = table.left_join(theirs, table["100"] == theirs.who)
    columns = {}
    for element in given:
        told = joined[_given(element)]
        columns[element] = told.fill_null(joined[element]) if element in table.columns else told
    return joined.mutate(**columns)


def _given(element: str) -> str:
    return f"given_{element.replace('-', '_')}"


def _put(table: Any, target: Path) -> None:
    """Write the CSV whole or not at all."""
    target.parent.mkdir(parents=True, exist_ok=True)
    handle, name = tempfile.mkstemp(dir=target.parent, prefix=f".{target.name}-")
    os.close(handle)
    try:
        table.to_csv(name, header=True)
        Path(name).replace(target)
    finally:
        Path(name).unlink(missing_ok=True)


def _write_layout(path: Path, elements: Sequence[str], filled: dict[str, int]) -> None:
    known = load_elements()
    rows = []
    for number in elements:
        e = known[number]
        codes = "|".join(f"{code}={words}" if words else code for code, words in e.codes)
        rows.append(
            (number, e.name, e.type, e.status, e.format_status, filled[number], codes, e.source, e.note)
        )
    write_csv(path, LAYOUT, rows)

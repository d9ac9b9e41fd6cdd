"""Which rows are wage records, and why the others are not; the person's key leaves as a hash."""

from __future__ import annotations

from collections.abc import Iterator
from typing import TYPE_CHECKING, Any

from gainful.exchange.wage_records.keys import person_hash
from gainful.exchange.wage_records.reading import Piece

if TYPE_CHECKING:
    import pyarrow as pa

FIRST_YEAR, LAST_YEAR = 1990, 2099
MOST_CENTS = 999_999_999
PENDING_CENTS = 99_999_999
"""999,999.99: how the federal record layouts write “not yet available” in a wage field."""
REASONS = (
    ("", ""),
    ("person", "The person key is empty. Fill it in."),
    ("person", "The person key is a placeholder (all one digit). Fill it in, or leave the row out."),
    ("year", "This is no year from 1990 on. Write it as 2026."),
    ("quarter", "This is no quarter. Write 1, 2, 3 or 4."),
    ("wages", "The wages are empty. Fill them in, or leave the row out."),
    ("wages", "This is no amount. Write it as 5120.50."),
    ("wages", "The wages are below zero. Net a correction against its record first."),
    ("wages", "This is the sign for “not yet available”, no wage. Leave the row out until it is known."),
    ("wages", "More than $9,999,999.99 in a quarter. Check it."),
)


def checked(piece: Piece, secret: bytes) -> tuple[pa.Table, Iterator[tuple[int, str, str, str]]]:
    """Return the records of a piece, and the rows that are refused: row, column, value, what is wrong.

    Records have person (hash), employer, year, quarter, wages (cents) and line. A person's key is never in a refusal.
    """
    import numpy as np
    import pyarrow as pa
    import pyarrow.compute as pc

    cells = {name: pc.utf8_trim_whitespace(piece.table[name]) for name in piece.table.column_names}
    if "period" in cells:
        parts = pc.extract_regex(cells["period"], r"^(?P<year>\d{4})\D?[Qq]?0?(?P<quarter>[1-4])$")
        cells["year"], cells["quarter"] = (pc.fill_null(pc.struct_field(parts, at), "") for at in (0, 1))
    keys = pc.utf8_upper(pc.replace_substring_regex(cells["person"], r"[\s-]+", ""))
    year = _numbers(cells["year"], r"^(\d{4})(\.0+)?$")
    quarter = _numbers(cells["quarter"], r"^[Qq]?0?([1-4])(\.0+)?$")
    amount = pc.replace_substring_regex(cells["wages"], r"[$,\s]", "")
    dollars = _numbers(amount, r"^([-+]?(?:\d+\.?\d*|\.\d+))$")
    cents = np.rint(dollars * 100)
    matters = (
        _is(keys, ""),
        pc.match_substring_regex(keys, r"^(0+|1{9}|9{9})$").to_numpy(zero_copy_only=False),
        ~((year >= FIRST_YEAR) & (year <= LAST_YEAR)),
        ~np.isfinite(quarter),
        _is(amount, ""),
        ~np.isfinite(cents),
        cents < 0,
        cents == PENDING_CENTS,
        cents > MOST_CENTS,
    )
    reason = np.select(matters, range(1, len(matters) + 1), 0)
    blank = np.logical_and.reduce([_is(column, "") for column in cells.values()])
    reason[blank] = 0
    good = (reason == 0) & ~blank
    kept = pa.array(good)
    records = pa.table(
        {
            "person": _hashed(keys.filter(kept), secret),
            "employer": cells["employer"].filter(kept),
            "year": pa.array(year[good].astype(np.int16)),
            "quarter": pa.array(quarter[good].astype(np.int8)),
            "wages": pa.array(cents[good].astype(np.int64)),
            "line": pa.array(piece.lines[good]),
        }
    )
    return records, _refusals(piece, cells, reason)


def _refusals(piece: Piece, cells: dict[str, Any], reason: Any) -> Iterator[tuple[int, str, str, str]]:
    for number, why in piece.broken:
        yield number, "", "", f"The row has {why}. Correct it."
    for at in reason.nonzero()[0]:
        column, why = REASONS[reason[at]]
        value = "" if column == "person" else cells[column][int(at)].as_py()
        yield int(piece.lines[at]), column, value, why


def _is(cells: Any, value: str) -> Any:
    import pyarrow.compute as pc

    return pc.equal(cells, value).to_numpy(zero_copy_only=False)


def _numbers(cells: Any, pattern: str) -> Any:
    """Return the numbers that match a pattern as float64; not a number where a cell does not."""
    import numpy as np
    import pyarrow as pa
    import pyarrow.compute as pc

    matches = pc.match_substring_regex(cells, pattern)
    digits = pc.replace_substring_regex(pc.if_else(matches, cells, ""), r"^[Qq]", "")
    found = pc.cast(pc.if_else(pc.equal(digits, ""), pa.scalar(None, pa.string()), digits), pa.float64())
    return pc.fill_null(found, np.nan).to_numpy(zero_copy_only=False)


def _hashed(keys: Any, secret: bytes) -> Any:
    """Return the hash of each key; a key that comes often is hashed once."""
    import pyarrow as pa

    encoded = pa.chunked_array([keys]) if isinstance(keys, pa.Array) else keys
    encoded = encoded.combine_chunks().dictionary_encode()
    hashes = pa.array([person_hash(secret, key) for key in encoded.dictionary.to_pylist()], pa.string())
    return hashes.take(encoded.indices)

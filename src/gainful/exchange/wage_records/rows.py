"""Which rows are wage records, and why the others are not; the person's key leaves as a hash."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from typing import TYPE_CHECKING, Any

from gainful.engine.tables import cell_rules as rules
from gainful.exchange.wage_records.keys import hasher
from gainful.exchange.wage_records.reading import Piece

if TYPE_CHECKING:
    import pyarrow as pa

MOST_CENTS, PENDING_CENTS = (round(amount * 100) for amount in (rules.MOST_WAGES, rules.PENDING_AMOUNT))
DIGITS, CAPITALS = b"0123456789", b"ABCDEFGHIJKLMNOPQRSTUVWXYZ"
PLAIN = DIGITS + CAPITALS
DECIMAL = DIGITS + b"."
NO_SPACE = bytes(range(33, 127))
"""Signs that a cell can have and need no work: of keys, of amounts, of any."""
REASONS = (
    ("", ""),
    ("person", "The person key is empty. Fill it in."),
    (
        "person",
        "The person key has lost its last digits in a spreadsheet (1.23E+11). Export it again as text.",
    ),
    ("person", "The person key is a placeholder (all one digit). Fill it in, or leave the row out."),
    ("year", "This is no year from 1990 on. Write it as 2026."),
    ("quarter", "This is no quarter. Write 1, 2, 3 or 4."),
    ("wages", "This is no amount. Write it as 5120.50."),
    ("wages", "The wages are below zero. Net a correction against its record first."),
    ("wages", "More than $9,999,999.99 in a quarter. Check it."),
    ("wages", "This can be read as two amounts. Write it as 1234.00 or 1.23."),
)


def checked(piece: Piece, secret: bytes) -> tuple[pa.Table, Iterator[tuple[int, str, str, str]]]:
    """Return the records of a piece, and the rows that are refused: row, column, value, what is wrong.

    Records have person (hash), employer, year, quarter, wages (cents; null where they are not known yet: empty, pending
    or 999,999.99) and line. A person's key is never in a refusal.
    """
    import numpy as np
    import pyarrow as pa

    cells = {name: _trimmed(piece.table[name]) for name in piece.table.column_names}
    if "period" in cells:
        cells["year"], cells["quarter"] = _by_value(cells["period"], _period)
    people = cells["person"].dictionary_encode()
    keys = _plain_keys(people.dictionary)
    hashes, known = _hashed(keys, secret), people.indices.to_numpy()
    (year,) = _by_value(cells["year"], lambda found: (_digits(found, rf"^{rules.YEAR}$"),))
    (quarter,) = _by_value(cells["quarter"], lambda found: (_digits(found, rf"^{rules.QUARTER}$"),))
    cells["wages"] = _filled(cells["wages"])
    dollars, two_ways = _dollars(cells["wages"])
    cents = np.where(_not_known_yet(cells["wages"]), PENDING_CENTS, np.rint(dollars * 100))
    matters = (
        _is(keys, "")[known],
        _is_all(keys, rules.CUT_KEY)[known],
        _is_all(keys, rules.PLACEHOLDER_KEY)[known],
        ~((year >= rules.FIRST_WAGE_YEAR) & (year <= rules.LAST_WAGE_YEAR)),
        ~np.isfinite(quarter),
        ~np.isfinite(cents) & ~two_ways,
        cents < 0,
        cents > MOST_CENTS,
        two_ways,
    )
    reason = np.select(matters, range(1, len(matters) + 1), 0)
    blank = np.logical_and.reduce([_is(column, "") for column in cells.values()])
    reason[blank] = 0
    good = (reason == 0) & ~blank
    kept = pa.array(good)
    records = pa.table(
        {
            "person": hashes.take(people.indices.filter(kept)),
            "employer": cells["employer"].filter(kept),
            "year": pa.array(year[good].astype(np.int16)),
            "quarter": pa.array(quarter[good].astype(np.int8)),
            "wages": pa.array(cents[good].astype(np.int64), mask=cents[good] == PENDING_CENTS),
            "line": pa.array(piece.lines[good]),
        }
    )
    return records, _refusals(piece, cells, reason)


def _refusals(piece: Piece, cells: dict[str, Any], reason: Any) -> Iterator[tuple[int, str, str, str]]:
    for number, why in piece.broken:
        yield number, "", "", f"The row has {why}. Correct it."
    for at in reason.nonzero()[0]:
        column, why = REASONS[reason[at]]
        if "period" in cells and column in {"year", "quarter"}:
            column, why = "period", "This is no quarter from 1990 on. Write it as 2025Q2."
        value = "" if column == "person" else cells[column][int(at)].as_py()
        yield int(piece.lines[at]), column, value, why


def _is_all(cells: Any, pattern: str) -> Any:
    """Return which cells are what a pattern says, from their first letter to their last."""
    import pyarrow.compute as pc

    return pc.match_substring_regex(cells, rf"^(?:{pattern})$").to_numpy(zero_copy_only=False)


def _not_known_yet(wages: Any) -> Any:
    """Return which amounts are empty or said to be pending."""
    import pyarrow as pa
    import pyarrow.compute as pc

    empty = _is(wages, "")
    if _only(wages, DECIMAL):
        return empty
    words = pa.array(sorted(rules.PENDING_WORDS))
    return empty | pc.is_in(pc.utf8_lower(wages), words).to_numpy(zero_copy_only=False)


def _is(cells: Any, value: str) -> Any:
    import pyarrow.compute as pc

    return pc.equal(cells, value).to_numpy(zero_copy_only=False)


def _digits(cells: Any, pattern: str) -> Any:
    """Return the number in the first group of a pattern as float64; not a number where a cell does not match."""
    import numpy as np
    import pyarrow as pa
    import pyarrow.compute as pc

    matches = pc.match_substring_regex(cells, pattern)
    digits = pc.if_else(
        matches, pc.replace_substring_regex(cells, pattern, r"\1"), pa.scalar(None, pa.string())
    )
    return pc.fill_null(pc.cast(digits, pa.float64()), np.nan).to_numpy(zero_copy_only=False)


def _hashed(keys: Any, secret: bytes) -> Any:
    """Return the hash of each key."""
    import pyarrow as pa

    hashed = hasher(secret)
    return pa.array([hashed(key) for key in keys.to_pylist()], pa.string())


def _plain_keys(keys: Any) -> Any:
    """Return the keys as `plain_key` writes them; those that are written so already are not touched."""
    import pyarrow.compute as pc

    if _only(keys, PLAIN):
        return keys
    bare = pc.replace_substring_regex(keys, rules.KEY_SIGNS, "")
    return pc.utf8_upper(pc.replace_substring_regex(bare, rules.KEY_DECIMALS, r"\1"))


def _filled(cells: Any) -> Any:
    """Return cells with those that say “nothing” empty."""
    import pyarrow as pa
    import pyarrow.compute as pc

    if _only(cells, DECIMAL):
        return cells
    nothing = pc.is_in(pc.utf8_lower(cells), pa.array(sorted(rules.EMPTY_WORDS)))
    return pc.if_else(nothing, "", cells)


def _dollars(cells: Any) -> tuple[Any, Any]:
    """Return amounts as numbers (NaN where they are none), and which cells can be read as two amounts."""
    import numpy as np
    import pyarrow as pa
    import pyarrow.compute as pc

    if _only(cells, DECIMAL):  # nothing but digits and points: read at once, unless one of them is no number
        try:
            found = pc.cast(cells, pa.float64()).to_numpy(zero_copy_only=False)
        except pa.ArrowInvalid:
            pass
        else:
            doubtful = _two_ways(cells) if (found < 1000).any() else np.zeros(len(found), bool)
            return np.where(doubtful, np.nan, found), doubtful
    bare = pc.utf8_trim_whitespace(pc.replace_substring_regex(cells, rules.CURRENCY, ""))
    value = pc.replace_substring_regex(bare, r"^\((.*)\)$", r"-\1")
    doubtful = _two_ways(value)
    comma = _matches(value, rules.COMMA_DECIMAL)
    point = _matches(value, f"(?:{rules.POINT_DECIMAL}|{rules.EXPONENT})")
    with_comma = pc.replace_substring(pc.replace_substring_regex(value, r"[^0-9,+-]", ""), ",", ".")
    text = pc.if_else(comma, with_comma, pc.replace_substring_regex(value, r"[^0-9.eE+-]", ""))
    readable = pc.and_(pc.or_(comma, point), pc.invert(pa.array(doubtful)))
    found = pc.cast(pc.if_else(readable, _unsigned(text), pa.scalar(None, pa.string())), pa.float64())
    return pc.fill_null(found, np.nan).to_numpy(zero_copy_only=False), doubtful


def _two_ways(cells: Any) -> Any:
    return _matches(cells, rules.TWO_WAYS).to_numpy(zero_copy_only=False)


def _matches(cells: Any, pattern: str) -> Any:
    import pyarrow.compute as pc

    return pc.match_substring_regex(cells, f"^(?:{pattern})$")


def _unsigned(cells: Any) -> Any:
    """Return numbers without a plus in front, which Arrow does not read."""
    import pyarrow.compute as pc

    return pc.replace_substring_regex(cells, r"^\+", "")


def _period(cells: Any) -> tuple[Any, Any]:
    """Return year and quarter, as text, of periods such as 2025Q2; empty where a cell is none."""
    import pyarrow.compute as pc

    year = quarter = pc.replace_substring_regex(cells, r"(?s)^.*$", "")
    for pattern, *places in rules.PERIODS:
        here = pc.match_substring_regex(cells, pattern)
        said = [pc.replace_substring_regex(cells, pattern, rf"\{place}") for place in places]
        year, quarter = pc.if_else(here, said[0], year), pc.if_else(here, said[1], quarter)
    return year, quarter


def _by_value(cells: Any, work: Callable[[Any], tuple[Any, ...]]) -> tuple[Any, ...]:
    """Do a work once a different value, and give each row what came of its own."""
    encoded = cells.dictionary_encode()
    places = encoded.indices.to_numpy()
    return tuple(
        found[places] if hasattr(found, "dtype") else found.take(encoded.indices)
        for found in work(encoded.dictionary)
    )


def _trimmed(cells: Any) -> Any:
    """Return a column in one part, without spaces around its cells."""
    import pyarrow as pa
    import pyarrow.compute as pc

    whole = cells.combine_chunks() if isinstance(cells, pa.ChunkedArray) else cells
    if isinstance(whole, pa.ChunkedArray):  # no rows, or more than an array can hold
        whole = pa.concat_arrays(whole.chunks) if whole.num_chunks else pa.array([], pa.string())
    return whole if _only(whole, NO_SPACE) else pc.utf8_trim_whitespace(whole)


def _only(cells: Any, allowed: bytes) -> bool:
    """Whether the cells of one text array have no other signs than the allowed ones; looks at bytes, so it is cheap."""
    import numpy as np

    begins, ends = _span(cells)
    if begins == ends:
        return True
    held = np.frombuffer(cells.buffers()[2], np.uint8)[begins:ends]
    table = np.zeros(256, bool)
    table[list(allowed)] = True
    return bool(table[held].all())


def _span(cells: Any) -> tuple[int, int]:
    """Return where the text of an array begins and ends in its buffer."""
    import numpy as np

    if not len(cells):
        return 0, 0
    offsets = np.frombuffer(cells.buffers()[1], np.int32)
    return int(offsets[cells.offset]), int(offsets[cells.offset + len(cells)])

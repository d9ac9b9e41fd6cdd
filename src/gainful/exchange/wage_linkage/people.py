"""People of either file as a table of cleaned fields, in memory only; the key leaves as a hash."""

from __future__ import annotations

from pathlib import Path
from typing import Any

from gainful.engine.linkage.nicknames import full_names
from gainful.engine.linkage.placeholders import empty_placeholders
from gainful.engine.tables.cell_sql import person_key
from gainful.exchange.tables.errors import UnreadableColumns
from gainful.exchange.tables.headings import Column
from gainful.exchange.tables.large import LargeTables

OWN = ("person", "person_id", "person_key", "participant_id", "participant", "individual_id", "id")
KEYS = ("wage_key", "ssn", "social_security_number", "key", "ui_person_key", "person_number")
FIRST = Column("first_name", ("first_name", "first", "given_name", "fname"), "raw")
LAST = Column("last_name", ("last_name", "last", "surname", "family_name", "lname"), "raw")
BORN = Column("birth_date", ("birth_date", "date_of_birth", "dob", "birthdate", "born"), "birth")
SSN4 = Column("ssn4", ("ssn4", "ssn_last_4", "ssn_last4", "last_4_ssn", "last4", "partial_ssn"))
ZIP = Column("zip", ("zip", "zip_code", "zipcode", "postal_code"))
FIELDS = (FIRST, LAST, BORN, SSN4, ZIP)
PARTICIPANTS = (
    Column("person", (*OWN, "ssn"), "key", needed=True, filled=True),
    Column("key", tuple(name for name in KEYS if name != "key")),
    *FIELDS,
)
WAGE_PEOPLE = (Column("person", (*OWN, *KEYS), "key", needed=True, filled=True), *FIELDS)
"""A person of the wage records under the key that the records carry."""
LEAST_FIELDS = 3
"""With fewer of the five fields in a file nothing can be told apart."""

_PLAIN_NAME = (
    "nullif(trim(regexp_replace(regexp_replace(regexp_replace(upper({0}), '[''’`.]', '', 'g'), "
    "'[^A-Z]+', ' ', 'g'), ' (JR|SR|II|III|IV)$', '')), '')"
)
PLAIN_KEY = person_key("person")
"""As `plain_key` of wage_records does: 123-45-6789 and 123456789 are one person."""
_ONE_DIGIT = "^(" + "|".join(f"{digit}+" for digit in "0123456789") + ")$"
"""A key of one digit repeated, such as 999-99-9999, is nobody's."""
_NINE = r"^\d{3}-?\d{2}-?\d{4}$"


def read_people(
    duck: Any, name: str, path: Path, *, participants: bool, secret: bytes, dates: str | None = None
) -> tuple[int, tuple[str, ...]]:
    """Make the table `name` of cleaned people in a DuckDB connection; return their number and what stood for unknown.

    UnreadableColumns says which row and column cannot be read; a key or part of a number is never in it.
    """
    reader = LargeTables(duck, dates)
    columns = PARTICIPANTS if participants else WAGE_PEOPLE
    raw = f"{name}_read"
    reader.table(raw, path, columns, lines=True)
    if not participants:
        reader.rows(f"ALTER TABLE {raw} ADD COLUMN key VARCHAR")
    _refuse_few(reader, raw, path)
    _refuse_written_wrong(reader, raw, path)
    _refuse_twice(reader, raw, path, participants=participants)
    told = _without_placeholder_keys(reader, raw)
    _hashes(reader, f"{name}_keys", raw, secret)
    _latin(reader, f"{name}_latin", raw)
    reader.rows(_cleaned(name, raw))
    told += empty_placeholders(reader.rows, name)
    reader.rows(_parted(name))
    _nicknames(reader, name)
    reader.rows(f"DROP TABLE {raw}; DROP TABLE {name}_keys; DROP TABLE {name}_latin")
    return int(reader.rows(f"SELECT count(*) FROM {name}")[0][0]), told


def _without_placeholder_keys(reader: LargeTables, raw: str) -> tuple[str, ...]:
    """Empty keys that many people are given because theirs is not known."""
    placeholder = (
        rf"regexp_matches(regexp_replace(key, '[\s-]+', '', 'g'), '{_ONE_DIGIT}') AND length(key) >= 9"
    )
    count = reader.rows(f"SELECT count(*) FROM {raw} WHERE {placeholder}")[0][0]
    reader.rows(f"UPDATE {raw} SET key = NULL WHERE {placeholder}")
    return (f"{count:,} keys of one digit",) if count else ()


def _latin(reader: LargeTables, name: str, raw: str) -> None:
    """Put every name that has other letters than a to z into a table, beside its transliteration."""
    from anyascii import anyascii

    other = "SELECT {0} FROM {1} WHERE regexp_matches({0}, '[^\\x00-\\x7F]')"
    names = [
        value
        for (value,) in reader.rows(
            f"{other.format('first_name', raw)} UNION {other.format('last_name', raw)}"
        )
    ]
    reader.duck.execute(
        f"CREATE OR REPLACE TEMP TABLE {name} AS SELECT unnest(?::VARCHAR[]) AS given, unnest(?::VARCHAR[]) AS latin",
        [names, [anyascii(value) for value in names]],
    )


def _refuse_few(reader: LargeTables, raw: str, path: Path) -> None:
    counts = ", ".join(f"count({column.name})" for column in FIELDS)
    row = reader.rows(f"SELECT count(*), {counts} FROM {raw}")[0]
    if not row[0]:
        raise UnreadableColumns(f"{path.name} has no rows.")
    given = [column.name for column, count in zip(FIELDS, row[1:], strict=True) if count]
    if len(given) < LEAST_FIELDS:
        names = ", ".join(column.name for column in FIELDS)
        raise UnreadableColumns(
            f"{path.name} has too little to compare people by ({', '.join(given) or 'none of the fields'}). "
            f"Give at least {LEAST_FIELDS} of: {names}."
        )


def _refuse_written_wrong(reader: LargeTables, raw: str, path: Path) -> None:
    rules = {
        "ssn4": (rf"{_NINE[:-1]}$|^\d{{1,4}}$", "is not four digits. Write 0042, or leave it empty"),
        "zip": (r"^\d{3,5}$|^\d{5}-?\d{4}$", "is no ZIP code. Write 02139, or leave it empty"),
    }  # fmt: skip
    for column, (pattern, says) in rules.items():
        lines = reader.rows(
            f"SELECT line FROM {raw} WHERE {column} IS NOT NULL AND NOT regexp_matches({column}, '{pattern}') "
            "ORDER BY line LIMIT 4"
        )
        if lines:
            _refuse(path, column, lines, says)
    lines = reader.rows(
        f"SELECT line FROM {raw} WHERE birth_date NOT BETWEEN DATE '1900-01-01' AND DATE '2099-12-31' "
        "ORDER BY line LIMIT 4"
    )
    if lines:
        _refuse(path, "birth_date", lines, "is no birth date from 1900 on. Write it as 1985-06-30")


def _refuse(path: Path, column: str, lines: list[tuple], says: str) -> None:
    rows = ", ".join(str(line) for (line,) in lines[:3]) + (" and more" if len(lines) > 3 else "")
    raise UnreadableColumns(f"{path.name}, column “{column}”, row {rows}: {says}.")


def _refuse_twice(reader: LargeTables, raw: str, path: Path, *, participants: bool) -> None:
    """Refuse a participant that stands twice; of a wage person's rows the last one counts."""
    if not participants:
        reader.rows(f"DELETE FROM {raw} WHERE line NOT IN (SELECT max(line) FROM {raw} GROUP BY {PLAIN_KEY})")
        return
    twice = reader.rows(
        f"SELECT min(line), max(line) FROM {raw} GROUP BY {PLAIN_KEY} HAVING count(*) > 1 ORDER BY 1 LIMIT 1"
    )
    if twice:
        first, last = twice[0]
        raise UnreadableColumns(
            f"{path.name}, column “person”: rows {first} and {last} are one person. Keep one row a person."
        )


def _hashes(reader: LargeTables, name: str, raw: str, secret: bytes) -> None:
    """Put the hash of every key that occurs into a table of its own."""
    from gainful.exchange.wage_records import person_hash

    keys = [key for (key,) in reader.rows(f"SELECT person FROM {raw} UNION SELECT key FROM {raw}") if key]
    reader.duck.execute(
        f"CREATE OR REPLACE TEMP TABLE {name} AS SELECT unnest(?::VARCHAR[]) AS key, unnest(?::VARCHAR[]) AS hash",
        [keys, [person_hash(secret, key) for key in keys]],
    )


def _cleaned(name: str, raw: str) -> str:
    """Return the query that makes the table of cleaned people, numbered in the order of their hashes."""
    known = "coalesce(raw.key, raw.person)"
    number = rf"CASE WHEN regexp_matches({known}, '{_NINE}') THEN {known} END"
    last4 = f"right(regexp_replace(coalesce(ssn4, {number}), '\\D', '', 'g'), 4)"
    first, last = (_PLAIN_NAME.format(f"coalesce({of}.latin, {of}_name)") for of in ("first", "last"))
    return (
        f"CREATE OR REPLACE TEMP TABLE {name} AS SELECT row_number() OVER (ORDER BY hash) AS unique_id, *, "
        "string_split(first_words, ' ')[1] AS first_name FROM ("
        f"SELECT own.hash AS hash, coalesce(other.hash, own.hash) AS key_hash, "
        f"{first} AS first_words, {last} AS last_words, "
        f"strftime(birth_date, '%Y-%m-%d') AS birth_date, "
        f"nullif(lpad({last4}, 4, '0'), '0000') AS ssn4, lpad(left(split_part(zip, '-', 1), 5), 5, '0') AS zip "
        f"FROM {raw} raw JOIN {name}_keys own ON own.key = raw.person "
        f"LEFT JOIN {name}_keys other ON other.key = raw.key "
        f"LEFT JOIN {name}_latin first ON first.given = raw.first_name "
        f"LEFT JOIN {name}_latin last ON last.given = raw.last_name)"
    )


def _parted(name: str) -> str:
    """Return the query that adds the last name in one word and its parts."""
    return (
        f"CREATE OR REPLACE TEMP TABLE {name} AS SELECT * EXCLUDE (first_words), "
        "replace(last_words, ' ', '') AS last_name, "
        f"list_filter(string_split(last_words, ' '), lambda word: length(word) > 2) AS last_parts FROM {name}"
    )


def _nicknames(reader: LargeTables, name: str) -> None:
    """Add the full names that each first name may stand for."""
    firsts = [first for (first,) in reader.rows(f"SELECT DISTINCT first_name FROM {name}") if first]
    reader.duck.execute(
        "CREATE OR REPLACE TEMP TABLE full_names AS "
        "SELECT unnest(?::VARCHAR[]) AS first_name, unnest(?::VARCHAR[]) AS names",
        [firsts, [" ".join(full_names(first)) for first in firsts]],
    )
    reader.rows(
        f"CREATE OR REPLACE TEMP TABLE {name} AS SELECT {name}.*, string_split(names, ' ') AS full_names "
        f"FROM {name} LEFT JOIN full_names USING (first_name) ORDER BY unique_id"
    )

"""Who stands twice in one list of people: pairs to look at, with what agrees and what does not, field by field.

The weights are starting values of our own; they are not estimated from the list, since a list holds few true pairs.
Placeholders (01/01/1900, "Unknown", an agency's own address) are emptied first: they link nobody.
"""

from __future__ import annotations

import re
import tempfile
from collections import Counter
from collections.abc import Hashable, Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from pathlib import Path
from typing import Any, TypeAlias

from gainful.engine.linkage.levels import (
    DAY_AND_MONTH_SWAPPED,
    ELSE,
    FIRST_NAMES,
    LAST_NAME,
    ONE_OFF,
    ZIP_CODE,
    Compared,
    Level,
    Part,
    comparison_settings,
    same,
)
from gainful.engine.linkage.nicknames import full_names
from gainful.engine.linkage.placeholders import NAMES, is_placeholder_date
from gainful.engine.tables.types import DuckDB, Row

MEMORY = "1GB"
ENOUGH = 500
"""People below which the frequency of a name is taken as that of an average one."""
LEAST = 0.9
"""Probability from which a pair is shown."""
EXPECTED = 0.05
"""Share of people expected to stand twice, before anything is known of them: registers of patients hold 5 to 10 %."""
SHARED_BY = 5
"""An address or number of so many people is the agency's or a shelter's, nobody's own."""
SUFFIXES = frozenset({"JR", "SR", "II", "III", "IV"})
NO_ADDRESS = re.compile(
    r"^(?:no|none|na|unknown|noemail|no[._-]?email|test|nobody|x+|decline[ds]?|refused?)@|@(?:none|noemail|unknown|x+)\."
)


@dataclass(frozen=True, slots=True)
class Written:
    """A person as a list has them."""

    key: Hashable
    name: str
    birth_date: date | None = None
    email: str = ""
    phone: str = ""
    postal_code: str = ""


@dataclass(frozen=True, slots=True)
class Likely:
    """Two records that may be of one person, why, and how sure; `first` stands earlier in the list."""

    first: Hashable
    second: Hashable
    weight: float
    """log2 of the odds that they are one person."""
    probability: float
    parts: tuple[Part, ...]


_DATE_PARTS = (
    "(left(birth_date_l, 4) = left(birth_date_r, 4))::int"
    " + (substr(birth_date_l, 6, 2) = substr(birth_date_r, 6, 2))::int"
    " + (right(birth_date_l, 2) = right(birth_date_r, 2))::int >= 2"
)
COMPARED = (
    Compared("first_name", "first name", (
        *FIRST_NAMES,
        Level("one begins with the other",
              "starts_with(first_name_l, first_name_r) OR starts_with(first_name_r, first_name_l)", 0.03, 0.003),
        Level("one of several first names", "list_has_any(given_l, given_r)", 0.03, 0.002),
        Level("different", ELSE, 0.01, 0.978),
    )),
    LAST_NAME,
    Compared("birth_date", "birth date", (
        Level("the same", same("birth_date"), 0.90, 0.00006),
        Level("day and month swapped", DAY_AND_MONTH_SWAPPED, 0.015, 0.00002),
        Level("one digit apart", ONE_OFF.format("birth_date"), 0.045, 0.0016),
        Level("the same in two of day, month and year", _DATE_PARTS, 0.03, 0.004),
        Level("different", ELSE, 0.01, 0.99432),
    )),
    Compared("email", "email address", (
        Level("the same", same("email"), 0.62, 0.00002),
        Level("written nearly alike", ONE_OFF.format("email"), 0.05, 0.00003),
        Level("different", ELSE, 0.33, 0.99995),
    )),
    Compared("phone", "phone", (
        Level("the same", same("phone"), 0.60, 0.00003),
        Level("one digit apart", ONE_OFF.format("phone"), 0.05, 0.00003),
        Level("different", ELSE, 0.35, 0.99994),
    )),
    ZIP_CODE,
)  # fmt: skip
Fields: TypeAlias = "dict[str, str | list[str] | None]"
"""A person as they are compared, by column."""
BLOCKS = (
    ("email",),
    ("phone",),
    ("last_name", "birth_date"),
    ("first_name", "birth_date"),
    ("first_name", "last_name"),
)
"""Pairs that are weighed: those equal in all of one of these. A pair that agrees in none of them is not found."""
AGAINST = (
    ("first_name", "different"),
    ("first_name", "empty on a side"),
    ("birth_date", "different"),
    ("suffix", "different"),
)
"""What alone keeps a pair off the list: people of one household share a name, an address and a number."""


def likely_duplicates(people: Iterable[Written], *, least: float = LEAST) -> list[Likely]:
    """Return pairs that are one person with at least this probability, the surest first."""
    told = _cleaned(list(people))
    if len(told) < 2:
        return []
    from gainful.engine.tables import counting_duckdb

    with (
        tempfile.TemporaryDirectory(prefix="gainful-duplicates-") as spill,
        counting_duckdb(memory=MEMORY, spill=Path(spill)) as duck,
    ):
        _load(duck, told)
        return [
            pair
            for row in _weighed(duck, len(told), least)
            if (pair := _pair(row, told)) and not _speaks_against(pair)
        ]


def compared_pairs(people: Iterable[Written]) -> int:
    """Return how many pairs of these people would be weighed."""
    from gainful.engine.tables import counting_duckdb

    with counting_duckdb(memory=MEMORY) as duck:
        _load(duck, _cleaned(list(people)))
        parts = " UNION ".join(
            f"SELECT l.unique_id AS a, r.unique_id AS b FROM people l JOIN people r ON l.unique_id < r.unique_id"
            f" AND {' AND '.join(f'l.{name} = r.{name}' for name in names)}"
            for names in BLOCKS
        )
        return int(duck.execute(f"SELECT count(*) FROM ({parts})").fetchone()[0])


def _cleaned(people: Sequence[Written]) -> list[tuple[Written, Fields]]:
    rows = [(person, _fields(person)) for person in people]
    for column in ("email", "phone"):
        counts = Counter(row[column] for _person, row in rows if row[column])
        crowded = {value for value, count in counts.items() if count >= SHARED_BY}
        for _person, row in rows:
            if row[column] in crowded:
                row[column] = None
    _empty_crowded_dates([row for _person, row in rows])
    return rows


def _empty_crowded_dates(rows: Sequence[Fields]) -> None:
    """Empty a birth date that far more people have than chance would give."""
    counts = Counter(row["birth_date"] for row in rows if row["birth_date"])
    least = max(SHARED_BY, 8 * len(rows) / (365.25 * 40))
    for row in rows:
        if row["birth_date"] and counts[row["birth_date"]] >= least:
            row["birth_date"] = None


def _fields(person: Written) -> Fields:
    given, last, suffix = _parts_of(person.name)
    email = person.email.strip().lower()
    digits = re.sub(r"\D", "", person.phone)[-10:]
    born = person.birth_date
    zip_code = person.postal_code.split("-")[0].strip()[:5]
    first = given[0] if given else None
    return {
        "first_name": first,
        "given": given,
        "full_names": full_names(first) if first else [],
        "last_name": "".join(last) or None,
        "last_parts": [word for word in last if len(word) > 2],
        "suffix": suffix or None,
        "birth_date": None if born is None or is_placeholder_date(born) else born.isoformat(),
        "email": None if not email or NO_ADDRESS.search(email) else email,
        "phone": digits if len(digits) >= 7 and len(set(digits[-7:])) > 1 and digits[-7:] != "1234567" else None,
        "zip": zip_code if len(zip_code) == 5 and zip_code not in {"00000", "99999"} else None,
    }  # fmt: skip


def _parts_of(name: str) -> tuple[list[str], list[str], str]:
    """Return first names, parts of the last name and a suffix such as JR; "Lopez, Ana" and "Ana Lopez" are alike."""
    from anyascii import anyascii

    latin = anyascii(name).upper()
    if " ".join(re.findall("[A-Z]+", latin)) in NAMES:
        return [], [], ""
    if "," in latin:
        last, _comma, first = latin.partition(",")
        if first.strip().rstrip(".") not in SUFFIXES:
            latin = f"{first} {'-'.join(last.split())}"
    words = [re.sub("[^A-Z-]", "", word).strip("-") for word in latin.split()]
    words = [word for word in words if word]
    suffix = words.pop() if len(words) > 1 and words[-1] in SUFFIXES else ""
    if not words:
        return [], [], suffix
    given = [part for word in words[: max(1, len(words) - 1)] for part in word.split("-")]
    last_words = [part for word in words[1:] for part in word.split("-")]
    family = words[-1].split("-") if len(words) > 1 else []
    known = [word for word in given if word not in NAMES], [word for word in family if word not in NAMES]
    return known[0], known[1] or [word for word in last_words if word not in NAMES], suffix


def _load(duck: DuckDB, told: Sequence[tuple[Written, Fields]]) -> None:
    import pyarrow as pa

    columns: dict[str, object] = {"unique_id": pa.array(range(len(told)), pa.int64())}
    for name in ("first_name", "last_name", "suffix", "birth_date", "email", "phone", "zip"):
        columns[name] = pa.array([row[name] for _person, row in told], pa.string())
    for name in ("given", "full_names", "last_parts"):
        columns[name] = pa.array([row[name] for _person, row in told], pa.list_(pa.string()))
    duck.register("told", pa.table(columns))
    duck.execute("CREATE OR REPLACE TEMP TABLE people AS SELECT * FROM told")


def _weighed(duck: DuckDB, people: int, least: float) -> list[Row]:
    from gainful.engine.linkage.quiet import quiet

    settings = {
        "link_type": "dedupe_only",
        "probability_two_random_records_match": min(0.5, 2 * EXPECTED / max(people, 2 / EXPECTED)),
        "comparisons": comparison_settings(COMPARED, by_frequency=people >= ENOUGH),
        "blocking_rules_to_generate_predictions": [
            {"blocking_rule": " AND ".join(f'l."{name}" = r."{name}"' for name in names)} for names in BLOCKS
        ],
        "retain_matching_columns": True,
        "retain_intermediate_calculation_columns": True,
        "additional_columns_to_retain": ["suffix"],
    }
    with quiet():
        from splink import DuckDBAPI, Linker

        api = DuckDBAPI(duck)
        linker = Linker(api.register("people"), settings, log_level=None)
        found = linker.inference.predict(threshold_match_probability=least)
        answer = duck.execute(
            f"SELECT * FROM {found.physical_name} ORDER BY round(match_weight, 6) DESC, unique_id_l, unique_id_r"
        )
        names = [column[0] for column in answer.description]
        return [dict(zip(names, row, strict=True)) for row in answer.fetchall()]


def _pair(answer: Row, told: Sequence[tuple[Written, Fields]]) -> Likely:
    parts = []
    row: Mapping[str, Any] = answer  # columns of splink's own making: texts, whole numbers and weights
    for compared in COMPARED:
        level = compared.level_of(row[f"gamma_{compared.column}"])
        weight = row[f"mw_{compared.column}"] + (row.get(f"mw_tf_adj_{compared.column}") or 0.0)
        ours, theirs = row[f"{compared.column}_l"], row[f"{compared.column}_r"]
        words = level.words if level else "empty on a side"
        parts.append(Part(compared.column, words, round(weight, 2), ours or "", theirs or ""))
    one, other = row["suffix_l"], row["suffix_r"]
    if one and other and one != other:
        parts.append(Part("suffix", "different", 0.0, one, other))
    first, second = told[row["unique_id_l"]][0].key, told[row["unique_id_r"]][0].key
    probability = float(f"{row['match_probability']:.6g}")
    return Likely(first, second, round(row["match_weight"], 2), probability, tuple(parts))


def _speaks_against(pair: Likely) -> bool:
    return any((part.field, part.words) in AGAINST for part in pair.parts)

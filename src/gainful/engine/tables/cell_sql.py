"""The cell rules as DuckDB SQL, for tables of millions of rows: what a cell means, and which cells mean nothing.

Every function takes SQL of a text column (already trimmed, NULL where empty) and returns SQL. A cell that cannot be
read gives NULL; `unreadable` tells it from one that says “nothing”.
"""

from __future__ import annotations

from collections.abc import Callable

from gainful.engine.tables import cell_rules as rules

ORDERS = ("", "mdy", "dmy", "ask")
"""How a file writes numeric days: not known, month first, day first, or in two ways."""


def quoted(name: str) -> str:
    """Return a name of a column as SQL writes it."""
    return '"' + name.replace('"', '""') + '"'


def text(value: str) -> str:
    """Return a text as SQL writes it."""
    return "'" + value.replace("'", "''") + "'"


def as_text(heading: str, kind: str) -> str:
    """Return the SQL of a cell as text; whole numbers that a file keeps as decimals (1.0) lose the point."""
    name = quoted(heading)
    told = f"CAST({name} AS VARCHAR)"
    if kind in {"DOUBLE", "FLOAT"}:
        whole = f"{name} = floor({name}) AND abs({name}) < 1e15"
        told = f"CASE WHEN {whole} THEN CAST(CAST({name} AS BIGINT) AS VARCHAR) ELSE {told} END"
    return f"nullif(trim({told}), '')"


def says_nothing(cell: str, *, words_are_answers: bool = False) -> str:
    """Return the SQL that is true of N/A, none, NULL, - and their kin."""
    words = rules.EMPTY_SIGNS if words_are_answers else rules.EMPTY_WORDS
    listed = ", ".join(text(word) for word in sorted(words))
    return f"(ascii({cell}) NOT BETWEEN 48 AND 57 AND lower({cell}) IN ({listed}))"


def filled(cell: str, *, words_are_answers: bool = False) -> str:
    """Return the SQL of a cell's text, NULL where it says nothing."""
    return f"CASE WHEN {says_nothing(cell, words_are_answers=words_are_answers)} THEN NULL ELSE {cell} END"


def _matches(cell: str, pattern: str) -> str:
    return f"regexp_full_match({cell}, {text(pattern)}, 'i')"


def _of_form(cell: str, form: rules.DayForm, turn: int) -> list[str]:
    """Return the SQL of a day written in one way, with four digits of a year and with two; NULL where it is not."""
    ways = [_cast(cell, form.pattern.replace(r"(\d{4})", rules.YEARS, 1), form, "")]
    for century, digits in (("20", _below(turn)), ("19", _from(turn))) if form.short else ():
        ways.append(_cast(cell, form.short.replace(r"'?(\d{2})", f"'?({digits})", 1), form, century))
    return ways


def _below(turn: int) -> str:
    return "|".join(
        [rf"[0-{turn // 10 - 1}]\d", *([rf"{turn // 10}[0-{turn % 10 - 1}]"] if turn % 10 else [])]
    )


def _from(turn: int) -> str:
    return rf"{turn // 10}[{turn % 10}-9]|[{turn // 10 + 1}-9]\d"


def _cast(cell: str, pattern: str, form: rules.DayForm, century: str) -> str:
    """Put the parts of a day into the order that a cast reads; the x in front keeps other cells from being cast."""
    month, day = (f"\\{group}" if group else "1" for group in (form.month, form.day))
    year = f"{century}\\{form.year}"
    if not form.named:
        return f"try_cast(regexp_replace('x' || {cell}, {text(f'^x{pattern}$')}, '{year}-{month}-{day}', 'i') AS DATE)"
    put = f"regexp_replace('x' || {cell}, {text(f'^x{pattern}$')}, '{day} {month} {year}', 'i')"
    return f"CAST(try_strptime({put}, '%d %b %Y') AS DATE)"


def _numeric(cell: str, order: str, turn: int) -> str:
    """Return the SQL of 1/2/2024; without a known order NULL where both readings are days and differ."""
    month_first, day_first = (
        f"coalesce({', '.join(_of_form(cell, form, turn))})" for form in (rules.MONTH_FIRST, rules.DAY_FIRST)
    )
    known = {"mdy": month_first, "dmy": day_first}
    either = f"coalesce({month_first}, {day_first})"
    settled = f"CASE WHEN coalesce({day_first}, {month_first}) = {either} THEN {either} END"
    return f"CASE WHEN {_matches(cell, rules.NUMERIC)} THEN {known.get(order, settled)} END"


def until(cell: str, order: str = "", *, months: bool = False, birth: bool = False) -> str:
    """Return the SQL of a day on which something ends; “present” and 9999-12-31 are the latter."""
    turn = rules.BIRTH_CENTURY_TURNS if birth else rules.CENTURY_TURNS
    quick = f"CASE WHEN length({cell}) = 10 AND {cell}[1:2] IN ('19', '20') THEN try_cast({cell} AS DATE) END"
    forms = [*rules.DAY_FORMS, *(rules.MONTH_FORMS if months else ())]
    ways = [way for form in forms for way in _of_form(cell, form, turn)]
    present = ", ".join(text(word) for word in sorted(rules.PRESENT))
    never = f"CASE WHEN lower({cell}) IN ({present}) OR {_matches(cell, rules.NEVER)} THEN {_forever()} END"
    every = ", ".join([_numeric(cell, order, turn), *ways, never])
    slow = f"CASE WHEN {cell} IS NOT NULL THEN coalesce({every}) END"
    day = f"coalesce({quick}, {slow})"
    return day if birth else f"nullif({day}, DATE '{rules.FIRST_YEAR}-01-01')"


def _forever() -> str:
    return "DATE '{}-{}-{}'".format(*rules.FOREVER)


def no_day(cell: str) -> str:
    """Return the SQL that is true of a cell that writes a day where none is known: 0000-00-00, 1/1/1900."""
    return _matches(cell, rules.ZERO_DAY)


def number(cell: str, *, money: bool = False) -> str:
    """Return the SQL of a number as DOUBLE; of money, 1.234 is none: it may be 1,234."""
    bare = f"trim(regexp_replace({cell}, {text(rules.CURRENCY)}, '', 'g'))"
    value = rf"regexp_replace({bare}, '^\((.*)\)$', '-\1')"
    comma = rf"try_cast(replace(regexp_replace({value}, '[^0-9,+-]', '', 'g'), ',', '.') AS DOUBLE)"
    point = rf"try_cast(regexp_replace({value}, '[^0-9.+-]', '', 'g') AS DOUBLE)"
    two_ways = f"WHEN {_matches(value, rules.TWO_WAYS)} THEN NULL " if money else ""
    return (
        f"CASE WHEN regexp_full_match({cell}, {text(rules.QUICK_NUMBER)}) THEN try_cast({cell} AS DOUBLE) "
        f"{two_ways}WHEN {_matches(value, rules.COMMA_DECIMAL)} THEN {comma} "
        f"WHEN {_matches(value, rules.POINT_DECIMAL)} THEN {point} "
        f"WHEN {_matches(value, rules.EXPONENT)} THEN try_cast({value} AS DOUBLE) END"
    )


def amount(cell: str) -> str:
    """Return the SQL of an amount of money."""
    return number(cell, money=True)


def wage(cell: str, *, money: bool = True) -> str:
    """Return the SQL of a quarter's wages; empty, N/A and “pending” are the amount that stands for “not known yet”."""
    words = ", ".join(text(word) for word in sorted(rules.PENDING_WORDS))
    unknown = f"{cell} IS NULL OR {says_nothing(cell)} OR lower({cell}) IN ({words})"
    return f"CASE WHEN {unknown} THEN {rules.PENDING_AMOUNT} ELSE {number(cell, money=money)} END"


def wage_number(cell: str) -> str:
    """Return the SQL of wages that the file keeps as numbers: 512.125 is no 512,125."""
    return wage(cell, money=False)


def whole(cell: str) -> str:
    """Return the SQL of a whole number."""
    return f"coalesce(try_cast({cell} AS INTEGER), try_cast({number(cell)} AS INTEGER))"


def year(cell: str) -> str:
    """Return the SQL of a year of four digits."""
    return f"try_cast(nullif(regexp_extract({cell}, {text(f'^{rules.YEAR}$')}, 1), '') AS INTEGER)"


def quarter(cell: str) -> str:
    """Return the SQL of a quarter, 1 to 4, of 2, 02, Q2 or 2.0."""
    quick = f"CASE WHEN {cell} IN ('1', '2', '3', '4') THEN CAST({cell} AS INTEGER) END"
    slow = f"try_cast(nullif(regexp_extract({cell}, {text(f'^{rules.QUARTER}$')}, 1), '') AS INTEGER)"
    return f"coalesce({quick}, {slow})"


def period(cell: str) -> str:
    """Return the SQL of year × 4 + quarter − 1 of 2025Q2, Q2 2025 or 20252."""
    return f"coalesce({', '.join(_period(cell, *way) for way in rules.PERIODS)})"


def _period(cell: str, pattern: str, year: int, quarter: int) -> str:
    told, quarters = (
        f"try_cast(nullif(regexp_extract({cell}, {text(pattern)}, {at}), '') AS INTEGER)"
        for at in (year, quarter)
    )
    return f"{told} * 4 + {quarters} - 1"


def person_key(cell: str) -> str:
    """Return the SQL of a person key without spaces, dashes and case: 123-45-6789 and 123456789 are one person."""
    bare = f"regexp_replace({cell}, {text(rules.KEY_SIGNS)}, '', 'g')"
    return f"upper(regexp_replace({bare}, {text(rules.KEY_DECIMALS)}, '\\1'))"


DAY_KINDS = frozenset({"day", "month", "until", "birth"})
ANSWER_KINDS = frozenset({"answer", "key", "raw"})
"""Kinds in which “none” and “unknown” stay what they are; raw cells are judged by whoever reads them."""


SQL_TYPES = {
    "day": "DATE", "month": "DATE", "until": "DATE", "birth": "DATE", "number": "DOUBLE", "amount": "DOUBLE",
    "wage": "DOUBLE", "wage-number": "DOUBLE",
    "whole": "INTEGER", "year": "INTEGER", "quarter": "INTEGER", "period": "INTEGER",
}  # fmt: skip
"""What the kinds are read as; all others stay text."""


def nothing_of(kind: str) -> str:
    """Return the SQL of a cell of a column that a file does not have."""
    return f"CAST(NULL AS {SQL_TYPES.get(kind, 'VARCHAR')})"


def reading(kind: str, cell: str, order: str = "") -> str:
    """Return the SQL of what a cell can be read as, before `settled`: a day that never comes is still a day."""
    if "|" in kind:
        allowed = ", ".join(text(word) for word in kind.split("|"))
        return f"CASE WHEN lower({cell}) IN ({allowed}) THEN lower({cell}) END"
    simple: dict[str, Callable[[str], str]] = {
        "text": filled,
        "number": number,
        "amount": amount,
        "wage": wage,
        "wage-number": wage_number,
        "whole": whole,
        "year": year,
        "quarter": quarter,
        "period": period,
    }
    simple["raw"] = str
    if kind in simple:
        return simple[kind](cell)
    if kind in ANSWER_KINDS:
        told = filled(cell, words_are_answers=True)
        return told if kind != "key" else f"CASE WHEN NOT {is_cut(cell)} THEN {told} END"
    read = until(cell, order, months=kind == "month", birth=kind == "birth")
    return f"nullif({read}, {_forever()})" if kind == "birth" else read


def settled(kind: str, read: str) -> str:
    """Return the SQL of a value from its `reading`: only an end may be the day that never comes."""
    return f"nullif({read}, {_forever()})" if kind in {"day", "month"} else read


def value(kind: str, cell: str, order: str = "") -> str:
    """Return the SQL that reads a cell as a kind: text, answer, key, raw, day, month, until, birth, number, amount,
    wage, whole, year, quarter, period, or `|`-separated words that are allowed.
    """
    return settled(kind, reading(kind, cell, order))


def unreadable(kind: str, cell: str, order: str = "", *, read: str = "") -> str:
    """Return the SQL that is true of a cell that says something which its kind cannot be; `read` is its `reading`."""
    if kind == "text" or kind in ANSWER_KINDS:
        wrong = f"{_is_error(cell)} OR {is_cut(cell)}" if kind == "key" else _is_error(cell)
        return f"coalesce({wrong}, false)"
    nothing = says_nothing(cell)
    if kind in DAY_KINDS:
        nothing = f"{nothing} OR {no_day(cell)}"
    read = read or reading(kind, cell, order)
    return f"({cell} IS NOT NULL AND {read} IS NULL AND NOT coalesce({nothing}, false))"


def is_cut(cell: str) -> str:
    """Return the SQL that is true of a key whose last digits a spreadsheet took: 1.23E+11."""
    return f"regexp_full_match({cell}, {text(rules.CUT_KEY)})"


def _is_error(cell: str) -> str:
    return f"(starts_with({cell}, '#') AND regexp_full_match({cell}, {text(rules.ERROR)}))"


def order_counts(cell: str) -> str:
    """Return the SQL of three counts over a column: numeric days, days that prove day first, and month first."""
    pattern = text(f"^{rules.NUMERIC}$")
    first, second = (
        f"try_cast(regexp_extract({cell}, {pattern}, {group}, 'i') AS INTEGER)" for group in (1, 2)
    )
    numeric = f"({_matches(cell, rules.NUMERIC)} AND {first} <> {second} AND least({first}, {second}) BETWEEN 1 AND 12)"
    return (
        f"count(*) FILTER ({numeric}), count(*) FILTER ({numeric} AND {first} > 12), "
        f"count(*) FILTER ({numeric} AND {second} > 12)"
    )

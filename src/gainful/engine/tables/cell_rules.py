"""What a cell means, as patterns that Python and DuckDB (RE2) read alike: empty words, days, amounts, quarters."""

from __future__ import annotations

from dataclasses import dataclass

EMPTY_SIGNS = frozenset({
    "", "-", "--", "---", "–", "—", ".", "..", "?", "??", "n/a", "n.a.", "n.a", "n/a.", "n\\a", "(blank)", "(none)",
    "(null)", "(empty)", "not applicable", "not available", "no data", "data not collected", "...", "…", "_", "__",
    "___", "/", "//", "n / a", "\\n", "[null]", "<null>", "<na>", "(not set)", "(n/a)", "[blank]", "<blank>",
})  # fmt: skip
"""Cells that say “nothing” in every column, in lower case."""
EMPTY_WORDS = EMPTY_SIGNS | {
    "na", "none", "null", "nil", "nan", "unknown", "unk", "missing", "blank", "empty", "tbd", "tba", "to be determined",
    "not known", "not given", "not provided", "not reported", "not stated", "not recorded", "not entered", "not listed",
    "not specified", "not collected", "not answered", "not asked", "not on file", "none given", "none reported",
    "none provided", "none listed", "none on file", "unspecified", "undefined", "no answer", "no response", "no entry",
    "no value", "to be announced", "to be decided", "no information", "client doesn't know", "client doesn’t know",
    "client does not know", "client refused", "client prefers not to answer", "prefer not to say",
    "prefers not to say", "prefer not to answer", "prefers not to answer", "declined to answer", "declined to state",
    "n.d.", "s/d", "sin datos", "sin dato", "ninguno", "ninguna", "desconocido", "desconocida", "no aplica",
    "no disponible", "k.a.", "k. a.", "keine", "keine angabe", "unbekannt", "aucun", "aucune", "inconnu", "inconnue",
    "non disponible", "non renseigné",
}  # fmt: skip
"""The same and words that say “nothing”, except where a column takes them for an answer (a name, an arm of a trial)."""
LONGEST_EMPTY = max(map(len, EMPTY_WORDS))

ERROR = r"#(?:N/A|VALUE!|REF!|DIV/0!|NAME\?|NULL!|NUM!|SPILL!|CALC!|NO VALUE! .*)"
"""What a spreadsheet writes where a formula failed, or (the last) where it never saved what the formula gives."""

FIRST_YEAR, LAST_YEAR = 1900, 2100
"""Years that a day of this field can lie in; another one is a slip of the keys."""
FOREVER = (9999, 12, 31)
"""The day that stands for no end."""
PRESENT = frozenset(
    {"present", "now", "current", "currently", "today", "ongoing", "to present", "to date", "still employed"}
)
CENTURY_TURNS = 50
"""Two digits of a year below this one are of the 2000s."""
BIRTH_CENTURY_TURNS = 16
"""The same of a birth: a person of the workforce was not born after 2015."""

MONTHS = ("jan", "feb", "mar", "apr", "may", "jun", "jul", "aug", "sep", "oct", "nov", "dec")
_MONTH = rf"({'|'.join(MONTHS)})(?:uary|ruary|ch|il|e|y|ust|t|tember|ober|ember)?\.?"
_TIME = r"(?:[T ]+\d{1,2}:\d{2}(?::\d{2}(?:[.,]\d+)?)?(?: ?[ap]\.?m\.?)?(?: ?(?:z|utc|[+-]\d{2}:?\d{2}))?)?"
_WEEKDAY = r"(?:(?:mon|tues?|wed(?:nes)?|thu(?:rs)?|fri|sat(?:ur)?|sun)(?:day)?[., ]+)?"
_DAY = r"(\d{1,2})(?:st|nd|rd|th)?"
_YEAR, _SHORT = r"(\d{4})", r"(\d{2})"
YEARS = r"(19\d{2}|20\d{2}|2100)"
"""The years of FIRST_YEAR to LAST_YEAR, for patterns that refuse others."""


@dataclass(frozen=True, slots=True)
class DayForm:
    """One way to write a day: its pattern, and which group is the year, the month and the day (0: the first)."""

    pattern: str
    year: int
    month: int
    day: int
    named: bool = False
    """Whether the month is a word."""

    @property
    def short(self) -> str:
        """The same with two digits of a year, empty where a day is not written so."""
        return self.pattern.replace(_YEAR, f"'?{_SHORT}") if self.short_too else ""

    short_too: bool = False
    """Whether the year may have two digits."""


DAY_FORMS = (
    DayForm(rf"{_YEAR}[-/.](\d{{1,2}})[-/.](\d{{1,2}}){_TIME}", 1, 2, 3),
    DayForm(rf"{_YEAR}(\d{{2}})(\d{{2}})", 1, 2, 3),
    DayForm(
        rf"{_WEEKDAY}{_DAY}(?: of)?[-\s./]*{_MONTH}[-\s,./]*{_YEAR}{_TIME}",
        3,
        2,
        1,
        named=True,
        short_too=True,
    ),
    DayForm(rf"{_WEEKDAY}{_MONTH}[-\s./]*{_DAY}[-\s,./]+{_YEAR}{_TIME}", 3, 1, 2, named=True),
    DayForm(rf"{_YEAR}[-\s./]*{_MONTH}[-\s./]*(\d{{1,2}}){_TIME}", 1, 2, 3, named=True),
    DayForm(rf"(\d{{1,2}})\.(\d{{1,2}})\.{_YEAR}{_TIME}", 3, 2, 1, short_too=True),
)
"""Ways that can be read in one way only; points put the day first."""
MONTH_FORMS = (
    DayForm(rf"{_YEAR}[-/.](\d{{1,2}})", 1, 2, 0),
    DayForm(rf"(\d{{1,2}})[-/.]{_YEAR}", 2, 1, 0),
    DayForm(rf"{_MONTH}[-\s,./]*{_YEAR}", 2, 1, 0, named=True),
    DayForm(r"((?:19|20)\d{2})", 1, 0, 0),
)
"""A month or a year alone: its first day, in the columns where that is close enough."""
MONTH_FIRST = DayForm(rf"(\d{{1,2}})[/-](\d{{1,2}})[/-]{_YEAR}{_TIME}", 3, 1, 2, short_too=True)
DAY_FIRST = DayForm(MONTH_FIRST.pattern, 3, 2, 1, short_too=True)
"""Two numbers and a year: which is the month is for the other rows of the file to show."""
NUMERIC = rf"(\d{{1,2}})[/-](\d{{1,2}})[/-](\d{{4}}|\d{{2}}){_TIME}"
ZERO_DAY = (
    rf"(?:0{{4}}[-/.]0{{1,2}}[-/.]0{{1,2}}|0{{1,2}}[-/.]0{{1,2}}[-/.]0{{4}}|1900[-/.]0?1[-/.]0?[01]|0?[01][-/.]0?[01][-/.]1900"
    rf"|19000101){_TIME}|0{{8}}"
)
"""How databases (0000-00-00) and spreadsheets (1 January 1900, the first day they know) write a day that is none."""
_LAST, _FIRST = "(?:2999|3000|9999)", "(?:3000|9999)"
NEVER = (
    rf"(?:{_LAST}[-/.]?12[-/.]?31|12[-/]31[-/]{_LAST}|31[-/.]12[-/.]{_LAST}|31[-\s]dec(?:ember)?[-\s]{_LAST}"
    rf"|dec(?:ember)?\.? 31,? {_LAST}|{_FIRST}[-/.]?01[-/.]?01|0?1[-/.]0?1[-/.]{_FIRST}){_TIME}"
)
"""Days that nobody will see: how many systems write “still there”."""

CURRENCY = r"(?i)us\$|usd|eur|[$€]"
"""Signs that are taken off an amount; all amounts are in the currency of the agency."""
QUICK_NUMBER = r"[-+]?\d+(?:\.\d{1,2})?"
"""What nearly every amount looks like: read at once."""
POINT_DECIMAL = (
    r"[-+]?\s?(?:\d+\.?\d*|\.\d+|[1-9]\d{0,2}(?:,\d{3})+(?:\.\d*)?"
    r"|[1-9]\d{0,2}(?:[ '’\x{a0}\x{202f}]\d{3})+(?:\.\d{1,2})?)"
)
"""5120.50, 5,120.50 and 5 120.50."""
COMMA_DECIMAL = (
    r"[-+]?\s?(?:\d+,\d{1,2}|[1-9]\d{0,2}(?:\.\d{3})+,\d{1,2}|[1-9]\d{0,2}(?:\.\d{3}){2,}"
    r"|[1-9]\d{0,2}(?:[ '’\x{a0}\x{202f}]\d{3})+,\d{1,2})"
)
"""5120,50, 5.120,50 and 5 120,50: the comma stands before the cents."""
EXPONENT = r"[-+]?\d+(?:\.\d+)?[eE][-+]?\d+"
"""As files of numbers say the very small and the very large."""
TWO_WAYS = r"[-+]?\s?[1-9]\d{0,2}\.\d{3}"
"""1.234: an amount of money is never written so unless the point stands between thousands."""

YEAR = r"(\d{4})(?:\.0+)?"
QUARTER = r"(?:[Qq](?:[Tt][Rr])?\.?\s*)?0?([1-4])(?:\.0+)?"
PERIODS = (
    (r"^(\d{4})(?:\D?[Qq]0?|\D?)([1-4])(?:\.0+)?$", 1, 2),
    (r"^[Qq]([1-4])\D*(\d{4})$", 2, 1),
    (r"^([1-4])[Qq]\D?(\d{4})$", 2, 1),
)
"""2025Q2, 2025-2 and 20252; Q2 2025; 2Q2025: how it is written, which group is the year and which the quarter.

2025-02 is none of them: it may be a month.
"""
PENDING_AMOUNT = 999_999.99
"""How the federal record layouts write “not yet available” in a wage field (ETA-9172, TEGL 26-16)."""
FIRST_WAGE_YEAR, LAST_WAGE_YEAR = 1990, 2099
"""Years that wage records can be of."""
PENDING_WORDS = frozenset({
    "pending", "wages pending", "not yet", "not yet available", "not yet known", "not yet reported", "not yet recorded",
    "not yet received", "awaiting", "awaiting data", "awaiting match", "in process", "in progress", "delayed",
})  # fmt: skip
"""How people write the same."""
MOST_WAGES = 9_999_999.99
"""More than this in a quarter is a slip of the keys."""
KEY_SIGNS = r"^'|[\s\x{a0}-]+"
"""What of a person key says nothing: spaces, dashes, and the apostrophe that makes a number text in a spreadsheet."""
KEY_DECIMALS = r"^([0-9]+)\.0+$"
"""A key that a program took for a number with decimals: 12345671.0."""
CUT_KEY = r"[0-9](?:[.,][0-9]+)?[Ee]\+[0-9]{2,3}"
"""A long key as a spreadsheet shows it, 1.23E+11: its last digits are lost."""
PLACEHOLDER_KEY = r"0+|1{9}|9{9}"
"""Person keys that stand for nobody."""


def python_pattern(pattern: str) -> str:
    r"""Return a pattern in Python's spelling: RE2 writes a sign by its number as \x{a0}."""
    return pattern.replace(r"\x{a0}", "\xa0").replace(r"\x{202f}", "\u202f")

"""Pay: "$18.50-$22/hr", "£25,100 rising to £26,050 a year", "up to $22"; bonuses, allowances and premiums are not pay."""

from __future__ import annotations

import re
from collections.abc import Iterable

from gainful.engine.competencies.model import Span
from gainful.engine.postings.amounts import Amount, amounts, last_clause
from gainful.engine.postings.facts import HOURS_A_YEAR, StructuredPosting, WageFact
from gainful.engine.postings.money import NUMBER, currency_of, dollar_of, number

UNITS_A_YEAR = {"hour": HOURS_A_YEAR, "day": 260.0, "week": 52.0, "month": 12.0, "year": 1.0}
_PLAUSIBLE = {"hour": (5.0, 400.0), "day": (40.0, 4000.0), "week": (150.0, 12_000.0),
              "month": (800.0, 60_000.0), "year": (10_000.0, 900_000.0)}  # fmt: skip
"""Pay in dollars, pounds and euros that can be meant; other currencies count in other numbers and are taken as written."""
_WESTERN = frozenset({"USD", "CAD", "AUD", "NZD", "GBP", "EUR", "CHF", "SGD"})

_UNIT_NAMES = (
    ("h", "hour", 1.0), ("ph", "hour", 1.0), ("p/h", "hour", 1.0), ("fort", "week", 0.5), ("two", "week", 0.5), ("bi", "week", 0.5), ("pay p", "week", 0.5),
    ("semi", "month", 2.0), ("d", "day", 1.0), ("shift", "day", 1.0), ("w", "week", 1.0), ("mo", "month", 1.0), ("pcm", "month", 1.0),
    ("a", "year", 1.0), ("y", "year", 1.0), ("p", "year", 1.0), ("ctc", "year", 1.0),
)  # fmt: skip
"""The beginning of a unit's word, the unit, and how many of it one pays: two weeks' pay is half as much a week."""


_THOUSANDS = re.compile(r"\d{2,3}\s?[kK]?\s?(?:[-–—]|to)\s?\d{2,3}\s?[kK]")
"""A range in thousands, "72–80k", is a salary without a sign."""
_LISTED = re.compile(r"\d+,\d{1,2}(?![\d,])")
_OF_OTHERS = re.compile(
    r"\b(?:journey\w*|foreman|supervisors?|managers?|average|avg\.?|others?|last (?:year|yr)|earned|earning|trainers?|helper grade|ote|on[- ]target|with tips|makes?|gross(?:es)?)(?:[\s:]+(?!and\b|or\b)[\w-]+){0,2}[\s:(]*$",
    re.IGNORECASE,
)
"""Words before a rate that is somebody else's, or that people came to with tips."""
_AFTER_A_WHILE = re.compile(r"\s*(?:after|once|when you)\b(?! \d+\s*(?:am|pm|:))", re.IGNORECASE)
_OTHER_WORK = re.compile(
    r"\s*(?:admin\w*|desk|driv(?:e|ing)|travel|overtime|ot|holidays?|on[- ]call|standby|call[- ]?backs?|with tips|(?:in )?tips|actual|ote|on[- ]target)\b",
    re.IGNORECASE,
)
"""Words after a rate that is paid for other hours than those of the job itself."""
_STEP = re.compile(
    r"\b(?:start(?:s|ing)?|begin(?:s|ning)?|then|ends?|ending|tops?(?: out)?|rising)(?: (?:at|with|to|pay|wage))*[\s:]*$",
    re.IGNORECASE,
)
_FURTHER = (0.45, 2.2)
"""Shares of the pay that another rate of the same job lies within: its grades, steps, training and shifts."""


def wage_fact(text: str, structured: StructuredPosting | None = None) -> WageFact | None:
    """The pay with its span and currency: mark-up first, then the figure of the text that most looks like pay.

    Its ends are the lowest and the highest rate that the posting names for the job: grades, steps and training count.
    """
    if structured and (found := _structured(structured)):
        return found
    every = list(amounts(text, dollar_of(text)))
    first = _likeliest(every)
    return first and _with_further_rates(first, every)


def _likeliest(every: Iterable[Amount]) -> WageFact | None:
    likely = sorted(
        filter(_says_pay, every), key=lambda each: (not _of_others(each), each.likeness), reverse=True
    )
    return next((fact for each in likely if (fact := _fact(each))), None)


def _says_pay(amount: Amount) -> bool:
    """Whether a figure stands with a sign, a unit or a label of pay; "23,50" may be a list, and says no currency."""
    if amount.signed or amount.labelled or _THOUSANDS.fullmatch(amount.span.text):
        return amount.signed or _LISTED.match(amount.span.text) is None
    if _STEP.search(amount.before) and re.fullmatch(r"\d{2}\.\d\d", amount.span.text):
        return True
    timed = amount.word is not None and amount.word.lower() not in {"hours", "hrs"}
    return timed and _LISTED.match(amount.span.text) is None


def _of_others(amount: Amount) -> bool:
    """Whether a rate is somebody else's, for other hours, or what people come to with tips."""
    return bool(_OF_OTHERS.search(last_clause(amount.before)) or _OTHER_WORK.match(amount.after))


def _fact(amount: Amount) -> WageFact | None:
    fact = _wage(amount.low, amount.high, amount.unit, amount.currency, amount.span)
    if fact is None and amount.low is not None and amount.high is not None:
        fact = _wage(amount.low, None, amount.unit, amount.currency, amount.span)
    return fact


def _with_further_rates(pay: WageFact, every: Iterable[Amount]) -> WageFact:
    """The pay from the lowest to the highest rate of the same job, in the same unit and currency."""
    ends = _ends(pay)
    least, most = min(ends) * _FURTHER[0], max(ends) * _FURTHER[1]
    rates = list(ends)
    for amount in every:
        if amount.span == pay.span or not _is_rate(amount, pay):
            continue
        named = wage(amount.low, amount.high, pay.unit, None, pay.currency)
        if named and all(least <= end <= most for end in _ends(named)):
            rates += _ends(named)
    low, high = (None if pay.low is None and min(rates) == min(ends) else min(rates)), max(rates)
    return wage(low, high, pay.unit, pay.span, pay.currency) or pay


def _ends(pay: WageFact) -> list[float]:
    return [end for end in (pay.low, pay.high) if end is not None]


def _is_rate(amount: Amount, pay: WageFact) -> bool:
    """Whether a figure is a rate of the job beside the first: signed or in cents, or after a word of steps."""
    unit = amount.unit and _unit(amount.unit, 0.0, amount.currency)
    if amount.currency != pay.currency or (unit and unit != (pay.unit, 1.0)):
        return False
    if _of_others(amount):
        return False
    in_cents = re.match(r"\d+\.\d\d(?!\d)", amount.span.text) is not None
    if _AFTER_A_WHILE.match(amount.after) and amount.low is not None and not amount.word:
        return True
    said = _says_pay(amount) and (amount.signed or amount.word is not None or amount.high is not None)
    return said or in_cents or _STEP.search(last_clause(amount.before)) is not None


def _wage(
    low: float | None, high: float | None, word: str | None, currency: str, span: Span | None
) -> WageFact | None:
    """Return the pay once its unit is known, from its word or its size; None where it cannot be pay."""
    size = low or high or 0.0
    unit, times = _unit(word, size, currency)
    if unit is None:
        return None
    if low is not None and high is not None and low >= 1000 > high:
        high *= 1000
    elif low is not None and high is not None and high >= 10_000 and low < 1000:
        low *= 1000
    if unit == "hour" and size >= 1000:  # "13.250" an hour is a decimal, not thirteen thousand
        low, high = (None if each is None else each / 1000 for each in (low, high))
    return wage(_scaled(low, times), _scaled(high, times), unit, span, currency)


def _scaled(amount: float | None, times: float) -> float | None:
    return None if amount is None else round(amount * times, 4)


def wage(
    low: float | None, high: float | None, unit: str, span: Span | None, currency: str = "USD"
) -> WageFact | None:
    """A wage of a known unit, its ends in order; None where neither amount can be pay for that unit."""
    if low is not None and high is not None and high < low:
        low, high = high, low
    ends = [low, high]
    if currency in _WESTERN:
        least, most = _PLAUSIBLE[unit]
        ends = [end if end is not None and least <= end <= most else None for end in ends]
        if low is not None and ends[0] is None and not (low == 0 and high):
            return None
    first, last = ends
    if last is not None and last == first:
        last = None
    if not first and not last:
        return None
    times = UNITS_A_YEAR[unit]
    year = [end * times if end else None for end in (first, last)]
    return WageFact(first or None, last, unit, year[0], year[1], span, currency)


def _unit(word: str | None, amount: float, currency: str) -> tuple[str | None, float]:
    if word:
        spoken = re.sub(r"^per ", "", word.lower())
        return next((name, times) for start, name, times in _UNIT_NAMES if spoken.startswith(start))
    if amount >= 15_000 and (currency in _WESTERN or amount >= 200_000):
        return "year", 1.0
    return ("hour", 1.0) if 7.0 <= amount <= 200.0 and currency in _WESTERN else (None, 1.0)


def _structured(structured: StructuredPosting) -> WageFact | None:
    """Pay as mark-up gives it, its numbers read as those of a text are."""
    code = structured.get("wage_currency", "").strip()
    currency = currency_of(code) or ("USD" if code in {"", "$"} else code.upper()[:3])
    unit = structured.get("wage_unit", "")
    said = f" per {unit}" if unit else ""
    low, high = (structured.get(name, "").strip() for name in ("wage_low", "wage_high"))
    if not re.search(r"[1-9]", low + high):
        return None
    sizes = [_amount(each) for each in (low, high)]
    if all(each is None or each.isdigit() or re.fullmatch(r"[\d.]+", each) for each in (low, high) if each):
        ends = [None if each is None or each == 0 else each for each in sizes]
        return _wage(ends[0], ends[1], unit or None, currency, None)
    words = f"Pay: {' - '.join(filter(None, (low, high)))}{said}"
    fact = _likeliest(amounts(words, currency))
    return fact and WageFact(
        fact.low, fact.high, fact.unit, fact.annual_low, fact.annual_high, None, fact.currency
    )


def _amount(words: str) -> float | None:
    found = re.search(NUMBER, words)
    return number(found.group()) if found else None

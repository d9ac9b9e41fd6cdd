"""Pay: "$18.50-$22/hr", "£25,100 rising to £26,050 a year", "up to $22"; bonuses, allowances and premiums are not pay."""

from __future__ import annotations

import re
from collections.abc import Iterator

from gainful.engine.competencies.model import Span
from gainful.engine.postings.facts import HOURS_A_YEAR, StructuredPosting, WageFact
from gainful.engine.postings.money import AFTER_SIGN, NUMBER, SIGN, currency_of, dollar_of, number
from gainful.engine.text.sentences import span_of

UNITS_A_YEAR = {"hour": HOURS_A_YEAR, "day": 260.0, "week": 52.0, "month": 12.0, "year": 1.0}
_PLAUSIBLE = {"hour": (5.0, 400.0), "day": (40.0, 4000.0), "week": (150.0, 12_000.0),
              "month": (800.0, 60_000.0), "year": (10_000.0, 900_000.0)}  # fmt: skip
"""Pay in dollars, pounds and euros that can be meant; other currencies count in other numbers and are taken as written."""
_WESTERN = frozenset({"USD", "CAD", "AUD", "NZD", "GBP", "EUR", "CHF", "SGD"})

_NOUN = r"hour|hr|h|day|shift|week|wk|fortnight|two weeks|pay period|month|mo|year|yr|annum"
_ADVERB = r"hourly|daily|weekly|bi-?weekly|fortnightly|semi-?monthly|monthly|annually|annual|yearly"
_UNIT = (
    rf"(?:\s*(?:/|\bper\b|\ban?\b|\beach\b|\bevery\b)\s*(?:visit[- ])?({_NOUN})\b\.?"
    rf"|\s*\(?\b({_ADVERB})\b(?!\s+(?:pay\b|paid|pay ?checks?|bonus))|\s*(hours?|hrs?)\b(?!\s*(?:per|a|/|each)\b)|\s*\b(p\.a\.|pa\b|p/h|ph\b|pcm\b))?"
)
_JOIN = (
    r"(?:\s*(?:\w+ )?shifts?\s*[/,]\s*(?=[$£€])|\s*(?:[-–—‐‑−~]|\bto\b\s*[-–—]?|\brising to\b|\bup to\b|\bthrough\b|/(?=\s?[$£€]))\s*"
    r"|\s*[,;]?\s*(?:\bup to\b|\b(?:rising|increasing|growing|going|progressing|climbing|topping)(?: up| out)? (?:to|at)\b|\bto a top of\b"
    r"|\btop(?: rate| pay| of)?\b:?|\band (?:up )?to\b)\s*|\s*\n?[ \t,;]*max(?:imum)?\.?\s*:?\s*|(?<=\d)\s+and\s+(?=[$£€]?\s?\d))"
)
_AMOUNT = rf"({SIGN})?\s?({NUMBER})(?:\s?([kK]\b|lakhs?\b|LPA\b))?({AFTER_SIGN})?\+?"
_PAY = re.compile(rf"(?<![\w.,#/]){_AMOUNT}{_UNIT}(?:{_JOIN}{_AMOUNT}{_UNIT})?", re.IGNORECASE)
_CUE = re.compile(
    r"\b(?:pay|pays|paid|paying|salary|wages?|compensation|rate|earn|start(?:s|ing)?(?: at)?|base|basic|hourly|range|ctc|ote|remuneration|offer|min(?:imum)?)\b",
    re.IGNORECASE,
)
_LABEL = re.compile(
    r"\b(?:pay|wages?|rate|salary|compensation|ctc|remuneration|ote)\b[^\d\n$£€₹.;,]{0,24}$|\b(?:hourly|annual(?:ly)?)\s*:\s*$",
    re.IGNORECASE,
)
_UNIT_BEFORE = re.compile(
    rf"\b({_ADVERB}|day|ctc|per (?:hour|year|month|week|annum))\b(?: (?:rate|salary|pay|wages?|range|base|compensation|package))*[^\d\n$£€₹]{{0,24}}$",
    re.IGNORECASE,
)
_UP_TO = re.compile(r"\b(?:up to|as much as|maximum(?: of)?|max\.?:?)\s*$", re.IGNORECASE)
_ON_TOP = re.compile(r"(?:\+|\bplus\b|\badditional\b|\bextra\b|\badd\b)\s*(?:up to\s*)?$", re.IGNORECASE)
_EXTRA = (
    r"bonus|tuition|reimburs\w*|stipend|revenue|budget|scholarship|discount|insurance|premium|allowance|referral|differential|deductible"
    r"|relocation|sign[- ]?on|signing|retention|incentive|match\w*|401|fee\b|fees\b|fine\b|tips?\b|help|savings?|worth|raise|more\b|extra|credit|grant|voucher|coverage|loan|copay|moving|boots?|tools?|uniform|meal|gift"
    r"|budget|sales|portfolio|million|billion|fund\w*|contract value|donat\w*|in (?:tuition|benefits|sales|cash|debt)"
)
_AFTER_EXTRA = re.compile(
    rf"^[\s)+]*(?:(?:an?|in|of|for|towards?|the|per|your|shift|annual|quarterly|monthly|night|evening|weekend|quality|attendance|sign[- ]on|hiring)[\s-]+){{0,4}}(?:{_EXTRA})",
    re.IGNORECASE,
)
_BEFORE_EXTRA = re.compile(
    rf"\b(?:{_EXTRA})(?:[\s:]+(?!(?:pay|salary)\b)[\w-]+){{0,3}}[\s:(]*$", re.IGNORECASE
)
_MILE = re.compile(r"^\s*(?:/|per|a)\s*(?:mile|mi\b|visit(?!-)|piece|unit|load|student|head|case|sq)|^(?:mm?|bn)\b|^\s*(?:cpm|million|billion|%|percent|lbs?\b|years?\b|\w*[- ]?bed\b)", re.IGNORECASE)  # fmt: skip
_CLAUSE = re.compile(r"[;|•\n!?·]|\.(?=\s|$)|,\s(?!\d{3}\b)|\bor\b|\band\b|\)")
_UNIT_NAMES = (
    ("h", "hour", 1.0), ("ph", "hour", 1.0), ("p/h", "hour", 1.0), ("fort", "week", 0.5), ("two", "week", 0.5), ("bi", "week", 0.5), ("pay p", "week", 0.5),
    ("semi", "month", 2.0), ("d", "day", 1.0), ("shift", "day", 1.0), ("w", "week", 1.0), ("mo", "month", 1.0), ("pcm", "month", 1.0),
    ("a", "year", 1.0), ("y", "year", 1.0), ("p", "year", 1.0), ("ctc", "year", 1.0),
)  # fmt: skip
"""The beginning of a unit's word, the unit, and how many of it one pays: two weeks' pay is half as much a week."""


def wage_fact(text: str, structured: StructuredPosting | None = None) -> WageFact | None:
    """The pay with its span and currency: mark-up first, then the figure of the text that most looks like pay."""
    if structured and (found := _structured(structured)):
        return found
    dollar = dollar_of(text)
    found_all = list(_candidates(text, dollar))
    return max(found_all, key=lambda each: each[0])[1] if found_all else None


def _candidates(text: str, dollar: str) -> Iterator[tuple[tuple[int, int], WageFact]]:
    """Each figure that may be pay, with how much it looks like it: a unit, a word of pay beside it, a range, its place."""
    for match in _PAY.finditer(text):
        s1, n1, k1, c1, *u1, s2, n2, k2, c2, v1, v2, v3, v4 = match.groups()
        word = next((u for u in (v1, v2, v3, v4, *u1) if u), None)
        start = text.rfind("\n", 0, match.start()) + 1
        before = text[max(start, match.start() - 60) : match.start()]
        end = text.find("\n", match.end())
        after = text[match.end() : min(match.end() + 60, len(text) if end < 0 else end)]
        signed = bool(s1 or s2 or c1 or c2)
        labelled = _LABEL.search(before) is not None
        if not signed and not ((word and word.lower() not in {"hours", "hrs"}) or labelled or k1 == "LPA"):
            continue
        if not signed and re.fullmatch(r"\d+,\d{1,2}", n1):  # "23,50" may be a list, and says no currency
            continue
        if _not_pay(before, after, said=word is not None):
            continue
        prior = _UNIT_BEFORE.search(before)
        currency = currency_of(s1) or currency_of(c1) or currency_of(s2) or currency_of(c2)
        if currency is None:
            indian = re.search(r"\d,\d\d,\d{3}", match.group()) or (k1 or "").lower().startswith("l")
            currency = "INR" if indian else dollar
        thousand = _times(k1 or (k2 if n2 else None))
        low = number(n1) * thousand
        high = number(n2) * _times(k2 or (k1 if n2 else None)) if n2 else None
        top = n2 is None and _UP_TO.search(before) is not None
        span = span_of(text, match.start(), match.end())
        unit = word or (prior[1] if prior else None)
        fact = _wage(None if top else low, low if top else high, unit, currency, span)
        if fact is None and n2 is not None:
            fact = _wage(low, None, unit, currency, span)
        if fact is not None:
            cue = _CUE.search(_last_clause(before, 3)) is not None
            score = 2 * (unit is not None) + 2 * cue + (n2 is not None) + signed
            yield (score, -match.start()), fact


def _times(suffix: str | None) -> float:
    word = (suffix or "").lower()
    return 1000.0 if word == "k" else 100_000.0 if word.startswith("l") else 1.0


def _last_clause(before: str, clauses: int = 1) -> str:
    cuts = [m.end() for m in _CLAUSE.finditer(before)]
    return before[cuts[-clauses] :] if len(cuts) >= clauses else before


def _not_pay(before: str, after: str, *, said: bool) -> bool:
    """Whether the words beside an amount make it something else: a bonus, a premium on top, a fee, a budget.

    With its unit said ("$20/hr 401(k) match") only a premium or a mile after it speaks against it.
    """
    own = _last_clause(before)
    if _ON_TOP.search(own) or _MILE.search(after):
        return True
    if said:
        return bool(
            re.match(r"\s*(?:(?:\w+[- ]){0,2}?)(?:differential|premium|extra|more|raise|bonus|stipend|allowance)\b", after, re.IGNORECASE)
            or re.search(r"\b(?:bonus|differential|premium|stipend|allowance)\b[\s:]*(?:of )?$", own, re.IGNORECASE)
        )  # fmt: skip
    further = re.match(r"\s*(?:\+|plus\b)", after, re.IGNORECASE)  # "$18.50 + tips": tips come on top of it
    return bool(
        (not further and _AFTER_EXTRA.match(after)) or (_BEFORE_EXTRA.search(own) and not _LABEL.search(own))
    )


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
    amounts = [_amount(each) for each in (low, high)]
    if all(each is None or each.isdigit() or re.fullmatch(r"[\d.]+", each) for each in (low, high) if each):
        ends = [None if each is None or each == 0 else each for each in amounts]
        return _wage(ends[0], ends[1], unit or None, currency, None)
    words = f"Pay: {' - '.join(filter(None, (low, high)))}{said}"
    found = max(_candidates(words, currency), key=lambda each: each[0], default=None)
    fact = found and found[1]
    return fact and WageFact(
        fact.low, fact.high, fact.unit, fact.annual_low, fact.annual_high, None, fact.currency
    )


def _amount(words: str) -> float | None:
    found = re.search(NUMBER, words)
    return number(found.group()) if found else None

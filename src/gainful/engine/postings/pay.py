"""Pay: "$18.50-$22/hr", "$45k", "up to $90,000 per year"; "DOE" and bonuses are not pay."""

from __future__ import annotations

import re

from gainful.engine.competencies.model import Span
from gainful.engine.postings.facts import HOURS_A_YEAR, StructuredPosting, WageFact
from gainful.engine.text.sentences import lines, span_of

UNITS_A_YEAR = {"hour": HOURS_A_YEAR, "day": 260.0, "week": 52.0, "month": 12.0, "year": 1.0}

_AMOUNT = r"(?:US|USD)?\s?\$?\s?(\d{1,3}(?:,\d{3})+(?:\.\d{1,2})?|\d{1,6}(?:\.\d{1,2})?)\s?([kK])?\b"
_UNIT = (
    r"(?:\s*(?:USD|dollars))?(?:\s*(?:/|\bper\b|\ban?\b|\beach\b|-)?\s*"
    r"(hourly|hours?|hrs?|h\b|daily|day|weekly|weeks?|wk|monthly|months?|mo\b|annually|annual|annum|yearly|years?|yr|pa\b|p\.a\.))?"
)
_PAY = re.compile(
    r"(?<![\w.])(?:US|USD)?\s?\$\s?(\d{1,3}(?:,\d{3})+(?:\.\d{1,2})?|\d{1,6}(?:\.\d{1,2})?)\s?([kK]\b)?"
    rf"{_UNIT}\s*(?:(?:-|–|—|\bto\b|\band\b|\bup to\b)\s*{_AMOUNT}{_UNIT})?",
    re.IGNORECASE,
)
_BARE = re.compile(
    rf"(?<![\w.,$]){_AMOUNT}\s*(?:(?:-|–|—|\bto\b)\s*{_AMOUNT})?\s*(?:/|\bper\b|\ban\b)\s*"
    r"(hour|hr|annum|year|yr)\b",
    re.IGNORECASE,
)
_LABELLED = re.compile(
    rf"\b(?:pay|wage|rate|salary|compensation)(?: (?:range|rate|scale))?\s*[:=]\s*{_AMOUNT}\s*(?:(?:-|–|—|\bto\b)\s*{_AMOUNT})?()",
    re.IGNORECASE,
)
"""Without a sign of money or a unit, "Wage: 27-34 DOE"."""
_NOT_PAY = re.compile(
    r"bonus|tuition|reimburs|stipend|revenue|budget|million|billion|scholarship|up to \$?\d[\d,]* (?:in|toward|for)|sales of|"
    r"worth|discount|insurance|premium|allowance|referral|401|fund|per mile|/mile|cpm|differential|deductible|relocation|per diem",
    re.IGNORECASE,
)
_FURTHER = re.compile(r"\s*(?:\+|\bplus\b).*$", re.IGNORECASE)
"""What is paid on top: "$23.50 + shift premium" is pay, a "$2 shift premium" is not."""
_PAY_CUE = re.compile(
    r"pay|salary|wage|compensation|rate|earn|start(?:ing|s)? at|hourly|range", re.IGNORECASE
)
_UNIT_NAMES = (
    ("h", "hour"), ("da", "day"), ("w", "week"), ("mo", "month"), ("a", "year"), ("y", "year"), ("p", "year"),
)  # fmt: skip
_PLAUSIBLE = {"hour": (5.0, 400.0), "day": (40.0, 4000.0), "week": (150.0, 12_000.0),
              "month": (800.0, 60_000.0), "year": (10_000.0, 900_000.0)}  # fmt: skip


def wage_fact(text: str, structured: StructuredPosting | None = None) -> WageFact | None:
    """The pay with its span; the first plausible figure, a line that speaks of pay going before others."""
    if structured and (found := _structured(structured)):
        return found
    candidates: list[tuple[int, WageFact]] = []
    for line in lines(text):
        if "$" not in line.text and not re.search(r"\d", line.text):
            continue
        speaks_of_pay = _PAY_CUE.search(line.text) is not None
        for match in [m for pattern in (_PAY, _BARE, _LABELLED) for m in pattern.finditer(line.text)]:
            fact = _read(text, line, match)
            rank = 0 if speaks_of_pay or (fact is not None and fact.high) else 1
            candidates += [] if fact is None else [(rank, fact)]
    return (
        min(candidates, key=lambda c: (c[0], c[1].span.start if c[1].span else 0))[1] if candidates else None
    )


def _read(text: str, line: Span, match: re.Match[str]) -> WageFact | None:
    before, after = (
        line.text[max(0, match.start() - 30) : match.start()],
        line.text[match.end() : match.end() + 22],
    )
    around = before + match.group() + _FURTHER.sub("", after)
    if _NOT_PAY.search(around):
        return None
    if match.re is _PAY:
        low, low_k, unit_a, high, high_k, unit_b = match.groups()
        unit_word = unit_b or unit_a
    else:
        low, low_k, high, high_k, unit_word = match.groups()
    first, last = _number(low, low_k or (high_k if high else None)), _number(high, high_k) if high else None
    if last is not None and last < first and first >= 1000 > last:
        last = last * 1000
    unit = _unit(unit_word, first, around)
    if unit is None:
        return None
    span = span_of(text, line.start + match.start(), line.start + match.end())
    return wage(first, last, unit, span)


def wage(low: float, high: float | None, unit: str, span: Span | None) -> WageFact | None:
    """A wage of a known unit, None where the amount cannot be pay for that unit."""
    least, most = _PLAUSIBLE[unit]
    if not least <= low <= most:
        return None
    if high is not None and not low < high <= most:
        high = None
    times = UNITS_A_YEAR[unit]
    return WageFact(low, high, unit, low * times, None if high is None else high * times, span)


def _number(digits: str, thousands: str | None) -> float:
    return float(digits.replace(",", "")) * (1000.0 if thousands else 1.0)


def _unit(word: str | None, amount: float, around: str) -> str | None:
    if word:
        return next(name for start, name in _UNIT_NAMES if word.lower().startswith(start))
    if re.search(r"annual|salary|per year|yearly|a year", around, re.IGNORECASE) and amount >= 10_000:
        return "year"
    if amount >= 15_000:
        return "year"
    return "hour" if 7.0 <= amount <= 200.0 else None


def _structured(structured: StructuredPosting) -> WageFact | None:
    try:
        low = float(structured["wage_low"])
        high = float(structured["wage_high"]) if "wage_high" in structured else None
    except (KeyError, ValueError):
        return None
    unit = structured.get("wage_unit", "").lower()
    known = unit if unit in UNITS_A_YEAR else _unit(None, low, "")
    return wage(low, high, known, None) if known else None

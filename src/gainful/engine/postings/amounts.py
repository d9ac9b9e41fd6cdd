"""Amounts in a posting that may be its pay, each with the words around it; bonuses, allowances and premiums are not pay."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass

from gainful.engine.competencies.model import Span
from gainful.engine.postings.money import AFTER_SIGN, NUMBER, SIGN, currency_of, number
from gainful.engine.postings.pay_units import UNIT, loose
from gainful.engine.text.sentences import span_of

_ADVERB = r"hourly|daily|weekly|bi-?weekly|fortnightly|semi-?monthly|monthly|annually|annual|yearly"
_JOIN = (
    r"(?:\s*(?:\w+ )?shifts?\s*[/,]\s*(?=[$£€])|\s*(?:[-–—‐‑−~]|\bto\b\s*[-–—]?|\brising to\b|\bup to\b|\bthrough\b|/(?=\s?[$£€]))\s*"
    r"|\s*[,;]?\s*(?:\bup to\b|\b(?:rising|increasing|growing|going|progressing|climbing|topping)(?: up| out)? (?:to|at)\b|\bto a top of\b"
    r"|\btop(?: rate| pay| of)?\b:?|\band (?:up )?to\b)\s*|\s*\n?[ \t,;]*max(?:imum)?\.?\s*:?\s*|(?<=\d)\s+and\s+(?=[$£€]?\s?\d))"
)
_AMOUNT = rf"({SIGN})?\s?({NUMBER}|\.\d\d\d?(?!\d))(?!\d|[.,]\d|(?:st|nd|rd|th)\b|\s?%)(?:\s?([kK]\b|lakhs?\b|lacs?\b|crores?\b|cr\b|LPA\b|¢|cents?\b))?({AFTER_SIGN})?\+?"
_PAY = re.compile(
    rf"(?<![\w.,#/])(?:(?<!\d[-–])|(?=[$£€])){_AMOUNT}({UNIT})?(?:{_JOIN}{_AMOUNT}({UNIT})?)?", re.IGNORECASE
)
_CUE = re.compile(
    r"\b(?:pay|pays|paid|paying|salary|wages?|compensation|rate|earn|start(?:s|ing)?(?: at)?|base|basic|hourly|range|ctc|ote|remuneration|offer|min(?:imum)?)\b",
    re.IGNORECASE,
)
_LABEL = re.compile(
    r"\b(?:pays?|wages?|rate|salary|compensation|ctc|remuneration|ote)\b[^\d\n$£€₹.;,]{0,24}$|\b(?:hourly|annual(?:ly)?)\s*:\s*$|\bhourly (?=$)",
    re.IGNORECASE,
)
_FIELD = re.compile(r"\b(?:salary|wages?|rate|pay|compensation|hourly)\s*:?\s*$", re.IGNORECASE)
_UNIT_BEFORE = re.compile(
    rf"\b({_ADVERB}|day(?=s? rate)|ctc|per (?:hour|year|month|week|annum))\b(?: (?:rate|salary|pay|wages?|range|base|compensation|package))*[^\d\n$£€₹]{{0,24}}$",
    re.IGNORECASE,
)
_UP_TO = re.compile(r"\b(?:up to|as much as|maximum(?: of)?|max\.?:?)\s*$", re.IGNORECASE)
_ON_TOP = re.compile(
    r"(?:\+|\bplus\b)\s*(?:full |total )?(?:benefits|bennies|fringes?|pension|annuity)\s*(?:of\s*)?$|(?:\+|\bplus\b|\badditional\b|\bextra\b|\badd\b)\s*(?:up to\s*)?$",
    re.IGNORECASE,
)
_EXTRA = (
    r"bonus|per[- ]diem|tuition|reimburs\w*|stipend|revenue|budget|scholarship|discount|insurance|premium|allowance|referral|differential|deductible"
    r"|relocation|sign[- ]?on|signing|retention|incentive|match\w*|401|fee\b|fees\b|fine\b|tips?\b|help|savings?|worth|raise(?! to)|more\b(?! (?:w/|with|if|for))|extra|credit|grant|voucher|coverage|loan|copay|moving|boots?|tools?|uniforms?|meals?|gift|rent\b|deduct\w*|books?\b|detention|layover|breakdown|stop[- ]pay|refund\w*|fringes?|bennies|pension|annuity|lodging|housing|cottage"
    r"|budget|sales|portfolio|million|billion|fund\w*|contract value|donat\w*|in (?:tuition|benefits|sales|cash|debt)"
)
_AFTER_EXTRA = re.compile(
    rf"^[\s)+]*(?:(?:an?|in|of|for|towards?|the|per|your|shift|annual|quarterly|monthly|night|evening|weekend|quality|attendance|sign[- ]on|hiring)[\s-]+){{0,4}}(?:{_EXTRA})",
    re.IGNORECASE,
)
_BEFORE_EXTRA = re.compile(
    rf"\b(?:{_EXTRA})(?:[\s:]+(?!(?:pay|salary)\b)[\w/-]+){{0,3}}[\s:(@]*$", re.IGNORECASE
)
_MILE = re.compile(r"^\s*(?:(?:\w+ )?per (?!(?:contact )?h|day|diem \$?\d|shift|w|fort|two|pay|mo|y|an|exp|doe|qual|contract|agree|coll|polic|union|scale)[a-z]|(?:/|per|a)\s*(?:mile|mi\b|visit(?!-)|piece|unit|load|student|head|case|sq))|^(?:mm?|bn)\b|^\s*(?:cpm|million|billion|%|percent)", re.IGNORECASE)  # fmt: skip
_MEASURE = re.compile(
    r"\s*(?:lbs?|years?|months?|days?|weeks?|minutes?|acres?|feet|\w*[- ]?bed)\b", re.IGNORECASE
)
"""What a bare number counts; after a unit of pay ("$18/hr days") it says which hours are paid so."""
_IN_INDIA = re.compile(
    r"\b(?:India|Mumbai|Navi Mumbai|New Delhi|Noida|Gurgaon|Gurugram|Pune|Nagpur|Nashik|Bengaluru|Bangalore|Hyderabad|Chennai|Kolkata|Ahmedabad|Surat|Vadodara|Kochi|Jaipur|Lucknow|Indore|Coimbatore"
    r"|Maharashtra|Gujarat|Karnataka|Tamil Nadu|Telangana|Kerala|Aadhaar|Marathi|Kannada|Telugu|CTC|[Tt]wo[- ]wheeler|[Ff]reshers)\b"
)
"""Names and words that say that a figure without a sign is in rupees."""
_OF_MANY = re.compile(
    r"\s+(?:[a-z]+ )?(?:staff|people|(?!hours|hrs|dollars|bucks|days|weeks|plus)[a-z]{3,}s)\b"
)
"""Who or what a bare number counts: "fortnightly pays for 950 staff"."""
_SAME_PAY = re.compile(rf"[$£€₹]\s?[\d.,]+(?:{UNIT})\s*[/=(|]\s*$", re.IGNORECASE)
"""Before an amount that says the same pay for another time: "$29 hourly / $61,000"."""
_CLAUSE = re.compile(
    r"[;|•\n!?·]|(?<!\bave)(?<!\bavg)(?<!\bmin)(?<!\bmax)\.(?=\s|$)|,\s(?!\d{3}\b)|\bor\b|\band\b|\)"
)
_CELL = re.compile(r"\s{3,}|\t")
_CODE_BEHIND = re.compile(r"\s*\(?(CAD|AUD|NZD|USD|GBP|EUR|INR)\b")
"""A currency behind the unit: "$22.50 per hour CAD"."""
_AROUND = 60
"""Characters before and after an amount that are looked at, within its line."""


@dataclass(frozen=True, slots=True)
class Amount:
    """One figure or range of a posting, as written: ends in its currency, the word of its unit, the words around it."""

    low: float | None
    high: float | None
    word: str | None
    """The words of the unit beside the amount ("/hr", "annually"); None where none stands there."""
    prior: str | None
    """The words of the unit before the amount ("hourly rate: ")."""
    currency: str
    signed: bool
    """Whether a sign or code of a currency stands with it."""
    labelled: bool
    """Whether a word of pay stands right before it ("Wage: ")."""
    before: str
    after: str
    span: Span

    @property
    def unit(self) -> str | None:
        """The word that says what time it is paid for."""
        return self.word or self.prior

    @property
    def likeness(self) -> tuple[int, int]:
        """How much it looks like the pay: a unit, a word of pay near it, a range, a sign; the earlier of two that are alike."""
        cue = not _SAME_PAY.search(self.before) and _CUE.search(last_clause(self.before, 3)) is not None
        ranged = self.low is not None and self.high is not None
        return 2 * (self.unit is not None) + 2 * cue + ranged + 2 * self.signed, -self.span.start


def amounts(text: str, dollar: str) -> Iterator[Amount]:
    """Yield every figure that no word beside it makes something else than pay; a bare "$" is a `dollar`."""
    in_india = _IN_INDIA.search(text) is not None
    for match in _PAY.finditer(text):
        s1, n1, k1, c1, u1, s2, n2, k2, c2, u2 = match.groups()
        signed = bool(s1 or s2 or c1 or c2)
        word = u2 or u1
        start = text.rfind("\n", 0, match.start()) + 1
        before = text[max(start, match.start() - _AROUND) : match.start()]
        if word is not None and loose(word) and not signed and not _FIELD.search(before):
            continue  # "75 hr course": hours, not pay
        end = text.find("\n", match.end())
        after = _CELL.split(
            text[match.end() : min(match.end() + _AROUND, len(text) if end < 0 else end)], maxsplit=1
        )[0]
        follows = (
            "" if match.group().endswith(".") else after
        )  # "$21/hr. Referral bonus $500": a new sentence
        if not_pay(before, follows, said=word is not None):
            continue
        if word is None and not signed and (_MEASURE.match(follows) or _OF_MANY.match(follows)):
            continue
        behind = _CODE_BEHIND.match(after)
        currency = next(filter(None, map(currency_of, (s1, c1, s2, c2, behind and behind[1]))), None)
        if currency is None:
            indian = re.search(r"\d,\d\d,\d{3}", match.group()) or (k1 or k2 or "").lower().startswith("l")
            indian = indian or (in_india and not signed)
            currency = "INR" if indian else dollar
        cents = word is not None and "cpm" in word.lower()
        k1, k2 = (
            (k1 or (cents and float(number(n1)) >= 2 and "¢") or None),
            (k2 or (cents and n2 and number(n2) >= 2 and "¢") or None),
        )
        low = number(n1) * _times(k1 or (k2 if n2 else None))
        high = number(n2) * _times(k2 or (k1 if n2 else None)) if n2 else None
        top = n2 is None and _UP_TO.search(before) is not None
        prior = _unit_before(before)
        yield Amount(
            None if top else low, low if top else high, word, prior, currency,
            signed, _LABEL.search(before) is not None or "LPA" in (k1, k2),
            before, after, span_of(text, match.start(), match.end()),
        )  # fmt: skip


def _unit_before(before: str) -> str | None:
    """The nearest word before an amount that says what it is paid for."""
    found, nearest = _UNIT_BEFORE.search(before), None
    while found:
        nearest, found = found[1], _UNIT_BEFORE.search(before, found.end(1))
    return nearest


def _times(suffix: str | None) -> float:
    word = (suffix or "").lower()
    known = {"k": 1000.0, "l": 100_000.0, "cr": 10_000_000.0, "¢": 0.01, "ce": 0.01}
    return next((times for start, times in known.items() if word.startswith(start)), 1.0)


def last_clause(before: str, clauses: int = 1) -> str:
    """Return the end of some words before an amount: the last clause or the last few."""
    cuts = [m.end() for m in _CLAUSE.finditer(before)]
    return before[cuts[-clauses] :] if len(cuts) >= clauses else before


_SIDE_PAY = re.compile(
    r"\s*\)?\s*(?:(?:\w+[- ]){0,2}?)(?:differential|premium|extra|more|raise(?! to)|bonus|stipend|allowance|detention|layover|breakdown|stop[- ]pay|stop[- ]off|refund\w*|deposit|non-?refundable|mileage|reimburs\w*|rent|deduct\w*)\b|\s*(?:over|off|on top)\b",
    re.IGNORECASE,
)
"""Words after an amount with its unit that make it a payment beside the pay."""
_SIDE_BEFORE = re.compile(
    r"\b(?:bonus|differential|diff|premium|stipend|worth|fringe|benefits|detention|layover|breakdown|orientation|mileage|reimburs\w*|h&w|rent(?:al)?|lodging|m&ie|pension|annuity|(?<!living )allowance)\b(?:[^.;$\n]{0,22}[\s–—-])?[\s:]*(?:of )?$",
    re.IGNORECASE,
)


_SIDE_PAY_LABEL = re.compile(
    r"\b(?:stop|stop[- ]off|extra[- ]stop|detention|layover|breakdown|orientation|per[- ]diem|holiday|vacation|sick|tarp|unload(?:ing)?|referral|bonus|safety|training completion)\s+pay\b[\s:]*(?:of |at |is )?$",
    re.IGNORECASE,
)
"""Payments beside the pay that are called pay: "Stop pay $25"."""
_FEE = re.compile(
    r"\s*\)?,?\s*(?:(?:which is |fully )?(?:refunded|reimbursed|paid back|non-?refundable)\b|(?:[a-z]+[- ]){0,2}(?:fees?|deposits?|fines?|copays?)\b)",
    re.IGNORECASE,
)


_STIPEND_FIELD = re.compile(r"\W*(?:monthly )?(?:stipend|living allowance)\s*[:–-]\s*", re.IGNORECASE)
"""A trainee's pay as a field: "Stipend: Rs.15,500 per month"."""


def not_pay(before: str, after: str, *, said: bool) -> bool:
    """Whether the words beside an amount make it something else: a bonus, a premium on top, a fee, a budget.

    With its unit said ("$20/hr 401(k) match") only a premium or a mile after it speaks against it.
    """
    own = last_clause(before)
    if _STIPEND_FIELD.fullmatch(before) and said:
        return False
    if _SIDE_PAY_LABEL.search(own) or (not said and _FEE.match(after)):
        return True
    if _ON_TOP.search(own) or _MILE.search(after):
        return True
    if said:
        return bool(_SIDE_PAY.match(after) or _SIDE_BEFORE.search(own))
    further = re.match(r"\s*(?:\+|plus\b)", after, re.IGNORECASE)  # "$18.50 + tips": tips come on top of it
    return bool(
        (not further and _AFTER_EXTRA.match(after)) or (_BEFORE_EXTRA.search(own) and not _LABEL.search(own))
    )

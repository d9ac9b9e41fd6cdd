"""Amounts in a posting that may be its pay, each with the words around it; bonuses, allowances and premiums are not pay."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass

from gainful.engine.competencies.model import Span
from gainful.engine.postings.money import AFTER_SIGN, NUMBER, SIGN, currency_of, number
from gainful.engine.text.sentences import span_of

_NOUN = r"hour|hr|h|day|shift|week|wk|fortnight|two weeks|pay period|month|mo|year|yr|annum"
_ADVERB = r"hourly|daily|weekly|bi-?weekly|fortnightly|semi-?monthly|monthly|annually|annual|yearly"
_UNIT = (
    rf"(?:(?:\s(?:gross|net))?\s*(?:/|\bper\b|\ban?\b|\beach\b|\bevery\b)\s*(?:(?:visit|contact|table|flag|class|clock|billable|teaching|working)[- ])?({_NOUN})\b\.?"
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
    r"\b(?:pays?|wages?|rate|salary|compensation|ctc|remuneration|ote)\b[^\d\n$£€₹.;,]{0,24}$|\b(?:hourly|annual(?:ly)?)\s*:\s*$|\bhourly (?=$)",
    re.IGNORECASE,
)
_UNIT_BEFORE = re.compile(
    rf"\b({_ADVERB}|day|ctc|per (?:hour|year|month|week|annum))\b(?: (?:rate|salary|pay|wages?|range|base|compensation|package))*[^\d\n$£€₹]{{0,24}}$",
    re.IGNORECASE,
)
_UP_TO = re.compile(r"\b(?:up to|as much as|maximum(?: of)?|max\.?:?)\s*$", re.IGNORECASE)
_ON_TOP = re.compile(r"(?:\+|\bplus\b|\badditional\b|\bextra\b|\badd\b)\s*(?:up to\s*)?$", re.IGNORECASE)
_EXTRA = (
    r"bonus|per[- ]diem|tuition|reimburs\w*|stipend|revenue|budget|scholarship|discount|insurance|premium|allowance|referral|differential|deductible"
    r"|relocation|sign[- ]?on|signing|retention|incentive|match\w*|401|fee\b|fees\b|fine\b|tips?\b|help|savings?|worth|raise(?! to)|more\b|extra|credit|grant|voucher|coverage|loan|copay|moving|boots?|tools?|uniform|meal|gift|rent\b|lodging|housing|cottage"
    r"|budget|sales|portfolio|million|billion|fund\w*|contract value|donat\w*|in (?:tuition|benefits|sales|cash|debt)"
)
_AFTER_EXTRA = re.compile(
    rf"^[\s)+]*(?:(?:an?|in|of|for|towards?|the|per|your|shift|annual|quarterly|monthly|night|evening|weekend|quality|attendance|sign[- ]on|hiring)[\s-]+){{0,4}}(?:{_EXTRA})",
    re.IGNORECASE,
)
_BEFORE_EXTRA = re.compile(
    rf"\b(?:{_EXTRA})(?:[\s:]+(?!(?:pay|salary)\b)[\w-]+){{0,3}}[\s:(]*$", re.IGNORECASE
)
_MILE = re.compile(r"^\s*(?:(?:\w+ )?per (?!(?:contact )?h|day|shift|w|fort|two|pay|mo|y|an|exp|doe|qual|contract|agree|coll|polic|union|scale)[a-z]|(?:/|per|a)\s*(?:mile|mi\b|visit(?!-)|piece|unit|load|student|head|case|sq))|^(?:mm?|bn)\b|^\s*(?:cpm|million|billion|%|percent|lbs?\b|years?\b|\w*[- ]?bed\b)", re.IGNORECASE)  # fmt: skip
_CLAUSE = re.compile(r"[;|•\n!?·]|\.(?=\s|$)|,\s(?!\d{3}\b)|\bor\b|\band\b|\)")
_AROUND = 60
"""Characters before and after an amount that are looked at, within its line."""


@dataclass(frozen=True, slots=True)
class Amount:
    """One figure or range of a posting, as written: ends in its currency, the word of its unit, the words around it."""

    low: float | None
    high: float | None
    word: str | None
    """The word of the unit beside the amount ("hr", "annually"); None where none stands there."""
    prior: str | None
    """The word of the unit before the amount ("hourly rate: ")."""
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
        cue = _CUE.search(last_clause(self.before, 3)) is not None
        ranged = self.low is not None and self.high is not None
        return 2 * (self.unit is not None) + 2 * cue + ranged + self.signed, -self.span.start


def amounts(text: str, dollar: str) -> Iterator[Amount]:
    """Yield every figure that no word beside it makes something else than pay; a bare "$" is a `dollar`."""
    for match in _PAY.finditer(text):
        s1, n1, k1, c1, *u1, s2, n2, k2, c2, v1, v2, v3, v4 = match.groups()
        word = next((u for u in (v1, v2, v3, v4, *u1) if u), None)
        start = text.rfind("\n", 0, match.start()) + 1
        before = text[max(start, match.start() - _AROUND) : match.start()]
        end = text.find("\n", match.end())
        after = text[match.end() : min(match.end() + _AROUND, len(text) if end < 0 else end)]
        follows = (
            "" if match.group().endswith(".") else after
        )  # "$21/hr. Referral bonus $500": a new sentence
        if not_pay(before, follows, said=word is not None):
            continue
        currency = next(filter(None, map(currency_of, (s1, c1, s2, c2))), None)
        if currency is None:
            indian = re.search(r"\d,\d\d,\d{3}", match.group()) or (k1 or "").lower().startswith("l")
            currency = "INR" if indian else dollar
        low = number(n1) * _times(k1 or (k2 if n2 else None))
        high = number(n2) * _times(k2 or (k1 if n2 else None)) if n2 else None
        top = n2 is None and _UP_TO.search(before) is not None
        prior = _UNIT_BEFORE.search(before)
        yield Amount(
            None if top else low, low if top else high, word, prior and prior[1], currency,
            bool(s1 or s2 or c1 or c2), _LABEL.search(before) is not None or k1 == "LPA",
            before, after, span_of(text, match.start(), match.end()),
        )  # fmt: skip


def _times(suffix: str | None) -> float:
    word = (suffix or "").lower()
    return 1000.0 if word == "k" else 100_000.0 if word.startswith("l") else 1.0


def last_clause(before: str, clauses: int = 1) -> str:
    """Return the end of some words before an amount: the last clause or the last few."""
    cuts = [m.end() for m in _CLAUSE.finditer(before)]
    return before[cuts[-clauses] :] if len(cuts) >= clauses else before


def not_pay(before: str, after: str, *, said: bool) -> bool:
    """Whether the words beside an amount make it something else: a bonus, a premium on top, a fee, a budget.

    With its unit said ("$20/hr 401(k) match") only a premium or a mile after it speaks against it.
    """
    own = last_clause(before)
    if _ON_TOP.search(own) or _MILE.search(after):
        return True
    if said:
        return bool(
            re.match(r"\s*(?:(?:\w+[- ]){0,2}?)(?:differential|premium|extra|more|raise|bonus|stipend|allowance)\b", after, re.IGNORECASE)
            or re.search(r"\b(?:bonus|differential|premium|stipend|worth|fringe|benefits|(?<!living )allowance)\b[\s:]*(?:of )?$", own, re.IGNORECASE)
        )  # fmt: skip
    further = re.match(r"\s*(?:\+|plus\b)", after, re.IGNORECASE)  # "$18.50 + tips": tips come on top of it
    return bool(
        (not further and _AFTER_EXTRA.match(after)) or (_BEFORE_EXTRA.search(own) and not _LABEL.search(own))
    )
